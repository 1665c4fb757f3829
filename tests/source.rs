//! Source code as input: one case file per behaviour in `tests/cases/source`, rewritten by `UPDATE_EXPECT=1`.
//!
//! The real tools are the oracles: the SQL that drizzle-kit and Prisma's schema engine make of a case gives, on a real
//! database, the catalog that our reading of the same text gives.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "parse/dump.rs"]
mod dump;
#[path = "source/oracle.rs"]
mod oracle;
#[path = "source/robust.rs"]
mod robust;
mod support;
#[path = "outputs/tools.rs"]
mod tools;

use std::fs;
use std::path::{Path, PathBuf};

use authmorph::dialects::Dialect;
use authmorph::findings::{Finding, Span};
use authmorph::model::schema::Schema;
use authmorph::source::{Translation, translate};

/// A case: what to read.
pub struct Case {
    /// Where it is.
    pub path: PathBuf,
    /// The whole file.
    pub file: String,
    /// The dialect that the user chose, where the case says so.
    pub chosen: Option<Dialect>,
    /// The text to read.
    pub source: String,
}

/// All cases of a language in order of their names.
pub fn cases(language: &str) -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/source").join(language);
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let file = fs::read_to_string(&path).unwrap();
            let chosen = setting(&file, "dialect").and_then(Dialect::from_name);
            let fence = if language == "prisma" { "prisma" } else { "typescript" };
            let source = block(&file, fence).unwrap_or_else(|| panic!("{}: no text", path.display()));
            Case { path, file, chosen, source }
        })
        .collect()
}

/// A line such as `oracle: none`.
pub fn setting<'a>(file: &'a str, name: &str) -> Option<&'a str> {
    file.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
}

fn block(file: &str, language: &str) -> Option<String> {
    let start = file.find(&format!("\n```{language}\n"))? + language.len() + 5;
    let end = file[start..].find("\n```\n").map_or(start, |length| start + length + 1);
    Some(file[start..end].to_owned())
}

/// The text as SQL.
pub fn translated(text: &str, chosen: Option<Dialect>) -> Option<Translation> {
    translate(text, &[Span::new(0, text.len())], chosen)
}

impl Case {
    /// The case's name.
    pub fn name(&self) -> String {
        self.path.file_stem().unwrap().to_string_lossy().into_owned()
    }

    /// What is read of it.
    pub fn read(&self) -> (Schema, Vec<Finding>) {
        let translation = translated(&self.source, self.chosen);
        translation.unwrap_or_else(|| panic!("{}: not recognised", self.path.display())).read()
    }
}

#[test]
fn cases_read_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for case in ["prisma", "drizzle", "kysely"].into_iter().flat_map(cases) {
        let (schema, findings) = case.read();
        let model = dump::schema(&schema);
        let said = dump::findings(&findings, &case.source);
        let head = case.file.find("\n```model\n").map_or(case.file.as_str(), |end| &case.file[..end]);
        let mut expected = format!("{}\n\n```model\n{model}```\n", head.trim_end());
        if !said.is_empty() {
            expected.push_str(&format!("\n```findings\n{said}```\n"));
        }
        if case.file != expected {
            if update {
                fs::write(&case.path, &expected).unwrap();
            } else {
                wrong.push(format!("{}:\n{expected}", case.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "UPDATE_EXPECT=1 rewrites these:\n{}", wrong.join("\n"));
}
