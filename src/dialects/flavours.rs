//! Databases that speak a dialect and lack a part of it, as data: what the scripts and the decisions ask.

use super::Dialect;

/// A database that speaks another's SQL.
#[derive(Debug, PartialEq, Eq)]
pub struct Flavour {
    /// The name that users give where a dialect is asked for.
    pub name: &'static str,
    /// The name that people read.
    pub title: &'static str,
    /// Whose SQL it speaks.
    pub dialect: Dialect,
    /// Whether a script may say `BEGIN` and `COMMIT`, and have temporary tables.
    pub has_transactions: bool,
    /// Whether tables may have foreign keys.
    pub has_foreign_keys: bool,
    /// How many `SELECT`s may stand in one `UNION ALL`, where that is few.
    pub most_in_union: usize,
    /// The driver that people connect with; empty where it is the dialect's.
    pub driver: &'static str,
    /// How a script is run, where that is not as usual.
    pub how_to_run: &'static str,
}

const PLAIN: Flavour = Flavour {
    name: "",
    title: "",
    dialect: Dialect::Sqlite,
    has_transactions: true,
    has_foreign_keys: true,
    most_in_union: usize::MAX,
    driver: "",
    how_to_run: "",
};

/// All of them.
pub const ALL: &[Flavour] = &[
    Flavour { name: "mariadb", title: "MariaDB", dialect: Dialect::MySql, ..PLAIN },
    // <https://planetscale.com/docs/vitess/foreign-key-constraints>: a database has them only where that was switched on.
    Flavour {
        name: "planetscale",
        title: "PlanetScale",
        dialect: Dialect::MySql,
        has_foreign_keys: false,
        driver: "planetscale",
        how_to_run: "Run it on a branch: pscale shell DATABASE BRANCH < the file. A branch with safe migrations takes no DDL.",
        ..PLAIN
    },
    // <https://developers.cloudflare.com/d1/sql-api/sql-statements/>; a file, like a batch, is one transaction.
    Flavour {
        name: "d1",
        title: "Cloudflare D1",
        has_transactions: false,
        // src/workerd/util/sqlite.c++, SQLITE_LIMIT_COMPOUND_SELECT, in github.com/cloudflare/workerd.
        most_in_union: 5,
        driver: "d1",
        how_to_run: "D1 takes a file whole or not at all: npx wrangler d1 execute DATABASE --remote --file, and the file.",
        ..PLAIN
    },
    Flavour {
        name: "libsql",
        title: "libSQL",
        driver: "libsql",
        how_to_run: "Run it in one go: client.executeMultiple() with the file's text, or turso db shell DATABASE < the file.",
        ..PLAIN
    },
];

/// The flavour of that name.
pub fn find(name: &str) -> Option<&'static Flavour> {
    ALL.iter().find(|flavour| flavour.name == name)
}

/// The names that may stand where a dialect is asked for.
pub fn names() -> impl Iterator<Item = &'static str> {
    super::ALL.iter().map(|dialect| dialect.name()).chain(ALL.iter().map(|flavour| flavour.name))
}
