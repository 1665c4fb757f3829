//! SQLite: an error that ends the transaction. A full disk, a failed read or write and a lack of memory do that, and SQLite's
//! shell goes on after every error: what follows would run on its own.

use std::process::Command;

use authmorph::dialects::Dialect;

use super::judge::judge;
use super::{SCRIPTS, Script, positions, sample};
use crate::case::{Broken, Case};
use crate::support::Database;

fn start(case: &Case, script: Script) -> Database {
    match script {
        Script::Up => case.database(),
        Script::Down => case.migrated(),
    }
}

/// The error is said by the two statements that do the same: `ROLLBACK`, and one that fails.
#[test]
fn an_error_that_ends_the_transaction_leaves_sqlite_untouched() {
    let mut broken = Broken::default();
    let mut count = 0;
    for case in sample(Dialect::Sqlite) {
        for script in SCRIPTS {
            let statements = script.statements(&case);
            for at in positions(&case, &statements, 6) {
                let text = case.script(script.name());
                // Behind BEGIN there is a transaction to end.
                let Some(place) = text.find(&format!("*/ {}; /*\n", statements[at])) else { continue };
                count += 1;
                let broken_text = format!(
                    "{}*/ ROLLBACK; /*\n*/ SELECT no_such_function(); /*\n{}",
                    &text[..place],
                    &text[place..]
                );
                let name = format!("{} {}.sql before statement {at}", case.name, script.name());
                broken.note(&name, || {
                    let database = start(&case, script);
                    assert!(database.run_keep_going(&broken_text).is_err());
                    judge(&case, script, &database);
                });
            }
        }
    }
    broken.tell();
    assert!(count > 0 || std::env::var_os("CASE").is_some());
    eprintln!("tried: {count} times an error that ends the transaction on sqlite");
}

/// A database that may not grow by more than so many pages, until it may.
#[test]
fn a_full_disk_leaves_sqlite_untouched() {
    let mut broken = Broken::default();
    let mut count = 0;
    for case in sample(Dialect::Sqlite) {
        for script in SCRIPTS {
            let pages: usize = start(&case, script).value("PRAGMA page_count;").parse().unwrap();
            for more in 0.. {
                let database = start(&case, script);
                let limited =
                    format!("PRAGMA max_page_count = {};\n{}", pages + more, case.script(script.name()));
                let result = database.run_keep_going(&limited);
                let name = format!("{} {}.sql with {more} pages left", case.name, script.name());
                broken.note(&name, || judge(&case, script, &database));
                if result.is_ok() {
                    break;
                }
                count += 1;
            }
        }
    }
    broken.tell();
    assert!(count > 0 || std::env::var_os("CASE").is_some(), "no disk was full");
    eprintln!("tried: {count} full disks on sqlite");
}

/// A file that may not grow: the shell gets a signal, or an error where it does not listen to it.
#[test]
fn a_limit_on_the_size_of_files_leaves_sqlite_untouched() {
    let mut broken = Broken::default();
    let mut count = 0;
    for case in sample(Dialect::Sqlite) {
        for script in SCRIPTS {
            for (trap, blocks) in [("", 2_u32), ("trap '' XFSZ;", 2), ("trap '' XFSZ;", 24), ("", 48)] {
                let database = start(&case, script);
                let file = std::env::temp_dir().join(format!("authmorph-limited-{}.sql", std::process::id()));
                std::fs::write(&file, case.script(script.name())).unwrap();
                let mut command = Command::new("sh");
                command.arg("-c").arg(format!("{trap} ulimit -f {blocks}; exec \"$@\"")).arg("sh");
                let session = database.session();
                command.arg(session.get_program()).args(session.get_args());
                command.stdin(std::fs::File::open(&file).unwrap());
                let output = command.output().unwrap();
                std::fs::remove_file(&file).unwrap();
                count += usize::from(!output.status.success() || !output.stderr.is_empty());
                let name = format!("{} {}.sql with {blocks} blocks {trap}", case.name, script.name());
                broken.note(&name, || judge(&case, script, &database));
            }
        }
    }
    broken.tell();
    assert!(count > 0 || std::env::var_os("CASE").is_some(), "no file was too large");
    eprintln!("tried: {count} files that may not grow on sqlite");
}
