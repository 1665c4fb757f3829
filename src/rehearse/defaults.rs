//! Rows that columns refer to by their defaults: `ON DELETE SET DEFAULT` asks for them once a row goes, so no application
//! that deletes is without them.

use std::collections::BTreeSet;

use super::roles::Preset;
use super::rows::referred;
use super::value::Value;
use crate::model::schema::{ForeignKey, Literal, Schema, Table};

/// The rows that have to be in a table, as far as the references name their columns.
pub fn rows(schema: &Schema, table: &Table) -> Vec<Preset> {
    let mut rows = BTreeSet::new();
    for other in &schema.tables {
        let is_about = |key: &&ForeignKey| {
            let actions = [&key.on_delete, &key.on_update];
            schema.dialect.same_object(&key.foreign_table, &table.name)
                && actions.into_iter().flatten().any(|action| action == "SET DEFAULT")
        };
        rows.extend(other.foreign_keys.iter().filter(is_about).filter_map(|key| row(other, key, table)));
    }
    rows.into_iter().collect()
}

/// The row that the defaults of a reference name; none where one of them is NULL or no plain value.
fn row(of: &Table, key: &ForeignKey, table: &Table) -> Option<Preset> {
    let pairs = key.columns.iter().zip(referred(key, table));
    let row: Option<Preset> = pairs.map(|(own, target)| Some((target, default(of, own)?))).collect();
    row.filter(|row| !row.is_empty())
}

/// What the columns of a table hold, as text, once what they refer to has gone: none where that is NULL or nothing of theirs.
pub fn of_references(table: &Table, columns: &[String]) -> Vec<Option<String>> {
    let falls_back = |column: &String| {
        let is_it = |key: &ForeignKey| {
            key.columns.contains(column) && key.on_delete.as_deref() == Some("SET DEFAULT")
        };
        table.foreign_keys.iter().any(is_it)
    };
    let text = |column: &String| match default(table, column)? {
        Value::Text(text) | Value::Number(text) => Some(text),
        _ => None,
    };
    columns.iter().map(|column| text(column).filter(|_| falls_back(column))).collect()
}

fn default(of: &Table, column: &str) -> Option<Value> {
    match of.column(column)?.default.as_ref()?.literal.as_ref()? {
        Literal::Text(text) => Some(Value::Text(text.clone())),
        Literal::Number(number) => Some(Value::Number(number.clone())),
        Literal::Boolean(truth) => Some(Value::Truth(*truth)),
        Literal::Null => None,
    }
}
