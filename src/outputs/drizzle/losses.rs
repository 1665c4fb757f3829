//! What Drizzle has no words for: said in a comment where it belongs, and in a finding.

use crate::findings::{Finding, Severity, Span};
use crate::outputs::typescript::literals;

/// What could not be said about one thing.
#[derive(Debug, Default)]
pub struct Losses {
    /// What drizzle-kit leaves alone.
    left_alone: Vec<String>,
    /// What a database made from the Drizzle text would lack, or drizzle-kit would write wrongly.
    missing: Vec<String>,
}

impl Losses {
    /// Notes something that drizzle-kit leaves alone.
    pub fn left_alone(&mut self, what: impl Into<String>) {
        self.left_alone.push(what.into());
    }

    /// Notes something that a database made from the Drizzle text would lack.
    pub fn missing(&mut self, what: impl Into<String>) {
        self.missing.push(what.into());
    }

    /// The comment above the table about what would be missing: one line each.
    pub fn comment(&self) -> Vec<String> {
        self.missing
            .iter()
            .flat_map(|item| literals::remark(&format!("Not said by Drizzle: {item}")))
            .collect()
    }

    /// The finding about what would be missing of the table of that name, when there is something.
    pub fn finding(&self, table: &str, span: Span) -> Option<Finding> {
        let what = format!("Drizzle cannot say this about the table `{table}`: {}.", self.missing.join("; "));
        (!self.missing.is_empty()).then(|| missing(what, span))
    }
}

/// A finding about something that a database made from the Drizzle text would lack.
pub fn missing(what: String, span: Span) -> Finding {
    Finding::new(
        "drizzle_cannot_say",
        Severity::Warning,
        what,
        "A database that drizzle-kit makes from the Drizzle text would lack it, and `drizzle-kit push` may drop it from yours.",
        "Keep it in SQL: change this database with the migration, or add it to drizzle-kit's by hand.",
        Some(span),
    )
}

/// What is left alone of several tables, each thing once with the tables that it is about.
#[derive(Debug, Default)]
pub struct LeftAlone {
    items: Vec<(String, Vec<String>, Span)>,
}

impl LeftAlone {
    /// Adds what is left alone of a table.
    pub fn add(&mut self, losses: &Losses, table: &str, span: Span) {
        for item in &losses.left_alone {
            let name = format!("`{table}`");
            match self.items.iter_mut().find(|(known, ..)| known == item) {
                Some((_, tables, _)) => tables.push(name),
                None => self.items.push((item.clone(), vec![name], span)),
            }
        }
    }

    /// The comment at the end of a file of so many tables.
    pub fn comment(&self, table_count: usize) -> Vec<String> {
        let lines = self.items.iter().flat_map(|(item, tables, _)| {
            let about =
                if tables.len() == table_count { "all tables".to_string() } else { tables.join(", ") };
            literals::remark(&format!("Not said by Drizzle about {about}: {item}"))
        });
        lines.collect()
    }

    /// The findings.
    pub fn findings(&self) -> impl Iterator<Item = Finding> {
        self.items.iter().map(|(item, tables, span)| {
            let noun = if tables.len() == 1 { "table" } else { "tables" };
            Finding::new(
                "drizzle_cannot_say",
                Severity::Note,
                format!("Drizzle cannot say this about the {noun} {}: {item}.", tables.join(", ")),
                "drizzle-kit leaves it alone in your database, but a new one that it makes would not have it.",
                "Nothing, unless you make a new database from the Drizzle text.",
                Some(*span),
            )
        })
    }
}
