//! Triggers that must not notice what a script does: put to sleep around it where the database can, dropped and created
//! again where it cannot.

use super::Statement;
use super::steps::{create_trigger, drop_trigger};
use crate::dialects::{Dialect, mysql};
use crate::model::schema::{Table, Trigger};

/// The statements between triggers of the table that sleep and triggers that are awake.
pub fn quietly(
    dialect: Dialect,
    table: &Table,
    triggers: &[Trigger],
    statements: Vec<Statement>,
) -> Vec<Statement> {
    let mut quiet = sleep(dialect, table, triggers);
    quiet.extend(statements);
    quiet.extend(wake(dialect, table, triggers));
    quiet
}

/// Puts them to sleep.
pub fn sleep(dialect: Dialect, table: &Table, triggers: &[Trigger]) -> Vec<Statement> {
    let mut statements: Vec<Statement> = match dialect {
        Dialect::PostgreSql => triggers.iter().map(|trigger| switch("DISABLE", table, trigger)).collect(),
        Dialect::MySql => triggers
            .iter()
            .enumerate()
            .flat_map(|(number, trigger)| [note_mode(table, trigger, number), drop_trigger(dialect, trigger)])
            .collect(),
        Dialect::Sqlite => triggers.iter().map(|trigger| drop_trigger(dialect, trigger)).collect(),
    };
    if let Some(first) = statements.first_mut() {
        first.comment = Some("Triggers that must not notice this come back below.".to_owned());
    }
    statements
}

/// Wakes them.
pub fn wake(dialect: Dialect, table: &Table, triggers: &[Trigger]) -> Vec<Statement> {
    match dialect {
        Dialect::PostgreSql => triggers.iter().map(|trigger| switch("ENABLE", table, trigger)).collect(),
        Dialect::MySql => triggers
            .iter()
            .enumerate()
            .flat_map(|(number, trigger)| {
                [
                    Statement::new(format!("SET @authmorph_own = @@sql_mode, sql_mode = {}", mode(number))),
                    create_trigger(dialect, trigger),
                    Statement::new("SET sql_mode = @authmorph_own"),
                ]
            })
            .collect(),
        Dialect::Sqlite => triggers.iter().map(|trigger| create_trigger(dialect, trigger)).collect(),
    }
}

fn switch(verb: &str, table: &Table, trigger: &Trigger) -> Statement {
    let dialect = Dialect::PostgreSql;
    Statement::new(format!(
        "ALTER TABLE {} {verb} TRIGGER {}",
        dialect.object(&table.name),
        dialect.identifier(&trigger.name.name)
    ))
}

/// MySQL: a trigger runs under the `sql_mode` of the session that created it, so it has to come back under the same.
fn note_mode(table: &Table, trigger: &Trigger, number: usize) -> Statement {
    let schema = mysql::data::schema(&table.name);
    let name = Dialect::MySql.literal(&trigger.name.name);
    let mode = mode(number);
    Statement::new(format!(
        "SET {mode} = COALESCE(\n    (SELECT t.sql_mode FROM information_schema.triggers AS t \
         WHERE t.trigger_schema = {schema} AND t.trigger_name = {name}),\n    {mode},\n    @@sql_mode\n)"
    ))
}

fn mode(number: usize) -> String {
    format!("@authmorph_mode_{number}")
}
