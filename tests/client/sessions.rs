//! The session layouts after the library: the code in `wiring/` on a migrated database, with the driver that it was written
//! for, and D1 in its local simulator.

use std::collections::BTreeMap;
use std::path::Path;

use authmorph::api::Conversion;
use authmorph::dialects::Dialect;
use serde_json::{Value, json};

use crate::application::Application;
use crate::support::{self, migrations};

/// A driver: the database as authmorph calls it, the driver's name, how a statement is run over it, and the client whose
/// packages it needs.
type Driver = (&'static str, &'static str, &'static str, &'static str);

/// Those whose packages install here: Neon's and PlanetScale's speak to their services only, and Bun is no package.
const DRIVERS: &[Driver] = &[
    ("postgresql", "pg", "pg", "lucia-3"),
    ("postgresql", "postgres.js", "postgres.js", "lucia-3"),
    ("postgresql", "drizzle", "pg", "authjs"),
    ("postgresql", "prisma", "prisma", "prisma"),
    ("mysql", "mysql2", "mysql2", "lucia-3"),
    ("mysql", "drizzle", "mysql2", "authjs"),
    ("sqlite", "better-sqlite3", "better-sqlite3", "lucia-3"),
    ("libsql", "libsql", "libsql", "lucia-3"),
    ("d1", "d1", "", "edge"),
];

/// A database whose migration has come to its end, and the code that was written for it.
struct Road {
    dialect: Dialect,
    conversion: Conversion,
    scripts: [String; 2],
}

fn road(database: &str, driver: &str, year: u32) -> Road {
    let dialect = match database {
        "d1" | "libsql" => Dialect::Sqlite,
        other => Dialect::from_name(other).unwrap(),
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/databases/lucia-2");
    let road = migrations::Road {
        path: root.join(dialect.name()).join("official.sql"),
        dialect,
        target: format!("lucia-sessions-{year}"),
        set: BTreeMap::from([("driver".to_owned(), driver.to_owned())]),
    };
    let mut request = road.request();
    request.dialect = Some(database.to_owned());
    let mut conversion = authmorph::convert(&request);
    let up = migrations::file(&conversion, "migration/up.sql").to_owned();
    // The programs import it under one name.
    let own = conversion.files.iter_mut().find(|file| file.path == "wiring/auth_session.ts");
    if let Some(own) = own {
        own.path = "wiring/session.ts".to_owned();
    }
    Road { dialect, conversion, scripts: [request.sources[0].text.clone(), up] }
}

/// What the test asks the database, with `?` for the session's id.
fn statements(dialect: Dialect, year: u32) -> Value {
    let table = match year {
        2024 => "user_session",
        2025 => "session",
        _ => "auth_session",
    };
    let (moment, hash) = match year {
        2024 => ("expires_at", "id"),
        2025 => ("last_verified_at", "secret_hash"),
        _ => ("token_last_verified_at", "secret_hash"),
    };
    let from_now = |seconds: i64| match dialect {
        Dialect::PostgreSql => format!("now() + interval '{seconds} seconds'"),
        Dialect::MySql => format!("UTC_TIMESTAMP() + INTERVAL {seconds} SECOND"),
        Dialect::Sqlite => format!("unixepoch() + {seconds}"),
    };
    let hash = match (dialect, hash) {
        (_, "id") => "id".to_owned(),
        (Dialect::PostgreSql, hash) => format!("encode({hash}, 'hex')"),
        (Dialect::MySql | Dialect::Sqlite, hash) => format!("lower(hex({hash}))"),
    };
    let day = 24 * 60 * 60;
    // Lucia's sessions have thirty days and are renewed at half of them; the later ones ten days since they were seen.
    let (seen_long_ago, noted, over) =
        if year == 2024 { (10 * day, 20 * day, -1) } else { (-2 * 60 * 60, -60, -11 * day) };
    let set = |seconds| format!("UPDATE {table} SET {moment} = {} WHERE id = '?'", from_now(seconds));
    json!({
        "hash": format!("SELECT {hash} AS hash FROM {table} WHERE id = '?'"),
        "seenLongAgo": set(seen_long_ago),
        "isNoted": format!("SELECT count(*) AS n FROM {table} WHERE id = '?' AND {moment} > {}", from_now(noted)),
        "over": set(over),
        "count": format!("SELECT count(*) AS n FROM {table} WHERE id = '?'"),
    })
}

fn sessions_work(year: u32) {
    // That of `official.sql` which lasts, and one that is over.
    let cookies = ["live0000000000000000000000000000000000001", "dead0000000000000000000000000000000000003"];
    let [anna, berta] = ["anna00000000001", "berta0000000002"];
    let thorough = std::env::var_os("THOROUGH").is_some();
    for (position, (database, driver, raw, packages)) in DRIVERS.iter().enumerate() {
        // Each driver with one of the three layouts, the layouts in turn.
        if !thorough && position % 3 != year as usize % 3 {
            continue;
        }
        let road = road(database, driver, year);
        let mut input = json!({
            "year": year,
            "raw": raw,
            "user": anna,
            "other": berta,
            "cookies": cookies,
            "sql": statements(road.dialect, year),
        });
        let name = format!("sessions-{year}-{database}-{driver}");
        let run = |program: &str, variables: &[(&str, &str)], input: &Value| {
            let program = [&format!("sessions/{program}"), "sessions/contract.mjs", "edge/statements.mjs"];
            Application::of_program(packages, &program, &name, &road.conversion).run_with(
                variables,
                &[],
                input,
            )
        };
        let said = if *database == "d1" {
            input["scripts"] = json!(road.scripts);
            input["url"] = json!("");
            run("on-d1.mjs", &[], &input)
        } else {
            let Some(server) = support::server(road.dialect) else { continue };
            let made = server.database();
            road.scripts.iter().for_each(|script| made.run(script).unwrap());
            let url = made.url().replace("?socket=", "?socketPath=");
            let (before, folder) = url.split_once("?host=").unwrap_or((&url, ""));
            let name = before.rsplit('/').next().unwrap_or_default();
            // postgres.js takes no socket from a URL, but from the variables that all of PostgreSQL's programs know.
            let variables = [("PGHOST", folder), ("PGDATABASE", name), ("PGUSER", "postgres")];
            let url = match *driver {
                "postgres.js" => String::new(),
                "libsql" => format!("file:{url}"),
                _ => url.clone(),
            };
            input["url"] = json!(url);
            run("by-wiring.mjs", &variables, &input)
        };
        let goes_on = if year == 2024 { json!([anna, null]) } else { json!([null, null]) };
        let expected = json!({
            "old": goes_on,
            "made": [anna, anna],
            "hash": true,
            "strangers": [null, null, null, null, null],
            "seen": anna,
            "noted": 1,
            "over": [null, 0],
            "one": [null, anna],
            "all": [null, berta],
        });
        assert_eq!(said, expected, "{name}");
    }
}

#[test]
fn sessions_of_2024_work_and_old_cookies_go_on() {
    sessions_work(2024);
}

#[test]
fn sessions_of_2025_work() {
    sessions_work(2025);
}

#[test]
fn sessions_of_2026_work() {
    sessions_work(2026);
}
