//! The scripts of a migration as single statements, each with the step that it belongs to.

use crate::dialects::Dialect;
use crate::outputs::migration::{Item, cleanup_items, down_items, queries, up_items};
use crate::plan::Plan;

/// The five scripts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scripts {
    /// The query of `preflight.sql`.
    pub preflight: String,
    /// `up.sql`.
    pub up: Vec<Statement>,
    /// The query of `verify.sql`.
    pub verify: String,
    /// `down.sql`.
    pub down: Vec<Statement>,
    /// `cleanup.sql`.
    pub cleanup: Vec<Statement>,
}

/// A statement of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Its text, without its semicolon.
    pub sql: String,
    /// The number of its step, from 0; none for what goes around the steps.
    pub step: Option<usize>,
}

impl Scripts {
    /// The scripts of a plan.
    pub fn of(dialect: Dialect, plan: &Plan) -> Self {
        let [preflight, verify] =
            queries(dialect, plan).map(|query| query.trim_end().trim_end_matches(';').to_owned());
        Self {
            preflight,
            up: statements(plan, up_items(dialect, plan, "")),
            verify,
            down: statements(plan, down_items(dialect, plan, "")),
            cleanup: statements(plan, cleanup_items(dialect, plan, "")),
        }
    }
}

fn statements(plan: &Plan, items: Vec<Item>) -> Vec<Statement> {
    let mut statements = Vec::new();
    let mut step = None;
    for item in items {
        let sql = match item {
            Item::Comment(text) => {
                step = step_of(plan, &text).or(step);
                continue;
            }
            // A heading follows, and says whose statements come.
            Item::Blank => {
                step = None;
                continue;
            }
            Item::Begin(sql) => sql.to_owned(),
            Item::Commit => {
                step = None;
                "COMMIT".to_owned()
            }
            Item::Statement(sql) | Item::Alone(sql) => sql,
        };
        statements.push(Statement { sql, step });
    }
    statements
}

/// The step of a heading: `3. Purpose` in `up.sql`, `Undo: Purpose` in `down.sql`.
fn step_of(plan: &Plan, heading: &str) -> Option<usize> {
    let purpose = match heading.strip_prefix("Undo: ") {
        Some(purpose) => purpose,
        None => heading.split_once(". ").filter(|(number, _)| number.parse::<usize>().is_ok())?.1,
    };
    plan.steps.iter().position(|step| step.purpose == purpose)
}
