//! The databases in which the command line rehearses, each behind the trait of the engine.

mod mysql;
mod postgresql;
mod sqlite;

use std::time::Instant;

use authmorph::rehearse::engine::Outcome;

pub use mysql::MySql;
pub use postgresql::PostgreSql;
pub use sqlite::Sqlite;

/// The present, by which statements are measured. The engine itself reads no clock.
#[expect(clippy::disallowed_methods, reason = "the report says how long each statement took")]
fn now() -> Instant {
    Instant::now()
}

/// The outcome of a statement that began then.
fn outcome(began: Instant, touched: Option<u64>) -> Outcome {
    Outcome { touched, microseconds: u64::try_from(began.elapsed().as_micros()).unwrap_or(u64::MAX) }
}
