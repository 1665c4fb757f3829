//! Accounts at providers that stand in columns of the user table, as Lucia 3's guides for GitHub and others have it
//! (`github_id`).
//!
//! Such a column is all there is of the account, so on the way back it is set in every row: to the account that the user
//! has now, or to nothing.

use super::Context;
use super::columns::{is_unique, not_by_index, plain};
use super::types::Types;
use crate::decide::{Changes, CopiedColumn, CopyChange, Returns};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::Column;
use crate::model::types::TypeKind;

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

/// A column of the user table that says who somebody is at a provider.
pub struct ProviderColumn<'a> {
    pub provider: &'static str,
    pub column: &'a Column,
}

/// The columns of which accounts can be made: those that tell people apart. None where accounts have a table, which such
/// a column repeats.
pub fn columns<'a>(context: &'a Context<'_>) -> Vec<ProviderColumn<'a>> {
    let can_be = |found: &ProviderColumn<'_>| {
        let kind = &found.column.data_type.kind;
        (kind.is_integer() || kind.is_text()) && is_unique(context.user, &found.column.name)
    };
    all(context).into_iter().filter(can_be).collect()
}

fn all<'a>(context: &'a Context<'_>) -> Vec<ProviderColumn<'a>> {
    if ["account", "key", "oauth_account"].iter().any(|role| context.recognition.roles.contains_key(*role)) {
        return Vec::new();
    }
    let columns = context.user.columns.iter().filter(|column| column.generated.is_none());
    columns.filter_map(|column| Some(ProviderColumn { provider: provider(&column.name)?, column })).collect()
}

fn provider(column: &str) -> Option<&'static str> {
    let name = plain(column);
    let mut providers = PROVIDERS.iter().copied();
    providers.find(|provider| name.strip_prefix(provider).is_some_and(|end| ENDS.contains(&end)))
}

impl ProviderColumn<'_> {
    /// The value of the old row `s`, as text.
    pub fn value(&self, types: Types) -> String {
        types.as_text(&format!("s.{}", types.dialect.identifier(&self.column.name)))
    }

    /// Completes a copy that has the columns of a new account, whose provider, number and user are called so.
    pub fn complete(&self, types: Types, id: &str, fields: [&str; 3], copy: CopyChange) -> CopyChange {
        let dialect = types.dialect;
        let old = format!("s.{}", dialect.identifier(&self.column.name));
        let user = format!("s.{}", dialect.identifier(id));
        let [provider, number, owner] = fields.map(|field| dialect.identifier(field));
        let is_ours = |alias: &str| {
            let provider = not_by_index(dialect, &format!("{alias}.{provider}"));
            format!("{provider} = {} AND {alias}.{owner} = {user}", dialect.literal(self.provider))
        };
        // Of several accounts that somebody has there, the one that was there before, or else the first.
        let (value, to) = (self.value(types), dialect.object(&copy.to.name));
        let better = format!("(e.{number} = {value} OR e.{number} < d.{number})");
        let matches = format!(
            "{} AND (d.{number} = {value} OR NOT EXISTS (SELECT 1 FROM {to} AS e WHERE {} AND {better}))",
            is_ours("d"),
            is_ours("e")
        );
        let back = back(dialect, self.column, &format!("d.{number}"));
        let columns = copy.columns.into_iter().map(|column| match column.name == fields[1] {
            true => CopiedColumn { back: Some((self.column.name.clone(), back.clone())), ..column },
            false => column,
        });
        CopyChange {
            purpose: format!("Copy {} of {} to {}.", self.column.name, copy.from.name, copy.to.name),
            only: self.column.nullable.then(|| format!("{old} IS NOT NULL")),
            those: Some(format!("d.{provider} = {}", dialect.literal(self.provider))),
            columns: columns.collect(),
            matches,
            made: Vec::new(),
            returns: Returns::Never,
            owns_rows: false,
            is_column: true,
            ..copy
        }
    }
}

/// The account's number as the column has it. One that is no number, or too large a one, is none.
fn back(dialect: Dialect, column: &Column, number: &str) -> String {
    let kind = &column.data_type.kind;
    if !kind.is_integer() {
        return number.to_owned();
    }
    let digits = if matches!(kind, TypeKind::BigInteger) { 18 } else { 9 };
    match dialect {
        Dialect::PostgreSql => {
            let cast = format!("{number}::{}", column.data_type.text);
            format!("CASE WHEN {number} ~ '^[0-9]{{1,{digits}}}$' THEN {cast} END")
        }
        Dialect::MySql => {
            format!("CASE WHEN {number} REGEXP '^[0-9]{{1,{digits}}}$' THEN CAST({number} AS SIGNED) END")
        }
        Dialect::Sqlite => format!(
            "CASE WHEN {number} <> '' AND {number} NOT GLOB '*[^0-9]*' AND length({number}) <= 18 THEN CAST({number} AS INTEGER) END"
        ),
    }
}

/// The columns of which no accounts are made; and what does not come back to the others.
pub fn findings(context: &Context<'_>, changes: &Changes) -> Vec<Finding> {
    let mut findings = left_behind(context, changes);
    let copies = changes.copies.iter().filter(|copy| copy.is_column);
    let columns: Vec<String> = copies
        .flat_map(|copy| copy.columns.iter().filter_map(|column| column.back.as_ref()))
        .map(|(name, _)| format!("`{name}`"))
        .collect();
    if !columns.is_empty() {
        findings.push(Finding::new(
            "undo_loses_new_logins",
            Severity::Warning,
            format!("down.sql carries back into {} what belongs there, and no other account.", columns.join(" and ")),
            format!("`{}` has no place for accounts at other providers, or for a second one at the same.", context.user.name),
            "Nothing, unless you go back after people have linked further accounts; those from before come back in any case.",
            Some(context.user.span),
        ));
    }
    findings
}

fn left_behind(context: &Context<'_>, changes: &Changes) -> Vec<Finding> {
    let (dialect, user) = (context.schema.dialect, context.user);
    let is_read = |column: &str| {
        let mut copies = changes.copies.iter().filter(|copy| copy.from.name == user.name);
        copies.any(|copy| copy.columns.iter().any(|copied| copy.reads(dialect, &copied.value, column)))
    };
    let left = all(context).into_iter().filter(|found| !is_read(&found.column.name));
    let finding = |found: ProviderColumn<'_>| {
        let (table, name, provider) = (&user.name, &found.column.name, found.provider);
        Finding::new(
            "provider_column_left",
            Severity::Warning,
            format!("`{table}.{name}` says who somebody is at {provider}, and no account is made of it."),
            if is_unique(user, name) {
                format!("It is neither a number nor text but `{}`.", found.column.data_type.text)
            } else {
                format!(
                    "Nothing says that two users cannot have the same value, and {} would sign the second in as the first.",
                    context.library.name
                )
            },
            if is_unique(user, name) {
                format!(
                    "Insert the accounts after up.sql: the provider `{provider}`, the value as text, and the user's id."
                )
            } else {
                format!(
                    "If values are unique, add UNIQUE to the column (in the text too), and paste the schema again. Or insert the \
                     accounts after up.sql: the provider `{provider}`, the value as text, and the user's id."
                )
            },
            Some(found.column.span),
        )
    };
    left.map(finding).collect()
}
