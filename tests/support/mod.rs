//! Real, private, throwaway databases for the tests.
//!
//! One PostgreSQL cluster and one MariaDB server per test process, started at their first use in a temporary folder,
//! on a Unix socket only, and stopped when the process ends, however it ends. SQLite needs a folder only.
//!
//! ```ignore
//! let Some(server) = support::server(Dialect::PostgreSql) else { return };
//! let database = server.database();
//! database.run(schema).unwrap();
//! let before = (database.catalog(), database.snapshot());
//! database.run(&up).unwrap();
//! database.run(&down).unwrap();
//! database.catalog().assert_same(&before.0, Ignoring::NOTHING);
//! database.snapshot().assert_same(&before.1);
//! ```
//!
//! Scripts run as a person would run them: `psql -f`, `mariadb <`, `sqlite3 <`.
//! `AUTHMORPH_PG_BIN`, `AUTHMORPH_MARIADB_BIN` and `AUTHMORPH_SQLITE_BIN` name folders of other versions' programs.

#![allow(dead_code, unused_imports, reason = "each test file uses its own part of this module")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]
#![allow(missing_docs, reason = "the fields and methods say what they are")]

pub mod catalog;
pub mod comma_separated;
pub mod difference;
pub mod labelled;
pub mod migrations;
pub mod mysql;
pub mod names;
pub mod postgresql;
pub mod snapshot;
pub mod sqlite;
pub mod sqlite_text;
pub mod supervise;

use std::io::Write;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use authmorph::dialects::Dialect;

pub use catalog::{Catalog, Ignoring};
pub use snapshot::Snapshot;
pub use supervise::Manner;

/// A result row; `None` is NULL.
pub type Row = Vec<Option<String>>;

/// What a client does after a statement failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OnError {
    /// What people get: psql with `ON_ERROR_STOP`, the `mariadb` client, which stops, and `sqlite3`, which goes on.
    Usual,
    /// Stops at the first error: `sqlite3 -bail`.
    Stop,
    /// Goes on with the next statement: psql without `ON_ERROR_STOP`, `mariadb --force`, `sqlite3`.
    KeepGoing,
}

/// Where the server of a database believes to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimeZone {
    #[default]
    Utc,
    /// Five and a half hours before UTC, so that minutes count too.
    East,
    /// Behind UTC; on PostgreSQL and SQLite with summer time.
    West,
}

/// The session that a script runs in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    pub time_zone: TimeZone,
    /// MariaDB: `Some("")` is the lenient mode of old servers; `None` the server's default, which is strict.
    pub sql_mode: Option<&'static str>,
    /// MariaDB: what the database's tables are written in when they do not say it themselves; `None` is utf8mb4.
    pub character_set: Option<&'static str>,
    /// SQLite: whether the connection enforces foreign keys; the others always do.
    pub foreign_keys: bool,
}

/// What differs between the databases.
pub trait Engine: Send + Sync {
    fn create(&self, database: &str, settings: Settings) -> Result<(), String>;
    fn discard(&self, database: &str) -> Result<(), String>;
    /// Feeds the script to the database's own client; gives what that prints.
    fn execute(
        &self,
        database: &str,
        settings: Settings,
        script: &str,
        on_error: OnError,
    ) -> Result<String, String>;
    /// The database's own client, which reads a script from its standard input and stops at the first error, as far as it
    /// does that by itself.
    fn session(&self, database: &str, settings: Settings) -> std::process::Command;
    /// Tells the supervisor of the server what to do with it (see [`supervise::ORDERS`]).
    fn order(&self, order: &str) -> Result<(), String>;
    /// The rows of every result set of the script, one after the other.
    fn rows(&self, database: &str, settings: Settings, script: &str) -> Result<Vec<Row>, String>;
    /// A query for schema, table, column and type of every column of every table.
    fn columns_query(&self) -> &'static str;
    /// Statements that make a session print values in one way only.
    fn dump_prologue(&self) -> &'static str;
    /// An expression that prints the column's value, with its storage where that says more.
    fn value_expression(&self, column: &str, column_type: &str) -> String;
    fn quoted(&self, identifier: &str) -> String;
    /// A schema that is not worth saying.
    fn default_schema(&self) -> Option<&'static str>;
    fn facts(&self, ask: &dyn Fn(&str) -> Vec<Row>) -> Vec<catalog::Fact>;
    /// Where other programs find the database.
    fn url(&self, database: &str) -> String;
    /// What the database's own dump program prints.
    fn dump(&self, database: &str, what: Dump) -> Result<String, String>;
}

/// What a dump holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dump {
    /// No rows: `pg_dump --schema-only`, `mariadb-dump --no-data`, `.schema`.
    Schema,
    /// Rows too: `pg_dump`, `mariadb-dump`, `.dump`.
    Everything,
    /// Rows too, as the program writes them on request: `pg_dump --inserts`, `mariadb-dump --compact`.
    Otherwise,
}

/// A running server.
pub struct Server {
    dialect: Dialect,
    engine: Box<dyn Engine>,
}

static POSTGRESQL: OnceLock<Result<Server, String>> = OnceLock::new();
static MYSQL: OnceLock<Result<Server, String>> = OnceLock::new();
static SQLITE: OnceLock<Result<Server, String>> = OnceLock::new();
static DATABASES: AtomicUsize = AtomicUsize::new(0);

/// The server of the dialect, started when it is not yet.
/// Without one on this machine the test is skipped with a line that says so, and in CI it fails.
pub fn server(dialect: Dialect) -> Option<&'static Server> {
    let cell = match dialect {
        Dialect::PostgreSql => &POSTGRESQL,
        Dialect::MySql => &MYSQL,
        Dialect::Sqlite => &SQLITE,
    };
    match cell.get_or_init(|| Server::start(dialect, Manner::Fast)) {
        Ok(server) => Some(server),
        Err(why) => {
            skip(&format!("{}: {why}", dialect.name()));
            None
        }
    }
}

/// Says that the running test is skipped; in CI, fails it instead.
pub fn skip(why: &str) {
    let test = std::thread::current().name().unwrap_or("a test").to_owned();
    assert!(std::env::var("CI").as_deref() != Ok("true"), "{test} may not be skipped in CI: {why}");
    // `eprintln!` would be swallowed by the test runner when the test passes.
    let _ = writeln!(std::io::stderr(), "skipped: {test}: {why}");
}

/// A server of its own for a test that harms it. Without one on this machine the test is skipped.
pub fn own_server(dialect: Dialect, manner: Manner) -> Option<&'static Server> {
    match Server::start(dialect, manner) {
        // It goes with the process, as the others do.
        Ok(server) => Some(Box::leak(Box::new(server))),
        Err(why) => {
            skip(&format!("{} ({manner:?}): {why}", dialect.name()));
            None
        }
    }
}

impl Server {
    fn start(dialect: Dialect, manner: Manner) -> Result<Self, String> {
        let engine: Box<dyn Engine> = match dialect {
            Dialect::PostgreSql => Box::new(postgresql::start(manner)?),
            Dialect::MySql => Box::new(mysql::start(manner)?),
            Dialect::Sqlite => Box::new(sqlite::start()?),
        };
        Ok(Self { dialect, engine })
    }

    /// Tells the supervisor of the server what to do with it (see [`supervise::ORDERS`]).
    #[track_caller]
    pub fn order(&self, order: &str) {
        self.engine.order(order).unwrap_or_else(|why| panic!("{why}"));
    }

    pub fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// A fresh, empty database with the settings that people usually have.
    pub fn database(&'static self) -> Database {
        self.database_with(Settings::default())
    }

    pub fn database_with(&'static self, settings: Settings) -> Database {
        let name = format!("t{}", DATABASES.fetch_add(1, Ordering::Relaxed));
        self.engine.create(&name, settings).expect("the database cannot be created");
        Database { server: self, name, settings }
    }
}

/// A database; it is dropped with this value.
pub struct Database {
    server: &'static Server,
    name: String,
    settings: Settings,
}

impl Drop for Database {
    fn drop(&mut self) {
        let _ = self.server.engine.discard(&self.name);
    }
}

impl Database {
    pub fn dialect(&self) -> Dialect {
        self.server.dialect
    }

    pub fn name(&self) -> &str {
        &self.name
    }

    pub fn settings(&self) -> Settings {
        self.settings
    }

    /// Where other programs find it: a URL with the socket, or the SQLite file.
    pub fn url(&self) -> String {
        self.server.engine.url(&self.name)
    }

    /// Runs a script as people do; the error is all that the client says.
    pub fn run(&self, script: &str) -> Result<(), String> {
        self.run_with(script, OnError::Usual).map(drop)
    }

    /// Stops at the first error.
    pub fn run_bail(&self, script: &str) -> Result<(), String> {
        self.run_with(script, OnError::Stop).map(drop)
    }

    /// Goes on after errors, and tells them at the end.
    pub fn run_keep_going(&self, script: &str) -> Result<(), String> {
        self.run_with(script, OnError::KeepGoing).map(drop)
    }

    /// Runs a script and gives what the client prints.
    pub fn run_with(&self, script: &str, on_error: OnError) -> Result<String, String> {
        self.server.engine.execute(&self.name, self.settings, script, on_error)
    }

    /// The database's own client, which reads a script from its standard input.
    pub fn session(&self) -> std::process::Command {
        self.server.engine.session(&self.name, self.settings)
    }

    /// What people get from the database's own dump program.
    #[track_caller]
    pub fn dump(&self, what: Dump) -> String {
        self.server.engine.dump(&self.name, what).expect("the database cannot be dumped")
    }

    /// The rows of a query, or of all queries of a script such as `verify.sql`.
    #[track_caller]
    pub fn rows(&self, sql: &str) -> Vec<Row> {
        self.try_rows(sql).unwrap_or_else(|why| panic!("{why}\nin: {sql}"))
    }

    pub fn try_rows(&self, sql: &str) -> Result<Vec<Row>, String> {
        self.server.engine.rows(&self.name, self.settings, sql)
    }

    /// The first value of the first row, as text; `NULL` for NULL.
    #[track_caller]
    pub fn value(&self, sql: &str) -> String {
        let first = self.rows(sql).into_iter().next().unwrap_or_else(|| panic!("no row: {sql}"));
        first.into_iter().next().flatten().unwrap_or_else(|| "NULL".to_owned())
    }

    /// The names of all tables, sorted; with their schema unless it is PostgreSQL's `public`.
    #[track_caller]
    pub fn tables(&self) -> Vec<String> {
        let ours = |table: &snapshot::Table| !table.shown.starts_with("sqlite_");
        snapshot::tables(self).into_iter().filter(ours).map(|table| table.shown).collect()
    }

    /// The sorted rows of a table, each written as `column='value'` with the columns sorted by name.
    #[track_caller]
    pub fn table_rows(&self, table: &str) -> Vec<String> {
        let rows = snapshot::take(self, |candidate| candidate == table).tables.remove(table);
        rows.unwrap_or_else(|| panic!("no table {table} among {:?}", self.tables()))
    }

    /// All rows of all tables; on SQLite with `sqlite_sequence`, so that no used number is given out again. Without rows it
    /// is what SQLite leaves of a table that is gone, and nobody can drop it.
    #[track_caller]
    pub fn snapshot(&self) -> Snapshot {
        let mut rows = snapshot::take(self, |_| true);
        rows.tables.retain(|table, rows| table != "sqlite_sequence" || !rows.is_empty());
        rows
    }

    /// All that the database holds besides rows.
    #[track_caller]
    pub fn catalog(&self) -> Catalog {
        let ask = |sql: &str| self.rows(sql);
        Catalog::new(self.dialect(), self.server.engine.facts(&ask))
    }

    pub(crate) fn engine(&self) -> &dyn Engine {
        self.server.engine.as_ref()
    }
}
