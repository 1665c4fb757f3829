//! The bugs of comparable tools as cases: what must stand in our text. That it rebuilds the catalog is shown by the
//! tests of all cases.

use crate::cases::{Case, cases};

/// A row of the case's table: the issue, the text, what must stand in it.
struct Row {
    issue: String,
    text: String,
    fragment: String,
}

fn rows(case: &Case) -> Vec<Row> {
    let lines = case.file.lines().filter(|line| line.starts_with("| ") && !line.starts_with("| issue "));
    let rows = lines.take_while(|line| line.ends_with(" |")).map(|line| {
        let line = line.replace("\\|", "\u{0}");
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, issue, text, fragment, _] = cells.as_slice() else { panic!("{line}") };
        // As in Markdown: two marks where one is within, and then perhaps a blank at the end.
        let marks = if fragment.starts_with("``") { 2 } else { 1 };
        let fragment = fragment[marks..fragment.len() - marks].replace('\u{0}', "|");
        Row { issue: (*issue).to_owned(), text: (*text).to_owned(), fragment: fragment.trim().to_owned() }
    });
    rows.collect()
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

#[test]
fn what_others_get_wrong_stands_in_our_text() {
    let mut wrong = Vec::new();
    for case in cases().iter().filter(|case| case.name().starts_with("peers-")) {
        let rows = rows(case);
        assert!(rows.len() > 10, "{}: {} rows", case.name(), rows.len());
        for Row { issue, text, fragment } in rows {
            let language = match text.as_str() {
                "dbml" => text.clone(),
                name => format!("typescript {name}"),
            };
            let written =
                case.block(&language).unwrap_or_else(|| panic!("{}: no block {language}", case.name()));
            if !flat(&written).contains(&flat(&fragment)) {
                wrong.push(format!("{} {issue}: {text} lacks {fragment}", case.name()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
