//! What has to hold after a fault.

use authmorph::dialects::Dialect;

use super::Script;
use crate::case::Case;
use crate::support::{Database, Ignoring};
use crate::undo::{assert_as_before, difference_from_undone};

/// The database is untouched, or as the whole script leaves it; on MySQL anything in between. And the script, run again,
/// leaves what it leaves when nothing happens.
pub fn judge(case: &Case, script: Script, database: &Database) {
    let state = difference_from_end(case, script, database);
    if let Some(missing) = &state
        && case.dialect != Dialect::MySql
        && let Some(changed) = difference_from_start(case, script, database)
    {
        panic!("neither untouched:\n{changed}\nnor whole:\n{missing}");
    }
    let again = database.run(case.script(script.name()));
    // A script that has come to its end before says so.
    if state.is_some() {
        again.unwrap_or_else(|error| panic!("{}.sql again: {error}", script.name()));
    }
    match script {
        Script::Up => {
            let missing = difference_from_end(case, script, database);
            assert!(
                missing.is_none(),
                "up.sql again does not finish the job:\n{}",
                missing.unwrap_or_default()
            );
        }
        Script::Down => assert_as_before(case, database),
    }
}

/// How the database differs from what was there before the script.
fn difference_from_start(case: &Case, script: Script, database: &Database) -> Option<String> {
    match script {
        Script::Up => difference_from_before(case, database),
        Script::Down => difference_from_after(case, database),
    }
}

/// How the database differs from what the script leaves.
fn difference_from_end(case: &Case, script: Script, database: &Database) -> Option<String> {
    match script {
        Script::Up => difference_from_after(case, database),
        Script::Down => difference_from_undone(case, database),
    }
}

pub fn difference_from_before(case: &Case, database: &Database) -> Option<String> {
    let rows = database.snapshot().difference(case.before().rows());
    rows.or_else(|| database.catalog().difference(case.before().catalog(), Ignoring::NOTHING))
}

fn difference_from_after(case: &Case, database: &Database) -> Option<String> {
    let rows = case.rows(database).difference(&case.rows(&case.after().database));
    rows.or_else(|| database.catalog().difference(case.after().catalog(), Ignoring::NOTHING))
}
