//! What the target schema looks like: names, types and options, each decision with its reason.

pub mod as_is;
pub mod login_tables;
pub mod lucia_3;
pub mod options;

mod dependents;
mod session_table;

use crate::findings::{Finding, Span};
use crate::layouts::Layout;
use crate::model::names::ObjectName;
use crate::model::schema::{Check, Index, Schema, Table, Trigger, View};
use crate::recognise::Recognition;
use options::{OptionShape, Options};

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
pub const TARGETS: &[&Target] = &[&lucia_3::TARGET, &as_is::TARGET];

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

/// The changes that a migration consists of.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The table in which the migration notes that it has run.
    pub journal: ObjectName,
    /// Views and triggers that stand in the way.
    pub aside: Vec<Aside>,
    /// The session table.
    pub session: Option<SessionChange>,
    /// The key table, taken apart.
    pub keys: Option<KeysChange>,
}

/// An object that has to make way while a table changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Aside {
    /// The object.
    pub object: AsideObject,
    /// Whether its text still works afterwards, so that it comes back at once.
    pub returns: bool,
}

/// What has to make way.
#[derive(Debug, Clone, PartialEq)]
pub enum AsideObject {
    /// A view.
    View(View),
    /// A trigger.
    Trigger(Trigger),
}

/// How the two expiry columns of a session table become one.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionChange {
    /// The table as it was.
    pub from: Table,
    /// The table as it will be.
    pub to: Table,
    /// The column that identifies a session.
    pub id: String,
    /// The column with the end of the active period; dropped.
    pub active: String,
    /// The column with the end of the idle period; becomes `expires`.
    pub idle: String,
    /// The new column.
    pub expires: String,
    /// Whether the column is changed in place; otherwise a new one is added and the old one dropped.
    pub in_place: bool,
    /// The table that keeps the old values.
    pub keep: Table,
    /// Indexes that cannot follow the column by themselves.
    pub indexes: Vec<IndexChange>,
    /// Names of check constraints that would not hold any more.
    pub dropped_checks: Vec<Check>,
    /// Triggers that an `UPDATE` of this table fires, and that must not notice ours.
    pub quiet: Vec<Trigger>,
}

/// An index that is rebuilt or dropped.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexChange {
    /// The index as it was.
    pub from: Index,
    /// The index as it will be, under the same name.
    pub to: Option<Index>,
}

/// How the rows of a key table are told apart and where they go.
#[derive(Debug, Clone, PartialEq)]
pub struct KeysChange {
    /// The key table; it stays as it is.
    pub table: Table,
    /// The column with `provider:user`.
    pub id: String,
    /// The column with the user.
    pub user: String,
    /// The column with the password hash.
    pub hash: String,
    /// Further columns, carried along.
    pub extra: Vec<String>,
    /// The user table, when it is known, and its identity column.
    pub user_table: Option<(ObjectName, String)>,
    /// Whether the key table's user column refers to the user table by a foreign key.
    pub references: bool,
    /// The new table for OAuth accounts.
    pub oauth: Table,
    /// The new table for passwords.
    pub password: Table,
    /// The new table for logins that are neither.
    pub passwordless: Table,
    /// Providers whose keys without a password are no OAuth accounts.
    pub passwordless_providers: Vec<String>,
    /// Lengths of provider and remainder that a row may exceed.
    pub narrowed_to: Option<(u32, u32)>,
}
