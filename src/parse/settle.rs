//! What can be said only when all statements have been replayed: enum types, sequences, temporary tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column, EnumType};
use crate::model::types::TypeKind;

use super::cursor::Cursor;
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
        let sequences = Sequences::of(replay);
        let mut taken = BTreeSet::new();
        for table in &mut tables {
            for column in &mut table.columns {
                enumerate(column, &enums);
                if let Some(sequence) = sequences.owned_by(&table.name, column) {
                    column.default = None;
                    column.auto_number = Some(AutoNumber::Serial);
                    taken.insert(sequence);
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

/// The sequences of the text and who owns them, by name.
struct Sequences {
    /// Each sequence, and whether its own statement says who owns it.
    known: BTreeMap<String, Vec<(ObjectName, bool)>>,
    /// `ALTER SEQUENCE … OWNED BY`: sequence, table, column.
    owned: BTreeMap<String, Vec<(ObjectName, ObjectName, String)>>,
}

impl Sequences {
    fn of(replay: &Replay) -> Self {
        let mut known: BTreeMap<String, Vec<(ObjectName, bool)>> = BTreeMap::new();
        for other in replay.schema.others.iter().filter(|other| other.kind == "sequence") {
            if let Some(name) = &other.name {
                let says = other.identifiers.iter().any(|word| word == "owned");
                known.entry(name.name.clone()).or_default().push((name.clone(), says));
            }
        }
        let mut owned: BTreeMap<String, Vec<(ObjectName, ObjectName, String)>> = BTreeMap::new();
        for entry in &replay.owned {
            owned.entry(entry.0.name.clone()).or_default().push(entry.clone());
        }
        Self { known, owned }
    }

    /// The sequence that a column's default draws from, when it is the column's own: then the column is what
    /// `SERIAL` makes, as `pg_dump` spells it out.
    fn owned_by(&self, table: &ObjectName, column: &Column) -> Option<ObjectName> {
        let default = column.default.as_ref()?;
        if !default.identifiers.iter().any(|name| name == "nextval") || !column.data_type.kind.is_integer() {
            return None;
        }
        let used = sequence_name(&default.text)?;
        let dialect = Dialect::PostgreSql;
        let candidates = self.known.get(&used.name)?;
        let (name, says) = candidates.iter().find(|(name, _)| dialect.same_object(name, &used))?;
        let owners = self.owned.get(&name.name).map(Vec::as_slice).unwrap_or_default();
        let owned = owners.iter().any(|(sequence, owner, owner_column)| {
            dialect.same_object(sequence, name)
                && dialect.same_object(owner, table)
                && *owner_column == column.name
        });
        let customary = used.name == format!("{}_{}_seq", table.name, column.name);
        (owned || *says && customary).then(|| name.clone())
    }
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
