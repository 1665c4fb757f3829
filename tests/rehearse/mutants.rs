//! Planted faults: the scripts of a migration, each time with one thing wrong, and every one has to be caught.

use std::collections::BTreeMap;
use std::path::Path;

use authmorph::convert::for_rehearsal;
use authmorph::dialects::Dialect;
use authmorph::rehearse::engine::{Engine, at_once};
use authmorph::rehearse::report::Report;
use authmorph::rehearse::scripts::{Scripts, Statement};
use authmorph::rehearse::{Options, Subject, rehearse_scripts};

use crate::databases::{PostgreSql, Sqlite};
use crate::support;
use crate::support::migrations::{Road, example};

/// A fault, and the scripts that have it.
struct Mutant {
    what: String,
    scripts: Scripts,
}

/// What is replaced by what in a statement: units, places in a text, conditions, hashes.
const BROKEN: &[(&str, &str)] = &[
    ("/ 1000", "/ 100"),
    ("* 1000", "* 100"),
    ("+ 2)", "+ 3)"),
    ("+ 1)", "+ 2)"),
    ("- 1)", "- 2)"),
    (" IS NULL", " IS NOT NULL"),
    (" IS NOT NULL", " IS NULL"),
    ("s2:", "s3:"),
    (" WHERE ", " WHERE 1 = 0 AND "),
    ("\nWHERE ", "\nWHERE 1 = 0 AND "),
    ("NOT EXISTS", "EXISTS"),
    ("idle_expires", "active_expires"),
    ("'credential'", "'password'"),
    ("hashed_password", "user_id"),
];

/// Statements around the steps: without them nothing of the user's is another.
fn is_around(sql: &str) -> bool {
    ["BEGIN", "COMMIT", "SET ", "LOCK TABLE", "DELETE FROM _authmorph_session WHERE 0"]
        .iter()
        .any(|start| sql.starts_with(start))
        || sql.contains("_authmorph_guard")
        || sql.starts_with("DROP TABLE temp.")
}

fn mutants(scripts: &Scripts) -> Vec<Mutant> {
    type Part = (&'static str, fn(&mut Scripts) -> &mut Vec<Statement>);
    let parts: [Part; 3] = [
        ("up", |scripts| &mut scripts.up),
        ("down", |scripts| &mut scripts.down),
        ("cleanup", |scripts| &mut scripts.cleanup),
    ];
    let mut mutants = Vec::new();
    for (name, part) in parts {
        let statements = part(&mut scripts.clone()).clone();
        for (place, statement) in statements.iter().enumerate().filter(|(_, one)| !is_around(&one.sql)) {
            let short: String = statement.sql.split_whitespace().collect::<Vec<_>>().join(" ");
            let short: String = short.chars().take(100).collect();
            let mut plant = |what: String, sql: Option<String>| {
                let mut scripts = scripts.clone();
                match sql {
                    Some(sql) => part(&mut scripts)[place].sql = sql,
                    None => drop(part(&mut scripts).remove(place)),
                }
                mutants.push(Mutant { what: format!("{name}: {what}: {short}"), scripts });
            };
            plant("left out".to_owned(), None);
            for (from, to) in BROKEN.iter().filter(|(from, _)| statement.sql.contains(from)) {
                plant(format!("`{from}` is `{to}`"), Some(statement.sql.replacen(from, to, 1)));
            }
        }
    }
    for table in
        ["oauth_account", "password", "account", "user_session", "session", "user_key", "auth_user", "user"]
    {
        let copied = scripts.up.iter().rposition(|one| one.sql.contains(&format!("INSERT INTO {table} ")));
        let Some(place) = copied else { continue };
        let mut scripts = scripts.clone();
        let sql = format!("DELETE FROM {table} WHERE user_id = (SELECT min(user_id) FROM {table})");
        scripts.up.insert(place + 1, Statement { sql, step: None });
        mutants.push(Mutant { what: format!("a row of {table} is dropped"), scripts });
    }
    mutants
}

/// A migration: of an example where the path is empty, else of a case.
fn road(dialect: Dialect, case: &str, target: &str) -> Road {
    let cases = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/databases");
    let path = if case.is_empty() { example(dialect) } else { cases.join(case) };
    Road { path, dialect, target: target.to_owned(), set: BTreeMap::new() }
}

/// Which mutants of a migration are not caught, and how many there are.
fn survivors<E: Engine>(road: &Road, engine: impl Fn() -> E) -> (Vec<String>, usize) {
    let (conversion, subject) = for_rehearsal(&road.request_for_plan());
    let subject: Subject = subject.unwrap_or_else(|| panic!("{}: {:#?}", road.name(), conversion.findings));
    let scripts = Scripts::of(road.dialect, &subject.plan);
    let options = Options::default();
    let run = |scripts: &Scripts| -> Report {
        at_once(rehearse_scripts(&subject, &conversion, scripts, &options, &mut engine())).unwrap()
    };
    let right = run(&scripts);
    assert!(right.is_green(), "{}", right.verdict());
    let mutants = mutants(&scripts);
    let alive = mutants.iter().filter(|mutant| run(&mutant.scripts).is_green());
    let alive = alive.map(|mutant| format!("{} {}: {}", road.dialect.name(), road.target, mutant.what));
    (alive.collect(), mutants.len())
}

/// Statements whose absence changes nothing that a rehearsal could see, each with why.
const HARMLESS: &[(&str, &str)] = &[
    ("DELETE FROM _authmorph_user WHERE 0", "it does nothing but set the counter of changes to 0"),
    ("INSERT INTO _authmorph_state", "the journal is only asked by a second run"),
    ("UPDATE user AS t SET username", "no user of these rows gets another user name than the old one"),
];

/// Of all that is planted, so many of a hundred have to be caught. Those that are not are conditions whose other side no
/// row shows: a moment that is a number where all are texts, a `WHERE` that every row fulfils.
const ENOUGH: usize = 80;

#[test]
fn planted_faults_are_caught() {
    let mut alive = Vec::new();
    let mut planted = 0;
    for (case, target) in [
        ("", "lucia-3"),
        ("", "better-auth-1"),
        ("lucia-2/sqlite/official.sql", "lucia-sessions-2024"),
        ("lucia-1/sqlite/official.sql", "authjs-5"),
        ("nextauth-3/sqlite/official.sql", "authjs-5"),
    ] {
        let (survived, count) = survivors(&road(Dialect::Sqlite, case, target), || Sqlite::new().unwrap());
        alive.extend(survived);
        planted += count;
    }
    if let Some(server) = support::server(Dialect::PostgreSql) {
        let database = server.database();
        let road = road(Dialect::PostgreSql, "", "lucia-3");
        let (survived, count) = survivors(&road, || PostgreSql::open(&database.url()).unwrap());
        alive.extend(survived);
        planted += count;
    }
    println!(
        "caught {} of {planted} planted faults; not these:\n{}",
        planted - alive.len(),
        alive.join("\n")
    );
    let is_harmless = |what: &String| HARMLESS.iter().any(|(known, _)| what.contains(known));
    let is_grave = |what: &String| what.contains(" up: left out") || what.contains(" is dropped");
    let grave: Vec<&String> = alive.iter().filter(|what| is_grave(what) && !is_harmless(what)).collect();
    assert!(grave.is_empty(), "not caught: {grave:#?}");
    let caught = planted - alive.len();
    assert!(caught * 100 >= planted * ENOUGH, "caught {caught} of {planted}:\n{}", alive.join("\n"));
    // Without PostgreSQL they are others.
    if support::server(Dialect::PostgreSql).is_some() {
        say_score(planted, caught);
    }
}

/// The score is what `docs/rehearsal.md` says; `UPDATE_EXPECT=1` writes it anew.
fn say_score(planted: usize, caught: usize) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rehearsal.md");
    let text = std::fs::read_to_string(&path).unwrap();
    let score =
        format!("Of {planted} planted faults {caught} are caught, {} of 100;", caught * 100 / planted);
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        let is_score = |line: &str| line.starts_with("Of ") && line.contains(" planted faults ");
        let lines =
            text.split_inclusive('\n').map(|line| match line.split_once(';').filter(|_| is_score(line)) {
                Some((_, rest)) => format!("{score}{rest}"),
                None => line.to_owned(),
            });
        std::fs::write(&path, lines.collect::<String>()).unwrap();
    } else {
        let hint = "UPDATE_EXPECT=1 cargo test --test rehearse mutants writes it anew";
        assert!(text.contains(&score), "docs/rehearsal.md does not say “{score}”: {hint}");
    }
}
