//! The server killed, the client killed, the connection cut, the server made read-only: at every statement.

use std::thread::sleep;
use std::time::Duration;

use authmorph::dialects::Dialect;

use super::judge::judge;
use super::session::Session;
use super::{SCRIPTS, Script, positions, sample};
use crate::case::{Broken, Case};
use crate::support::{Database, Manner, Server, own_server};

/// So many clients stand in the middle of their scripts when the server is killed.
const AT_ONCE: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fault {
    /// All processes of the server, by SIGKILL.
    ServerKilled,
    /// The client, by SIGKILL. SQLite has no server.
    ClientKilled,
    /// The connection, by the server; the client goes on as it likes.
    ConnectionCut,
}

/// A client that stands at a statement.
struct Standing<'a> {
    case: &'a Case,
    at: usize,
    statements: &'a [String],
    database: Database,
    session: Session,
}

fn stand<'a>(
    case: &'a Case,
    script: Script,
    statements: &'a [String],
    at: usize,
    server: &'static Server,
) -> Standing<'a> {
    let database = match script {
        Script::Up => case.database_on(server),
        Script::Down => case.migrated_on(server),
    };
    let mut session = Session::new(&database);
    session.send(&statements[..at]);
    session.wait_until_done();
    Standing { case, at, statements, database, session }
}

/// Before, within or after the statement, as it happens.
fn a_moment(at: usize) {
    sleep(Duration::from_micros([0, 300, 1_500, 5_000][at % 4]));
}

/// Lets the fault happen to all of them; gives their databases.
fn strike<'a>(
    fault: Fault,
    server: &'static Server,
    mut standing: Vec<Standing<'a>>,
) -> Vec<(&'a Case, usize, Database)> {
    let mut struck = Vec::new();
    if fault == Fault::ServerKilled {
        for one in &mut standing {
            one.session.send(one.statements.get(one.at));
        }
        a_moment(standing.first().map_or(0, |one| one.at));
        server.order("kill");
    }
    for mut one in standing {
        match fault {
            Fault::ServerKilled => drop(one.session.finish()),
            Fault::ClientKilled => {
                one.session.send(one.statements.get(one.at));
                a_moment(one.at);
                one.session.kill();
            }
            Fault::ConnectionCut => {
                // What is on the way already, and what comes later.
                let (now, later) = one.statements[one.at..].split_at(one.at % 2);
                one.session.send(now);
                cut(&one.database);
                one.session.send(later);
                drop(one.session.finish());
            }
        }
        struck.push((one.case, one.at, one.database));
    }
    if fault == Fault::ServerKilled {
        server.order("start");
    }
    struck
}

/// Ends every other connection to the database.
fn cut(database: &Database) {
    match database.dialect() {
        Dialect::PostgreSql => {
            database.rows(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
                 WHERE datname = current_database() AND pid <> pg_backend_pid()",
            );
        }
        Dialect::MySql => {
            let others = database.rows(
                "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()",
            );
            for id in others.iter().flatten().flatten() {
                // It may have ended by itself.
                let _ = database.run(&format!("KILL CONNECTION {id}"));
            }
        }
        Dialect::Sqlite => unreachable!("SQLite has no connections"),
    }
}

/// A fault, and how many statements of each script to try it at in a run that is not thorough.
type Trial = (Fault, usize);

fn hold(dialect: Dialect, trials: &[Trial]) {
    let Some(server) = own_server(dialect, Manner::Durable) else { return };
    let cases = sample(dialect);
    assert!(!cases.is_empty() || std::env::var_os("CASE").is_some(), "no case to try");
    let mut broken = Broken::default();
    for (fault, some) in trials {
        let mut count = 0;
        for cases in cases.chunks(AT_ONCE) {
            count += SCRIPTS
                .map(|script| try_all(cases, script, *fault, *some, server, &mut broken))
                .iter()
                .sum::<usize>();
        }
        eprintln!("tried: {count} times {fault:?} on {}", dialect.name());
    }
    broken.tell();
}

/// Lets the fault happen at statement after statement; gives how often.
fn try_all(
    cases: &[Case],
    script: Script,
    fault: Fault,
    some: usize,
    server: &'static Server,
    broken: &mut Broken,
) -> usize {
    let statements: Vec<Vec<String>> = cases.iter().map(|case| script.statements(case)).collect();
    let mut left: Vec<Vec<usize>> =
        cases.iter().zip(&statements).map(|(case, statements)| positions(case, statements, some)).collect();
    let mut count = 0;
    loop {
        let next = cases.iter().zip(&statements).zip(&mut left);
        let standing: Vec<Standing<'_>> = next
            .filter_map(|((case, statements), left)| {
                Some(stand(case, script, statements, left.pop()?, server))
            })
            .collect();
        if standing.is_empty() {
            return count;
        }
        for (case, at, database) in strike(fault, server, standing) {
            count += 1;
            let name = format!("{} {}.sql, {fault:?} at statement {at}", case.name, script.name());
            broken.note(&name, || judge(case, script, &database));
        }
    }
}

#[test]
fn a_crash_on_postgresql_loses_nothing() {
    hold(
        Dialect::PostgreSql,
        &[(Fault::ServerKilled, 3), (Fault::ClientKilled, 1), (Fault::ConnectionCut, 1)],
    );
}

#[test]
fn a_crash_on_mariadb_loses_nothing() {
    hold(Dialect::MySql, &[(Fault::ServerKilled, 3), (Fault::ClientKilled, 1), (Fault::ConnectionCut, 2)]);
}

#[test]
fn a_crash_on_sqlite_loses_nothing() {
    hold(Dialect::Sqlite, &[(Fault::ClientKilled, 4)]);
}
