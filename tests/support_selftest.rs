//! That the databases for the tests are real, private and tell the truth.

mod support;

use std::path::Path;

use authmorph::dialects::{ALL, Dialect};
use support::{Ignoring, Settings, TimeZone};

fn start(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::PostgreSql => include_str!("support/selftest/postgresql.sql"),
        Dialect::MySql => include_str!("support/selftest/mysql.sql"),
        Dialect::Sqlite => include_str!("support/selftest/sqlite.sql"),
    }
}

#[test]
fn the_catalog_shows_everything_in_a_database() {
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let database = server.database();
        database.run(start(dialect)).unwrap();
        let actual: Vec<String> = database.catalog().to_string().lines().map(str::to_owned).collect();
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join(format!("tests/support/selftest/{}.txt", dialect.name()));
        if std::env::var_os("UPDATE_EXPECT").is_some() {
            std::fs::write(&path, actual.join("\n") + "\n").unwrap();
        }
        let expected: Vec<String> =
            std::fs::read_to_string(&path).unwrap_or_default().lines().map(str::to_owned).collect();
        support::difference::assert_same_lines(&actual, &expected, dialect.name());
    }
}

#[test]
fn rows_keep_null_quotes_line_ends_and_bytes_apart() {
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let database = server.database();
        let bytes = match dialect {
            Dialect::PostgreSql => "bytea",
            _ => "blob",
        };
        let literal = if dialect == Dialect::PostgreSql { "'\\x00ff'" } else { "x'00ff'" };
        database
            .run(&format!(
                "CREATE TABLE odd (b {bytes}, a varchar(50));
                 INSERT INTO odd VALUES (NULL, NULL), ({literal}, 'NULL'), (NULL, ''), (NULL, 'two\nlines, \"é\" <&>'),
                   (NULL, 'it''s');"
            ))
            .unwrap();
        let text = if dialect == Dialect::Sqlite { "text " } else { "" };
        let stored = match dialect {
            Dialect::PostgreSql => "\\\\x00ff",
            Dialect::MySql => "0x00FF",
            Dialect::Sqlite => "blob 00FF",
        };
        let expected = [
            format!("a='{text}', b=NULL"),
            format!("a='{text}NULL', b='{stored}'"),
            format!("a='{text}it\\'s', b=NULL"),
            format!("a='{text}two\\nlines, \\\"é\\\" <&>', b=NULL"),
            "a=NULL, b=NULL".to_owned(),
        ];
        assert_eq!(database.table_rows("odd"), expected, "{}", dialect.name());
        let values = database.rows("SELECT a FROM odd WHERE b IS NOT NULL; SELECT 2, NULL;");
        assert_eq!(values, [vec![Some("NULL".to_owned())], vec![Some("2".to_owned()), None]]);
        assert_eq!(database.tables(), ["odd"]);
    }
}

#[test]
fn sqlite_shows_how_a_value_is_stored() {
    let Some(server) = support::server(Dialect::Sqlite) else { return };
    let database = server.database();
    database
        .run("CREATE TABLE t (a); INSERT INTO t VALUES (1), ('1'), (1.0), (x'31'), ('a' || char(0));")
        .unwrap();
    let expected = ["a='blob 31'", "a='integer 1'", "a='real 1.0'", "a='text 1'", "a='text in hex 6100'"];
    assert_eq!(database.table_rows("t"), expected);
}

#[test]
fn a_snapshot_of_sqlite_shows_the_last_given_number() {
    let Some(server) = support::server(Dialect::Sqlite) else { return };
    let database = server.database();
    database
        .run(
            "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT); INSERT INTO t VALUES (7); DELETE FROM t;",
        )
        .unwrap();
    assert_eq!(database.snapshot().rows("sqlite_sequence"), ["name='text t', seq='integer 7'"]);
    assert_eq!(database.tables(), ["t"]);
}

#[test]
fn names_may_hold_anything() {
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let database = server.database();
        let (table, column) = ("a \"b` 'c\\ é; --", "x'\"`,\\y");
        let quote = if dialect == Dialect::MySql { "`" } else { "\"" };
        let quoted = |name: &str| format!("{quote}{}{quote}", name.replace(quote, &quote.repeat(2)));
        let (quoted_table, quoted_column) = (quoted(table), quoted(column));
        let create = format!("CREATE TABLE {quoted_table} ({quoted_column} int PRIMARY KEY)");
        database.run(&format!("{create}; INSERT INTO {quoted_table} VALUES (1);")).unwrap();
        assert_eq!(database.tables(), [table]);
        assert_eq!(database.table_rows(table).len(), 1);
        assert!(database.catalog().to_string().contains(column), "{}", dialect.name());
    }
}

#[test]
fn a_failing_script_tells_why_and_stops_or_goes_on() {
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let script = "CREATE TABLE a (x int);\nINSERT INTO missing VALUES (1);\nCREATE TABLE b (x int);";
        let (stopping, going_on) = (server.database(), server.database());
        let why = stopping.run_bail(script).unwrap_err();
        assert!(why.contains("missing"), "{why}");
        assert_eq!(stopping.tables(), ["a"], "{}", dialect.name());
        assert!(going_on.run_keep_going(script).unwrap_err().contains("missing"));
        assert_eq!(going_on.tables(), ["a", "b"], "{}", dialect.name());
    }
}

#[test]
fn sqlite_enforces_foreign_keys_when_told_to() {
    let Some(server) = support::server(Dialect::Sqlite) else { return };
    let script =
        "CREATE TABLE a (x int PRIMARY KEY); CREATE TABLE b (x int REFERENCES a); INSERT INTO b VALUES (1);";
    server.database().run(script).unwrap();
    let strict = server.database_with(Settings { foreign_keys: true, ..Settings::default() });
    assert!(strict.run(script).unwrap_err().contains("FOREIGN KEY"));
}

#[test]
fn a_database_can_be_in_another_time_zone() {
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let zoned = server.database_with(Settings { time_zone: TimeZone::East, ..Settings::default() });
        let (query, expected) = match dialect {
            Dialect::PostgreSql => ("SELECT to_timestamp(0)", "1970-01-01 05:30:00+05:30"),
            Dialect::MySql => ("SELECT from_unixtime(0)", "1970-01-01 05:30:00"),
            Dialect::Sqlite => ("SELECT datetime(0, 'unixepoch', 'localtime');", "1970-01-01 05:30:00"),
        };
        assert_eq!(zoned.value(query), expected);
    }
    let Some(server) = support::server(Dialect::PostgreSql) else { return };
    let zoned = server.database_with(Settings { time_zone: TimeZone::West, ..Settings::default() });
    zoned.run("CREATE TABLE t (at timestamptz); INSERT INTO t VALUES ('2026-07-01 00:00:00+00');").unwrap();
    assert_eq!(zoned.table_rows("t"), ["at='2026-07-01 00:00:00+00'"], "a snapshot is in UTC");
}

#[test]
fn mariadb_can_be_lenient() {
    let Some(server) = support::server(Dialect::MySql) else { return };
    let script = "CREATE TABLE t (a varchar(2)); INSERT INTO t VALUES ('long');";
    assert!(server.database().run(script).is_err());
    let lenient = server.database_with(Settings { sql_mode: Some(""), ..Settings::default() });
    lenient.run(script).unwrap();
    assert_eq!(lenient.table_rows("t"), ["a='lo'"]);
}

#[test]
fn catalogs_differ_only_in_what_counts() {
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let (left, right) = (server.database(), server.database());
        left.run(
            "CREATE TABLE a (x int NOT NULL, y varchar(9), CONSTRAINT one UNIQUE (x));
             CREATE INDEX i ON a (y); CREATE TABLE _authmorph_kept (x int);",
        )
        .unwrap();
        right
            .run(
                "CREATE TABLE a (y varchar(9), x int NOT NULL, CONSTRAINT two UNIQUE (x));
                 CREATE INDEX j ON a (y);",
            )
            .unwrap();
        let (left, right) = (left.catalog(), right.catalog());
        let lenient = Ignoring {
            column_order: true,
            constraint_names: true,
            prefix: Some("_authmorph_"),
            declared_types: false,
        };
        left.assert_same(&right, lenient);
        for stricter in [
            Ignoring { column_order: false, ..lenient },
            Ignoring { constraint_names: false, ..lenient },
            Ignoring { prefix: None, ..lenient },
        ] {
            assert!(left.difference(&right, stricter).is_some(), "{}: {stricter:?}", dialect.name());
        }
    }
}

#[test]
fn sqlite_types_can_be_compared_by_affinity() {
    let Some(server) = support::server(Dialect::Sqlite) else { return };
    let (left, right) = (server.database(), server.database());
    left.run("CREATE TABLE a (x bigint, y varchar(9))").unwrap();
    right.run("create table \"A\" -- the same\n (x INTEGER, [y] text)").unwrap();
    let (left, right) = (left.catalog(), right.catalog());
    let difference = left.difference(&right, Ignoring { declared_types: true, ..Ignoring::NOTHING });
    assert!(
        difference.is_some_and(|difference| difference.contains("table A")),
        "table names keep their case"
    );
    assert!(
        left.lines(Ignoring { declared_types: true, ..Ignoring::NOTHING })
            .contains(&"table a: column y TEXT".into())
    );
}

#[test]
fn a_server_ends_with_its_process() {
    let Some(server) = support::server(Dialect::PostgreSql) else { return };
    let url = server.database().url();
    let folder = url.split_once("host=").unwrap().1;
    let parent = format!("-{}-", std::process::id());
    assert!(folder.contains(&parent), "the folder is this process's own");
    assert!(Path::new(folder).join("data/postmaster.pid").is_file());
}
