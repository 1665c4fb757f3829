//! What the target schema looks like: names, types and options, each decision with its reason.

pub mod as_is;
pub mod authjs;
pub mod better_auth;
pub mod change;
pub mod doubles;
pub mod evolution;
pub mod keys_change;
pub mod lucia;
pub mod options;
pub mod preparation;
mod referrers;
pub mod supertokens;

mod accounts;
mod columns;
mod dependents;
mod followers;
mod kinds;
mod lookup;
mod migration;
mod names;
mod storage;
mod user_ids;

use crate::dialects::Dialect;
use crate::findings::{Finding, Span};
use crate::layouts::Layout;
use crate::model::schema::Schema;
use crate::recognise::Recognition;
use options::{OptionShape, Options};

pub use change::{
    AddedColumn, AlteredColumn, Aside, AsideObject, CarriedBack, Changes, CopiedColumn, CopyChange,
    DroppedColumn, Follower, Following, IndexChange, NewTable, Question, Rekey, Removal, Returns, Rows,
    SessionChange, TableChange, Way,
};
pub use keys_change::{KeysChange, PasswordOnUser, ProviderTable, SingleUse};
pub use lookup::{FOUND, Lookup, OWNER};

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

/// Every target, by families.
pub const TARGETS: &[&[&Target]] = &[
    &[
        &lucia::version_1::TARGET,
        &lucia::version_2::TARGET,
        &lucia::version_3::TARGET,
        &lucia::sessions_2024::TARGET,
        &lucia::sessions_by_secret::TARGET_2025,
        &lucia::sessions_by_secret::TARGET_2026,
    ],
    &[&authjs::TARGET, &authjs::nextauth_4::TARGET],
    &[&better_auth::TARGET],
    supertokens::TARGETS,
    &[&supertokens::import::TARGET],
    &[&as_is::TARGET],
];

/// All of them.
pub fn all() -> impl Iterator<Item = &'static Target> {
    TARGETS.iter().copied().flatten().copied()
}

/// The names of all of them, of a family with a target for every release the first and the last.
pub fn summary() -> impl Iterator<Item = &'static str> {
    TARGETS.iter().flat_map(|family| {
        let is_edge = |place: usize| family.len() < 8 || place == 0 || place + 1 == family.len();
        let named = family.iter().enumerate().filter(move |(place, _)| is_edge(*place));
        named.map(|(_, target)| target.name)
    })
}

/// The target of that name.
pub fn find(name: &str) -> Option<&'static Target> {
    all().find(|target| target.name == name)
}

/// The targets that are offered for a layout that fits as those versions; `as-is` for any text.
/// Of a library with many releases they are those that are later and exist for the database.
pub fn offered(layout: Option<&Layout>, versions: &[&str], dialect: Dialect) -> Vec<&'static Target> {
    let Some(layout) = layout else { return vec![&as_is::TARGET] };
    let is_open = |name: &&&str| {
        let release = layout.catalogue.and_then(|catalogue| {
            let version = name.strip_prefix(layout.name)?.strip_prefix('-')?;
            let place = |version: &str| catalogue.releases.iter().position(|other| other.name == version);
            let release = place(version).and_then(|place| catalogue.releases.get(place))?;
            let newest = versions.first().and_then(|newest| place(newest));
            // Where a text fits several, it may lack what only the newest of them has.
            let open = versions.len() > 1 && place(version) == newest || place(version) > newest;
            Some(release.dialects.contains(&dialect) && open)
        });
        release != Some(false)
    };
    layout.targets.iter().filter(is_open).filter_map(|name| find(name)).collect()
}

/// What was decided.
#[derive(Debug, Clone, PartialEq)]
pub struct Decided {
    /// The schema that it was decided about, where the database is known to have more than the text says.
    pub from: Option<Schema>,
    /// The schema after the migration, without the tables that the migration keeps for itself.
    pub to: Schema,
    /// What changes, in the words of the planner; none where nothing can or need be done.
    pub changes: Option<Changes>,
    /// What is asked of the database as it is, where that is all there is to do.
    pub export: Option<supertokens::import::Export>,
    /// The decisions, in the order of their consequences.
    pub decisions: Vec<Decision>,
    /// What the user should know.
    pub findings: Vec<Finding>,
}

impl Decided {
    /// Nothing changes.
    pub fn unchanged(schema: &Schema) -> Self {
        Self {
            from: None,
            to: schema.clone(),
            changes: None,
            export: None,
            decisions: Vec::new(),
            findings: Vec::new(),
        }
    }
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
