//! What callers send and get: serialisable twins of the engine's types, and the source of the TypeScript types.
//!
//! The engine's inner types stay free to change; these are a contract with the page, the worker, the command line's
//! JSON and the JavaScript package, and change only on purpose. Field names are `snake_case` everywhere.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// What to do with which text.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(hashmap_as_object))]
#[serde(default)]
pub struct Request {
    /// The texts, in the order in which the database saw them: one pasted text, or a folder of migrations.
    pub sources: Vec<Source>,
    /// `postgresql`, `mysql` or `sqlite`, or one that speaks such a dialect: `mariadb`, `planetscale`, `d1` or
    /// `libsql`; told from the text when absent.
    #[cfg_attr(feature = "engine", tsify(optional))]
    pub dialect: Option<String>,
    /// The layout that the user says it is, such as `lucia-1`; told from the text when absent.
    #[cfg_attr(feature = "engine", tsify(optional))]
    pub from: Option<String>,
    /// The target, such as `lucia-3`; `convert` without one takes the first that is offered.
    #[cfg_attr(feature = "engine", tsify(optional))]
    pub to: Option<String>,
    /// What the user says a table or column is: `user` → `people`, `session.user_id` → `owner`.
    pub map: BTreeMap<String, String>,
    /// Options of the target and of the outputs by name; those that are absent have their default.
    pub set: BTreeMap<String, String>,
    /// Names of outputs (`migration`, `drizzle` …); empty means all.
    pub emit: Vec<String>,
    /// Codes of blocking findings that the user allows.
    pub allow: Vec<String>,
}

/// One text.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify))]
pub struct Source {
    /// What to call it in findings: a file name, `-`, or empty.
    pub name: String,
    /// The text.
    pub text: String,
}

/// What the text is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(hashmap_as_object, missing_as_null))]
pub struct Detection {
    /// `postgresql`, `mysql` or `sqlite`.
    pub dialect: String,
    /// `lucia`, or null when no layout is known.
    pub layout: Option<String>,
    /// The version that the DDL fits best; the newest, where nothing speaks for an older one.
    pub version: Option<String>,
    /// All versions that it fits equally.
    pub versions: Vec<String>,
    /// The adapter-born shape, such as `prisma`, when it is one.
    pub variant: Option<String>,
    /// From 0 to 1.
    pub confidence: f64,
    /// Which table plays which role.
    pub roles: BTreeMap<String, Role>,
    /// What speaks for and against it.
    pub evidence: Vec<Evidence>,
    /// Other layouts in the same text, with tables of their own.
    pub others: Vec<OtherLayout>,
    /// What else it could be, best first.
    pub runners_up: Vec<RunnerUp>,
    /// What the statements cannot say about this layout, and only rows can.
    pub cannot_say: Vec<String>,
    /// The targets that are offered, best first.
    pub targets: Vec<String>,
    /// What is to be said about the text and its reading.
    pub findings: Vec<Finding>,
    /// How many tables were read.
    pub table_count: usize,
}

/// A role and the table that plays it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(hashmap_as_object))]
pub struct Role {
    /// The table, as the DDL has it, unquoted, with its schema when it has one.
    pub table: String,
    /// The column of each field.
    pub columns: BTreeMap<String, String>,
    /// Columns that are no field of the role and are carried along.
    pub extra: Vec<String>,
    /// Foreign keys of tables without a role that point here: `post(author_id)`.
    pub referenced_by: Vec<String>,
}

/// A layout beside the one that was recognised.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(hashmap_as_object, missing_as_null))]
pub struct OtherLayout {
    /// The layout.
    pub layout: String,
    /// The newest version that its tables fit.
    pub version: String,
    /// All versions that they fit equally.
    pub versions: Vec<String>,
    /// The adapter-born shape, when it is one.
    pub variant: Option<String>,
    /// From 0 to 1.
    pub confidence: f64,
    /// Which table plays which role.
    pub roles: BTreeMap<String, Role>,
}

/// One observation about the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Evidence {
    /// Whether it speaks for the layout; otherwise against it.
    pub supports: bool,
    /// What was seen.
    pub what: String,
    /// Where.
    pub span: Option<Span>,
}

/// A layout that fits less well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify))]
pub struct RunnerUp {
    /// The layout.
    pub layout: String,
    /// Its version.
    pub version: String,
    /// From 0 to 1.
    pub confidence: f64,
    /// What it lacks.
    pub lacks: Vec<String>,
}

/// Something to say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Finding {
    /// Its stable code.
    pub code: String,
    /// `note`, `warning`, `error` or `block`.
    pub severity: String,
    /// What is so.
    pub what: String,
    /// Why it matters.
    pub why: String,
    /// What to do.
    pub next: String,
    /// Where, when it is about a place.
    pub span: Option<Span>,
}

/// A place in a source.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify))]
pub struct Span {
    /// The source's number, from 0, in [`Request::sources`].
    pub source: usize,
    /// The first character.
    pub start: Position,
    /// One past the last character.
    pub end: Position,
}

/// A position in a source, as JavaScript counts it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify))]
pub struct Position {
    /// From 1.
    pub line: usize,
    /// From 1, in UTF-16 code units.
    pub column: usize,
    /// From 0, in UTF-16 code units from the source's start.
    pub offset: usize,
}

/// A target that a text can be converted to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify))]
pub struct Target {
    /// Its name, such as `lucia-3`.
    pub name: String,
    /// What choosing it means, in one line.
    pub purpose: String,
    /// Its options, and those of the outputs.
    pub options: Vec<OptionDescription>,
}

/// An option of a target or an output.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify))]
pub struct OptionDescription {
    /// Its name, for `--set`.
    pub name: String,
    /// What to call it on a form.
    pub label: String,
    /// Its value when nothing is said.
    pub default: String,
    /// Why that is the default.
    pub reason: String,
    /// The values that it takes; empty means any text.
    pub choices: Vec<String>,
}

/// What a user can overrule: the tables of the text, and the roles that they can play.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify))]
pub struct Outline {
    /// The tables, in the order of the text.
    pub tables: Vec<TableOutline>,
    /// The roles of the layout that was recognised, or of the one that comes closest.
    pub roles: Vec<RoleOutline>,
}

/// A table of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct TableOutline {
    /// Its name, as in [`Role::table`].
    pub name: String,
    /// Its columns.
    pub columns: Vec<String>,
    /// Where it is made.
    pub span: Option<Span>,
}

/// A role of a layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify))]
pub struct RoleOutline {
    /// Its name, for [`Request::map`].
    pub name: String,
    /// Its fields, for [`Request::map`] after the role and a dot.
    pub fields: Vec<String>,
}

/// A decision that was taken for the user.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Decision {
    /// What was decided.
    pub what: String,
    /// Why.
    pub reason: String,
    /// The place in the text that it rests on.
    pub span: Option<Span>,
}

/// A step of the migration.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Step {
    /// Its purpose, in one line; the comment above its statements in `up.sql`.
    pub purpose: String,
    /// What in the text or the target is its cause.
    pub cause: String,
    /// The statements of `up.sql`, each without its last semicolon.
    pub up: Vec<String>,
    /// The statements of `down.sql` that undo it.
    pub down: Vec<String>,
    /// Why there is nothing to undo, when `down` is empty.
    pub no_undo: Option<String>,
    /// The place in the text that it is about.
    pub span: Option<Span>,
    /// What it locks that no step before it has locked as firmly; without those that only a change of structure would
    /// wait for.
    pub locks: Vec<Lock>,
    /// The tables of which it reads or writes every row. Without any it takes a moment, once it has its locks.
    pub in_proportion_to: Vec<String>,
    /// Whether it comes after the transaction of `up.sql`, while the application may run again.
    pub after_transaction: bool,
}

/// A lock that others notice while `up.sql` runs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Lock {
    /// The table or view; null means the whole database.
    pub on: Option<String>,
    /// What has to wait: `writing`, or `everything`, which is reading too.
    pub waiting: String,
    /// When it ends: with the `step`, or with the `transaction`.
    pub until: String,
}

/// A file that was written.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify))]
pub struct File {
    /// Its path under `--out`, such as `migration/up.sql`.
    pub path: String,
    /// The output that it belongs to, such as `migration`.
    pub output: String,
    /// `sql`, `typescript`, `prisma`, `dbml`, `mermaid`, `markdown`, `json` or `diff`.
    pub language: String,
    /// Its text.
    pub text: String,
}

/// All that a conversion gives.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "engine", derive(tsify::Tsify), tsify(missing_as_null))]
pub struct Conversion {
    /// What the text is.
    pub detection: Detection,
    /// The target that was taken; null when none is offered.
    pub target: Option<String>,
    /// The decisions, in the order of their consequences.
    pub decisions: Vec<Decision>,
    /// The steps, in the order of `up.sql`.
    pub steps: Vec<Step>,
    /// Every finding: of the reading, the recognition, the decisions and the plan.
    pub findings: Vec<Finding>,
    /// Codes of blocking findings that were not allowed; while there is one, do not run `up.sql`.
    pub blocked_by: Vec<String>,
    /// The files.
    pub files: Vec<File>,
}
