//! PostgreSQL: one transaction, so nothing has to be guarded.

use super::{Rows, StepStatements, additions, alter_table, followers};
use crate::decide::TableChange;
use crate::dialects::Dialect;
use crate::dialects::ddl::{WrapExpressions, check_clause, default_clause, key_clause};
use crate::dialects::default_names;
use crate::model::names::ObjectName;
use crate::outputs::migration::Statement;
use crate::outputs::migration::quiet::quietly;
use crate::outputs::migration::steps::{create_index, drop_index};

const DIALECT: Dialect = Dialect::PostgreSql;

/// Writes the step.
pub fn write(journal: &ObjectName, change: &TableChange) -> StepStatements {
    let rows = Rows { dialect: DIALECT, change };
    let mut all = StepStatements { up: followers::up(&rows, journal), down: followers::down(&rows, journal) };
    all.up.extend(quietly(DIALECT, &change.from, &change.quiet, up(journal, change)));
    all.down.extend(quietly(DIALECT, &change.from, &change.quiet, down(journal, change)));
    all
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
        statements.push(followers::exchange_own(&rows, &rows.id("k"), &rows.new_id()));
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
        statements.push(followers::exchange_own(&rows, &rows.new_id(), &rows.id("k")));
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
    let uniques = change.dropped_uniques.iter();
    actions.extend(uniques.map(|key| format!("ADD {}", key_clause(DIALECT, key, "UNIQUE"))));
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
