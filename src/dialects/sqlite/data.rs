//! Expressions over rows in SQLite.

use crate::dialects::Dialect;
use crate::model::names::ObjectName;

pub use crate::dialects::sha256::{is_sha256, sha256};

/// All before the first colon, or all of it.
pub fn key_provider(key_id: &str) -> String {
    format!("substr({key_id}, 1, instr({key_id} || ':', ':') - 1)")
}

/// All after the first colon, or nothing.
pub fn key_remainder(key_id: &str) -> String {
    format!("substr({key_id}, instr({key_id} || ':', ':') + 1)")
}

/// Strings put one after the other.
pub fn concatenate(parts: &[&str]) -> String {
    parts.join(" || ")
}

/// Whether two values differ, NULL being a value like any other.
pub fn differs(left: &str, right: &str) -> String {
    format!("{left} IS NOT {right}")
}

/// Milliseconds as whole seconds.
pub fn moment_from_milliseconds(milliseconds: &str) -> String {
    format!("{milliseconds} / 1000")
}

/// Whole seconds as milliseconds.
pub fn milliseconds_from_moment(moment: &str) -> String {
    format!("{moment} * 1000")
}

/// The present in milliseconds.
pub fn now_in_milliseconds() -> &'static str {
    "CAST(strftime('%s', 'now') AS INTEGER) * 1000"
}

/// There is a table or view of that name.
pub fn relation_exists(name: &ObjectName) -> String {
    format!(
        "EXISTS (SELECT 1 FROM {} AS o WHERE o.type IN ('table', 'view') AND o.name = {} COLLATE NOCASE)",
        master(name),
        Dialect::Sqlite.literal(&name.name)
    )
}

/// The table has that column.
pub fn column_exists(table: &ObjectName, column: &str) -> String {
    let schema = table.schema.as_ref().map(|schema| format!(", {}", Dialect::Sqlite.literal(schema)));
    format!(
        "EXISTS (SELECT 1 FROM pragma_table_info({}{}) AS c WHERE c.name = {} COLLATE NOCASE)",
        Dialect::Sqlite.literal(&table.name),
        schema.unwrap_or_default(),
        Dialect::Sqlite.literal(column)
    )
}

/// The catalog that lists the object.
pub fn master(name: &ObjectName) -> String {
    Dialect::Sqlite.object(&name.sibling("sqlite_master"))
}
