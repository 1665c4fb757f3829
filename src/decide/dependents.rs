//! Views and triggers that read columns that go away, and would stop the change or break by it.

use super::{Aside, AsideObject};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity, Span};
use crate::model::names::ObjectName;
use crate::model::schema::{Schema, Trigger};

/// What has to make way when the columns of the table go, in the order in which it was created.
pub fn of(schema: &Schema, table: &ObjectName, columns: &[&str], findings: &mut Vec<Finding>) -> Vec<Aside> {
    let mut aside = views(schema, table, columns);
    aside.extend(triggers(schema, table, columns));
    findings.extend(aside.iter().map(|aside| finding(aside, table, columns)));
    aside
}

/// Views and triggers whose texts have the names of tables and columns that get others.
pub fn of_renamed(
    schema: &Schema,
    tables: &[&ObjectName],
    columns: &[&str],
    findings: &mut Vec<Finding>,
) -> Vec<Aside> {
    let dialect = schema.dialect;
    let mut names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    names.extend(columns);
    let mut aside = Vec::new();
    for view in &schema.views {
        if names.iter().any(|name| mentions(dialect, &view.identifiers, name)) {
            findings.push(dropped("view", &view.name, view.span));
            names.push(&view.name.name);
            aside.push(Aside { object: AsideObject::View(view.clone()), returns: false });
        }
    }
    for trigger in &schema.triggers {
        let is_told = names.iter().any(|name| mentions(dialect, &trigger.identifiers, name));
        if is_told || tables.iter().any(|table| dialect.same_object(&trigger.table, table)) {
            findings.push(dropped("trigger", &trigger.name, trigger.span));
            aside.push(Aside { object: AsideObject::Trigger(trigger.clone()), returns: false });
        }
    }
    aside
}

fn dropped(kind: &str, name: &ObjectName, span: Span) -> Finding {
    Finding::new(
        "dependent_dropped",
        Severity::Block,
        format!("The {kind} `{name}` is dropped: it mentions a table or column that gets another name."),
        "Its text has the old name. down.sql creates it again.",
        format!(
            "Write it anew with the new name, and create it after up.sql; then allow this with --allow dependent_dropped. \
             The {kind} as it was stands in down.sql."
        ),
        Some(span),
    )
}

fn mentions(dialect: Dialect, identifiers: &[String], name: &str) -> bool {
    identifiers.iter().any(|identifier| dialect.same_name(identifier, name))
}

/// Views over the table, and views over those views.
fn views(schema: &Schema, table: &ObjectName, columns: &[&str]) -> Vec<Aside> {
    let dialect = schema.dialect;
    let mut aside: Vec<Aside> = Vec::new();
    let mut affected: Vec<(String, bool)> = Vec::new();
    for view in &schema.views {
        let reads_column = columns.iter().any(|column| mentions(dialect, &view.identifiers, column));
        let reads_table = mentions(dialect, &view.identifiers, &table.name);
        let below: Vec<bool> = affected
            .iter()
            .filter(|(name, _)| mentions(dialect, &view.identifiers, name))
            .map(|(_, returns)| *returns)
            .collect();
        // SQLite expands `*` when the view is read; the others when it is created, and then hold on to the column.
        let by_star = view.selects_all && dialect != Dialect::Sqlite;
        let breaks = (reads_table || !below.is_empty()) && reads_column || below.contains(&false);
        if breaks || reads_table && by_star || !below.is_empty() {
            affected.push((view.name.name.clone(), !breaks));
            aside.push(Aside { object: AsideObject::View(view.clone()), returns: !breaks });
        }
    }
    aside
}

/// Triggers whose text, or whose function's text, mentions the columns.
fn triggers(schema: &Schema, table: &ObjectName, columns: &[&str]) -> Vec<Aside> {
    let dialect = schema.dialect;
    let reads = |trigger: &&Trigger| {
        let routine = trigger
            .routine
            .as_ref()
            .and_then(|name| schema.routines.iter().find(|routine| dialect.same_object(&routine.name, name)));
        let bodies = std::iter::once(&trigger.identifiers).chain(routine.map(|routine| &routine.identifiers));
        let about_table = dialect.same_object(&trigger.table, table)
            || mentions(dialect, &trigger.identifiers, &table.name);
        about_table
            && bodies.into_iter().any(|body| columns.iter().any(|column| mentions(dialect, body, column)))
    };
    let aside = schema.triggers.iter().filter(reads);
    aside.map(|trigger| Aside { object: AsideObject::Trigger(trigger.clone()), returns: false }).collect()
}

fn finding(aside: &Aside, table: &ObjectName, columns: &[&str]) -> Finding {
    let (kind, name, span) = match &aside.object {
        AsideObject::View(view) => ("view", &view.name, view.span),
        AsideObject::Trigger(trigger) => ("trigger", &trigger.name, trigger.span),
    };
    let columns: Vec<String> = columns.iter().map(|column| format!("`{column}`")).collect();
    if aside.returns {
        return Finding::new(
            "dependent_recreated",
            Severity::Note,
            format!("The {kind} `{name}` is dropped and created again with the same text."),
            format!("It selects every column of `{table}` and would hold on to the old ones."),
            "If it had grants or indexes of its own, give them back.",
            Some(span),
        );
    }
    Finding::new(
        "dependent_dropped",
        Severity::Block,
        format!("The {kind} `{name}` is dropped: it reads {} of `{table}`.", columns.join(" or ")),
        "Those columns go away, and what the text means in the new column cannot be guessed. down.sql creates it again.",
        format!(
            "Write it anew over the columns that are there then, and create it after up.sql; then allow this with --allow dependent_dropped. \
             The {kind} as it was stands in down.sql."
        ),
        Some(span),
    )
}
