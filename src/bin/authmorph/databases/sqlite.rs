//! SQLite, which is part of the program: a file of its own that goes with the rehearsal.

use std::fmt::Write;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use authmorph::rehearse::engine::{Engine, Outcome, Texts};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::{now, outcome};

/// A SQLite database.
pub struct Sqlite {
    file: PathBuf,
    connection: Option<Connection>,
}

static FILES: AtomicUsize = AtomicUsize::new(0);

impl Sqlite {
    /// An empty database.
    pub fn new() -> Result<Self, String> {
        let number = FILES.fetch_add(1, Ordering::Relaxed);
        let file = std::env::temp_dir().join(format!("authmorph-{}-{number}.db", std::process::id()));
        let mut sqlite = Self { file, connection: None };
        sqlite.start_anew()?;
        Ok(sqlite)
    }

    fn start_anew(&mut self) -> Result<(), String> {
        self.connection = None;
        if self.file.exists() {
            std::fs::remove_file(&self.file).map_err(|error| error.to_string())?;
        }
        self.connect()
    }

    fn connect(&mut self) -> Result<(), String> {
        self.connection = None;
        let connection = Connection::open(&self.file).map_err(|error| error.to_string())?;
        // Nobody needs the file after a loss of power.
        let settings = "PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;";
        connection.execute_batch(settings).map_err(|error| error.to_string())?;
        self.connection = Some(connection);
        Ok(())
    }

    fn connection(&self) -> Result<&Connection, String> {
        self.connection.as_ref().ok_or_else(|| "there is no connection".to_owned())
    }
}

impl Drop for Sqlite {
    fn drop(&mut self) {
        self.connection = None;
        let _ = std::fs::remove_file(&self.file);
    }
}

impl Engine for Sqlite {
    fn title(&self) -> String {
        format!("SQLite {}", rusqlite::version())
    }

    async fn empty(&mut self) -> Result<(), String> {
        self.start_anew()
    }

    async fn reconnect(&mut self) -> Result<(), String> {
        self.connect()
    }

    async fn execute(&mut self, sql: &str) -> Result<Outcome, String> {
        let began = now();
        let connection = self.connection()?;
        let before = connection.total_changes();
        connection.execute_batch(sql).map_err(|error| error.to_string())?;
        Ok(outcome(began, Some(connection.total_changes().saturating_sub(before))))
    }

    async fn rows(&mut self, sql: &str) -> Result<Texts, String> {
        let mut statement = self.connection()?.prepare(sql).map_err(|error| error.to_string())?;
        let columns = statement.column_count();
        let mut rows = statement.query([]).map_err(|error| error.to_string())?;
        let mut texts = Vec::new();
        while let Some(row) = rows.next().map_err(|error| error.to_string())? {
            let value = |place| row.get_ref(place).map(text).map_err(|error| error.to_string());
            texts.push((0..columns).map(value).collect::<Result<Vec<_>, _>>()?);
        }
        Ok(texts)
    }
}

fn text(value: ValueRef<'_>) -> Option<String> {
    match value {
        ValueRef::Null => None,
        ValueRef::Integer(number) => Some(number.to_string()),
        ValueRef::Real(number) => Some(number.to_string()),
        ValueRef::Text(text) => Some(String::from_utf8_lossy(text).into_owned()),
        ValueRef::Blob(bytes) => Some(bytes.iter().fold(String::new(), |mut digits, byte| {
            let _ = write!(digits, "{byte:02x}");
            digits
        })),
    }
}
