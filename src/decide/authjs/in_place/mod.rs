//! From NextAuth 4, and from Auth.js 5 as earlier adapters made it: the same adapter goes on reading the same tables.
//!
//! Auth.js says that nothing has to change. What the adapters' documents lacked at some time is added: room for long
//! tokens, what keeps an account from being there twice, indexes, and the end of accounts and sessions with their user.
//!
//! Sources: authjs.dev/getting-started/migrating-to-v5; github.com/nextauthjs/next-auth, commit a1a16a5a,
//! packages/adapter-*.

mod oauth_1;
pub mod sessions;
mod tokens;
mod verified;

use super::{built_in, tables};
use crate::decide::accounts::Context;
use crate::decide::accounts::in_place::keys::{self, Unique};
use crate::decide::accounts::in_place::{Scene, cascades, doubles};
use crate::decide::accounts::new_table::Maker;
use crate::decide::accounts::source::Source;
use crate::decide::columns::is_stopped;
use crate::decide::evolution::Operation;
use crate::decide::{Changes, Decided, Decision};

/// The account table, where its fields are those of NextAuth 4, and nobody has asked for another adapter.
pub fn accounts<'a>(context: &'a Context<'_>) -> Option<Source<'a>> {
    let account = Source::of(context, "account").filter(|account| account.name("provider").is_some())?;
    let stays = match context.options.get("adapter") {
        "drizzle" => matches!(context.recognition.variant, Some("drizzle" | "t3")),
        "prisma" => context.recognition.variant == Some("prisma"),
        "pg" => matches!(context.recognition.variant, Some("pg" | "neon")) && built_in::has_names(context),
        name @ ("kysely" | "typeorm") => {
            context.recognition.variant == Some(name) && built_in::has_names(context)
        }
        _ => true,
    };
    stays.then_some(account)
}

/// What has to differ from row to row.
const UNIQUE: &[Unique] = &[
    Unique {
        role: "account",
        fields: &["provider", "providerAccountId"],
        check: "duplicate_accounts",
        removal: "accounts_set_aside",
        rows: "Accounts that several rows say",
        reason: "Auth.js finds an account by both, and would take any of several.",
    },
    Unique {
        role: "session",
        fields: &["sessionToken"],
        check: "duplicate_sessions",
        removal: "sessions_set_aside",
        rows: "Session tokens that several rows have",
        reason: "Auth.js looks a session up by it with every request.",
    },
    Unique {
        role: "verification",
        fields: &["identifier", "token"],
        check: "duplicate_links",
        removal: "links_set_aside",
        rows: "Links that several rows have",
        reason: "Auth.js finds a link by both, and deletes it when it is used.",
    },
];

/// Decides what is added.
pub fn decide(context: &Context<'_>, account: Source<'_>, mut changes: Changes, decided: &mut Decided) {
    let user = context.user;
    let mut scene = Scene::new(context, account, decided);
    changes.tables.extend(oauth_1::decide(&mut scene));
    changes.tables.extend(sessions::decide(&mut scene));
    doubles::decide(&mut scene, UNIQUE, &mut changes.tables);
    if is_stopped(&scene.decided.findings) {
        return;
    }
    tokens::decide(&mut scene);
    keys::decide(&mut scene, UNIQUE, &[("account", "userId"), ("session", "userId")]);
    if context.options.get("cascade") != "no" {
        cascades::decide(
            &mut scene,
            "Auth.js deletes the user and leaves the rest to the database, which would refuse.",
        );
    }
    verified::decide(&mut scene);
    authenticators(&mut scene);
    let nothing = Decision::new(
        "Nothing has to change in the database.",
        "Auth.js 5 reads the tables as NextAuth 4 did, with the same adapter; `wiring/changes.md` says what its code wants.",
        None,
    );
    let stay = Decision::new(
        "The tables stay, and the same adapter reads them.",
        "Auth.js 5 wants what NextAuth 4 wanted. With --set adapter=drizzle or prisma they are copied to another adapter's.",
        Some(user.span),
    );
    scene.finish(changes, nothing, stay);
}

/// The table for passkeys.
fn authenticators(scene: &mut Scene<'_, '_>) {
    let context = scene.context;
    if context.recognition.roles.contains_key("authenticator") || context.options.get("passkeys") != "yes" {
        return;
    }
    let table = tables::authenticator(&mut Maker::new(context, scene.decided));
    scene.stage(
        "passkeys",
        format!("Create {} for passkeys.", table.name),
        "You asked for it.",
        vec![Operation::CreateTable(table)],
    );
}
