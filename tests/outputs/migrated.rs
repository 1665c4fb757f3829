//! Law 5 for what a migration leaves behind: the Drizzle text makes the catalog that `up.sql` makes, and the Kysely
//! types are those that kysely-codegen reads from the migrated database.
//!
//! What a database from drizzle-kit lacks stands in `tests/cases/lucia-2-to-3/drizzle.md`, which `UPDATE_EXPECT=1`
//! rewrites; each of these things is told in a finding.

use std::collections::BTreeMap;
use std::path::Path;

use authmorph::api::Conversion;
use authmorph::dialects::{ALL, Dialect};

use crate::kysely::codegen_difference;
use crate::rebuild::catalog_difference;
use crate::support::{self, Database, Ignoring, Server, migrations};
use crate::tools::{Workshop, workshop};

pub const JOURNAL: Ignoring<'_> =
    Ignoring { prefix: Some("_authmorph_"), declared_types: true, ..Ignoring::NOTHING };

/// What a dump says whose names drizzle-kit cannot carry: it does not escape quotes, and cuts at semicolons. Such
/// names are in `hostile.rs` as well.
const BEYOND_DRIZZLE_KIT: &str = "-- Names that try to leave their quotes";

/// The dialect and the file without its ending.
pub fn name_of(dialect: Dialect, path: &Path) -> String {
    format!("{}/{}", dialect.name(), path.file_stem().unwrap().to_string_lossy())
}

pub fn migrated(server: &'static Server, path: &Path, dialect: Dialect) -> Database {
    let (request, conversion) = migrations::convert(path, dialect);
    let database = server.database();
    for source in &request.sources {
        database.run(&source.text).unwrap();
    }
    database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
    database
}

/// What the tables lean on and the tools leave alone: PostgreSQL's sequences, types and functions in the text.
pub fn before_tables(path: &Path, dialect: Dialect) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let (schema, _) = authmorph::parse::parse(&text, dialect);
    let mut statements: Vec<String> = Vec::new();
    if dialect == Dialect::PostgreSql {
        let names = schema.others.iter().filter_map(|other| other.name.as_ref()?.schema.as_ref());
        statements.extend(names.map(|name| format!("CREATE SCHEMA IF NOT EXISTS \"{name}\"")));
        let leans = ["extension", "sequence", "type", "domain"];
        let others = schema.others.iter().filter(|other| leans.contains(&other.kind.as_str()));
        statements.extend(others.map(|other| other.text.clone()));
    }
    statements.iter().map(|statement| format!("{statement};\n")).collect()
}

#[test]
fn drizzle_kit_makes_what_the_migration_leaves() {
    let expectation = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/lucia-2-to-3/drizzle.md");
    let mut found = String::from("# What drizzle-kit would not make\n");
    let mut all_ran = true;
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else {
            all_ran = false;
            continue;
        };
        let workshop = workshop(&format!("migrated-{}", dialect.name()));
        for path in migrations::files(dialect) {
            let difference = rebuilt_difference(server, &workshop, &path, dialect);
            if !difference.is_empty() {
                found += &format!("\n## {}\n\n```difference\n{difference}\n```\n", name_of(dialect, &path));
            }
        }
    }
    if !all_ran {
        return;
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        std::fs::write(&expectation, &found).unwrap();
    }
    let expected = std::fs::read_to_string(&expectation).unwrap_or_default();
    assert_eq!(sections(&found), sections(&expected), "UPDATE_EXPECT=1 rewrites {}", expectation.display());
}

/// The differences by case, so that a failure shows the case.
fn sections(text: &str) -> BTreeMap<&str, &str> {
    text.split("\n## ").skip(1).filter_map(|section| section.split_once('\n')).collect()
}

fn rebuilt_difference(server: &'static Server, workshop: &Workshop, path: &Path, dialect: Dialect) -> String {
    let name = name_of(dialect, path);
    let (request, conversion) = migrations::convert(path, dialect);
    if request.sources.iter().any(|source| source.text.contains(BEYOND_DRIZZLE_KIT)) {
        return "drizzle-kit does not escape these names".to_owned();
    }
    let file = format!("{name}.ts");
    workshop.write(&file, migrations::file(&conversion, "drizzle/schema.ts"));
    if conversion.findings.iter().any(|finding| finding.what.contains("quotes around the whole type")) {
        return "drizzle-kit puts quotes around a whole type".to_owned();
    }
    let sql = workshop.drizzle_export(dialect, &file);
    let sql = sql.replace("CREATE SCHEMA \"", "CREATE SCHEMA IF NOT EXISTS \"");
    let rebuilt = server.database();
    rebuilt.run(&before_tables(path, dialect)).unwrap();
    rebuilt.run(&sql).unwrap_or_else(|why| panic!("{name}: {why}\n{sql}"));
    let difference = catalog_difference(&migrated(server, path, dialect), &rebuilt, JOURNAL);
    let told = conversion.findings.iter().any(|finding| finding.code == "drizzle_cannot_say");
    assert!(difference.is_empty() || told, "{name}: nothing was said about\n{difference}\n{sql}");
    difference
}

#[test]
fn kysely_codegen_agrees_after_the_migration() {
    let workshop = workshop("migrated-kysely");
    let mut wrong = Vec::new();
    for (dialect, name) in [(Dialect::PostgreSql, "postgres"), (Dialect::MySql, "mysql")] {
        let Some(server) = support::server(dialect) else { continue };
        for path in migrations::files(dialect) {
            let database = migrated(server, &path, dialect);
            // What was kept is no part of the application's types.
            for table in database.tables().iter().filter(|table| table.contains("_authmorph_")) {
                database.run(&format!("DROP TABLE {table};")).unwrap();
            }
            let (_, conversion) = migrations::convert(&path, dialect);
            let ours = migrations::file(&conversion, "kysely/database.ts");
            let difference = codegen_difference(&workshop, &database, name, ours).unwrap_or_default();
            let told = |line: &&str| !views_left_out(&conversion).iter().any(|view| line.starts_with(view));
            let untold: Vec<&str> = difference.lines().filter(told).collect();
            if !untold.is_empty() {
                wrong.push(format!("{}:\n{}", name_of(dialect, &path), untold.join("\n")));
            }
        }
    }
    assert!(wrong.is_empty(), "(- kysely-codegen, + ours):\n{}", wrong.join("\n"));
}

/// How the lines begin about views that a finding names.
fn views_left_out(conversion: &Conversion) -> Vec<String> {
    let said = conversion.findings.iter().filter(|finding| finding.code == "kysely_cannot_say");
    said.filter_map(|finding| {
        let rest = finding.what.strip_prefix("The view `")?;
        Some(format!("- {}.", rest.strip_suffix("` is not among Kysely's types.")?))
    })
    .collect()
}

#[test]
fn every_text_of_a_migration_compiles_and_prettier_leaves_it_alone() {
    let workshop = workshop("migrated-compile");
    let mut written = Vec::new();
    for dialect in ALL.iter().copied() {
        for path in migrations::files(dialect) {
            let (_, conversion) = migrations::convert(&path, dialect);
            for file in ["drizzle/schema.ts", "kysely/database.ts", "kysely/migrations/0002_authmorph.ts"] {
                let target = format!("{}/{file}", name_of(dialect, &path));
                workshop.write(&target, migrations::file(&conversion, file));
                written.push(target);
            }
        }
    }
    workshop.type_check(&written);
    workshop.check_formatting(&written);
}
