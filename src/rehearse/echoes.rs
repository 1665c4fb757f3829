//! Tables that the user's own triggers write to: what comes into them while the rehearsal's application works is the
//! triggers' doing, before the migration as after it.

use super::Subject;
use super::judge::key;
use crate::dialects::Dialect;
use crate::model::schema::{Schema, Trigger};

/// How a table is written to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Echo {
    /// A trigger of another table mentions it, so rows may come.
    Rows,
    /// It belongs to a virtual table that a trigger mentions, which keeps in it what it likes.
    Whole,
}

/// Whether triggers write to the table of that name, unless it is one whose rows the rehearsal judges as logins.
pub fn echo(subject: &Subject, table: &str) -> Option<Echo> {
    let schema = &subject.schema;
    let dialect = schema.dialect;
    let is = |other: &str| dialect.same_name(other, table);
    if subject.recognition.roles.values().any(|role| is(&key(dialect, &role.table))) {
        return None;
    }
    let known = schema.tables.iter().find(|known| is(&key(dialect, &known.name)));
    let triggers = schema.triggers.iter();
    let elsewhere = triggers.filter(|trigger| !is(&key(dialect, &trigger.table)));
    let mut words = elsewhere.flat_map(|trigger| words(schema, trigger));
    match known {
        Some(known) => words.any(|word| dialect.same_name(word, &known.name.name)).then_some(Echo::Rows),
        // SQLite calls them after the virtual table ("The FTS5 Extension", "Virtual Table Schema").
        None if dialect == Dialect::Sqlite => words
            .any(|word| table.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with('_')))
            .then_some(Echo::Whole),
        None => None,
    }
}

/// The words of a trigger, and of the function that it calls.
fn words<'a>(schema: &'a Schema, trigger: &'a Trigger) -> impl Iterator<Item = &'a String> {
    let routine = trigger.routine.as_ref();
    let called = schema
        .routines
        .iter()
        .filter(move |other| routine.is_some_and(|routine| schema.dialect.same_object(routine, &other.name)));
    trigger.identifiers.iter().chain(called.flat_map(|routine| &routine.identifiers))
}
