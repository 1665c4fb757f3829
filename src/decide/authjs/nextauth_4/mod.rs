//! From NextAuth 3 to NextAuth 4. The tables stay where they are and get the columns of 4 (`in_place`), or accounts,
//! sessions and links are copied to tables of another adapter, as to Auth.js 5, whose tables NextAuth 4 reads.
//!
//! Source: github.com/nextauthjs/next-auth, branch v4, docs/docs/getting-started/upgrade-to-v4.md, whose script drops
//! what keeps accounts apart, and makes texts of moments and milliseconds of seconds.

mod in_place;

use super::{built_in, carry_over};
use crate::decide::accounts::source::Source;
use crate::decide::accounts::types::Adapter;
use crate::decide::accounts::{Context, Library};
use crate::decide::options::{OptionShape, Options};
use crate::decide::{Decided, Target, migration};
use crate::model::schema::Schema;
use crate::recognise::Recognition;

/// The target.
pub const TARGET: Target = Target {
    name: "nextauth-4",
    title: "NextAuth 4",
    purpose: "NextAuth 4: every table stays and gets the columns of 4, or is copied to another adapter's; everybody stays signed in.",
    options: &OPTIONS,
    decide,
};

/// The library.
pub const LIBRARY: Library =
    Library { name: "NextAuth", options: &OPTIONS, adapter: Adapter::Drizzle, utc_moments: true };

const OPTIONS: [OptionShape; 5] = {
    let [.., account, session, verification, _, _, _, _, _, _] = super::OPTIONS;
    [
        OptionShape {
            name: "adapter",
            label: "What reads the tables",
            default: "as-before",
            reason: "The tables stay, with their ids: what read those of 3 reads those of 4, if it is told their names. The others \
                     get tables of their own, but for pg's where the tables are its own already; those for Kysely, pg and \
                     TypeORM have names built in, and the user table gets theirs.",
            choices: &["as-before", "drizzle", "prisma", "kysely", "pg", "typeorm"],
        },
        OptionShape {
            name: "sessions",
            label: "Sessions that are there",
            default: "keep",
            reason: "The cookie has the same name in both versions, so everybody stays signed in.",
            choices: &["keep", "end"],
        },
        account,
        session,
        OptionShape {
            default: "verification_tokens",
            reason: "TypeORM's entities call it so; the adapter for pg has `verification_token` built in.",
            ..verification
        },
    ]
};

fn decide(schema: &Schema, recognition: &Recognition, options: &Options) -> Decided {
    let (mut decided, changes) = migration::begin(schema, recognition);
    let Some(changes) = changes else { return decided };
    let Some(context) = Context::of(schema, recognition, options, &LIBRARY) else {
        decided.findings.push(Context::no_users(&LIBRARY));
        return decided;
    };
    let context = Context { built_in: built_in::names(options.get("adapter")), ..context };
    let account = Source::of(&context, "account");
    if let Some(obstacle) = context.obstacle() {
        decided.findings.push(obstacle);
        return decided;
    }
    match (options.get("adapter"), account) {
        ("as-before", Some(account)) => in_place::decide(&context, &account, changes, &mut decided),
        ("pg", Some(account)) if in_place::fits_pg(&context) => {
            in_place::decide(&context, &account, changes, &mut decided);
        }
        _ => carry_over(&context, changes, &mut decided),
    }
    decided
}
