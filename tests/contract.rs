//! What a release promises to programs that call the library: `src/api.rs`, the functions of `src/lib.rs`, the names
//! of its modules, and the features. `tests/cases/contract.txt` holds what it was in the release that its first line
//! names. A change that would break a caller fails until the version in `Cargo.toml` says so, as Cargo understands
//! versions.
//!
//! `UPDATE_CONTRACT=1 cargo test --test contract` writes the file anew: in the commit of a release, or as long as there
//! was none.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

const FILE: &str = "tests/cases/contract.txt";

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// What is promised, by name: types, their fields (`api::Request.to`), functions, modules, features.
type Contract = BTreeMap<String, String>;

/// Reads the types of `src/api.rs`. It understands what stands there today, and fails at anything else, so that no new
/// form of an item is passed over.
fn types(source: &str) -> Result<Contract, String> {
    let mut contract = Contract::new();
    let mut attributes: Vec<&str> = Vec::new();
    let mut owner: Option<String> = None;
    for line in source.lines().map(str::trim) {
        let described = |rest: &str, attributes: &[&str]| [attributes, &[rest]].concat().join(" ");
        if line.is_empty() || line.starts_with("//") || line.starts_with("use ") {
        } else if line.starts_with("#[") {
            attributes.push(line);
        } else if line == "}" {
            owner = None;
        } else if let (None, Some(name)) =
            (&owner, line.strip_prefix("pub struct ").and_then(|rest| rest.strip_suffix(" {")))
        {
            let name = format!("api::{name}");
            contract.insert(name.clone(), described("struct", &attributes));
            attributes.clear();
            owner = Some(name);
        } else if let (Some(owner), Some((name, of))) =
            (&owner, line.strip_prefix("pub ").and_then(|field| field.strip_suffix(',')?.split_once(": ")))
        {
            contract.insert(format!("{owner}.{name}"), described(of, &attributes));
            attributes.clear();
        } else {
            return Err(format!("this test does not understand the line `{line}` of src/api.rs: teach it"));
        }
    }
    Ok(contract)
}

/// All of it, read from the sources.
fn contract(api: &str, library: &str, convert: &str, manifest: &str) -> Result<Contract, String> {
    let mut contract = types(api)?;
    for line in library.lines() {
        if let Some(name) = line.strip_prefix("pub mod ").and_then(|rest| rest.strip_suffix(';')) {
            contract.insert(format!("mod {name}"), String::from("public"));
        }
        let Some(names) = line.strip_prefix("pub use convert::{").and_then(|rest| rest.strip_suffix("};"))
        else {
            continue;
        };
        for name in names.split(", ") {
            let start = format!("pub fn {name}(");
            let found = convert.lines().find(|line| line.starts_with(&start));
            let signature = found.ok_or_else(|| format!("{name} is not written in one line"))?;
            let signature = signature.trim_end_matches(" {").trim_start_matches("pub ");
            contract.insert(format!("fn {name}"), signature.to_owned());
        }
    }
    let features = manifest.split("\n[features]\n").nth(1).and_then(|rest| rest.split("\n[").next());
    for line in features.unwrap_or_default().lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, _)) = line.split_once(" = ") {
            contract.insert(format!("feature {name}"), String::from("there"));
        }
    }
    Ok(contract)
}

/// What callers notice of a change.
#[derive(Debug, PartialEq)]
enum Change {
    None,
    /// There is more than there was.
    Addition,
    /// Programs that compiled do not compile any more, or read another JSON; with what does it.
    Break(Vec<String>),
}

fn compare(before: &Contract, now: &Contract) -> Change {
    let mut breaks = Vec::new();
    for (name, was) in before {
        match now.get(name) {
            None => breaks.push(format!("{name} is gone")),
            Some(is) if is != was => breaks.push(format!("{name} was `{was}` and is `{is}`")),
            Some(_) => {}
        }
    }
    for name in now.keys().filter(|name| !before.contains_key(*name)) {
        // All fields are public, so callers write the type out.
        if name.split_once('.').is_some_and(|(owner, _)| before.contains_key(owner)) {
            breaks.push(format!("{name} is a new field of a type that callers can make"));
        }
    }
    if !breaks.is_empty() {
        Change::Break(breaks)
    } else if before == now {
        Change::None
    } else {
        Change::Addition
    }
}

/// Whether the step from one version to the other is large enough for such a change: the first number that is not 0
/// stands for breaks, and those after it for additions.
fn permits(before: &str, now: &str, change: &Change) -> bool {
    let numbers = |version: &str| version.split('.').map(|part| part.parse().unwrap()).collect::<Vec<u32>>();
    let (before, now) = (numbers(before), numbers(now));
    let leading = before.iter().position(|part| *part > 0).unwrap_or(before.len() - 1);
    match change {
        Change::None => now >= before,
        Change::Addition => now > before,
        Change::Break(_) => now[..=leading] > before[..=leading],
    }
}

fn written(contract: &Contract) -> String {
    let lines = contract.iter().map(|(name, what)| format!("{name} = {what}\n"));
    format!("authmorph {}\n{}", env!("CARGO_PKG_VERSION"), lines.collect::<String>())
}

fn read(file: &str) -> (String, Contract) {
    let (first, rest) = file.split_once('\n').unwrap();
    let pairs = rest.lines().filter_map(|line| line.split_once(" = "));
    let contract = pairs.map(|(name, what)| (name.to_owned(), what.to_owned())).collect();
    (first.strip_prefix("authmorph ").unwrap().to_owned(), contract)
}

fn current() -> Contract {
    contract(&text("src/api.rs"), &text("src/lib.rs"), &text("src/convert.rs"), &text("Cargo.toml")).unwrap()
}

#[test]
fn the_version_says_what_has_changed_since_the_last_release() {
    let now = current();
    if std::env::var_os("UPDATE_CONTRACT").is_some() {
        fs::write(Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE), written(&now)).unwrap();
    }
    let (version, before) = read(&text(FILE));
    let change = compare(&before, &now);
    assert!(
        permits(&version, env!("CARGO_PKG_VERSION"), &change),
        "{change:#?}\nsince {version}, and Cargo.toml says {}: give it a version that says so. Where nothing was \
         released yet, `UPDATE_CONTRACT=1 cargo test --test contract` writes {FILE} anew.",
        env!("CARGO_PKG_VERSION"),
    );
}

#[test]
fn every_line_of_the_contract_counts() {
    let [api, library, convert, manifest] =
        ["src/api.rs", "src/lib.rs", "src/convert.rs", "Cargo.toml"].map(text);
    let before = current();
    let without = |text: &str, gone: usize| {
        let lines = text.lines().enumerate().filter(|(index, _)| *index != gone);
        lines.map(|(_, line)| format!("{line}\n")).collect::<String>()
    };
    let breaks = |now: &Contract| matches!(compare(&before, now), Change::Break(_));
    let mut tried = 0;
    for (index, line) in api.lines().enumerate() {
        let field = line.starts_with("    pub ");
        if !field && !line.trim().starts_with("#[") {
            continue;
        }
        tried += 1;
        let now = contract(&without(&api, index), &library, &convert, &manifest).unwrap();
        assert!(breaks(&now), "{line}");
        if field {
            let optional = line.replace(": ", ": Option<").replace(',', ">,");
            let now = contract(&api.replace(line, &optional), &library, &convert, &manifest).unwrap();
            assert!(breaks(&now), "{optional}");
        }
    }
    assert!(tried > 100, "{tried}");

    let more = api.replace("pub struct Source {", "pub struct Source {\n    pub encoding: String,");
    assert!(breaks(&contract(&more, &library, &convert, &manifest).unwrap()));
    let more = format!("{api}\n#[derive(Debug)]\npub struct Another {{\n    pub name: String,\n}}\n");
    let now = contract(&more, &library, &convert, &manifest).unwrap();
    assert_eq!(compare(&before, &now), Change::Addition);

    let asynchronous =
        convert.replace("pub fn detect(request: &api::Request)", "pub fn detect(request: api::Request)");
    assert!(breaks(&contract(&api, &library, &asynchronous, &manifest).unwrap()));
    for (was, is) in [("pub mod plan;", "mod plan;"), ("detect, ", "")] {
        assert!(breaks(&contract(&api, &library.replace(was, is), &convert, &manifest).unwrap()), "{was}");
    }
    let fewer = manifest.replace("\nsource-code = []", "");
    assert!(breaks(&contract(&api, &library, &convert, &fewer).unwrap()));
    assert!(
        types("pub enum Kind {\n    One,\n}\n").is_err(),
        "what it does not understand it does not pass over"
    );
}

#[test]
fn versions_are_read_as_cargo_reads_them() {
    let broken = Change::Break(vec![String::from("it")]);
    for (before, now, additions, breaks) in [
        ("0.1.0", "0.1.0", false, false),
        ("0.1.0", "0.1.1", true, false),
        ("0.1.9", "0.2.0", true, true),
        ("0.1.0", "1.0.0", true, true),
        ("1.2.3", "1.3.0", true, false),
        ("1.2.3", "2.0.0", true, true),
        ("1.2.3", "1.2.2", false, false),
    ] {
        assert_eq!(permits(before, now, &Change::Addition), additions, "{before} to {now}");
        assert_eq!(permits(before, now, &broken), breaks, "{before} to {now}");
    }
}
