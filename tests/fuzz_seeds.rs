//! The seeds of the fuzzers, held against the same checks as there: as they are, cut, and put together at random.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "../fuzz/checks.rs"]
mod checks;

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use proptest::prelude::*;

type Check = fn(&str);

/// The checks, by the folders of their seeds.
const CHECKS: &[(&str, Check)] = &[
    ("split", checks::split),
    ("parse", checks::parse),
    ("convert", checks::convert),
    ("link", checks::link),
    ("request", checks::request),
];

fn seeds() -> &'static [(String, String)] {
    static SEEDS: OnceLock<Vec<(String, String)>> = OnceLock::new();
    SEEDS.get_or_init(|| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds");
        let mut found = Vec::new();
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            let files: Vec<_> = if path.is_dir() {
                fs::read_dir(&path).unwrap().map(|entry| entry.unwrap().path()).collect()
            } else {
                vec![path]
            };
            found.extend(files.iter().map(|file| (name.clone(), fs::read_to_string(file).unwrap())));
        }
        found.sort();
        found
    })
}

#[test]
fn every_seed_stands_every_check() {
    assert!(seeds().len() > 200, "only {}", seeds().len());
    for (_, text) in seeds() {
        for (_, check) in CHECKS {
            check(text);
        }
    }
}

/// Two seeds put together at any place of each, which is what a fuzzer finds most with.
fn crossed(first: &str, second: &str, at: &prop::sample::Index, to: &prop::sample::Index) -> String {
    let boundary = |text: &str, index: &prop::sample::Index| {
        let place = index.index(text.len() + 1);
        (0..=place).rev().find(|place| text.is_char_boundary(*place)).unwrap_or(0)
    };
    let (end, start) = (boundary(first, at), boundary(second, to));
    format!("{}{}", &first[..end], &second[start..])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn seeds_that_were_cut_and_crossed(
        first in any::<prop::sample::Index>(),
        second in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        to in any::<prop::sample::Index>(),
    ) {
        let (kind, first) = &seeds()[first.index(seeds().len())];
        let (_, second) = &seeds()[second.index(seeds().len())];
        let text = crossed(first, second, &at, &to);
        for (name, check) in CHECKS {
            if name == kind || *name == "parse" {
                check(&text);
            }
        }
    }
}
