//! Tables that stay where they are, and get what they lack: keys, indexes, and the end of rows with their user.

pub mod cascades;
pub mod doubles;
pub mod keys;

use super::Context;
use super::source::Source;
use crate::decide::columns::block;
use crate::decide::evolution::{Claim, Evolution, Operation, Stage};
use crate::decide::{Changes, Decided, Decision, migration};
use crate::findings::Finding;
use crate::model::schema::Table;

/// That something refers to a table that loses rows.
pub fn referred_to(context: &Context<'_>, source: &Source<'_>, next: &str) -> Option<Finding> {
    let table = source.table;
    let other = context.schema.referring(&table.name).find(|other| other.name != table.name)?;
    Some(block(
        "removed_rows_referenced",
        format!("`{}` refers to `{}`, whose rows are deleted.", other.name, table.name),
        "Deleting a row would fail, or take the rows with it that refer to it.",
        &format!("{next} No migration was written."),
        other.span,
    ))
}

/// What all of it looks at and adds to.
pub struct Scene<'a, 'b> {
    pub context: &'a Context<'a>,
    pub account: Source<'a>,
    pub session: Option<Source<'a>>,
    pub verification: Option<Source<'a>>,
    pub stages: Vec<Stage>,
    pub claims: Vec<Claim>,
    /// Roles whose rows differ as they should when the indexes come.
    pub resolved: Vec<&'static str>,
    /// Names of indexes that are taken by now.
    pub taken: Vec<String>,
    pub decided: &'b mut Decided,
}

impl<'a, 'b> Scene<'a, 'b> {
    /// Nothing decided yet.
    pub fn new(context: &'a Context<'a>, account: Source<'a>, decided: &'b mut Decided) -> Self {
        Self {
            context,
            account,
            session: Source::of(context, "session"),
            verification: Source::of(context, "verification"),
            stages: Vec::new(),
            claims: Vec::new(),
            resolved: Vec::new(),
            taken: Vec::new(),
            decided,
        }
    }

    /// Whether something refers to a table that loses rows, which is then a blocking finding.
    pub fn is_referred_to(&mut self, source: &Source<'_>, next: &str) -> bool {
        let found = referred_to(self.context, source, next);
        let is_referred_to = found.is_some();
        self.decided.findings.extend(found);
        is_referred_to
    }

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
            stays_if: None,
            operations,
        });
    }

    /// Notes what was decided; these two say that nothing has to change, and that the tables stay.
    pub fn finish(self, mut changes: Changes, nothing: Decision, stay: Decision) {
        let Self { context, stages, claims, session, verification, account, decided, .. } = self;
        if stages.is_empty() && changes.tables.is_empty() {
            decided.decisions.push(nothing);
            return;
        }
        decided.decisions.push(stay);
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
        migration::finish(decided, changes);
    }
}
