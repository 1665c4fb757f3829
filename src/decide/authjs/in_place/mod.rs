//! From NextAuth 4, and from Auth.js 5 as earlier adapters made it: the same adapter goes on reading the same tables.
//!
//! Auth.js says that nothing has to change. What the adapters' documents lacked at some time is added: room for long
//! tokens, what keeps an account from being there twice, indexes, and the end of accounts and sessions with their user.
//!
//! Sources: authjs.dev/getting-started/migrating-to-v5; github.com/nextauthjs/next-auth, commit a1a16a5a,
//! packages/adapter-*.

mod cascades;
mod keys;
mod oauth_1;
mod sessions;
mod tokens;
mod verified;

use super::tables;
use crate::decide::accounts::Context;
use crate::decide::accounts::new_table::Maker;
use crate::decide::accounts::source::Source;
use crate::decide::evolution::{Claim, Evolution, Operation, Stage};
use crate::decide::{Changes, Decided, Decision, migration};
use crate::findings::Severity;
use crate::model::schema::Table;

/// What all of it looks at and adds to.
pub struct Scene<'a, 'b> {
    pub context: &'a Context<'a>,
    pub account: Source<'a>,
    pub session: Option<Source<'a>>,
    pub verification: Option<Source<'a>>,
    pub stages: Vec<Stage>,
    pub claims: Vec<Claim>,
    /// Names of indexes that are taken by now.
    pub taken: Vec<String>,
    pub decided: &'b mut Decided,
}

impl Scene<'_, '_> {
    /// Adds a step, unless there is nothing to do in it.
    pub fn stage(&mut self, name: &str, purpose: String, cause: &str, operations: Vec<Operation>) {
        if operations.is_empty() {
            return;
        }
        self.stages.push(Stage {
            name: name.to_owned(),
            purpose,
            cause: cause.to_owned(),
            opens: true,
            afterwards: false,
            operations,
        });
    }
}

/// The account table, where its fields are those of NextAuth 4, and nobody has asked for another adapter.
pub fn accounts<'a>(context: &'a Context<'_>) -> Option<Source<'a>> {
    let account = Source::of(context, "account").filter(|account| account.name("provider").is_some())?;
    let stays = match context.options.get("adapter") {
        "drizzle" => matches!(context.recognition.variant, Some("drizzle" | "t3")),
        "prisma" => context.recognition.variant == Some("prisma"),
        _ => true,
    };
    stays.then_some(account)
}

/// Decides what is added.
pub fn decide(context: &Context<'_>, account: Source<'_>, mut changes: Changes, decided: &mut Decided) {
    let mut scene = Scene {
        context,
        account,
        session: Source::of(context, "session"),
        verification: Source::of(context, "verification"),
        stages: Vec::new(),
        claims: Vec::new(),
        taken: Vec::new(),
        decided,
    };
    changes.tables.extend(oauth_1::decide(&mut scene));
    changes.tables.extend(sessions::decide(&mut scene));
    if scene.decided.findings.iter().any(|finding| finding.severity == Severity::Block) {
        return;
    }
    tokens::decide(&mut scene);
    keys::decide(&mut scene);
    cascades::decide(&mut scene);
    verified::decide(&mut scene);
    authenticators(&mut scene);
    let Scene { stages, claims, session, verification, account, decided, .. } = scene;
    if stages.is_empty() && changes.tables.is_empty() {
        decided.decisions.push(Decision::new(
            "Nothing has to change in the database.",
            "Auth.js 5 reads the tables as NextAuth 4 did, with the same adapter; `wiring/changes.md` says what its code wants.",
            None,
        ));
        return;
    }
    decided.decisions.push(Decision::new(
        "The tables stay, and the same adapter reads them.",
        "Auth.js 5 wants what NextAuth 4 wanted. With --set adapter=drizzle or prisma they are copied to another adapter's.",
        Some(context.user.span),
    ));
    if !stages.is_empty() {
        let tables = [Some(account.table), session.map(|source| source.table)];
        let verification = verification.map(|source| source.table);
        let loses_rows = |table: &&Table| {
            changes.tables.iter().any(|change| change.from == **table && change.removed.is_some())
        };
        let counted = tables.into_iter().flatten().chain(verification).filter(|table| !loses_rows(table));
        let counted = counted.map(|table| table.name.clone()).collect();
        let dialect = context.schema.dialect;
        let mut evolution = Evolution::new(dialect, stages, counted, &account.table.name);
        evolution.claims = claims;
        evolution.find_views(context.schema);
        decided.findings.extend(evolution.recreated());
        changes.evolution = Some(evolution);
    }
    let operations: Vec<Operation> = changes
        .evolution
        .iter()
        .flat_map(|evolution| evolution.stages.iter().flat_map(|stage| stage.operations.clone()))
        .collect();
    migration::finish(decided, changes);
    operations.iter().for_each(|operation| operation.apply(&mut decided.to));
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
