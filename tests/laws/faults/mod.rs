//! Law 4 where it is not a statement that fails: the server or the client is killed, the connection cut, the disk full, a
//! table locked, an application at work, the database read-only. Afterwards the database is untouched, or the same script,
//! run again, finishes the job; and every row is counted.
//!
//! A few cases and statements are tried; the environment variable `THOROUGH` asks for every statement of every road.

mod crash;
mod full;
mod judge;
mod live;
mod rollback;
mod session;

use authmorph::dialects::Dialect;
use authmorph::plan::plan;
use authmorph::rehearse::scripts::Scripts;

use crate::case::{Case, Sample, cases};

/// Which script is interrupted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    Up,
    Down,
}

pub const SCRIPTS: [Script; 2] = [Script::Up, Script::Down];

impl Script {
    pub fn name(self) -> &'static str {
        match self {
            Self::Up => "up",
            Self::Down => "down",
        }
    }

    /// All its statements, with those around the steps.
    pub fn statements(self, case: &Case) -> Vec<String> {
        let (plan, _) = plan(&case.from, case.changes());
        let scripts = Scripts::of(case.dialect, &plan);
        let statements = match self {
            Self::Up => scripts.up,
            Self::Down => scripts.down,
        };
        statements.into_iter().map(|statement| statement.sql).collect()
    }
}

fn is_thorough() -> bool {
    std::env::var_os("THOROUGH").is_some()
}

/// The roads whose faults are tried: some with every kind of step among them, or all of them.
fn sample(dialect: Dialect) -> Vec<Case> {
    const SOME: &[&str] = &["lucia-2/rich lucia-3 ", "nextauth-3/official authjs-5 "];
    let is_wanted = |case: &Case| is_thorough() || SOME.iter().any(|name| case.name.contains(name));
    let is_usual = |case: &Case| is_thorough() || case.road.set.is_empty();
    cases(dialect, Sample::One).filter(|case| is_wanted(case) && is_usual(case)).collect()
}

/// Which of the statements to stop at: some of them, not the same ones in every case, or all.
fn positions(case: &Case, statements: &[String], some: usize) -> Vec<usize> {
    // What only prepares another statement writes nothing; to stop after it is to stop at the next.
    let prepares =
        |sql: &str| ["PREPARE ", "DEALLOCATE ", "SET @authmorph = "].iter().any(|word| sql.starts_with(word));
    let writing: Vec<usize> =
        (0..statements.len()).filter(|position| !prepares(&statements[*position])).collect();
    let stride = if is_thorough() { 1 } else { writing.len().div_ceil(some).max(1) };
    // Begins near the end, where there is most to lose, and with the last one, which is the end of the transaction.
    let skipped = if is_thorough() { 0 } else { case.name.len() % 2 };
    writing.into_iter().rev().skip(skipped).step_by(stride).collect()
}
