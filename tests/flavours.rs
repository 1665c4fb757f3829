//! The laws on the databases that speak a dialect without all of it: D1 by its local simulator, libSQL by its own
//! client, and PlanetScale's tables without foreign keys on MariaDB.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use authmorph::api::{Conversion, Request, Source};
use authmorph::dialects::Dialect;
use serde_json::{Value, json};

use support::Ignoring;
use support::migrations::{self, Road};

/// The conversion for a database that speaks the road's dialect.
fn convert(road: &Road, flavour: &str) -> (Request, Conversion) {
    convert_text(road, flavour, fs::read_to_string(&road.path).unwrap())
}

fn convert_text(road: &Road, flavour: &str, text: String) -> (Request, Conversion) {
    let request = Request {
        sources: vec![Source { name: road.name(), text }],
        dialect: Some(flavour.to_owned()),
        to: Some(road.target.clone()),
        set: road.set.clone(),
        allow: vec!["dependent_dropped".to_owned()],
        ..Request::default()
    };
    let conversion = authmorph::convert(&request);
    (request, conversion)
}

/// The roads with every option as usual, and those of Lucia 2 with passwords and accounts elsewhere; the other options are
/// tried on the dialect itself. `first` is Lucia 0, and in `followers` and `d1` other tables' rows refer to what changes.
fn roads(dialect: Dialect) -> Vec<Road> {
    let mut roads = migrations::roads(dialect);
    let kinds = ["first", "official", "d1", "followers", "hostile-names", "lucia-2-sqlite"];
    let thorough = std::env::var_os("THOROUGH").is_some();
    roads.retain(|road| {
        let kind = road.path.file_stem().unwrap().to_string_lossy();
        road.set.is_empty() && (thorough || kinds.contains(&kind.as_ref()))
    });
    let is_within_lucia = |road: &&Road| {
        road.name().contains("lucia-2/official lucia-") || road.name().contains("lucia-1/official lucia-3")
    };
    let set = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    let otherwise = roads.iter().filter(is_within_lucia).map(|road| Road {
        set: [("passwords", "user"), ("provider_tables", "github,google:google_login")].map(set).into(),
        ..road.clone()
    });
    roads.extend(otherwise.collect::<Vec<_>>());
    roads
}

fn files(conversion: &Conversion) -> Value {
    let text = |name: &str| migrations::file(conversion, &format!("migration/{name}.sql"));
    json!({ "up": text("up"), "down": text("down"), "verify": text("verify"), "cleanup": text("cleanup") })
}

/// TypeScript as Node runs it.
fn without_types(text: &str) -> String {
    let esbuild = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/typescript/node_modules/.bin/esbuild");
    let mut child = Command::new(esbuild)
        .args(["--loader=ts", "--format=esm"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success());
    String::from_utf8(output.stdout).unwrap()
}

#[test]
fn the_laws_hold_on_d1_and_libsql() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/client/edge");
    assert!(folder.join("node_modules").exists(), "run `npm ci` in {} first", folder.display());
    let mut cases = Vec::new();
    for road in roads(Dialect::Sqlite) {
        let (request, d1) = convert(&road, "d1");
        let (_, libsql) = convert(&road, "libsql");
        let dump = &request.sources[0].text;
        let kysely = without_types(migrations::file(&d1, "kysely/d1_migration.ts"));
        cases.push(json!({
            "name": road.name(),
            "dump": dump,
            "d1": files(&d1),
            "libsql": files(&libsql),
            "kysely": kysely,
        }));
    }
    let mut child = Command::new("node")
        .arg("laws.mjs")
        .current_dir(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(Value::from(cases).to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(said["wrong"], json!([]), "{said:#}");
    assert_eq!(said["taken"], said["tried"], "{said:#}");
}

#[test]
fn d1_is_told_no_transaction_and_no_temporary_table() {
    for road in roads(Dialect::Sqlite) {
        let (_, conversion) = convert(&road, "d1");
        for file in conversion.files.iter().filter(|file| file.output == "migration") {
            let words = ["BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "CREATE TEMP", "TEMP."];
            let said = file.text.lines().find(|line| {
                let line = line.to_uppercase();
                words
                    .iter()
                    .any(|word| line.starts_with(word) || line.contains(&format!("DROP TABLE {word}")))
            });
            // A trigger's body begins and ends too, on lines of its own.
            let is_body = said.is_some_and(|line| line.trim() == "BEGIN");
            assert!(said.is_none() || is_body, "{} {}: {said:?}", road.name(), file.path);
        }
    }
}

/// The dump as PlanetScale has it, or nothing where it says its foreign keys in another way.
fn without_foreign_keys(dump: &str) -> Option<String> {
    let mut text = String::new();
    for line in dump.lines() {
        if line.trim_start().starts_with("FOREIGN KEY") {
            text.truncate(text.trim_end().trim_end_matches(',').len());
            text.push_str(if line.ends_with(',') { ",\n" } else { "\n" });
        } else {
            text.push_str(line);
            text.push('\n');
        }
    }
    Some(text).filter(|text| !text.contains("REFERENCES"))
}

#[test]
fn planetscale_gets_no_foreign_keys_and_loses_nothing() {
    let mut tried = 0;
    for road in roads(Dialect::MySql).iter().filter(|road| road.path.ends_with("official.sql")) {
        let Some(dump) = without_foreign_keys(&fs::read_to_string(&road.path).unwrap()) else { continue };
        let (request, conversion) = convert_text(road, "planetscale", dump);
        for file in conversion.files.iter().filter(|file| file.language == "sql") {
            let said =
                file.text.lines().find(|line| line.contains("FOREIGN KEY") || line.contains("REFERENCES"));
            assert!(said.is_none(), "{} {}: {said:?}", road.name(), file.path);
        }
        tried += 1;
        let Some(server) = support::server(Dialect::MySql) else { continue };
        let database = server.database();
        database.run(&request.sources[0].text).unwrap();
        let (rows, catalog) = (database.snapshot(), database.catalog());
        let file = |name: &str| migrations::file(&conversion, &format!("migration/{name}.sql"));
        // Each script twice: a run that stopped is run again from its start.
        for _ in 0..2 {
            database.run(file("up")).unwrap();
            for row in database.rows(file("verify")) {
                assert_eq!(row.last(), Some(&Some("1".to_owned())), "{}: {row:?}", road.name());
            }
        }
        for _ in 0..2 {
            database.run(file("down")).unwrap();
        }
        database.snapshot().assert_same(&rows);
        database.catalog().assert_same(&catalog, Ignoring::NOTHING);
        database.run(file("up")).unwrap();
        database.run(file("cleanup")).unwrap();
        assert!(database.tables().iter().all(|table| !table.contains("_authmorph_")), "{}", road.name());
    }
    assert!(tried > 2, "{tried}");
}
