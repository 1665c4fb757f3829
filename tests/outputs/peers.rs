//! The bugs of comparable tools as cases: what must stand in our text. That it rebuilds the catalog is shown by the
//! tests of all cases. The list of them is `docs/peers.md`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use authmorph::dialects::Dialect;
use authmorph::outputs;
use authmorph::outputs::options::Keys;

use crate::cases::{Case, cases};
use crate::support::migrations;

/// A row of the case's table: the pitfall and reports about it, the text, what must stand in it.
struct Row {
    pitfall: String,
    reports: Vec<String>,
    text: String,
    fragment: String,
}

/// What no case can show, because drizzle-kit cannot quote or the server of the tests does not know it: pitfall, reports,
/// what is read, and what must stand in the Drizzle text.
const BEYOND_THE_TOOLS: &[(&str, &str, Dialect, &str, Keys, &str)] = &[
    (
        "15",
        "d#5546 d#5576",
        Dialect::MySql,
        "CREATE TABLE a (name varchar(20), KEY lowered ((lower(name))));",
        Keys::Camel,
        r#"index("lowered").on(sql`(lower(name))`)"#,
    ),
    ("24", "", Dialect::PostgreSql, r#"CREATE TABLE a ("e""q" text);"#, Keys::Camel, r#"eQ: text('e"q')"#),
    (
        "24",
        "dm#14",
        Dialect::PostgreSql,
        "CREATE TABLE some_words (user_id text);",
        Keys::AsIs,
        r#"export const some_words = pgTable("some_words", { user_id: text("user_id"), });"#,
    ),
];

/// The pitfall that `no_table_is_made_anew_in_sqlite` is about, with the reports.
const REBUILDING: (&str, &str) = ("44", "d#4938 d#3065 kyh/vibedgames#363 openstory-so/openstory#612");

fn rows(case: &Case) -> Vec<Row> {
    let lines = case.file.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| pitfall: "));
    let rows = lines.take_while(|line| line.ends_with(" |")).map(|line| {
        let line = line.replace("\\|", "\u{0}");
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, about, text, fragment, _] = cells.as_slice() else { panic!("{line}") };
        let (pitfall, about) = about.split_once(": ").unwrap_or_else(|| panic!("no pitfall in {line}"));
        // As in Markdown: two marks where one is within, and then perhaps a blank at the end.
        let marks = if fragment.starts_with("``") { 2 } else { 1 };
        let fragment = fragment[marks..fragment.len() - marks].replace('\u{0}', "|");
        Row {
            pitfall: pitfall.to_owned(),
            reports: reports(about),
            text: (*text).to_owned(),
            fragment: fragment.trim().to_owned(),
        }
    });
    rows.collect()
}

/// `d#1` and the like.
fn reports(text: &str) -> Vec<String> {
    let words = text.split([' ', ',', ':']).filter(|word| word.contains('#'));
    words.map(str::to_owned).collect()
}

/// The text without its layout.
fn flat(text: &str) -> String {
    text.split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .replace("( ", "(")
        .replace(" )", ")")
        .replace(" .", ".")
        .replace(",)", ")")
}

fn of_peers() -> Vec<Case> {
    cases().into_iter().filter(|case| case.name().starts_with("peers-")).collect()
}

#[test]
fn what_others_get_wrong_stands_in_our_text() {
    let mut wrong = Vec::new();
    for case in of_peers() {
        let rows = rows(&case);
        assert!(rows.len() > 10, "{}: {} rows", case.name(), rows.len());
        for Row { pitfall, text, fragment, .. } in rows {
            let language = match text.as_str() {
                "dbml" => text.clone(),
                name => format!("typescript {name}"),
            };
            let written =
                case.block(&language).unwrap_or_else(|| panic!("{}: no block {language}", case.name()));
            if !flat(&written).contains(&flat(&fragment)) {
                wrong.push(format!("{} {pitfall}: {text} lacks {fragment}", case.name()));
            }
        }
    }
    for (pitfall, _, dialect, sql, keys, fragment) in BEYOND_THE_TOOLS {
        let (schema, _) = authmorph::parse::parse(sql, *dialect);
        let written = outputs::drizzle::render_with(&schema, *keys).text;
        if !flat(&written).contains(&flat(fragment)) {
            wrong.push(format!("{pitfall}: {fragment} is missing in\n{written}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_table_is_made_anew_in_sqlite() {
    for path in migrations::files(Dialect::Sqlite) {
        let (request, conversion) = migrations::convert(&path, Dialect::Sqlite);
        let up = migrations::file(&conversion, "migration/up.sql");
        assert!(!up.to_lowercase().contains("pragma foreign_keys"), "{}", path.display());
        for source in &request.sources {
            for table in authmorph::parse::parse(&source.text, Dialect::Sqlite).0.tables {
                let name = Dialect::Sqlite.object(&table.name);
                for way in [format!("DROP TABLE {name};"), format!("ALTER TABLE {name} RENAME TO")] {
                    assert!(!up.contains(&way), "{}: {way}", path.display());
                }
            }
        }
    }
}

/// A pitfall's reports, and where rows about it are.
type Shown = BTreeMap<String, (BTreeSet<String>, BTreeSet<String>)>;

#[test]
fn the_list_of_pitfalls_is_what_the_cases_show() {
    let mut shown = Shown::new();
    let mut note = |pitfall: &str, reports: Vec<String>, place: &str| {
        let (known, places) = shown.entry(pitfall.to_owned()).or_default();
        known.extend(reports);
        places.insert(place.to_owned());
    };
    for case in of_peers() {
        for row in rows(&case) {
            note(&row.pitfall, row.reports, &case.name());
        }
    }
    for (pitfall, about, ..) in BEYOND_THE_TOOLS {
        note(pitfall, reports(about), "peers.rs");
    }
    note(REBUILDING.0, reports(REBUILDING.1), "peers.rs");
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/peers.md")).unwrap();
    let mut listed = Shown::new();
    for line in page.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| |")) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, pitfall, _, about, places, _] = cells.as_slice() else { panic!("{line}") };
        let places = places.split(", ").map(str::to_owned).collect();
        let before = listed.insert((*pitfall).to_owned(), (reports(about).into_iter().collect(), places));
        assert!(before.is_none(), "{pitfall} stands there twice");
    }
    let numbers: BTreeSet<usize> = listed.keys().filter_map(|pitfall| pitfall.parse().ok()).collect();
    assert_eq!(numbers, (1..=52).collect(), "the list has a gap");
    for (pitfall, known) in &listed {
        assert_eq!(
            shown.get(pitfall),
            Some(known),
            "pitfall {pitfall} (left: the cases, right: docs/peers.md)"
        );
    }
    assert_eq!(listed.len(), shown.len(), "a row is about no pitfall of docs/peers.md");
}
