//! What a driver gives and takes for a type.

use crate::dialects::Dialect;
use crate::model::types::{DataType, TypeKind};

/// What a driver gives and takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// A type of the language.
    Plain(&'static str),
    /// One of our aliases.
    Alias(&'static str),
}

/// What the dialect's usual driver gives and takes for a type.
pub fn value(dialect: Dialect, data_type: &DataType) -> Value {
    match dialect {
        Dialect::PostgreSql => in_postgresql(data_type),
        Dialect::MySql => in_mysql(data_type),
        Dialect::Sqlite => in_sqlite(data_type),
    }
}

/// node-postgres.
fn in_postgresql(data_type: &DataType) -> Value {
    use Value::{Alias, Plain};
    match &data_type.kind {
        TypeKind::TinyInteger | TypeKind::SmallInteger | TypeKind::MediumInteger | TypeKind::Integer => {
            Plain("number")
        }
        TypeKind::Real | TypeKind::Double => Plain("number"),
        TypeKind::BigInteger => Alias("Int8"),
        TypeKind::Decimal { .. } => Alias("Numeric"),
        TypeKind::Boolean => Plain("boolean"),
        TypeKind::Binary { .. } => Plain("Buffer"),
        TypeKind::Date | TypeKind::DateTime { .. } | TypeKind::Instant { .. } => Alias("Timestamp"),
        TypeKind::Json | TypeKind::Jsonb => Alias("Json"),
        TypeKind::Other if data_type.text.to_lowercase().starts_with("interval") => Alias("Interval"),
        TypeKind::Other if data_type.text.eq_ignore_ascii_case("point") => Alias("Point"),
        TypeKind::Other if data_type.text.eq_ignore_ascii_case("oid") => Plain("number"),
        _ => Plain("string"),
    }
}

/// mysql2.
fn in_mysql(data_type: &DataType) -> Value {
    use Value::{Alias, Plain};
    let word =
        data_type.text.split(|character: char| !character.is_alphanumeric()).next().unwrap_or_default();
    match &data_type.kind {
        kind if kind.is_integer() => Plain("number"),
        TypeKind::Boolean | TypeKind::Real | TypeKind::Double => Plain("number"),
        TypeKind::Decimal { .. } => Alias("Numeric"),
        TypeKind::Binary { .. } => Plain("Buffer"),
        TypeKind::Date | TypeKind::DateTime { .. } | TypeKind::Instant { .. } => Plain("Date"),
        TypeKind::Json | TypeKind::Jsonb => Alias("JsonText"),
        TypeKind::Other if word.eq_ignore_ascii_case("bit") => Plain("Buffer"),
        TypeKind::Other if word.eq_ignore_ascii_case("year") => Plain("number"),
        TypeKind::Other if word.eq_ignore_ascii_case("point") => Alias("Point"),
        _ => Plain("string"),
    }
}

/// better-sqlite3, which gives what is stored: numbers, strings and bytes.
fn in_sqlite(data_type: &DataType) -> Value {
    use Value::Plain;
    let declared = data_type.text.to_ascii_uppercase();
    let has = |word: &str| declared.contains(word);
    match &data_type.kind {
        TypeKind::Boolean | TypeKind::Real | TypeKind::Double | TypeKind::Decimal { .. } => Plain("number"),
        TypeKind::Date | TypeKind::Time { .. } | TypeKind::DateTime { .. } | TypeKind::Instant { .. } => {
            Plain("string")
        }
        TypeKind::Json | TypeKind::Jsonb | TypeKind::Uuid => Plain("string"),
        // The affinity decides. <https://www.sqlite.org/datatype3.html#determination_of_column_affinity>
        _ if has("INT") => Plain("number"),
        _ if has("CHAR") || has("CLOB") || has("TEXT") => Plain("string"),
        _ if has("BLOB") => Plain("Buffer"),
        _ if has("REAL") || has("FLOA") || has("DOUB") => Plain("number"),
        _ if declared.is_empty() || declared == "ANY" => Plain("unknown"),
        _ => Plain("number"),
    }
}
