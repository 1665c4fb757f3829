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
    /// Extensions that were there, which stay.
    extensions: Texts,
}

/// The same text for the same value, whoever the server believes to be.
const SESSION: &str = "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres'; \
     SET bytea_output = 'hex'; SET extra_float_digits = 1; SET client_min_messages = error";

const EXTENSIONS: &str = "SELECT quote_ident(extname) FROM pg_catalog.pg_extension ORDER BY extname";

/// Schemas that are somebody's, and what is in `public` and in the schemas of extensions, but for what belongs to an
/// extension, which somebody with more rights may have created for this, or goes with another. That a column belongs to
/// its table, as those that partitions follow do, says nothing.
const CONTENT: &str = "WITH kept AS (
    SELECT oid FROM pg_catalog.pg_namespace
    WHERE nspname = 'public' OR nspname !~ '^pg_' AND oid IN (SELECT extnamespace FROM pg_catalog.pg_extension)
), content AS (
    SELECT oid, CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
        WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END AS kind, oid::regclass::text AS name
    FROM pg_catalog.pg_class
    WHERE relnamespace IN (SELECT oid FROM kept) AND relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
    UNION ALL SELECT oid, CASE prokind WHEN 'p' THEN 'PROCEDURE' WHEN 'a' THEN 'AGGREGATE' ELSE 'FUNCTION' END,
        oid::regprocedure::text
    FROM pg_catalog.pg_proc WHERE pronamespace IN (SELECT oid FROM kept)
    UNION ALL SELECT t.oid, CASE t.typtype WHEN 'd' THEN 'DOMAIN' ELSE 'TYPE' END, t.oid::regtype::text
    FROM pg_catalog.pg_type AS t LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
    WHERE t.typnamespace IN (SELECT oid FROM kept) AND (t.typtype IN ('d', 'e', 'r') OR c.relkind = 'c')
    UNION ALL SELECT oid, 'SCHEMA', quote_ident(nspname) FROM pg_catalog.pg_namespace
    WHERE nspname !~ '^pg_' AND nspname <> 'information_schema' AND oid NOT IN (SELECT oid FROM kept)
)
SELECT format('DROP %s IF EXISTS %s CASCADE', kind, name) FROM content
WHERE NOT EXISTS (
    SELECT 1 FROM pg_catalog.pg_depend AS d
    WHERE d.objid = content.oid AND d.objsubid = 0 AND d.deptype IN ('e', 'i')
)";

impl PostgreSql {
    /// Connects; refuses a database that holds anything.
    pub fn open(url: &str) -> Result<Self, String> {
        let client = connect(url)?;
        let mut database = Self {
            url: url.to_owned(),
            client,
            title: String::new(),
            is_ours: false,
            extensions: Vec::new(),
        };
        let one = |texts: Texts| texts.into_iter().flatten().flatten().next().unwrap_or_default();
        let content = database.ask(CONTENT)?.len();
        if content > 0 {
            return Err(format!("the database is not empty: it holds {content} objects"));
        }
        database.is_ours = true;
        database.extensions = database.ask(EXTENSIONS)?;
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
        let mut extensions = self.ask(EXTENSIONS)?;
        extensions.retain(|extension| !self.extensions.contains(extension));
        for name in extensions.into_iter().flatten().flatten() {
            // One may have gone with another that it requires.
            let sql = format!("DROP EXTENSION IF EXISTS {name} CASCADE");
            self.client.batch_execute(&sql).map_err(|error| said(&error))?;
        }
        for sql in self.ask(CONTENT)?.into_iter().flatten().flatten() {
            self.client.batch_execute(&sql).map_err(|error| said(&error))?;
        }
        Ok(())
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
