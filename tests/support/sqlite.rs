//! SQLite files in a private folder.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use super::catalog::{Fact, Part};
use super::comma_separated::{self, NULL};
use super::sqlite_text;
use super::supervise::{self, Manner, Owner, Supervised, finish};
use super::{Dump, Engine, OnError, Row, Settings, TimeZone};

pub struct Sqlite {
    supervised: Supervised,
    client: PathBuf,
}

pub fn start() -> Result<Sqlite, String> {
    let client = supervise::find("sqlite3", "AUTHMORPH_SQLITE_BIN", &[])?;
    let remove_at_end = r#"trap 'rm -rf "$1"' EXIT; echo ready; cat > /dev/null"#;
    let supervised = supervise::start("sqlite", remove_at_end, &[], Owner::Ourselves, Manner::Fast)?;
    Ok(Sqlite { supervised, client })
}

impl Sqlite {
    fn file(&self, database: &str) -> PathBuf {
        self.supervised.folder.join(format!("{database}.db"))
    }

    fn client(&self, settings: Settings) -> Command {
        let mut command = Command::new(&self.client);
        let zone = match settings.time_zone {
            TimeZone::Utc => "UTC",
            TimeZone::East => "Asia/Kolkata",
            TimeZone::West => "America/New_York",
        };
        // The start-up file of whoever runs the tests must not change them.
        command.env("HOME", &self.supervised.folder).env("TZ", zone).current_dir(&self.supervised.folder);
        if settings.foreign_keys {
            command.args(["-cmd", "PRAGMA foreign_keys = ON"]);
        }
        command
    }
}

impl Engine for Sqlite {
    fn create(&self, database: &str, _settings: Settings) -> Result<(), String> {
        fs::write(self.file(database), "").map_err(|error| error.to_string())
    }

    fn discard(&self, database: &str) -> Result<(), String> {
        fs::remove_file(self.file(database)).map_err(|error| error.to_string())
    }

    fn execute(
        &self,
        database: &str,
        settings: Settings,
        script: &str,
        on_error: OnError,
    ) -> Result<String, String> {
        let file = self.supervised.script_file(script)?;
        let mut command = self.client(settings);
        if on_error == OnError::Stop {
            command.arg("-bail");
        }
        command.arg(self.file(database)).stdin(file.open()?);
        let output = command.output().map_err(|error| format!("sqlite3: {error}"))?;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.success() && complaint.is_empty() {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(complaint)
        }
    }

    fn session(&self, database: &str, settings: Settings) -> Command {
        let mut command = self.client(settings);
        command.arg(self.file(database));
        command
    }

    fn order(&self, order: &str) -> Result<(), String> {
        Err(format!("SQLite has no server that could {order}"))
    }

    fn rows(&self, database: &str, settings: Settings, script: &str) -> Result<Vec<Row>, String> {
        let file = self.supervised.script_file(script)?;
        let mut command = self.client(settings);
        command.args(["-bail", "-csv", "-noheader", "-nullvalue", NULL]);
        command.arg(self.file(database)).stdin(file.open()?);
        Ok(comma_separated::read(&String::from_utf8_lossy(&finish(command)?)))
    }

    fn columns_query(&self) -> &'static str {
        "SELECT NULL, m.name, c.name, c.type FROM sqlite_schema m JOIN pragma_table_xinfo(m.name) c
         WHERE m.type = 'table' AND (m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' OR m.name = 'sqlite_sequence');"
    }

    fn dump_prologue(&self) -> &'static str {
        ""
    }

    fn value_expression(&self, column: &str, _column_type: &str) -> String {
        format!(
            "CASE typeof({column}) WHEN 'null' THEN NULL WHEN 'blob' THEN 'blob ' || hex({column}) \
             WHEN 'text' THEN CASE WHEN instr(CAST({column} AS blob), x'00') \
             THEN 'text in hex ' || hex({column}) ELSE 'text ' || {column} END \
             WHEN 'real' THEN printf('real %!.17g', {column}) ELSE typeof({column}) || ' ' || {column} END"
        )
    }

    fn quoted(&self, identifier: &str) -> String {
        format!("\"{}\"", identifier.replace('"', "\"\""))
    }

    fn default_schema(&self) -> Option<&'static str> {
        None
    }

    fn facts(&self, ask: &dyn Fn(&str) -> Vec<Row>) -> Vec<Fact> {
        let mut facts: Vec<Fact> =
            ask(include_str!("sqlite_catalog.sql")).iter().map(Fact::from_row).collect();
        let written = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE sql IS NOT NULL
                       AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\';";
        for row in ask(written) {
            let [Some(kind), Some(name), Some(table), Some(text)] = &row[..] else {
                panic!("unexpected {row:?}")
            };
            let fact = |kind: &str, part, name: &str, text| Fact {
                kind: kind.to_owned(),
                schema: None,
                object: table.clone(),
                part,
                name: name.to_owned(),
                position: 0,
                column_type: String::new(),
                text,
            };
            match kind.as_str() {
                "index" => {
                    facts.push(fact("table", Part::Index, name, sqlite_text::without_name(text, "on")))
                }
                "trigger" => facts.push(fact("table", Part::Trigger, name, sqlite_text::normal(text))),
                "view" => facts.push(fact("view", Part::Object, "", sqlite_text::without_name(text, "as"))),
                _ => facts.extend(
                    sqlite_text::table_details(text)
                        .into_iter()
                        .map(|detail| fact("table", detail.part, &detail.name, detail.text)),
                ),
            }
        }
        facts
    }

    fn url(&self, database: &str) -> String {
        self.file(database).display().to_string()
    }

    fn dump(&self, database: &str, what: Dump) -> Result<String, String> {
        let mut command = self.client(Settings::default());
        command.arg(self.file(database));
        match what {
            Dump::Schema => command.arg(".schema"),
            Dump::Everything => command.arg(".dump"),
            Dump::Otherwise => command.arg(".dump --nosys --newlines --preserve-rowids"),
        };
        Ok(String::from_utf8_lossy(&finish(command)?).into_owned())
    }
}
