//! Lucia 0 to 3 to the sessions of Lucia's guide of 2024: the same tables as Lucia 3, but the id of a session is the
//! SHA-256 hash of the cookie's value, so that whoever reads the table cannot take a session over.
//!
//! Source: github.com/lucia-auth/lucia, commit a3d76c37, pages/sessions/migrate-lucia-v3.md: to keep sessions, every
//! stored id is replaced by the lower-case hexadecimal SHA-256 hash of itself.

use super::version_3::{behaviour_notes, take_apart};
use super::{login_tables, session_table};
use crate::decide::columns::{block, triggers_on};
use crate::decide::migration::{self, keep_table};
use crate::decide::options::{OptionShape, Options};
use crate::decide::{Changes, Decided, Decision, Rekey, Removal, Rows, TableChange, Target};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity, Span};
use crate::model::schema::{Column, Key, Schema, Table};
use crate::model::types::{DataType, TypeKind};
use crate::recognise::{FoundRole, Recognition};

/// The target.
pub const TARGET: Target = Target {
    name: "lucia-sessions-2024",
    title: "the sessions of Lucia's guide of 2024",
    purpose: "No library: the tables of Lucia 3, with the hash of each session's id in place of the id.",
    options: &OPTIONS,
    decide,
};

const OPTIONS: [OptionShape; 6] = {
    let [oauth, password, passwordless, providers] = login_tables::OPTIONS;
    [
        OptionShape {
            name: "sessions",
            label: "Sessions that are there",
            default: "hash",
            reason: "With hashed ids everybody stays signed in; the cookies stay as they are.",
            choices: &["hash", "end"],
        },
        session_table::ADAPTER,
        oauth,
        password,
        passwordless,
        providers,
    ]
};

/// The table that keeps the ids until cleanup.
const KEEP: &str = "_authmorph_session_id";

/// Its column with the new ids.
const HASHED: &str = "hashed_id";

/// Characters of a SHA-256 hash in hexadecimal digits.
const HASH_CHARACTERS: u32 = 64;

fn decide(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    let (mut decided, changes) = migration::begin(schema, recognition);
    let Some(mut changes) = changes else { return decided };
    let role = recognition.roles.get("session");
    if role.is_some_and(|role| role.columns.contains_key("idle_expires"))
        || recognition.roles.contains_key("key") && role.is_none()
    {
        match take_apart(schema, recognition, options, changes, &mut decided) {
            Some(taken) => changes = taken,
            None => return decided,
        }
        behaviour_notes(schema, recognition, &mut decided.findings);
    }
    if let Some(role) = role {
        match sessions(schema, role, &changes, options, &mut decided) {
            Some(change) => changes.tables.push(change),
            None => return decided,
        }
    }
    migration::finish(&mut decided, changes);
    decided
}

/// The session table with other ids, or without rows; none when something stands in the way.
fn sessions(
    schema: &Schema,
    role: &FoundRole,
    changes: &Changes,
    options: &Options,
    decided: &mut Decided,
) -> Option<TableChange> {
    let id = role.columns.get("id")?;
    let from =
        changes.session.as_ref().map_or_else(|| schema.table(&role.table), |session| Some(&session.to))?;
    if let Some(finding) = referring(schema, from) {
        decided.findings.push(finding);
        return None;
    }
    let ends = options.get("sessions") == "end";
    let mut to = from.clone();
    if !ends {
        widen(&mut to, id, schema.dialect, decided);
    }
    explain(from, id, ends, decided);
    Some(TableChange {
        purpose: if ends {
            format!("End every session of {}.", from.name)
        } else {
            format!("Replace each {id} of {} by its SHA-256 hash.", from.name)
        },
        cause: "Whoever reads the table must not be able to take a session over.".to_owned(),
        removed: ends.then(|| Removal {
            name: "sessions_ended",
            what: format!("Sessions of {} that end: everybody has to sign in again", from.name),
            rows: Rows::All,
        }),
        rekey: (!ends).then(|| Rekey {
            value: hash_once(schema.dialect, &format!("t.{}", schema.dialect.identifier(id))),
            kept_as: HASHED.to_owned(),
        }),
        forgets_new_rows: true,
        quiet: triggers_on(schema, from, &changes.aside).cloned().collect(),
        to,
        ..TableChange::new(from.clone(), id, kept(schema.dialect, from, id, ends))
    })
}

/// The hash of an id; an id that looks like a hash is one already, and hashing it again would end the session.
fn hash_once(dialect: Dialect, id: &str) -> String {
    let own = match dialect {
        // The branches have to be of one character set.
        Dialect::MySql => format!("CONVERT({id} USING utf8mb4)"),
        Dialect::PostgreSql | Dialect::Sqlite => id.to_owned(),
    };
    format!("CASE WHEN {} THEN {own} ELSE {} END", dialect.is_sha256(id), dialect.sha256(id))
}

/// Rows of other tables that name sessions would be left behind.
fn referring(schema: &Schema, sessions: &Table) -> Option<Finding> {
    let other = schema.referring(&sessions.name).next()?;
    Some(block(
        "removed_rows_referenced",
        format!("`{}` refers to `{}`, whose ids change.", other.name, sessions.name),
        "Changing or deleting a session would fail, or take the rows with it that refer to it.",
        "Drop that foreign key first, and add it again when up.sql has run. No migration was written.",
        other.span,
    ))
}

/// The hash is longer than the ids of Lucia.
fn widen(to: &mut Table, id: &str, dialect: Dialect, decided: &mut Decided) {
    let Some(column) = to.column_mut(id) else { return };
    let narrow = column.data_type.kind.length().is_some_and(|length| length < HASH_CHARACTERS);
    if !narrow || dialect == Dialect::Sqlite {
        return;
    }
    decided.decisions.push(Decision::new(
        format!("`{id}` grows from {} to varchar({HASH_CHARACTERS}).", column.data_type.text),
        "The hash has 64 hexadecimal digits.",
        Some(column.span),
    ));
    column.data_type = DataType {
        text: format!("varchar({HASH_CHARACTERS})"),
        kind: TypeKind::Varchar { length: Some(HASH_CHARACTERS) },
        unsigned: false,
        array_dimensions: 0,
    };
}

/// The old ids with the new ones, or whole rows.
fn kept(dialect: Dialect, from: &Table, id: &str, whole: bool) -> Table {
    let mut keep = keep_table(dialect, from, KEEP, id, |column| whole || column.name == id);
    if let Some(column) = from.column(id).filter(|_| !whole) {
        keep.columns.push(Column {
            collation: column.collation.clone(),
            character_set: column.character_set.clone(),
            ..Column::new(HASHED, dialect.short_text())
        });
        let name = None;
        keep.uniques.push(Key { name, columns: vec![HASHED.to_owned()], rest: None, span: Span::default() });
    }
    keep
}

fn explain(from: &Table, id: &str, ends: bool, decided: &mut Decided) {
    let span = from.column(id).map(|column| column.span);
    if ends {
        decided.findings.push(Finding::new(
            "sessions_end",
            Severity::Warning,
            format!("Every session of `{}` ends.", from.name),
            "You chose so.",
            "Everybody signs in again. down.sql gives the sessions back until cleanup.sql.",
            span,
        ));
    } else {
        decided.decisions.push(Decision::new(
        format!("Every `{id}` of `{}` is replaced by the SHA-256 hash of itself.", from.name),
        "The guide's code looks a session up by the hash of the cookie's value, so the cookies go on working.",
        span,
    ));
    }
    decided.findings.push(Finding::new(
        "undo_ends_new_sessions",
        Severity::Note,
        format!("down.sql deletes the sessions that were made after up.sql from `{}`.", from.name),
        "Only their hashes are known, and the old code takes what is in the table for the cookie's value: \
         a hash would be a key for whoever has read the table.",
        "Whoever signed in after up.sql signs in again after down.sql. Sessions from before keep working.",
        span,
    ));
}
