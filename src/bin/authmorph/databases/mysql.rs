//! A MySQL or MariaDB database of the user's, which has to be empty, and is made empty again.

use authmorph::rehearse::engine::{Engine, Outcome, Texts};
use mysql::prelude::Queryable;
use mysql::{Conn, Opts, Value};

use super::{now, outcome};

/// A connection to a MySQL or MariaDB database.
pub struct MySql {
    options: Opts,
    connection: Conn,
    title: String,
    /// Whether it was empty, so that it may be emptied.
    is_ours: bool,
}

/// Everything that can be in a database: its kind and its name.
const CONTENT: &str = "SELECT IF(table_type = 'VIEW', 'VIEW', 'TABLE'), table_name
    FROM information_schema.tables WHERE table_schema = DATABASE()
    UNION ALL SELECT routine_type, routine_name FROM information_schema.routines WHERE routine_schema = DATABASE()
    UNION ALL SELECT 'EVENT', event_name FROM information_schema.events WHERE event_schema = DATABASE()";

impl MySql {
    /// Connects; refuses a database that holds anything. `?socket=` in the URL names a Unix socket.
    pub fn open(url: &str) -> Result<Self, String> {
        let options = Opts::from_url(url).map_err(|error| error.to_string())?;
        if options.get_db_name().is_none() {
            return Err("the URL names no database".to_owned());
        }
        let connection = connect(&options)?;
        let mut database = Self { options, connection, title: String::new(), is_ours: false };
        let content = database.ask(CONTENT)?.len();
        if content > 0 {
            return Err(format!("the database is not empty: it holds {content} objects"));
        }
        database.is_ours = true;
        let version =
            database.ask("SELECT VERSION()")?.into_iter().flatten().flatten().next().unwrap_or_default();
        let name = if version.contains("MariaDB") { "MariaDB" } else { "MySQL" };
        database.title = format!("{name} {}", version.split('-').next().unwrap_or_default());
        Ok(database)
    }

    fn ask(&mut self, sql: &str) -> Result<Texts, String> {
        let rows: Vec<mysql::Row> = self.connection.query(sql).map_err(|error| said(&error))?;
        Ok(rows.into_iter().map(|row| row.unwrap().into_iter().map(text).collect()).collect())
    }

    fn clear(&mut self) -> Result<(), String> {
        if !self.is_ours {
            return Err("the database is not empty".to_owned());
        }
        let mut run = |sql: &str| self.connection.query_drop(sql).map_err(|error| said(&error));
        run("SET foreign_key_checks = 0")?;
        let content = self.ask(CONTENT)?;
        for row in content {
            let mut fields = row.into_iter().map(Option::unwrap_or_default);
            let (kind, name) = (fields.next().unwrap_or_default(), fields.next().unwrap_or_default());
            let sql = format!("DROP {kind} `{}`", name.replace('`', "``"));
            self.connection.query_drop(sql).map_err(|error| said(&error))?;
        }
        self.connection.query_drop("SET foreign_key_checks = 1").map_err(|error| said(&error))
    }
}

impl Drop for MySql {
    fn drop(&mut self) {
        // One that was not empty is left alone.
        let _ = self.clear();
    }
}

fn connect(options: &Opts) -> Result<Conn, String> {
    let mut connection = Conn::new(options.clone()).map_err(|error| said(&error))?;
    connection.query_drop("SET NAMES utf8mb4, time_zone = '+00:00'").map_err(|error| said(&error))?;
    Ok(connection)
}

/// What the server said, with its number, by which manuals explain it.
fn said(error: &mysql::Error) -> String {
    match error {
        mysql::Error::MySqlError(told) => format!("{} (error {})", told.message, told.code),
        other => other.to_string(),
    }
}

/// The text protocol gives every value as the text that the server writes.
fn text(value: Value) -> Option<String> {
    match value {
        Value::NULL => None,
        Value::Bytes(bytes) => Some(String::from_utf8_lossy(&bytes).into_owned()),
        other => Some(other.as_sql(true)),
    }
}

impl Engine for MySql {
    fn title(&self) -> String {
        self.title.clone()
    }

    async fn empty(&mut self) -> Result<(), String> {
        self.clear()
    }

    async fn reconnect(&mut self) -> Result<(), String> {
        self.connection = connect(&self.options)?;
        Ok(())
    }

    async fn execute(&mut self, sql: &str) -> Result<Outcome, String> {
        let began = now();
        self.connection.query_drop(sql).map_err(|error| said(&error))?;
        Ok(outcome(began, Some(self.connection.affected_rows())))
    }

    async fn rows(&mut self, sql: &str) -> Result<Texts, String> {
        self.ask(sql)
    }
}
