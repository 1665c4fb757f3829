//! Before, after and the difference of each file; and names as they are, which change nothing but names.

use authmorph::api::{Conversion, Request};
use authmorph::dialects::{ALL, Dialect};
use authmorph::outputs;
use authmorph::outputs::difference::unified;
use authmorph::outputs::options::Keys;
use proptest::prelude::*;

use crate::cases::{Case, cases};
use crate::hostile;
use crate::support::{difference::difference, migrations};
use crate::tools::{Workshop, workshop};

fn convert(request: &Request, of: &str) -> Conversion {
    let set = [("of".to_owned(), of.to_owned())].into();
    authmorph::convert(&Request { set, ..request.clone() })
}

/// What a difference makes of a text, as `patch` does it.
fn patched(before: &str, difference: &str) -> String {
    let old: Vec<&str> = before.split_inclusive('\n').collect();
    let mut text = String::new();
    let mut place = 0;
    let mut lines = difference.split_terminator('\n').skip(2).peekable();
    while let Some(line) = lines.next() {
        let (mark, rest) = line.split_at(1);
        let without_end = lines.next_if(|next| next.starts_with('\\')).is_some();
        let rest = if without_end { rest.to_owned() } else { format!("{rest}\n") };
        match mark {
            "@" => {
                let (start, length) =
                    line.split(['-', ',', ' ']).nth(2).zip(line.split([',', ' ']).nth(2)).unwrap();
                let start: usize = start.parse().unwrap();
                let start = if length == "0" { start } else { start - 1 };
                text += &old[place..start].concat();
                place = start;
            }
            "+" => text += &rest,
            _ => {
                assert_eq!(rest, old[place], "the context does not fit");
                text += if mark == " " { old[place] } else { "" };
                place += 1;
            }
        }
    }
    text += &old[place..].concat();
    text
}

#[test]
fn each_difference_leads_from_before_to_after() {
    for dialect in ALL.iter().copied() {
        for path in migrations::files(dialect) {
            let (request, _) = migrations::convert(&path, dialect);
            let [before, after, between] = ["before", "after", "diff"].map(|of| convert(&request, of));
            let mut differences = 0;
            assert_eq!(after.files.len(), between.files.len());
            let is_wired = |files: &Conversion| files.files.iter().any(|file| file.path == "wiring/lucia.ts");
            let wired = is_wired(&before) && is_wired(&after);
            // Where the text lacks a table that only the version before asks for, that has no wiring.
            let [before, after, between] = [before, after, between].map(|conversion| {
                let files = conversion.files.into_iter();
                files.filter(|file| wired || file.output != "wiring").collect::<Vec<_>>()
            });
            assert_eq!(after.len(), before.len());
            for ((before, after), between) in before.iter().zip(&after).zip(&between) {
                let Some(path) = between.path.strip_suffix(".diff") else {
                    assert_eq!(after, between);
                    continue;
                };
                assert_eq!((path, "diff"), (after.path.as_str(), between.language.as_str()));
                assert_eq!(patched(&before.text, &between.text), after.text, "{path}");
                differences += 1;
            }
            assert_eq!(differences, 8 + usize::from(wired), "{}", path.display());
        }
    }
}

#[test]
fn nothing_changes_where_nothing_is_converted() {
    let text = "CREATE TABLE a (id integer PRIMARY KEY);".to_owned();
    let source = authmorph::api::Source { name: String::new(), text };
    let request = Request {
        sources: vec![source],
        dialect: Some("sqlite".to_owned()),
        to: Some("as-is".to_owned()),
        ..Request::default()
    };
    let files = convert(&request, "diff").files;
    let differences = files.iter().filter(|file| file.language == "diff");
    assert!(differences.clone().count() > 4);
    assert!(differences.into_iter().all(|file| file.text == "Nothing changes in this file.\n"));
}

proptest! {
    #[test]
    fn any_two_texts_have_a_difference(
        before in "([ab{}]{0,2}\n){0,14}[ab]?",
        after in "([ab{}]{0,2}\n){0,14}[ab]?",
    ) {
        prop_assert_eq!(patched(&before, &unified("x", &before, &after)), after);
    }
}

/// A table more is some lines more: nothing else moves, apart from what is imported.
#[test]
fn a_small_change_of_the_input_is_one_of_the_text() {
    for dialect in ALL.iter().copied() {
        let path = migrations::example(dialect);
        let (request, before) = migrations::convert(&path, dialect);
        let mut longer = request.clone();
        longer.sources[0].text += "\nCREATE TABLE later_on (id integer PRIMARY KEY, a_note varchar(20));\n";
        let after = authmorph::convert(&longer);
        for (before, after) in before.files.iter().zip(&after.files) {
            let difference = unified(&before.path, &before.text, &after.text);
            let gone: Vec<&str> = difference.lines().skip(2).filter(|line| line.starts_with('-')).collect();
            // An import that gets longer, an end of a list that gets a comma, a number of tables.
            assert!(gone.len() <= 3, "{}: {gone:#?}", before.path);
        }
    }
}

/// Through `drizzle.config.ts`, as people call drizzle-kit.
fn exported(workshop: &Workshop, case: &Case) -> String {
    workshop.write("drizzle.config.ts", &outputs::drizzle::config(&case.schema()));
    let said = workshop.run_with("drizzle-kit", &["export"], &[("NO_COLOR", "1"), ("DATABASE_URL", "x")]);
    let marks = ["CREATE ", "DO $$"].iter().filter_map(|mark| said.find(mark));
    said[marks.min().unwrap_or_else(|| panic!("{}: {said}", case.name()))..].to_owned()
}

fn sample(dialect: Dialect) -> Vec<Case> {
    let wanted = format!("{}-keys", dialect.name());
    let keys = cases().into_iter().filter(|case| case.name() == wanted);
    let names = hostile::without_quotes(dialect).into_iter().take(1);
    keys.chain(names).collect()
}

#[test]
fn drizzle_kit_makes_the_same_of_names_as_they_are() {
    for dialect in ALL.iter().copied() {
        let workshop = workshop(&format!("keys-{}", dialect.name()));
        let sample = sample(dialect);
        let file = |case: &Case, keys: Keys| format!("{}-{keys:?}.ts", case.name());
        let mut files = Vec::new();
        for case in &sample {
            for keys in [Keys::Camel, Keys::AsIs] {
                files.push(file(case, keys));
                workshop.write(&file(case, keys), &outputs::drizzle::render_with(&case.schema(), keys).text);
            }
        }
        assert_eq!(workshop.drizzle_exports(dialect, &files), "");
        for case in &sample {
            // It goes by the names that are exported.
            let lines = |keys: Keys| {
                let sql = workshop.read(&format!("{}.sql", file(case, keys)));
                let mut lines: Vec<String> = sql.lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            let found = difference(&lines(Keys::Camel), &lines(Keys::AsIs));
            assert!(found.is_none(), "{}:\n{}", case.name(), found.unwrap_or_default());
        }
        let first = file(&sample[0], Keys::Camel);
        workshop.write("drizzle/schema.ts", &workshop.read(&first));
        let printed = exported(&workshop, &sample[0]);
        assert_eq!(printed.trim_end(), workshop.read(&format!("{first}.sql")).trim_end());
    }
}
