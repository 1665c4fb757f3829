//! An application that is at work while the migration runs, although it should be stopped: locks that are waited for, locks
//! that are not to be had, deadlocks, and rows that are written all the time.

use std::thread::{scope, sleep};
use std::time::Duration;

use authmorph::decide::{KeysChange, SessionChange};
use authmorph::dialects::Dialect;

use super::judge::{difference_from_before, judge};
use super::session::Session;
use super::{Script, positions};
use crate::application::{copy_row, key_writes};
use crate::case::{Case, Sample, cases};
use crate::support::{Database, Manner, Server, own_server};

/// One that has keys and sessions, in every dialect.
fn case(dialect: Dialect) -> Option<Case> {
    cases(dialect, Sample::One)
        .find(|case| case.name.contains("lucia-2/official lucia-3 ") && case.road.set.is_empty())
}

fn keys(case: &Case) -> &KeysChange {
    case.changes().keys.as_ref().unwrap()
}

fn session(case: &Case) -> &SessionChange {
    case.changes().session.as_ref().unwrap()
}

/// A login that the application of the old version writes.
fn new_key(case: &Case, id: &str) -> String {
    let table = &keys(case).table;
    let from = format!("{} = 'github:1001'", case.dialect.identifier(&keys(case).id));
    copy_row(case, table, &[(&keys(case).id, format!("'{id}'"))], &from)
}

/// A session that ends.
fn sign_out(case: &Case) -> String {
    let (table, id) =
        (case.dialect.object(&session(case).from.name), case.dialect.identifier(&session(case).id));
    format!("DELETE FROM {table} WHERE {id} = 'dead0000000000000000000000000000000000003';\n")
}

/// What the application of this version writes.
fn writes(case: &Case, script: Script) -> String {
    match script {
        Script::Up => format!("{}{}", new_key(case, "github:late"), sign_out(case)),
        Script::Down => key_writes(case, keys(case)),
    }
}

fn start(case: &Case, script: Script, server: &'static Server) -> Database {
    match script {
        Script::Up => case.database_on(server),
        Script::Down => case.migrated_on(server),
    }
}

/// What the database is where the application has written first, and the script has run then.
fn one_after_the_other(case: &Case, script: Script, server: &'static Server) -> Database {
    let database = start(case, script, server);
    database.run(&writes(case, script)).unwrap();
    database.run(case.script(script.name())).unwrap();
    database
}

fn assert_same(case: &Case, database: &Database, expected: &Database) {
    case.rows(database).assert_same(&case.rows(expected));
    database.catalog().assert_same(&expected.catalog(), crate::support::Ignoring::NOTHING);
}

fn wait_for(what: &str, condition: impl Fn() -> bool) {
    let mut attempts = 0;
    while !condition() {
        attempts += 1;
        assert!(attempts < 3_000, "{what} does not come");
        sleep(Duration::from_millis(20));
    }
}

/// An application in the middle of its transaction.
fn in_the_middle(database: &Database, writes: &str) -> Session {
    let mut application = Session::new(database);
    let begin = if database.dialect() == Dialect::Sqlite { "BEGIN IMMEDIATE" } else { "BEGIN" };
    application.send(&[begin.to_owned()]);
    application.send(&writes.split_terminator(";\n").map(str::to_owned).collect::<Vec<_>>());
    application.wait_until_done();
    application
}

fn commit(mut application: Session) {
    application.send(&["COMMIT".to_owned()]);
    let complaint = application.finish();
    assert!(complaint.is_empty(), "the application: {complaint}");
}

/// In every isolation level that a database may have as its own.
#[test]
fn what_postgresql_waits_for_is_not_missed() {
    let Some((server, case)) = own_server(Dialect::PostgreSql, Manner::Fast).zip(case(Dialect::PostgreSql))
    else {
        return;
    };
    for script in [Script::Up, Script::Down] {
        let expected = one_after_the_other(&case, script, server);
        for level in ["read committed", "repeatable read", "serializable"] {
            let database = start(&case, script, server);
            let name = database.name();
            database
                .run(&format!("ALTER DATABASE {name} SET default_transaction_isolation = '{level}';"))
                .unwrap();
            let application = in_the_middle(&database, &writes(&case, script));
            let text = case.script(script.name());
            scope(|scope| {
                let migration = scope.spawn(|| database.run(text));
                wait_for("the lock that the migration waits for", || {
                    let waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
                    database.value(waiting) == "1"
                });
                commit(application);
                migration.join().unwrap().unwrap_or_else(|error| panic!("{script:?} under {level}: {error}"));
            });
            assert_same(&case, &database, &expected);
        }
    }
}

/// The server ends one of the two: then either the migration or what the application did is as if it had never been.
#[test]
fn a_deadlock_on_postgresql_has_one_victim() {
    let Some((server, case)) = own_server(Dialect::PostgreSql, Manner::Fast).zip(case(Dialect::PostgreSql))
    else {
        return;
    };
    let expected = one_after_the_other(&case, Script::Up, server);
    // The application's patience decides whose end it is.
    for patience in ["50ms", "10s"] {
        let database = case.database_on(server);
        // The migration locks the sessions first; the application has the keys and wants the sessions.
        let mut application = Session::new(&database);
        application.send(&[format!("SET deadlock_timeout = '{patience}'"), "BEGIN".to_owned()]);
        application.send(&[new_key(&case, "github:late").trim_end().trim_end_matches(';').to_owned()]);
        application.wait_until_done();
        let text = format!("SET deadlock_timeout = '1s';\n{}", case.script("up"));
        let result = scope(|scope| {
            let migration = scope.spawn(|| database.run(&text));
            wait_for("the lock that the migration waits for", || {
                database.value("SELECT count(*) FROM pg_locks WHERE NOT granted") == "1"
            });
            application
                .send(&[sign_out(&case).trim_end().trim_end_matches(';').to_owned(), "COMMIT".to_owned()]);
            let complaint = application.finish();
            (migration.join().unwrap(), complaint)
        });
        match result {
            (Ok(()), complaint) => {
                assert!(complaint.contains("deadlock"), "{complaint}");
                assert_same(&case, &database, &case.after().database);
            }
            (Err(error), complaint) => {
                assert!(error.contains("deadlock") && complaint.is_empty(), "{error}{complaint}");
                database.run(case.script("up")).unwrap();
                assert_same(&case, &database, &expected);
            }
        }
    }
}

/// The migration gives up, and is run again when the application has come to its end.
#[test]
fn a_lock_that_is_not_to_be_had_costs_nothing() {
    for (dialect, impatience) in [
        (Dialect::PostgreSql, "SET lock_timeout = '200ms';\n"),
        (Dialect::MySql, "SET lock_wait_timeout = 1, innodb_lock_wait_timeout = 1;\n"),
        (Dialect::Sqlite, ""),
    ] {
        let Some((server, case)) = crate::support::server(dialect).zip(case(dialect)) else { continue };
        for script in [Script::Up, Script::Down] {
            let expected = one_after_the_other(&case, script, server);
            let database = start(&case, script, server);
            let application = in_the_middle(&database, &writes(&case, script));
            let impatient = format!("{impatience}{}", case.script(script.name()));
            assert!(database.run(&impatient).is_err(), "{script:?} on {} waits for nothing", dialect.name());
            commit(application);
            database
                .run(case.script(script.name()))
                .unwrap_or_else(|error| panic!("{script:?} again: {error}"));
            assert_same(&case, &database, &expected);
        }
    }
}

/// Whatever the application has been told is written has an account after the migration, or `verify.sql` says that
/// something is missing. MySQL has no lock for that, and there it is `verify.sql` that matters.
#[test]
fn what_is_written_all_the_time_is_counted() {
    for dialect in [Dialect::PostgreSql, Dialect::MySql, Dialect::Sqlite] {
        let Some((server, case)) = crate::support::server(dialect).zip(case(dialect)) else { continue };
        let database = case.database_on(server);
        let mut application = Session::new(&database);
        application.send(
            (0..400).map(|number| new_key(&case, &format!("github:late{number}"))).collect::<Vec<_>>().iter(),
        );
        // SQLite's application may have the lock just now.
        wait_for("the end of the migration", || database.run_bail(case.script("up")).is_ok());
        application.finish();
        let written =
            database.value(&format!("SELECT count(*) FROM {};", dialect.object(&keys(&case).table.name)));
        let accounts: usize = keys(&case)
            .tables()
            .map(|table| database.value(&format!("SELECT count(*) FROM {};", dialect.object(&table.name))))
            .map(|count| count.parse::<usize>().unwrap())
            .sum();
        let verified = database.rows(case.script("verify"));
        let is_content = verified.iter().all(|row| matches!(row[3].as_deref(), Some("t" | "1")));
        assert_eq!(
            is_content,
            written == accounts.to_string(),
            "{}: {written} logins, {accounts} carried over",
            dialect.name()
        );
        eprintln!(
            "{}: {written} logins, {accounts} of them carried over, verify.sql content: {is_content}",
            dialect.name()
        );
    }
}

/// A database that takes no writes, and one that does not run triggers.
#[test]
fn a_role_that_the_server_has_costs_nothing() {
    let Some((server, case)) = own_server(Dialect::PostgreSql, Manner::Fast).zip(case(Dialect::PostgreSql))
    else {
        return;
    };
    for script in [Script::Up, Script::Down] {
        let database = start(&case, script, server);
        let name = database.name();
        database.run(&format!("ALTER DATABASE {name} SET default_transaction_read_only = on;")).unwrap();
        assert!(database.run(case.script(script.name())).is_err());
        let begin = "SET default_transaction_read_only = off;\n";
        database.run(&format!("{begin}ALTER DATABASE {name} RESET default_transaction_read_only;")).unwrap();
        if script == Script::Up {
            assert_eq!(difference_from_before(&case, &database), None);
        }
        judge(&case, script, &database);
    }
    for script in [Script::Up, Script::Down] {
        let database = start(&case, script, server);
        let name = database.name();
        database.run(&format!("ALTER DATABASE {name} SET session_replication_role = replica;")).unwrap();
        database.run(case.script(script.name())).unwrap();
        database.run(&format!("ALTER DATABASE {name} RESET session_replication_role;")).unwrap();
        judge(&case, script, &database);
        // A publication refuses to update rows of a table that has no key.
        let database = start(&case, script, server);
        database.run("CREATE PUBLICATION everything FOR ALL TABLES;").unwrap();
        let _ = database.run(case.script(script.name()));
        database.run("DROP PUBLICATION everything;").unwrap();
        judge(&case, script, &database);
    }
}

/// The same at a chosen moment: a login that is written between two statements.
#[test]
fn what_is_written_between_two_statements_on_mariadb_is_counted() {
    let Some((server, case)) = crate::support::server(Dialect::MySql).zip(case(Dialect::MySql)) else {
        return;
    };
    let statements = Script::Up.statements(&case);
    let mut carried = 0;
    let tried = positions(&case, &statements, 6);
    for at in &tried {
        let database = case.database_on(server);
        let mut migration = Session::new(&database);
        migration.send(&statements[..*at]);
        migration.wait_until_done();
        database.run(&new_key(&case, "github:late")).unwrap();
        migration.send(&statements[*at..]);
        let complaint = migration.finish();
        assert!(complaint.is_empty(), "after {at}: {complaint}");
        let accounts = accounts_of_late(&database, &case);
        let verified = database.rows(case.script("verify"));
        let is_content = verified.iter().all(|row| row[3].as_deref() == Some("1"));
        assert_eq!(
            is_content,
            accounts == 1,
            "after {at}: {accounts} accounts, and verify.sql says {verified:?}"
        );
        carried += accounts;
    }
    eprintln!(
        "mariadb: of {} logins written between statements {carried} were carried over, the others told",
        tried.len()
    );
}

/// How many accounts the late login has.
fn accounts_of_late(database: &Database, case: &Case) -> usize {
    let table = case.dialect.object(&keys(case).oauth.name);
    database.value(&format!("SELECT count(*) FROM {table} WHERE provider_user_id = 'late';")).parse().unwrap()
}
