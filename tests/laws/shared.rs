//! The laws that look at the same two databases: a case before `up.sql`, and after it.

use authmorph::dialects::Dialect;

use crate::case::{Broken, Case, Sample, cases};
use crate::{accounts, authjs, data, locks, restart, schema, tables, undo};

type Law = (&'static str, fn(&Case));

/// Each leaves both databases as it has found them.
const LAWS: &[Law] = &[
    ("preflight finds nothing that blocks", data::preflight_finds_nothing_that_blocks),
    ("verify is content", data::verify_is_content),
    ("the catalog is as decided", schema::the_catalog_is_as_decided),
    ("every key is in the right table", data::every_key_is_in_the_right_table),
    ("every session ends when it did", data::every_session_ends_when_it_did),
    ("everything else is untouched", data::everything_else_is_untouched),
    ("only what was to go is gone", tables::only_what_was_to_go_is_gone),
    ("what refers to rows follows them", tables::what_refers_to_rows_follows_them),
    ("every user has their password", data::every_user_has_their_password),
    ("every login becomes an account", accounts::every_login_becomes_an_account),
    ("every user has a name and an address", accounts::every_user_has_a_name_and_an_address),
    ("every login is in one table", authjs::every_login_is_in_one_table),
    ("every session goes on", authjs::every_session_goes_on),
    ("what is said to wait waits", locks::what_is_said_to_wait_waits),
    ("a second run changes nothing", restart::a_second_run_changes_nothing),
    ("down and cleanup need up", undo::down_and_cleanup_need_up),
];

/// Holds a case to all of them.
pub fn hold(case: &Case, broken: &mut Broken) {
    let mut name = case.name.clone();
    let mut held = true;
    for (what, law) in LAWS {
        held &= broken.note(&format!("{name}: {what}"), || law(case));
    }
    // What comes last writes.
    if held {
        name.push_str(": down gives everything back, and cleanup leaves the new version");
        broken.note(&name, || {
            undo::down_gives_everything_back(case, &case.after().database);
            undo::cleanup_leaves_only_the_new_version(case, &case.after().database);
        });
    }
}

fn all_of(dialect: Dialect) {
    let mut broken = Broken::default();
    for case in cases(dialect, Sample::All) {
        hold(&case, &mut broken);
    }
    broken.tell();
}

#[test]
fn what_is_there_before_and_after_on_postgresql() {
    all_of(Dialect::PostgreSql);
}

#[test]
fn what_is_there_before_and_after_on_mysql() {
    all_of(Dialect::MySql);
}

#[test]
fn what_is_there_before_and_after_on_sqlite() {
    all_of(Dialect::Sqlite);
}
