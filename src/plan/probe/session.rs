//! Questions about the rows of the session table.

use super::{Probe, ProbeSeverity};
use crate::decide::SessionChange;
use crate::dialects::Dialect;
use crate::plan::comparison::idle_as_number;

/// The end of the year 9999 in milliseconds: the last moment that a DATETIME holds.
const LAST_MOMENT: &str = "253402300799999";

/// The questions.
pub fn probes(dialect: Dialect, session: &SessionChange) -> Vec<Probe> {
    let table = dialect.object(&session.from.name);
    let idle = format!("s.{}", dialect.identifier(&session.idle));
    let number = idle_as_number(dialect, session, "s");
    let count = |condition: &str| format!("SELECT count(*) FROM {table} AS s WHERE {condition}");
    let is_nullable = |name: &str| session.from.column(name).is_some_and(|column| column.nullable);
    let mut probes = vec![
        Probe {
            check: "session_end_out_of_range",
            severity: ProbeSeverity::Block,
            violations: count(&format!("{number} < 0 OR {number} > {LAST_MOMENT}")),
            message: dialect.literal(&format!(
                "Sessions whose {} is no time in milliseconds between 1970 and 9999. Correct or delete them.",
                session.idle
            )),
        },
        Probe {
            check: "sessions_expired",
            severity: ProbeSeverity::Note,
            violations: count(&format!("{number} < {}", dialect.now_in_milliseconds())),
            message: dialect.literal(
                "Sessions that have ended already. They are kept; Lucia 3 deletes each when it meets it.",
            ),
        },
    ];
    if is_nullable(&session.idle) {
        probes.push(Probe {
            check: "session_without_end",
            severity: ProbeSeverity::Block,
            violations: count(&format!("{idle} IS NULL")),
            message: dialect.literal(&format!(
                "Sessions whose {} is NULL. expires_at must not be NULL: delete them or give them a time.",
                session.idle
            )),
        });
    }
    if is_nullable(&session.id) {
        probes.push(Probe {
            check: "session_without_id",
            severity: ProbeSeverity::Block,
            violations: count(&format!("s.{} IS NULL", dialect.identifier(&session.id))),
            message: dialect.literal("Sessions without an id, which no cookie can name. Delete them."),
        });
    }
    if dialect == Dialect::Sqlite {
        probes.push(not_a_number(session, &count, &idle));
    }
    probes
}

/// SQLite stores anything in any column.
fn not_a_number(session: &SessionChange, count: &dyn Fn(&str) -> String, idle: &str) -> Probe {
    let condition = if session.in_place {
        format!("typeof({idle}) <> 'integer'")
    } else {
        format!("{idle} IS NOT NULL AND (CAST({idle} AS TEXT) = '' OR CAST({idle} AS TEXT) GLOB '*[^0-9]*')")
    };
    Probe {
        check: "session_end_is_no_number",
        severity: ProbeSeverity::Block,
        violations: count(&condition),
        message: Dialect::Sqlite.literal(&format!(
            "Sessions whose {} is no whole number of milliseconds. Correct or delete them.",
            session.idle
        )),
    }
}
