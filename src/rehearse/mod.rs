//! The rehearsal: the whole migration run in a real database, on rows that are made for exactly this schema.
//!
//! The rows are made here, and what happened to them is judged here; the database is outside, behind [`engine::Engine`], and so
//! is the clock. `docs/rehearsal.md` says what is done in which order.

mod application;
mod catalog;
mod checks;
mod columns;
mod defaults;
mod doors;
mod echoes;
pub mod engine;
pub mod export;
mod extensions;
mod judge;
mod making;
mod own_rows;
pub mod people;
mod promises;
mod random;
mod recipes;
pub mod report;
mod restart;
mod roles;
pub mod rows;
mod run;
pub mod scripts;
mod sha256;
mod snapshot;
mod stand_ins;
pub mod table_rows;
mod troubles;
mod undo;
mod unique;
mod users;
pub mod value;

pub use run::{rehearse, rehearse_scripts};

use crate::decide::Decided;
use crate::model::schema::Schema;
use crate::parse::GivenRows;
use crate::plan::Plan;
use crate::recognise::Recognition;

/// What is rehearsed: the results of the stages that a conversion goes through.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The schema as it was.
    pub schema: Schema,
    /// Which table plays which role in it.
    pub recognition: Recognition,
    /// What was decided for it.
    pub decided: Decided,
    /// The steps.
    pub plan: Plan,
    /// The rows in the user's own text.
    pub given: Vec<GivenRows>,
}

/// What to rehearse with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many people there are, and rows in each table that is not theirs.
    pub rows: usize,
    /// Another seed gives other rows.
    pub seed: u64,
    /// Whether there are rows that the old tables admit and that `preflight.sql` has to stop at.
    pub troubles: bool,
    /// Whether `up.sql` is stopped after each of its statements and run again.
    pub restart: bool,
    /// Whether the rows in the user's own text are used too.
    pub own_rows: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self { rows: 2 * people::KIND_COUNT, seed: 1, troubles: false, restart: false, own_rows: false }
    }
}
