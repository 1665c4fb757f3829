//! Law 4: stopped after any statement, `up.sql` run again from its start ends in the same state;
//! on PostgreSQL and SQLite a failure leaves the database untouched.

use authmorph::dialects::Dialect;

use crate::case::{Case, Sample, for_each, for_each_of};
use crate::support::{Database, Ignoring};

/// The first statements of `up.sql`, and then the connection is gone.
fn stopped_after(case: &Case, count: usize) -> Database {
    let database = case.database();
    let begin = match case.dialect {
        Dialect::PostgreSql => "BEGIN;\n",
        Dialect::MySql => "",
        Dialect::Sqlite => "BEGIN IMMEDIATE;\n",
    };
    let statements: Vec<String> =
        case.up_statements().into_iter().take(count).map(|sql| format!("{sql}\n;\n")).collect();
    database.run(&format!("{begin}{}", statements.concat())).unwrap();
    database
}

#[test]
fn a_stopped_run_can_be_run_again() {
    for_each_of(Sample::First, |case| {
        let whole = case.migrated();
        let (rows, catalog) = (whole.snapshot(), whole.catalog());
        for count in 1..=case.up_statements().len() {
            let database = stopped_after(case, count);
            database.run(case.script("up")).unwrap_or_else(|error| panic!("after {count}: {error}"));
            database.snapshot().assert_same(&rows);
            database.catalog().assert_same(&catalog, Ignoring::NOTHING);
        }
    });
}

#[test]
fn a_second_run_changes_nothing() {
    for_each(|case| {
        let database = case.migrated();
        let (rows, catalog) = (database.snapshot(), database.catalog());
        for _ in 0..2 {
            let _ = database.run(case.script("up"));
            let _ = database.run_keep_going(case.script("up"));
            database.snapshot().assert_same(&rows);
            database.catalog().assert_same(&catalog, Ignoring::NOTHING);
        }
    });
}

/// Replaces one statement after the other by one that fails, and lets the client go on after it.
#[test]
fn a_failure_leaves_the_database_untouched() {
    for_each_of(Sample::First, |case| {
        if case.dialect == Dialect::MySql {
            return;
        }
        let database = case.database();
        let (rows, catalog) = (database.snapshot(), database.catalog());
        check_failures(
            case,
            &database,
            "up",
            &case.conversion.steps.iter().flat_map(|step| &step.up).collect::<Vec<_>>(),
            (&rows, &catalog),
        );
        database.run(case.script("up")).unwrap();
        let (rows, catalog) = (database.snapshot(), database.catalog());
        check_failures(
            case,
            &database,
            "down",
            &case.conversion.steps.iter().flat_map(|step| &step.down).collect::<Vec<_>>(),
            (&rows, &catalog),
        );
    });
}

fn check_failures(
    case: &Case,
    database: &Database,
    script: &str,
    statements: &[&String],
    expected: (&crate::support::Snapshot, &crate::support::Catalog),
) {
    let text = case.script(script);
    for statement in statements {
        // Clearing a counter, which nothing depends on but the next statement's own check.
        if statement.ends_with("WHERE 0") {
            continue;
        }
        assert!(text.contains(statement.as_str()), "{script}.sql lacks {statement}");
        let broken = text.replacen(statement.as_str(), "SELECT no_such_function_anywhere()", 1);
        let _ = database.run_keep_going(&broken);
        database.snapshot().assert_same(expected.0);
        database.catalog().assert_same(expected.1, Ignoring::NOTHING);
    }
}
