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
        let (rows, catalog) = (case.rows(&whole), whole.catalog());
        let statements = case.up_statements().len();
        for count in (1..=statements).step_by(stride(statements)) {
            let database = stopped_after(case, count);
            database.run(case.script("up")).unwrap_or_else(|error| panic!("after {count}: {error}"));
            case.rows(&database).assert_same(&rows);
            database.catalog().assert_same(&catalog, Ignoring::NOTHING);
        }
    });
}

/// Between the statements that are tried of so many: all of them where the environment variable `THOROUGH` says so.
fn stride(statements: usize) -> usize {
    const TRIED: usize = 30;
    if std::env::var_os("THOROUGH").is_some() { 1 } else { statements.div_ceil(TRIED).max(1) }
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

/// Replaces one statement after the other by one that fails, and lets the client go on after it. A statement that has
/// nothing to do may fail unnoticed: then the script has done its whole work.
#[test]
fn a_failure_leaves_the_database_untouched() {
    for_each_of(Sample::First, |case| {
        if case.dialect == Dialect::MySql {
            return;
        }
        let up = case.conversion.steps.iter().flat_map(|step| &step.up);
        check_failures(case, "up", &up.collect::<Vec<_>>(), || case.database());
        let down = case.conversion.steps.iter().flat_map(|step| &step.down);
        check_failures(case, "down", &down.collect::<Vec<_>>(), || case.migrated());
    });
}

fn check_failures(case: &Case, script: &str, statements: &[&String], start: impl Fn() -> Database) {
    let text = case.script(script);
    let whole = start();
    whole.run(text).unwrap();
    let (whole_rows, whole_catalog) = (case.rows(&whole), whole.catalog());
    let mut database = start();
    let (rows, catalog) = (database.snapshot(), database.catalog());
    for statement in statements.iter().step_by(stride(statements.len())) {
        assert!(text.contains(statement.as_str()), "{script}.sql lacks {statement}");
        let broken = text.replacen(statement.as_str(), "SELECT no_such_function_anywhere()", 1);
        let _ = database.run_keep_going(&broken);
        let is_whole = case.rows(&database) == whole_rows
            && database.catalog().difference(&whole_catalog, Ignoring::NOTHING).is_none();
        if is_whole {
            database = start();
            continue;
        }
        let half = database.snapshot().difference(&rows);
        let half = half.or_else(|| database.catalog().difference(&catalog, Ignoring::NOTHING));
        assert!(
            half.is_none(),
            "{script}.sql without this statement:\n{statement}\n{}",
            half.unwrap_or_default()
        );
    }
}
