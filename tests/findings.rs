//! That every code of a finding has its page, every page its code, and every example on a page its finding.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use authmorph::api::{Request, Source};
use authmorph::dialects::ALL;
use authmorph::findings::CODES;

fn path(below: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(below)
}

fn codes() -> BTreeSet<String> {
    CODES.iter().map(|code| (*code).to_owned()).collect()
}

/// The pages by their codes.
fn pages() -> Vec<(String, String)> {
    let mut pages: Vec<(String, String)> = fs::read_dir(path("docs/findings"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
            (code, fs::read_to_string(&path).unwrap())
        })
        .collect();
    pages.sort();
    pages
}

/// The text of every source of the engine, without the table of codes itself.
fn sources() -> Vec<(PathBuf, String)> {
    let mut found = Vec::new();
    let mut open = vec![path("src")];
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs")
                && path != self::path("src/findings.rs")
            {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path, text));
            }
        }
    }
    found
}

/// The first argument of every call of `Finding::new`; none where it is not a text in place.
fn codes_in_calls(source: &str) -> impl Iterator<Item = Option<&str>> {
    source.split("Finding::new(").skip(1).map(|call| call.trim_start().strip_prefix('"')?.split('"').next())
}

#[test]
fn the_table_of_codes_is_sorted_and_without_doubles() {
    let sorted: Vec<String> = codes().into_iter().collect();
    assert_eq!(CODES, sorted);
}

#[test]
fn every_code_has_a_page_and_every_page_a_code() {
    let pages: BTreeSet<String> = pages().into_iter().map(|(code, _)| code).collect();
    assert_eq!(pages, codes());
}

#[test]
fn every_page_says_what_it_has_to() {
    for (code, page) in pages() {
        assert!(page.starts_with(&format!("# {code}\n\nSeverity: ")), "{code}: the first lines");
        for heading in ["**What.**", "**Why it matters.**", "**What to do.**"] {
            assert_eq!(page.matches(heading).count(), 1, "{code}: {heading}");
        }
    }
}

#[test]
fn every_code_in_the_sources_is_in_the_table() {
    let codes = codes();
    for (path, source) in sources() {
        for code in codes_in_calls(&source).flatten() {
            assert!(codes.contains(code), "{} makes a finding {code}", path.display());
        }
    }
}

#[test]
fn every_code_in_the_table_is_made_somewhere() {
    let sources = sources();
    for code in CODES {
        let quoted = format!("\"{code}\"");
        assert!(sources.iter().any(|(_, source)| source.contains(&quoted)), "nothing makes {code}");
    }
}

/// What is asked of an example.
#[derive(Default)]
struct Example {
    dialect: Option<String>,
    from: Option<String>,
    to: Option<String>,
    set: BTreeMap<String, String>,
    text: String,
}

/// The example, with what stands above it: ``Example (SQLite, `--to lucia-2`):``.
fn example(page: &str) -> Option<Example> {
    let opening = ["\n```sql\n", "\n```prisma\n", "\n```typescript\n"]
        .into_iter()
        .find(|fence| page.contains(fence))?;
    let (before, rest) = page.split_once(opening)?;
    let (text, _) = rest.split_once("\n```\n")?;
    let title = before.trim_end().lines().last().unwrap();
    let mut example = Example { text: format!("{text}\n"), ..Example::default() };
    let Some(title) = title.strip_prefix("Example (").and_then(|title| title.strip_suffix("):")) else {
        return Some(example);
    };
    let (dialect, arguments) = title.split_once(", ").unwrap_or((title, ""));
    let mut words = arguments.trim_matches('`').split(' ');
    while let Some(word) = words.next().filter(|word| !word.is_empty()) {
        let value = words.next().unwrap();
        match word {
            "--from" => example.from = Some(value.to_owned()),
            "--to" => example.to = Some(value.to_owned()),
            "--set" => {
                example.set.extend(value.split_once('=').map(|(name, value)| (name.into(), value.into())))
            }
            _ => panic!("{title}: {word} is no argument of an example"),
        }
    }
    example.dialect = Some(dialect.to_owned());
    Some(example)
}

/// The severities that a page names.
fn severities(page: &str) -> &str {
    page.lines().find_map(|line| line.strip_prefix("Severity: ")).unwrap_or_default()
}

#[test]
fn every_example_makes_its_finding() {
    let mut wrong = Vec::new();
    for (code, page) in pages() {
        let Some(example) = example(&page) else { continue };
        let dialect = example.dialect.map(|title| {
            let named = ALL.iter().find(|dialect| dialect.title().starts_with(&title));
            named.unwrap_or_else(|| panic!("{code}: {title} is no dialect")).name().to_owned()
        });
        let sources = vec![Source { name: code.clone(), text: example.text }];
        let Example { from, to, set, .. } = example;
        let conversion =
            authmorph::convert(&Request { sources, dialect, from, to, set, ..Request::default() });
        let found = conversion.findings.iter().find(|finding| finding.code == code);
        match found {
            Some(finding) if severities(&page).contains(&finding.severity) => {}
            Some(finding) => wrong.push(format!("{code}: the severity is {}", finding.severity)),
            None => {
                let others: Vec<&str> =
                    conversion.findings.iter().map(|finding| finding.code.as_str()).collect();
                wrong.push(format!("{code}: the example makes {others:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
