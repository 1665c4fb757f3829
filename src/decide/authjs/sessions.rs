//! Sessions go on: the value of the cookie stands in the table of Auth.js as in Lucia's.

use crate::decide::accounts::Context;
use crate::decide::accounts::copies::copied;
use crate::decide::accounts::source::Source;
use crate::decide::accounts::types::{Adapter, Types};
use crate::decide::{CopiedColumn, CopyChange, Decided};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Table};
use crate::model::types::TypeKind;
use crate::recognise::FoundRole;

/// Milliseconds between the two ends of a session in Lucia 0 to 2, unless told otherwise: 14 days.
const IDLE_PERIOD: &str = "1209600000";

/// What was chosen.
pub fn all_end(session: &FoundRole) -> Finding {
    Finding::new(
        "sessions_end",
        Severity::Warning,
        format!("The sessions of `{}` are not taken over.", session.table),
        "You chose so.",
        format!(
            "Everybody signs in once more. `{}` stays until cleanup.sql, so down.sql lets the old sessions go on.",
            session.table
        ),
        None,
    )
}

/// Decides what is copied.
pub fn decide(context: &Context<'_>, session: &Table, decided: &mut Decided) -> Option<CopyChange> {
    let source = Source::of(context, "session")?;
    let dialect = context.schema.dialect;
    let own = |name: &str| format!("d.{}", dialect.identifier(name));
    let (id, user) = (source.column("s", "id")?, source.column("s", "user_id")?);
    let expires = ends(context.types, &source)?;
    let mut made = vec![
        (source.name("id")?.to_owned(), own("sessionToken")),
        (source.name("user_id")?.to_owned(), own("userId")),
    ];
    if let Some(active) = source.name("active_expires") {
        let end = context.types.milliseconds_of(&own("expires"));
        made.push((active.to_owned(), format!("{end} - {IDLE_PERIOD}")));
    }
    decided.findings.push(old_cookie(source.table, context.recognition.versions.contains(&"sessions-2024")));
    Some(CopyChange {
        purpose: format!("Copy the sessions of {} to {}.", source.table.name, session.name),
        cause: "Whoever is signed in stays so.".to_owned(),
        name: "sessions",
        from: source.table.clone(),
        to: session.clone(),
        only: None,
        those: None,
        matches: format!("{} = {id}", own("sessionToken")),
        columns: vec![copied("sessionToken", id), copied("userId", user), expires],
        made,
        can_return: None,
        owns_rows: true,
        questions: Vec::new(),
    })
}

fn old_cookie(from: &Table, may_be_hashed: bool) -> Finding {
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
        format!(
            "Set cookies.sessionToken.name to \"auth_session\", or to the name that you gave Lucia.{hashed}"
        ),
        Some(from.span),
    )
}

/// The end of a session, and how it goes back.
fn ends(types: Types, source: &Source<'_>) -> Option<CopiedColumn> {
    let own = format!("d.{}", types.dialect.identifier("expires"));
    let (value, name, back) = match source.name("idle_expires") {
        Some(name) => {
            let number =
                number(types.dialect, &source.column("s", "idle_expires")?, source.table.column(name)?);
            (types.moment_of_milliseconds(&number), name, types.milliseconds_of(&own))
        }
        None => {
            let name = source.name("expires_at")?;
            let column = source.table.column(name)?;
            let [value, back] = moments(types, &source.column("s", "expires_at")?, column, &own);
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

/// A moment of Lucia 3 as Auth.js has it, and back. In SQLite Prisma has milliseconds, all others have seconds.
fn moments(types: Types, value: &str, column: &Column, own: &str) -> [String; 2] {
    let has_zone = matches!(column.data_type.kind, TypeKind::Instant { .. });
    match types.dialect {
        Dialect::PostgreSql => {
            let precision = if types.adapter == Adapter::Prisma { "::timestamp(3)" } else { "" };
            if has_zone {
                [format!("({value} AT TIME ZONE 'UTC'){precision}"), format!("{own} AT TIME ZONE 'UTC'")]
            } else {
                [format!("{value}{precision}"), own.to_owned()]
            }
        }
        Dialect::MySql if has_zone => [
            types.moment_of_seconds(&format!("UNIX_TIMESTAMP({value})")),
            format!("FROM_UNIXTIME({})", types.seconds_of(own)),
        ],
        Dialect::MySql => [value.to_owned(), own.to_owned()],
        Dialect::Sqlite if column.data_type.text.eq_ignore_ascii_case("DATETIME") => {
            [value.to_owned(), own.to_owned()]
        }
        Dialect::Sqlite => [format!("{value} * 1000"), format!("{own} / 1000")],
    }
}
