//! What a tool has no words for: said in a comment where it belongs, and in a finding.

use crate::findings::{Finding, Severity, Span};
use crate::model::schema::{Schema, Table, View};
use crate::outputs::typescript::literals;

/// A tool that cannot say everything, and what follows from that.
#[derive(Debug)]
pub struct Tool {
    /// Its name.
    pub name: &'static str,
    /// The finding's code.
    pub code: &'static str,
    /// Why it matters that something is missing.
    pub missing_why: &'static str,
    /// What to do then.
    pub missing_next: &'static str,
    /// What the tool does with what it leaves alone.
    pub left_alone_why: &'static str,
    /// What to do then.
    pub left_alone_next: &'static str,
}

/// What could not be said about one thing.
#[derive(Debug)]
pub struct Losses {
    tool: &'static Tool,
    /// What the tool leaves alone.
    left_alone: Vec<String>,
    /// What a database made from the text would lack, or the tool would write wrongly.
    missing: Vec<String>,
}

impl Losses {
    /// Nothing yet.
    pub fn new(tool: &'static Tool) -> Self {
        Self { tool, left_alone: Vec::new(), missing: Vec::new() }
    }

    /// Notes something that the tool leaves alone.
    pub fn left_alone(&mut self, what: impl Into<String>) {
        self.left_alone.push(what.into());
    }

    /// Notes something that a database made from the text would lack.
    pub fn missing(&mut self, what: impl Into<String>) {
        self.missing.push(what.into());
    }

    /// The comment above the table about what would be missing: one line each.
    pub fn comment(&self) -> Vec<String> {
        self.missing
            .iter()
            .flat_map(|item| literals::remark(&format!("Not said by {}: {item}", self.tool.name)))
            .collect()
    }

    /// The finding about what would be missing of the table of that name, when there is something.
    pub fn finding(&self, table: &str, span: Span) -> Option<Finding> {
        let what = format!(
            "{} cannot say this about the table `{table}`: {}.",
            self.tool.name,
            self.missing.join("; ")
        );
        (!self.missing.is_empty()).then(|| self.tool.missing(what, span))
    }
}

impl Losses {
    /// What no text about tables has words for: clauses that were not understood, storage, comments.
    pub fn of_table(&mut self, table: &Table) {
        for part in &table.unread {
            self.missing(format!("`{part}`"));
        }
        let matters = |option: &&String| {
            let upper = option.to_ascii_uppercase().replace(' ', "");
            // The engine is the usual one, and the counter is data.
            upper != "ENGINE=INNODB" && !upper.starts_with("AUTO_INCREMENT")
        };
        let options: Vec<&str> = table.options.iter().filter(matters).map(String::as_str).collect();
        if !options.is_empty() {
            self.left_alone(format!("the table's options `{}`", options.join(" ")));
        }
        if table.comment.is_some() || table.columns.iter().any(|column| column.comment.is_some()) {
            self.left_alone("the comments, which stand here as documentation");
        }
    }
}

impl Tool {
    /// A finding about something that a database made from the text would lack.
    pub fn missing(&self, what: String, span: Span) -> Finding {
        Finding::new(self.code, Severity::Warning, what, self.missing_why, self.missing_next, Some(span))
    }

    /// A finding about something that the tool leaves alone.
    pub fn left_alone(&self, what: String, span: Span) -> Finding {
        Finding::new(self.code, Severity::Note, what, self.left_alone_why, self.left_alone_next, Some(span))
    }
}

/// What is left alone of several tables, each thing once with the tables that it is about.
#[derive(Debug)]
pub struct LeftAlone {
    tool: &'static Tool,
    items: Vec<(String, Vec<String>, Span)>,
}

impl LeftAlone {
    /// Nothing yet.
    pub fn new(tool: &'static Tool) -> Self {
        Self { tool, items: Vec::new() }
    }

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
            literals::remark(&format!("Not said by {} about {about}: {item}", self.tool.name))
        });
        lines.collect()
    }

    /// The findings.
    pub fn findings(&self) -> impl Iterator<Item = Finding> {
        self.items.iter().map(|(item, tables, span)| {
            let noun = if tables.len() == 1 { "table" } else { "tables" };
            let name = self.tool.name;
            let what = format!("{name} cannot say this about the {noun} {}: {item}.", tables.join(", "));
            self.tool.left_alone(what, *span)
        })
    }
}

/// Views, triggers and whatever else a text about tables has no place for, as people call it, with its place.
pub fn other_objects(schema: &Schema) -> Vec<(String, Span)> {
    other_objects_but(schema, |_| false)
}

/// The same without the views that are said.
pub fn other_objects_but(schema: &Schema, is_said: impl Fn(&View) -> bool) -> Vec<(String, Span)> {
    let views = schema.views.iter().filter(|view| !is_said(view));
    let views = views.map(|view| ("view", Some(&view.name), view.span));
    let triggers = schema.triggers.iter().map(|trigger| ("trigger", Some(&trigger.name), trigger.span));
    let routines = schema.routines.iter().map(|routine| ("routine", Some(&routine.name), routine.span));
    let others = schema.others.iter().map(|other| (other.kind.as_str(), other.name.as_ref(), other.span));
    let empty = schema.enums.iter().filter(|known| known.values.is_empty());
    let empty = empty.map(|known| ("empty enum type", Some(&known.name), known.span));
    let all = empty.chain(views).chain(triggers).chain(routines).chain(others);
    let called = |(kind, name, span): (&str, Option<&crate::model::names::ObjectName>, Span)| match name {
        Some(name) => (format!("the {kind} `{name}`"), span),
        None => (format!("the {kind}"), span),
    };
    all.map(called).collect()
}
