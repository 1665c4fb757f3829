//! To Auth.js 5, from Lucia, NextAuth and SuperTokens.
//!
//! NextAuth 4 has the same tables, which are made good where they stand (`in_place`). From the others, and for another
//! adapter, the user table stays, with the columns that Auth.js reads; accounts and sessions are copied into tables of their own.
//! Sessions go on: Auth.js keeps the cookie's value in the table as Lucia does, and can be told the cookie's name.
//! It has no place for passwords, so these get a table that the application reads in `authorize`.
//!
//! Sources: github.com/nextauthjs/next-auth, commit a1a16a5a: packages/core/src/adapters.ts and
//! lib/actions/callback, packages/adapter-drizzle, packages/adapter-prisma. For Lucia there is no guide.

mod accounts;
mod built_in;
mod in_place;
mod nextauth;
pub mod nextauth_4;
mod passwords;
mod sessions;
mod supertokens;
mod tables;
mod user;

use super::accounts::copies::return_only_whole_rows;
use super::accounts::doubles;
use super::accounts::supertokens::{APP, Core, USER_TABLE};
use super::accounts::types::Adapter;
use super::accounts::{Context, Library};
use super::columns::is_stopped;
use super::lucia::half_way::single_use_keys_left;
use super::lucia::login_tables;
use super::migration;
use super::options::{OptionShape, Options};
use super::preparation::prepared;
use super::referrers::keep_referred_rows;
use super::user_ids::USER_IDS;
use super::{Changes, Decided, Decision, Target};
use crate::model::schema::Schema;
use crate::recognise::Recognition;

/// The target.
pub const TARGET: Target = Target {
    name: "authjs-5",
    title: "Auth.js 5",
    purpose: "Auth.js 5: users and sessions stay, OAuth accounts become its accounts; passwords get a table for your own check.",
    options: &OPTIONS,
    decide,
};

/// The library. Its other adapters have the name of the user table built in, and cannot take over one that is there.
const LIBRARY: Library =
    Library { name: "Auth.js", options: &OPTIONS, adapter: Adapter::Drizzle, utc_moments: true };

const OPTIONS: [OptionShape; 16] = {
    let [_, password, passwordless, ..] = login_tables::OPTIONS;
    [
        OptionShape {
            name: "adapter",
            label: "What reads the tables",
            default: "as-before",
            reason: "Tables of NextAuth 4 stay with the adapter that they have. Of the others those that look like Prisma's are \
                     read by Prisma, and the rest by Drizzle: these adapters can be told the name of your user table. Those for Kysely, \
                     pg and TypeORM cannot, so it gets the name that they have built in.",
            choices: &["as-before", "drizzle", "prisma", "kysely", "pg", "typeorm"],
        },
        OptionShape {
            name: "sessions",
            label: "Sessions that are there",
            default: "keep",
            reason: "Everybody stays signed in, if you tell Auth.js the old cookie's name; `wiring/changes.md` has the line.",
            choices: &["keep", "end"],
        },
        OptionShape {
            name: "passkeys",
            label: "A table for passkeys",
            default: "no",
            reason: "Passkeys are an experiment of Auth.js, which Prisma's and Drizzle's adapters know.",
            choices: &["no", "yes"],
        },
        OptionShape {
            name: "oauth_1_tokens",
            label: "Columns for OAuth 1.0, from NextAuth 4",
            default: "drop",
            reason: "Auth.js 5 has no OAuth 1.0. Where an adapter writes them nevertheless (D1), they stay.",
            choices: &["drop", "keep"],
        },
        OptionShape {
            name: "cascade",
            label: "Let accounts and sessions go with their user, from NextAuth 4",
            default: "yes",
            reason: "Most adapters delete the user alone, and the database would refuse.",
            choices: &["yes", "no"],
        },
        doubles::OPTION,
        USER_IDS,
        OptionShape {
            name: "account_table",
            label: "Table for accounts",
            default: "account",
            reason: "The adapter's own schema calls it so.",
            choices: &[],
        },
        OptionShape {
            name: "session_table",
            label: "Table for sessions",
            default: "session",
            reason: "The adapter's own schema calls it so.",
            choices: &[],
        },
        OptionShape {
            name: "verification_table",
            label: "Table for verification tokens",
            default: "verificationToken",
            reason: "The adapter's own schema calls it so.",
            choices: &[],
        },
        OptionShape {
            name: "passkey_table",
            label: "Table for passkeys",
            default: "authenticator",
            reason: "The adapter's own schema calls it so.",
            choices: &[],
        },
        USER_TABLE,
        APP,
        OptionShape { reason: "Auth.js has none; your `authorize` reads it.", ..password },
        OptionShape {
            reason: "Auth.js finds people of magic links by their e-mail address; this keeps the other logins.",
            ..passwordless
        },
        OptionShape {
            name: "passwordless_providers",
            label: "Providers whose logins are no OAuth accounts",
            default: login_tables::PASSWORDLESS,
            reason: "A key without a password belongs to an OAuth provider unless its provider is one of these, \
                     or has keys with a password.",
            choices: &[],
        },
    ]
};

fn decide(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    prepared(schema, recognition, options, |schema| decide_on(schema, recognition, options))
}

fn decide_on(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    let (mut decided, changes) = migration::begin(schema, recognition);
    let Some(changes) = changes else { return decided };
    if let Some(core) = Core::of(schema, recognition, options) {
        if let Some(obstacle) = built_in::obstacle_for(core, options) {
            decided.findings.push(obstacle);
            return decided;
        }
        if supertokens::decide(core, changes, &mut decided).is_none() {
            decided.findings.push(Context::no_users(&LIBRARY));
        }
        return decided;
    }
    let Some(context) = Context::of(schema, recognition, options, &LIBRARY) else {
        decided.findings.push(Context::no_users(&LIBRARY));
        return decided;
    };
    let context = Context { built_in: built_in::names(options.get("adapter")), ..context };
    if let Some(obstacle) = context.obstacle() {
        decided.findings.push(obstacle);
        return decided;
    }
    if let Some(account) = in_place::accounts(&context) {
        in_place::decide(&context, account, changes, &mut decided);
        return decided;
    }
    carry_over(&context, changes, &mut decided);
    decided
}

/// The user table stays; accounts, sessions and links are copied into new tables.
fn carry_over(context: &Context<'_>, mut changes: Changes, decided: &mut Decided) {
    if let Some(obstacle) = built_in::obstacle(context) {
        decided.findings.push(obstacle);
        return;
    }
    let Some(user) = user::decide(context, decided) else { return };
    changes.tables.extend(user.does_something().then_some(user));
    let made = tables::decide(context, decided);
    let names = built_in::of_made(&made);
    if context.recognition.roles.contains_key("account") {
        changes.copies = nextauth::decide(context, &made, decided);
    } else {
        changes.copies.extend(accounts::decide(context, &made.account, decided));
        changes.copies.extend(passwords::decide(context, &made, decided));
    }
    changes.copies.extend(sessions::decide(context, &made.session, decided));
    doubles::explain(&changes.copies, decided);
    keep_referred_rows(context.schema, &mut changes.copies, decided);
    built_in::identify(context, &mut changes.copies);
    for copy in &mut changes.copies {
        return_only_whole_rows(copy, &mut decided.findings);
    }
    changes.created = made.into_new();
    changes.unused = context.unused();
    decided.findings.extend(context.not_carried(&changes));
    changes.evolution = built_in::evolution(context, &names, &changes, decided);
    if is_stopped(&decided.findings) {
        return;
    }
    migration::finish(decided, changes);
    notes(context, decided);
}

/// Characters of the ids that Auth.js makes: `crypto.randomUUID()`.
const ID_CHARACTERS: u32 = 36;

fn notes(context: &Context<'_>, decided: &mut Decided) {
    decided.findings.extend(context.short_ids(ID_CHARACTERS, |length| {
        format!(
            "Widen the column and every column that refers to it (--set user_ids=widen), or give the adapter a createUser that makes ids of {length} characters."
        )
    }));
    decided.findings.extend(context.deleting_users());
    decided.findings.extend(single_use_keys_left(context.schema, context.recognition));
    if !context.recognition.roles.contains_key("session") {
        decided.decisions.push(Decision::new(
            "No session is taken over: everybody signs in once more.",
            "No session table was recognised. If there is one, paste it too, or name it with --map session=TABLE.",
            None,
        ));
    }
    if !context.built_in.is_empty() {
        return;
    }
    decided.decisions.push(Decision::new(
        format!("`{}` stays the user table, with its name and its ids.", context.user.name),
        "Your own tables refer to it. The adapters for Drizzle and Prisma are told which table it is.",
        Some(context.user.span),
    ));
}
