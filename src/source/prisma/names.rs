//! The names that Prisma Migrate gives to keys and indexes:
//! <https://github.com/prisma/prisma-engines/blob/main/psl/parser-database/src/walkers> and
//! `psl-core/src/datamodel_connector/constraint_names.rs`.

use crate::dialects::Dialect;

/// `table_column_suffix`, cut before the suffix to what the database allows.
pub(super) fn given(dialect: Dialect, table: &str, columns: &[String], suffix: &str) -> String {
    let most = match dialect {
        Dialect::PostgreSql => 63,
        Dialect::MySql => 64,
        Dialect::Sqlite => 10_000,
    };
    let mut name = table.to_owned();
    for column in columns {
        name.push('_');
        name.push_str(column);
    }
    let mut room = name.len().min(most - suffix.len() - 1);
    while !name.is_char_boundary(room) {
        room -= 1;
    }
    format!("{}_{suffix}", name.get(..room).unwrap_or_default())
}
