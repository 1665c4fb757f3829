//! A private MariaDB server.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::catalog::Fact;
use super::supervise::{self, Manner, Owner, Supervised, finish};
use super::{Dump, Engine, OnError, Row, Settings, TimeZone};

const SUPERVISOR: &str = r#"
folder=$1 program=$3 client=$4 manner=$5
server=
kill_server() { if [ -n "$server" ]; then kill -KILL $server; wait $server; fi 2> /dev/null; }
trap 'kill_server; umount "$folder/data" 2> /dev/null; rm -rf "$folder"' EXIT
"$2" --no-defaults --datadir="$folder/data" --auth-root-authentication-method=normal --skip-test-db \
  --innodb-log-file-size=8M > "$folder/install.log" 2>&1 || { cat "$folder/install.log" >&2; exit 1; }
start_server() {
  "$program" --no-defaults --datadir="$folder/data" --socket="$folder/s" --pid-file="$folder/pid" --tmpdir="$folder" \
    --skip-networking --skip-log-bin --performance-schema=off $manner \
    --innodb-buffer-pool-size=32M --innodb-log-file-size=8M --character-set-server=utf8mb4 \
    --default-time-zone=+00:00 --max-allowed-packet=64M < /dev/null > "$folder/server.log" 2>&1 &
  server=$!
  attempts=0
  until "$client" --no-defaults --socket="$folder/s" -u root -e 'SELECT 1' > /dev/null 2>&1; do
    attempts=$((attempts + 1))
    if [ $attempts -gt 600 ] || ! kill -0 $server; then server=; cat "$folder/server.log" >&2; exit 1; fi
    sleep 0.05
  done
}
start_server
"#;

pub struct MariaDb {
    supervised: Supervised,
    client: PathBuf,
    dump: PathBuf,
}

pub fn start(manner: Manner) -> Result<MariaDb, String> {
    const VARIABLE: &str = "AUTHMORPH_MARIADB_BIN";
    let folders = ["/usr/sbin", "/usr/local/bin", "/opt/homebrew/bin"].map(PathBuf::from);
    let client = supervise::find("mariadb", VARIABLE, &folders)?;
    let dump = supervise::find("mariadb-dump", VARIABLE, &folders)?;
    let server = supervise::find("mariadbd", VARIABLE, &folders)?;
    let install = supervise::find("mariadb-install-db", VARIABLE, &folders)?;
    let manners = match manner {
        Manner::Fast => "--innodb-flush-log-at-trx-commit=0 --innodb-doublewrite=0",
        Manner::Durable | Manner::SmallDisk => "--innodb-flush-log-at-trx-commit=2",
    };
    let script = format!("{SUPERVISOR}{}", supervise::ORDERS);
    let arguments = [&install, &server, &client, Path::new(manners)];
    let supervised = supervise::start("maria", &script, &arguments, Owner::NotRoot, manner)?;
    Ok(MariaDb { supervised, client, dump })
}

impl MariaDb {
    fn client(&self, settings: Settings) -> Command {
        let mut command = Command::new(&self.client);
        command.arg("--no-defaults").arg("--socket").arg(self.supervised.folder.join("s"));
        command.args(["-u", "root", "--default-character-set=utf8mb4", "--max-allowed-packet=64M"]);
        let zone = match settings.time_zone {
            TimeZone::Utc => "+00:00",
            TimeZone::East => "+05:30",
            TimeZone::West => "-05:00",
        };
        let mut session = format!("SET time_zone = '{zone}'");
        if let Some(mode) = settings.sql_mode {
            session.push_str(&format!(", sql_mode = '{mode}'"));
        }
        command.arg(format!("--init-command={session}"));
        command
    }

    fn administer(&self, statement: &str) -> Result<(), String> {
        let mut command = self.client(Settings::default());
        command.args(["-e", statement]);
        finish(command).map(drop)
    }
}

impl Engine for MariaDb {
    fn create(&self, database: &str, settings: Settings) -> Result<(), String> {
        let character_set = settings.character_set.unwrap_or("utf8mb4");
        self.administer(&format!("CREATE DATABASE {database} CHARACTER SET {character_set}"))
    }

    fn discard(&self, database: &str) -> Result<(), String> {
        self.administer(&format!("DROP DATABASE {database}"))
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
        if on_error == OnError::KeepGoing {
            command.arg("--force");
        }
        command.arg(database).stdin(file.open()?);
        let output = command.output().map_err(|error| format!("mariadb: {error}"))?;
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        // With --force the client reports success whatever happened.
        if output.status.success() && !complaint.contains("ERROR ") {
            Ok(String::from_utf8_lossy(&output.stdout).into_owned())
        } else {
            Err(complaint)
        }
    }

    fn session(&self, database: &str, settings: Settings) -> Command {
        let mut command = self.client(settings);
        command.arg(database);
        command
    }

    fn order(&self, order: &str) -> Result<(), String> {
        self.supervised.order(order)
    }

    fn rows(&self, database: &str, settings: Settings, script: &str) -> Result<Vec<Row>, String> {
        let file = self.supervised.script_file(script)?;
        let mut command = self.client(settings);
        command.args(["--xml", database]).stdin(file.open()?);
        Ok(read_xml(&String::from_utf8_lossy(&finish(command)?)))
    }

    fn columns_query(&self) -> &'static str {
        "SELECT NULL, table_name, column_name, data_type FROM information_schema.columns
         WHERE table_schema = database() AND table_name IN (SELECT table_name FROM information_schema.tables
           WHERE table_schema = database() AND table_type <> 'VIEW')"
    }

    fn dump_prologue(&self) -> &'static str {
        "SET time_zone = '+00:00', sql_mode = '';\n"
    }

    fn value_expression(&self, column: &str, column_type: &str) -> String {
        match column_type {
            "binary" | "varbinary" | "tinyblob" | "blob" | "mediumblob" | "longblob" | "bit" => {
                format!("CONCAT('0x', HEX({column}))")
            }
            _ => column.to_owned(),
        }
    }

    fn quoted(&self, identifier: &str) -> String {
        format!("`{}`", identifier.replace('`', "``"))
    }

    fn default_schema(&self) -> Option<&'static str> {
        None
    }

    fn facts(&self, ask: &dyn Fn(&str) -> Vec<Row>) -> Vec<Fact> {
        ask(include_str!("mysql_catalog.sql")).iter().map(Fact::from_row).collect()
    }

    fn url(&self, database: &str) -> String {
        format!("mysql://root@localhost/{database}?socket={}", self.supervised.folder.join("s").display())
    }

    fn dump(&self, database: &str, what: Dump) -> Result<String, String> {
        let mut command = Command::new(&self.dump);
        command.arg("--no-defaults").arg("--socket").arg(self.supervised.folder.join("s"));
        command.args(["-u", "root", "--triggers", "--routines", "--events"]);
        match what {
            Dump::Schema => command.arg("--no-data"),
            Dump::Everything => &mut command,
            // Without `--extended-insert`: a statement for each row, and no comments around.
            Dump::Otherwise => command.args(["--compact", "--skip-extended-insert"]),
        };
        command.arg(database);
        Ok(String::from_utf8_lossy(&finish(command)?).into_owned())
    }
}

/// Reads the client's XML, which is the one format of it that tells NULL from the text `NULL`.
fn read_xml(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for row in text.split("<row>").skip(1) {
        let mut values = Vec::new();
        for field in row.split("<field name=").skip(1) {
            let Some((attributes, content)) = field.split_once('>') else { continue };
            let null = attributes.ends_with('/') && attributes.contains("xsi:nil=\"true\"");
            let value = content.split_once("</field>").map_or("", |(value, _)| value);
            values.push((!null).then(|| unescape(value)));
        }
        rows.push(values);
    }
    rows
}

fn unescape(text: &str) -> String {
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    plain.replace("&#0;", "\0").replace("&amp;", "&")
}
