//! Questions about rows that are copied into a new table.

use super::{Probe, ProbeSeverity};
use crate::decide::CopyChange;
use crate::dialects::Dialect;

/// The questions.
pub fn probes(dialect: Dialect, copy: &CopyChange) -> Vec<Probe> {
    let from = dialect.object(&copy.from.name);
    let mut probes = Vec::new();
    // What cannot be NULL in the new table.
    for column in &copy.columns {
        let is_needed = copy.to.column(&column.name).is_some_and(|to| !to.nullable);
        let source = column.back.as_ref().and_then(|(name, _)| copy.from.column(name));
        let Some(source) = source.filter(|source| is_needed && source.nullable) else { continue };
        let only = copy.only.as_ref().map(|only| format!(" AND {only}")).unwrap_or_default();
        probes.push(Probe {
            check: "value_missing",
            severity: ProbeSeverity::Block,
            violations: format!("SELECT count(*) FROM {from} AS s WHERE {} IS NULL{only}", column.value),
            message: dialect.literal(&format!(
                "Rows of {} without {}, which {} needs. Fill it, or delete them.",
                copy.from.name, source.name, copy.to.name
            )),
        });
    }
    probes.extend(copy.questions.iter().map(|question| Probe {
        check: question.check,
        severity: ProbeSeverity::Warning,
        violations: format!("SELECT count(*) FROM {from} AS s WHERE {}", question.condition),
        message: dialect.literal(question.message),
    }));
    probes
}
