//! The rows that are made go into the databases that they were made for: every case and every example, on real servers.

use authmorph::convert::for_rehearsal;
use authmorph::dialects::ALL;
use authmorph::dialects::ddl::create_schema;
use authmorph::outputs::migration::{Item, script_text};
use authmorph::rehearse::Options;
use authmorph::rehearse::rows::make;

use crate::support::migrations::{Road, roads};
use crate::support::{self, Database};

pub fn only(road: &Road) -> bool {
    road.name().contains(&std::env::var("CASE").unwrap_or_default())
}

/// Runs statements as a script.
fn run(database: &Database, statements: Vec<String>) -> Result<(), String> {
    let items: Vec<Item> = statements.into_iter().map(Item::Statement).collect();
    database.run_bail(&script_text(database.dialect(), &items))
}

/// What went wrong, without the statement, which the clients repeat.
fn errors(text: &str) -> String {
    let is_told = |line: &&str| line.to_ascii_uppercase().contains("ERROR") || line.contains("DETAIL");
    text.lines().filter(is_told).collect::<Vec<_>>().join("; ")
}

#[test]
fn every_database_takes_its_rows() {
    let mut refused = Vec::new();
    let mut tried = Vec::new();
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        for road in roads(dialect).into_iter().filter(only) {
            if tried.contains(&road.path) {
                continue;
            }
            tried.push(road.path.clone());
            let Some(subject) = for_rehearsal(&road.request_for_plan()).1 else { continue };
            let rows = make(&subject, &Options::default());
            let database = server.database();
            if let Err(error) = run(&database, create_schema(&subject.schema)) {
                refused.push(format!("{}: schema: {error}", road.name()));
                continue;
            }
            for remark in &rows.remarks {
                refused.push(format!("{}: {remark}", road.name()));
            }
            for table in rows.tables.iter().filter(|table| !table.rows.is_empty()) {
                let mut statements = vec![table.insert(dialect, &table.rows)];
                statements.extend(table.sequences(dialect));
                if let Err(error) = run(&database, statements) {
                    let error = errors(&error);
                    refused.push(format!(
                        "{}: {}: {error} doubts {:?}",
                        road.name(),
                        table.table,
                        table.doubts
                    ));
                }
            }
        }
    }
    assert!(refused.is_empty(), "{} of {}:\n{}", refused.len(), tried.len(), refused.join("\n"));
}

#[test]
fn a_seed_gives_the_same_rows_and_another_gives_others() {
    let text = std::fs::read_to_string(support::migrations::example(ALL[0])).unwrap();
    let source = authmorph::api::Source { name: String::new(), text };
    let request = authmorph::api::Request { sources: vec![source], ..Default::default() };
    let subject = for_rehearsal(&request).1.unwrap();
    let rows = |seed| {
        let options = Options { seed, ..Options::default() };
        format!("{:?}", make(&subject, &options))
    };
    assert_eq!(rows(1), rows(1));
    assert_ne!(rows(1), rows(2));
}
