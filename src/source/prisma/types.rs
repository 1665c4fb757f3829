//! The SQL of Prisma's types: what a scalar is in each database, and what `@db.…` makes of it.

use super::model::{Field, Models};
use super::syntax::Value;
use crate::dialects::Dialect;

/// What a scalar is in PostgreSQL, MySQL and SQLite where nothing else is said.
const SCALARS: &[(&str, [&str; 3])] = &[
    ("String", ["TEXT", "VARCHAR(191)", "TEXT"]),
    ("Boolean", ["BOOLEAN", "BOOLEAN", "BOOLEAN"]),
    ("Int", ["INTEGER", "INTEGER", "INTEGER"]),
    ("BigInt", ["BIGINT", "BIGINT", "BIGINT"]),
    ("Float", ["DOUBLE PRECISION", "DOUBLE", "REAL"]),
    ("Decimal", ["DECIMAL(65,30)", "DECIMAL(65,30)", "DECIMAL"]),
    ("DateTime", ["TIMESTAMP(3)", "DATETIME(3)", "DATETIME"]),
    ("Json", ["JSONB", "JSON", "JSONB"]),
    ("Bytes", ["BYTEA", "LONGBLOB", "BLOB"]),
];

/// Native types whose SQL is not their name in capitals.
const NATIVE: &[(&str, &str)] = &[
    ("DoublePrecision", "DOUBLE PRECISION"),
    ("UnsignedTinyInt", "TINYINT UNSIGNED"),
    ("UnsignedSmallInt", "SMALLINT UNSIGNED"),
    ("UnsignedMediumInt", "MEDIUMINT UNSIGNED"),
    ("UnsignedInt", "INTEGER UNSIGNED"),
    ("UnsignedBigInt", "BIGINT UNSIGNED"),
    ("Int", "INTEGER"),
];

/// The type of a column without the brackets of a list; nothing for what is no column.
pub(super) fn data_type(models: &Models<'_>, dialect: Dialect, field: &Field<'_>) -> Option<String> {
    let written = field.data_type;
    if let Some(text) = &written.unsupported {
        return Some(text.clone());
    }
    if let Some(found) = models.enumeration(&written.name) {
        return Some(match dialect {
            Dialect::PostgreSql => dialect.object(&found.name),
            Dialect::Sqlite => "TEXT".to_owned(),
            Dialect::MySql => {
                let values: Vec<String> =
                    found.values.iter().map(|(_, value)| dialect.literal(value)).collect();
                format!("ENUM({})", values.join(", "))
            }
        });
    }
    native(field).or_else(|| {
        let (_, [postgresql, mysql, sqlite]) = SCALARS.iter().find(|(scalar, _)| *scalar == written.name)?;
        let text = match dialect {
            Dialect::PostgreSql => postgresql,
            Dialect::MySql => mysql,
            Dialect::Sqlite => sqlite,
        };
        Some((*text).to_owned())
    })
}

/// The type that `@db.VarChar(191)` says.
fn native(field: &Field<'_>) -> Option<String> {
    let (name, attribute) = field.line.attributes.iter().find_map(|attribute| {
        let (_, name) = attribute.name.split_once('.')?;
        Some((name, attribute))
    })?;
    let word = NATIVE.iter().find(|(native, _)| *native == name).map(|(_, sql)| (*sql).to_owned());
    let word = word.unwrap_or_else(|| name.to_ascii_uppercase());
    let sizes: Vec<&str> = attribute
        .arguments
        .iter()
        .filter_map(|argument| match &argument.value {
            Value::Number(number) => Some(number.as_str()),
            _ => None,
        })
        .collect();
    if !sizes.is_empty() {
        return Some(format!("{word}({})", sizes.join(",")));
    }
    Some(word)
}
