//! The rehearsal as people and CI call it.

use std::process::{Command, Output};

use authmorph::dialects::{ALL, Dialect};

use crate::support;
use crate::support::migrations::example;

fn call(dialect: Dialect, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_authmorph"));
    command.args(["rehearse", "--dialect", dialect.name(), "--rows", "17"]).args(arguments);
    command.arg(example(dialect)).output().unwrap()
}

/// On a scratch server by its socket; the database is empty again afterwards.
#[test]
fn examples_are_green_on_the_command_line() {
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let database = server.database();
        let url = database.url();
        let mut arguments = vec!["--to", "lucia-3", "--format", "json"];
        if dialect != Dialect::Sqlite {
            arguments.extend(["--database", &url]);
        }
        for _ in 0..2 {
            let output = call(dialect, &arguments);
            let said = String::from_utf8_lossy(&output.stderr);
            assert_eq!(output.status.code(), Some(0), "{}: {said}", dialect.name());
            let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
            assert_eq!(report["green"], true);
        }
        assert!(database.tables().is_empty());
    }
}

#[test]
fn a_database_that_is_not_empty_is_refused_and_left_alone() {
    for dialect in [Dialect::PostgreSql, Dialect::MySql] {
        let Some(server) = support::server(dialect) else { continue };
        let database = server.database();
        database.run("CREATE TABLE precious (id INTEGER); INSERT INTO precious VALUES (1);").unwrap();
        let output = call(dialect, &["--to", "lucia-3", "--database", &database.url()]);
        assert_eq!(output.status.code(), Some(2));
        assert!(String::from_utf8_lossy(&output.stderr).contains("is not empty"));
        assert_eq!(database.table_rows("precious").len(), 1);
    }
}

/// A trigger of the user's that lets no key in: the undo cannot carry new ones back.
#[test]
fn a_migration_that_fails_is_red() {
    let folder = std::env::temp_dir().join(format!("authmorph-rehearse-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("schema.sql");
    let trigger = "CREATE TRIGGER never BEFORE INSERT ON user_key BEGIN SELECT RAISE(ABORT, 'no keys'); END;";
    let example = std::fs::read_to_string(example(Dialect::Sqlite)).unwrap();
    std::fs::write(&file, format!("{example}\n{trigger}\n")).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_authmorph"));
    let output =
        command.args(["rehearse", "--to", "lucia-3", "--dialect", "sqlite"]).arg(&file).output().unwrap();
    std::fs::remove_dir_all(&folder).unwrap();
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert!(text.contains("no keys"), "{text}");
}

/// People paste their tables, and not the extensions that their database has had since the beginning.
#[test]
fn extensions_that_the_text_does_not_create_are_there() {
    let Some(server) = support::server(Dialect::PostgreSql) else { return };
    let schema = "CREATE TABLE auth_user (id uuid PRIMARY KEY DEFAULT extensions.uuid_generate_v4(), name citext UNIQUE);
        CREATE TABLE user_key (id text PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth_user, hashed_password text);
        CREATE TABLE user_session (id text PRIMARY KEY, user_id uuid NOT NULL REFERENCES auth_user,
            active_expires bigint NOT NULL, idle_expires bigint NOT NULL);
        CREATE TABLE visit (day date NOT NULL) PARTITION BY RANGE (day);";
    let folder = std::env::temp_dir().join(format!("authmorph-extensions-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("schema.sql");
    std::fs::write(&file, schema).unwrap();
    let here =
        "SELECT coalesce(string_agg(extname, ' '), 'none') FROM pg_extension WHERE extname <> 'plpgsql';";
    // Those that somebody has created for it are no reason to refuse a database, and stay.
    for (before, left) in [("", "none"), ("CREATE EXTENSION citext;", "citext")] {
        let database = server.database();
        database.run(before).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_authmorph"));
        command.args(["rehearse", "--to", "lucia-3", "--rows", "17", "--database", &database.url()]);
        let output = command.arg(&file).output().unwrap();
        let report = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(0), "{report}");
        assert!(report.contains("extension uuid-ossp and does not create it"), "{report}");
        assert_eq!(database.value(here), left);
        assert!(database.tables().is_empty());
    }
    std::fs::remove_dir_all(&folder).unwrap();
}

/// A dump of a host creates what only that host has; what the tables have no need for stops nothing, and of what they need
/// it is said that it is missing.
#[test]
fn extensions_that_cannot_be_had_are_named() {
    let Some(server) = support::server(Dialect::PostgreSql) else { return };
    let example = std::fs::read_to_string(example(Dialect::PostgreSql)).unwrap();
    let folder = std::env::temp_dir().join(format!("authmorph-host-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("schema.sql");
    for (further, code, said) in [
        ("CREATE EXTENSION IF NOT EXISTS \"vault of a host\";", 0, "creates the extension vault of a host"),
        ("CREATE TABLE place (at geography);", 1, "seems to use the extension postgis"),
    ] {
        std::fs::write(&file, format!("{further}\n{example}")).unwrap();
        let database = server.database();
        let mut command = Command::new(env!("CARGO_BIN_EXE_authmorph"));
        command.args(["rehearse", "--to", "lucia-3", "--rows", "17", "--database", &database.url()]);
        let output = command.arg(&file).output().unwrap();
        let report = String::from_utf8_lossy(&output.stdout);
        assert_eq!(output.status.code(), Some(code), "{report}");
        assert!(report.contains(&format!("{said}, and this database has none")), "{report}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
