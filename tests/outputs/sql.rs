//! `schema.sql` makes the catalog of the database that it was read from.

use authmorph::dialects::{ALL, Dialect};
use authmorph::outputs;

use crate::cases::cases;
use crate::hostile;
use crate::support::catalog::Part;
use crate::support::{self, Catalog, Database, Ignoring, difference::difference};

#[test]
fn schema_sql_rebuilds_the_cases() {
    let mut wrong = Vec::new();
    let hostile = ALL.iter().flat_map(|dialect| hostile::for_kysely(*dialect));
    for case in cases().into_iter().chain(hostile) {
        let Some(server) = support::server(case.dialect) else { continue };
        let (written, rebuilt) = (case.database(server), server.database());
        let schema = case.schema();
        let sql = outputs::schema_sql::render(&schema, &schema, "A case");
        rebuilt.run(&sql).unwrap_or_else(|why| panic!("{}: {why}\n{sql}", case.path.display()));
        // In SQLite a name may stand on a column's constraint, where it says nothing.
        let ignoring = Ignoring { constraint_names: case.dialect == Dialect::Sqlite, ..Ignoring::NOTHING };
        if let Some(difference) = catalog_difference(&written, &rebuilt, ignoring) {
            wrong.push(format!("{}:\n{difference}", case.path.display()));
        }
    }
    assert!(wrong.is_empty(), "catalogs differ (- written, + schema.sql):\n{}", wrong.join("\n"));
}

fn catalog_difference(written: &Database, rebuilt: &Database, ignoring: Ignoring<'_>) -> Option<String> {
    let lines = |database: &Database| without_mode(database.catalog()).lines(ignoring);
    difference(&lines(written), &lines(rebuilt))
}

/// MySQL keeps the `sql_mode` of whoever created a trigger; a dump sets it in a statement before, outside of the model.
pub fn without_mode(mut catalog: Catalog) -> Catalog {
    let is_trigger = catalog.dialect == Dialect::MySql;
    for fact in catalog.facts.iter_mut().filter(|fact| is_trigger && fact.part == Part::Trigger) {
        let mode = fact.text.split_once("sql_mode '").and_then(|(_, rest)| rest.split_once('\''));
        if let Some((mode, _)) = mode {
            fact.text = fact.text.replace(&format!("sql_mode '{mode}'"), "");
        }
    }
    catalog
}
