//! From NextAuth 3, whose columns have other names, types and meanings, and from NextAuth 4 and Auth.js 5 to another
//! adapter: accounts, sessions and the links that are on their way are copied. MySQL could not change them in a
//! transaction.
//!
//! Source: github.com/nextauthjs/next-auth, branch v4, docs/docs/getting-started/upgrade-to-v4.md. Its script writes
//! milliseconds into `expires_at`, which NextAuth reads as seconds, and turns moments into texts.

use super::sessions::LONG_AGO;
use super::tables::Made;
use crate::decide::accounts::Context;
use crate::decide::accounts::copies::{compound_id, copied, made_beside, unlinked};
use crate::decide::accounts::doubles;
use crate::decide::accounts::moments::{
    moments, moments_of_milliseconds, moments_of_texts, no_milliseconds, of_seconds, seconds, whole_seconds,
};
use crate::decide::accounts::source::Source;
use crate::decide::{CopiedColumn, CopyChange, Decided, Decision, Question};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Table};
use crate::model::types::TypeKind;

/// Whether the column has milliseconds as texts, as TypeORM keeps them, and as the official script leaves NextAuth 3.
pub fn has_texts(context: &Context<'_>, column: &Column) -> bool {
    column.data_type.kind.is_text() && context.recognition.variant == Some("typeorm")
}

/// That they are taken for milliseconds.
fn texts(context: &Context<'_>) -> Option<Finding> {
    let source = Source::of(context, "session")?;
    let column = source.table.column(source.name("expires")?)?;
    has_texts(context, column).then(|| {
        Finding::new(
            "moments_are_texts",
            Severity::Note,
            format!("`{}.{}` has moments as texts.", source.table.name, column.name),
            "They are taken for milliseconds since 1970, which TypeORM's entities write, and become what the other adapter reads.",
            "Run preflight.sql: it counts what is no such number, and up.sql does not run over it.",
            Some(column.span),
        )
    })
}

/// Decides what is copied; nothing where the tables are no NextAuth's.
pub fn decide(context: &Context<'_>, made: &Made, decided: &mut Decided) -> Vec<CopyChange> {
    let Some(source) =
        Source::of(context, "account").filter(|source| source.name("providerAccountId").is_some())
    else {
        return Vec::new();
    };
    let is_3 = source.name("providerId").is_some();
    let (what, reason) = if is_3 {
        (
            "`expires_at` is in seconds, and moments stay moments.",
            "The official script writes milliseconds there, which NextAuth and Auth.js read as seconds, and makes texts of moments.",
        )
    } else {
        (
            "Accounts, sessions and links are copied to tables of the other adapter.",
            "You chose another adapter than the one that reads these.",
        )
    };
    decided.decisions.push(Decision::new(what, reason, Some(source.table.span)));
    decided.findings.extend(texts(context));
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
    moment_as(context, source, name, own(source.dialect, name))
}

/// The same, with the moment that goes back.
fn moment_as(context: &Context<'_>, source: &Source<'_>, name: &str, own: String) -> Option<CopiedColumn> {
    let field = source.name("expires")?;
    let column = source.table.column(field)?;
    let old = source.column("s", "expires")?;
    let is_number =
        source.dialect == Dialect::Sqlite && column.data_type.text.to_ascii_uppercase().contains("INT");
    let [value, back] = match context.recognition.variant {
        _ if has_texts(context, column) => moments_of_texts(context.types, &old, &own),
        // Drizzle writes milliseconds; create-t3-app has told it to write seconds.
        Some("drizzle") if is_number => moments_of_milliseconds(context.types, &old, &own),
        _ => moments(context.types, &old, column, &own),
    };
    Some(CopiedColumn { back: Some((field.to_owned(), back)), ..copied(name, value) })
}

/// What makes a session or a link useless that stays: its end was long ago.
fn over(context: &Context<'_>, source: &Source<'_>) -> Vec<(String, String)> {
    let long_ago = context.types.moment_of_milliseconds(LONG_AGO);
    moment_as(context, source, "expires", long_ago).and_then(|column| column.back).into_iter().collect()
}

/// Rows whose text is no moment.
fn no_number(context: &Context<'_>, source: &Source<'_>) -> Option<Question> {
    let column = source.table.column(source.name("expires")?)?;
    has_texts(context, column)
        .then(|| no_milliseconds(context.types, &source.column("s", "expires").unwrap_or_default()))
}

fn accounts(context: &Context<'_>, source: &Source<'_>, to: &Table) -> Option<CopyChange> {
    let dialect = source.dialect;
    let own = |name: &str| own(dialect, name);
    let value = |field| source.column("s", source.called(field));
    let (provider, account) = (value("provider")?, value("providerAccountId")?);
    let matches = format!("{} = {provider} AND {} = {account}", own("provider"), own("providerAccountId"));
    let mut columns = vec![
        copied("userId", source.column("s", "userId")?),
        copied("provider", provider),
        copied("providerAccountId", account),
    ];
    for name in ["type", "refresh_token", "access_token", "token_type", "scope", "id_token", "session_state"]
    {
        columns.extend(both_ways(source, source.called(name), name));
    }
    columns.extend(token_end(context, source));
    let name = dialect.concatenate(&[&own("provider"), "':'", &own("providerAccountId")]);
    let mut made = made_beside(context.types, source, &name);
    for name in ["userId", "provider", "providerAccountId"] {
        made.push((source.name(source.called(name))?.to_owned(), own(name)));
    }
    made.extend(compound_id(source, &name));
    let ended = unlinked(context.types, source);
    let mut copy = CopyChange { columns, made, ended, ..copy("accounts", source.table, to, matches) };
    doubles::leave_out(context, source, &["provider", "providerAccountId"], &mut copy);
    Some(copy)
}

/// When the token ends: a moment in NextAuth 3, seconds in the others, unless the official script made milliseconds.
fn token_end(context: &Context<'_>, source: &Source<'_>) -> Option<CopiedColumn> {
    let field = source.called("expires_at");
    let (value, own) = (source.column("s", field)?, own(source.dialect, "expires_at"));
    let column: &Column = source.table.column(source.name(field)?)?;
    let is_moment = matches!(column.data_type.kind, TypeKind::DateTime { .. } | TypeKind::Instant { .. });
    let (value, own) = if has_texts(context, column) {
        (context.types.number_of_text(&value), context.types.as_text(&own))
    } else {
        (value, own)
    };
    let (value, back) = if is_moment || field != "expires_at" {
        (seconds(context.types, &value, column), of_seconds(context.types, &own, column))
    } else {
        (whole_seconds(source.dialect, &value), own)
    };
    Some(CopiedColumn { back: Some((column.name.clone(), back)), ..copied("expires_at", value) })
}

/// The copy of the sessions.
pub fn sessions(context: &Context<'_>, source: &Source<'_>, to: &Table) -> Option<CopyChange> {
    let own = |name: &str| own(source.dialect, name);
    let token = source.column("s", "sessionToken")?;
    let obstacles = no_number(context, source).into_iter().collect();
    let matches = format!("{} = {token}", own("sessionToken"));
    let mut columns = vec![copied("sessionToken", token), copied("userId", source.column("s", "userId")?)];
    columns.push(moment(context, source, "expires")?);
    let mut made = made_beside(context.types, source, &own("sessionToken"));
    made.push((source.name("sessionToken")?.to_owned(), own("sessionToken")));
    made.push((source.name("userId")?.to_owned(), own("userId")));
    // Nobody reads it, and it must be there and different.
    made.extend(source.name("accessToken").map(|name| (name.to_owned(), own("sessionToken"))));
    let ended = over(context, source);
    let mut copy =
        CopyChange { columns, made, obstacles, ended, ..copy("sessions", source.table, to, matches) };
    doubles::leave_out(context, source, &["sessionToken"], &mut copy);
    Some(copy)
}

/// Links in a table whose columns are those of the old one.
pub fn same_links(context: &Context<'_>, source: &Source<'_>, to: &Table) -> Option<CopyChange> {
    let expires = both_ways(source, "expires", "expires")?;
    let mut copy = links(context, to)?;
    copy.columns.retain(|column| column.name != "expires");
    copy.columns.push(expires);
    Some(copy)
}

/// Links that are on their way: tokens are hashed as before.
fn links(context: &Context<'_>, to: &Table) -> Option<CopyChange> {
    let source = Source::of(context, "verification")?;
    let own = |name: &str| own(source.dialect, name);
    let (identifier, token) = (source.column("s", "identifier")?, source.column("s", "token")?);
    let matches = format!("{} = {identifier} AND {} = {token}", own("identifier"), own("token"));
    let mut columns = vec![copied("identifier", identifier), copied("token", token)];
    columns.push(moment(context, &source, "expires")?);
    let obstacles = no_number(context, &source).into_iter().collect();
    let mut made = made_beside(context.types, &source, &own("token"));
    made.push((source.name("identifier")?.to_owned(), own("identifier")));
    made.push((source.name("token")?.to_owned(), own("token")));
    let ended = over(context, &source);
    let mut copy = CopyChange { columns, made, obstacles, ended, ..copy("links", source.table, to, matches) };
    doubles::leave_out(context, &source, &["identifier", "token"], &mut copy);
    Some(copy)
}
