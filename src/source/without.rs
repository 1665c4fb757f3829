//! What stands in for the reader where it is left out: no text is source code.

use super::Language;
use crate::dialects::Dialect;
use crate::findings::{Finding, Span};
use crate::model::schema::Schema;

/// There is none.
#[derive(Debug)]
pub enum Translation {}

impl Translation {
    /// Whose SQL it is.
    pub fn dialect(&self) -> Dialect {
        match *self {}
    }

    /// The mapper whose schema it is.
    pub fn mapper(&self) -> Option<&'static str> {
        match *self {}
    }

    /// The schema.
    pub fn read(&self) -> (Schema, Vec<Finding>) {
        match *self {}
    }
}

/// What a text is written in: nothing but SQL is known.
pub fn language(_text: &str) -> Option<Language> {
    None
}

/// Writes nothing.
pub fn translate(_text: &str, _sources: &[Span], _chosen: Option<Dialect>) -> Option<Translation> {
    None
}
