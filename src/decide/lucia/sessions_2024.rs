//! Lucia 0 to 3 to the sessions of Lucia's guide of 2024: the same tables as Lucia 3, but the id of a session is the
//! SHA-256 hash of the cookie's value, so that whoever reads the table cannot take a session over.
//!
//! Source: github.com/lucia-auth/lucia, commit a3d76c37, pages/sessions/migrate-lucia-v3.md: to keep sessions, every
//! stored id is replaced by the lower-case hexadecimal SHA-256 hash of itself.

use super::session_rows::{self, Fate, Wish};
use super::version_3::{behaviour_notes, take_apart};
use super::{login_tables, session_table};
use crate::decide::options::{OptionShape, Options};
use crate::decide::preparation::{SESSION_INDEX, prepared};
use crate::decide::user_ids::USER_IDS;
use crate::decide::{Decided, Target, migration};
use crate::model::schema::Schema;
use crate::recognise::Recognition;

/// The target.
pub const TARGET: Target = Target {
    name: "lucia-sessions-2024",
    title: "the sessions of Lucia's guide of 2024",
    purpose: "No library: the tables of Lucia 3, with the hash of each session's id in place of the id.",
    options: &OPTIONS,
    decide,
};

const OPTIONS: [OptionShape; 11] = {
    let [oauth, password, passwordless, providers, foreign_keys, passwords, own] = login_tables::OPTIONS;
    [
        OptionShape {
            name: "sessions",
            label: "Sessions that are there",
            default: "hash",
            reason: "With hashed ids everybody stays signed in; the cookies stay as they are.",
            choices: &["hash", "hash-unexpired", "end"],
        },
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

fn decide(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    prepared(schema, recognition, options, |schema| decide_on(schema, recognition, options))
}

fn decide_on(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
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
        let fate = match options.get("sessions") {
            "end" => Fate::End,
            "hash-unexpired" => Fate::DropExpired,
            _ => Fate::Keep,
        };
        let wish = Wish { fate, hash: true };
        changes.tables.extend(session_rows::decide(schema, role, wish, &changes, &mut decided));
    }
    migration::finish(&mut decided, changes);
    decided
}
