//! `preflight.sql` finds what would stop or spoil `up.sql`: each row of the table spoils a database in one way.

use authmorph::dialects::Dialect;

use crate::case::{Sample, for_each_of};
use crate::support::Database;

/// What spoils the database, on which dialects, and the check that has to name it.
const SPOILT: &[(&[Dialect], &str, &str, &str)] = &[
    (
        EVERY,
        "INSERT INTO user_key (id, user_id) VALUES ('handmade:', 'carl00000000003');",
        "keys_collide",
        "block",
    ),
    (
        EVERY,
        "INSERT INTO user_key (id, user_id) VALUES ('nocolon', 'carl00000000003');",
        "key_without_colon",
        "warning",
    ),
    (
        EVERY,
        "INSERT INTO user_key (id, user_id, hashed_password) VALUES ('email:old', 'carl00000000003', 'salt:hash');",
        "passwords_of_another_kind",
        "warning",
    ),
    (EVERY, "CREATE TABLE password (id INTEGER);", "name_taken", "block"),
    (EVERY, "CREATE TABLE _authmorph_session (id INTEGER);", "name_taken", "block"),
    (EVERY, "CREATE VIEW late AS SELECT idle_expires FROM user_session;", "unknown_dependents", "block"),
    (
        &[Dialect::PostgreSql, Dialect::Sqlite],
        "UPDATE user_session SET idle_expires = -1;",
        "session_end_out_of_range",
        "block",
    ),
    (EVERY, "UPDATE user_session SET idle_expires = 253402300800000;", "session_end_out_of_range", "block"),
    (EVERY, "UPDATE user_session SET idle_expires = 1;", "sessions_expired", "note"),
    (
        &[Dialect::Sqlite],
        "UPDATE user_session SET idle_expires = 'tomorrow';",
        "session_end_is_no_number",
        "block",
    ),
    (
        &[Dialect::Sqlite],
        "CREATE TRIGGER late AFTER UPDATE ON user_session BEGIN SELECT 1; END;",
        "unknown_triggers",
        "block",
    ),
    (
        &[Dialect::MySql],
        "CREATE TRIGGER late BEFORE UPDATE ON user_session FOR EACH ROW SET NEW.id = OLD.id;",
        "unknown_triggers",
        "warning",
    ),
    (
        &[Dialect::PostgreSql],
        "CREATE TRIGGER late BEFORE UPDATE ON user_session FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();",
        "unknown_triggers",
        "warning",
    ),
    (
        &[Dialect::Sqlite],
        "PRAGMA foreign_keys = OFF; INSERT INTO user_key (id, user_id) VALUES ('email:x', 'nobody');",
        "key_without_user",
        "block",
    ),
    (
        &[Dialect::MySql],
        "SET foreign_key_checks = 0; INSERT INTO user_key (id, user_id) VALUES ('email:x', 'nobody');",
        "key_without_user",
        "block",
    ),
];

const EVERY: &[Dialect] = authmorph::dialects::ALL;

fn violations(database: &Database, preflight: &str, check: &str, severity: &str) -> i64 {
    let rows = database.rows(preflight);
    let rows = rows.iter().filter(|row| row[0].as_deref() == Some(check));
    rows.map(|row| {
        assert_eq!(row[1].as_deref(), Some(severity), "{row:?}");
        row[2].as_deref().unwrap().parse::<i64>().unwrap()
    })
    .sum()
}

#[test]
fn preflight_names_what_is_wrong() {
    for_each_of(Sample::First, |case| {
        if !case.name.contains(" lucia-2/official lucia-3 ") || !case.road.set.is_empty() {
            return;
        }
        for (dialects, spoil, check, severity) in SPOILT {
            if !dialects.contains(&case.dialect) {
                continue;
            }
            let database = case.database();
            let before = violations(&database, case.script("preflight"), check, severity);
            database.run(spoil).unwrap();
            let after = violations(&database, case.script("preflight"), check, severity);
            assert!(after > before, "{spoil}: {check} says {after}");
        }
    });
}
