//! The SQL reader: one case file per behaviour in `tests/cases/parse`, rewritten by `UPDATE_EXPECT=1`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "parse/damaged.rs"]
mod damaged;
#[path = "parse/dump.rs"]
mod dump;
#[path = "parse/evidence.rs"]
mod evidence;
#[path = "parse/fragments.rs"]
mod fragments;
#[path = "parse/oracle.rs"]
mod oracle;
#[path = "parse/robust.rs"]
mod robust;

use std::fs;
use std::path::{Path, PathBuf};

use authmorph::dialects::Dialect;

/// A case: what to read, and how the text differs from what the file shows.
pub struct Case {
    /// Where it is.
    pub path: PathBuf,
    /// Whose SQL it is.
    pub dialect: Dialect,
    /// The text.
    pub source: String,
}

/// All cases in order of their names.
pub fn cases() -> Vec<Case> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/parse");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
        .into_iter()
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .map(case)
        .collect()
}

fn case(path: PathBuf) -> Case {
    let file = fs::read_to_string(&path).unwrap();
    let setting = |name: &str| {
        file.lines().find_map(|line| line.strip_prefix(name).and_then(|rest| rest.strip_prefix(": ")))
    };
    let dialect = setting("dialect").and_then(Dialect::from_name);
    let dialect = dialect.unwrap_or_else(|| panic!("{}: no dialect", path.display()));
    let mut source = block(&file, "sql").unwrap_or_else(|| panic!("{}: no sql block", path.display()));
    for change in setting("text").unwrap_or_default().split(", ") {
        source = match change {
            "" => source,
            "crlf" => source.replace('\n', "\r\n"),
            "byte-order mark" => format!("\u{feff}{source}"),
            "no last newline" => source.trim_end().to_owned(),
            "tabs" => source.replace("<TAB>", "\t"),
            "no-break spaces" => source.replace("<NBSP>", "\u{a0}"),
            other => panic!("{}: unknown change {other}", path.display()),
        };
    }
    Case { path, dialect, source }
}

/// The text of the block of that language.
fn block(file: &str, language: &str) -> Option<String> {
    let start = file.find(&format!("\n```{language}\n"))? + language.len() + 5;
    let end = file[start..].find("\n```\n").map_or(start, |length| start + length + 1);
    Some(file[start..end].to_owned())
}

#[test]
fn cases_read_as_expected() {
    let update = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for case in cases() {
        let (schema, findings) = authmorph::parse::parse(&case.source, case.dialect);
        let file = fs::read_to_string(&case.path).unwrap();
        let model = dump::schema(&schema);
        let said = dump::findings(&findings, &case.source);
        let head_end = file.find("\n```model\n").unwrap_or(file.trim_end().len());
        let mut expected = format!("{}\n```model\n{model}```\n", &file[..head_end].trim_end());
        expected.insert(head_end.min(file[..head_end].trim_end().len()), '\n');
        if !said.is_empty() {
            expected.push_str(&format!("\n```findings\n{said}```\n"));
        }
        if file != expected {
            if update {
                fs::write(&case.path, &expected).unwrap();
            } else {
                wrong.push(format!("{}:\n{expected}", case.path.display()));
            }
        }
    }
    assert!(wrong.is_empty(), "UPDATE_EXPECT=1 rewrites these:\n{}", wrong.join("\n"));
}
