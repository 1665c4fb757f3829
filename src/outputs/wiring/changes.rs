//! `wiring/changes.md`: what the steps of the library ask of the application's code, the earliest first.

use crate::decide::KeysChange;
use crate::decide::lucia::login_tables::{HASH, PROVIDER, PROVIDER_USER, USER};
use crate::dialects::Dialect;
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
        let row = |(what, table): &(String, &ObjectName)| vec![what.clone(), cell(&table.to_string())];
        let rows: Vec<Vec<String>> = tables.iter().map(row).collect();
        lines.push(String::new());
        lines.extend(table(&["logins", "table"], &rows));
    }
    let keys = subject.decided.changes.iter().filter_map(|changes| changes.keys.as_ref());
    lines.extend(keys.flat_map(|keys| sign_in(subject.schema().dialect, keys)));
    for change in changes {
        lines.extend([
            format!("\n## {}\n", change.what.trim_end_matches('.')),
            format!("```ts\n// before\n{}\n\n// after\n{}\n```", change.before, change.after),
        ]);
    }
    Some(OutputFile::text("changes.md", "markdown", lines.join("\n") + "\n"))
}

/// Where each kind of login has gone.
fn tables<'a>(subject: &Subject<'a>) -> Vec<(String, &'a ObjectName)> {
    let Some(changes) = &subject.decided.changes else { return Vec::new() };
    let of_keys = changes.keys.iter().flat_map(|keys| {
        let of_users = keys.on_user.iter().map(|on_user| ("Passwords".to_owned(), &on_user.table));
        let with_password = if keys.on_user.is_some() { "Logins that have a password" } else { "Passwords" };
        let of_one = keys.of_one_provider.iter();
        let of_one = of_one.map(|own| (format!("Accounts at {}", cell(&own.provider)), &own.table.name));
        let kinds = [
            ("OAuth accounts", &keys.oauth.name),
            (with_password, &keys.password.name),
            ("Logins without a password", &keys.passwordless.name),
        ];
        let kinds = kinds.into_iter().map(|(what, name)| (what.to_owned(), name));
        of_one.chain(kinds).chain(of_users)
    });
    let of_copies = changes.copies.iter().filter_map(|copy| {
        let what = match copy.name {
            "oauth_accounts" => "OAuth accounts",
            "passwords" => "Passwords",
            "other_logins" => "Logins without a password",
            _ => return None,
        };
        Some((what.to_owned(), &copy.to.name))
    });
    of_keys.chain(of_copies).collect()
}

/// How a login is found where the tables are others than in Lucia's guide.
fn sign_in(dialect: Dialect, keys: &KeysChange) -> Vec<String> {
    let mut lines = Vec::new();
    if let Some(on_user) = &keys.on_user {
        let column = |alias: &str, name: &str| format!("{alias}.{}", dialect.identifier(name));
        lines.extend([
            "\n## A password is the user's\n".to_owned(),
            "A login has a hash of its own only where it had another password than the user; write `NULL` there when".to_owned(),
            "somebody chooses a new one. Who signs up gets a row in both tables.\n".to_owned(),
            format!(
                "```sql\nSELECT {}, coalesce({}, {}) AS {}\nFROM {} AS n\nJOIN {} AS u ON {} = {}\nWHERE {} = 'email'\n    AND {} = 'ann@example.org';\n```",
                column("n", USER),
                column("n", HASH),
                column("u", &on_user.column),
                dialect.identifier(HASH),
                dialect.object(&keys.password.name),
                dialect.object(&on_user.table),
                column("u", &on_user.id),
                column("n", USER),
                column("n", PROVIDER),
                column("n", PROVIDER_USER),
            ),
        ]);
    }
    if !keys.of_one_provider.is_empty() {
        lines.extend([
            "\n## A table of one provider has no `provider_id`\n".to_owned(),
            "There an account is found by `provider_user_id` alone.".to_owned(),
        ]);
    }
    lines
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
