//! MySQL cannot convert a column while it changes its type. A stored generated column computes the new values
//! (no `UPDATE`, so no trigger fires and no `ON UPDATE CURRENT_TIMESTAMP` is touched) and then becomes a plain one.
//! Every statement is guarded by the catalog: there is no transaction around them.

use super::{IDLE_PERIOD, StepStatements};
use crate::decide::{IndexChange, SessionChange};
use crate::dialects::Dialect;
use crate::dialects::ddl::{check_clause, stands_on_column};
use crate::dialects::mysql::data::{constraint_exists, index_exists};
use crate::dialects::mysql::ddl::index_clause;
use crate::model::schema::{Column, Index};
use crate::outputs::migration::Statement;
use crate::outputs::migration::columns::{own_checks, position, unnoted};
use crate::outputs::migration::quiet::{sleep, wake};
use crate::outputs::migration::steps::{guarded, guarded_statement};

const DIALECT: Dialect = Dialect::MySql;

/// Writes the step.
pub fn write(session: &SessionChange) -> StepStatements {
    StepStatements { up: up(session), down: down(session) }
}

fn has(session: &SessionChange, column: &str) -> String {
    DIALECT.column_exists(&session.from.name, column)
}

fn up(session: &SessionChange) -> Vec<Statement> {
    let table = DIALECT.object(&session.from.name);
    let (active, idle) = (DIALECT.identifier(&session.active), DIALECT.identifier(&session.idle));
    let expires = DIALECT.identifier(&session.expires);
    let new = session.to.column(&session.expires);
    let compute = Statement::with(
        "The database computes the new column from the old one …",
        format!(
            "ALTER TABLE {table} ADD COLUMN {expires} {} GENERATED ALWAYS AS ({}) STORED AFTER {idle}",
            DIALECT.moment().text,
            DIALECT.moment_from_milliseconds(&idle)
        ),
    );
    let mut statements = guarded_statement(&format!("NOT {}", has(session, &session.expires)), &compute);
    for check in &session.dropped_checks {
        let Some(name) = &check.name else { continue };
        statements.extend(guarded(
            &constraint_exists(&session.from.name, name),
            &format!("ALTER TABLE {table} DROP CONSTRAINT {}", DIALECT.identifier(name)),
        ));
    }
    // Converting to a plain column keeps the values (MySQL manual, "CREATE TABLE and Generated Columns").
    let definition = new.map(|column| DIALECT.column_definition(column)).unwrap_or_default();
    let convert = Statement::with(
        "… and then it becomes a plain column.",
        format!("ALTER TABLE {table} MODIFY COLUMN {definition} AFTER {idle}"),
    );
    statements.extend(guarded_statement(&has(session, &session.idle), &convert));
    let mut actions =
        swap_indexes(session.indexes.iter().map(|change| (Some(&change.from), change.to.as_ref())));
    actions.push(format!("DROP COLUMN {active}"));
    actions.push(format!("DROP COLUMN {idle}"));
    statements.extend(guarded(
        &has(session, &session.idle),
        &format!("ALTER TABLE {table}\n    {}", actions.join(",\n    ")),
    ));
    statements
}

/// Drops and adds in one `ALTER TABLE`, so that a foreign key is never without the index that it needs.
fn swap_indexes<'a>(changes: impl Iterator<Item = (Option<&'a Index>, Option<&'a Index>)>) -> Vec<String> {
    let mut actions = Vec::new();
    for (from, to) in changes {
        if let Some(name) = from.and_then(|index| index.name.as_ref()) {
            actions.push(format!("DROP INDEX {}", DIALECT.identifier(name)));
        }
        if let Some(index) = to {
            actions.push(format!("ADD {}", index_clause(index)));
        }
    }
    actions
}

fn down(session: &SessionChange) -> Vec<Statement> {
    let table = DIALECT.object(&session.from.name);
    let mut statements = Vec::new();
    for name in [&session.active, &session.idle] {
        let Some(column) = session.from.column(name) else { continue };
        let nullable = Column { nullable: true, default: None, ..column.clone() };
        statements.extend(guarded(
            &format!("NOT {}", has(session, name)),
            &format!(
                "ALTER TABLE {table} ADD COLUMN {}{}",
                DIALECT.column_definition(&nullable),
                position(&session.from, name)
            ),
        ));
    }
    statements.extend(sleep(DIALECT, &session.from, &session.quiet));
    let fill = Statement::with(
        "Sessions that Lucia 3 has made or extended since get Lucia 2's default active period.",
        fill(session),
    );
    statements.extend(guarded_statement(&has(session, &session.expires), &fill));
    statements.extend(finish(session, &table));
    statements.extend(wake(DIALECT, &session.from, &session.quiet));
    statements
}

fn fill(session: &SessionChange) -> String {
    let (table, keep) = (DIALECT.object(&session.from.name), DIALECT.object(&session.keep.name));
    let id = DIALECT.identifier(&session.id);
    let (active, idle) = (DIALECT.identifier(&session.active), DIALECT.identifier(&session.idle));
    let expires = format!("s.{}", DIALECT.identifier(&session.expires));
    let converted = DIALECT.moment_from_milliseconds(&format!("k.{idle}"));
    let milliseconds = DIALECT.milliseconds_from_moment(&expires);
    // A kept value may itself be NULL, where the column admits that.
    let is_nullable = session.from.column(&session.active).is_some_and(|column| column.nullable);
    let computed = format!("GREATEST(CAST({milliseconds} AS SIGNED) - {IDLE_PERIOD}, 0)");
    let mut assignments = vec![
        if is_nullable {
            format!("s.{active} = IF(k.{id} IS NULL, {computed}, k.{active})")
        } else {
            format!("s.{active} = COALESCE(k.{active}, {computed})")
        },
        format!("s.{idle} = COALESCE(k.{idle}, {milliseconds})"),
    ];
    // Columns that would otherwise note this UPDATE.
    assignments.extend(unnoted(&session.from, "s"));
    format!(
        "UPDATE {table} AS s\nLEFT JOIN {keep} AS k ON k.{id} = s.{id} AND {converted} = {expires}\nSET\n    {}",
        assignments.join(",\n    ")
    )
}

/// The old columns get their constraints back, and the new one goes.
fn finish(session: &SessionChange, table: &str) -> Vec<Statement> {
    let mut actions: Vec<String> = [&session.active, &session.idle]
        .iter()
        .filter_map(|name| session.from.column(name))
        .map(|column| {
            format!(
                "MODIFY COLUMN {}{}",
                DIALECT.column_definition(column),
                own_checks(&session.dropped_checks, column)
            )
        })
        .collect();
    actions.push(format!("DROP COLUMN {}", DIALECT.identifier(&session.expires)));
    let has_expires = has(session, &session.expires);
    let swaps = swap_indexes(session.indexes.iter().map(|change| (change.to.as_ref(), Some(&change.from))));
    let alter = |actions: &[String]| format!("ALTER TABLE {table}\n    {}", actions.join(",\n    "));
    let mut statements = Vec::new();
    // A run that has stopped early has left the indexes alone; all of them are swapped at once.
    let gone = session.indexes.iter().find(|change| !keeps_name(change));
    if let Some(name) = gone.and_then(|change| change.from.name.as_ref()) {
        let is_there = index_exists(&session.from.name, name);
        statements.extend(guarded(&format!("{has_expires}\n    AND {is_there}"), &alter(&actions)));
    }
    actions.extend(swaps);
    statements.extend(guarded(&has_expires, &alter(&actions)));
    for check in session.dropped_checks.iter().filter(|check| !stands_on_column(check)) {
        let add = format!("ALTER TABLE {table} ADD {}", check_clause(DIALECT, check));
        let Some(name) = &check.name else { continue };
        statements.extend(guarded(
            &format!(
                "{}\n    AND NOT {}",
                DIALECT.relation_exists(&session.keep.name),
                constraint_exists(&session.from.name, name)
            ),
            &add,
        ));
    }
    statements
}

/// The index is dropped and added under the same name, which can be done twice.
fn keeps_name(change: &IndexChange) -> bool {
    change.to.as_ref().is_some_and(|to| to.name == change.from.name)
}
