//! The restart drill: `up.sql` stopped after each of its statements and run again has to end the same; and on MySQL, where
//! something is left of what has stopped, `down.sql` has to give everything back.

use super::Subject;
use super::engine::Engine;
use super::report::Phase;
use super::run::{Ended, Stage};
use super::snapshot::{Snapshot, missing};
use super::undo::not_given_back;
use crate::dialects::Dialect;

/// Stops and runs again, for every statement before the end.
pub async fn drill(
    stage: &mut Stage<'_>,
    before: &Snapshot,
    after: &Snapshot,
    engine: &mut impl Engine,
) -> Result<(), Ended> {
    let scripts = stage.scripts;
    let statements = &scripts.up;
    let commit = statements.iter().position(|statement| statement.sql == "COMMIT");
    let stops = commit.unwrap_or(statements.len().saturating_sub(1));
    let kept = stage.report.statements.len();
    let checks = stage.report.checks.len();
    stage.report.restarts = Some(0);
    for count in 1..=stops {
        engine.hear(Phase::Restart, count - 1, stops);
        stage.prepare(engine).await?;
        stop_after(stage, count, engine).await?;
        if stage.subject.schema.dialect == Dialect::MySql {
            if !undo(stage, count, before, engine).await? {
                stage.prepare(engine).await?;
            }
            // What is run again is a run that was stopped, and not one that was undone.
            stop_after(stage, count, engine).await?;
        } else if stage.snapshot(Phase::Restart, engine).await? != *before {
            let what = format!("stopped after {count} statements, the database is not as it was");
            stage.report.fault(Phase::Restart, what);
        }
        stage.script(Phase::Restart, engine).await?;
        stage.verify(Phase::Restart, engine).await?;
        let now = stage.snapshot(Phase::Restart, engine).await?;
        if let Some(what) = difference(stage.subject, after, &now) {
            stage
                .report
                .fault(Phase::Restart, format!("stopped after {count} statements and run again: {what}"));
        }
        stage.report.statements.truncate(kept);
        stage.report.checks.truncate(checks);
    }
    stage.report.restarts = Some(stops);
    Ok(())
}

/// `up.sql` as far as its statement of that number; then its client dies.
async fn stop_after(stage: &mut Stage<'_>, count: usize, engine: &mut impl Engine) -> Result<(), Ended> {
    for statement in stage.scripts.up.iter().take(count) {
        if let Err(error) = engine.execute(&statement.sql).await {
            stage.report.fault(Phase::Restart, format!("after {count} statements: {error}"));
            return Err(Ended);
        }
    }
    engine.reconnect().await.map_err(|error| {
        stage.report.fault(Phase::Restart, error);
        Ended
    })
}

/// `down.sql` after a run that has stopped; whether it gave everything back. Only on MySQL is there anything left of such a
/// run to undo.
async fn undo(
    stage: &mut Stage<'_>,
    count: usize,
    before: &Snapshot,
    engine: &mut impl Engine,
) -> Result<bool, Ended> {
    let scripts = stage.scripts;
    for statement in &scripts.down {
        stage.statement(Phase::Restart, statement, engine).await?;
    }
    let now = stage.snapshot(Phase::Restart, engine).await?;
    let lost = not_given_back(stage.subject, &stage.echoes, before, &now, &[]);
    for what in &lost {
        stage.report.fault(Phase::Restart, format!("stopped after {count} statements and undone: {what}"));
    }
    Ok(lost.is_empty())
}

/// What differs between two runs, apart from what they took from the clock.
fn difference(subject: &Subject, whole: &Snapshot, again: &Snapshot) -> Option<String> {
    if whole.facts != again.facts {
        return Some("the tables differ".to_owned());
    }
    let present = present(subject);
    for (name, state) in &whole.tables {
        let (one, other) = (state.without(&present), again.tables.get(name)?.without(&present));
        if let Some(row) = missing(&one, &other).first() {
            return Some(format!("{name} lacks {}", one.shown(row)));
        }
        if let Some(row) = missing(&other, &one).first() {
            return Some(format!("{name} has {}", other.shown(row)));
        }
    }
    None
}

/// Columns that get the present moment, in which two runs differ.
fn present(subject: &Subject) -> Vec<String> {
    let is_present = |text: &str| {
        ["CURRENT_TIMESTAMP", "UTC_TIMESTAMP", "UNIX_TIMESTAMP()", "'now'", "now()"]
            .iter()
            .any(|now| text.contains(now))
    };
    let Some(changes) = &subject.decided.changes else { return Vec::new() };
    let mut names = Vec::new();
    for added in changes.tables.iter().flat_map(|change| &change.added) {
        let default = added.column.default.as_ref().map(|default| &default.text);
        if added.value.iter().chain(default).any(|text| is_present(text)) {
            names.push(added.column.name.clone());
        }
    }
    let copied = changes.copies.iter().flat_map(|copy| &copy.columns);
    names.extend(copied.filter(|column| is_present(&column.value)).map(|column| column.name.clone()));
    for table in changes.created.iter().map(|new| &new.table) {
        let has_default = |column: &&crate::model::schema::Column| {
            column.default.as_ref().is_some_and(|default| is_present(&default.text))
        };
        names.extend(table.columns.iter().filter(has_default).map(|column| column.name.clone()));
    }
    names
}
