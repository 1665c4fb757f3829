//! SQLite: the column is converted and renamed where its declared type allows, else a new one is added and filled.
//! The table is never rebuilt: `DROP TABLE` would empty every table that refers to it with `ON DELETE CASCADE`.

use super::{IDLE_PERIOD, StepStatements};
use crate::decide::SessionChange;
use crate::dialects::Dialect;
use crate::outputs::migration::Statement;
use crate::outputs::migration::columns::add_back;
use crate::outputs::migration::quiet::quietly;
use crate::outputs::migration::steps::{create_index, drop_index};
use crate::plan::comparison::idle_as_number;

const DIALECT: Dialect = Dialect::Sqlite;

/// Writes the step.
pub fn write(session: &SessionChange) -> StepStatements {
    StepStatements { up: up(session), down: down(session) }
}

fn up(session: &SessionChange) -> Vec<Statement> {
    let table = DIALECT.object(&session.from.name);
    let (active, idle) = (DIALECT.identifier(&session.active), DIALECT.identifier(&session.idle));
    let expires = DIALECT.identifier(&session.expires);
    let converted = session.moment(DIALECT, &idle_as_number(DIALECT, session, "s"));
    let mut statements: Vec<Statement> =
        session.indexes.iter().map(|change| drop_index(DIALECT, &session.from, &change.from)).collect();
    if session.in_place {
        statements.push(Statement::new(format!("UPDATE {table} AS s SET {idle} = {converted}")));
        statements.push(Statement::new(format!("ALTER TABLE {table} RENAME COLUMN {idle} TO {expires}")));
    } else {
        if let Some(column) = session.to.column(&session.expires) {
            let definition = DIALECT.column_definition(column);
            statements.push(Statement::new(format!("ALTER TABLE {table} ADD COLUMN {definition}")));
        }
        statements.push(Statement::new(format!("UPDATE {table} AS s SET {expires} = {converted}")));
        statements.push(Statement::new(format!("ALTER TABLE {table} DROP COLUMN {idle}")));
    }
    statements.push(Statement::new(format!("ALTER TABLE {table} DROP COLUMN {active}")));
    let new = session.indexes.iter().filter_map(|change| change.to.as_ref());
    statements.extend(new.map(|index| create_index(DIALECT, &session.to, index)));
    quietly(DIALECT, &session.from, &session.quiet, statements)
}

fn down(session: &SessionChange) -> Vec<Statement> {
    let table = DIALECT.object(&session.from.name);
    let (keep, id) = (DIALECT.object(&session.keep.name), DIALECT.identifier(&session.id));
    let (active, idle) = (DIALECT.identifier(&session.active), DIALECT.identifier(&session.idle));
    let expires = DIALECT.identifier(&session.expires);
    let new = session.indexes.iter().filter_map(|change| change.to.as_ref());
    let mut statements: Vec<Statement> = new.map(|index| drop_index(DIALECT, &session.from, index)).collect();
    let old = |name: &str| {
        session.from.column(name).map(|column| add_back(&table, column, &session.dropped_checks))
    };
    statements.extend(old(&session.active));
    let moment = if session.in_place {
        statements.push(Statement::new(format!("ALTER TABLE {table} RENAME COLUMN {expires} TO {idle}")));
        &idle
    } else {
        statements.extend(old(&session.idle));
        &expires
    };
    let old = session.moment(DIALECT, &idle_as_number(DIALECT, session, "k"));
    let kept = format!("{keep} AS k WHERE k.{id} = s.{id} AND {old} = s.{moment}");
    let milliseconds = session.milliseconds(DIALECT, &format!("s.{moment}"));
    // A kept value may itself be NULL, where the column admits that.
    let is_nullable = session.from.column(&session.active).is_some_and(|column| column.nullable);
    let active_value = if is_nullable {
        format!(
            "CASE\n        WHEN EXISTS (SELECT 1 FROM {kept}) THEN (SELECT k.{active} FROM {kept})\n        \
             ELSE {milliseconds} - {IDLE_PERIOD}\n    END"
        )
    } else {
        format!("coalesce((SELECT k.{active} FROM {kept}), {milliseconds} - {IDLE_PERIOD})")
    };
    // Sets changes() to 0, so that it tells afterwards whether the UPDATE has worked.
    statements.push(Statement::new(format!("DELETE FROM {keep} WHERE 0")));
    let mut fill = Statement::with(
        "Sessions that Lucia 3 has made or extended since get Lucia 2's default active period.",
        format!(
            "UPDATE {table} AS s\nSET\n    {active} = {active_value},\n    {idle} = coalesce((SELECT k.{idle} FROM {kept}), {milliseconds})"
        ),
    );
    fill.must_hold = Some(format!("changes() = (SELECT count(*) FROM {table})"));
    statements.push(fill);
    if !session.in_place {
        statements.push(Statement::new(format!("ALTER TABLE {table} DROP COLUMN {expires}")));
    }
    statements
        .extend(session.indexes.iter().map(|change| create_index(DIALECT, &session.from, &change.from)));
    quietly(DIALECT, &session.from, &session.quiet, statements)
}
