//! The SQL dialects: what differs between the databases, one folder each with the same four files.

use crate::model::names::ObjectName;

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

impl Dialect {
    /// The name that users give: `postgresql`, `mysql`, `sqlite`.
    pub fn name(self) -> &'static str {
        match self {
            Self::PostgreSql => "postgresql",
            Self::MySql => "mysql",
            Self::Sqlite => "sqlite",
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
            Self::MySql | Self::Sqlite => left.to_lowercase() == right.to_lowercase(),
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
}
