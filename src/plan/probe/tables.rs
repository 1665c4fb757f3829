//! Questions about tables that lose rows or columns, or get another identity.

use super::{Probe, ProbeSeverity, catalog};
use crate::decide::TableChange;
use crate::dialects::Dialect;
use crate::dialects::sha256::LONGEST;
use crate::model::schema::Schema;

/// The questions.
pub fn probes(schema: &Schema, change: &TableChange) -> Vec<Probe> {
    let dialect = schema.dialect;
    let table = dialect.object(&change.from.name);
    let id = format!("t.{}", dialect.identifier(&change.id));
    let count = |condition: &str| format!("SELECT count(*) FROM {table} AS t WHERE {condition}");
    let mut probes = Vec::new();
    if change.from.column(&change.id).is_some_and(|column| column.nullable) {
        probes.push(Probe {
            check: "row_without_id",
            severity: ProbeSeverity::Block,
            violations: count(&format!("{id} IS NULL")),
            message: dialect
                .literal(&format!("Rows of {} without {}. Delete them.", change.from.name, change.id)),
        });
    }
    if let Some(removal) = &change.removed {
        probes.push(Probe {
            check: removal.name,
            severity: ProbeSeverity::Note,
            violations: count(&removal.rows.condition(dialect, "t")),
            message: dialect.literal(&format!("{}. They are kept until cleanup.sql.", removal.what)),
        });
    }
    if change.rekey.is_some() {
        probes.push(Probe {
            check: "ids_hashed_already",
            severity: ProbeSeverity::Warning,
            violations: count(&dialect.is_sha256(&id)),
            message: dialect.literal(
                "Ids that look like hashes already, of 64 hexadecimal digits. They stay as they are.",
            ),
        });
        if dialect == Dialect::Sqlite {
            let fits = format!("length({id}) <= {LONGEST} AND {id} NOT GLOB '*[^ -~]*'");
            probes.push(Probe {
                check: "id_cannot_be_hashed",
                severity: ProbeSeverity::Block,
                violations: count(&format!("NOT ({fits}) AND NOT {}", dialect.is_sha256(&id))),
                message: dialect.literal(&format!(
                    "Ids of more than {LONGEST} characters, or with others than ASCII, which SQL cannot hash here. Delete those sessions."
                )),
            });
        }
    }
    let dropped: Vec<&str> = change.dropped.iter().map(|column| column.name.as_str()).collect();
    probes.extend(catalog::probes(schema, &change.from.name, &dropped, &change.aside));
    probes
}
