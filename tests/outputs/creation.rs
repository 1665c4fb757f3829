//! Kysely's migration that makes the whole schema, run by Kysely's own `Migrator` on real databases: the catalog is
//! that of the SQL, and `down` leaves nothing.

use authmorph::dialects::Dialect;
use authmorph::outputs::kysely::creation;
use serde_json::json;

use crate::cases::{Case, cases};
use crate::hostile;
use crate::migrators::{drop_records, run};
use crate::sql::without_mode;
use crate::support::{self, Catalog, Database, Ignoring, difference::difference};
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
        let written = case.database(server);
        let lines = |database: &Database| lines(database.catalog(), ignoring(dialect));
        if let Some(found) = difference(&lines(&written), &lines(made)) {
            wrong.push(format!("{}:\n{found}", case.path.display()));
        }
    }
    assert!(wrong.is_empty(), "catalogs differ (- SQL, + Kysely):\n{}", wrong.join("\n"));
    run(&workshop, dialect, &jobs("down"));
    for (case, made) in all.iter().zip(&made) {
        made.run(&drop_records(made, "kysely")).unwrap();
        let left = left_by_down(made);
        assert!(left.is_empty(), "{}: `down` leaves {left:#?}", case.path.display());
    }
}

/// The lines of a catalog, apart from what Kysely's migrator keeps for itself.
pub fn lines(catalog: Catalog, ignoring: Ignoring<'_>) -> Vec<String> {
    let lines = without_mode(catalog).lines(ignoring).into_iter();
    lines.filter(|line| !line.contains("kysely_migration")).collect()
}

/// What is there after `down`.
pub fn left_by_down(made: &Database) -> Vec<String> {
    let mut left = made.catalog().lines(Ignoring::NOTHING);
    left.retain(|line| !line.contains("schema public"));
    left
}
