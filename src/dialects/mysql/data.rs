//! Expressions over rows in MySQL and MariaDB.

use crate::dialects::Dialect;
use crate::model::names::ObjectName;

/// All before the first colon, or all of it.
pub fn key_provider(key_id: &str) -> String {
    format!("SUBSTRING_INDEX({key_id}, ':', 1)")
}

/// All after the first colon, or nothing.
pub fn key_remainder(key_id: &str) -> String {
    format!("SUBSTRING({key_id}, CHAR_LENGTH(SUBSTRING_INDEX({key_id}, ':', 1)) + 2)")
}

/// Strings put one after the other.
pub fn concatenate(parts: &[&str]) -> String {
    format!("CONCAT({})", parts.join(", "))
}

/// Whether two values differ, NULL being a value like any other; byte by byte,
/// because most collations take `a` and `A` for the same.
pub fn differs(left: &str, right: &str) -> String {
    format!("NOT (CAST({left} AS BINARY) <=> CAST({right} AS BINARY))")
}

/// Milliseconds as UTC wall time. `FROM_UNIXTIME` would give the session's time zone, and NULL after 2038
/// on MySQL before 8.0.28 and on MariaDB before 11.5.
pub fn moment_from_milliseconds(milliseconds: &str) -> String {
    format!("TIMESTAMP'1970-01-01 00:00:00' + INTERVAL ({milliseconds} DIV 1000) SECOND")
}

/// UTC wall time as milliseconds.
pub fn milliseconds_from_moment(moment: &str) -> String {
    format!("TIMESTAMPDIFF(SECOND, TIMESTAMP'1970-01-01 00:00:00', {moment}) * 1000")
}

/// The present in milliseconds.
pub fn now_in_milliseconds() -> &'static str {
    "UNIX_TIMESTAMP() * 1000"
}

/// The SHA-256 hash in hexadecimal digits.
pub fn sha256(text: &str) -> String {
    digits(&format!("SHA2(CONVERT({text} USING utf8mb4), 256)"))
}

/// The MD5 hash in hexadecimal digits.
pub fn md5(text: &str) -> String {
    digits(&format!("MD5({text})"))
}

/// A hash is text in the connection's character set, which no expression may mix with a column in another one, such as
/// latin1; ASCII goes with all of them.
fn digits(hash: &str) -> String {
    format!("CONVERT({hash} USING ascii)")
}

/// 64 hexadecimal digits.
pub fn is_sha256(text: &str) -> String {
    format!("CAST({text} AS BINARY) REGEXP '^[0-9a-f]{{64}}$'")
}

/// There is a table or view of that name.
pub fn relation_exists(name: &ObjectName) -> String {
    format!("EXISTS (SELECT 1 FROM information_schema.tables WHERE {})", in_catalog(name))
}

/// The table has that column.
pub fn column_exists(table: &ObjectName, column: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM information_schema.columns WHERE {} AND column_name = {})",
        in_catalog(table),
        Dialect::MySql.literal(column)
    )
}

/// The table has a constraint of that name.
pub fn constraint_exists(table: &ObjectName, constraint: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM information_schema.table_constraints WHERE {} AND constraint_name = {})",
        in_catalog(table),
        Dialect::MySql.literal(constraint)
    )
}

/// The table has an index of that name.
pub fn index_exists(table: &ObjectName, index: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM information_schema.statistics WHERE {} AND index_name = {})",
        in_catalog(table),
        Dialect::MySql.literal(index)
    )
}

/// Picks the rows of `information_schema` that are about the table.
pub fn in_catalog(table: &ObjectName) -> String {
    format!("table_schema = {} AND table_name = {}", schema(table), Dialect::MySql.literal(&table.name))
}

/// The database that the table is in.
pub fn schema(table: &ObjectName) -> String {
    match &table.schema {
        Some(schema) => Dialect::MySql.literal(schema),
        None => "DATABASE()".to_owned(),
    }
}
