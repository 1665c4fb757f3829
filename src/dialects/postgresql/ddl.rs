//! Definitions in PostgreSQL.

use crate::dialects::Dialect;
use crate::dialects::ddl::{
    IDENTITY_OPTIONS, WrapExpressions, clause_behind, default_clause, index_parts, trailing_clauses,
};
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column, Index, Table};
use crate::model::types::TypeKind;

const DIALECT: Dialect = Dialect::PostgreSql;

/// A column.
pub fn column_definition(column: &Column) -> String {
    let mut parts = vec![DIALECT.identifier(&column.name), type_text(column)];
    if let Some(collation) = &column.collation {
        parts.push(format!("COLLATE {collation}"));
    }
    let identity = match column.auto_number {
        Some(AutoNumber::IdentityAlways) => Some("ALWAYS"),
        Some(AutoNumber::IdentityByDefault) => Some("BY DEFAULT"),
        _ => None,
    };
    if let Some(identity) = identity {
        parts.push(format!("GENERATED {identity} AS IDENTITY{}", clause_behind(column, IDENTITY_OPTIONS)));
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        parts.push(format!("GENERATED ALWAYS AS ({}) {kind}", generated.expression.text));
    }
    parts.extend(default_clause(column, WrapExpressions::WhereNeeded));
    if !column.nullable {
        parts.push("NOT NULL".to_owned());
    }
    parts.extend(trailing_clauses(column).cloned());
    parts.join(" ")
}

/// The type; `serial` for the columns that own a sequence, unless it is one of its own making, which is then said.
fn type_text(column: &Column) -> String {
    if column.auto_number != Some(AutoNumber::Serial) || column.default.is_some() {
        return column.data_type.text.clone();
    }
    match column.data_type.kind {
        TypeKind::SmallInteger => "smallserial",
        TypeKind::BigInteger => "bigserial",
        _ => "serial",
    }
    .to_owned()
}

/// An index.
pub fn create_index(table: &Table, index: &Index) -> String {
    let unique = if index.unique { "UNIQUE " } else { "" };
    let name = index.name.as_ref().map(|name| format!("{} ", DIALECT.identifier(name))).unwrap_or_default();
    let method = index.method.as_ref().map(|method| format!(" USING {method}")).unwrap_or_default();
    let mut statement = format!(
        "CREATE {unique}INDEX {name}ON {}{method} ({})",
        DIALECT.object(&table.name),
        index_parts(DIALECT, index)
    );
    if !index.include.is_empty() {
        let columns = DIALECT.identifiers(index.include.iter().map(String::as_str));
        statement.push_str(&format!(" INCLUDE ({columns})"));
    }
    if let Some(rest) = &index.rest {
        statement.push_str(&format!(" {rest}"));
    }
    if let Some(predicate) = &index.predicate {
        statement.push_str(&format!(" WHERE {}", predicate.text));
    }
    statement
}

/// An index lives in its table's schema.
pub fn drop_index(table: &ObjectName, name: &str) -> String {
    format!("DROP INDEX {}", DIALECT.object(&table.sibling(name)))
}
