//! `wiring/changes.md`: what the steps of the library ask of the application's code, the earliest first.

use crate::layouts::wiring::{self, Change, Wiring};
use crate::model::names::ObjectName;
use crate::outputs::markdown::{cell, table};
use crate::outputs::{OutputFile, Subject};

/// The file; none where nothing changes.
pub fn file(subject: &Subject<'_>) -> Option<OutputFile> {
    let [before, after] = subject.libraries;
    let (before, after) = (before?, after?);
    let changes = since(after.wiring()?, before.layout.name, before.version)?;
    subject.plan.filter(|_| !changes.is_empty())?;
    let mut lines = vec![
        "# What changes in your code".to_owned(),
        String::new(),
        "Deploy it together with `migration/up.sql`. The files beside this one are the code that is new."
            .to_owned(),
    ];
    let tables = tables(subject);
    if !tables.is_empty() {
        let row = |(what, table): &(&str, &ObjectName)| vec![(*what).to_owned(), cell(&table.to_string())];
        let rows: Vec<Vec<String>> = tables.iter().map(row).collect();
        lines.push(String::new());
        lines.extend(table(&["logins", "table"], &rows));
    }
    for change in changes {
        lines.extend([
            format!("\n## {}\n", change.what.trim_end_matches('.')),
            format!("```ts\n// before\n{}\n\n// after\n{}\n```", change.before, change.after),
        ]);
    }
    Some(OutputFile::text("changes.md", "markdown", lines.join("\n") + "\n"))
}

/// Where each kind of login has gone.
fn tables<'a>(subject: &Subject<'a>) -> Vec<(&'static str, &'a ObjectName)> {
    let Some(changes) = &subject.decided.changes else { return Vec::new() };
    let of_keys = changes.keys.iter().flat_map(|keys| {
        [
            ("OAuth accounts", &keys.oauth.name),
            ("Passwords", &keys.password.name),
            ("Logins without a password", &keys.passwordless.name),
        ]
    });
    let of_copies = changes.copies.iter().filter_map(|copy| {
        let what = match copy.name {
            "oauth_accounts" => "OAuth accounts",
            "passwords" => "Passwords",
            "other_logins" => "Logins without a password",
            _ => return None,
        };
        Some((what, &copy.to.name))
    });
    of_keys.chain(of_copies).collect()
}

/// What is different since that version of that layout, the earliest first; none where no way leads there.
fn since(wiring: &Wiring, layout: &str, version: &str) -> Option<Vec<&'static Change>> {
    if wiring.layout == layout && wiring.versions.contains(&version) {
        return Some(Vec::new());
    }
    wiring.since.iter().find_map(|before| {
        let is_there = before.layout == layout && (before.version.is_empty() || before.version == version);
        let mut changes = match is_there {
            true => Vec::new(),
            false => since(wiring::of(before.layout, before.version)?, layout, version)?,
        };
        changes.extend(before.changes);
        Some(changes)
    })
}
