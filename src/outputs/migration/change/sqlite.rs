//! SQLite: columns are dropped and added again, and the table is never rebuilt.

use super::{Rows, StepStatements, additions, followers};
use crate::decide::TableChange;
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::outputs::migration::Statement;
use crate::outputs::migration::columns::add_back;
use crate::outputs::migration::quiet::quietly;
use crate::outputs::migration::steps::{create_index, drop_index};

const DIALECT: Dialect = Dialect::Sqlite;

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
    statements.extend(change.dropped.iter().map(|column| {
        Statement::new(format!("ALTER TABLE {table} DROP COLUMN {}", DIALECT.identifier(&column.name)))
    }));
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
    statements.extend(rows.old_columns().map(|column| add_back(&table, column, &change.dropped_checks)));
    statements.extend(rows.give_values_back(journal));
    statements.extend(rows.bring_back());
    statements.extend(change.indexes.iter().map(|index| create_index(DIALECT, &change.from, index)));
    statements
}
