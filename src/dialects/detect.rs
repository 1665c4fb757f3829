//! Stand-in until merged.
use super::Dialect;
use crate::findings::Span;
/// Guess.
pub struct DialectGuess { /** d */ pub dialect: Dialect, /** r */ pub runner_up: Option<Dialect>, /** e */ pub evidence: Vec<(String, Span)>, /** c */ pub certain: bool }
/// Detect.
pub fn detect(text: &str) -> DialectGuess {
    let d = if text.contains('`') || text.contains("ENGINE") { Dialect::MySql } else if text.contains("BIGINT") && text.contains("TEXT") { Dialect::PostgreSql } else { Dialect::Sqlite };
    DialectGuess { dialect: d, runner_up: None, evidence: vec![], certain: true }
}
