//! PostgreSQL converts the column in place: no `UPDATE`, so no trigger fires and no row is touched twice.

use super::{IDLE_PERIOD, StepStatements};
use crate::decide::SessionChange;
use crate::dialects::Dialect;
use crate::dialects::ddl::{WrapExpressions, check_clause, default_clause};
use crate::dialects::default_names;
use crate::outputs::migration::Statement;
use crate::outputs::migration::quiet::quietly;
use crate::outputs::migration::steps::{create_index, drop_index};

const DIALECT: Dialect = Dialect::PostgreSql;

/// Writes the step.
pub fn write(session: &SessionChange) -> StepStatements {
    StepStatements { up: up(session), down: down(session) }
}

fn up(session: &SessionChange) -> Vec<Statement> {
    let table = DIALECT.object(&session.from.name);
    let (active, idle) = (DIALECT.identifier(&session.active), DIALECT.identifier(&session.idle));
    let expires = DIALECT.identifier(&session.expires);
    let mut statements: Vec<Statement> =
        session.indexes.iter().map(|change| drop_index(DIALECT, &session.from, &change.from)).collect();
    let names = default_names::checks(&session.from);
    let checks = session.from.checks.iter().zip(names);
    for (_, name) in checks.filter(|(check, _)| session.dropped_checks.contains(check)) {
        statements.push(Statement::new(format!(
            "ALTER TABLE {table} DROP CONSTRAINT IF EXISTS {}",
            DIALECT.identifier(&name)
        )));
    }
    let mut actions = vec![format!("DROP COLUMN {active}")];
    if session.from.column(&session.idle).is_some_and(|column| column.default.is_some()) {
        statements.push(Statement::new(format!("ALTER TABLE {table} ALTER COLUMN {idle} DROP DEFAULT")));
    }
    actions.push(format!(
        "ALTER COLUMN {idle} TYPE {} USING {}",
        DIALECT.moment().text,
        DIALECT.moment_from_milliseconds(&idle)
    ));
    if session.from.column(&session.idle).is_some_and(|column| column.nullable) {
        actions.push(format!("ALTER COLUMN {idle} SET NOT NULL"));
    }
    statements.push(Statement::new(format!("ALTER TABLE {table}\n    {}", actions.join(",\n    "))));
    statements.push(Statement::new(format!("ALTER TABLE {table} RENAME COLUMN {idle} TO {expires}")));
    let new = session.indexes.iter().filter_map(|change| change.to.as_ref());
    statements.extend(new.map(|index| create_index(DIALECT, &session.to, index)));
    statements
}

fn down(session: &SessionChange) -> Vec<Statement> {
    let table = DIALECT.object(&session.from.name);
    let (active, idle) = (DIALECT.identifier(&session.active), DIALECT.identifier(&session.idle));
    let expires = DIALECT.identifier(&session.expires);
    let new = session.indexes.iter().filter_map(|change| change.to.as_ref());
    let mut statements: Vec<Statement> = new.map(|index| drop_index(DIALECT, &session.from, index)).collect();
    let old_type = |name: &str| {
        session.from.column(name).map_or_else(String::new, |column| column.data_type.text.clone())
    };
    statements.push(Statement::new(format!(
        "ALTER TABLE {table}\n    ALTER COLUMN {expires} TYPE {} USING {},\n    ADD COLUMN {active} {}",
        old_type(&session.idle),
        DIALECT.milliseconds_from_moment(&expires),
        old_type(&session.active)
    )));
    statements.push(Statement::new(format!("ALTER TABLE {table} RENAME COLUMN {expires} TO {idle}")));
    statements.extend(fill(session, &table, &active, &idle));
    let mut actions = Vec::new();
    for (name, identifier) in [(&session.active, &active), (&session.idle, &idle)] {
        let Some(column) = session.from.column(name) else { continue };
        if let Some(default) = default_clause(column, WrapExpressions::WhereNeeded) {
            actions.push(format!("ALTER COLUMN {identifier} SET {default}"));
        }
        match (column.nullable, name == &session.active) {
            (false, true) => actions.push(format!("ALTER COLUMN {identifier} SET NOT NULL")),
            (true, false) => actions.push(format!("ALTER COLUMN {identifier} DROP NOT NULL")),
            _ => {}
        }
    }
    actions
        .extend(session.dropped_checks.iter().map(|check| format!("ADD {}", check_clause(DIALECT, check))));
    if !actions.is_empty() {
        statements.push(Statement::new(format!("ALTER TABLE {table}\n    {}", actions.join(",\n    "))));
    }
    if let Some(comment) = session.from.column(&session.active).and_then(|column| column.comment.as_ref()) {
        statements.push(Statement::new(format!(
            "COMMENT ON COLUMN {table}.{active} IS {}",
            DIALECT.literal(comment)
        )));
    }
    statements
        .extend(session.indexes.iter().map(|change| create_index(DIALECT, &session.from, &change.from)));
    statements
}

/// Gives every session its active period: the kept one while its end is still the old one, a computed one otherwise.
fn fill(session: &SessionChange, table: &str, active: &str, idle: &str) -> Vec<Statement> {
    let (keep, id) = (DIALECT.object(&session.keep.name), DIALECT.identifier(&session.id));
    // A kept value may itself be NULL, where the column admits that.
    let is_nullable = session.from.column(&session.active).is_some_and(|column| column.nullable);
    let kept_or_computed = |kept: &str| {
        let (value, computed) =
            (format!("(SELECT k.{active} FROM {kept})"), format!("s.{idle} - {IDLE_PERIOD}"));
        if is_nullable {
            format!("CASE\n    WHEN EXISTS (SELECT 1 FROM {kept}) THEN {value}\n    ELSE {computed}\nEND")
        } else {
            format!("coalesce(\n    {value},\n    {computed}\n)")
        }
    };
    let fill = Statement::with(
        "Sessions that Lucia 3 has made or extended since get Lucia 2's default active period.",
        format!(
            "UPDATE {table} AS s\nSET {active} = {}",
            kept_or_computed(&format!("{keep} AS k WHERE k.{id} = s.{id} AND k.{idle} = s.{idle}"))
        ),
    );
    quietly(DIALECT, &session.from, &session.quiet, vec![fill])
}
