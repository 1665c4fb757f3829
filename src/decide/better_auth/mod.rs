//! To Better Auth, from Lucia, NextAuth, Auth.js and SuperTokens, and from its own earlier releases (`in_place`).
//!
//! The user table stays, with the columns that Better Auth reads; accounts are copied into a table of their own. Sessions
//! cannot be taken over: its cookies are signed, and the ones that people have are not.
//!
//! Sources: better-auth 1.7.7 and 1.7.24 from npm (get-tables, schema-diff, its own migrations, its scrypt); the guide
//! github.com/better-auth/better-auth, docs/content/docs/guides/next-auth-migration-guide.mdx. For Lucia there is no guide.

mod accounts;
mod hashes;
mod in_place;
pub mod passwords;
mod supertokens;
mod tables;
mod user;

pub use accounts::PROVIDERS;
pub use hashes::Hashes;

use super::accounts::doubles;
use super::accounts::supertokens::{APP, Core, USER_TABLE};
use super::accounts::types::Adapter;
use super::accounts::{Context, Library, sessions_end};
use super::lucia::half_way::single_use_keys_left;
use super::migration;
use super::options::{OptionShape, Options};
use super::preparation::prepared;
use super::referrers::keep_referred_rows;
use super::user_ids::USER_IDS;
use super::{Decided, Decision, Target};
use crate::model::names::ObjectName;
use crate::model::schema::Schema;
use crate::recognise::Recognition;

/// The target.
pub const TARGET: Target = Target {
    name: "better-auth-1",
    title: "Better Auth 1",
    purpose: "Better Auth: users stay, OAuth accounts and passwords become its accounts; everybody signs in once more.",
    options: &OPTIONS,
    decide,
};

const OPTIONS: [OptionShape; 12] = [
    OptionShape {
        name: "adapter",
        label: "What reads the tables",
        default: "as-before",
        reason: "Tables that look like Prisma's or Drizzle's are read by them, and moments are stored as they store them; \
                 otherwise as Better Auth's own migrations do.",
        choices: &["as-before", "built-in", "drizzle", "prisma"],
    },
    OptionShape {
        name: "better_auth",
        label: "Your release of Better Auth, or the first one of which you have one",
        default: "1.3.24",
        reason: "All from 1.3.24 on read the same tables, but for 1.7.0 to 1.7.2: those wanted `account.issuer`, which 1.7.3 has given up; \
                 go on to that. 1.0 to 1.3.23 read SQLite's moments as seconds with Drizzle.",
        choices: &["1.3.24", "1.0"],
    },
    OptionShape {
        name: "columns",
        label: "Names of new columns",
        default: "camel",
        reason: "Better Auth's own names need no telling. `snake` (user_id) is what `wiring/auth.ts` then tells it, and what its schema \
                 for Drizzle has.",
        choices: &["camel", "snake"],
    },
    OptionShape {
        name: "account_table",
        label: "Table for accounts",
        default: "account",
        reason: "Better Auth calls it so.",
        choices: &[],
    },
    OptionShape {
        name: "session_table",
        label: "Table for sessions",
        default: "session",
        reason: "Better Auth calls it so.",
        choices: &[],
    },
    OptionShape {
        name: "verification_table",
        label: "Table for verifications",
        default: "verification",
        reason: "Better Auth calls it so.",
        choices: &[],
    },
    doubles::OPTION,
    USER_IDS,
    OptionShape {
        name: "passwordless_providers",
        label: "Providers whose logins are no OAuth accounts",
        default: crate::decide::lucia::login_tables::PASSWORDLESS,
        reason: "Better Auth finds people of magic links and codes by their e-mail address, without an account.",
        choices: &[],
    },
    USER_TABLE,
    APP,
    OptionShape {
        name: "username",
        label: "Columns of the username plugin",
        default: "as-needed",
        reason: "Who signs in with a user name and a password needs them; they are added where Lucia's keys may hold user names.",
        choices: &["as-needed", "no"],
    },
];

/// The library. With Drizzle and MySQL its own generator makes moments `timestamp`.
const LIBRARY: Library =
    Library { name: "Better Auth", options: &OPTIONS, adapter: Adapter::BuiltIn, utc_moments: false };

fn decide(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    prepared(schema, recognition, options, |schema| decide_on(schema, recognition, options))
}

fn decide_on(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    let (mut decided, changes) = migration::begin(schema, recognition);
    let Some(mut changes) = changes else { return decided };
    if let Some(core) = Core::of(schema, recognition, options) {
        if supertokens::decide(core, changes, &mut decided).is_none() {
            decided.findings.push(Context::no_users(&LIBRARY));
        }
        return decided;
    }
    let Some(context) = Context::of(schema, recognition, options, &LIBRARY) else {
        decided.findings.push(Context::no_users(&LIBRARY));
        return decided;
    };
    if let Some(obstacle) = context.obstacle() {
        decided.findings.push(obstacle);
        return decided;
    }
    if let Some(account) = in_place::account(&context) {
        in_place::decide(&context, account, changes, &mut decided);
        return decided;
    }
    let Some(user) = user::decide(&context, &mut decided) else { return decided };
    changes.tables.push(user);
    let made = tables::decide(&context, &mut decided);
    changes.copies = accounts::decide(&context, &made.account, &mut decided);
    doubles::explain(&changes.copies, &mut decided);
    keep_referred_rows(schema, &mut changes.copies, &mut decided);
    changes.created = made.into_new();
    changes.unused = context.unused();
    // The table of Lucia 3's guide stands for passwords alone, and the accounts have them now.
    let passwords = recognition.roles.get("password").map(|role| role.table.clone());
    let is_copied = |name: &ObjectName| changes.copies.iter().any(|copy| copy.from.name == *name);
    let passwords = passwords.filter(is_copied);
    changes.unused.extend(passwords);
    decided.findings.extend(context.not_carried(&changes));
    migration::finish(&mut decided, changes);
    notes(&context, &mut decided);
    decided
}

/// Characters of an id that Better Auth makes.
const ID_CHARACTERS: u32 = 32;

fn notes(context: &Context<'_>, decided: &mut Decided) {
    decided.findings.extend(context.short_ids(ID_CHARACTERS, |length| {
        format!(
            "Set advanced.database.generateId to () => generateRandomString({length}), or widen the column and every column that refers to it (--set user_ids=widen)."
        )
    }));
    decided.findings.extend(context.deleting_users());
    decided.findings.extend(single_use_keys_left(context.schema, context.recognition));
    let sessions = context.recognition.roles.get("session");
    decided.findings.extend(sessions.and_then(|role| context.schema.table(&role.table)).map(|table| {
        sessions_end(
            table,
            "Better Auth signs its cookies with its own secret, so the cookies that people have cannot become its sessions.",
        )
    }));
    decided.decisions.push(Decision::new(
        format!("`{}` stays the user table, with its name and its ids.", context.user.name),
        "Your own tables refer to it. Better Auth is told the name as `user.modelName`.",
        Some(context.user.span),
    ));
}
