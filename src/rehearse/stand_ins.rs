//! Functions of triggers that the text does not have: those of a host, or what was not pasted. One that does nothing stands in,
//! so that the trigger is there for the migration to meet.

use super::engine::Engine;
use crate::dialects::Dialect;
use crate::model::schema::{Schema, Trigger};

/// The trigger that the statement creates, if its function is not of the text.
pub fn lacking<'a>(schema: &'a Schema, statement: &str) -> Option<&'a Trigger> {
    let is_it = |trigger: &&Trigger| trigger.text == statement;
    let trigger = schema.triggers.iter().find(is_it).filter(|_| schema.dialect == Dialect::PostgreSql)?;
    let routine = trigger.routine.as_ref()?;
    let is_known = schema.routines.iter().any(|known| schema.dialect.same_object(&known.name, routine));
    (!is_known).then_some(trigger)
}

/// Creates the function of the trigger where the database has none; what is to be said about that.
pub async fn create(trigger: &Trigger, engine: &mut impl Engine) -> Option<String> {
    let dialect = Dialect::PostgreSql;
    let routine = trigger.routine.as_ref()?;
    let name = dialect.object(routine);
    let is_lacking = format!("SELECT 1 WHERE to_regproc({}) IS NULL", dialect.literal(&name));
    if engine.rows(&is_lacking).await.ok()?.is_empty() {
        return None;
    }
    if let Some(schema) = &routine.schema {
        engine.execute(&format!("CREATE SCHEMA IF NOT EXISTS {}", dialect.identifier(schema))).await.ok()?;
    }
    let body = "BEGIN IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END";
    let create =
        format!("CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS {}", dialect.literal(body));
    engine.execute(&create).await.ok()?;
    Some(format!(
        "The trigger {} calls the function {routine}, which the text does not create and this database does not have; in the rehearsal one that does nothing stands in for it.",
        trigger.name.name
    ))
}
