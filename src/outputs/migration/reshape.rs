//! The session table gets its new column and loses its old ones, and the way back.

mod mysql;
mod postgresql;
mod sqlite;

use super::StepStatements;
use crate::decide::SessionChange;
use crate::dialects::Dialect;

/// Milliseconds between the end of a Lucia 2 session's active period and the end of its idle period, by default
/// (lucia 2, packages/lucia/src/auth/index.ts: idlePeriod of two weeks). For sessions that Lucia 3 has made.
const IDLE_PERIOD: &str = "1209600000";

/// Writes the step.
pub fn write(dialect: Dialect, session: &SessionChange) -> StepStatements {
    match dialect {
        Dialect::PostgreSql => postgresql::write(session),
        Dialect::MySql => mysql::write(session),
        Dialect::Sqlite => sqlite::write(session),
    }
}
