//! Columns that come back with `down.sql`, as the dialects let them.

use crate::dialects::Dialect;
use crate::dialects::ddl::{check_clause, stands_on_column};
use crate::model::schema::{Check, Column, Expression, Literal, Table};
use crate::outputs::migration::Statement;

/// MySQL: where the column stood.
pub fn position(table: &Table, name: &str) -> String {
    let before = table.columns.iter().take_while(|column| column.name != name).last();
    match before {
        Some(column) => format!(" AFTER {}", Dialect::MySql.identifier(&column.name)),
        None => " FIRST".to_owned(),
    }
}

/// MySQL: those of the checks that stand on the column itself.
pub fn own_checks(checks: &[Check], column: &Column) -> String {
    let own = checks.iter().filter(|check| stands_on_column(check));
    clauses(Dialect::MySql, own, column)
}

/// MySQL: assignments that keep columns from noting an `UPDATE` of the row with that alias.
pub fn unnoted(table: &Table, alias: &str) -> impl Iterator<Item = String> {
    let noting = table.columns.iter().filter(|column| column.on_update.is_some());
    noting.map(move |column| {
        let name = Dialect::MySql.identifier(&column.name);
        format!("{alias}.{name} = {alias}.{name}")
    })
}

/// SQLite adds a `NOT NULL` column only with a default, so it gets one if it had none.
pub fn add_back(table: &str, column: &Column, checks: &[Check]) -> Statement {
    let own = clauses(Dialect::Sqlite, checks.iter(), column);
    let mut column = column.clone();
    if !column.nullable && column.default.is_none() {
        column.default = Some(Expression {
            text: "0".to_owned(),
            identifiers: Vec::new(),
            literal: Some(Literal::Number("0".to_owned())),
        });
    }
    let definition = Dialect::Sqlite.column_definition(&column);
    Statement::new(format!("ALTER TABLE {table} ADD COLUMN {definition}{own}"))
}

fn clauses<'a>(dialect: Dialect, checks: impl Iterator<Item = &'a Check>, column: &Column) -> String {
    let of_column = checks.filter(|check| check.column.as_ref() == Some(&column.name));
    of_column.map(|check| format!(" {}", check_clause(dialect, check))).collect()
}
