//! The whole rehearsal of every case on real databases: a migration that is right is green.

use authmorph::convert::for_rehearsal;
use authmorph::dialects::{ALL, Dialect};
use authmorph::rehearse::engine::at_once;
use authmorph::rehearse::report::Report;
use authmorph::rehearse::{Options, Subject, rehearse};

use crate::databases::{MySql, PostgreSql, Sqlite};
use crate::rows::only;
use crate::support;
use crate::support::migrations::{Road, roads};

/// Rehearses on the database of the dialect.
pub fn run(road: &Road, options: &Options) -> Option<Report> {
    let (conversion, subject) = for_rehearsal(&road.convert().0);
    let subject: Subject = subject?;
    let report = match road.dialect {
        Dialect::Sqlite => at_once(rehearse(&subject, &conversion, options, &mut Sqlite::new().unwrap())),
        Dialect::PostgreSql => {
            let database = support::server(road.dialect)?.database();
            at_once(rehearse(&subject, &conversion, options, &mut PostgreSql::open(&database.url()).unwrap()))
        }
        Dialect::MySql => {
            let database = support::server(road.dialect)?.database();
            at_once(rehearse(&subject, &conversion, options, &mut MySql::open(&database.url()).unwrap()))
        }
    };
    Some(report.unwrap())
}

#[test]
fn every_migration_is_green() {
    let (mut red, mut count) = (Vec::new(), 0);
    for road in ALL.iter().flat_map(|dialect| roads(*dialect)).filter(only) {
        let began = std::time::Instant::now();
        let Some(report) = run(&road, &Options::default()) else { continue };
        count += 1;
        println!("{:?} {}", began.elapsed(), road.name());
        if !report.is_green() {
            let faults: Vec<String> = report.faults.iter().map(|fault| format!("  {fault:?}")).collect();
            red.push(format!("{}: {}\n{}", road.name(), report.verdict(), faults.join("\n")));
        }
    }
    assert!(red.is_empty(), "{} of {count} are red:\n{}", red.len(), red.join("\n"));
}
