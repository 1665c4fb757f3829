//! From NextAuth 3: accounts, sessions and the links that are on their way are copied, because most of their columns have
//! another name, type or meaning, and MySQL could not change them in a transaction.
//!
//! Source: github.com/nextauthjs/next-auth, branch v4, docs/docs/getting-started/upgrade-to-v4.md. Its script writes
//! milliseconds into `expires_at`, which NextAuth reads as seconds, and turns moments into texts.

use super::tables::Made;
use crate::decide::accounts::Context;
use crate::decide::accounts::copies::{compound_id, copied, made_beside};
use crate::decide::accounts::moments::{moments, of_seconds, seconds};
use crate::decide::accounts::source::Source;
use crate::decide::{CopiedColumn, CopyChange, Decided, Decision};
use crate::dialects::Dialect;
use crate::model::schema::Table;

/// Decides what is copied; nothing where the tables are no NextAuth 3's.
pub fn decide(context: &Context<'_>, made: &Made, decided: &mut Decided) -> Vec<CopyChange> {
    let Some(source) = Source::of(context, "account").filter(|source| source.name("providerId").is_some())
    else {
        return Vec::new();
    };
    decided.decisions.push(Decision::new(
        "`expires_at` is in seconds, and moments stay moments.",
        "The official script writes milliseconds there, which NextAuth and Auth.js read as seconds, and makes texts of moments.",
        Some(source.table.span),
    ));
    let copies = [accounts(context, &source, &made.account), links(context, &made.verification)];
    copies.into_iter().flatten().collect()
}

fn own(dialect: Dialect, name: &str) -> String {
    format!("d.{}", dialect.identifier(name))
}

/// A copy of every row of that name.
fn copy(name: &'static str, from: &Table, to: &Table, matches: String) -> CopyChange {
    CopyChange::new(name, name, "They go on working.", from, to, matches)
}

/// A column that goes to the new table and back as it is.
fn both_ways(source: &Source<'_>, field: &str, name: &str) -> Option<CopiedColumn> {
    let back = (source.name(field)?.to_owned(), own(source.dialect, name));
    Some(CopiedColumn { back: Some(back), ..copied(name, source.column("s", field)?) })
}

/// A column with a moment.
fn moment(context: &Context<'_>, source: &Source<'_>, name: &str) -> Option<CopiedColumn> {
    let field = source.name("expires")?;
    let [value, back] = moments(
        context.types,
        &source.column("s", "expires")?,
        source.table.column(field)?,
        &own(source.dialect, name),
    );
    Some(CopiedColumn { back: Some((field.to_owned(), back)), ..copied(name, value) })
}

fn accounts(context: &Context<'_>, source: &Source<'_>, to: &Table) -> Option<CopyChange> {
    let dialect = source.dialect;
    let own = |name: &str| own(dialect, name);
    let (provider, account) = (source.column("s", "providerId")?, source.column("s", "providerAccountId")?);
    let matches = format!("{} = {provider} AND {} = {account}", own("provider"), own("providerAccountId"));
    let mut columns = vec![
        copied("userId", source.column("s", "userId")?),
        copied("provider", provider),
        copied("providerAccountId", account),
    ];
    columns.extend(both_ways(source, "providerType", "type"));
    columns.extend(both_ways(source, "refreshToken", "refresh_token"));
    columns.extend(both_ways(source, "accessToken", "access_token"));
    if let (Some(value), Some(column)) = (
        source.column("s", "accessTokenExpires"),
        source.name("accessTokenExpires").and_then(|name| source.table.column(name)),
    ) {
        let back = of_seconds(context.types, &own("expires_at"), column);
        columns.push(CopiedColumn {
            back: Some((column.name.clone(), back)),
            ..copied("expires_at", seconds(context.types, &value, column))
        });
    }
    let name = dialect.concatenate(&[&own("provider"), "':'", &own("providerAccountId")]);
    let mut made = made_beside(context.types, source, &name);
    for (field, name) in
        [("userId", "userId"), ("providerId", "provider"), ("providerAccountId", "providerAccountId")]
    {
        made.push((source.name(field)?.to_owned(), own(name)));
    }
    made.extend(compound_id(source, &name));
    Some(CopyChange { columns, made, ..copy("accounts", source.table, to, matches) })
}

/// The copy of the sessions.
pub fn sessions(context: &Context<'_>, source: &Source<'_>, to: &Table) -> Option<CopyChange> {
    let own = |name: &str| own(source.dialect, name);
    let token = source.column("s", "sessionToken")?;
    let matches = format!("{} = {token}", own("sessionToken"));
    let mut columns = vec![copied("sessionToken", token), copied("userId", source.column("s", "userId")?)];
    columns.push(moment(context, source, "expires")?);
    let mut made = made_beside(context.types, source, &own("sessionToken"));
    made.push((source.name("sessionToken")?.to_owned(), own("sessionToken")));
    made.push((source.name("userId")?.to_owned(), own("userId")));
    // Nobody reads it, and it must be there and different.
    made.extend(source.name("accessToken").map(|name| (name.to_owned(), own("sessionToken"))));
    Some(CopyChange { columns, made, ..copy("sessions", source.table, to, matches) })
}

/// Links that are on their way: tokens are hashed as before.
fn links(context: &Context<'_>, to: &Table) -> Option<CopyChange> {
    let source = Source::of(context, "verification")?;
    let own = |name: &str| own(source.dialect, name);
    let (identifier, token) = (source.column("s", "identifier")?, source.column("s", "token")?);
    let matches = format!("{} = {identifier} AND {} = {token}", own("identifier"), own("token"));
    let mut columns = vec![copied("identifier", identifier), copied("token", token)];
    columns.push(moment(context, &source, "expires")?);
    let mut made = made_beside(context.types, &source, &own("token"));
    made.push((source.name("identifier")?.to_owned(), own("identifier")));
    made.push((source.name("token")?.to_owned(), own("token")));
    Some(CopyChange { columns, made, ..copy("links", source.table, to, matches) })
}
