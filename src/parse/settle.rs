//! What can be said only when all statements have been replayed: enum types, sequences, temporary tables.

use std::collections::{BTreeMap, BTreeSet};

use crate::dialects::Dialect;
use crate::dialects::ddl::IDENTITY_OPTIONS;
use crate::findings::Span;
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column, EnumType, OtherObject, Table};
use crate::model::types::TypeKind;
use crate::order::arrange;

use super::alter_objects::{element_type, type_name};
use super::columns::{highest, numbers_as_usual};
use super::cursor::Cursor;
use super::replay::{Owned, Replay};
use super::report;
use super::split::{Comments, split};
use super::tokens::{Kind, tokens};
use super::types::data_type;

/// Settles what is left open.
pub(crate) fn settle(replay: &mut Replay) {
    for name in std::mem::take(&mut replay.temporary) {
        replay.drop_table(&name, false);
    }
    let mut tables = replay.take_tables();
    match replay.dialect() {
        Dialect::PostgreSql => postgresql(replay, &mut tables),
        Dialect::Sqlite => sqlite(replay, &mut tables),
        Dialect::MySql => {}
    }
    drop_second_indexes(replay, &mut tables);
    replay.schema.tables = tables;
}

/// Of indexes with one name, where there can be one, the first stays: the database refused the others, or skipped them.
fn drop_second_indexes(replay: &mut Replay, tables: &mut [Table]) {
    let dialect = replay.dialect();
    // Each index's place among the names that it must differ from.
    let key = |table: &Table, name: &str| match dialect {
        Dialect::PostgreSql => {
            let schema = table.name.schema.as_deref().filter(|schema| *schema != "public");
            (schema.unwrap_or_default().to_owned(), name.to_owned())
        }
        Dialect::MySql => (table.name.to_string(), name.to_lowercase()),
        Dialect::Sqlite => (String::new(), name.to_lowercase()),
    };
    let mut first: BTreeMap<(String, String), Span> = BTreeMap::new();
    for table in &*tables {
        // In SQLite a constraint's name is not that of its index.
        let keys = table.primary_key.iter().chain(&table.uniques).filter(|_| dialect != Dialect::Sqlite);
        let named = keys.map(|key| (&key.name, key.span));
        let named = named.chain(table.indexes.iter().map(|index| (&index.name, index.span)));
        for (name, span) in named.filter_map(|(name, span)| Some((name.as_deref()?, span))) {
            let earliest = first.entry(key(table, name)).or_insert(span);
            *earliest = if span.start < earliest.start { span } else { *earliest };
        }
    }
    for table in tables {
        let indexes = std::mem::take(&mut table.indexes);
        for index in indexes {
            let earlier = index.name.as_deref().and_then(|name| first.get(&key(table, name)));
            match (&index.name, earlier) {
                (Some(name), Some(earlier)) if *earlier != index.span => {
                    replay.findings.push(report::duplicate_index(name, index.span));
                }
                _ => table.indexes.push(index),
            }
        }
    }
}

/// Gives columns their enums' values and their sequences.
fn postgresql(replay: &mut Replay, tables: &mut [Table]) {
    let enums = by_name(&replay.schema.enums);
    let sequences = Sequences::of(replay);
    let mut taken = BTreeSet::new();
    for table in tables {
        for column in &mut table.columns {
            enumerate(column, &enums);
            drop_usual_options(&table.name, column);
            if let Some((sequence, usual)) = sequences.owned_by(&table.name, column) {
                column.auto_number = Some(AutoNumber::Serial);
                if usual {
                    column.default = None;
                    taken.insert(sequence);
                }
            }
        }
    }
    let others = &mut replay.schema.others;
    others.retain(|other| {
        other.kind != "sequence" || !other.name.as_ref().is_some_and(|name| taken.contains(name))
    });
    for owned in std::mem::take(&mut replay.owned) {
        if !taken.contains(&owned.sequence) {
            others.push(said_owner(owned));
        }
    }
}

/// The statement that says who owns a sequence, when the model does not say so by itself.
fn said_owner(owned: Owned) -> OtherObject {
    let dialect = Dialect::PostgreSql;
    let text = format!(
        "ALTER SEQUENCE {} OWNED BY {}.{}",
        dialect.object(&owned.sequence),
        dialect.object(&owned.table),
        dialect.identifier(&owned.column)
    );
    let mut identifiers = vec![owned.sequence.name.clone(), owned.table.name, owned.column];
    arrange(&mut identifiers, Ord::cmp);
    let name = Some(owned.sequence);
    OtherObject { kind: "sequence owner".to_owned(), name, text, identifiers, span: owned.span }
}

/// Tables that SQLite's modules make beside a virtual table, by what their names end with.
const SHADOWS: &[(&str, &[&str])] = &[
    ("fts5", &["data", "idx", "content", "docsize", "config"]),
    ("fts4", &["content", "segments", "segdir", "docsize", "stat"]),
    ("fts3", &["content", "segments", "segdir"]),
    ("rtree", &["node", "rowid", "parent"]),
    ("geopoly", &["node", "rowid", "parent"]),
];

/// Takes out the tables that belong to virtual tables: creating those makes them.
fn sqlite(replay: &mut Replay, tables: &mut Vec<Table>) {
    let mut shadows = BTreeSet::new();
    for other in replay.schema.others.iter().filter(|other| other.kind == "virtual table") {
        let Some(name) = &other.name else { continue };
        let module = SHADOWS.iter().find(|(module, _)| other.identifiers.iter().any(|word| word == module));
        for suffix in module.map_or(&[][..], |(_, suffixes)| suffixes) {
            shadows.insert(format!("{}_{suffix}", name.name).to_ascii_lowercase());
        }
    }
    let is_shadow = |name: &ObjectName| shadows.contains(&name.name.to_ascii_lowercase());
    tables.retain(|table| !is_shadow(&table.name));
    replay.data.retain(|(table, ..)| !is_shadow(table));
}

/// Options of an identity that are the usual ones, the name of the sequence included.
fn drop_usual_options(table: &ObjectName, column: &mut Column) {
    if column.auto_number.is_none() || column.unread.is_empty() {
        return;
    }
    let own = customary(table, &column.name);
    column.unread.retain(|clause| {
        let whole = Span::new(0, clause.len());
        let parts = split(clause, whole, Dialect::PostgreSql, Comments::Skip);
        let words = tokens(&parts.script, whole);
        let mut cursor = Cursor::new(&parts.script, &words);
        if !clause.starts_with(IDENTITY_OPTIONS)
            || !numbers_as_usual(&cursor, highest(&column.data_type.kind))
        {
            return true;
        }
        while !cursor.done() && !cursor.accept_all(&["sequence", "name"]) {
            cursor.at += 1;
        }
        cursor.object_name().is_some_and(|name| !Dialect::PostgreSql.same_object(&name, &own))
    });
}

/// How PostgreSQL calls the sequence of a column when nobody says otherwise.
fn customary(table: &ObjectName, column: &str) -> ObjectName {
    table.sibling(format!("{}_{column}_seq", table.name))
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
    let base = element_type(&column.data_type.text);
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
    /// The sequences.
    known: BTreeMap<String, Vec<Sequence>>,
    /// `ALTER SEQUENCE … OWNED BY`.
    owned: BTreeMap<String, Vec<Owned>>,
}

/// What counts of a `CREATE SEQUENCE`.
struct Sequence {
    name: ObjectName,
    /// Its own statement says who owns it.
    says_owner: bool,
    /// It numbers from 1 on in steps of 1.
    usual: bool,
    /// The type after `AS`, which `pg_dump` says where it is not `bigint`.
    of_type: Option<TypeKind>,
}

impl Sequences {
    fn of(replay: &Replay) -> Self {
        let mut known: BTreeMap<String, Vec<Sequence>> = BTreeMap::new();
        let changed = |name: &ObjectName| {
            let mut changes = replay.schema.others.iter().filter(|other| other.kind == "alter sequence");
            changes.any(|other| other.name.as_ref() == Some(name))
        };
        for other in replay.schema.others.iter().filter(|other| other.kind == "sequence") {
            if let Some(name) = &other.name {
                let sequence = sequence(name.clone(), other, changed(name));
                known.entry(name.name.clone()).or_default().push(sequence);
            }
        }
        let mut owned: BTreeMap<String, Vec<Owned>> = BTreeMap::new();
        for entry in &replay.owned {
            owned.entry(entry.sequence.name.clone()).or_default().push(entry.clone());
        }
        Self { known, owned }
    }

    /// The sequence that a column's default draws from, when it is the column's own: then the column is what
    /// `SERIAL` makes, as `pg_dump` spells it out. Also, whether `SERIAL` would make the very same.
    fn owned_by(&self, table: &ObjectName, column: &Column) -> Option<(ObjectName, bool)> {
        let default = column.default.as_ref()?;
        if !default.identifiers.iter().any(|name| name == "nextval") || !column.data_type.kind.is_integer() {
            return None;
        }
        let used = sequence_name(&default.text)?;
        let dialect = Dialect::PostgreSql;
        let candidates = self.known.get(&used.name)?;
        let sequence = candidates.iter().find(|sequence| dialect.same_object(&sequence.name, &used))?;
        let owners = self.owned.get(&sequence.name.name).map(Vec::as_slice).unwrap_or_default();
        let owned = owners.iter().any(|owned| {
            dialect.same_object(&owned.sequence, &sequence.name)
                && dialect.same_object(&owned.table, table)
                && owned.column == column.name
        });
        let customary = dialect.same_object(&used, &customary(table, &column.name));
        let same_type = match &sequence.of_type {
            Some(kind) => *kind == column.data_type.kind,
            // People's own scripts do not say the type; pg_dump leaves `bigint` away.
            None => true,
        };
        let usual = sequence.usual && customary && same_type && !column.nullable;
        (owned || sequence.says_owner && customary).then(|| (sequence.name.clone(), usual))
    }
}

fn sequence(name: ObjectName, other: &OtherObject, changed: bool) -> Sequence {
    let whole = Span::new(0, other.text.len());
    let parts = split(&other.text, whole, Dialect::PostgreSql, Comments::Skip);
    let words = tokens(&parts.script, whole);
    let mut cursor = Cursor::new(&parts.script, &words);
    while !cursor.done() && !cursor.accept("as") {
        cursor.at += 1;
    }
    let of_type = Some(data_type(&mut cursor).data_type.kind).filter(TypeKind::is_integer);
    let usual =
        numbers_as_usual(&cursor, highest(of_type.as_ref().unwrap_or(&TypeKind::BigInteger))) && !changed;
    let says_owner = other.identifiers.iter().any(|word| word == "owned");
    Sequence { name, says_owner, usual, of_type }
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
