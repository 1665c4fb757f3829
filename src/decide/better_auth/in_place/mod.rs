//! From an earlier release of Better Auth: its own command adds tables and columns, and never changes what is there. So a
//! database keeps the keys, indexes and units of the release that made it, which later ones rely on.
//!
//! Sources: getMigrations() of better-auth 1.0.22 to 1.7.24 from npm, @better-auth/core 1.7.24 (schema-diff); pull
//! requests 10403, 11154 and 11168 of github.com/better-auth/better-auth (`account.issuer`, the check at runtime).

mod columns;
mod issuer;
mod seconds;

use crate::decide::accounts::Context;
use crate::decide::accounts::in_place::keys::{self, Unique};
use crate::decide::accounts::in_place::{Scene, cascades, doubles};
use crate::decide::accounts::source::Source;
use crate::decide::columns::is_stopped;
use crate::decide::{Changes, Decided, Decision};

/// What has to differ from row to row.
const UNIQUE: &[Unique] = &[
    Unique {
        role: "account",
        fields: &["providerId", "accountId"],
        check: "duplicate_accounts",
        removal: "accounts_set_aside",
        rows: "Accounts that several rows say",
        reason: "Better Auth finds an account by both, and refuses to sign somebody in whose account is there twice (since 1.7.3).",
    },
    Unique {
        role: "session",
        fields: &["token"],
        check: "duplicate_sessions",
        removal: "sessions_set_aside",
        rows: "Session tokens that several rows have",
        reason: "Better Auth looks a session up by it with every request.",
    },
];

/// What rows are found by. Better Auth makes these indexes since 1.4.
const FOUND_BY: &[(&str, &str)] =
    &[("account", "userId"), ("session", "userId"), ("verification", "identifier")];

/// The account table, where the tables are Better Auth's already.
pub fn account<'a>(context: &'a Context<'_>) -> Option<Source<'a>> {
    let is_own = context.recognition.layout.is_some_and(|layout| layout.name == "better-auth");
    Source::of(context, "account").filter(|_| is_own)
}

/// Decides what is added, and what has to go.
pub fn decide(context: &Context<'_>, account: Source<'_>, mut changes: Changes, decided: &mut Decided) {
    let mut scene = Scene::new(context, account, decided);
    changes.tables.extend(issuer::decide(&mut scene));
    seconds::decide(&mut scene, &mut changes.tables);
    doubles::decide(&mut scene, UNIQUE, &mut changes.tables);
    if is_stopped(&scene.decided.findings) {
        return;
    }
    columns::lacking(&mut scene);
    columns::left_over(&mut scene);
    keys::decide(&mut scene, UNIQUE, FOUND_BY);
    cascades::decide(
        &mut scene,
        "Better Auth makes them so since 1.3.7; before, the database refuses to delete a user.",
    );
    let nothing = Decision::new(
        "Nothing has to change in the database.",
        "Every release of Better Auth 1 from 1.3.24 on reads these tables, but for 1.7.0 to 1.7.2, which wanted `issuer`.",
        None,
    );
    let stay = Decision::new(
        "The tables stay, for every release from 1.3.24 on, but for 1.7.0 to 1.7.2.",
        "These releases differ in what they make of an empty database, and read the same columns; 1.7.0 to 1.7.2 wanted `issuer`.",
        Some(context.user.span),
    );
    scene.finish(changes, nothing, stay);
}
