//! The migrations for Kysely and Drizzle, run by the migrators of these libraries, leave what `up.sql` and `down.sql`
//! leave: the same catalog and the same rows.

use std::path::PathBuf;

use authmorph::dialects::Dialect;
use serde_json::json;

use crate::migrated::name_of;
use crate::support::{self, Database, Ignoring, Server, migrations};
use crate::tools::{Workshop, workshop};

/// A dump, in three databases: migrated by the script, by Kysely and by Drizzle.
struct Case {
    path: PathBuf,
    name: String,
    down: String,
    script: Database,
    kysely: Database,
    drizzle: Database,
}

impl Case {
    fn new(server: &'static Server, workshop: &Workshop, path: PathBuf) -> Self {
        let dialect = server.dialect();
        let (request, conversion) = migrations::convert(&path, dialect);
        let filled = || {
            let database = server.database();
            request.sources.iter().for_each(|source| database.run(&source.text).unwrap());
            database
        };
        let name = name_of(dialect, &path);
        for file in ["kysely/migrations/0002_authmorph.ts", "drizzle/migration.sql"] {
            workshop.write(&format!("{name}/{file}"), migrations::file(&conversion, file));
        }
        let script = filled();
        script.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
        let down = migrations::file(&conversion, "migration/down.sql").to_owned();
        Self { path, name, down, script, kysely: filled(), drizzle: filled() }
    }

    fn kysely_job(&self, to: &str) -> serde_json::Value {
        let file = format!("{}/kysely/migrations/0002_authmorph.ts", self.name);
        json!({ "url": self.kysely.url(), "kysely": file, "to": to })
    }

    fn drizzle_job(&self) -> serde_json::Value {
        json!({ "url": self.drizzle.url(), "drizzle": format!("{}/drizzle/migration.sql", self.name) })
    }

    #[track_caller]
    fn assert_same(&self, migrated: &Database) {
        println!("{}", self.path.display());
        migrated.catalog().assert_same(&self.script.catalog(), Ignoring::NOTHING);
        migrated.snapshot().assert_same(&self.script.snapshot());
    }
}

/// What the migrators keep for themselves.
pub fn drop_records(database: &Database, tool: &str) -> String {
    let records = match (tool, database.dialect()) {
        ("drizzle", Dialect::PostgreSql) => "DROP SCHEMA drizzle CASCADE;",
        ("drizzle", _) => "DROP TABLE __drizzle_migrations;",
        _ => "DROP TABLE kysely_migration; DROP TABLE kysely_migration_lock;",
    };
    records.to_owned()
}

#[track_caller]
pub fn run(workshop: &Workshop, dialect: Dialect, jobs: &[serde_json::Value]) {
    let wrong = wrong_in(workshop, dialect, jobs);
    assert!(wrong.is_empty(), "{wrong}");
}

/// What goes wrong when the jobs are done.
pub fn wrong_in(workshop: &Workshop, dialect: Dialect, jobs: &[serde_json::Value]) -> String {
    workshop.write("migrators.mjs", include_str!("migrators.mjs"));
    workshop.write("jobs.json", &json!(jobs).to_string());
    workshop.node(&["migrators.mjs", dialect.name(), "jobs.json"])
}

fn migrate(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("migrators-{}", dialect.name()));
    let cases: Vec<Case> =
        migrations::files(dialect).into_iter().map(|path| Case::new(server, &workshop, path)).collect();
    let jobs: Vec<_> = cases.iter().flat_map(|case| [case.kysely_job("up"), case.drizzle_job()]).collect();
    run(&workshop, dialect, &jobs);
    for case in &cases {
        case.drizzle.run(&drop_records(&case.drizzle, "drizzle")).unwrap();
        case.assert_same(&case.drizzle);
    }
    let down: Vec<_> = cases.iter().map(|case| case.kysely_job("down")).collect();
    for case in &cases {
        let ours = case.kysely.snapshot().without_prefix("kysely_");
        ours.assert_same(&case.script.snapshot());
    }
    run(&workshop, dialect, &down);
    for case in &cases {
        case.script.run(&case.down).unwrap();
        case.kysely.run(&drop_records(&case.kysely, "kysely")).unwrap();
        case.assert_same(&case.kysely);
    }
}

#[test]
fn migrators_run_the_migration_in_postgresql() {
    migrate(Dialect::PostgreSql);
}

#[test]
fn migrators_run_the_migration_in_mysql() {
    migrate(Dialect::MySql);
}

#[test]
fn migrators_run_the_migration_in_sqlite() {
    migrate(Dialect::Sqlite);
}
