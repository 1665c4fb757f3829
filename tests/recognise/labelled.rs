//! The confusion table: what is recognised of every labelled schema in `tests/cases/recognise`.

use std::collections::BTreeMap;

use authmorph::api::Detection;

pub use crate::schemas::{Expected, Labelled, all};

use super::{detect, summary};

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
