//! Kysely's migration that makes the whole schema, run by Kysely's own `Migrator` on real databases: the catalog is
//! that of the SQL, and `down` leaves nothing.

use std::path::PathBuf;

use authmorph::dialects::{ALL, Dialect};
use authmorph::outputs::kysely::creation;
use serde_json::json;

use crate::cases::{Case, cases};
use crate::hostile;
use crate::migrated::{JOURNAL, migrated, name_of};
use crate::migrators::{drop_records, run};
use crate::sql::without_mode;
use crate::support::{self, Database, Ignoring, difference::difference, migrations};
use crate::tools::workshop;

#[test]
fn kysely_makes_the_schema_in_postgresql() {
    make(Dialect::PostgreSql);
}

#[test]
fn kysely_makes_the_schema_in_mysql() {
    make(Dialect::MySql);
}

#[test]
fn kysely_makes_the_schema_in_sqlite() {
    make(Dialect::Sqlite);
}

/// Constraints without names are given some in SQLite, and the builder says types in small letters.
pub fn ignoring(dialect: Dialect) -> Ignoring<'static> {
    let is_sqlite = dialect == Dialect::Sqlite;
    Ignoring { constraint_names: is_sqlite, declared_types: is_sqlite, ..Ignoring::NOTHING }
}

fn make(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("creation-{}", dialect.name()));
    let mut all: Vec<Case> = cases().into_iter().filter(|case| case.dialect == dialect).collect();
    all.extend(hostile::for_kysely(dialect));
    let made: Vec<Database> = all.iter().map(|_| server.database()).collect();
    let jobs = |to: &str| -> Vec<serde_json::Value> {
        let both = all.iter().zip(&made);
        both.map(
            |(case, made)| json!({ "url": made.url(), "kysely": format!("{}.ts", case.name()), "to": to }),
        )
        .collect()
    };
    for case in &all {
        workshop.write(&format!("{}.ts", case.name()), &creation::render(&case.schema()));
    }
    run(&workshop, dialect, &jobs("up"));
    let mut wrong = Vec::new();
    for (case, made) in all.iter().zip(&made) {
        let written = server.database();
        written.run(&case.source).unwrap_or_else(|why| panic!("{}: {why}", case.path.display()));
        let lines = |database: &Database| without_records(database.catalog().lines(ignoring(dialect)));
        if let Some(found) = difference(&lines(&written), &lines(made)) {
            wrong.push(format!("{}:\n{found}", case.path.display()));
        }
    }
    assert!(wrong.is_empty(), "catalogs differ (- SQL, + Kysely):\n{}", wrong.join("\n"));
    run(&workshop, dialect, &jobs("down"));
    for (case, made) in all.iter().zip(&made) {
        made.run(&drop_records(made, "kysely")).unwrap();
        let left = made.catalog().lines(Ignoring::NOTHING);
        let left: Vec<&String> = left.iter().filter(|line| !line.contains("schema public")).collect();
        assert!(left.is_empty(), "{}: `down` leaves {left:#?}", case.path.display());
    }
}

/// The same for what a migration leaves behind, as the file says that comes with it.
#[test]
fn kysely_makes_what_the_migration_leaves() {
    let mut wrong = Vec::new();
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let workshop = workshop(&format!("creation-migrated-{}", dialect.name()));
        // MariaDB takes its time for each table.
        let is_slow = dialect == Dialect::MySql && std::env::var_os("THOROUGH").is_none();
        let cases: Vec<(PathBuf, String, Database)> = migrations::files(dialect)
            .into_iter()
            .step_by(if is_slow { 4 } else { 1 })
            .map(|path| {
                let file = format!("{}.ts", name_of(dialect, &path));
                let (_, conversion) = migrations::convert(&path, dialect);
                workshop.write(&file, migrations::file(&conversion, "kysely/new_database.ts"));
                (path, file, server.database())
            })
            .collect();
        let jobs = |to: &str| -> Vec<serde_json::Value> {
            let job = |(_, file, made): &(PathBuf, String, Database)| json!({ "url": made.url(), "kysely": file, "to": to });
            cases.iter().map(job).collect()
        };
        run(&workshop, dialect, &jobs("up"));
        for (path, _, made) in &cases {
            let ignoring = Ignoring { prefix: JOURNAL.prefix, ..ignoring(dialect) };
            let lines =
                |database: &Database| without_records(without_mode(database.catalog()).lines(ignoring));
            if let Some(found) = difference(&lines(&migrated(server, path, dialect)), &lines(made)) {
                wrong.push(format!("{}:\n{found}", path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "catalogs differ (- up.sql, + Kysely):\n{}", wrong.join("\n"));
}

fn without_records(lines: Vec<String>) -> Vec<String> {
    lines.into_iter().filter(|line| !line.contains("kysely_migration")).collect()
}
