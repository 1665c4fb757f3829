//! The wiring compiles under `strict` with the real packages' types, for every driver of every database, before and
//! after; and prettier leaves it alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use authmorph::api::{Conversion, Request, Source};
use authmorph::dialects::{ALL, Dialect};
use authmorph::outputs::options::{self, DRIVER};

use crate::support::migrations;
use crate::tools::{PRISMA_CLIENT, Workshop, workshop_over};

/// A library whose packages are not those of `tests/typescript`: where they are instead.
const ELSEWHERE: &[(&str, &str)] = &[
    ("from \"lucia-auth\"", "tests/client/lucia-1"),
    ("import { lucia } from \"lucia\"", "tests/client/lucia-2"),
];

/// What is converted: a text, and where to.
struct Subject {
    name: String,
    dialect: Dialect,
    text: String,
    target: String,
    /// The options that are not as usual.
    set: BTreeMap<String, String>,
    /// Whether it is one of those that are tried with every driver.
    whole: bool,
}

fn subjects() -> Vec<Subject> {
    let mut subjects: Vec<Subject> = Vec::new();
    for dialect in ALL.iter().copied() {
        for road in migrations::roads(dialect) {
            let kind = road.path.file_stem().unwrap().to_string_lossy().into_owned();
            let name = road.name().replace([' ', '/'], "-");
            // Where passwords stand is the one option of a target that wiring speaks of.
            if road.set.is_empty() || road.set.contains_key("passwords") {
                let is_road = |from: &str, to: &str| name.contains(from) && name.contains(to);
                let whole = kind.starts_with("lucia-2-")
                    || kind == "official"
                        && road.set.is_empty()
                        && (is_road("", "sessions-2024") || is_road("lucia-3-official", "sessions-2026"));
                let text = fs::read_to_string(&road.path).unwrap();
                let (target, set) = (road.target, road.set);
                subjects.push(Subject { name, dialect, text, target, set, whole });
            }
        }
    }
    for target in ["better-auth-1", "authjs-5"] {
        let (name, text) = (format!("supertokens-{target}"), supertokens());
        let dialect = Dialect::PostgreSql;
        subjects.push(Subject {
            name,
            dialect,
            text,
            target: target.to_owned(),
            set: BTreeMap::new(),
            whole: false,
        });
    }
    for (name, dialect, text) in layouts() {
        subjects.push(Subject {
            name,
            dialect,
            text,
            target: "as-is".to_owned(),
            set: BTreeMap::new(),
            whole: true,
        });
    }
    subjects
}

/// Tables of SuperTokens: the example of a finding.
fn supertokens() -> String {
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/findings/address_shared.md");
    let text = fs::read_to_string(page).unwrap();
    text.split("```sql").nth(1).unwrap().split("```").next().unwrap().to_owned()
}

/// The labelled schemas of the recogniser: of every other library one of each kind.
fn layouts() -> Vec<(String, Dialect, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/recognise");
    let mut found = Vec::new();
    for file in ["nextauth.md", "better-auth.md"] {
        let text = fs::read_to_string(folder.join(file)).unwrap();
        for (number, part) in text.split("\n## ").skip(1).enumerate() {
            // Many of them differ in what no wiring says.
            if number % 4 != 0 && std::env::var_os("THOROUGH").is_none() {
                continue;
            }
            let Some((_, rest)) = part.split_once("```sql ") else { continue };
            let (dialect, rest) = rest.split_once('\n').unwrap();
            let Some(dialect) = Dialect::from_name(dialect.trim()) else { continue };
            let sql = rest.split("```").next().unwrap().to_owned();
            found.push((format!("{}-{number}", file.trim_end_matches(".md")), dialect, sql));
        }
    }
    found
}

impl Subject {
    fn convert(&self, driver: &str, side: &str, emit: &[&str]) -> Conversion {
        let set = [(DRIVER, driver), ("of", side)];
        authmorph::convert(&Request {
            sources: vec![Source { name: "schema.sql".to_owned(), text: self.text.clone() }],
            dialect: Some(self.dialect.name().to_owned()),
            to: Some(self.target.clone()),
            set: self
                .set
                .clone()
                .into_iter()
                .chain(set.map(|(name, value)| (name.to_owned(), value.to_owned())))
                .collect(),
            emit: emit.iter().map(|output| (*output).to_owned()).collect(),
            allow: vec!["dependent_dropped".to_owned()],
            ..Request::default()
        })
    }

    fn drivers(&self) -> Vec<&'static str> {
        let shape = options::ALL.iter().find(|shape| shape.name == DRIVER).unwrap();
        let all = options::choices(shape, self.dialect);
        if self.whole || std::env::var_os("THOROUGH").is_some() {
            return all.collect();
        }
        // Drizzle's types take the compiler seconds.
        let hostile = self.name.contains("hostile");
        all.filter(|driver| *driver == "usual" || *driver == "drizzle" && hostile).collect()
    }
}

/// A folder with the packages of a library's release, and what is in it.
struct Place {
    workshop: Workshop,
    /// What is compiled together, with the types of the surroundings.
    groups: Vec<(&'static str, Vec<String>)>,
    formatted: Vec<String>,
}

impl Place {
    fn of(packages: &str) -> Self {
        let name = Path::new(packages).file_name().unwrap_or_default().to_string_lossy();
        let workshop = workshop_over(&format!("wiring-{name}"), packages);
        Self { workshop, groups: Vec::new(), formatted: Vec::new() }
    }

    /// What tells Lucia's types about itself stands alone.
    fn add(&mut self, driver: &str, path: String) {
        let types = if driver == "bun" { "bun" } else { "node" };
        let alone = |path: &str| path.ends_with("lucia.ts");
        let mut groups = self.groups.iter_mut().filter(|(known, files)| *known == types && !alone(&files[0]));
        match groups.next().filter(|_| !alone(&path)) {
            Some((_, files)) => files.push(path),
            None => self.groups.push((types, vec![path])),
        }
    }

    fn check(&self) {
        self.workshop.check_formatting(&self.formatted);
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/outputs/wiring.mjs");
        let said = self.workshop.node_given(&script, &serde_json::to_string(&self.groups).unwrap());
        assert!(said.is_empty(), "{said}");
    }
}

/// The wiring, with the files of other outputs that it imports.
fn with_what_it_imports(subject: &Subject, driver: &str, side: &str) -> Conversion {
    let mut conversion = subject.convert(driver, side, &["wiring"]);
    let mut folders = vec!["drizzle", "kysely"];
    folders
        .retain(|folder| conversion.files.iter().any(|file| file.text.contains(&format!("\"../{folder}/"))));
    for folder in folders {
        conversion.files.extend(subject.convert(driver, side, &[folder]).files);
    }
    conversion.files.retain(|file| file.language == "typescript");
    conversion
}

#[test]
fn the_wiring_compiles_with_the_real_packages() {
    let all = [""].into_iter().chain(ELSEWHERE.iter().map(|(_, packages)| *packages));
    let mut places: BTreeMap<&str, Place> = all.map(|packages| (packages, Place::of(packages))).collect();
    let mut seen: Vec<String> = Vec::new();
    for subject in subjects() {
        let sides: &[&str] = if subject.target == "as-is" { &["after"] } else { &["after", "before"] };
        for (driver, side) in
            subject.drivers().into_iter().flat_map(|driver| sides.iter().map(move |side| (driver, side)))
        {
            let conversion = with_what_it_imports(&subject, driver, side);
            let mut wiring = conversion.files.iter().filter(|file| file.output == "wiring");
            let Some(file) = wiring.find(|file| file.path != "wiring/db.ts") else { continue };
            let all: String = conversion.files.iter().map(|file| file.text.as_str()).collect();
            if seen.contains(&all) {
                continue;
            }
            let packages = ELSEWHERE.iter().find(|(mark, _)| file.text.contains(mark));
            let place = places.get_mut(packages.map_or("", |(_, packages)| packages)).unwrap();
            let folder = format!("{}/{driver}-{side}", subject.name);
            for file in &conversion.files {
                place.workshop.write(&format!("{folder}/{}", file.path), &file.text);
                if file.output == "wiring" && !seen.contains(&file.text) {
                    seen.push(file.text.clone());
                    place.formatted.push(format!("{folder}/{}", file.path));
                }
            }
            if all.contains("\"../generated/prisma/client.js\"") {
                place.workshop.write(&format!("{folder}/generated/prisma/client.d.ts"), PRISMA_CLIENT);
            }
            place.add(driver, format!("{folder}/{}", file.path));
            seen.push(all);
        }
    }
    for place in places.values() {
        assert!(!place.groups.is_empty());
        place.check();
    }
}
