//! `ALTER TABLE`: its actions, one after the other.

use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::names::ObjectName;
use crate::model::schema::{OtherObject, Table};

use super::alter_column::{alter, move_last, redefine};
use super::columns::column;
use super::create::add_element;
use super::cursor::Cursor;
use super::elements::{Element, is_table_element, table_element};
use super::expressions::statement_identifiers;
use super::replay::Replay;
use super::replay_parts::{drop_index_of, forget_written_key};
use super::report;
use super::settings::{WITHOUT_CONSEQUENCE, other};

/// What became of an action.
pub(crate) enum Done {
    /// Carried out, or of no consequence for the schema.
    Yes,
    /// Understood, but the column that it names is not there.
    NoColumn(String),
    /// Not understood.
    Unknown,
}

/// Reads `ALTER TABLE` behind the word `TABLE`. Gives the reason when it cannot.
pub(crate) fn alter_table(
    replay: &mut Replay,
    cursor: &mut Cursor<'_>,
    span: Span,
) -> Result<(), &'static str> {
    cursor.accept_if_exists();
    cursor.accept("only");
    let name = cursor.object_name().ok_or("the table has no name")?;
    let name = replay.qualify(name);
    if cursor.is_symbol('*') {
        cursor.at += 1;
    }
    let text = cursor.script.text.get(span.start..span.end).unwrap_or_default();
    if !replay.has_table(&name) {
        return unknown_table(replay, cursor, name, text, span);
    }
    let mut current = name;
    for mut part in cursor.rest().split_commas() {
        let place = part.span();
        replay.charge_table(&current);
        match action(replay, &mut current, &mut part) {
            Done::Yes => {}
            Done::NoColumn(column) => replay.findings.push(report::column_unknown(&current, &column, place)),
            Done::Unknown => {
                let reason = "this kind of change is not known";
                replay.findings.push(report::statement_ignored(&part.written(), reason, place));
            }
        }
    }
    Ok(())
}

fn unknown_table(
    replay: &mut Replay,
    cursor: &Cursor<'_>,
    name: ObjectName,
    text: &str,
    span: Span,
) -> Result<(), &'static str> {
    let known_otherwise =
        replay.schema.views.iter().any(|view| replay.dialect().same_object(&view.name, &name))
            || replay.schema.others.iter().any(|other| {
                matches!(other.kind.as_str(), "sequence" | "table")
                    && other.name.as_ref().is_some_and(|other| replay.dialect().same_object(other, &name))
            });
    let idle = WITHOUT_CONSEQUENCE.iter().any(|words| cursor.are(words));
    if !known_otherwise && !idle {
        replay.findings.push(report::table_unknown(&name, text, span));
        replay.schema.others.push(OtherObject {
            kind: "alter table".to_owned(),
            name: Some(name),
            text: text.to_owned(),
            identifiers: statement_identifiers(cursor.script, cursor.tokens, false),
            span,
        });
    }
    Ok(())
}

fn action(replay: &mut Replay, table: &mut ObjectName, part: &mut Cursor<'_>) -> Done {
    if part.accept("add") {
        add(replay, table, part)
    } else if part.accept("drop") {
        drop(replay, table, part)
    } else if part.accept("alter") {
        alter(replay, table, part)
    } else if part.accept("rename") {
        rename(replay, table, part)
    } else if part.accept("modify") {
        part.accept("column");
        part.accept_if_exists();
        match column(part) {
            Some(read) => redefine(replay, table, None, read),
            None => Done::Unknown,
        }
    } else if part.accept("change") {
        part.accept("column");
        part.accept_if_exists();
        match part.name().and_then(|old| Some((old, column(part)?))) {
            Some((old, read)) => redefine(replay, table, Some(old), read),
            None => Done::Unknown,
        }
    } else {
        other(replay, table, part)
    }
}

fn add(replay: &mut Replay, table: &ObjectName, part: &mut Cursor<'_>) -> Done {
    let named = part.accept("column");
    let if_not_exists = part.accept_if_exists();
    if part.is_symbol('(') {
        // MySQL's `ADD (a INT, b INT)`.
        let Some(group) = part.group() else { return Done::Unknown };
        for mut inner in group.split_commas() {
            if let Done::Unknown = add_one(replay, table, &mut inner, false, if_not_exists) {
                return Done::Unknown;
            }
        }
        return Done::Yes;
    }
    add_one(replay, table, part, named, if_not_exists)
}

fn add_one(
    replay: &mut Replay,
    table: &ObjectName,
    part: &mut Cursor<'_>,
    named: bool,
    if_not_exists: bool,
) -> Done {
    let span = part.span();
    let element = if !named && is_table_element(part) {
        table_element(part)
    } else {
        column(part).map(|read| Element::Column(Box::new(read)))
    };
    let Some(element) = element else { return Done::Unknown };
    if let Element::Column(read) = &element {
        let dialect = replay.dialect();
        let exists = replay.table(table).is_some_and(|table| {
            table.columns.iter().any(|other| dialect.same_name(&other.name, &read.column.name))
        });
        if exists && if_not_exists {
            return Done::Yes;
        }
    }
    if is_there(replay, table, &element) {
        // The database refuses it; a `DO` block around it passes over that, as tools write them.
        return Done::Yes;
    }
    insert(replay, table, element, span);
    Done::Yes
}

/// Whether the table has a constraint of that name and kind already.
fn is_there(replay: &mut Replay, table: &ObjectName, element: &Element) -> bool {
    let dialect = replay.dialect();
    let Some(owner) = replay.table(table) else { return false };
    let (name, known): (_, Vec<&Option<String>>) = match element {
        Element::ForeignKey(key) => (&key.name, owner.foreign_keys.iter().map(|key| &key.name).collect()),
        Element::Unique(key) => (&key.name, owner.uniques.iter().map(|key| &key.name).collect()),
        Element::Check(check) => (&check.name, owner.checks.iter().map(|check| &check.name).collect()),
        _ => return false,
    };
    let Some(name) = name else { return false };
    known.into_iter().flatten().any(|known| dialect.same_name(known, name))
}

/// Adds an element to a table that exists.
fn insert(replay: &mut Replay, name: &ObjectName, element: Element, span: Span) {
    let position = match &element {
        Element::Column(read) => read.position.clone(),
        _ => None,
    };
    let Some(slot) = replay.table(name) else { return };
    let name = slot.name.clone();
    let mut table = std::mem::replace(slot, Table::new(name.clone()));
    let before = table.foreign_keys.len();
    add_element(replay, &mut table, element, span);
    let added = table.foreign_keys.split_off(before);
    move_last(&mut table, position.as_ref(), replay.dialect());
    Replay::settle_primary_key(replay.dialect(), &mut table);
    if let Some(slot) = replay.table(&name) {
        *slot = table;
    }
    for key in added {
        replay.add_foreign_key(&name, key);
    }
}

fn drop(replay: &mut Replay, table: &ObjectName, part: &mut Cursor<'_>) -> Done {
    let dialect = replay.dialect();
    let Some(owner) = replay.table(table) else { return Done::Unknown };
    if part.accept_all(&["primary", "key"]) {
        owner.primary_key = None;
        forget_written_key(owner);
        return Done::Yes;
    }
    if part.accept_all(&["foreign", "key"]) {
        part.accept_if_exists();
        let Some(name) = part.name() else { return Done::Unknown };
        owner
            .foreign_keys
            .retain(|key| !key.name.as_deref().is_some_and(|key| dialect.same_name(key, &name)));
        return Done::Yes;
    }
    let constraint = part.is("constraint") || part.is("check") && part.peek_at(1).is_some();
    if constraint && part.peek_at(1).is_some() {
        part.at += 1;
        part.accept_if_exists();
        let Some(name) = part.name() else { return Done::Unknown };
        drop_constraint(owner, &name, dialect);
        return Done::Yes;
    }
    if part.is_any(&["index", "key"]) && part.peek_at(1).is_some() {
        part.at += 1;
        part.accept_if_exists();
        let Some(name) = part.name() else { return Done::Unknown };
        drop_index_of(owner, &name, dialect);
        return Done::Yes;
    }
    part.accept("column");
    let if_exists = part.accept_if_exists();
    let Some(name) = part.name() else { return Done::Unknown };
    if replay.drop_column(table, &name) || if_exists { Done::Yes } else { Done::NoColumn(name) }
}

/// Removes the constraint of that name. PostgreSQL's own names for unnamed constraints count.
fn drop_constraint(owner: &mut Table, name: &str, dialect: Dialect) {
    let table = owner.name.name.clone();
    let same = |given: &Option<String>, columns: &[String], suffix: &str| match given {
        Some(given) => dialect.same_name(given, name),
        None if dialect == Dialect::PostgreSql => {
            let columns: String = columns.iter().map(|column| format!("_{column}")).collect();
            name == format!("{table}{columns}_{suffix}")
        }
        None => false,
    };
    owner.primary_key = owner.primary_key.take().filter(|key| !same(&key.name, &[], "pkey"));
    forget_written_key(owner);
    owner.uniques.retain(|key| !same(&key.name, &key.columns, "key"));
    owner.foreign_keys.retain(|key| !same(&key.name, &key.columns, "fkey"));
    owner.checks.retain(|check| {
        let columns: Vec<String> = check.column.iter().cloned().collect();
        !same(&check.name, &columns, "check")
    });
}

fn rename(replay: &mut Replay, table: &mut ObjectName, part: &mut Cursor<'_>) -> Done {
    let dialect = replay.dialect();
    if part.is_any(&["to", "as"]) {
        part.at += 1;
        let Some(to) = part.object_name() else { return Done::Unknown };
        replay.rename_table(table, to.clone());
        *table = if to.schema.is_none() { table.sibling(to.name) } else { to };
        return Done::Yes;
    }
    let constraint = part.is("constraint") && !part.is_at(1, "to");
    let index = part.is_any(&["index", "key"]) && !part.is_at(1, "to");
    if constraint || index {
        part.at += 1;
        let (Some(from), true, Some(to)) = (part.name(), part.accept("to"), part.name()) else {
            return Done::Unknown;
        };
        if let Some(owner) = replay.table(table) {
            rename_constraint(owner, &from, &to, dialect);
        }
        return Done::Yes;
    }
    if part.is("column") && !part.is_at(1, "to") {
        part.at += 1;
    }
    part.accept_if_exists();
    let (Some(from), true, Some(to)) = (part.name(), part.accept("to"), part.name()) else {
        return Done::Unknown;
    };
    if replay.rename_column(table, &from, &to) { Done::Yes } else { Done::NoColumn(from) }
}

/// Renames a constraint or index of a table.
pub(crate) fn rename_constraint(owner: &mut Table, from: &str, to: &str, dialect: Dialect) {
    let keys = owner.primary_key.iter_mut().chain(&mut owner.uniques).map(|key| &mut key.name);
    let names = keys
        .chain(owner.foreign_keys.iter_mut().map(|key| &mut key.name))
        .chain(owner.checks.iter_mut().map(|check| &mut check.name))
        .chain(owner.indexes.iter_mut().map(|index| &mut index.name));
    for name in names {
        if name.as_deref().is_some_and(|name| dialect.same_name(name, from)) {
            *name = Some(to.to_owned());
        }
    }
}
