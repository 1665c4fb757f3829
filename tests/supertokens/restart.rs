//! Stopped after a statement and run again, `up.sql` ends in the same state; and so does `down.sql`.

use authmorph::api::Conversion;
use authmorph::dialects::Dialect;

use crate::anchors::{self, Place};
use crate::pairs;
use crate::support::{self, Catalog, Database, Dump, Ignoring, Snapshot, migrations};

/// Stops each script after every statement with `THOROUGH`, after some otherwise.
fn check(start: impl Fn() -> (Database, Conversion), stops: usize) {
    let (database, conversion) = start();
    let script = |name: &str| migrations::file(&conversion, &format!("migration/{name}.sql"));
    let before = (database.snapshot(), database.catalog());
    run(&database, script("up"), "up");
    let after = (database.snapshot(), database.catalog());
    run(&database, script("up"), "up");
    database.snapshot().assert_same(&after.0);
    database.catalog().assert_same(&after.1, Ignoring::NOTHING);
    let up: Vec<&String> = conversion.steps.iter().flat_map(|step| &step.up).collect();
    let down: Vec<&String> = conversion.steps.iter().rev().flat_map(|step| &step.down).collect();
    let thorough = std::env::var_os("THOROUGH").is_some();
    let every = |count: usize| if thorough { 1 } else { (count / stops).max(1) };
    for count in (1..up.len()).step_by(every(up.len())) {
        let (database, _) = start();
        run(&database, &first(&up, count), &format!("up, the first {count}"));
        run(&database, script("up"), &format!("up after {count}"));
        database.snapshot().assert_same(&after.0);
        database.catalog().assert_same(&after.1, Ignoring::NOTHING);
        if count % 2 == 0 {
            continue;
        }
        let stop = count * down.len() / up.len();
        run(&database, &first(&down, stop), &format!("down, the first {stop}"));
        run(&database, script("down"), &format!("down after {stop}"));
        assert_as(&database, &before);
        let (database, _) = start();
        run(&database, &first(&up, count), &format!("up, the first {count}"));
        run(&database, script("down"), &format!("down after {count} of up"));
        assert_as(&database, &before);
    }
}

/// At one and the same moment, because some columns of the result say when it was.
fn run(database: &Database, script: &str, what: &str) {
    let script = format!("SET timestamp = 1750000000;\n{script}");
    database.run(&script).unwrap_or_else(|error| panic!("{what}: {error}"));
}

fn assert_as(database: &Database, before: &(Snapshot, Catalog)) {
    database.snapshot().assert_same(&before.0);
    let restored = Ignoring { column_order: true, ..Ignoring::NOTHING };
    database.catalog().assert_same(&before.1, restored);
}

fn first(statements: &[&String], count: usize) -> String {
    statements.iter().take(count).map(|sql| format!("{sql}\n;\n")).collect()
}

/// From one core to another, or out to another library.
fn check_ways(ways: &[(&str, &str)], stops: usize) {
    if support::server(Dialect::MySql).is_none() {
        return;
    }
    for &(from, target) in ways {
        println!("{from} to {target}");
        let start = || {
            let database = anchors::database(Dialect::MySql, from, Place::USUAL).unwrap();
            let conversion = pairs::convert(Dialect::MySql, database.dump(Dump::Schema), target);
            (database, conversion)
        };
        check(start, stops);
    }
}

#[test]
fn a_stopped_run_can_be_run_again_in_mysql() {
    check_ways(&[("4.5", "supertokens-7.0")], 5);
    if std::env::var_os("THOROUGH").is_some() {
        check_ways(
            &[("9.1.0", "supertokens-9.3"), ("7.0", "supertokens-9.0"), ("3.3", "supertokens-4.0")],
            5,
        );
    }
}

#[test]
fn a_stopped_way_out_can_be_run_again_in_mysql() {
    check_ways(&[("10.1", "better-auth-1"), ("4.5", "authjs-5")], 2);
}
