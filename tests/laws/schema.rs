//! Law 1: after `up.sql` the database's catalog equals that of the schema that was decided.

use std::collections::BTreeSet;

use authmorph::api::Conversion;
use authmorph::dialects::Dialect;
use authmorph::dialects::ddl::create_schema;

use crate::case::Case;
use crate::support::catalog::Part;
use crate::support::migrations::{all_of, databases, file};
use crate::support::{self, Catalog, Ignoring};

pub fn the_catalog_is_as_decided(case: &Case) {
    let decided = support::server(case.dialect).unwrap().database_with(case.settings);
    for statement in create_namespaces(case) {
        decided.run(&statement).unwrap();
    }
    let statements = create_schema(&case.decided.to);
    for statement in &statements {
        let script = if case.dialect == Dialect::MySql && statement.contains(';') {
            format!("DELIMITER $$\n{statement}$$\n")
        } else {
            format!("{statement}\n;")
        };
        decided.run(&script).unwrap_or_else(|error| panic!("{error}\n{statement}"));
    }
    let ignoring = Ignoring { prefix: Some("_authmorph_"), ..Ignoring::NOTHING };
    without_mode(case.after().catalog().clone()).assert_same(&without_mode(decided.catalog()), ignoring);
}

/// Schemas that the text creates are not part of the model's tables.
fn create_namespaces(case: &Case) -> Vec<String> {
    let mut names: Vec<&String> =
        case.from.tables.iter().filter_map(|table| table.name.schema.as_ref()).collect();
    names.sort();
    names.dedup();
    names
        .into_iter()
        .filter(|name| *name != "public")
        .map(|name| format!("CREATE SCHEMA IF NOT EXISTS \"{name}\";"))
        .collect()
}

/// MySQL keeps the `sql_mode` of whoever created a trigger; a dump sets it in a statement before, outside of the model.
pub fn without_mode(mut catalog: Catalog) -> Catalog {
    for fact in catalog.facts.iter_mut().filter(|fact| fact.part == Part::Trigger) {
        let mode = fact.text.split_once("sql_mode '").and_then(|(_, rest)| rest.split_once('\''));
        if let Some((mode, _)) = mode {
            fact.text = fact.text.replace(&format!("sql_mode '{mode}'"), "");
        }
    }
    catalog
}

/// `STRICT` tables refuse types that any other table takes, and which type a column gets depends on an option; so they
/// take every choice even where a sample of the roads is tried.
#[test]
fn strict_tables_take_every_choice() {
    let dialect = Dialect::Sqlite;
    let Some(server) = support::server(dialect) else { return };
    let (mut tried, mut wrong) = (BTreeSet::new(), Vec::new());
    for path in databases(dialect) {
        let (schema, _) = authmorph::parse::parse(&std::fs::read_to_string(&path).unwrap(), dialect);
        if !schema.tables.iter().any(|table| table.is_strict()) {
            continue;
        }
        for road in all_of(&path, dialect) {
            let request = road.request_for_plan();
            let conversion: Conversion = authmorph::convert(&request);
            let is_there = conversion.files.iter().any(|file| file.path == "migration/up.sql");
            if !is_there || !tried.insert(file(&conversion, "migration/up.sql").to_owned()) {
                continue;
            }
            let database = server.database();
            for source in &request.sources {
                database.run(&source.text).unwrap();
            }
            let said = database.run(file(&conversion, "migration/up.sql"));
            wrong.extend(said.err().map(|why| format!("{}: {why}", road.name())));
        }
    }
    assert!(tried.len() > 10, "{}", tried.len());
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
