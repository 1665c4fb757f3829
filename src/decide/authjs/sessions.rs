//! Sessions go on: the value of the cookie stands in the table of Auth.js as in Lucia's.

use super::{nextauth, nextauth_4};
use crate::decide::accounts::copies::copied;
use crate::decide::accounts::moments::moments;
use crate::decide::accounts::source::Source;
use crate::decide::accounts::types::Types;
use crate::decide::accounts::{Context, sessions_end};
use crate::decide::{CopiedColumn, CopyChange, Decided};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Table};

/// Milliseconds between the two ends of a session in Lucia 0 to 2, unless told otherwise: 14 days.
const IDLE_PERIOD: &str = "1209600000";

/// The first second of 1970, in milliseconds. Earlier than that MySQL's `TIMESTAMP` has nothing.
pub const LONG_AGO: &str = "1000";

/// The name of the cookie in NextAuth 3 and 4.
pub const NEXTAUTH_COOKIE: &str = "next-auth.session-token";

/// Decides what is copied.
pub fn decide(context: &Context<'_>, session: &Table, decided: &mut Decided) -> Option<CopyChange> {
    let source = Source::of(context, "session")?;
    if context.options.get("sessions") == "end" {
        decided.findings.push(sessions_end(source.table, "You chose so."));
        return None;
    }
    let is_lucia = source.name("user_id").is_some();
    let may_be_hashed = context.recognition.versions.contains(&"sessions-2024");
    let cookie = if is_lucia { "auth_session" } else { NEXTAUTH_COOKIE };
    // NextAuth 4 has the same cookie as 3.
    if context.library.name != nextauth_4::LIBRARY.name {
        decided.findings.push(old_cookie(source.table, cookie, may_be_hashed));
    }
    match is_lucia {
        true => from_lucia(context, &source, session),
        false => nextauth::sessions(context, &source, session),
    }
}

fn from_lucia(context: &Context<'_>, source: &Source<'_>, session: &Table) -> Option<CopyChange> {
    let dialect = context.schema.dialect;
    let own = |name: &str| format!("d.{}", dialect.identifier(name));
    let (id, user) = (source.column("s", "id")?, source.column("s", "user_id")?);
    let expires = end(context.types, source, &own("expires"))?;
    let mut made = vec![
        (source.name("id")?.to_owned(), own("sessionToken")),
        (source.name("user_id")?.to_owned(), own("userId")),
    ];
    if let Some(active) = source.name("active_expires") {
        let end = context.types.milliseconds_of(&own("expires"));
        made.push((active.to_owned(), format!("{end} - {IDLE_PERIOD}")));
    }
    let cause = "Whoever is signed in stays so.";
    let matches = format!("{} = {id}", own("sessionToken"));
    Some(CopyChange {
        columns: vec![copied("sessionToken", id), copied("userId", user), expires],
        made,
        ended: over(context.types, source).unwrap_or_default(),
        ..CopyChange::new("sessions", "sessions", cause, source.table, session, matches)
    })
}

/// What is to be said about sessions that go on.
pub fn old_cookie(from: &Table, cookie: &str, may_be_hashed: bool) -> Finding {
    let hashed = if may_be_hashed {
        " If the table has hashes of ids (Lucia's guide of 2024), no cookie fits: choose --set sessions=end."
    } else {
        ""
    };
    Finding::new(
        "sessions_need_cookie_name",
        Severity::Warning,
        format!("The sessions of `{}` go on if Auth.js reads the old cookie.", from.name),
        "Its own cookie has another name, so without being told everybody would have to sign in once more.",
        format!("Set cookies.sessionToken.name to \"{cookie}\", or to the name that you gave it.{hashed}"),
        Some(from.span),
    )
}

/// What the columns of a session hold that has been over for long.
fn over(types: Types, source: &Source<'_>) -> Option<Vec<(String, String)>> {
    let numbers = ["active_expires", "idle_expires"].into_iter().filter_map(|field| source.name(field));
    let mut over: Vec<(String, String)> =
        numbers.map(|name| (name.to_owned(), LONG_AGO.to_owned())).collect();
    if over.is_empty() {
        over.push(end(types, source, &types.moment_of_milliseconds(LONG_AGO))?.back?);
    }
    Some(over)
}

/// The end of a session, and how it goes back from where the new end stands.
fn end(types: Types, source: &Source<'_>, own: &str) -> Option<CopiedColumn> {
    let (value, name, back) = match source.name("idle_expires") {
        Some(name) => {
            let number =
                number(types.dialect, &source.column("s", "idle_expires")?, source.table.column(name)?);
            (types.moment_of_milliseconds(&number), name, types.milliseconds_of(own))
        }
        None => {
            let name = source.name("expires_at")?;
            let column = source.table.column(name)?;
            let [value, back] = moments(types, &source.column("s", "expires_at")?, column, own);
            (value, name, back)
        }
    };
    Some(CopiedColumn { name: "expires".to_owned(), value, back: Some((name.to_owned(), back)) })
}

/// SQLite: a column of another affinity may hold text or a blob of digits, which is how Drizzle writes `blob` bigints.
fn number(dialect: Dialect, value: &str, column: &Column) -> String {
    let is_whole = column.data_type.text.to_ascii_uppercase().contains("INT");
    match dialect {
        Dialect::Sqlite if !is_whole => format!("CAST(CAST({value} AS TEXT) AS INTEGER)"),
        _ => value.to_owned(),
    }
}
