//! PostgreSQL: one transaction, so nothing has to be guarded.

use super::{Rows, StepStatements, additions, alter_table};
use crate::decide::TableChange;
use crate::dialects::Dialect;
use crate::dialects::ddl::{WrapExpressions, check_clause, default_clause};
use crate::dialects::default_names;
use crate::model::names::ObjectName;
use crate::outputs::migration::Statement;
use crate::outputs::migration::quiet::quietly;
use crate::outputs::migration::steps::{create_index, drop_index};

const DIALECT: Dialect = Dialect::PostgreSql;

/// Writes the step.
pub fn write(journal: &ObjectName, change: &TableChange) -> StepStatements {
    let quiet = |statements| quietly(DIALECT, &change.from, &change.quiet, statements);
    StepStatements { up: quiet(up(journal, change)), down: quiet(down(journal, change)) }
}

fn up(journal: &ObjectName, change: &TableChange) -> Vec<Statement> {
    let rows = Rows { dialect: DIALECT, change };
    let table = rows.table();
    let mut statements: Vec<Statement> = rows.remove().into_iter().collect();
    statements.extend(change.indexes.iter().map(|index| drop_index(DIALECT, &change.from, index)));
    let names = default_names::checks(&change.from);
    let mut actions: Vec<String> = change
        .from
        .checks
        .iter()
        .zip(names)
        .filter(|(check, _)| change.dropped_checks.contains(check))
        .map(|(_, name)| format!("DROP CONSTRAINT IF EXISTS {}", DIALECT.identifier(&name)))
        .collect();
    actions.extend(
        change.dropped.iter().map(|column| format!("DROP COLUMN {}", DIALECT.identifier(&column.name))),
    );
    actions.extend(
        rows.retyped().map(|(_, to)| {
            format!("ALTER COLUMN {} TYPE {}", DIALECT.identifier(&to.name), to.data_type.text)
        }),
    );
    statements.extend(alter_table(&table, &actions));
    if change.rekey.is_some() {
        statements.push(swap(&rows, &rows.id("k"), &rows.new_id()));
    }
    statements.extend(additions::up(&rows, journal));
    statements
}

fn down(journal: &ObjectName, change: &TableChange) -> Vec<Statement> {
    let rows = Rows { dialect: DIALECT, change };
    let table = rows.table();
    let mut statements = additions::down(&rows, journal);
    statements.extend(rows.forget_new(journal));
    if change.rekey.is_some() {
        statements.push(swap(&rows, &rows.new_id(), &rows.id("k")));
    }
    let mut actions: Vec<String> = rows
        .old_columns()
        .map(|column| format!("ADD COLUMN {} {}", DIALECT.identifier(&column.name), column.data_type.text))
        .collect();
    actions.extend(rows.retyped().map(|(from, _)| {
        format!("ALTER COLUMN {} TYPE {}", DIALECT.identifier(&from.name), from.data_type.text)
    }));
    statements.extend(alter_table(&table, &actions));
    statements.extend(rows.give_values_back(journal));
    statements.extend(rows.bring_back());
    let mut actions = Vec::new();
    for column in rows.old_columns() {
        let name = DIALECT.identifier(&column.name);
        actions.extend(
            default_clause(column, WrapExpressions::WhereNeeded)
                .map(|default| format!("ALTER COLUMN {name} SET {default}")),
        );
        if !column.nullable {
            actions.push(format!("ALTER COLUMN {name} SET NOT NULL"));
        }
    }
    actions.extend(change.dropped_checks.iter().map(|check| format!("ADD {}", check_clause(DIALECT, check))));
    statements.extend(alter_table(&table, &actions));
    for column in rows.old_columns() {
        statements.extend(column.comment.as_ref().map(|comment| {
            Statement::new(format!(
                "COMMENT ON COLUMN {table}.{} IS {}",
                DIALECT.identifier(&column.name),
                DIALECT.literal(comment)
            ))
        }));
    }
    statements.extend(change.indexes.iter().map(|index| create_index(DIALECT, &change.from, index)));
    statements
}

/// Gives every row of the table another identity.
fn swap(rows: &Rows<'_>, from: &str, to: &str) -> Statement {
    let id = DIALECT.identifier(&rows.change.id);
    Statement::new(format!(
        "UPDATE {} AS t\nSET {id} = {to}\nFROM {} AS k\nWHERE {} = {from} AND {from} <> {to}",
        rows.table(),
        rows.kept(),
        rows.id("t")
    ))
}
