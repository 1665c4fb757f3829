//! The SQL dialects: what differs between the databases, one folder each with the same four files.
//!
//! `limits` knows names, `types` the types that we choose ourselves, `ddl` writes definitions, `data` writes
//! expressions over rows. What all three share stands in [`ddl`], and the order of a whole schema in `create`.

mod create;
pub mod ddl;
pub mod default_names;
pub mod detect;
pub mod flavours;
pub mod innodb;
pub mod mysql;
pub mod postgresql;
pub mod sha256;
pub mod sqlite;

use crate::model::names::ObjectName;
use crate::model::schema::{Column, Index, Table};
use crate::model::types::{DataType, TypeKind};

/// A database's SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// PostgreSQL.
    PostgreSql,
    /// MySQL and MariaDB.
    MySql,
    /// SQLite.
    Sqlite,
}

/// Every dialect.
pub const ALL: &[Dialect] = &[Dialect::PostgreSql, Dialect::MySql, Dialect::Sqlite];

/// Calls the function of that path in the dialect's own folder: a new dialect is one more arm, and the compiler
/// names every function that it lacks.
macro_rules! of_dialect {
    ($dialect:expr, $($path:ident)::+ ( $($argument:expr),* )) => {
        match $dialect {
            Dialect::PostgreSql => postgresql::$($path)::+($($argument),*),
            Dialect::MySql => mysql::$($path)::+($($argument),*),
            Dialect::Sqlite => sqlite::$($path)::+($($argument),*),
        }
    };
}

impl Dialect {
    /// The name that users give: `postgresql`, `mysql`, `sqlite`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PostgreSql => "postgresql",
            Self::MySql => "mysql",
            Self::Sqlite => "sqlite",
        }
    }

    /// The name that people read.
    pub fn title(self) -> &'static str {
        match self {
            Self::PostgreSql => "PostgreSQL",
            Self::MySql => "MySQL/MariaDB",
            Self::Sqlite => "SQLite",
        }
    }

    /// The dialect of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        ALL.iter().copied().find(|dialect| dialect.name() == name)
    }

    /// Whether two identifiers, already resolved, name the same thing.
    /// PostgreSQL has folded what it folds; MySQL's and SQLite's column names ignore case,
    /// and so do SQLite's table names. MySQL's table names may or may not; reading ignores case.
    pub fn same_name(self, left: &str, right: &str) -> bool {
        match self {
            Self::PostgreSql => left == right,
            Self::MySql | Self::Sqlite => {
                let beyond_ascii = !left.is_ascii() && !right.is_ascii();
                left.eq_ignore_ascii_case(right)
                    || beyond_ascii && left.to_lowercase() == right.to_lowercase()
            }
        }
    }

    /// Whether two object names can mean the same object: a missing schema on either side matches any.
    pub fn same_object(self, left: &ObjectName, right: &ObjectName) -> bool {
        let same_schema = match (&left.schema, &right.schema) {
            (Some(left), Some(right)) => self.same_name(left, right),
            _ => true,
        };
        same_schema && self.same_name(&left.name, &right.name)
    }

    /// The identifier as SQL: bare where that is safe, quoted otherwise.
    pub fn identifier(self, name: &str) -> String {
        of_dialect!(self, limits::identifier(name))
    }

    /// The object's name as SQL, with its schema when it has one.
    pub fn object(self, name: &ObjectName) -> String {
        match &name.schema {
            Some(schema) => format!("{}.{}", self.identifier(schema), self.identifier(&name.name)),
            None => self.identifier(&name.name),
        }
    }

    /// Identifiers as SQL, with commas between.
    pub fn identifiers<'a>(self, names: impl IntoIterator<Item = &'a str>) -> String {
        names.into_iter().map(|name| self.identifier(name)).collect::<Vec<_>>().join(", ")
    }

    /// The text as an SQL string literal.
    pub fn literal(self, text: &str) -> String {
        of_dialect!(self, limits::literal(text))
    }

    /// The name cut to what the database allows, so that two long names stay apart as far as they can.
    pub fn fit_name(self, name: &str) -> String {
        of_dialect!(self, limits::fit_name(name))
    }

    /// The type of a column for short text that a key may cover.
    pub fn short_text(self) -> DataType {
        of_dialect!(self, types::short_text())
    }

    /// The type of a number of rows.
    pub fn count(self) -> DataType {
        DataType {
            text: if self == Self::Sqlite { "INTEGER" } else { "bigint" }.to_owned(),
            kind: TypeKind::BigInteger,
            unsigned: false,
            array_dimensions: 0,
        }
    }

    /// The types of the two parts of a key id `provider:user`, so that both together fit a primary key;
    /// and whether that made them narrower than the key id is.
    pub fn key_part_types(self, key_id: &DataType) -> KeyPartTypes {
        of_dialect!(self, types::key_part_types(key_id))
    }

    /// The type of a moment in time, as the layouts store it: `TIMESTAMPTZ`, `DATETIME`, or whole seconds in SQLite.
    pub fn moment(self) -> DataType {
        of_dialect!(self, types::moment())
    }

    /// The definition of a column inside `CREATE TABLE` or after `ADD COLUMN`.
    pub fn column_definition(self, column: &Column) -> String {
        of_dialect!(self, ddl::column_definition(column))
    }

    /// The statement that creates the index.
    pub fn create_index(self, table: &Table, index: &Index) -> String {
        of_dialect!(self, ddl::create_index(table, index))
    }

    /// The statement that drops the index.
    pub fn drop_index(self, table: &ObjectName, name: &str) -> String {
        of_dialect!(self, ddl::drop_index(table, name))
    }

    /// The provider part of a key id: all before the first colon, or all of it.
    pub fn key_provider(self, key_id: &str) -> String {
        of_dialect!(self, data::key_provider(key_id))
    }

    /// The other part of a key id: all after the first colon, or nothing.
    pub fn key_remainder(self, key_id: &str) -> String {
        of_dialect!(self, data::key_remainder(key_id))
    }

    /// Strings put one after the other.
    pub fn concatenate(self, parts: &[&str]) -> String {
        of_dialect!(self, data::concatenate(parts))
    }

    /// Whether two values differ, NULL being a value like any other.
    pub fn differs(self, left: &str, right: &str) -> String {
        of_dialect!(self, data::differs(left, right))
    }

    /// Milliseconds since 1970 (UTC) as the type of [`Dialect::moment`].
    pub fn moment_from_milliseconds(self, milliseconds: &str) -> String {
        of_dialect!(self, data::moment_from_milliseconds(milliseconds))
    }

    /// The type of [`Dialect::moment`] as milliseconds since 1970 (UTC).
    pub fn milliseconds_from_moment(self, moment: &str) -> String {
        of_dialect!(self, data::milliseconds_from_moment(moment))
    }

    /// The present, in milliseconds since 1970 (UTC), by the database's clock.
    pub fn now_in_milliseconds(self) -> &'static str {
        of_dialect!(self, data::now_in_milliseconds())
    }

    /// Yes and no as values of the column, which may be a number.
    pub fn truth(self, column: Option<&Column>) -> (&'static str, &'static str) {
        let is_number = column.is_some_and(|column| column.data_type.kind.is_integer());
        match self {
            Self::PostgreSql if !is_number => ("TRUE", "FALSE"),
            _ => ("1", "0"),
        }
    }

    /// The SHA-256 hash of a text of ASCII characters, as 64 lower-case hexadecimal digits.
    pub fn sha256(self, text: &str) -> String {
        of_dialect!(self, data::sha256(text))
    }

    /// The MD5 hash of a text, as 32 lower-case hexadecimal digits; none where the database has no such function.
    pub fn md5(self, text: &str) -> Option<String> {
        match self {
            Self::PostgreSql => Some(format!("md5({text})")),
            Self::MySql => Some(mysql::data::md5(text)),
            Self::Sqlite => None,
        }
    }

    /// A condition: the text looks like what [`Dialect::sha256`] gives.
    pub fn is_sha256(self, text: &str) -> String {
        of_dialect!(self, data::is_sha256(text))
    }

    /// A condition: there is a table or view of that name.
    pub fn relation_exists(self, name: &ObjectName) -> String {
        of_dialect!(self, data::relation_exists(name))
    }

    /// A condition: there is a table, view, index or trigger of that name. Only SQLite's scripts ask.
    pub fn object_exists(self, name: &ObjectName) -> String {
        let master = sqlite::data::master(name);
        format!(
            "EXISTS (SELECT 1 FROM {master} AS o WHERE o.name = {} COLLATE NOCASE)",
            self.literal(&name.name)
        )
    }

    /// A condition: the table has that column.
    pub fn column_exists(self, table: &ObjectName, column: &str) -> String {
        of_dialect!(self, data::column_exists(table, column))
    }
}

/// What [`Dialect::key_part_types`] gives.
#[derive(Debug, Clone, PartialEq)]
pub struct KeyPartTypes {
    /// The type of the provider part.
    pub provider: DataType,
    /// The type of the part after the colon.
    pub remainder: DataType,
    /// The lengths that a row may exceed, in characters, when the parts had to be made narrower.
    pub narrowed_to: Option<(u32, u32)>,
}
