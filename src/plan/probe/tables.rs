//! Questions about tables that lose rows or columns, or get another identity.

use super::{Probe, ProbeSeverity, catalog};
use crate::decide::{Question, Rows, TableChange};
use crate::dialects::Dialect;
use crate::dialects::sha256::LONGEST;
use crate::model::schema::{Index, IndexTarget, Schema};

/// The questions.
pub fn probes(schema: &Schema, change: &TableChange) -> Vec<Probe> {
    let dialect = schema.dialect;
    let id = format!("t.{}", dialect.identifier(&change.id));
    let count = |condition: &str| {
        format!("SELECT count(*) FROM {} WHERE {condition}", change.rows(dialect, &[condition]))
    };
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
            violations: count(&match &removal.rows {
                Rows::Expired { before, .. } => before.clone(),
                rows => rows.condition(dialect, "t", &change.from.name),
            }),
            message: dialect.literal(&format!("{}. They are kept until cleanup.sql.", removal.what)),
        });
    }
    if change.rekey.as_ref().is_some_and(|rekey| rekey.is_hash) {
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
                    "Ids of more than {LONGEST} characters, or with characters other than printable ASCII, which SQL cannot hash here. Delete those sessions."
                )),
            });
        }
    }
    if change.removed.is_some() || change.rekey.is_some() {
        probes.push(catalog::unknown_references(schema, &change.from.name));
        probes.extend(referred_rows(dialect, change));
    }
    let followers = change.following.iter().flat_map(|following| &following.columns);
    for follower in followers.filter(|follower| follower.table.name != change.from.name) {
        probes.extend(catalog::probes(schema, &follower.table.name, &[], &change.aside));
    }
    let asked = |severity| move |question| (severity, question);
    let questions = change.questions.iter().map(asked(ProbeSeverity::Warning));
    let questions = questions.chain(change.obstacles.iter().map(asked(ProbeSeverity::Block)));
    probes.extend(questions.map(|(severity, question): (ProbeSeverity, &Question)| Probe {
        check: question.check,
        severity,
        violations: count(&question.condition),
        message: dialect.literal(question.message),
    }));
    probes.extend(unique_values(dialect, change));
    let dropped = change.dropped.iter().map(|column| &column.name);
    let dropped: Vec<&str> =
        dropped.chain(change.renamed.iter().map(|(old, _)| old)).map(String::as_str).collect();
    probes.extend(catalog::probes(schema, &change.from.name, &dropped, &change.aside));
    probes
}

/// Rows that go, but that others refer to.
fn referred_rows(dialect: Dialect, change: &TableChange) -> Option<Probe> {
    let (removal, following) = change.removed.as_ref().zip(change.following.as_ref())?;
    if matches!(removal.rows, Rows::Expired { .. }) {
        // Of those that have expired, the ones that something refers to stay.
        return None;
    }
    let direct = following.columns.iter().filter(|follower| follower.is_direct);
    let rows = direct.map(|follower| {
        format!(
            "(SELECT count(*) FROM {} AS f JOIN {} AS t ON t.{} = f.{} WHERE {})",
            dialect.object(&follower.table.name),
            dialect.object(&change.from.name),
            dialect.identifier(&change.id),
            dialect.identifier(&follower.column),
            removal.rows.condition(dialect, "t", &change.from.name)
        )
    });
    let rows: Vec<String> = rows.collect();
    (!rows.is_empty()).then(|| Probe {
        check: "removed_rows_referenced",
        severity: ProbeSeverity::Block,
        violations: format!("SELECT {}", rows.join(" + ")),
        message: dialect.literal(&format!(
            "Rows that refer to rows of {} that go. Delete them, or let them refer to others, first.",
            change.from.name
        )),
    })
}

/// New values that a key or unique index will refuse.
fn unique_values(dialect: Dialect, change: &TableChange) -> Vec<Probe> {
    let altered = change.altered.iter().map(|altered| (&altered.name, &altered.value));
    let added = change.added.iter().filter_map(|added| Some((&added.column.name, added.value.as_ref()?)));
    let of_key = |name: &String| {
        let in_index = |index: &Index| {
            let over = [IndexTarget::Column(name.clone())];
            index.unique && index.predicate.is_none() && index.parts.iter().map(|part| &part.target).eq(&over)
        };
        change.to.uniques.iter().any(|key| key.columns.as_slice() == std::slice::from_ref(name))
            || change.to.indexes.iter().any(in_index)
    };
    let values = altered.chain(added).filter(|(name, _)| of_key(name));
    values
        .map(|(name, value)| Probe {
            check: "duplicate_values",
            severity: ProbeSeverity::Block,
            violations: format!(
                "SELECT count(*) FROM (SELECT v FROM (SELECT {value} AS v FROM {}) AS q WHERE v IS NOT NULL GROUP BY v HAVING count(*) > 1) AS r",
                change.rows(dialect, &[value])
            ),
            message: dialect.literal(&format!(
                "Values that several rows of {} would have in {name}, which must differ. Change them first.",
                change.from.name
            )),
        })
        .collect()
}
