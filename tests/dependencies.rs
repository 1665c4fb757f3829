//! That every dependency has its reason in `docs/dependencies.md`, and every reason its dependency.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn text(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap_or_default()
}

/// The names in the first column of the tables below a heading.
fn explained(heading: &str) -> BTreeSet<String> {
    let page = text("docs/dependencies.md");
    let section = page.split("\n## ").find(|section| section.starts_with(heading)).unwrap();
    section
        .lines()
        .filter_map(|line| line.strip_prefix("| `")?.split_once('`'))
        .map(|(name, _)| name.to_owned())
        .collect()
}

#[test]
fn crates_are_explained() {
    let mut crates = BTreeSet::new();
    let mut inside = false;
    for line in text("Cargo.toml").lines() {
        if line.starts_with('[') {
            inside = line.ends_with("dependencies]");
        } else if let (true, Some((name, _))) = (inside, line.split_once('=')) {
            crates.insert(name.trim().to_owned());
        }
    }
    assert_eq!(crates, explained("Rust"));
}

/// What Cargo.toml promises to other programs: the library and what it links compile with that Rust. The library's own
/// text is held to it by clippy's `incompatible_msrv`; the crates say what they need.
#[test]
fn no_crate_needs_a_newer_rust_than_we_promise() {
    let output = std::process::Command::new(env!("CARGO"))
        .args(["metadata", "--locked", "--offline", "--format-version", "1"])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    let number =
        |version: &str| version.split('.').map(|part| part.parse().unwrap_or(0)).collect::<Vec<u32>>();
    let promised = number(env!("CARGO_PKG_RUST_VERSION"));
    let newer: Vec<String> = metadata["packages"]
        .as_array()
        .unwrap()
        .iter()
        .filter(|package| {
            package["rust_version"].as_str().is_some_and(|needs| number(needs)[..2] > promised[..2])
        })
        .map(|package| format!("{} needs {}", package["name"], package["rust_version"]))
        .collect();
    assert!(newer.is_empty(), "{newer:?}");
}

/// The packages that a manifest names.
fn packages(path: &str) -> BTreeSet<String> {
    let manifest: serde_json::Value = serde_json::from_str(&text(path)).unwrap();
    ["dependencies", "devDependencies"]
        .iter()
        .filter_map(|kind| manifest[kind].as_object())
        .flat_map(|packages| packages.keys().cloned())
        .collect()
}

#[test]
fn packages_of_the_browser_tests_are_explained() {
    assert_eq!(packages("package.json"), explained("JavaScript"));
}

#[test]
fn packages_of_the_tests_in_firefox_are_explained() {
    assert_eq!(packages("tests/firefox/package.json"), explained("Firefox"));
}

#[test]
fn packages_of_the_typescript_tests_are_explained() {
    assert_eq!(packages("tests/typescript/package.json"), explained("TypeScript"));
}

#[test]
fn packages_of_the_peers_are_explained() {
    assert_eq!(packages("benches/peers/package.json"), explained("Peers"));
}

#[test]
fn packages_of_the_package_tests_are_explained() {
    let mut all = packages("tests/package/package.json");
    all.extend(packages("tests/package/next/package.json"));
    assert_eq!(all, explained("Package"));
}

#[test]
fn packages_of_the_sites_are_explained() {
    let mut all = packages("tests/sites/package.json");
    all.extend(packages("tests/sites/docusaurus/package.json"));
    assert_eq!(all, explained("Sites"));
}

#[test]
fn packages_of_the_clients_are_explained() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/client");
    let folders = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let versions =
        folders.filter(|entry| entry.path().join("package.json").exists()).map(|entry| entry.file_name());
    let all: BTreeSet<String> = versions
        .flat_map(|version| packages(&format!("tests/client/{}/package.json", version.to_str().unwrap())))
        .collect();
    assert_eq!(all, explained("Clients"));
}
