//! What can be said only when all statements have been replayed: enum types, sequences, temporary tables.

use std::collections::BTreeMap;

use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column, EnumType};
use crate::model::types::TypeKind;

use super::cursor::Cursor;
use super::expressions::identifiers;
use super::objects::type_name;
use super::replay::Replay;
use super::split::{Comments, split};
use super::tokens::{Kind, tokens};
use crate::findings::Span;

/// Settles what is left open.
pub(crate) fn settle(replay: &mut Replay) {
    for name in std::mem::take(&mut replay.temporary) {
        replay.drop_table(&name, false);
    }
    let mut tables = replay.take_tables();
    if replay.dialect() == Dialect::PostgreSql {
        let enums = by_name(&replay.schema.enums);
        let mut taken = Vec::new();
        for table in &mut tables {
            for column in &mut table.columns {
                enumerate(column, &enums);
                if let Some(sequence) = sequence_of(replay, &table.name, column) {
                    column.default = None;
                    column.auto_number = Some(AutoNumber::Serial);
                    taken.push(sequence);
                }
            }
        }
        replay.schema.others.retain(|other| {
            other.kind != "sequence" || !other.name.as_ref().is_some_and(|name| taken.contains(name))
        });
    }
    replay.schema.tables = tables;
}

fn by_name(enums: &[EnumType]) -> BTreeMap<&str, Vec<&EnumType>> {
    let mut map: BTreeMap<&str, Vec<&EnumType>> = BTreeMap::new();
    for found in enums {
        map.entry(&found.name.name).or_default().push(found);
    }
    map
}

/// Gives a column of an enum type its values.
fn enumerate(column: &mut Column, enums: &BTreeMap<&str, Vec<&EnumType>>) {
    if column.data_type.kind != TypeKind::Other || enums.is_empty() {
        return;
    }
    let base = column.data_type.text.split('[').next().unwrap_or_default();
    let base = base.strip_suffix(" ARRAY").or_else(|| base.strip_suffix(" array")).unwrap_or(base);
    let Some(used) = type_name(base) else { return };
    let found = enums.get(used.name.as_str()).and_then(|candidates| {
        candidates.iter().find(|candidate| Dialect::PostgreSql.same_object(&candidate.name, &used))
    });
    if let Some(found) = found {
        column.data_type.kind =
            TypeKind::Enumeration { name: Some(found.name.clone()), values: found.values.clone() };
    }
}

/// The sequence that a column's default draws from, when it is the column's own: then the column is what
/// `SERIAL` makes, as `pg_dump` spells it out.
fn sequence_of(replay: &Replay, table: &ObjectName, column: &Column) -> Option<ObjectName> {
    let default = column.default.as_ref()?;
    if !default.identifiers.iter().any(|name| name == "nextval") || !column.data_type.kind.is_integer() {
        return None;
    }
    let used = sequence_name(&default.text)?;
    let dialect = Dialect::PostgreSql;
    let sequence = replay.schema.others.iter().find(|other| {
        other.kind == "sequence" && other.name.as_ref().is_some_and(|name| dialect.same_object(name, &used))
    })?;
    let name = sequence.name.clone()?;
    let owned = replay.owned.iter().any(|(sequence, owner, owner_column)| {
        dialect.same_object(sequence, &name)
            && dialect.same_object(owner, table)
            && *owner_column == column.name
    });
    let inline = identifiers(&sequence.text, dialect).iter().any(|word| word == "owned");
    let customary = used.name == format!("{}_{}_seq", table.name, column.name);
    (owned || inline && customary).then_some(name)
}

/// The name in `nextval('schema.name'::regclass)`.
fn sequence_name(default: &str) -> Option<ObjectName> {
    let whole = Span::new(0, default.len());
    let parts = split(default, whole, Dialect::PostgreSql, Comments::Skip);
    let inside = tokens(&parts.script, whole).into_iter().find_map(|token| match token.kind {
        Kind::Text { value, .. } => Some(value),
        _ => None,
    })?;
    let whole = Span::new(0, inside.len());
    let parts = split(&inside, whole, Dialect::PostgreSql, Comments::Skip);
    let words = tokens(&parts.script, whole);
    Cursor::new(&parts.script, &words).object_name()
}
