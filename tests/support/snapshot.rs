//! All rows of a database, as text that shows what is stored.

use std::collections::BTreeMap;
use std::fmt;

use super::Database;
use super::difference::{assert_same_lines, difference};

/// The sorted rows of every table, by its name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snapshot {
    pub tables: BTreeMap<String, Vec<String>>,
}

impl Snapshot {
    /// Without the tables whose name, after their schema, starts so.
    pub fn without_prefix(mut self, prefix: &str) -> Self {
        self.tables.retain(|table, _| !table.rsplit('.').next().unwrap_or(table).starts_with(prefix));
        self
    }

    pub fn rows(&self, table: &str) -> &[String] {
        self.tables.get(table).map_or(&[], Vec::as_slice)
    }

    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (table, rows) in &self.tables {
            lines.push(format!("{table}: {} rows", rows.len()));
            lines.extend(rows.iter().map(|row| format!("{table}: {row}")));
        }
        lines
    }

    /// What differs, `-` for this one's lines; `None` when nothing does.
    pub fn difference(&self, other: &Self) -> Option<String> {
        difference(&self.lines(), &other.lines())
    }

    #[track_caller]
    pub fn assert_same(&self, expected: &Self) {
        assert_same_lines(&self.lines(), &expected.lines(), "the rows");
    }
}

impl fmt::Display for Snapshot {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.lines().join("\n"))
    }
}

/// A table and its columns, sorted by name, with their types.
pub struct Table {
    /// Its name for people.
    pub shown: String,
    schema: Option<String>,
    name: String,
    columns: Vec<(String, String)>,
}

/// The tables of the database, sorted by their shown names.
#[track_caller]
pub fn tables(database: &Database) -> Vec<Table> {
    let engine = database.engine();
    let mut tables: BTreeMap<String, Table> = BTreeMap::new();
    for row in database.rows(engine.columns_query()) {
        let [schema, Some(name), column, Some(column_type)] = &row[..] else {
            panic!("unexpected row {row:?}")
        };
        let shown = match schema {
            Some(schema) if Some(schema.as_str()) != engine.default_schema() => format!("{schema}.{name}"),
            _ => name.clone(),
        };
        let table = tables.entry(shown.clone()).or_insert_with(|| Table {
            shown,
            schema: schema.clone(),
            name: name.clone(),
            columns: Vec::new(),
        });
        table.columns.extend(column.clone().map(|column| (column, column_type.clone())));
    }
    let mut tables: Vec<Table> = tables.into_values().collect();
    tables.iter_mut().for_each(|table| table.columns.sort());
    tables
}

/// The rows of the tables that `wanted` names, read in one script.
#[track_caller]
pub fn take(database: &Database, wanted: impl Fn(&str) -> bool) -> Snapshot {
    let tables: Vec<Table> = tables(database).into_iter().filter(|table| wanted(&table.shown)).collect();
    let engine = database.engine();
    let mut script = engine.dump_prologue().to_owned();
    for (number, table) in tables.iter().enumerate() {
        let mut name = engine.quoted(&table.name);
        if let Some(schema) = &table.schema {
            name = format!("{}.{name}", engine.quoted(schema));
        }
        let mut values = number.to_string();
        for (column, column_type) in &table.columns {
            values.push_str(", ");
            values.push_str(&engine.value_expression(&engine.quoted(column), column_type));
        }
        script.push_str(&format!("SELECT {values} FROM {name};\n"));
    }
    let mut snapshot = Snapshot::default();
    for table in &tables {
        snapshot.tables.insert(table.shown.clone(), Vec::new());
    }
    for row in database.rows(&script) {
        let number: usize =
            row[0].as_deref().and_then(|number| number.parse().ok()).expect("a table's number");
        let table = &tables[number];
        let values = table.columns.iter().zip(&row[1..]);
        let shown: Vec<String> = values.map(|((column, _), value)| show(column, value.as_deref())).collect();
        snapshot.tables.entry(table.shown.clone()).or_default().push(shown.join(", "));
    }
    snapshot.tables.values_mut().for_each(|rows| rows.sort());
    snapshot
}

fn show(column: &str, value: Option<&str>) -> String {
    match value {
        None => format!("{column}=NULL"),
        Some(value) => format!("{column}='{}'", value.escape_debug()),
    }
}
