//! What is neither a table nor a change to one: indexes, types, views, triggers, routines, comments.

use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::names::ObjectName;
use crate::model::schema::{EnumType, Routine, Trigger, View};

use super::cursor::Cursor;
use super::expressions::{quoted, statement_identifiers};
use super::indexes::index_columns;
use super::replay::Replay;
use super::report;
use super::split::Statement;
use super::statements::keep;
use super::tokens::{Kind, Token};

/// Objects that are no part of a schema that is migrated.
const OUTSIDE: &[&str] = &["database", "role", "user", "group", "tablespace", "server", "schema", "login"];

/// Reads what follows `CREATE`, when it is no table.
pub(crate) fn create(
    replay: &mut Replay,
    cursor: &mut Cursor<'_>,
    statement: &Statement,
) -> Result<(), &'static str> {
    let span = statement.span;
    let unique = cursor.is("unique");
    let method = ["fulltext", "spatial"].into_iter().find(|word| cursor.is(word));
    if unique || method.is_some() {
        cursor.at += 1;
    }
    if cursor.accept("index") || cursor.accept_all(&["clustered", "index"]) {
        return index(replay, cursor, span, unique, method);
    }
    if cursor.accept("type") {
        return create_type(replay, cursor, span);
    }
    // MySQL puts `ALGORITHM = … DEFINER = … SQL SECURITY …` before the kind.
    let kind = statement.head.created();
    if matches!(kind, "VIEW" | "TRIGGER" | "FUNCTION" | "PROCEDURE" | "EVENT") {
        let materialized = cursor.is("materialized");
        while !cursor.done() && !cursor.is(kind) {
            cursor.at += 1;
        }
        cursor.at += 1;
        cursor.accept_if_exists();
        let name = cursor.object_name().ok_or("it has no name")?;
        let name = replay.qualify(name);
        match kind {
            "VIEW" => view(replay, cursor, statement, name, materialized),
            "TRIGGER" => return trigger(replay, cursor, statement, name),
            "EVENT" => keep(replay, cursor, "event", Some(name), span),
            _ => routine(replay, cursor, statement, name),
        }
        return Ok(());
    }
    other(replay, cursor, span)
}

/// Anything that is kept as text.
fn other(replay: &mut Replay, cursor: &mut Cursor<'_>, span: Span) -> Result<(), &'static str> {
    let Some(Kind::Word(kind)) = cursor.take().map(|token| &token.kind) else {
        return Err("what to create is not said");
    };
    let mut kind = kind.to_ascii_lowercase();
    if matches!(kind.as_str(), "virtual" | "foreign") && cursor.accept("table") {
        kind.push_str(" table");
    }
    if OUTSIDE.contains(&kind.as_str()) {
        return Ok(());
    }
    cursor.accept_if_exists();
    let name = cursor.object_name().map(|name| replay.qualify(name));
    keep(replay, cursor, &kind, name, span);
    Ok(())
}

fn index(
    replay: &mut Replay,
    cursor: &mut Cursor<'_>,
    span: Span,
    unique: bool,
    method: Option<&str>,
) -> Result<(), &'static str> {
    cursor.accept("concurrently");
    let if_not_exists = cursor.accept_if_exists();
    let mut name = None;
    if !cursor.is("on") || cursor.is_at(1, "on") {
        name = Some(cursor.object_name().ok_or("the index has no name")?.name);
    }
    let given = if cursor.accept("using") { cursor.name() } else { None };
    if !cursor.accept("on") {
        return Err("the index does not say on which table it is");
    }
    cursor.accept("only");
    let table = cursor.object_name().ok_or("the index does not say on which table it is")?;
    let table = replay.qualify(table);
    let mut index = index_columns(cursor).ok_or("the index has no list of columns")?;
    index.name = name;
    index.unique = unique;
    index.method =
        method.map(str::to_owned).or(index.method).or(given.map(|given| given.to_ascii_lowercase()));
    index.span = span;
    let dialect = replay.dialect();
    replay.charge_table(&table);
    let Some(owner) = replay.table(&table) else {
        let text = cursor.script.slice(span.start, span.end).to_owned();
        replay.findings.push(report::table_unknown(&table, &text, span));
        keep(replay, cursor, "index", index.name.map(ObjectName::new), span);
        return Ok(());
    };
    let same = |other: &Option<String>| match (other, &index.name) {
        (Some(left), Some(right)) => dialect.same_name(left, right),
        _ => false,
    };
    if !(if_not_exists && owner.indexes.iter().any(|other| same(&other.name))) {
        owner.indexes.push(index);
    }
    Ok(())
}

fn create_type(replay: &mut Replay, cursor: &mut Cursor<'_>, span: Span) -> Result<(), &'static str> {
    let name = cursor.object_name().ok_or("the type has no name")?;
    let name = replay.qualify(name);
    if !cursor.accept_all(&["as", "enum"]) {
        keep(replay, cursor, "type", Some(name), span);
        return Ok(());
    }
    let values = cursor.group().ok_or("the enum has no list of values")?;
    let values = values.tokens.iter().filter_map(text_of).collect();
    let dialect = replay.dialect();
    if !replay.schema.enums.iter().any(|other| dialect.same_object(&other.name, &name)) {
        replay.schema.enums.push(EnumType { name, values, span });
    }
    Ok(())
}

fn text_of(token: &Token) -> Option<String> {
    match &token.kind {
        Kind::Text { value, .. } => Some(value.clone()),
        _ => None,
    }
}

/// The statement as the user wrote it, or without the marks of `/*! … */` when it was cut up by them.
fn text(cursor: &Cursor<'_>, statement: &Statement) -> String {
    let span = statement.span;
    let source = if statement.conditional {
        cursor.script.visible(span.start, span.end)
    } else {
        cursor.script.text.get(span.start..span.end).unwrap_or_default().to_owned()
    };
    source.trim_end().to_owned()
}

fn view(
    replay: &mut Replay,
    cursor: &Cursor<'_>,
    statement: &Statement,
    name: ObjectName,
    materialized: bool,
) {
    let dialect = replay.dialect();
    let selects_all = cursor.tokens.windows(2).any(|pair| match pair {
        [before, star] if star.is_symbol('*') => {
            before.is("select")
                || before.is("distinct")
                || before.is("all")
                || before.is_symbol('.')
                || before.is_symbol(',')
        }
        _ => false,
    });
    let view = View {
        name,
        materialized,
        text: text(cursor, statement),
        identifiers: statement_identifiers(cursor.script, cursor.tokens, false),
        selects_all,
        span: statement.span,
    };
    match replay.schema.views.iter_mut().find(|other| dialect.same_object(&other.name, &view.name)) {
        Some(other) => *other = view,
        None => replay.schema.views.push(view),
    }
}

fn trigger(
    replay: &mut Replay,
    cursor: &mut Cursor<'_>,
    statement: &Statement,
    name: ObjectName,
) -> Result<(), &'static str> {
    let mut on_update = false;
    while !cursor.done() && !cursor.is("on") {
        on_update |= cursor.is("update");
        cursor.at += 1;
    }
    if !cursor.accept("on") {
        return Err("the trigger does not say on which table it is");
    }
    let table = cursor.object_name().ok_or("the trigger does not say on which table it is")?;
    let table = replay.qualify(table);
    let mut routine = None;
    while !cursor.done() {
        if cursor.accept("execute") {
            cursor.accept_any(&["function", "procedure"]);
            routine = cursor.object_name();
            break;
        }
        cursor.at += 1;
    }
    let dialect = replay.dialect();
    let trigger = Trigger {
        name,
        table,
        text: text(cursor, statement),
        on_update,
        identifiers: statement_identifiers(cursor.script, cursor.tokens, false),
        routine: routine.filter(|_| dialect == Dialect::PostgreSql),
        span: statement.span,
    };
    // PostgreSQL's triggers are named within their table.
    let same = |other: &Trigger| {
        dialect.same_object(&other.name, &trigger.name)
            && (dialect != Dialect::PostgreSql || dialect.same_object(&other.table, &trigger.table))
    };
    match replay.schema.triggers.iter().position(same) {
        Some(at) => {
            if let Some(slot) = replay.schema.triggers.get_mut(at) {
                *slot = trigger;
            }
        }
        None => replay.schema.triggers.push(trigger),
    }
    Ok(())
}

fn routine(replay: &mut Replay, cursor: &Cursor<'_>, statement: &Statement, name: ObjectName) {
    let replaces = cursor.tokens.get(1).is_some_and(|token| token.is("or"));
    let dialect = replay.dialect();
    let routine = Routine {
        name,
        text: text(cursor, statement),
        identifiers: statement_identifiers(cursor.script, cursor.tokens, true),
        span: statement.span,
    };
    // Without OR REPLACE, a second one of the name is an overload with other arguments.
    let same =
        replay.schema.routines.iter_mut().find(|other| dialect.same_object(&other.name, &routine.name));
    match same {
        Some(other) if replaces => *other = routine,
        _ => replay.schema.routines.push(routine),
    }
}

/// `COMMENT ON`.
pub(crate) fn comment(replay: &mut Replay, cursor: &mut Cursor<'_>, span: Span) -> Result<(), &'static str> {
    cursor.accept_all(&["comment", "on"]);
    let on_table = cursor.accept("table");
    if !on_table && !cursor.accept("column") {
        if !cursor.is_any(OUTSIDE) && !cursor.is("extension") {
            keep(replay, cursor, "comment", None, span);
        }
        return Ok(());
    }
    let mut name = cursor.object_name_parts().ok_or("the comment does not say what it is about")?;
    if !cursor.accept("is") {
        return Err("the word IS is missing");
    }
    let comment = cursor.text();
    let column = if on_table { None } else { name.pop() };
    let table = name.pop().ok_or("the comment does not say what it is about")?;
    let table = replay.qualify(ObjectName { schema: name.pop(), name: table });
    let dialect = replay.dialect();
    let is_view = replay.schema.views.iter().any(|view| dialect.same_object(&view.name, &table));
    let Some(owner) = replay.table(&table) else {
        if !is_view {
            let text = cursor.script.slice(span.start, span.end).to_owned();
            replay.findings.push(report::table_unknown(&table, &text, span));
        }
        return Ok(());
    };
    match column {
        None => owner.comment = comment,
        Some(column) => {
            match owner.columns.iter_mut().find(|other| dialect.same_name(&other.name, &column)) {
                Some(found) => found.comment = comment,
                None => replay.findings.push(report::column_unknown(&table, &column, span)),
            }
        }
    }
    Ok(())
}

/// `ALTER TYPE … ADD VALUE`, `RENAME VALUE`, `RENAME TO`, `SET SCHEMA`.
pub(crate) fn alter_type(replay: &mut Replay, cursor: &mut Cursor<'_>) -> Result<(), &'static str> {
    let name = cursor.object_name().ok_or("the type has no name")?;
    let name = replay.qualify(name);
    let dialect = replay.dialect();
    let Some(found) = replay.schema.enums.iter_mut().find(|other| dialect.same_object(&other.name, &name))
    else {
        return Ok(());
    };
    if cursor.accept_all(&["add", "value"]) {
        cursor.accept_if_exists();
        let value = cursor.text().ok_or("the new value is missing")?;
        let before = cursor.accept("before");
        let beside = if before || cursor.accept("after") { cursor.text() } else { None };
        let at = beside.and_then(|beside| found.values.iter().position(|other| *other == beside));
        let at = at.map_or(found.values.len(), |at| if before { at } else { at + 1 });
        let steps = found.values.len();
        if !found.values.contains(&value) {
            found.values.insert(at, value);
        }
        replay.charge(steps);
    } else if cursor.accept_all(&["rename", "value"]) {
        let (Some(from), true, Some(to)) = (cursor.text(), cursor.accept("to"), cursor.text()) else {
            return Err("a pair of values is missing");
        };
        found.values.iter_mut().filter(|value| **value == from).for_each(|value| value.clone_from(&to));
    } else if cursor.accept_all(&["rename", "to"]) {
        let to = cursor.name().ok_or("the new name is missing")?;
        let from = std::mem::replace(&mut found.name, name.sibling(to.clone()));
        replay.charge(replay.table_count() * 10);
        for table in replay.tables() {
            for column in &mut table.columns {
                let text = &column.data_type.text;
                let base = text.split('[').next().unwrap_or_default();
                if type_name(base).is_some_and(|used| dialect.same_object(&used, &from)) {
                    let rest = text.get(base.len()..).unwrap_or_default().to_owned();
                    let schema = type_name(base).and_then(|used| used.schema);
                    let schema =
                        schema.map(|schema| format!("{}.", quoted(&schema, '"'))).unwrap_or_default();
                    column.data_type.text = format!("{schema}{}{rest}", quoted(&to, '"'));
                }
            }
        }
    }
    Ok(())
}

/// The name that a column's type is, when it can be one of PostgreSQL's own.
pub(crate) fn type_name(text: &str) -> Option<ObjectName> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    loop {
        if let Some(inside) = rest.strip_prefix('"') {
            let end = inside.find('"')?;
            parts.push(inside.get(..end)?.to_owned());
            rest = inside.get(end + 1..)?;
        } else {
            let end = rest.find('.').unwrap_or(rest.len());
            let word = rest.get(..end)?.trim();
            if word.is_empty() || !word.bytes().all(super::scan::is_word_part) {
                return None;
            }
            parts.push(word.to_ascii_lowercase());
            rest = rest.get(end..)?;
        }
        match rest.trim_start().strip_prefix('.') {
            Some(next) => rest = next.trim_start(),
            None if rest.trim().is_empty() => break,
            None => return None,
        }
    }
    let name = parts.pop()?;
    Some(ObjectName { schema: parts.pop(), name })
}

/// `ALTER SEQUENCE … OWNED BY table.column`.
pub(crate) fn alter_sequence(replay: &mut Replay, cursor: &mut Cursor<'_>) -> Result<(), &'static str> {
    cursor.accept_if_exists();
    let sequence = cursor.object_name().ok_or("the sequence has no name")?;
    let sequence = replay.qualify(sequence);
    while !cursor.done() && !cursor.are(&["owned", "by"]) {
        cursor.at += 1;
    }
    if cursor.accept_all(&["owned", "by"])
        && let Some(mut parts) = cursor.object_name_parts()
        && let (Some(column), Some(table)) = (parts.pop(), parts.pop())
    {
        let table = replay.qualify(ObjectName { schema: parts.pop(), name: table });
        replay.owned.push((sequence, table, column));
    }
    Ok(())
}
