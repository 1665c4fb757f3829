//! A private PostgreSQL cluster.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::catalog::Fact;
use super::comma_separated::{self, NULL};
use super::supervise::{self, Manner, Owner, Supervised, finish};
use super::{Dump, Engine, OnError, Row, Settings, TimeZone};

const SUPERVISOR: &str = r#"
folder=$1 control=$2
trap '"$control" -D "$folder/data" -m immediate -s stop; umount "$folder/data" 2> /dev/null; rm -rf "$folder"' EXIT
"$3" -D "$folder/data" -A trust -U postgres -E UTF8 --locale=C --no-sync --wal-segsize=1 > "$folder/initdb.log" || exit 1
cat >> "$folder/data/postgresql.conf" <<END
listen_addresses = ''
unix_socket_directories = '$folder'
fsync = off
autovacuum = off
shared_buffers = 32MB
timezone = 'UTC'
lc_messages = 'C'
$4
END
start_server() {
  attempts=0
  # After its death by force its processes take a moment to be gone.
  until "$control" -D "$folder/data" -w -s -l "$folder/server.log" start 2> "$folder/start.log"; do
    attempts=$((attempts + 1))
    if [ $attempts -gt 40 ]; then cat "$folder/start.log" "$folder/server.log" >&2; exit 1; fi
    sleep 0.1
  done
}
kill_server() {
  server=$(head -n 1 "$folder/data/postmaster.pid")
  kill -KILL "$server" $(ps -A -o pid= -o ppid= | awk -v server="$server" '$2 == server { print $1 }')
}
start_server
"#;

pub struct PostgreSql {
    supervised: Supervised,
    psql: PathBuf,
    pg_dump: PathBuf,
}

pub fn start(manner: Manner) -> Result<PostgreSql, String> {
    const VARIABLE: &str = "AUTHMORPH_PG_BIN";
    let folders = installed();
    let pg_ctl = supervise::find("pg_ctl", VARIABLE, &folders)?;
    // What Debian has on the PATH is a program in Perl that looks for these, and takes longer than they do.
    let beside = |name: &str| Some(pg_ctl.parent()?.join(name)).filter(|path| path.is_file());
    let client = |name: &str| beside(name).map_or_else(|| supervise::find(name, VARIABLE, &folders), Ok);
    let (psql, pg_dump) = (client("psql")?, client("pg_dump")?);
    let initdb = supervise::find("initdb", VARIABLE, &folders)?;
    let manners = match manner {
        Manner::Fast => "synchronous_commit = off\nfull_page_writes = off",
        Manner::Durable | Manner::SmallDisk => "max_connections = 60",
    };
    let script = format!("{SUPERVISOR}{}", supervise::ORDERS);
    let arguments = [&pg_ctl, &initdb, Path::new(manners)];
    let supervised = supervise::start("pg", &script, &arguments, Owner::NotRoot, manner)?;
    Ok(PostgreSql { supervised, psql, pg_dump })
}

/// Where Debian and others put the server's programs, the newest version first.
fn installed() -> Vec<PathBuf> {
    let mut folders: Vec<(u32, PathBuf)> = Vec::new();
    for parent in ["/usr/lib/postgresql", "/usr/pgsql", "/opt/homebrew/opt"] {
        for entry in fs::read_dir(parent).into_iter().flatten().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            let version = name.trim_start_matches("postgresql@").parse().unwrap_or(0);
            folders.push((version, entry.path().join("bin")));
        }
    }
    folders.sort();
    folders.into_iter().rev().map(|(_, folder)| folder).collect()
}

impl PostgreSql {
    fn client(&self, database: &str) -> Command {
        let mut command = self.program(&self.psql, database);
        command.args(["-X", "-q"]);
        command
    }

    fn program(&self, program: &Path, database: &str) -> Command {
        let mut command = Command::new(program);
        for variable in ["PGOPTIONS", "PGTZ", "PGDATESTYLE", "PGSERVICE", "PGSSLMODE", "PGPASSFILE"] {
            command.env_remove(variable);
        }
        command.env("PGCLIENTENCODING", "UTF8").current_dir("/");
        command.args(["-U", "postgres", "-d", database, "-h"]).arg(&self.supervised.folder);
        command
    }

    fn administer(&self, statements: &[&str]) -> Result<(), String> {
        let mut command = self.client("postgres");
        command.args(["-v", "ON_ERROR_STOP=1"]);
        statements.iter().for_each(|statement| {
            command.args(["-c", statement]);
        });
        finish(command).map(drop)
    }
}

impl Engine for PostgreSql {
    fn create(&self, database: &str, settings: Settings) -> Result<(), String> {
        let create = format!("CREATE DATABASE {database}");
        let zone = match settings.time_zone {
            TimeZone::Utc => return self.administer(&[&create]),
            TimeZone::East => "Asia/Kolkata",
            TimeZone::West => "America/New_York",
        };
        self.administer(&[&create, &format!("ALTER DATABASE {database} SET timezone = '{zone}'")])
    }

    fn discard(&self, database: &str) -> Result<(), String> {
        self.administer(&[&format!("DROP DATABASE {database} (FORCE)")])
    }

    fn execute(
        &self,
        database: &str,
        _settings: Settings,
        script: &str,
        on_error: OnError,
    ) -> Result<String, String> {
        let file = self.supervised.script_file(script)?;
        let mut command = self.client(database);
        if on_error != OnError::KeepGoing {
            command.args(["-v", "ON_ERROR_STOP=1"]);
        }
        command.arg("-f").arg(&file.path);
        let output = command.output().map_err(|error| format!("psql: {error}"))?;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        // Without ON_ERROR_STOP psql reports success whatever happened.
        if output.status.success() && !complaint.contains("ERROR:") {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(complaint)
        }
    }

    fn session(&self, database: &str, _settings: Settings) -> Command {
        let mut command = self.client(database);
        command.args(["-v", "ON_ERROR_STOP=1", "-f", "-"]);
        command
    }

    fn order(&self, order: &str) -> Result<(), String> {
        self.supervised.order(order)
    }

    fn rows(&self, database: &str, _settings: Settings, script: &str) -> Result<Vec<Row>, String> {
        let file = self.supervised.script_file(script)?;
        let mut command = self.client(database);
        command.args(["-v", "ON_ERROR_STOP=1", "--csv", "-t", "-P", &format!("null={NULL}"), "-f"]);
        command.arg(&file.path);
        Ok(comma_separated::read(&String::from_utf8_lossy(&finish(command)?)))
    }

    fn columns_query(&self) -> &'static str {
        "SELECT n.nspname, c.relname, a.attname, coalesce(format_type(a.atttypid, a.atttypmod), '')
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
         LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
         WHERE c.relkind IN ('r', 'p') AND NOT c.relispartition
         AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
    }

    fn dump_prologue(&self) -> &'static str {
        "SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';
         SET bytea_output = 'hex'; SET extra_float_digits = 1; SET row_security = off;\n"
    }

    fn value_expression(&self, column: &str, _column_type: &str) -> String {
        format!("{column}::text")
    }

    fn quoted(&self, identifier: &str) -> String {
        format!("\"{}\"", identifier.replace('"', "\"\""))
    }

    fn default_schema(&self) -> Option<&'static str> {
        Some("public")
    }

    fn facts(&self, ask: &dyn Fn(&str) -> Vec<Row>) -> Vec<Fact> {
        ask(include_str!("postgresql_catalog.sql")).iter().map(Fact::from_row).collect()
    }

    fn url(&self, database: &str) -> String {
        format!("postgresql://postgres@localhost/{database}?host={}", self.supervised.folder.display())
    }

    fn dump(&self, database: &str, what: Dump) -> Result<String, String> {
        let mut command = self.program(&self.pg_dump, database);
        match what {
            Dump::Schema => command.arg("--schema-only"),
            Dump::Everything => &mut command,
            Dump::Otherwise => command.arg("--column-inserts"),
        };
        Ok(String::from_utf8_lossy(&finish(command)?).into_owned())
    }
}
