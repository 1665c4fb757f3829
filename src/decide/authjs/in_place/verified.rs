//! A new user's address is not verified before somebody has verified it.

use crate::decide::Decision;
use crate::decide::accounts::in_place::Scene;
use crate::decide::evolution::{Operation, Part};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::schema::{Column, Literal};

/// Drops the default of `emailVerified`, which drafts of the documents for Kysely, Drizzle and create-t3-app had.
pub fn decide(scene: &mut Scene<'_, '_>) {
    let context = scene.context;
    let name = context.role.columns.get("emailVerified");
    let Some(column) = name.and_then(|name| context.user.column(name)) else { return };
    let says_something =
        column.default.as_ref().is_some_and(|default| default.literal != Some(Literal::Null));
    if !says_something || !column.nullable || column.on_update.is_some() {
        return;
    }
    if context.schema.dialect == Dialect::Sqlite {
        scene.decided.findings.push(Finding::new(
            "verified_by_default",
            Severity::Warning,
            format!("`{}.{}` has a default, so a new user counts as verified.", context.user.name, column.name),
            "Auth.js itself writes NULL there, but rows that your own code inserts get the default. SQLite has no statement \
             that drops it.",
            "Write NULL when you insert a user, or make the table anew without the default.",
            Some(column.span),
        ));
        return;
    }
    let to = Column { default: None, ..column.clone() };
    scene.decided.decisions.push(Decision::new(
        format!("`{}` has no default any more.", column.name),
        "With one, users whom your own code inserts count as verified.",
        Some(column.span),
    ));
    let part = Part::ChangeColumn(Box::new((column.clone(), to)));
    scene.stage(
        "verified",
        format!("Let {} of {} be NULL unless somebody writes it.", column.name, context.user.name),
        "A default would verify addresses that nobody has verified.",
        vec![Operation::Alter(context.user.name.clone(), vec![part])],
    );
}
