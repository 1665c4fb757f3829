//! What is neither a table nor a change to one: indexes, types, views, triggers, routines, comments.

use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::names::ObjectName;
use crate::model::schema::{EnumType, Routine, Trigger, View};

use super::cursor::Cursor;
use super::expressions::statement_identifiers;
use super::indexes::index_columns;
use super::replay::Replay;
use super::report;
use super::split::Statement;
use super::statements::keep;
use super::tokens::{Kind, Token};
use super::types::data_type;
use super::views;

/// Objects that are no part of a schema that is migrated.
pub(crate) const OUTSIDE: &[&str] =
    &["database", "role", "user", "group", "tablespace", "server", "schema", "login"];

/// Kinds of objects that are kept as they are written.
const KEPT: &[&str] = &[
    "access",
    "aggregate",
    "assertion",
    "cast",
    "collation",
    "conversion",
    "domain",
    "event",
    "extension",
    "foreign",
    "foreign table",
    "function",
    "language",
    "library",
    "materialized",
    "operator",
    "package",
    "policy",
    "publication",
    "rule",
    "sequence",
    "statistics",
    "subscription",
    "synonym",
    "text",
    "transform",
    "trusted",
    "virtual table",
];

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
        let ahead = cursor.tokens.len().saturating_sub(cursor.at);
        let holds_more = kind == "schema" && (0..ahead).any(|ahead| cursor.is_at(ahead, "create"));
        return if holds_more { Err("what stands inside of it is not read") } else { Ok(()) };
    }
    if !KEPT.contains(&kind.as_str()) {
        return Err("it creates no kind of object that is known here");
    }
    cursor.accept_if_exists();
    let name = cursor.object_name().map(|name| replay.qualify(name));
    if let (Some(name), "domain") = (&name, kind.as_str()) {
        cursor.accept("as");
        let over = data_type(cursor).data_type;
        let over = replay.schema.base_type(&over).clone();
        replay.schema.domains.push((name.clone(), over));
    }
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
        if !replay.has_relation(&table) {
            let text = cursor.script.slice(span.start, span.end).to_owned();
            replay.findings.push(report::table_unknown(&table, &text, span));
        }
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
        query: views::query(replay, cursor),
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
        // A schema's comment belongs to the model as much as the schema's name does.
        let outside = cursor.is_any(OUTSIDE) && !cursor.is("schema");
        if !outside && !cursor.is("extension") && !cursor.are(&["schema", "public"]) {
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
    let known = replay.has_relation(&table);
    let Some(owner) = replay.table(&table) else {
        if !known {
            let text = cursor.script.slice(span.start, span.end).to_owned();
            replay.findings.push(report::table_unknown(&table, &text, span));
        }
        keep(replay, cursor, "comment", None, span);
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
