//! What Drizzle has no words for: said in a comment where it belongs, and in a finding.

use crate::findings::{Finding, Severity, Span};
use crate::outputs::typescript::literals;

/// What could not be said about one thing.
#[derive(Debug, Default)]
pub struct Losses {
    items: Vec<(Gravity, String)>,
}

/// Whether drizzle-kit would undo what it does not know.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gravity {
    /// It leaves such things alone.
    LeftAlone,
    /// A database made from the Drizzle text would lack it, or drizzle-kit would write wrong SQL.
    Missing,
}

impl Losses {
    /// Notes something that drizzle-kit leaves alone.
    pub fn left_alone(&mut self, what: impl Into<String>) {
        self.items.push((Gravity::LeftAlone, what.into()));
    }

    /// Notes something that a database made from the Drizzle text would lack.
    pub fn missing(&mut self, what: impl Into<String>) {
        self.items.push((Gravity::Missing, what.into()));
    }

    /// The comment for the text: one line each.
    pub fn comment(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for (_, item) in &self.items {
            lines.extend(literals::remark(&format!("Not said by Drizzle: {item}")));
        }
        lines
    }

    /// The finding about the thing of that name, when there is something to say.
    pub fn finding(&self, name: &str, span: Span) -> Option<Finding> {
        let gravest = self.items.iter().map(|(gravity, _)| *gravity).max()?;
        let severity = match gravest {
            Gravity::LeftAlone => Severity::Note,
            Gravity::Missing => Severity::Warning,
        };
        let items: Vec<&str> = self.items.iter().map(|(_, item)| item.as_str()).collect();
        Some(Finding::new(
            "drizzle_cannot_say",
            severity,
            format!("Drizzle has no words for this about {name}: {}.", items.join("; ")),
            "A database that drizzle-kit makes from the Drizzle text would lack it, and `drizzle-kit push` may drop it from yours.",
            "Keep it in SQL: change this database with the migration, or add it to drizzle-kit's by hand.",
            Some(span),
        ))
    }
}
