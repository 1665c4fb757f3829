//! What the real tools make of a text is what we read of it.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use authmorph::dialects::{ALL, Dialect, ddl};
use authmorph::model::schema::Schema;
use authmorph::outputs;
use authmorph::parse::parse;

use crate::support::catalog::{Catalog, Fact, Part};
use crate::support::{self, Ignoring, Server, difference::difference};
use crate::tools::{Workshop, workshop};
use crate::{cases, setting, translated};

/// The catalogs that the SQL of a tool and our reading of the same text give, held against each other.
fn compare(
    server: &'static Server,
    name: &str,
    before: &str,
    sql: &str,
    (text, chosen): (&str, Option<Dialect>),
) -> Option<String> {
    let translation = translated(text, chosen)?;
    let (schema, findings) = translation.read();
    // Views are not read from source code, and that is said.
    let lacks_views = findings
        .iter()
        .any(|finding| finding.code == "source_code_unread" && finding.what.contains("View` makes"));
    let (theirs, ours) = (server.database(), server.database());
    theirs.run(before).unwrap();
    theirs.run(sql).unwrap_or_else(|why| panic!("{name}: {why}\n{sql}"));
    // A schema is no object of the model, and drizzle-kit makes none for what is in it by name only.
    let names =
        schema.tables.iter().map(|table| &table.name).chain(schema.enums.iter().map(|found| &found.name));
    let schemas: BTreeSet<&str> = names.filter_map(|name| name.schema.as_deref()).collect();
    for name in schemas.into_iter().filter(|_| schema.dialect == Dialect::PostgreSql) {
        ours.run(&format!("CREATE SCHEMA IF NOT EXISTS \"{name}\";")).unwrap();
    }
    ours.run(before).unwrap();
    let own: String = ddl::create_schema(&schema).iter().map(|statement| format!("{statement};\n")).collect();
    if let Err(why) = ours.run(&own) {
        return Some(format!("{name}: {why}\n{own}"));
    }
    let lines = |catalog: Catalog| {
        let dialect = catalog.dialect;
        let facts = catalog.facts.into_iter().map(|fact| usual(dialect, fact)).collect();
        let mut lines =
            Catalog::new(dialect, facts).lines(Ignoring { declared_types: true, ..Ignoring::NOTHING });
        let is_of_view =
            |line: &String| ["view ", "materialized view "].iter().any(|kind| line.starts_with(kind));
        lines.retain(|line| !(lacks_views && is_of_view(line)));
        lines
    };
    difference(&lines(theirs.catalog()), &lines(ours.catalog()))
        .map(|found| format!("{name} (- the tool, + ours):\n{found}\n-- theirs\n{sql}\n-- ours\n{own}"))
}

/// `NO ACTION` and `RESTRICT` mean the same in MySQL, and a written action the same as none where it is the default.
fn usual(dialect: Dialect, mut fact: Fact) -> Fact {
    if dialect == Dialect::MySql && fact.part == Part::Constraint {
        for event in ["delete", "update"] {
            fact.text = fact.text.replace(&format!("on {event} restrict"), &format!("on {event} no action"));
        }
    }
    fact
}

fn assert_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn drizzle_cases(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("source-{}", dialect.name()));
    let mut wrong = Vec::new();
    for case in cases("drizzle").iter().filter(|case| setting(&case.file, "oracle").is_none()) {
        if translated(&case.source, None).unwrap().dialect() != dialect || !wanted(&case.name()) {
            continue;
        }
        let path = format!("{}.ts", case.name());
        workshop.write(&path, &case.source);
        let sql = workshop.drizzle_export(dialect, &path);
        wrong.extend(compare(server, &case.name(), "", &sql, (&case.source, None)));
    }
    assert_none(wrong);
}

#[test]
fn drizzle_kit_agrees_in_postgresql() {
    drizzle_cases(Dialect::PostgreSql);
}

#[test]
fn drizzle_kit_agrees_in_mysql() {
    drizzle_cases(Dialect::MySql);
}

#[test]
fn drizzle_kit_agrees_in_sqlite() {
    drizzle_cases(Dialect::Sqlite);
}

fn wanted(name: &str) -> bool {
    std::env::var("CASE").map_or(true, |wanted| name.contains(&wanted))
}

/// The Drizzle text that we write ourselves, of every case of the outputs and of the reader.
fn own_drizzle(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("source-own-{}", dialect.name()));
    let mut wrong = Vec::new();
    for (name, sql, settings) in sql_cases(dialect) {
        let rendered = outputs::drizzle::render(&parse(&sql, dialect).0);
        let path = format!("{name}.ts");
        workshop.write(&path, &rendered.text);
        let before = settings.map(|sql| format!("{sql};\n")).unwrap_or_default();
        let theirs = workshop.drizzle_export(dialect, &path);
        wrong.extend(compare(server, &name, &before, &theirs, (&rendered.text, None)));
    }
    assert_none(wrong);
}

#[test]
fn our_own_drizzle_is_read_in_postgresql() {
    own_drizzle(Dialect::PostgreSql);
}

#[test]
fn our_own_drizzle_is_read_in_mysql() {
    own_drizzle(Dialect::MySql);
}

#[test]
fn our_own_drizzle_is_read_in_sqlite() {
    own_drizzle(Dialect::Sqlite);
}

/// The SQL of the outputs' cases, each with its name and what has to be run first.
fn sql_cases(dialect: Dialect) -> Vec<(String, String, Option<String>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut paths: Vec<_> =
        fs::read_dir(root.join("tests/cases/outputs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let file = fs::read_to_string(&path).unwrap();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if setting(&file, "dialect") != Some(dialect.name()) || !wanted(&name) {
            continue;
        }
        let sql = match setting(&file, "example") {
            Some(example) => fs::read_to_string(root.join("examples").join(example)).unwrap(),
            None => crate::block(&file, "sql").unwrap(),
        };
        found.push((name, sql, setting(&file, "rebuild after").map(str::to_owned)));
    }
    found
}

/// Asks Prisma's own schema engine, as the package has it, what a schema is in SQL.
fn prisma_sql(workshop: &Workshop, dialect: Dialect, path: &str) -> String {
    let provider = if dialect == Dialect::Sqlite { "sqlite" } else { "postgres" };
    workshop.node(&["prisma_sql.mjs", path, provider])
}

fn prisma_cases(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("source-prisma-{}", dialect.name()));
    workshop.write("prisma_sql.mjs", include_str!("prisma_sql.mjs"));
    let mut wrong = Vec::new();
    for case in cases("prisma").iter().filter(|case| setting(&case.file, "oracle").is_none()) {
        if translated(&case.source, None).unwrap().dialect() != dialect || !wanted(&case.name()) {
            continue;
        }
        let path = format!("{}.prisma", case.name());
        workshop.write(&path, &case.source);
        // The package of the engine knows no MySQL; such a case holds the SQL that real migrations have.
        let sql = crate::block(&case.file, "sql").unwrap_or_else(|| prisma_sql(&workshop, dialect, &path));
        wrong.extend(compare(server, &case.name(), "", &sql, (&case.source, None)));
    }
    assert_none(wrong);
}

#[test]
fn prisma_agrees_in_postgresql() {
    prisma_cases(Dialect::PostgreSql);
}

#[test]
fn prisma_agrees_in_mysql() {
    prisma_cases(Dialect::MySql);
}

#[test]
fn prisma_agrees_in_sqlite() {
    prisma_cases(Dialect::Sqlite);
}

/// What Kysely itself compiles the migration of a case to.
fn kysely_cases(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let workshop = workshop(&format!("source-kysely-{}", dialect.name()));
    workshop.write("kysely_sql.mjs", include_str!("kysely_sql.mjs"));
    let mut wrong = Vec::new();
    for case in cases("kysely").iter().filter(|case| setting(&case.file, "oracle").is_none()) {
        let translation = translated(&case.source, case.chosen).unwrap();
        if translation.dialect() != dialect || !wanted(&case.name()) {
            continue;
        }
        let path = format!("{}.ts", case.name());
        workshop.write(&path, &case.source);
        let sql = workshop.node(&["kysely_sql.mjs", &path, dialect.name()]);
        wrong.extend(compare(server, &case.name(), "", &sql, (&case.source, case.chosen)));
    }
    assert_none(wrong);
}

#[test]
fn kysely_agrees_in_postgresql() {
    kysely_cases(Dialect::PostgreSql);
}

#[test]
fn kysely_agrees_in_mysql() {
    kysely_cases(Dialect::MySql);
}

#[test]
fn kysely_agrees_in_sqlite() {
    kysely_cases(Dialect::Sqlite);
}

/// Tables and columns, and which of them admit NULL: all that interfaces say.
/// Nobody writes the schema `public` in an interface.
fn outline(schema: &Schema) -> Vec<String> {
    let columns = schema.tables.iter().flat_map(|table| {
        table.columns.iter().map(|column| {
            format!("{}.{} {}", table.name, column.name, column.nullable).replacen("public.", "", 1)
        })
    });
    columns.collect()
}

#[test]
fn our_own_kysely_types_are_read() {
    for dialect in ALL.iter().copied() {
        for (name, sql, _) in sql_cases(dialect) {
            let schema = parse(&sql, dialect).0;
            let text = outputs::kysely::render(&schema).text;
            let read =
                translated(&text, Some(dialect)).unwrap_or_else(|| panic!("{name}: not recognised\n{text}"));
            let mut found = read.read().0;
            // An interface does not say which of its tables are views.
            found.tables.retain(|table| !schema.views.iter().any(|view| view.name.name == table.name.name));
            assert_eq!(outline(&found), outline(&schema), "{name}\n{text}");
        }
    }
}
