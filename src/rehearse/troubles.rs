//! Rows that the old tables admit and a migration must not meet unknowing: `preflight.sql` has to stop at them. They are
//! made only when asked for, because nothing else can be rehearsed with them.

use std::collections::BTreeMap;

use super::unique::Keys;
use super::value::Value;
use crate::model::schema::{Schema, Table};
use crate::recognise::FoundRole;

/// Such rows for a table, made of those that it has; none that a key, a reference or a type of the old table refuses.
pub fn of(
    schema: &Schema,
    table: &Table,
    role: Option<(&'static str, &FoundRole)>,
    rows: &[BTreeMap<String, Value>],
) -> Vec<BTreeMap<String, Value>> {
    let (Some((name, found)), Some(first)) = (role, rows.first()) else { return Vec::new() };
    let changed = |field: &str, value: Value| {
        let column = found.columns.get(field)?;
        let mut row = first.clone();
        row.insert(column.clone(), value);
        Some(row)
    };
    let text = |value: &str| Value::Text(value.to_owned());
    let is_free = |column: &String| !table.foreign_keys.iter().any(|key| key.columns.contains(column));
    let orphan = |field: &str| {
        let nobody = match first.get(found.columns.get(field)?)? {
            Value::Number(_) => Value::Number("2000000000".to_owned()),
            _ => text("nobody"),
        };
        found.columns.get(field).filter(|column| is_free(column)).and_then(|_| changed(field, nobody))
    };
    let candidates: Vec<Option<BTreeMap<String, Value>>> = match name {
        // Two keys that are one after the split at the colon.
        "key" => vec![
            changed("id", text("handmade")),
            changed("id", text("handmade:")),
            orphan("user_id").and_then(|mut row| {
                row.insert(found.columns.get("id")?.clone(), text("email:nobody@example.org"));
                Some(row)
            }),
        ],
        // An account twice, which adapters without a key let pass.
        "account" => {
            let again = found.columns.get("id").and_then(|id| {
                let mut row = first.clone();
                let other = match row.get(id)? {
                    Value::Number(_) => Value::Number("2000000001".to_owned()),
                    _ => text("the-same-again"),
                };
                row.insert(id.clone(), other);
                if let Some(compound) = found.columns.get("compoundId") {
                    row.insert(compound.clone(), text("the-same-again"));
                }
                Some(row)
            });
            vec![again]
        }
        "session" if found.columns.contains_key("idle_expires") => {
            let far = changed("id", text("a-session-of-the-year-12000")).and_then(|mut row| {
                row.insert(
                    found.columns.get("idle_expires")?.clone(),
                    Value::Number("316537897599000".to_owned()),
                );
                Some(row)
            });
            vec![far]
        }
        _ => Vec::new(),
    };
    let mut keys = Keys::of(table);
    for row in rows {
        keys.admit(row);
    }
    let is_text = |field: &str| {
        let column = found.columns.get(field).and_then(|name| table.column(name));
        column.is_none_or(|column| {
            column.data_type.kind.is_text() || schema.dialect == crate::dialects::Dialect::Sqlite
        })
    };
    let identity_is_text = name == "account" || is_text("id");
    candidates.into_iter().flatten().filter(|row| identity_is_text && keys.admit(row)).collect()
}
