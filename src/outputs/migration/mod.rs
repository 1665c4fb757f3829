//! The migration as SQL: `preflight.sql`, `up.sql`, `verify.sql`, `down.sql` and `cleanup.sql`.
//!
//! Conventions: keywords in upper case, four spaces, one comment per step. Nothing is decided here.

mod change;
mod columns;
mod copy;
mod evolve;
pub mod import;
mod keys;
mod quiet;
mod reads;
mod reshape;
mod script;
pub(in crate::outputs) mod steps;

use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::plan::{Plan, Step};

pub use script::{Item, cleanup_items, down_items, text as script_text, up_items};

/// `preflight.sql` and `verify.sql`, each of which is one query.
pub fn queries(dialect: Dialect, plan: &Plan) -> [String; 2] {
    [reads::preflight(dialect, plan, ""), reads::verify(dialect, plan, "")]
}

/// One statement, with the comment that stands above it when it needs one of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The comment, one line.
    pub comment: Option<String>,
    /// The statement, without its last semicolon.
    pub sql: String,
    /// SQLite: what has to hold right after it, or the whole script is rolled back in the end.
    pub must_hold: Option<String>,
}

impl Statement {
    /// A statement that speaks for itself.
    pub fn new(sql: impl Into<String>) -> Self {
        Self { comment: None, sql: sql.into(), must_hold: None }
    }

    /// A statement with a comment of its own.
    pub fn with(comment: impl Into<String>, sql: impl Into<String>) -> Self {
        Self { comment: Some(comment.into()), sql: sql.into(), must_hold: None }
    }

    /// A statement after which an object of that name has to be there.
    pub fn creates(self, dialect: Dialect, name: &ObjectName) -> Self {
        Self { must_hold: Some(dialect.object_exists(name)), ..self }
    }

    /// A statement after which no object of that name may be there.
    pub fn drops(self, dialect: Dialect, name: &ObjectName) -> Self {
        Self { must_hold: Some(format!("NOT {}", dialect.object_exists(name))), ..self }
    }
}

/// The statements of a step, there and back.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct StepStatements {
    /// In `up.sql`.
    pub up: Vec<Statement>,
    /// In `down.sql`.
    pub down: Vec<Statement>,
}

/// Writes a step.
pub fn step_statements(dialect: Dialect, plan: &Plan, step: &Step) -> StepStatements {
    steps::write(dialect, plan, &step.action)
}

/// `up.sql` in parts, for whoever runs it another way: in one transaction from beginning to end.
pub fn up(dialect: Dialect, plan: &Plan, title: &str) -> Vec<Item> {
    let items = script::up_items(dialect, plan, title).into_iter();
    items
        .map(|item| match item {
            // An index cannot be built beside a transaction from within one.
            Item::Alone(sql) => {
                Item::Statement(sql.replacen("CREATE INDEX CONCURRENTLY ", "CREATE INDEX ", 1))
            }
            other => other,
        })
        .collect()
}

/// `down.sql` likewise.
pub fn down(dialect: Dialect, plan: &Plan, title: &str) -> Vec<Item> {
    script::down_items(dialect, plan, title)
}

/// The five files, by name.
pub fn files(dialect: Dialect, plan: &Plan, title: &str) -> Vec<(&'static str, String)> {
    vec![
        ("preflight.sql", reads::preflight(dialect, plan, title)),
        ("up.sql", script::up(dialect, plan, title)),
        ("verify.sql", reads::verify(dialect, plan, title)),
        ("down.sql", script::down(dialect, plan, title)),
        ("cleanup.sql", script::cleanup(dialect, plan, title)),
    ]
}

/// Text of the user's inside a comment: it must not end the comment.
pub fn comment(text: &str) -> String {
    let clean: String = text
        .chars()
        .map(|character| {
            if character.is_control() || matches!(character, '\u{2028}' | '\u{2029}' | '\u{85}') {
                ' '
            } else {
                character
            }
        })
        .collect();
    format!("-- {clean}")
}
