//! Definitions that all dialects write alike.
//!
//! Conventions: keywords in upper case, four spaces, no last semicolon.

use super::Dialect;
use crate::model::schema::{Check, Column, ForeignKey, Index, IndexPart, IndexTarget, Key, Schema, Table};

/// Statements that build the schema in an empty database, in an order that works.
pub fn create_schema(schema: &Schema) -> Vec<String> {
    let dialect = schema.dialect;
    let mut statements: Vec<String> = Vec::new();
    for enumeration in &schema.enums {
        let values: Vec<String> = enumeration.values.iter().map(|value| dialect.literal(value)).collect();
        statements.push(format!(
            "CREATE TYPE {} AS ENUM ({})",
            dialect.object(&enumeration.name),
            values.join(", ")
        ));
    }
    let (after, before): (Vec<_>, Vec<_>) =
        schema.others.iter().partition(|other| mentions_relation(schema, &other.identifiers));
    statements.extend(before.iter().map(|other| other.text.clone()));
    statements.extend(schema.routines.iter().map(|routine| routine.text.clone()));
    for table in &schema.tables {
        statements.push(create_table(dialect, table, ForeignKeys::OfTablesBefore(schema)));
        statements.extend(separate_indexes(dialect, table));
        statements.extend(comments(dialect, table));
    }
    if dialect != Dialect::Sqlite {
        for (position, table) in schema.tables.iter().enumerate() {
            for foreign_key in later_foreign_keys(schema, position) {
                statements.push(format!(
                    "ALTER TABLE {} ADD {}",
                    dialect.object(&table.name),
                    foreign_key_clause(dialect, foreign_key)
                ));
            }
        }
    }
    statements.extend(schema.views.iter().map(|view| view.text.clone()));
    statements.extend(after.iter().map(|other| other.text.clone()));
    statements.extend(schema.triggers.iter().map(|trigger| trigger.text.clone()));
    statements
}

/// Whether a statement speaks of a table or view, and so has to come after it: a policy, a partition, a view's index.
fn mentions_relation(schema: &Schema, identifiers: &[String]) -> bool {
    let tables = schema.tables.iter().map(|table| &table.name);
    let mut names = tables.chain(schema.views.iter().map(|view| &view.name));
    names.any(|name| identifiers.iter().any(|word| schema.dialect.same_name(word, &name.name)))
}

/// Which foreign keys stand inside `CREATE TABLE`.
#[derive(Clone, Copy)]
pub enum ForeignKeys<'a> {
    /// All of them.
    All,
    /// Those whose target was created before, and all of them in SQLite, which does not ask.
    OfTablesBefore(&'a Schema),
}

/// `CREATE TABLE`, with everything that can stand inside it.
pub fn create_table(dialect: Dialect, table: &Table, foreign_keys: ForeignKeys<'_>) -> String {
    let alone = alone_in_primary_key(dialect, table);
    let mut lines: Vec<String> = Vec::new();
    for column in &table.columns {
        let mut line = dialect.column_definition(column);
        if alone == Some(column.name.as_str()) {
            line.push_str(" PRIMARY KEY AUTOINCREMENT");
        }
        for check in table.checks.iter().filter(|check| stands_on(check, &column.name)) {
            line.push_str(&format!(" {}", check_clause(dialect, check)));
        }
        lines.push(line);
    }
    if let Some(key) = table.primary_key.as_ref().filter(|_| alone.is_none()) {
        lines.push(key_clause(dialect, key, "PRIMARY KEY"));
    }
    lines.extend(table.uniques.iter().map(|key| key_clause(dialect, key, "UNIQUE")));
    if dialect == Dialect::MySql {
        lines.extend(table.indexes.iter().map(super::mysql::ddl::index_clause));
    }
    let position = match foreign_keys {
        ForeignKeys::OfTablesBefore(schema) if dialect != Dialect::Sqlite => {
            schema.tables.iter().position(|other| other.name == table.name).map(|position| (schema, position))
        }
        _ => None,
    };
    for foreign_key in &table.foreign_keys {
        let later = position.is_some_and(|(schema, position)| is_later(schema, position, foreign_key));
        if !later {
            lines.push(foreign_key_clause(dialect, foreign_key));
        }
    }
    let of_table = table.checks.iter().filter(|check| !stands_on_column(check));
    lines.extend(of_table.map(|check| check_clause(dialect, check)));
    lines.extend(table.unread.iter().cloned());
    let separator = if dialect == Dialect::Sqlite { ", " } else { " " };
    let mut options = table.options.clone();
    if let (Dialect::MySql, Some(comment)) = (dialect, &table.comment) {
        options.push(format!("COMMENT={}", super::mysql::ddl::comment_literal(comment)));
    }
    let options = if options.is_empty() { String::new() } else { format!(" {}", options.join(separator)) };
    format!("CREATE TABLE {} (\n    {}\n){options}", dialect.object(&table.name), lines.join(",\n    "))
}

/// Indexes as statements of their own, where the dialect does not write them inside `CREATE TABLE`.
pub fn separate_indexes(dialect: Dialect, table: &Table) -> Vec<String> {
    match dialect {
        Dialect::MySql => Vec::new(),
        _ => table.indexes.iter().map(|index| dialect.create_index(table, index)).collect(),
    }
}

/// Comments as statements of their own, where the dialect has such statements.
fn comments(dialect: Dialect, table: &Table) -> Vec<String> {
    if dialect != Dialect::PostgreSql {
        return Vec::new();
    }
    let name = dialect.object(&table.name);
    let mut statements = Vec::new();
    if let Some(comment) = &table.comment {
        statements.push(format!("COMMENT ON TABLE {name} IS {}", dialect.literal(comment)));
    }
    for column in &table.columns {
        if let Some(comment) = &column.comment {
            let column = dialect.identifier(&column.name);
            statements.push(format!("COMMENT ON COLUMN {name}.{column} IS {}", dialect.literal(comment)));
        }
    }
    statements
}

/// SQLite writes `AUTOINCREMENT` only on the column itself: the name of that column.
fn alone_in_primary_key(dialect: Dialect, table: &Table) -> Option<&str> {
    let key = table.primary_key.as_ref()?;
    let [column] = key.columns.as_slice() else { return None };
    let numbered = table.column(column)?.auto_number.is_some();
    (dialect == Dialect::Sqlite && numbered).then_some(column.as_str())
}

fn later_foreign_keys(schema: &Schema, position: usize) -> impl Iterator<Item = &ForeignKey> {
    let keys = schema.tables.get(position).map(|table| table.foreign_keys.as_slice()).unwrap_or_default();
    keys.iter().filter(move |key| is_later(schema, position, key))
}

fn is_later(schema: &Schema, position: usize, foreign_key: &ForeignKey) -> bool {
    schema
        .tables
        .iter()
        .position(|other| schema.dialect.same_object(&other.name, &foreign_key.foreign_table))
        .is_some_and(|target| target > position)
}

fn constraint_name(dialect: Dialect, name: Option<&String>) -> String {
    name.map(|name| format!("CONSTRAINT {} ", dialect.identifier(name))).unwrap_or_default()
}

fn key_clause(dialect: Dialect, key: &Key, keywords: &str) -> String {
    let rest = key.rest.as_deref().unwrap_or_default();
    // PostgreSQL writes this one clause before the columns, and every other after them.
    let distinct = ["NULLS NOT DISTINCT", "NULLS DISTINCT"].into_iter().find_map(|clause| {
        let start = rest.get(..clause.len())?;
        start.eq_ignore_ascii_case(clause).then(|| rest.split_at(clause.len()))
    });
    let (before, after) = distinct.unwrap_or(("", rest));
    let spaced = |text: &str| if text.is_empty() { String::new() } else { format!(" {}", text.trim()) };
    let columns = dialect.identifiers(key.columns.iter().map(String::as_str));
    format!(
        "{}{keywords}{} ({columns}){}",
        constraint_name(dialect, key.name.as_ref()),
        spaced(before),
        spaced(after)
    )
}

/// A foreign key, as a table constraint whatever form the user chose.
pub fn foreign_key_clause(dialect: Dialect, key: &ForeignKey) -> String {
    let mut clause = format!(
        "{}FOREIGN KEY ({}) REFERENCES {}",
        constraint_name(dialect, key.name.as_ref()),
        dialect.identifiers(key.columns.iter().map(String::as_str)),
        dialect.object(&key.foreign_table),
    );
    if !key.foreign_columns.is_empty() {
        let columns = dialect.identifiers(key.foreign_columns.iter().map(String::as_str));
        clause.push_str(&format!(" ({columns})"));
    }
    if let Some(action) = &key.on_delete {
        clause.push_str(&format!(" ON DELETE {action}"));
    }
    if let Some(action) = &key.on_update {
        clause.push_str(&format!(" ON UPDATE {action}"));
    }
    if let Some(rest) = &key.rest {
        clause.push_str(&format!(" {rest}"));
    }
    clause
}

/// A check without a name that was written on a column stays there, because MariaDB names it after the column.
pub fn stands_on_column(check: &Check) -> bool {
    check.column.is_some() && check.name.is_none()
}

fn stands_on(check: &Check, column: &str) -> bool {
    stands_on_column(check) && check.column.as_deref() == Some(column)
}

/// A check constraint.
pub fn check_clause(dialect: Dialect, check: &Check) -> String {
    let rest = check.rest.as_ref().map(|rest| format!(" {rest}")).unwrap_or_default();
    format!("{}CHECK ({}){rest}", constraint_name(dialect, check.name.as_ref()), check.expression.text)
}

/// One member of an index.
pub fn index_part(dialect: Dialect, part: &IndexPart) -> String {
    let mut text = match &part.target {
        IndexTarget::Column(column) => dialect.identifier(column),
        // The parentheses are the user's own where SQLite keeps its text; the others want or ignore them.
        IndexTarget::Expression(expression) if dialect == Dialect::Sqlite => expression.text.clone(),
        IndexTarget::Expression(expression) => format!("({})", expression.text),
    };
    if let Some(length) = part.prefix_length {
        text.push_str(&format!("({length})"));
    }
    if let Some(collation) = &part.collation {
        text.push_str(&format!(" COLLATE {collation}"));
    }
    if let Some(class) = &part.operator_class {
        text.push_str(&format!(" {class}"));
    }
    if part.descending {
        text.push_str(" DESC");
    }
    match part.nulls_first {
        Some(true) => text.push_str(" NULLS FIRST"),
        Some(false) => text.push_str(" NULLS LAST"),
        None => {}
    }
    text
}

/// All members of an index.
pub fn index_parts(dialect: Dialect, index: &Index) -> String {
    index.parts.iter().map(|part| index_part(dialect, part)).collect::<Vec<_>>().join(", ")
}

/// `DEFAULT …`. An expression is put into parentheses where the dialect wants them;
/// a literal, a bare word and a call keep the form that the user wrote.
pub fn default_clause(column: &Column, wrap_expressions: WrapExpressions) -> Option<String> {
    let default = column.default.as_ref()?;
    let simple = default.literal.is_some() || is_clock(&default.text);
    Some(match wrap_expressions {
        WrapExpressions::Always if !simple => format!("DEFAULT ({})", default.text),
        _ => format!("DEFAULT {}", default.text),
    })
}

/// Whether a default that is an expression needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum WrapExpressions {
    /// MySQL and SQLite.
    Always,
    /// PostgreSQL.
    Never,
}

/// The words for the present that MySQL and SQLite take without parentheses.
fn is_clock(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    ["CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "NOW("].iter().any(|word| upper.starts_with(word))
}
