//! The outputs.

use crate::findings::Finding;

pub mod drizzle;
pub mod given_names;
pub mod kysely;
pub mod typescript;

/// What an output wrote.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The text of its file.
    pub text: String,
    /// What is to be said about it: above all, what the output's language has no words for.
    pub findings: Vec<Finding>,
}
