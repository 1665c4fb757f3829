//! The target `as-is`: no migration, only the outputs of the schema as it was pasted.

use super::options::Options;
use super::{Decided, Decision, Target};
use crate::model::schema::Schema;
use crate::recognise::Recognition;

/// The target.
pub const TARGET: Target = Target {
    name: "as-is",
    title: "the same, as it is,",
    purpose: "No migration: Drizzle and Kysely text of the schema as it stands.",
    options: &[],
    decide,
};

fn decide(schema: &Schema, _: &Recognition, _: &Options) -> Decided {
    Decided {
        decisions: vec![Decision::new("The schema stays as it is.", "The target is `as-is`.", None)],
        ..Decided::unchanged(schema)
    }
}
