//! The disk of a server is full, so that a table, an index or a log cannot grow; then there is room again.

use std::thread::{scope, sleep};
use std::time::{Duration, Instant};

use authmorph::dialects::Dialect;

use super::judge::judge;
use super::{SCRIPTS, Script, is_thorough, sample};
use crate::case::Broken;
use crate::support::{Manner, own_server};

/// So much is left of the disk, in KiB.
const ROOM: &[u32] = &[0, 24, 64, 128, 192, 256, 384, 512, 768, 1024, 1536];

fn hold(dialect: Dialect) {
    let Some(server) = own_server(dialect, Manner::SmallDisk) else { return };
    let mut broken = Broken::default();
    let (mut count, mut failed) = (0, 0);
    for case in sample(dialect) {
        for script in SCRIPTS {
            let stride = if is_thorough() { 1 } else { 4 };
            for room in ROOM.iter().step_by(stride) {
                let database = match script {
                    Script::Up => case.database_on(server),
                    Script::Down => case.migrated_on(server),
                };
                server.order(&format!("leave {room}"));
                let text = case.script(script.name());
                let result = scope(|scope| {
                    let running = scope.spawn(|| database.run(text));
                    let begun = Instant::now();
                    // Some wait until somebody makes room.
                    while !running.is_finished() && begun.elapsed() < Duration::from_secs(5) {
                        sleep(Duration::from_millis(20));
                    }
                    server.order("empty");
                    running.join().unwrap()
                });
                count += 1;
                failed += usize::from(result.is_err());
                // A server that could not write its log ends itself, and comes back.
                if database.try_rows("SELECT 1;").is_err() {
                    sleep(Duration::from_secs(1));
                    if database.try_rows("SELECT 1;").is_err() {
                        server.order("start");
                    }
                }
                let name = format!("{} {}.sql with {room} KiB left", case.name, script.name());
                broken.note(&name, || judge(&case, script, &database));
            }
        }
    }
    broken.tell();
    assert!(failed > 0 || std::env::var_os("CASE").is_some(), "of {count} disks none was full");
    eprintln!("tried: {count} small disks on {}, {failed} of them too small", dialect.name());
}

#[test]
fn a_full_disk_of_postgresql_loses_nothing() {
    hold(Dialect::PostgreSql);
}

#[test]
fn a_full_disk_of_mariadb_loses_nothing() {
    hold(Dialect::MySql);
}
