//! Questions about rows that are copied into a new table.

use super::{Probe, ProbeSeverity};
use crate::decide::{CopiedColumn, CopyChange, Question};
use crate::dialects::Dialect;
use crate::model::schema::{ForeignKey, Key, Schema};

/// The questions.
pub fn probes(schema: &Schema, copy: &CopyChange) -> Vec<Probe> {
    let dialect = schema.dialect;
    let from = dialect.object(&copy.from.name);
    let mut probes = missing_values(dialect, copy);
    probes.extend(without_referred(schema, copy));
    probes.extend(duplicates(dialect, copy));
    let asked = |severity| move |question| (severity, question);
    let questions = copy.questions.iter().map(asked(ProbeSeverity::Warning));
    let questions = questions.chain(copy.obstacles.iter().map(asked(ProbeSeverity::Block)));
    probes.extend(questions.map(|(severity, question): (ProbeSeverity, &Question)| Probe {
        check: question.check,
        severity,
        violations: format!("SELECT count(*) FROM {from} AS s WHERE {}", question.condition),
        message: dialect.literal(question.message),
    }));
    probes
}

fn and_only(dialect: Dialect, copy: &CopyChange) -> String {
    copy.is_copied(dialect).iter().map(|only| format!("\n    AND {only}")).collect()
}

/// What cannot be NULL in the new table, and is made of columns that can.
fn missing_values(dialect: Dialect, copy: &CopyChange) -> Vec<Probe> {
    let from = dialect.object(&copy.from.name);
    let needed = copy
        .columns
        .iter()
        .filter(|column| copy.to.column(&column.name).is_some_and(|to| !to.nullable))
        .filter_map(|column| Some((column, nullable_source(dialect, copy, column)?)));
    let mut sources: Vec<&str> = Vec::new();
    let mut probes = Vec::new();
    for (column, source) in needed {
        if sources.contains(&source) {
            continue;
        }
        sources.push(source);
        probes.push(Probe {
            check: "value_missing",
            severity: ProbeSeverity::Block,
            violations: format!(
                "SELECT count(*) FROM {from} AS s WHERE {} IS NULL{}",
                column.value,
                and_only(dialect, copy)
            ),
            message: dialect.literal(&format!(
                "Rows of {} without {source}, which {} needs. Fill it, or delete them.",
                copy.from.name, copy.to.name
            )),
        });
    }
    probes
}

/// The first column that the value is made of and that can be NULL.
fn nullable_source<'a>(dialect: Dialect, copy: &'a CopyChange, column: &CopiedColumn) -> Option<&'a str> {
    let mut nullable = copy.from.columns.iter().filter(|source| source.nullable);
    let source = nullable.find(|source| copy.reads(dialect, &column.value, &source.name));
    source.map(|source| source.name.as_str())
}

/// Rows that refer to nothing, which the new table's foreign key refuses.
fn without_referred(schema: &Schema, copy: &CopyChange) -> Vec<Probe> {
    let dialect = schema.dialect;
    let from = dialect.object(&copy.from.name);
    // What the migration itself makes has its rows from the same tables.
    let is_there = |key: &&ForeignKey| schema.table(&key.foreign_table).is_some();
    let referring = copy.to.foreign_keys.iter().filter(is_there).filter_map(|key| {
        let ([name], [foreign]) = (key.columns.as_slice(), key.foreign_columns.as_slice()) else {
            return None;
        };
        let column = copy.columns.iter().find(|column| column.name == *name)?;
        Some((column, key, foreign))
    });
    referring
        .map(|(column, key, foreign)| Probe {
            check: "row_without_user",
            severity: ProbeSeverity::Block,
            violations: format!(
                "SELECT count(*) FROM {from} AS s WHERE {value} IS NOT NULL\n    AND NOT EXISTS (SELECT 1 FROM {} AS u WHERE u.{} = {value}){}",
                dialect.object(&key.foreign_table),
                dialect.identifier(foreign),
                and_only(dialect, copy),
                value = column.value,
            ),
            message: dialect.literal(&format!(
                "Rows of {} whose user is not in {}. {} refers to it, so copying them would fail. Delete them.",
                copy.from.name, key.foreign_table, copy.to.name
            )),
        })
        .collect()
}

/// Rows that the new table's keys cannot tell apart. Where nothing is written, there is nothing to tell apart.
fn duplicates(dialect: Dialect, copy: &CopyChange) -> Vec<Probe> {
    let value = |name: &String| copy.columns.iter().find(|column| column.name == *name);
    let of_key = |key: &Key| {
        let columns: Vec<&CopiedColumn> = key.columns.iter().map(value).collect::<Option<_>>()?;
        Some((columns, key.columns.join(", ")))
    };
    let keys = copy.to.primary_key.iter().chain(&copy.to.uniques).filter_map(of_key);
    let from = dialect.object(&copy.from.name);
    let is_nullable = |name: &str| copy.to.column(name).is_some_and(|column| column.nullable);
    keys.map(|(columns, names)| {
        let nullable = columns.iter().filter(|column| is_nullable(&column.name));
        let written = nullable.map(|column| format!("{} IS NOT NULL", column.value));
        let conditions: Vec<String> = copy.is_copied(dialect).into_iter().chain(written).collect();
        let only = match conditions.as_slice() {
            [] => String::new(),
            conditions => format!("\n    WHERE {}", conditions.join("\n    AND ")),
        };
        // PostgreSQL groups by no constants.
        let values = columns.iter().map(|column| column.value.as_str()).filter(|value| value.contains("s."));
        Probe {
            check: "duplicate_values",
            severity: ProbeSeverity::Block,
            violations: format!(
                "SELECT count(*) FROM (SELECT 1 AS n FROM {from} AS s{only}\n    GROUP BY {} HAVING count(*) > 1) AS g",
                values.collect::<Vec<_>>().join(", ")
            ),
            message: dialect.literal(&format!(
                "Values that several rows of {} would have in {names} of {}, which must differ. Delete all but one.",
                copy.from.name, copy.to.name
            )),
        }
    })
    .collect()
}
