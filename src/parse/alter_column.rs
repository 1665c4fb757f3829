//! `ALTER TABLE … ALTER`, `MODIFY` and `CHANGE`: a column that exists becomes another one.

use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column, Table};

use super::alter::Done;
use super::columns::{Position, ReadColumn, identity_options};
use super::cursor::Cursor;
use super::replay::Replay;
use super::settings::keep_setting;
use super::types::data_type;

/// `ALTER [COLUMN] …`.
pub(crate) fn alter(replay: &mut Replay, table: &ObjectName, part: &mut Cursor<'_>) -> Done {
    let dialect = replay.dialect();
    if part.is_any(&["index", "constraint", "check"]) && part.peek_at(2).is_some() && !part.is_at(1, "type") {
        // `ALTER INDEX i VISIBLE`, `ALTER CONSTRAINT c DEFERRABLE`: nothing that the model decides by.
        keep_setting(replay, table, part, "table setting");
        return Done::Yes;
    }
    part.accept("column");
    part.accept_if_exists();
    let Some(name) = part.name() else { return Done::Unknown };
    let Some(owner) = replay.table(table) else { return Done::Unknown };
    let Some(column) = owner.columns.iter_mut().find(|column| dialect.same_name(&column.name, &name)) else {
        return Done::NoColumn(name);
    };
    if part.accept("type") || part.accept_all(&["set", "data", "type"]) {
        column.data_type = data_type(part).data_type;
        if part.accept("collate") {
            let start = part.at;
            part.object_name();
            column.collation = Some(part.written_from(start));
        }
    } else if part.accept_all(&["set", "default"]) {
        let start = part.at;
        part.at = part.tokens.len();
        column.default = Some(super::expressions::expression(&part.sub(start, part.at)));
        forget_serial(column);
    } else if part.accept_all(&["drop", "default"]) {
        column.default = None;
        forget_serial(column);
    } else if part.accept_all(&["set", "not", "null"]) {
        column.nullable = false;
    } else if part.accept_all(&["drop", "not", "null"]) {
        column.nullable = true;
    } else if part.accept_all(&["drop", "identity"]) {
        column.auto_number = None;
    } else if part.accept_all(&["drop", "expression"]) {
        column.generated = None;
    } else if part.is("add") || part.are(&["set", "generated"]) {
        return alter_identity(part, column);
    } else if part.accept("to") {
        // libSQL: `ALTER COLUMN a TO a definition`.
        let Some(read) = super::columns::column(part) else { return Done::Unknown };
        owner.foreign_keys.retain(|key| !(key.on_column && key.columns == [name.as_str()]));
        owner.checks.retain(|check| check.column.as_deref() != Some(name.as_str()));
        return redefine(replay, table, Some(name), read);
    } else {
        let kept = part.is_any(&["set", "reset"]);
        if kept {
            keep_setting(replay, table, part, "column setting");
        }
        return if kept || part.is("restart") { Done::Yes } else { Done::Unknown };
    }
    Done::Yes
}

/// The numbers of a serial column are its default, so they go with it; those of an identity do not.
fn forget_serial(column: &mut Column) {
    let numbered =
        column.default.as_ref().is_some_and(|new| new.identifiers.iter().any(|name| name == "nextval"));
    column.auto_number = column.auto_number.filter(|kind| numbered || *kind != AutoNumber::Serial);
}

/// `ADD GENERATED … AS IDENTITY` and `SET GENERATED …`.
fn alter_identity(part: &mut Cursor<'_>, column: &mut Column) -> Done {
    part.accept_any(&["add", "set"]);
    let by_default = part.are(&["generated", "by", "default"]);
    let _ = part.accept_all(&["generated", "by", "default"]) || part.accept_all(&["generated", "always"]);
    if part.accept_all(&["as", "identity"]) {
        identity_options(part, column);
    }
    column.auto_number =
        Some(if by_default { AutoNumber::IdentityByDefault } else { AutoNumber::IdentityAlways });
    column.nullable = false;
    Done::Yes
}

/// MySQL's `MODIFY` and `CHANGE`: the column is what it is now said to be. Keys that it is in stay.
pub(crate) fn redefine(
    replay: &mut Replay,
    table: &ObjectName,
    old: Option<String>,
    read: ReadColumn,
) -> Done {
    let dialect = replay.dialect();
    let new = read.column.name.clone();
    let old = old.unwrap_or_else(|| new.clone());
    if old != new && !replay.rename_column(table, &old, &new) {
        return Done::NoColumn(old);
    }
    let Some(owner) = replay.table(table) else { return Done::Unknown };
    let Some(at) = owner.columns.iter().position(|column| dialect.same_name(&column.name, &new)) else {
        return Done::NoColumn(new);
    };
    let position = read.position.clone();
    if let Some(column) = owner.columns.get_mut(at) {
        *column = read.column;
    }
    if position.is_some() {
        let column = owner.columns.remove(at);
        owner.columns.push(column);
        move_last(owner, position.as_ref(), dialect);
    }
    owner.uniques.extend(read.uniques);
    owner.checks.extend(read.checks);
    if let Some(key) = read.primary_key {
        owner.primary_key.get_or_insert(key);
    }
    Replay::settle_primary_key(dialect, owner);
    for mut key in read.foreign_keys {
        key.foreign_table = replay.qualify(key.foreign_table);
        replay.add_foreign_key(table, key);
    }
    Done::Yes
}

/// Moves the last column where `FIRST` or `AFTER` wants it.
pub(crate) fn move_last(table: &mut Table, position: Option<&Position>, dialect: Dialect) {
    let at = match position {
        None => return,
        Some(Position::First) => 0,
        Some(Position::After(name)) => {
            let found = table.columns.iter().position(|column| dialect.same_name(&column.name, name));
            found.map_or(table.columns.len(), |at| at + 1)
        }
    };
    if let Some(column) = table.columns.pop() {
        let at = at.min(table.columns.len());
        table.columns.insert(at, column);
    }
}
