//! The names that a database gives to constraints and indexes whose DDL gives none.
//!
//! An output that names them must use the same, or a tool that compares it with the database sees a difference.

use std::collections::{BTreeMap, BTreeSet};

use crate::dialects::Dialect;
use crate::model::schema::{Check, Column, Index, IndexTarget, Schema, Table};
use crate::order::set;

/// The names of what belongs to a table, in the order of the table's own lists.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GivenNames {
    /// The primary key's, when there is one and it has a name.
    pub primary_key: Option<String>,
    /// Those of the unique constraints.
    pub uniques: Vec<String>,
    /// Those of the foreign keys.
    pub foreign_keys: Vec<String>,
    /// Those of the check constraints.
    pub checks: Vec<String>,
    /// Those of the indexes.
    pub indexes: Vec<String>,
    /// MySQL: those of the indexes that it makes for foreign keys which have neither a name nor an index.
    /// In the order of the foreign keys.
    pub foreign_key_indexes: Vec<Option<String>>,
}

/// The names for each table of the schema.
pub fn given_names(schema: &Schema) -> Vec<GivenNames> {
    // PostgreSQL's names are unique in a schema, MySQL's and SQLite's constraints in a table.
    let mut taken: BTreeMap<Option<&str>, BTreeSet<String>> = BTreeMap::new();
    if schema.dialect == Dialect::PostgreSql {
        for table in &schema.tables {
            let names = taken.entry(table.name.schema.as_deref()).or_default();
            names.insert(table.name.name.clone());
            names.extend(written_names(table));
        }
    }
    if schema.dialect == Dialect::Sqlite {
        let names = taken.entry(None).or_default();
        let indexes = schema.tables.iter().flat_map(|table| &table.indexes);
        names.extend(schema.tables.iter().map(|table| table.name.name.to_lowercase()));
        names.extend(indexes.filter_map(|index| Some(index.name.as_ref()?.to_lowercase())));
    }
    schema
        .tables
        .iter()
        .map(|table| match schema.dialect {
            Dialect::PostgreSql => {
                in_postgresql(table, taken.entry(table.name.schema.as_deref()).or_default())
            }
            Dialect::MySql => in_mysql(table),
            Dialect::Sqlite => in_sqlite(table, taken.entry(None).or_default()),
        })
        .collect()
}

fn written_names(table: &Table) -> impl Iterator<Item = String> {
    let keys = table.primary_key.iter().chain(&table.uniques).map(|key| &key.name);
    let foreign_keys = table.foreign_keys.iter().map(|key| &key.name);
    let checks = table.checks.iter().map(|check| &check.name);
    let indexes = table.indexes.iter().map(|index| &index.name);
    keys.chain(foreign_keys).chain(checks).chain(indexes).flatten().cloned()
}

/// <https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/commands/indexcmds.c>, `ChooseRelationName`.
fn in_postgresql(table: &Table, taken: &mut BTreeSet<String>) -> GivenNames {
    let name = &table.name.name;
    let mut choose = |columns: &str, label: &str| {
        let labels =
            std::iter::once(label.to_string()).chain((1_u32..).map(|number| format!("{label}{number}")));
        let chosen = labels
            .map(|label| object_name(name, columns, &label))
            .find(|name| !taken.contains(name))
            .unwrap_or_default();
        taken.insert(chosen.clone());
        chosen
    };
    let mut given = GivenNames::default();
    for check in &table.checks {
        let chosen = check.name.clone().unwrap_or_else(|| choose(only_column(table, check), "check"));
        given.checks.push(chosen);
    }
    if let Some(key) = &table.primary_key {
        given.primary_key = Some(key.name.clone().unwrap_or_else(|| choose("", "pkey")));
    }
    for key in &table.uniques {
        let chosen = key.name.clone().unwrap_or_else(|| choose(&key.columns.join("_"), "key"));
        given.uniques.push(chosen);
    }
    for key in &table.foreign_keys {
        let chosen = key.name.clone().unwrap_or_else(|| choose(&key.columns.join("_"), "fkey"));
        given.foreign_keys.push(chosen);
    }
    for index in &table.indexes {
        let chosen = index.name.clone().unwrap_or_else(|| choose(&index_columns(index).join("_"), "idx"));
        given.indexes.push(chosen);
    }
    given
}

/// A check constraint is named after the column that it mentions, when it mentions one only.
fn only_column<'table>(table: &'table Table, check: &Check) -> &'table str {
    let mut mentioned =
        table.columns.iter().filter(|column| check.expression.identifiers.contains(&column.name));
    match (mentioned.next(), mentioned.next()) {
        (Some(Column { name, .. }), None) => name,
        _ => "",
    }
}

/// An index is named after its columns; an expression counts by its function's name.
fn index_columns(index: &Index) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    for part in &index.parts {
        let wanted = match &part.target {
            IndexTarget::Column(name) => name.clone(),
            IndexTarget::Expression(expression) => {
                let function = expression.text.split('(').next().unwrap_or_default().trim();
                let is_call = expression.text.ends_with(')')
                    && !function.is_empty()
                    && function.chars().all(|character| character.is_alphanumeric() || character == '_');
                if is_call { function.to_lowercase() } else { "expr".to_string() }
            }
        };
        let mut numbered =
            std::iter::once(wanted.clone()).chain((1_u32..).map(|number| format!("{wanted}{number}")));
        columns.extend(numbered.find(|name| !columns.contains(name)));
    }
    columns.extend(index.include.iter().cloned());
    columns
}

/// Names of PostgreSQL have at most so many bytes.
pub const POSTGRESQL_LIMIT: usize = 63;

/// PostgreSQL's name for something of a table and columns; the longer of their names is cut first.
pub fn object_name(table: &str, columns: &str, label: &str) -> String {
    let separators = if columns.is_empty() { 1 } else { 2 };
    let room = POSTGRESQL_LIMIT.saturating_sub(label.len() + separators);
    let (mut table_length, mut columns_length) = (table.len(), columns.len());
    while table_length + columns_length > room {
        if table_length > columns_length { table_length -= 1 } else { columns_length -= 1 }
    }
    let table = clip(table, table_length);
    match clip(columns, columns_length) {
        "" => format!("{table}_{label}"),
        columns => format!("{table}_{columns}_{label}"),
    }
}

fn clip(text: &str, length: usize) -> &str {
    let end = (0..=length).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or_default()
}

/// <https://dev.mysql.com/doc/refman/8.4/en/create-table.html>: an index without a name has that of its first column.
fn in_mysql(table: &Table) -> GivenNames {
    let mut taken = set(written_names(table));
    let after_first_column = |taken: &mut BTreeSet<String>, first: Option<&String>| {
        let column = first.cloned().unwrap_or_default();
        let mut names =
            std::iter::once(column.clone()).chain((2_u32..).map(|number| format!("{column}_{number}")));
        let name = names.find(|name| !taken.contains(name)).unwrap_or_default();
        taken.insert(name.clone());
        name
    };
    let mut given = GivenNames::default();
    for key in &table.uniques {
        let name = key.name.clone().unwrap_or_else(|| after_first_column(&mut taken, key.columns.first()));
        given.uniques.push(name);
    }
    for index in &table.indexes {
        let first = index_columns(index).into_iter().next();
        given
            .indexes
            .push(index.name.clone().unwrap_or_else(|| after_first_column(&mut taken, first.as_ref())));
    }
    for key in &table.foreign_keys {
        let is_covered = |columns: &[String]| columns.starts_with(&key.columns);
        let covered = table.primary_key.iter().chain(&table.uniques).any(|known| is_covered(&known.columns))
            || table.indexes.iter().any(|index| is_covered(&plain_columns(index)));
        let needed = key.name.is_none() && !covered && !key.columns.is_empty();
        given.foreign_key_indexes.push(needed.then(|| after_first_column(&mut taken, key.columns.first())));
    }
    let mut numbered = |written: &Option<String>, label: &str, count: &mut u32| {
        written.clone().unwrap_or_else(|| {
            loop {
                *count += 1;
                let name = format!("{}_{label}_{count}", table.name.name);
                if taken.insert(name.clone()) {
                    break name;
                }
            }
        })
    };
    let (mut keys, mut checks) = (0, 0);
    given.foreign_keys =
        table.foreign_keys.iter().map(|key| numbered(&key.name, "ibfk", &mut keys)).collect();
    given.checks = table.checks.iter().map(|check| numbered(&check.name, "chk", &mut checks)).collect();
    given
}

fn plain_columns(index: &Index) -> Vec<String> {
    let plain = index.parts.iter().map_while(|part| match &part.target {
        IndexTarget::Column(name) if part.prefix_length.is_none() => Some(name.clone()),
        _ => None,
    });
    plain.collect()
}

/// SQLite gives its constraints no names; these are for outputs that cannot do without. Those of unique constraints
/// differ from all names of indexes, because an output may make an index of the constraint.
fn in_sqlite(table: &Table, taken: &mut BTreeSet<String>) -> GivenNames {
    let name = &table.name.name;
    let mut free = |wanted: String| {
        let numbered = (2_u32..).map(|number| format!("{wanted}_{number}"));
        let mut candidates = std::iter::once(wanted.clone()).chain(numbered);
        let chosen = candidates.find(|name| !taken.contains(&name.to_lowercase())).unwrap_or_default();
        taken.insert(chosen.to_lowercase());
        chosen
    };
    let after = |columns: &[String], label: &str| format!("{name}_{}_{label}", columns.join("_"));
    let written = |written: &Option<String>, else_name: String| written.clone().unwrap_or(else_name);
    GivenNames {
        primary_key: None,
        uniques: table
            .uniques
            .iter()
            .map(|key| free(written(&key.name, after(&key.columns, "unique"))))
            .collect(),
        foreign_keys: table
            .foreign_keys
            .iter()
            .map(|key| written(&key.name, after(&key.columns, "fk")))
            .collect(),
        checks: (1_u32..)
            .zip(&table.checks)
            .map(|(number, check)| written(&check.name, format!("{name}_check_{number}")))
            .collect(),
        indexes: table
            .indexes
            .iter()
            .map(|index| written(&index.name, after(&index_columns(index), "idx")))
            .collect(),
        foreign_key_indexes: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn postgresql_cuts_the_longer_name() {
        let table = "t".repeat(50);
        let columns = "c".repeat(20);
        let name = object_name(&table, &columns, "fkey");
        assert_eq!(name, format!("{}_{columns}_fkey", "t".repeat(37)));
        assert_eq!(object_name("users", "", "pkey"), "users_pkey");
        assert_eq!(object_name(&"é".repeat(40), "", "pkey").len(), 5 + 58);
    }
}
