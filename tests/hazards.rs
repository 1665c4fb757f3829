//! The official guides' statements and ours, on the same database: what the former lose, the latter keep.
//!
//! A case is a file in `tests/cases/hazards`: tables with rows, what the guide says to run, and a question to the
//! database with the two answers. The guides in `docs/guides` tell the same in words. Where the guide is right, both
//! answers are the same: then the case holds us to it.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use authmorph::api::{Request, Source};
use authmorph::dialects::Dialect;
use support::migrations::file;
use support::{Database, server};

/// A case.
struct Hazard {
    name: String,
    text: String,
}

impl Hazard {
    /// The value of a line `key: value`.
    fn value(&self, key: &str) -> Option<&str> {
        self.text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).map(str::trim)
    }

    /// The block behind a fence ` ```sql title `.
    fn block(&self, title: &str) -> Option<&str> {
        let (_, rest) = self.text.split_once(&format!("\n```sql {title}\n"))?;
        Some(rest.split_once("\n```").unwrap_or_else(|| panic!("{}: the fence stays open", self.name)).0)
    }

    /// The block for a dialect, or for all.
    fn block_for(&self, title: &str, dialect: Dialect) -> &str {
        self.block(&format!("{title} {}", dialect.name()))
            .or_else(|| self.block(title))
            .unwrap_or_else(|| panic!("{}: no {title} for {}", self.name, dialect.name()))
    }

    /// The value of a line `key dialect: value`, or else of one for all.
    fn value_for(&self, key: &str, dialect: Dialect) -> &str {
        self.value(&format!("{key} {}", dialect.name()))
            .or_else(|| self.value(key))
            .unwrap_or_else(|| panic!("{}: no {key} for {}", self.name, dialect.name()))
    }

    /// What is run of a script: once, or as somebody does whose first run was stopped; and what the application does then.
    fn scripts(&self, script: &str, dialect: Dialect) -> Vec<String> {
        let runs = if self.value("runs") == Some("twice") { 2 } else { 1 };
        let then = self.block(&format!("then {}", dialect.name())).or_else(|| self.block("then"));
        let mut scripts = vec![script.to_owned(); runs];
        scripts.extend(then.map(str::to_owned));
        scripts
    }

    /// The options that are not as usual: `set: name=value`.
    fn set(&self) -> BTreeMap<String, String> {
        let pairs = self.value("set").into_iter().flat_map(|text| text.split(' '));
        pairs
            .filter_map(|pair| pair.split_once('='))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect()
    }

    fn dialects(&self) -> Vec<Dialect> {
        let names = self.value("databases").unwrap_or_else(|| panic!("{}: which databases?", self.name));
        names.split(' ').map(|name| Dialect::from_name(name).unwrap()).collect()
    }
}

fn hazards() -> Vec<Hazard> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/hazards");
    let mut hazards: Vec<Hazard> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| Hazard {
            name: path.file_stem().unwrap().to_string_lossy().into_owned(),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect();
    hazards.sort_by(|one, other| one.name.cmp(&other.name));
    hazards
}

/// What the database answers after the scripts: the first value, or the error that stopped them.
fn answer(database: &Database, scripts: &[String], question: &str) -> String {
    for script in scripts {
        // What a client that goes on after an error has left behind is not asked: people see the error.
        if let Err(error) = database.run(script) {
            return format!("fails: {error}");
        }
    }
    database.value(question)
}

fn fits(answer: &str, expected: &str) -> bool {
    match expected.strip_prefix("fails: ") {
        Some(part) => answer.starts_with("fails: ") && answer.contains(part),
        None => answer == expected,
    }
}

/// `CASE=words` tries those with these words in their name.
#[test]
fn the_guides_do_the_damage_and_we_do_not() {
    let only = std::env::var("CASE").unwrap_or_default();
    let mut wrong = Vec::new();
    let mut count = 0;
    for hazard in hazards().into_iter().filter(|hazard| hazard.name.contains(&only)) {
        for dialect in hazard.dialects() {
            let Some(server) = server(dialect) else { continue };
            count += 1;
            let schema = hazard.block_for("tables", dialect);
            let question = |whose: &str| {
                hazard.block(&format!("ask {whose}")).unwrap_or_else(|| hazard.block_for("ask", dialect))
            };
            let theirs = server.database();
            theirs.run(schema).unwrap_or_else(|error| panic!("{}: {error}", hazard.name));
            let official = hazard.scripts(hazard.block_for("official", dialect), dialect);
            let answered = answer(&theirs, &official, question("official"));
            let expected = hazard.value_for("official", dialect);
            if !fits(&answered, expected) {
                wrong.push(format!(
                    "{} {}: the guide's: {answered}, not {expected}",
                    hazard.name,
                    dialect.name()
                ));
            }
            let conversion = authmorph::convert(&Request {
                sources: vec![Source { name: hazard.name.clone(), text: schema.to_owned() }],
                dialect: Some(dialect.name().to_owned()),
                to: hazard.value("target").map(str::to_owned),
                set: hazard.set(),
                ..Request::default()
            });
            let ours = server.database();
            ours.run(schema).unwrap();
            let up = hazard.scripts(file(&conversion, "migration/up.sql"), dialect);
            let answered = answer(&ours, &up, question("ours"));
            let expected = hazard.value_for("ours", dialect);
            if !fits(&answered, expected) {
                wrong.push(format!("{} {}: ours: {answered}, not {expected}", hazard.name, dialect.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{} of {count}:\n{}", wrong.len(), wrong.join("\n"));
}

/// The guides that have the list of what goes wrong, and how the cases that each has to name begin.
const GUIDES: &[(&str, &[&str])] =
    &[("lucia", &["lucia-"]), ("authjs", &["nextauth-", "authjs-"]), ("better-auth", &["better-auth-"])];

/// Nobody should have to look for a case: the guide names each, and each that a guide names is there.
#[test]
fn the_guides_name_every_case() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folder = root.join("tests/cases/hazards");
    let begins = |name: &str, starts: &[&str]| starts.iter().any(|start| name.starts_with(start));
    let known: Vec<&str> = GUIDES.iter().flat_map(|(_, starts)| *starts).copied().collect();
    let mut wrong = Vec::new();
    for (guide, starts) in GUIDES {
        let text = fs::read_to_string(root.join(format!("docs/guides/{guide}.md"))).unwrap();
        let cases = hazards().into_iter().map(|hazard| hazard.name).filter(|name| begins(name, starts));
        let unnamed = cases.filter(|name| !text.contains(&format!("`{name}`")));
        wrong.extend(unnamed.map(|name| format!("{guide}.md does not name {name}")));
        let is_name = |word: &&str| {
            begins(word, &known) && word.matches('-').count() > 2 && !word.contains(['/', '.', ' '])
        };
        let named = text.split('`').filter(is_name);
        let missing = named.filter(|name| !folder.join(format!("{name}.md")).exists());
        wrong.extend(missing.map(|name| format!("{guide}.md names {name}, which is not there")));
    }
    let others = hazards().into_iter().filter(|hazard| !begins(&hazard.name, &known));
    wrong.extend(others.map(|hazard| format!("no guide is for {}", hazard.name)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
