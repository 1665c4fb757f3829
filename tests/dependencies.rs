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

/// Every list of packages, with the folder that it stands in.
fn locks() -> Vec<(String, serde_json::Value)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap().map(Result::unwrap) {
            let name = entry.file_name().to_string_lossy().into_owned();
            let is_made =
                ["node_modules", "target", "dist"].contains(&name.as_str()) || name.starts_with('.');
            if entry.file_type().unwrap().is_dir() && !is_made {
                folders.push(entry.path());
            } else if name == "package-lock.json" {
                let place = folder.strip_prefix(root).unwrap().to_string_lossy().into_owned();
                found
                    .push((place, serde_json::from_str(&fs::read_to_string(entry.path()).unwrap()).unwrap()));
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

/// Packages that would run a script of their own when they are installed. `scripts/setup.sh` lets none of them, but for bun
/// and deno, which fetch themselves so; a new one has to be looked at.
const WOULD_RUN_SCRIPTS: &[(&str, &str)] = &[
    ("", "esbuild"),
    ("tests/client/edge", "sharp"),
    ("tests/client/edge", "workerd"),
    ("tests/client/prisma", "@prisma/engines"),
    ("tests/client/prisma", "prisma"),
    ("tests/package", "bun"),
    ("tests/package", "deno"),
    ("tests/sites", "esbuild"),
    ("tests/sites", "sharp"),
    ("tests/sites/docusaurus", "core-js"),
    ("tests/typescript", "better-sqlite3"),
    ("tests/typescript", "esbuild"),
];

#[test]
fn packages_are_pinned_by_their_content_and_run_no_scripts() {
    let locks = locks();
    assert!(locks.len() > 10, "only {}", locks.len());
    let mut running = BTreeSet::new();
    for (place, lock) in &locks {
        for (path, package) in
            lock["packages"].as_object().unwrap().iter().filter(|(path, _)| !path.is_empty())
        {
            let is_pinned = package["integrity"].as_str().is_some_and(|hash| hash.starts_with("sha512-"));
            assert!(is_pinned, "{place}: {path} is not pinned by its content");
            let from = package["resolved"].as_str();
            assert!(
                from.is_none(),
                "{place}: {path} comes from {from:?} and not from whichever registry is set"
            );
            if package["hasInstallScript"].as_bool() == Some(true) {
                running.insert((place.as_str(), path.rsplit("node_modules/").next().unwrap()));
            }
        }
    }
    assert_eq!(running, WOULD_RUN_SCRIPTS.iter().copied().collect());
}

#[test]
fn crates_come_from_the_registry_with_their_checksums() {
    for path in ["Cargo.lock", "fuzz/Cargo.lock"] {
        for package in text(path).split("[[package]]").skip(1) {
            let is_ours = package.contains("name = \"authmorph");
            assert!(
                is_ours || package.contains("source = \"registry+") && package.contains("checksum = "),
                "{path}: {package}"
            );
        }
    }
}
