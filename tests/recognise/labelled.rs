//! The confusion table: what is recognised of every labelled schema in `tests/cases/recognise`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use authmorph::api::Detection;

use super::{detect, summary};

/// A schema and what it is.
pub struct Labelled {
    /// Its heading.
    pub title: String,
    /// Whose SQL it is.
    pub dialect: String,
    /// The statements.
    pub text: String,
    /// Whether it says why its statements leave open what it is.
    pub unsure: bool,
    /// What has to be recognised.
    pub expected: Expected,
}

/// What has to be recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Expected {
    /// The layout; none of ours when it is empty.
    pub layout: String,
    /// `lucia 3 or sessions-2024`: all versions that fit equally, in this order.
    pub versions: Vec<String>,
    /// `with 1.4`: a version that has to be among them.
    pub with: Option<String>,
    /// `as prisma`.
    pub variant: Option<String>,
    /// `and lucia 3`: another layout in the same text.
    pub beside: Option<(String, String)>,
}

impl Expected {
    fn read(words: &str) -> Self {
        let mut expected = Self::default();
        let (words, beside) = words.split_once(" and ").map_or((words, None), |(one, two)| (one, Some(two)));
        expected.beside =
            beside.and_then(|two| two.split_once(' ')).map(|(a, b)| (a.to_owned(), b.to_owned()));
        let (words, variant) = words.split_once(" as ").map_or((words, None), |(one, two)| (one, Some(two)));
        expected.variant = variant.map(str::to_owned);
        let (words, with) = words.split_once(" with ").map_or((words, None), |(one, two)| (one, Some(two)));
        expected.with = with.map(str::to_owned);
        let Some((layout, versions)) = words.split_once(' ') else { return expected };
        expected.layout = layout.to_owned();
        expected.versions = versions.split(" or ").map(str::to_owned).collect();
        expected
    }
}

/// Every labelled schema.
pub fn all() -> Vec<Labelled> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/recognise");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "md"));
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let text = fs::read_to_string(path).unwrap();
        for part in text.split("\n## ").skip(1) {
            let (title, rest) = part.split_once('\n').unwrap();
            let expect = rest.lines().find_map(|line| line.strip_prefix("Expect: ")).unwrap();
            let (_, code) = rest.split_once("```sql ").unwrap();
            let (dialect, code) = code.split_once('\n').unwrap();
            found.push(Labelled {
                title: title.to_owned(),
                dialect: dialect.to_owned(),
                unsure: rest.contains("\nUnsure: "),
                text: code.split("\n```").next().unwrap().to_owned(),
                expected: Expected::read(expect),
            });
        }
    }
    found
}

/// What is wrong about the answer; none when it is right.
pub fn wrong(expected: &Expected, detection: &Detection) -> Option<String> {
    let layout = detection.layout.clone().unwrap_or_default();
    let fail = |what: &str| Some(format!("{what}: {}", summary(detection)));
    if layout != expected.layout {
        return fail("another layout");
    }
    if expected.layout.is_empty() {
        return None;
    }
    let versions = &detection.versions;
    let exact = expected.with.is_none() && expected.beside.is_none() && expected.layout != "better-auth";
    if versions.first() != expected.versions.first() || (exact && *versions != expected.versions) {
        return fail(&format!("versions {versions:?}"));
    }
    if expected.with.as_ref().is_some_and(|with| !versions.contains(with)) {
        return fail(&format!("versions {versions:?}"));
    }
    if expected.variant.is_some() && detection.variant != expected.variant {
        return fail("another variant");
    }
    let others: Vec<(String, String)> =
        detection.others.iter().map(|other| (other.layout.clone(), other.version.clone())).collect();
    if others != expected.beside.iter().cloned().collect::<Vec<_>>() {
        return fail(&format!("beside it {others:?}"));
    }
    None
}

#[test]
fn no_schema_is_taken_for_another() {
    let mut table: BTreeMap<(String, String), usize> = BTreeMap::new();
    let mut failures = Vec::new();
    let mut unsure = Vec::new();
    let schemas = all();
    for schema in &schemas {
        let detection = detect(&schema.dialect, &schema.text);
        let name = |layout: &str| if layout.is_empty() { "none".to_owned() } else { layout.to_owned() };
        let found = name(&detection.layout.clone().unwrap_or_default());
        *table.entry((name(&schema.expected.layout), found)).or_default() += 1;
        let is_unsure = detection.layout.is_some() && detection.confidence < 0.75;
        if is_unsure {
            unsure.push(format!("{}: {}", schema.title, summary(&detection)));
        }
        if is_unsure != schema.unsure {
            failures.push(format!("{}: unsure, and no reason for it, or the reverse", schema.title));
        }
        failures.extend(wrong(&schema.expected, &detection).map(|what| format!("{}: {what}", schema.title)));
    }
    println!("{} labelled schemas; what they are, what they were taken for, how many:", schemas.len());
    for ((expected, found), count) in &table {
        println!("  {expected:12} {found:12} {count}");
    }
    println!("unsure: {}\n  {}", unsure.len(), unsure.join("\n  "));
    assert!(failures.is_empty(), "{} wrong:\n  {}", failures.len(), failures.join("\n  "));
    assert!(schemas.len() >= 150, "only {}", schemas.len());
}

#[test]
fn what_is_not_ours_has_three_neighbours_with_what_each_lacks() {
    for schema in all().iter().filter(|schema| schema.expected.layout.is_empty()) {
        let detection = detect(&schema.dialect, &schema.text);
        assert_eq!(detection.runners_up.len(), 3, "{}", schema.title);
        for runner_up in &detection.runners_up {
            assert!(!runner_up.lacks.is_empty(), "{} {}", schema.title, runner_up.layout);
            assert!(runner_up.confidence < 0.5, "{} {}", schema.title, runner_up.layout);
        }
    }
}
