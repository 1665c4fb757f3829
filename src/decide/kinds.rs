//! Values that are of another kind than what they name: text in one table, and a number or uuid in the other. PostgreSQL
//! does not compare these, so nothing that asks whose a row is would run.

use super::{Changes, CopyChange};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Schema, Table};
use crate::model::types::TypeKind;

/// What PostgreSQL compares with its like only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    Number,
    Uuid,
}

impl Kind {
    /// None for the types that are no identity.
    fn of(column: &Column) -> Option<Self> {
        match &column.data_type.kind {
            TypeKind::Uuid => Some(Self::Uuid),
            kind if kind.is_text() => Some(Self::Text),
            kind if kind.is_integer() => Some(Self::Number),
            _ => None,
        }
    }
}

/// The columns that have to get another type before anything can be done.
pub fn strangers(schema: &Schema, changes: &Changes) -> Vec<Finding> {
    if schema.dialect != Dialect::PostgreSql {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let keys = changes.keys.iter().filter_map(|keys| {
        let (users, id) = keys.user_table.as_ref()?;
        let id = schema.table(users)?.column(id)?;
        stranger(&keys.table, keys.table.column(&keys.user)?, users, id)
    });
    for finding in keys.chain(changes.copies.iter().flat_map(|copy| of_copy(schema, copy))) {
        if !findings.contains(&finding) {
            findings.push(finding);
        }
    }
    findings
}

/// What a copy would hand over as it is.
fn of_copy(schema: &Schema, copy: &CopyChange) -> Vec<Finding> {
    let handed = copy.columns.iter().filter_map(|copied| {
        let is_source =
            |column: &&Column| copied.value == format!("s.{}", schema.dialect.identifier(&column.name));
        let source = copy.from.columns.iter().find(is_source)?;
        let column = copy.to.column(&copied.name)?;
        let key = copy.to.foreign_keys.iter().find(|key| key.columns == [column.name.as_str()]);
        let named = key.and_then(|key| {
            let id = schema.table(&key.foreign_table)?.column(key.foreign_columns.first()?)?;
            Some((&key.foreign_table, id))
        });
        match named {
            Some((table, id)) => stranger(&copy.from, source, table, id),
            // PostgreSQL stores anything as text.
            None if Kind::of(column) == Some(Kind::Text) => None,
            None => stranger(&copy.from, source, &copy.to.name, column),
        }
    });
    handed.collect()
}

fn stranger(table: &Table, column: &Column, named: &ObjectName, id: &Column) -> Option<Finding> {
    let (own, other) = (Kind::of(column)?, Kind::of(id)?);
    if own == other {
        return None;
    }
    let dialect = Dialect::PostgreSql;
    let (name, data_type) = (dialect.identifier(&column.name), &id.data_type.text);
    Some(Finding::new(
        "reference_of_another_kind",
        Severity::Block,
        format!(
            "`{}.{}` is {}, but `{named}.{}`, which it names, is {data_type}.",
            table.name, column.name, column.data_type.text, id.name
        ),
        "PostgreSQL compares neither text nor numbers nor uuids with one another, so it cannot say whose a row is. \
         No migration was written.",
        format!(
            "Let both be of one type first, and paste the schema as it is then: \
             ALTER TABLE {} ALTER COLUMN {name} TYPE {data_type} USING {name}::{data_type};",
            dialect.object(&table.name)
        ),
        Some(column.span),
    ))
}
