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

/// Which tables triggers write to.
#[derive(Debug)]
pub struct Echoes {
    dialect: Dialect,
    /// Tables that are judged, whatever triggers do: those whose rows are logins, and those that no trigger mentions.
    judged: Vec<String>,
    /// The other tables of the schema.
    written: Vec<String>,
    /// What the triggers mention.
    words: Vec<String>,
}

impl Echoes {
    /// Reads the triggers.
    pub fn of_subject(subject: &Subject) -> Self {
        let schema = &subject.schema;
        let dialect = schema.dialect;
        let logins: Vec<String> =
            subject.recognition.roles.values().map(|role| key(dialect, &role.table)).collect();
        let (mut judged, mut written) = (logins.clone(), Vec::new());
        for table in &schema.tables {
            let name = key(dialect, &table.name);
            if logins.iter().any(|login| dialect.same_name(login, &name)) {
                continue;
            }
            let elsewhere = schema.triggers.iter();
            let elsewhere =
                elsewhere.filter(|trigger| !dialect.same_name(&key(dialect, &trigger.table), &name));
            let mut mentioned = elsewhere.flat_map(|trigger| words(schema, trigger));
            let is_written = mentioned.any(|word| dialect.same_name(word, &table.name.name));
            if is_written { written.push(name) } else { judged.push(name) }
        }
        let words = schema.triggers.iter().flat_map(|trigger| words(schema, trigger)).cloned().collect();
        Self { dialect, judged, written, words }
    }

    /// Whether triggers write to the table of that name, unless it is one whose rows the rehearsal judges as logins.
    pub fn of(&self, table: &str) -> Option<Echo> {
        let is = |other: &String| self.dialect.same_name(other, table);
        if self.judged.iter().any(is) {
            return None;
        }
        if self.written.iter().any(is) {
            return Some(Echo::Rows);
        }
        // SQLite calls them after the virtual table ("The FTS5 Extension", "Virtual Table Schema").
        let begins = |word: &String| {
            table.strip_prefix(word.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
        };
        (self.dialect == Dialect::Sqlite && self.words.iter().any(begins)).then_some(Echo::Whole)
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
