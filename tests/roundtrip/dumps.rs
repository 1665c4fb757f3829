//! Database → dump program → reader → our DDL → fresh database: the two catalogs are equal.

use std::fs;
use std::path::{Path, PathBuf};

use authmorph::dialects::Dialect;
use authmorph::dialects::ddl::create_schema;
use authmorph::findings::Severity;
use authmorph::parse::parse;

use crate::support::catalog::{Catalog, Part};
use crate::support::{self, Database, Dump, Ignoring, Server};

/// The schemas of a dialect: every file in its folder, or those that `CASE` names.
fn schemas(dialect: Dialect) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/roundtrip").join(dialect.name());
    let wanted = std::env::var("CASE").unwrap_or_default();
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.display().to_string().contains(&wanted));
    paths.sort();
    paths
}

/// A script for the dialect's client. Statements of routines and triggers hold semicolons of their own.
pub fn script(dialect: Dialect, statements: &[String]) -> String {
    match dialect {
        Dialect::MySql => {
            let body: String = statements.iter().map(|statement| format!("{statement}\n$$$\n")).collect();
            format!("DELIMITER $$$\n{body}")
        }
        _ => statements.iter().map(|statement| format!("{statement};\n")).collect(),
    }
}

/// Builds what is read from `text` in a fresh database.
#[track_caller]
pub fn rebuilt(server: &'static Server, text: &str, what: &str) -> Database {
    let (schema, findings) = parse(text, server.dialect());
    for finding in &findings {
        let lost = matches!(finding.code, "statement_unreadable" | "statement_ignored" | "table_unknown");
        assert!(!lost && finding.severity != Severity::Error, "{what}: {finding:#?}");
    }
    let script = script(server.dialect(), &create_schema(&schema));
    let database = server.database();
    database.run(&script).unwrap_or_else(|why| panic!("{what}: {why}\nin:\n{script}\nfrom:\n{text}"));
    database
}

/// The catalog of a database, without the database's own name.
pub fn catalog(database: &Database) -> Catalog {
    let mut catalog = database.catalog();
    for fact in &mut catalog.facts {
        fact.text = without_database(database, std::mem::take(&mut fact.text));
    }
    catalog
}

/// MariaDB names the database where a default draws from a sequence; the fresh one has another name.
pub fn without_database(database: &Database, text: String) -> String {
    text.replace(&format!("`{}`.", database.name()), "")
}

fn round(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    for path in schemas(dialect) {
        let database = server.database();
        database
            .run(&fs::read_to_string(&path).unwrap())
            .unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        for dump in [Dump::Schema, Dump::Everything, Dump::Otherwise] {
            let what = format!("{}, {dump:?}", path.display());
            let text = without_database(&database, database.dump(dump));
            let again = rebuilt(server, &text, &what);
            if let Some(difference) = catalog(&again).difference(&catalog(&database), Ignoring::NOTHING) {
                let (schema, _) = parse(&text, dialect);
                let ddl = script(dialect, &create_schema(&schema));
                panic!("{what} (- read, + real):\n{difference}\nin:\n{ddl}\nfrom:\n{text}");
            }
        }
    }
}

#[test]
fn postgresql() {
    round(Dialect::PostgreSql);
}

#[test]
fn mysql() {
    round(Dialect::MySql);
}

#[test]
fn sqlite() {
    round(Dialect::Sqlite);
}

/// What is not part of a table.
fn tables_only(catalog: Catalog) -> Catalog {
    let mut catalog = catalog;
    catalog.facts.retain(|fact| fact.kind == "table" && fact.part != Part::Trigger);
    catalog
}

#[test]
fn show_create_table() {
    let Some(server) = support::server(Dialect::MySql) else { return };
    for path in schemas(Dialect::MySql) {
        let database = server.database();
        database.run(&fs::read_to_string(&path).unwrap()).unwrap();
        let listed = database.rows("SHOW FULL TABLES WHERE Table_type <> 'VIEW'");
        let mut text = String::new();
        for row in listed {
            let name = row[0].clone().unwrap().replace('`', "``");
            let kind = if row[1].as_deref() == Some("SEQUENCE") { "SEQUENCE" } else { "TABLE" };
            let shown = database.rows(&format!("SHOW CREATE {kind} `{name}`"));
            text += &format!("{};\n\n", shown[0][1].clone().unwrap());
        }
        let text = without_database(&database, text);
        let again = rebuilt(server, &text, &path.display().to_string());
        tables_only(catalog(&again)).assert_same(&tables_only(catalog(&database)), Ignoring::NOTHING);
    }
}
