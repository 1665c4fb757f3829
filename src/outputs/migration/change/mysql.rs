//! MySQL and MariaDB: every statement is guarded by the catalog or the journal, and leads to the same end from wherever
//! an earlier run has stopped.

use super::{Rows, StepStatements, additions, followers};
use crate::decide::TableChange;
use crate::dialects::Dialect;
use crate::dialects::ddl::{check_clause, stands_on_column};
use crate::dialects::mysql::data::{constraint_exists, index_exists};
use crate::dialects::mysql::ddl::index_clause;
use crate::model::names::ObjectName;
use crate::model::schema::Column;
use crate::outputs::migration::Statement;
use crate::outputs::migration::columns::{own_checks, position};
use crate::outputs::migration::quiet::quietly;
use crate::outputs::migration::steps::{guarded, guarded_statement, not_done};

const DIALECT: Dialect = Dialect::MySql;

/// Keeps what is there now. A run that stopped before the table lost anything left older values behind, and perhaps rows
/// that the application has deleted since.
pub fn copy(journal: &ObjectName, change: &TableChange) -> Vec<Statement> {
    let rows = Rows { dialect: DIALECT, change };
    let condition = is_old(journal, change);
    let stays = rows.goes("k").map_or_else(String::new, |goes| format!("NOT ({goes}) AND "));
    let mut statements = guarded(
        &condition,
        &format!(
            "DELETE k FROM {} AS k\nWHERE {stays}NOT EXISTS (SELECT 1 FROM {} AS t WHERE {} IN ({}, {}))",
            rows.kept(),
            rows.table(),
            rows.id("t"),
            rows.id("k"),
            rows.new_id()
        ),
    );
    statements.extend(outdated(&rows).iter().flat_map(|stale| guarded(&condition, stale)));
    let mut copy = rows.copy("REPLACE");
    if change.rekey.is_some() || !change.altered.is_empty() {
        // Rows that an interrupted run has given their new identity or values already.
        copy.push_str(&format!(
            "\nWHERE NOT EXISTS (SELECT 1 FROM {} AS k WHERE {} = {})",
            rows.kept(),
            rows.new_id(),
            rows.id("t")
        ));
    }
    statements.extend(guarded(&condition, &copy));
    statements
}

/// Values that the application has changed since an interrupted run has kept them.
fn outdated(rows: &Rows<'_>) -> Option<String> {
    let altered = rows.change.altered.iter();
    let other: Vec<String> = altered
        .map(|altered| {
            let now = rows.column("t", &altered.name);
            let is = |kept: &str| DIALECT.differs(&now, &rows.column("k", kept));
            format!("({} AND {})", is(&altered.name), is(&altered.kept_as))
        })
        .collect();
    (!other.is_empty()).then(|| {
        format!(
            "DELETE k FROM {} AS k\nJOIN {} AS t ON {} = {}\nWHERE {}",
            rows.kept(),
            rows.table(),
            rows.id("t"),
            rows.id("k"),
            other.join("\n    OR ")
        )
    })
}

/// The table still has what goes.
fn is_old(journal: &ObjectName, change: &TableChange) -> String {
    match change.dropped.first() {
        Some(column) => DIALECT.column_exists(&change.from.name, &column.name),
        None => not_done(journal),
    }
}

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
    let old = is_old(journal, change);
    let mut statements: Vec<Statement> =
        rows.remove().iter().flat_map(|statement| guarded_statement(&old, statement)).collect();
    let table = rows.table();
    for check in change.dropped_checks.iter().filter(|check| !stands_on_column(check)) {
        let Some(name) = &check.name else { continue };
        statements.extend(guarded(
            &constraint_exists(&change.from.name, name),
            &format!("ALTER TABLE {table} DROP CONSTRAINT {}", DIALECT.identifier(name)),
        ));
    }
    let mut actions: Vec<String> = change
        .indexes
        .iter()
        .filter_map(|index| index.name.as_ref())
        .map(|name| format!("DROP INDEX {}", DIALECT.identifier(name)))
        .collect();
    actions.extend(
        change.dropped.iter().map(|column| format!("DROP COLUMN {}", DIALECT.identifier(&column.name))),
    );
    actions.extend(rows.retyped().map(|(_, to)| format!("MODIFY COLUMN {}", DIALECT.column_definition(to))));
    if !actions.is_empty() {
        statements.extend(guarded(&old, &format!("ALTER TABLE {table}\n    {}", actions.join(",\n    "))));
    }
    if change.rekey.is_some() {
        statements.extend(guarded(&old, &followers::exchange_own(&rows, &rows.id("k"), &rows.new_id()).sql));
    }
    statements.extend(additions::up(&rows, journal));
    statements
}

fn down(journal: &ObjectName, change: &TableChange) -> Vec<Statement> {
    let rows = Rows { dialect: DIALECT, change };
    let table = rows.table();
    let has_run = rows.has_run(journal);
    let mut statements = additions::down(&rows, journal);
    statements
        .extend(rows.forget_new(journal).iter().flat_map(|statement| guarded_statement(&has_run, statement)));
    if change.rekey.is_some() {
        statements
            .extend(guarded(&has_run, &followers::exchange_own(&rows, &rows.new_id(), &rows.id("k")).sql));
    }
    for column in rows.old_columns() {
        let relaxed = Column { nullable: true, default: None, ..column.clone() };
        statements.extend(guarded(
            &format!("{has_run}\n    AND NOT {}", DIALECT.column_exists(&change.from.name, &column.name)),
            &format!(
                "ALTER TABLE {table} ADD COLUMN {}{}",
                DIALECT.column_definition(&relaxed),
                position(&change.from, &column.name)
            ),
        ));
    }
    statements.extend(
        rows.give_values_back(journal).iter().flat_map(|statement| guarded_statement(&has_run, statement)),
    );
    statements.extend(rows.bring_back().iter().flat_map(|statement| guarded_statement(&has_run, statement)));
    let mut columns: Vec<String> = rows
        .old_columns()
        .map(|column| {
            format!(
                "MODIFY COLUMN {}{}",
                DIALECT.column_definition(column),
                own_checks(&change.dropped_checks, column)
            )
        })
        .collect();
    columns
        .extend(rows.retyped().map(|(from, _)| format!("MODIFY COLUMN {}", DIALECT.column_definition(from))));
    if !columns.is_empty() {
        statements
            .extend(guarded(&has_run, &format!("ALTER TABLE {table}\n    {}", columns.join(",\n    "))));
    }
    statements.extend(add_again(change, &table, &has_run));
    statements
}

/// Checks and indexes that went with the columns.
fn add_again(change: &TableChange, table: &str, has_run: &str) -> Vec<Statement> {
    let mut statements = Vec::new();
    for check in change.dropped_checks.iter().filter(|check| !stands_on_column(check)) {
        let Some(name) = &check.name else { continue };
        statements.extend(guarded(
            &format!("{has_run}\n    AND NOT {}", constraint_exists(&change.from.name, name)),
            &format!("ALTER TABLE {table} ADD {}", check_clause(DIALECT, check)),
        ));
    }
    for index in &change.indexes {
        let Some(name) = &index.name else { continue };
        statements.extend(guarded(
            &format!("{has_run}\n    AND NOT {}", index_exists(&change.from.name, name)),
            &format!("ALTER TABLE {table} ADD {}", index_clause(index)),
        ));
    }
    statements
}
