//! Definitions in SQLite.

use crate::dialects::Dialect;
use crate::dialects::ddl::{
    ON_CONFLICT, WrapExpressions, clause_behind, default_clause, index_parts, trailing_clauses,
};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Index, Table};

const DIALECT: Dialect = Dialect::Sqlite;

/// A column. SQLite takes a column without a type.
pub fn column_definition(column: &Column) -> String {
    let mut parts = vec![DIALECT.identifier(&column.name)];
    if !column.data_type.text.is_empty() {
        parts.push(column.data_type.text.clone());
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        parts.push(format!("GENERATED ALWAYS AS ({}) {kind}", generated.expression.text));
    }
    if !column.nullable {
        parts.push(format!("NOT NULL{}", clause_behind(column, ON_CONFLICT)));
    }
    parts.extend(default_clause(column, WrapExpressions::Always));
    if let Some(collation) = &column.collation {
        parts.push(format!("COLLATE {collation}"));
    }
    parts.extend(trailing_clauses(column).cloned());
    parts.join(" ")
}

/// An index. Its schema, if any, stands before its own name.
pub fn create_index(table: &Table, index: &Index) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let name = table.name.sibling(index.name.clone().unwrap_or_default());
    let predicate = index.predicate.as_ref().map(|predicate| format!(" WHERE {}", predicate.text));
    format!(
        "CREATE {unique}INDEX {} ON {} ({}){}",
        DIALECT.object(&name),
        DIALECT.identifier(&table.name.name),
        index_parts(DIALECT, index),
        predicate.unwrap_or_default()
    )
}

/// An index lives in its table's schema.
pub fn drop_index(table: &ObjectName, name: &str) -> String {
    format!("DROP INDEX {}", DIALECT.object(&table.sibling(name)))
}
