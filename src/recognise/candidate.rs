//! How well one table plays one role.

use std::collections::BTreeMap;

use super::{Evidence, FoundRole, Mapping};
use crate::dialects::Dialect;
use crate::findings::Span;
use crate::layouts::{FieldShape, Holds, RoleShape};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Schema, Table};
use crate::model::types::TypeKind;

/// A table that has every column of a role.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    /// The table.
    pub table: &'a Table,
    /// The column of each field.
    pub columns: BTreeMap<&'static str, &'a Column>,
    /// From 0 to 1: how well types, nullability and keys fit.
    pub quality: f64,
    /// Position among the usual names, for ties; the number of names when it has none of them.
    pub name_rank: usize,
    /// What was seen.
    pub evidence: Vec<Evidence>,
}

/// Why a table does not play a role, when it comes close.
#[derive(Debug, Clone, PartialEq)]
pub struct NearMiss {
    /// How many fields it has.
    pub fields: usize,
    /// What it lacks or has too much.
    pub lack: String,
}

/// The table that a mapping names.
pub fn mapped_table<'a>(schema: &'a Schema, name: &str) -> Option<&'a Table> {
    let dialect = schema.dialect;
    let exact = schema.tables.iter().find(|table| table.name.to_string() == name || table.name.name == name);
    exact.or_else(|| {
        schema.tables.iter().find(|table| {
            table.name.to_string().eq_ignore_ascii_case(name) || dialect.same_name(&table.name.name, name)
        })
    })
}

/// Judges a table for a role.
pub fn judge<'a>(
    dialect: Dialect,
    table: &'a Table,
    role: &'static RoleShape,
    mapping: &Mapping,
) -> Result<Candidate<'a>, NearMiss> {
    let mut columns = BTreeMap::new();
    let mut missing = Vec::new();
    for field in role.fields {
        match find_column(table, role, field, mapping) {
            Some(column) if holds(dialect, column, field.holds) => {
                columns.insert(field.name, column);
            }
            Some(column) => missing.push(format!(
                "`{}.{}` is {}, which cannot be `{}`",
                table.name, column.name, column.data_type.text, field.name
            )),
            None => missing.push(format!("`{}` has no column `{}`", table.name, field.name)),
        }
    }
    if let Some(lack) = missing.into_iter().next() {
        return Err(NearMiss { fields: columns.len(), lack });
    }
    let intruder = table.columns.iter().find(|column| {
        role.never.iter().any(|name| same_word(name, &column.name))
            && !columns.values().any(|taken| taken.name == column.name)
    });
    if let Some(column) = intruder {
        let lack = format!("`{}` has a column `{}`, which this version never has", table.name, column.name);
        return Err(NearMiss { fields: columns.len(), lack });
    }
    Ok(weigh(table, role, columns))
}

/// Quality and evidence of a table that has all the columns.
fn weigh<'a>(
    table: &'a Table,
    role: &'static RoleShape,
    columns: BTreeMap<&'static str, &'a Column>,
) -> Candidate<'a> {
    let names: Vec<String> = columns.values().map(|column| format!("`{}`", column.name)).collect();
    let mut evidence = vec![Evidence {
        supports: true,
        what: format!("`{}` has the columns of a {} table: {}", table.name, role.name, names.join(", ")),
        span: Some(table.span),
    }];
    let mut quality: f64 = 1.0;
    for field in role.fields {
        let Some(column) = columns.get(field.name) else { continue };
        if field.nullable.is_some_and(|nullable| nullable != column.nullable) {
            quality -= 0.15;
            let state = if column.nullable { "admits NULL" } else { "does not admit NULL" };
            evidence.push(against(format!("`{}.{}` {state}", table.name, column.name), column.span));
        }
    }
    if let Some(id) = columns.get("id")
        && !is_key(table, &id.name)
    {
        quality -= 0.2;
        evidence.push(against(format!("`{}.{}` is not the primary key", table.name, id.name), id.span));
    }
    let name_rank = role
        .usual_tables
        .iter()
        .position(|usual| same_word(usual, &table.name.name))
        .unwrap_or(role.usual_tables.len());
    Candidate { table, columns, quality, name_rank, evidence }
}

fn against(what: String, span: Span) -> Evidence {
    Evidence { supports: false, what, span: Some(span) }
}

/// Whether the column alone identifies a row.
fn is_key(table: &Table, column: &str) -> bool {
    let alone = |columns: &[String]| columns.len() == 1 && columns.first().is_some_and(|name| name == column);
    table.primary_key.as_ref().is_some_and(|key| alone(&key.columns))
        || table.uniques.iter().any(|key| alone(&key.columns))
}

fn find_column<'a>(
    table: &'a Table,
    role: &RoleShape,
    field: &FieldShape,
    mapping: &Mapping,
) -> Option<&'a Column> {
    if let Some(name) = mapping.get(&format!("{}.{}", role.name, field.name)) {
        return table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name));
    }
    table
        .columns
        .iter()
        .find(|column| column.name == field.name)
        .or_else(|| table.columns.iter().find(|column| same_word(field.name, &column.name)))
}

/// Whether two names are the same word: letter case and underscores do not matter.
pub fn same_word(left: &str, right: &str) -> bool {
    let letters = |name: &str| {
        name.chars().filter(|character| *character != '_').flat_map(char::to_lowercase).collect::<String>()
    };
    letters(left) == letters(right)
}

/// Whether the column's type can hold it.
fn holds(dialect: Dialect, column: &Column, holds: Holds) -> bool {
    let kind = &column.data_type.kind;
    if column.data_type.array_dimensions > 0 {
        return false;
    }
    match holds {
        Holds::Identity | Holds::Reference(_) => {
            kind.is_integer()
                || kind.is_text()
                || matches!(
                    kind,
                    TypeKind::Uuid | TypeKind::Binary { .. } | TypeKind::Decimal { .. } | TypeKind::Other
                )
        }
        Holds::TextIdentity => kind.is_text() || matches!(kind, TypeKind::Other | TypeKind::Uuid),
        Holds::Text => kind.is_text() || matches!(kind, TypeKind::Other),
        // SQLite keeps a number in a column of any type; Drizzle's guide made it `blob`.
        Holds::Milliseconds if dialect == Dialect::Sqlite => !matches!(kind, TypeKind::Boolean),
        Holds::Milliseconds => {
            // A type of the user's own can be a domain over one of the others.
            matches!(
                kind,
                TypeKind::BigInteger | TypeKind::Integer | TypeKind::Decimal { .. } | TypeKind::Other
            )
        }
        Holds::Moment if dialect == Dialect::Sqlite => {
            kind.is_integer() || matches!(kind, TypeKind::DateTime { .. } | TypeKind::Instant { .. })
        }
        Holds::Moment => matches!(kind, TypeKind::DateTime { .. } | TypeKind::Instant { .. }),
    }
}

impl Candidate<'_> {
    /// The role as found.
    pub fn found(&self) -> FoundRole {
        let columns: BTreeMap<&'static str, String> =
            self.columns.iter().map(|(field, column)| (*field, column.name.clone())).collect();
        let extra = self.table.columns.iter().map(|column| column.name.clone());
        let extra = extra.filter(|name| !columns.values().any(|taken| taken == name)).collect();
        FoundRole { table: self.table.name.clone(), columns, extra }
    }

    /// The table that a field's foreign key points to.
    pub fn points_to(&self, field: &str) -> Option<&ObjectName> {
        let column = self.columns.get(field)?;
        let key =
            self.table.foreign_keys.iter().find(|key| key.columns.as_slice() == [column.name.clone()])?;
        Some(&key.foreign_table)
    }
}
