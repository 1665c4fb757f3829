//! The wiring compiles under `strict` with the real packages' types, for every driver of every database, before and
//! after; and prettier leaves it alone.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use authmorph::api::{Conversion, Request, Source};
use authmorph::dialects::{ALL, Dialect};
use authmorph::outputs::options::{self, DRIVER};

use crate::support::migrations;
use crate::tools::{Workshop, workshop_over};

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
    /// Whether it is one of those that are tried with every driver.
    whole: bool,
}

fn subjects() -> Vec<Subject> {
    let mut subjects: Vec<Subject> = Vec::new();
    for dialect in ALL.iter().copied() {
        for road in migrations::roads(dialect) {
            let kind = road.path.file_stem().unwrap().to_string_lossy().into_owned();
            let name = road.name().replace([' ', '/'], "-");
            if road.set.is_empty() {
                let whole =
                    kind.starts_with("lucia-2-") || kind == "official" && name.contains("sessions-2024");
                let text = fs::read_to_string(&road.path).unwrap();
                subjects.push(Subject { name, dialect, text, target: road.target, whole });
            }
        }
    }
    for (name, dialect, text) in layouts() {
        subjects.push(Subject { name, dialect, text, target: "as-is".to_owned(), whole: true });
    }
    subjects
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
            set: set.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
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

#[test]
fn the_wiring_compiles_with_the_real_packages() {
    let mut workshops: BTreeMap<&str, (Workshop, Vec<(&str, Vec<String>)>, Vec<String>)> = BTreeMap::new();
    for (place, _) in [("", ""), ELSEWHERE[0], ELSEWHERE[1]].map(|(mark, place)| (place, mark)) {
        let name = format!("wiring-{}", Path::new(place).file_name().unwrap_or_default().to_string_lossy());
        workshops.insert(place, (workshop_over(&name, place), Vec::new(), Vec::new()));
    }
    let mut seen: Vec<String> = Vec::new();
    let mut texts: Vec<String> = Vec::new();
    let start = std::time::Instant::now();
    for subject in subjects() {
        for driver in subject.drivers() {
            let sides: &[&str] = if subject.target == "as-is" { &["after"] } else { &["after", "before"] };
            for side in sides {
                let mut conversion = subject.convert(driver, side, &["wiring"]);
                let names = |conversion: &Conversion, folder: &str| {
                    let mut texts = conversion.files.iter().filter(|file| file.output == "wiring");
                    texts.any(|file| file.text.contains(&format!("\"../{folder}/")))
                };
                let mut folders = vec!["drizzle", "kysely"];
                folders.retain(|folder| names(&conversion, folder));
                for folder in folders {
                    conversion.files.extend(subject.convert(driver, side, &[folder]).files);
                }
                let mut wiring = conversion.files.iter().filter(|file| {
                    file.output == "wiring" && file.language == "typescript" && file.path != "wiring/db.ts"
                });
                let Some(file) = wiring.next() else { continue };
                let all: String = conversion.files.iter().map(|file| file.text.as_str()).collect();
                if seen.contains(&all) {
                    continue;
                }
                seen.push(all);
                let place = ELSEWHERE
                    .iter()
                    .find(|(mark, _)| file.text.contains(mark))
                    .map_or("", |(_, place)| *place);
                let (workshop, checked, formatted) = workshops.get_mut(place).unwrap();
                let folder = format!("{}/{driver}-{side}", subject.name);
                for file in conversion.files.iter().filter(|file| file.language == "typescript") {
                    workshop.write(&format!("{folder}/{}", file.path), &file.text);
                    if file.output == "wiring" && !texts.contains(&file.text) {
                        texts.push(file.text.clone());
                        formatted.push(format!("{folder}/{}", file.path));
                    }
                }
                let types = if driver == "bun" { "bun" } else { "node" };
                let path = format!("{folder}/{}", file.path);
                // What tells Lucia's types about itself stands alone.
                let alone = |files: &[String]| files[0].ends_with("lucia.ts");
                let mut groups = checked.iter_mut().filter(|(known, files)| *known == types && !alone(files));
                match groups.next().filter(|_| !path.ends_with("lucia.ts")) {
                    Some((_, files)) => files.push(path),
                    None => checked.push((types, vec![path])),
                }
            }
        }
    }
    eprintln!("{:?} written", start.elapsed());
    for (workshop, checked, formatted) in workshops.into_values() {
        eprintln!("{:?} {} {}", start.elapsed(), checked.len(), formatted.len());
        assert!(!checked.is_empty());
        workshop.check_formatting(&formatted);
        let script = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/outputs/wiring.mjs");
        let said = workshop.node_given(&script, &serde_json::to_string(&checked).unwrap());
        assert!(said.is_empty(), "{said}");
    }
}
