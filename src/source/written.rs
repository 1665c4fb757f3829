//! SQL that is written from source code, and the way back from each piece of it to the place that it stands for.

use crate::dialects::Dialect;
use crate::findings::{Finding, Span};
use crate::model::schema::Schema;
use crate::parse::stands_alone;

/// SQL, piece by piece.
pub(crate) struct Sql {
    /// Whose SQL it is.
    pub dialect: Dialect,
    /// The text.
    pub text: String,
    /// What is to be said about the source.
    pub findings: Vec<Finding>,
    pieces: Vec<Piece>,
}

struct Piece {
    start: usize,
    origin: Span,
    /// The piece is the origin's own text, so that a place within the one is a place within the other.
    verbatim: bool,
}

impl Sql {
    /// No SQL yet.
    pub fn new(dialect: Dialect) -> Self {
        Self { dialect, text: String::new(), findings: Vec::new(), pieces: Vec::new() }
    }

    /// Writes what stands at `origin` in the source.
    pub fn add(&mut self, text: &str, origin: Span) {
        self.pieces.push(Piece { start: self.text.len(), origin, verbatim: false });
        self.text.push_str(text);
    }

    /// Copies what is SQL already.
    pub fn copy(&mut self, text: &str, origin: Span) {
        self.pieces.push(Piece { start: self.text.len(), origin, verbatim: true });
        self.text.push_str(text);
    }

    /// Writes a whole statement.
    pub fn statement(&mut self, text: &str, origin: Span) {
        self.add(text, origin);
        self.add(";\n", origin);
    }

    /// Writes a table whose definitions each have their own place.
    pub fn create_table(&mut self, name: &str, definitions: &[(String, Span)], options: &str, origin: Span) {
        self.add(&format!("CREATE TABLE {name} (\n"), origin);
        for (at, (definition, span)) in definitions.iter().enumerate() {
            let comma = if at + 1 < definitions.len() { "," } else { "" };
            self.add(&format!("    {definition}{comma}\n"), *span);
        }
        self.add(&format!("){options};\n"), origin);
    }

    /// SQL that a person wrote within the source, as long as it cannot disturb what is around it.
    pub fn fragment(&self, text: &str) -> Option<String> {
        let text = text.trim();
        stands_alone(text, self.dialect).then(|| text.to_owned())
    }

    /// The place in the source that a place in the SQL stands for.
    pub fn origin(&self, span: Span) -> Span {
        let at = self.pieces.partition_point(|piece| piece.start <= span.start).saturating_sub(1);
        let Some(piece) = self.pieces.get(at) else { return Span::default() };
        if !piece.verbatim {
            return piece.origin;
        }
        let place =
            |byte: usize| (piece.origin.start + byte.saturating_sub(piece.start)).min(piece.origin.end);
        Span::new(place(span.start), place(span.end))
    }

    /// Leads every place of the model and of the findings back to the source.
    pub fn lead_back(&self, schema: &mut Schema, findings: &mut [Finding]) {
        let back = |span: &mut Span| *span = self.origin(*span);
        for table in &mut schema.tables {
            back(&mut table.span);
            table.columns.iter_mut().for_each(|column| back(&mut column.span));
            table.primary_key.iter_mut().chain(&mut table.uniques).for_each(|key| back(&mut key.span));
            table.foreign_keys.iter_mut().for_each(|key| back(&mut key.span));
            table.checks.iter_mut().for_each(|check| back(&mut check.span));
            table.indexes.iter_mut().for_each(|index| back(&mut index.span));
        }
        schema.enums.iter_mut().for_each(|found| back(&mut found.span));
        schema.views.iter_mut().for_each(|view| back(&mut view.span));
        schema.triggers.iter_mut().for_each(|trigger| back(&mut trigger.span));
        schema.routines.iter_mut().for_each(|routine| back(&mut routine.span));
        schema.others.iter_mut().for_each(|other| back(&mut other.span));
        findings.iter_mut().filter_map(|finding| finding.span.as_mut()).for_each(back);
    }
}
