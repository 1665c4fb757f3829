//! SuperTokens: every form that its tables had, and databases in which a newer core ran than was prepared for.

use std::fs;
use std::path::Path;

use super::{detect, summary};

/// A table in one form.
struct Block {
    anchors: Vec<String>,
    text: String,
}

fn blocks(dialect: &str) -> Vec<Block> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/recognise/supertokens");
    let text = fs::read_to_string(path.join(format!("{dialect}.txt"))).unwrap();
    let parts = text.split("\n@ ").skip(1);
    parts
        .map(|part| {
            let (anchors, text) = part.split_once('\n').unwrap();
            Block { anchors: anchors.split(' ').map(str::to_owned).collect(), text: text.to_owned() }
        })
        .collect()
}

fn anchors(dialect: &str) -> Vec<String> {
    let mut found: Vec<String> = blocks(dialect).into_iter().flat_map(|block| block.anchors).collect();
    found.sort_by_key(|version| place(version));
    found.dedup();
    found
}

fn schema(dialect: &str, anchor: &str, prefix: &str) -> String {
    let here = blocks(dialect).into_iter().filter(|block| block.anchors.iter().any(|it| it == anchor));
    here.map(|block| block.text.replace("{p}", prefix)).collect()
}

/// For sorting: 9.2.2 stands before 10.0.
fn place(version: &str) -> Vec<u32> {
    version.split('.').map(|part| part.parse().unwrap()).collect()
}

/// The cores that cannot be told from each other by what is in each anchor.
fn run(dialect: &str, anchor: &str) -> &'static [&'static str] {
    match (anchor, dialect) {
        ("3.0", _) => &["3.0"],
        ("3.1", _) => &["3.2", "3.1"],
        ("3.3" | "3.4", _) => &["3.4", "3.3"],
        ("3.5", _) => &["3.5"],
        ("3.6", _) => &["3.7", "3.6"],
        ("3.8", _) => &["3.10", "3.9", "3.8"],
        ("3.10", _) => &["3.10"],
        ("3.11", _) => &["3.12", "3.11"],
        ("3.13", _) => &["3.14", "3.13"],
        ("3.15" | "3.16", _) => &["3.16", "3.15"],
        ("4.0", _) => &["4.3", "4.2", "4.1", "4.0"],
        ("4.4", _) => &["4.4"],
        ("4.5" | "4.6", _) => &["4.6", "4.5"],
        ("5.0", _) => &["5.0"],
        ("6.0", _) => &["6.0"],
        ("7.0", _) => &["7.0"],
        ("8.0", _) => &["8.0"],
        ("9.0", _) => &["9.0"],
        ("9.1" | "9.1.0" | "9.1.1", _) => &["9.2", "9.1"],
        ("9.2.2", _) => &["9.2"],
        ("9.3", _) => &["9.3"],
        ("10.0", _) => &["10.0"],
        ("10.1", "mysql") => &["10.1"],
        ("10.1" | "11.0", _) => &["11.2", "11.1", "11.0", "10.1"],
        ("11.3" | "11.4", _) => &["11.4", "11.3"],
        ("12.0", _) => &["12.0"],
        ("12.1.1", _) => &["12.1"],
        _ => panic!("no run is written down for {anchor}"),
    }
}

#[test]
fn every_anchor_is_recognised_exactly() {
    for dialect in ["postgresql", "mysql"] {
        for anchor in anchors(dialect) {
            for prefix in ["", "st_"] {
                let detection = detect(dialect, &schema(dialect, &anchor, prefix));
                let name = format!("{dialect} {anchor} with the prefix `{prefix}`");
                assert_eq!(detection.layout.as_deref(), Some("supertokens"), "{name}");
                assert_eq!(detection.versions, run(dialect, &anchor), "{name}: {}", summary(&detection));
                assert_eq!(detection.confidence, 1.0, "{name}: {:?}", detection.evidence);
                assert!(detection.others.is_empty(), "{name}");
                let roles = detection.roles.len();
                assert_eq!(roles, detection.table_count, "{name}: a table has no role");
                for (role, found) in &detection.roles {
                    assert_eq!(found.table, format!("{prefix}{role}"), "{name}");
                    let mysql_only = found.extra == ["is_third_party_providers_null"];
                    assert!(found.extra.is_empty() || mysql_only, "{name} {role}: {:?}", found.extra);
                }
                let gaps = detection.findings.iter().filter(|finding| finding.code == "step_not_taken");
                assert_eq!(gaps.count(), 0, "{name}");
            }
        }
    }
}

#[test]
fn a_schema_and_renamed_tables_do_not_matter() {
    for anchor in anchors("postgresql") {
        let text = schema("postgresql", &anchor, "auth.");
        let text = text.replace("CONSTRAINT auth.", "CONSTRAINT ");
        let detection = detect("postgresql", &text);
        assert_eq!(detection.versions, run("postgresql", &anchor), "{anchor}");
        assert!(detection.roles.values().all(|role| role.table.starts_with("auth.")), "{anchor}");
        // Seven tables can be renamed one by one in the core's configuration.
        let text = schema("postgresql", &anchor, "")
            .replace("session_info", "my_sessions")
            .replace("emailpassword_users", "logins")
            .replace("key_value", "settings");
        let detection = detect("postgresql", &text);
        assert_eq!(detection.versions, run("postgresql", &anchor), "{anchor} renamed");
        assert_eq!(detection.roles["session_info"].table, "my_sessions", "{anchor}");
        assert_eq!(detection.roles["emailpassword_users"].table, "logins", "{anchor}");
    }
}

/// The steps that a person has to take.
const STEPS: &[&str] = &["3.5", "4.0", "5.0", "6.0", "7.0", "8.0", "9.0", "9.1", "12.0", "12.1"];

/// A database of one core in which a newer one was started: it has made its new tables and changed none.
fn mixed(dialect: &str, applied: &str, booted: &str) -> String {
    let old = blocks(dialect).into_iter().filter(|block| block.anchors.iter().any(|it| it == applied));
    let old: Vec<String> = old.map(|block| block.text).collect();
    let name = |text: &str| text.split_whitespace().nth(2).unwrap().to_owned();
    let names: Vec<String> = old.iter().map(|text| name(text)).collect();
    let new = blocks(dialect).into_iter().filter(|block| block.anchors.iter().any(|it| it == booted));
    let new = new.map(|block| block.text).filter(|text| !names.contains(&name(text)));
    let all: Vec<String> = old.into_iter().chain(new).collect();
    all.concat().replace("{p}", "st_")
}

fn tables(dialect: &str, anchor: &str) -> Vec<String> {
    let here = blocks(dialect).into_iter().filter(|block| block.anchors.iter().any(|it| it == anchor));
    here.map(|block| block.text.split_whitespace().nth(2).unwrap().to_owned()).collect()
}

#[test]
fn a_newer_core_without_its_steps_is_named() {
    let mut tried = 0;
    for dialect in ["postgresql", "mysql"] {
        let anchors = anchors(dialect);
        for (position, applied) in anchors.iter().enumerate().filter(|(_, it)| place(it) >= place("3.3")) {
            // Every fifth pair, from another place for each core: all of them take minutes, so they are for the soak.
            let (skipped, step) =
                if std::env::var_os("THOROUGH").is_some() { (0, 1) } else { (position % 5, 5) };
            for booted in anchors.iter().skip(position + 1 + skipped).step_by(step) {
                let between = |step: &&&str| place(step) > place(applied) && place(step) <= place(booted);
                let Some(gap) = STEPS.iter().find(between) else { continue };
                tried += 1;
                let name = format!("{dialect}: {applied} in which {booted} was started");
                let detection = detect(dialect, &mixed(dialect, applied, booted));
                assert_eq!(detection.layout.as_deref(), Some("supertokens"), "{name}");
                let versions = &detection.versions;
                let as_old = |version: &String| {
                    place(version) >= place(applied) || run(dialect, applied).contains(&version.as_str())
                };
                assert!(versions.iter().any(as_old), "{name}: {versions:?}");
                assert!(versions.iter().all(|version| place(version) < place(gap)), "{name}: {versions:?}");
                // A core that makes no table of its own leaves no trace of having run.
                let before = anchors.iter().filter(|anchor| place(anchor) < place(gap));
                let known: Vec<String> = before.flat_map(|anchor| tables(dialect, anchor)).collect();
                if tables(dialect, booted).iter().all(|table| known.contains(table)) {
                    continue;
                }
                let said = detection.findings.iter().filter(|finding| finding.code == "step_not_taken");
                let said: Vec<&String> = said.map(|finding| &finding.what).collect();
                let step = format!("the step to {gap} was not taken");
                assert!(said.iter().any(|what| what.contains(&step)), "{name}: {said:?}");
            }
        }
    }
    assert!(tried > 50, "only {tried}");
}
