//! What the target schema looks like: names, types and options, each decision with its reason.

pub mod as_is;
pub mod better_auth;
pub mod change;
pub mod lucia;
pub mod options;

mod columns;
mod dependents;
mod migration;
mod names;
mod storage;

use crate::findings::{Finding, Span};
use crate::layouts::Layout;
use crate::model::schema::Schema;
use crate::recognise::Recognition;
use options::{OptionShape, Options};

pub use change::{
    AddedColumn, AlteredColumn, Aside, AsideObject, CarriedBack, Changes, CopiedColumn, CopyChange,
    DroppedColumn, IndexChange, KeysChange, NewTable, Question, Rekey, Removal, Rows, SessionChange,
    SingleUse, TableChange,
};

/// A target that a layout can be converted to.
#[derive(Debug)]
pub struct Target {
    /// The name that users see, such as `lucia-3`.
    pub name: &'static str,
    /// What people call it, after "to".
    pub title: &'static str,
    /// What choosing it means, in one line.
    pub purpose: &'static str,
    /// Its options.
    pub options: &'static [OptionShape],
    /// Decides.
    pub decide: fn(&Schema, &Recognition, &Options) -> Decided,
}

/// Every target.
pub const TARGETS: &[&Target] = &[
    &lucia::version_2::TARGET,
    &lucia::version_3::TARGET,
    &lucia::sessions_2024::TARGET,
    &lucia::sessions_by_secret::TARGET_2025,
    &lucia::sessions_by_secret::TARGET_2026,
    &better_auth::TARGET,
    &as_is::TARGET,
];

/// The target of that name.
pub fn find(name: &str) -> Option<&'static Target> {
    TARGETS.iter().copied().find(|target| target.name == name)
}

/// The targets that are offered for a layout; `as-is` for any text.
pub fn offered(layout: Option<&Layout>) -> Vec<&'static Target> {
    match layout {
        Some(layout) => layout.targets.iter().filter_map(|name| find(name)).collect(),
        None => vec![&as_is::TARGET],
    }
}

/// What was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The schema after the migration, without the tables that the migration keeps for itself.
    pub to: Schema,
    /// What changes, in the words of the planner; none where nothing can or need be done.
    pub changes: Option<Changes>,
    /// The decisions, in the order of their consequences.
    pub decisions: Vec<Decision>,
    /// What the user should know.
    pub findings: Vec<Finding>,
}

/// A decision that was taken for the user.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What was decided.
    pub what: String,
    /// Why.
    pub reason: String,
    /// The place in the text that it rests on.
    pub span: Option<Span>,
}

impl Decision {
    /// A decision with all its parts.
    pub fn new(what: impl Into<String>, reason: impl Into<String>, span: Option<Span>) -> Self {
        Self { what: what.into(), reason: reason.into(), span }
    }
}
