//! All rows of a database, as text that shows what is stored.

use std::collections::BTreeMap;

use super::catalog::{self, Fact};
use super::engine::Engine;
use crate::dialects::Dialect;

/// The rows of a table.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct TableState {
    /// Its columns, sorted by name.
    pub columns: Vec<String>,
    /// The rows, sorted; none is NULL.
    pub rows: Vec<Vec<Option<String>>>,
}

/// A database at one moment.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    /// The tables by name, with their schema unless that is the usual one.
    pub tables: BTreeMap<String, TableState>,
    /// What there is beside rows.
    pub facts: Vec<Fact>,
}

/// Reads everything.
pub async fn take(dialect: Dialect, engine: &mut impl Engine) -> Result<Snapshot, String> {
    let facts: Vec<Fact> =
        engine.rows(catalog::query(dialect)).await?.into_iter().filter_map(Fact::from_row).collect();
    let mut tables: BTreeMap<String, TableState> = BTreeMap::new();
    for fact in facts.iter().filter(|fact| fact.part == "column") {
        tables.entry(fact.table.clone()).or_default().columns.push(fact.name.clone());
    }
    for (name, state) in &mut tables {
        state.columns.sort();
        let is_bytes = |column: &str| {
            let own = |fact: &&Fact| fact.table == *name && fact.part == "column" && fact.name == column;
            facts.iter().find(own).is_some_and(|fact| is_binary(&fact.text))
        };
        let shown: Vec<String> =
            state.columns.iter().map(|column| expression(dialect, column, is_bytes(column))).collect();
        let query = format!("SELECT {} FROM {}", shown.join(", "), object(dialect, name));
        state.rows = engine.rows(&query).await?;
        state.rows.sort();
    }
    Ok(Snapshot { tables, facts })
}

fn is_binary(column: &str) -> bool {
    let declared = column.to_ascii_lowercase();
    ["binary", "varbinary", "blob", "tinyblob", "mediumblob", "longblob", "bit", "point", "geometry"]
        .iter()
        .any(|name| declared.starts_with(name))
}

/// The name of the catalog as SQL. Only PostgreSQL's have a schema in front.
fn object(dialect: Dialect, name: &str) -> String {
    match name.split_once('.').filter(|_| dialect == Dialect::PostgreSql) {
        Some((schema, name)) => format!("{}.{}", dialect.identifier(schema), dialect.identifier(name)),
        None => dialect.identifier(name),
    }
}

/// The column as text, bytes as digits in small letters. SQLite stores a number and a text of its digits differently, which
/// must not go unnoticed.
fn expression(dialect: Dialect, column: &str, is_bytes: bool) -> String {
    let name = dialect.identifier(column);
    match dialect {
        Dialect::Sqlite => format!(
            "CASE typeof({name}) WHEN 'null' THEN NULL WHEN 'blob' THEN lower(quote({name})) ELSE quote({name}) END"
        ),
        Dialect::MySql if is_bytes => format!("LOWER(HEX({name}))"),
        Dialect::MySql => name,
        Dialect::PostgreSql => format!("{name}::text"),
    }
}

impl TableState {
    /// The row as `column = value`.
    pub fn shown(&self, row: &[Option<String>]) -> String {
        let pairs = self.columns.iter().zip(row);
        let shown = pairs.map(|(column, value)| format!("{column}={}", value.as_deref().unwrap_or("NULL")));
        shown.collect::<Vec<_>>().join(", ")
    }

    /// The rows without the columns of these names.
    pub fn without(&self, left_out: &[String]) -> Self {
        let kept = |place: &usize| self.columns.get(*place).is_some_and(|name| !left_out.contains(name));
        let places: Vec<usize> = (0..self.columns.len()).filter(kept).collect();
        let pick = |row: &Vec<Option<String>>| {
            places.iter().filter_map(|place| row.get(*place).cloned()).collect::<Vec<_>>()
        };
        let mut rows: Vec<_> = self.rows.iter().map(pick).collect();
        rows.sort();
        Self { columns: places.iter().filter_map(|place| self.columns.get(*place).cloned()).collect(), rows }
    }
}

/// Rows that the first has and the second has not; each counted as often as it is there.
pub fn missing<'a>(first: &'a TableState, second: &TableState) -> Vec<&'a Vec<Option<String>>> {
    let mut counts: BTreeMap<&Vec<Option<String>>, usize> = BTreeMap::new();
    for row in &second.rows {
        *counts.entry(row).or_default() += 1;
    }
    let mut missing = Vec::new();
    for row in &first.rows {
        match counts.get_mut(row) {
            Some(count) if *count > 0 => *count -= 1,
            _ => missing.push(row),
        }
    }
    missing
}
