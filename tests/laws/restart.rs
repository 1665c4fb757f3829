//! Law 4: stopped after any statement, `up.sql` run again from its start ends in the same state;
//! on PostgreSQL and SQLite a failure leaves the database untouched.

use authmorph::dialects::Dialect;

use crate::case::{Case, Sample, for_each_of};
use crate::schema::without_mode;
use crate::support::{Database, Ignoring};
use crate::undo::assert_as_before_but_for_modes;

/// The first statements of `up.sql`, and then the connection is gone.
fn stopped_after(case: &Case, count: usize) -> Database {
    let database = case.database();
    // The body of a trigger has semicolons.
    let (begin, end) = match case.dialect {
        Dialect::PostgreSql => ("BEGIN;\n", ";"),
        Dialect::MySql => ("DELIMITER $$\n", "$$"),
        Dialect::Sqlite => ("BEGIN IMMEDIATE;\n", ";"),
    };
    let statements: Vec<String> =
        case.up_statements().into_iter().take(count).map(|sql| format!("{sql}\n{end}\n")).collect();
    database.run(&format!("{begin}{}", statements.concat())).unwrap();
    database
}

#[test]
fn a_stopped_run_can_be_run_again() {
    for_each_of(Sample::First, |case| {
        let whole = case.migrated();
        let (rows, catalog) = (case.rows(&whole), without_mode(whole.catalog()));
        let statements = case.up_statements().len();
        for count in tried(case, statements).map(|before| before + 1) {
            let database = stopped_after(case, count);
            database.run(case.script("up")).unwrap_or_else(|error| panic!("after {count}: {error}"));
            case.rows(&database).assert_same(&rows);
            without_mode(database.catalog()).assert_same(&catalog, Ignoring::NOTHING);
        }
    });
}

/// On MySQL what was begun stays, so `down.sql` takes back what is there of it, and deletes nothing that was not copied yet.
#[test]
fn a_stopped_run_can_be_undone() {
    for_each_of(Sample::First, |case| {
        if case.dialect != Dialect::MySql {
            return;
        }
        let statements = case.up_statements().len();
        for count in tried(case, statements).map(|before| before + 1) {
            let database = stopped_after(case, count);
            database.run(case.script("down")).unwrap_or_else(|error| panic!("after {count}: {error}"));
            eprintln!("{} after {count} of {statements} statements", case.name);
            assert_as_before_but_for_modes(case, &database);
        }
    });
}

/// And an undo that has stopped is run again from its start.
#[test]
fn a_stopped_undo_can_be_run_again() {
    for_each_of(Sample::First, |case| {
        if case.dialect != Dialect::MySql {
            return;
        }
        let statements: Vec<&String> =
            case.conversion.steps.iter().rev().flat_map(|step| &step.down).collect();
        for count in tried(case, statements.len()) {
            let database = case.migrated();
            // The body of a trigger has semicolons.
            let first: String = statements.iter().take(count).map(|sql| format!("{sql}\n$$\n")).collect();
            database.run(&format!("DELIMITER $$\n{first}")).unwrap();
            database.run(case.script("down")).unwrap_or_else(|error| panic!("after {count}: {error}"));
            eprintln!("{} after {count} of {} statements", case.name, statements.len());
            assert_as_before_but_for_modes(case, &database);
        }
    });
}

/// Which of so many statements to try: some of them, not the same ones in every case, or all where the environment
/// variable `THOROUGH` says so.
fn tried(case: &Case, statements: usize) -> impl Iterator<Item = usize> {
    const SOME: usize = 2;
    let thorough = std::env::var_os("THOROUGH").is_some();
    let stride = if thorough { 1 } else { statements.div_ceil(SOME).max(1) };
    (case.name.len() % stride..statements).step_by(stride)
}

pub fn a_second_run_changes_nothing(case: &Case) {
    let after = case.after();
    for _ in 0..2 {
        let _ = after.database.run(case.script("up"));
        let _ = after.database.run_keep_going(case.script("up"));
        after.assert_untouched();
    }
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
    let (rows, catalog) = (case.rows(&database), database.catalog());
    for position in tried(case, statements.len()) {
        let statement = statements[position];
        assert!(text.contains(statement.as_str()), "{script}.sql lacks {statement}");
        let broken = text.replacen(statement.as_str(), "SELECT no_such_function_anywhere()", 1);
        let _ = database.run_keep_going(&broken);
        let is_whole = case.rows(&database) == whole_rows
            && database.catalog().difference(&whole_catalog, Ignoring::NOTHING).is_none();
        if is_whole {
            database = start();
            continue;
        }
        let half = case.rows(&database).difference(&rows);
        let half = half.or_else(|| database.catalog().difference(&catalog, Ignoring::NOTHING));
        assert!(
            half.is_none(),
            "{script}.sql without this statement:\n{statement}\n{}",
            half.unwrap_or_default()
        );
    }
}
