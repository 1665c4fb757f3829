//! `wiring/changes.md`: what the steps of the library ask of the application's code, the earliest first.

use crate::layouts::wiring::{self, Wiring};
use crate::outputs::{OutputFile, Subject};

/// The file; none where nothing changes.
pub fn file(subject: &Subject<'_>) -> Option<OutputFile> {
    let [before, after] = subject.libraries;
    let (before, after) = (before?, after?);
    let is_start =
        |wiring: &Wiring| wiring.layout == before.layout.name && wiring.versions.contains(&before.version);
    let mut road: Vec<&Wiring> = Vec::new();
    let mut next = after.wiring();
    while let Some(wiring) = next.filter(|wiring| !is_start(wiring)) {
        road.push(wiring);
        next = wiring.since.and_then(|(layout, version)| wiring::of(layout, version));
    }
    let changes: Vec<_> = road.iter().rev().flat_map(|wiring| wiring.changes).collect();
    subject.plan.filter(|_| !changes.is_empty())?;
    let mut lines = vec![
        "# What changes in your code".to_owned(),
        String::new(),
        "Deploy it together with `migration/up.sql`. The files beside this one are the code that is new."
            .to_owned(),
    ];
    if let Some(keys) = subject.decided.changes.as_ref().and_then(|changes| changes.keys.as_ref()) {
        let tables = [
            ("OAuth accounts", &keys.oauth),
            ("Passwords", &keys.password),
            ("Logins without a password", &keys.passwordless),
        ];
        lines.extend(["".to_owned(), "| logins | table |".to_owned(), "|---|---|".to_owned()]);
        lines.extend(tables.map(|(what, table)| format!("| {what} | {} |", code(&table.name.to_string()))));
    }
    for change in changes {
        lines.extend([
            format!("\n## {}\n", change.what.trim_end_matches('.')),
            format!("```ts\n// before\n{}\n\n// after\n{}\n```", change.before, change.after),
        ]);
    }
    Some(OutputFile::text("changes.md", "markdown", lines.join("\n") + "\n"))
}

/// A name of the user's in a cell of a table.
fn code(name: &str) -> String {
    let shown: String = name
        .chars()
        .map(|character| if character.is_control() || character == '`' { ' ' } else { character })
        .collect();
    format!("`{}`", shown.replace('|', "\\|"))
}
