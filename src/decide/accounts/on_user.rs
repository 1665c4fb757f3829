//! Accounts at providers that stand in columns of the user table, as Lucia 3's guides for GitHub and others have it
//! (`github_id`).

use super::Context;
use super::columns::plain;
use crate::decide::Changes;
use crate::findings::{Finding, Severity};

/// The providers of Lucia's guides, and the others that people sign in with most, as Better Auth and Auth.js call them.
const PROVIDERS: &[&str] = &[
    "apple",
    "discord",
    "facebook",
    "github",
    "gitlab",
    "google",
    "kakao",
    "line",
    "linkedin",
    "microsoft",
    "naver",
    "osu",
    "reddit",
    "spotify",
    "steam",
    "tiktok",
    "twitch",
    "twitter",
    "vk",
];

/// How such a column's name goes on.
const ENDS: &[&str] = &["id", "userid", "accountid", "sub"];

/// The columns that no copy reads, each with its finding.
pub fn left_behind(context: &Context<'_>, changes: &Changes) -> Vec<Finding> {
    // Where accounts have a table, such a column repeats what is there.
    if ["account", "key", "oauth_account"].iter().any(|role| context.recognition.roles.contains_key(*role)) {
        return Vec::new();
    }
    let (dialect, user) = (context.schema.dialect, context.user);
    let is_read = |column: &str| {
        let mut copies = changes.copies.iter().filter(|copy| copy.from.name == user.name);
        copies.any(|copy| copy.columns.iter().any(|copied| copy.reads(dialect, &copied.value, column)))
    };
    let mut findings = Vec::new();
    for column in &user.columns {
        let Some(provider) = provider(&column.name).filter(|_| !is_read(&column.name)) else { continue };
        let (table, name) = (&user.name, &column.name);
        findings.push(Finding::new(
            "provider_column_left",
            Severity::Warning,
            format!("`{table}.{name}` says who somebody is at {provider}, and no account is made of it."),
            format!(
                "{} looks for accounts in its own table: whoever signs in with {provider} would become a new user.",
                context.library.name
            ),
            format!(
                "After up.sql, insert a row into the table for accounts for every user who has one: the provider `{provider}`, \
                 the value of `{name}` as text, and the user's id. The column itself stays."
            ),
            Some(column.span),
        ));
    }
    findings
}

fn provider(column: &str) -> Option<&'static str> {
    let name = plain(column);
    PROVIDERS
        .iter()
        .copied()
        .find(|provider| name.strip_prefix(provider).is_some_and(|end| ENDS.contains(&end)))
}
