//! Lucia 2 to Lucia 3: one expiry column instead of two, and a table for each kind of login instead of keys.
//!
//! Source of the official steps: github.com/lucia-auth/lucia, branch v3, docs/pages/upgrade-v3/*.md. Where they lose
//! a row or a login, this does not; `docs/guides/lucia-2-to-3.md` names each case.

use super::session_rows::{self, Fate, Wish};
use super::session_table::Reader;
use super::{login_tables, session_table};
use crate::decide::migration;
use crate::decide::options::{OptionShape, Options};
use crate::decide::preparation::{SESSION_INDEX, prepared};
use crate::decide::user_ids::USER_IDS;
use crate::decide::{Changes, Decided, Target, dependents};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::Schema;
use crate::recognise::Recognition;

/// The target.
pub const TARGET: Target = Target {
    name: "lucia-3",
    title: "Lucia 3",
    purpose: "Lucia 3: one expires_at per session; keys become OAuth accounts, passwords and passwordless logins.",
    options: &OPTIONS,
    decide,
};

const OPTIONS: [OptionShape; 11] = {
    let [oauth, password, passwordless, providers, foreign_keys, passwords, own] = login_tables::OPTIONS;
    [
        SESSIONS,
        session_table::ADAPTER,
        SESSION_INDEX,
        USER_IDS,
        oauth,
        password,
        passwordless,
        providers,
        foreign_keys,
        passwords,
        own,
    ]
};

/// The option about the sessions that are there.
const SESSIONS: OptionShape = OptionShape {
    name: "sessions",
    label: "Sessions that are there",
    default: "keep",
    reason: "Lucia 3 reads the cookies of Lucia 2: everybody stays signed in. Lucia deletes an expired session when \
             somebody comes with its cookie.",
    choices: &["keep", "drop-expired", "end"],
};

fn decide(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    prepared(schema, recognition, options, |schema| decide_on(schema, recognition, options))
}

fn decide_on(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    let (mut decided, changes) = migration::begin(schema, recognition);
    if let Some(changes) = changes
        && let Some(mut changes) = take_apart(schema, recognition, options, changes, &mut decided)
    {
        let fate = match options.get("sessions") {
            "drop-expired" => Fate::DropExpired,
            "end" => Fate::End,
            _ => Fate::Keep,
        };
        if let Some(role) = recognition.roles.get("session") {
            let wish = Wish { fate, hash: false };
            changes.tables.extend(session_rows::decide(schema, role, wish, &changes, &mut decided));
        }
        migration::finish(&mut decided, changes);
        behaviour_notes(schema, recognition, &mut decided.findings);
    }
    decided
}

/// The session table and the keys; none when something stands in the way, which is then a blocking finding.
pub fn take_apart(
    schema: &Schema,
    recognition: &Recognition,
    options: &Options,
    mut changes: Changes,
    decided: &mut Decided,
) -> Option<Changes> {
    if let Some(role) = recognition.roles.get("session") {
        let columns: Vec<&str> = ["active_expires", "idle_expires"]
            .iter()
            .filter_map(|field| role.columns.get(field))
            .map(String::as_str)
            .collect();
        let aside = dependents::of(schema, &role.table, &columns, &mut decided.findings);
        // What stands in the way is an error among the findings: nothing is planned rather than half of it.
        let reader = match options.get("adapter") {
            "prisma" => Reader::Prisma,
            "as-before" if recognition.variant == Some("prisma") => Reader::Prisma,
            _ => Reader::Drivers,
        };
        changes.session = Some(session_table::decide(schema, role, reader, &aside, decided)?);
        changes.aside = aside;
    }
    if recognition.roles.contains_key("key") {
        login_tables::decide(schema, recognition, options, &mut changes, decided);
    }
    Some(changes)
}

/// What changes for the application although the tables are right.
pub fn behaviour_notes(schema: &Schema, recognition: &Recognition, findings: &mut Vec<Finding>) {
    if let Some(user) = recognition.roles.get("user")
        && let Some(table) = schema.table(&user.table)
        && let Some(id) = user.columns.get("id").and_then(|id| table.column(id))
        && id.data_type.kind.length().is_some_and(|length| length < NEW_USER_ID_CHARACTERS)
        && schema.dialect != Dialect::Sqlite
    {
        findings.push(Finding::new(
            "user_id_too_short",
            Severity::Warning,
            format!("`{}.{}` is {}.", user.table, id.name, id.data_type.text),
            format!(
                "Lucia 3's newer id helper, generateIdFromEntropySize(10), makes {NEW_USER_ID_CHARACTERS} characters: \
                 signing up a new user would fail."
            ),
            "Keep generateId(15), as Lucia 2 did, or widen the column and every column that refers to it (--set user_ids=widen).",
            Some(id.span),
        ));
    }
    if let Some(key) = recognition.roles.get("key") {
        findings.push(Finding::new(
            "key_table_stays",
            Severity::Note,
            format!("`{}` stays until you run cleanup.sql.", key.table),
            "Its rows still refer to users, so deleting a user can fail or leave them behind; \
             Lucia 2 deleted keys and sessions with the user, Lucia 3 does not.",
            format!(
                "When your application deletes a user, delete the rows in `{}` and the new tables first.",
                key.table
            ),
            None,
        ));
    }
    if schema.dialect == Dialect::MySql && recognition.roles.contains_key("session") {
        findings.push(Finding::new(
            "datetime_is_utc",
            Severity::Warning,
            "`expires_at` is a DATETIME, which carries no time zone; up.sql writes UTC.",
            "mysql2 reads it in the time zone of the Node process unless told otherwise, \
             so sessions would end some hours early or late.",
            "Create the pool with `timezone: \"Z\"`, or run Node with TZ=UTC. Drizzle and PlanetScale read UTC already.",
            None,
        ));
    }
}

/// Characters of an id made by `generateIdFromEntropySize(10)` (lucia 3.2, docs/pages/basics/users.md).
const NEW_USER_ID_CHARACTERS: u32 = 16;
