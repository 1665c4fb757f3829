//! Expressions over rows in PostgreSQL.

use crate::dialects::Dialect;
use crate::model::names::ObjectName;

/// All before the first colon, or all of it.
pub fn key_provider(key_id: &str) -> String {
    format!("split_part({key_id}, ':', 1)")
}

/// All after the first colon, or nothing. `split_part` twice, because `position` and a negative
/// length would stop the statement at an id without a colon.
pub fn key_remainder(key_id: &str) -> String {
    format!("substr({key_id}, length(split_part({key_id}, ':', 1)) + 2)")
}

/// Strings put one after the other.
pub fn concatenate(parts: &[&str]) -> String {
    parts.join(" || ")
}

/// Whether two values differ, NULL being a value like any other.
pub fn differs(left: &str, right: &str) -> String {
    format!("{left} IS DISTINCT FROM {right}")
}

/// Milliseconds as an instant, to the millisecond.
pub fn moment_from_milliseconds(milliseconds: &str) -> String {
    format!("to_timestamp({milliseconds} / 1000.0)")
}

/// An instant as milliseconds.
pub fn milliseconds_from_moment(moment: &str) -> String {
    format!("round(extract(epoch FROM {moment}) * 1000)::bigint")
}

/// The present in milliseconds.
pub fn now_in_milliseconds() -> &'static str {
    "extract(epoch FROM now()) * 1000"
}

/// The SHA-256 hash in hexadecimal digits.
pub fn sha256(text: &str) -> String {
    format!("encode(sha256(convert_to({text}, 'UTF8')), 'hex')")
}

/// 64 hexadecimal digits.
pub fn is_sha256(text: &str) -> String {
    format!("{text} ~ '^[0-9a-f]{{64}}$'")
}

/// There is a table or view of that name.
pub fn relation_exists(name: &ObjectName) -> String {
    format!("to_regclass({}) IS NOT NULL", regclass(name))
}

/// The table has that column.
pub fn column_exists(table: &ObjectName, column: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM pg_catalog.pg_attribute WHERE attrelid = to_regclass({}) AND attname = {} AND NOT attisdropped)",
        regclass(table),
        Dialect::PostgreSql.literal(column),
    )
}

/// The name as `to_regclass` wants it: a literal that holds SQL identifiers.
pub fn regclass(name: &ObjectName) -> String {
    Dialect::PostgreSql.literal(&Dialect::PostgreSql.object(name))
}
