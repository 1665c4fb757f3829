//! Stopped after a statement and run again, `up.sql` ends in the same state; and so does `down.sql`.

use authmorph::api::Conversion;
use authmorph::dialects::Dialect;

use crate::anchors::Place;
use crate::pairs::Pair;
use crate::support::{self, Catalog, Database, Dump, Ignoring, Snapshot, migrations};

/// Stops each script after every statement with `THOROUGH`, after some otherwise.
fn check(pair: &Pair, stops: usize) {
    let (database, conversion) = start(pair);
    let script = |name: &str| migrations::file(&conversion, &format!("migration/{name}.sql"));
    let before = (database.snapshot(), database.catalog());
    database.run(script("up")).unwrap();
    let after = (database.snapshot(), database.catalog());
    database.run(script("up")).unwrap();
    database.snapshot().assert_same(&after.0);
    database.catalog().assert_same(&after.1, Ignoring::NOTHING);
    let up: Vec<&String> = conversion.steps.iter().flat_map(|step| &step.up).collect();
    let down: Vec<&String> = conversion.steps.iter().rev().flat_map(|step| &step.down).collect();
    let thorough = std::env::var_os("THOROUGH").is_some();
    let every = |count: usize| if thorough { 1 } else { count / stops };
    for count in (1..up.len()).step_by(every(up.len())) {
        let (database, _) = start(pair);
        database.run(&first(&up, count)).unwrap_or_else(|error| panic!("up, the first {count}: {error}"));
        database.run(script("up")).unwrap_or_else(|error| panic!("up after {count}: {error}"));
        database.snapshot().assert_same(&after.0);
        database.catalog().assert_same(&after.1, Ignoring::NOTHING);
        if count % 2 == 0 {
            continue;
        }
        let stop = count * down.len() / up.len();
        database.run(&first(&down, stop)).unwrap_or_else(|error| panic!("down, the first {stop}: {error}"));
        database.run(script("down")).unwrap_or_else(|error| panic!("down after {stop}: {error}"));
        assert_as(&database, &before);
        let (database, _) = start(pair);
        database.run(&first(&up, count)).unwrap();
        database.run(script("down")).unwrap_or_else(|error| panic!("down after {count} of up: {error}"));
        assert_as(&database, &before);
    }
}

fn assert_as(database: &Database, before: &(Snapshot, Catalog)) {
    database.snapshot().assert_same(&before.0);
    let restored = Ignoring { column_order: true, ..Ignoring::NOTHING };
    database.catalog().assert_same(&before.1, restored);
}

fn start(pair: &Pair) -> (Database, Conversion) {
    let database = pair.start();
    let conversion = pair.convert(database.dump(Dump::Schema));
    (database, conversion)
}

fn first(statements: &[&String], count: usize) -> String {
    statements.iter().take(count).map(|sql| format!("{sql}\n;\n")).collect()
}

#[test]
fn a_stopped_run_can_be_run_again_in_mysql() {
    if support::server(Dialect::MySql).is_some() {
        let pair =
            Pair { dialect: Dialect::MySql, from: "4.5".to_owned(), to: "7.0".to_owned(), at: Place::USUAL };
        check(&pair, 5);
    }
}
