//! A PostgreSQL database of the user's, which has to be empty, and is made empty again.

use authmorph::rehearse::engine::{Engine, Outcome, Texts};
use postgres::{Client, NoTls, SimpleQueryMessage};

use super::{now, outcome};

/// A connection to a PostgreSQL database.
pub struct PostgreSql {
    url: String,
    client: Client,
    title: String,
    /// Whether it was empty, so that it may be emptied.
    is_ours: bool,
}

/// The same text for the same value, whoever the server believes to be.
const SESSION: &str = "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; \
     SET bytea_output = 'hex'; SET extra_float_digits = 1; SET client_min_messages = error";

/// Schemas that are somebody's, and the relations and types in `public`.
const CONTENT: &str = "SELECT count(*) FROM (
    SELECT oid FROM pg_catalog.pg_namespace
    WHERE nspname !~ '^pg_' AND nspname NOT IN ('information_schema', 'public')
    UNION ALL SELECT oid FROM pg_catalog.pg_class WHERE relnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = 'public')
    UNION ALL SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = 'public')
    UNION ALL SELECT oid FROM pg_catalog.pg_type WHERE typnamespace = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = 'public')
) AS content";

impl PostgreSql {
    /// Connects; refuses a database that holds anything.
    pub fn open(url: &str) -> Result<Self, String> {
        let client = connect(url)?;
        let mut database = Self { url: url.to_owned(), client, title: String::new(), is_ours: false };
        let one = |texts: Texts| texts.into_iter().flatten().flatten().next().unwrap_or_default();
        let content = one(database.ask(CONTENT)?);
        if content != "0" {
            return Err(format!("the database is not empty: it holds {content} objects"));
        }
        database.is_ours = true;
        let version = one(database.ask("SHOW server_version")?);
        database.title = format!("PostgreSQL {}", version.split(' ').next().unwrap_or_default());
        Ok(database)
    }

    fn ask(&mut self, sql: &str) -> Result<Texts, String> {
        let messages = self.client.simple_query(sql).map_err(|error| said(&error))?;
        let rows = messages.into_iter().filter_map(|message| match message {
            SimpleQueryMessage::Row(row) => {
                Some((0..row.len()).map(|place| row.get(place).map(str::to_owned)).collect())
            }
            _ => None,
        });
        Ok(rows.collect())
    }

    fn clear(&mut self) -> Result<(), String> {
        if !self.is_ours {
            return Err("the database is not empty".to_owned());
        }
        let _ = self.client.batch_execute("ROLLBACK");
        let schemas = "SELECT nspname FROM pg_catalog.pg_namespace \
            WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";
        for row in self.ask(schemas)? {
            let name = row.into_iter().flatten().next().unwrap_or_default().replace('"', "\"\"");
            let sql = format!("DROP SCHEMA \"{name}\" CASCADE");
            self.client.batch_execute(&sql).map_err(|error| said(&error))?;
        }
        self.client.batch_execute("CREATE SCHEMA public").map_err(|error| said(&error))
    }
}

impl Drop for PostgreSql {
    fn drop(&mut self) {
        // One that was not empty is left alone.
        let _ = self.clear();
    }
}

fn connect(url: &str) -> Result<Client, String> {
    let mut client = Client::connect(url, NoTls).map_err(|error| said(&error))?;
    client.batch_execute(SESSION).map_err(|error| said(&error))?;
    Ok(client)
}

/// What the server said, with its detail.
fn said(error: &postgres::Error) -> String {
    let Some(told) = error.as_db_error() else { return error.to_string() };
    let detail = told.detail().map(|detail| format!(" ({detail})")).unwrap_or_default();
    format!("{}{detail}", told.message())
}

impl Engine for PostgreSql {
    fn title(&self) -> String {
        self.title.clone()
    }

    async fn empty(&mut self) -> Result<(), String> {
        self.clear()
    }

    async fn reconnect(&mut self) -> Result<(), String> {
        self.client = connect(&self.url)?;
        Ok(())
    }

    async fn execute(&mut self, sql: &str) -> Result<Outcome, String> {
        let began = now();
        let messages = self.client.simple_query(sql).map_err(|error| said(&error))?;
        let touched = messages.iter().find_map(|message| match message {
            SimpleQueryMessage::CommandComplete(count) => Some(*count),
            _ => None,
        });
        Ok(outcome(began, touched))
    }

    async fn rows(&mut self, sql: &str) -> Result<Texts, String> {
        self.ask(sql)
    }
}
