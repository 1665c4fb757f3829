//! Lucia 2 to Lucia 3: one expiry column instead of two, and a table for each kind of login instead of keys.
//!
//! Source of the official steps: github.com/lucia-auth/lucia, branch v3, docs/pages/upgrade-v3/*.md. Where they lose
//! a row or a login, this does not; `docs/guides/lucia-2-to-3.md` names each case.

use super::options::{OptionShape, Options};
use super::{Changes, Decided, Decision, Target, dependents, login_tables, session_table};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::Schema;
use crate::recognise::Recognition;

/// The target.
pub const TARGET: Target = Target {
    name: "lucia-3",
    title: "Lucia 3",
    purpose: "Lucia 3: one expires_at per session; keys become OAuth accounts, passwords and passwordless logins.",
    options: &[
        OptionShape {
            name: "oauth_table",
            label: "Table for OAuth accounts",
            default: "oauth_account",
            reason: "Lucia's guide calls it so.",
            choices: &[],
        },
        OptionShape {
            name: "password_table",
            label: "Table for passwords",
            default: "password",
            reason: "Lucia's guide calls it so.",
            choices: &[],
        },
        OptionShape {
            name: "passwordless_table",
            label: "Table for logins without password that are no OAuth accounts",
            default: "passwordless_account",
            reason: "The guide has no such table and puts magic-link and user-name keys among the OAuth accounts.",
            choices: &[],
        },
        OptionShape {
            name: "passwordless_providers",
            label: "Providers whose keys are no OAuth accounts",
            default: "email,username,phone,sms,otp,magic-link,magic_link,magiclink,email-link,email_link,\
                      emailpassword,email-password,email_password,password,credentials,passwordless,anonymous,guest",
            reason: "A key without a password belongs to an OAuth provider unless its provider is one of these, \
                     or has keys with a password.",
            choices: &[],
        },
    ],
    decide,
};

fn decide(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    let mut decided =
        Decided { to: schema.clone(), changes: None, decisions: Vec::new(), findings: Vec::new() };
    let left_over = left_over(schema);
    if !left_over.is_empty() {
        decided.findings.extend(left_over);
        return decided;
    }
    let mut changes = Changes { journal: journal(recognition), aside: Vec::new(), session: None, keys: None };
    if let Some(role) = recognition.roles.get("session") {
        let aside = dependents::of_session(schema, role, &mut decided.findings);
        match session_table::decide(schema, role, &aside, &mut decided) {
            Some(session) => changes.session = Some(session),
            // What stands in the way is an error among the findings: nothing is planned rather than half of it.
            None => return decided,
        }
        changes.aside = aside;
    }
    if recognition.roles.contains_key("key") {
        changes.keys = login_tables::decide(schema, recognition, options, &mut decided);
    }
    apply(&mut decided.to, &changes);
    behaviour_notes(schema, recognition, &mut decided.findings);
    decided.changes = Some(changes);
    decided
}

/// Tables of a migration that stopped half way or was not cleaned up. Another migration cannot keep its rows beside them.
fn left_over(schema: &Schema) -> Vec<Finding> {
    let ours = schema.tables.iter().filter(|table| table.name.name.starts_with(PREFIX));
    ours.map(|table| {
        Finding::new(
            "migration_left_over",
            Severity::Block,
            format!("`{}` is left over from another migration of authmorph.", table.name),
            "It holds what that migration has kept, and a new one would need the same name. No migration was written.",
            "If its up.sql stopped half way, run that same up.sql again from its start (MySQL), or its down.sql. \
             If it is done, run its cleanup.sql; then paste the schema again.",
            Some(table.span),
        )
    })
    .collect()
}

/// The schema after the migration.
fn apply(to: &mut Schema, changes: &Changes) {
    for aside in changes.aside.iter().filter(|aside| !aside.returns) {
        match &aside.object {
            super::AsideObject::View(view) => to.views.retain(|other| other.name != view.name),
            super::AsideObject::Trigger(trigger) => to.triggers.retain(|other| other != trigger),
        }
    }
    if let Some(session) = &changes.session
        && let Some(table) = to.tables.iter_mut().find(|table| table.name == session.from.name)
    {
        *table = session.to.clone();
    }
    if let Some(keys) = &changes.keys {
        to.tables.extend([keys.oauth.clone(), keys.password.clone(), keys.passwordless.clone()]);
    }
}

/// Where the migration notes that it has run: beside the session table, or the key table where there is none.
fn journal(recognition: &Recognition) -> ObjectName {
    let beside = recognition.roles.get("session").or_else(|| recognition.roles.get("key"));
    beside.map_or_else(|| ObjectName::new(JOURNAL), |role| role.table.sibling(JOURNAL))
}

/// What changes for the application although the tables are right.
fn behaviour_notes(schema: &Schema, recognition: &Recognition, findings: &mut Vec<Finding>) {
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
            "Keep generateId(15), as Lucia 2 did, or widen the column and every column that refers to it.",
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

/// What the names of our own tables begin with.
const PREFIX: &str = "_authmorph_";

/// The table in which the migration notes that it has run.
const JOURNAL: &str = "_authmorph_state";

/// Characters of an id made by `generateIdFromEntropySize(10)` (lucia 3.2, docs/pages/basics/users.md).
const NEW_USER_ID_CHARACTERS: u32 = 16;

/// The note that something of the user's is as the target wants it.
pub(super) fn kept(what: String, reason: &str) -> Decision {
    Decision::new(what, reason, None)
}
