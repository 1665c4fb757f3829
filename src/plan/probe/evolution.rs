//! Questions before a library's tables are changed from one release to a later one.

use super::{Probe, ProbeSeverity, catalog, name_taken};
use crate::decide::Changes;
use crate::decide::evolution::{Evolution, Moment, Operation, with_names};
use crate::model::names::ObjectName;
use crate::model::schema::Schema;

/// The questions.
pub fn probes(schema: &Schema, changes: &Changes, evolution: &Evolution) -> Vec<Probe> {
    let dialect = schema.dialect;
    let operations = evolution.stages.iter().flat_map(|stage| &stage.operations);
    let makes_way = |name: &ObjectName| evolution.renames().any(|(from, _)| dialect.same_object(from, name));
    let created = operations.filter_map(|operation| match operation {
        Operation::CreateTable(table) => Some(&table.name),
        Operation::RenameTable(_, to) => Some(to).filter(|to| !makes_way(to)),
        _ => None,
    });
    let mut probes: Vec<Probe> =
        created.chain(&evolution.keeps).map(|name| name_taken(dialect, name, &changes.journal)).collect();
    for (from, _) in evolution.renames().filter(|(from, _)| schema.table(from).is_some()) {
        probes.extend(catalog::probes(schema, from, &[&from.name], &evolution.aside));
    }
    let claims = evolution.claims.iter().filter(|claim| claim.when != Moment::After);
    probes.extend(claims.map(|claim| Probe {
        check: claim.name,
        severity: match claim.when {
            Moment::Before => ProbeSeverity::Block,
            _ => ProbeSeverity::Warning,
        },
        violations: with_names(&claim.actual, &claim.tables, dialect),
        message: dialect.literal(&claim.message),
    }));
    probes
}
