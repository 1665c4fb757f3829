//! What `down.sql` gave back, and whether the application's work since the migration came back with it.

use super::application::{Fate, Written};
use super::catalog;
use super::echoes::{Echo, Echoes};
use super::judge::key;
use super::report::Phase;
use super::run::Stage;
use super::snapshot::{Snapshot, TableState, missing};
use crate::dialects::Dialect;

type Row = Vec<Option<String>>;

/// What an undo did not give back, beside what was written since, and what triggers have written because of that.
pub fn not_given_back(
    dialect: Dialect,
    echoes: &Echoes,
    before: &Snapshot,
    undone: &Snapshot,
    written: &[Written],
    ended: &Ended,
) -> Vec<String> {
    let mut lost = catalog::differences(dialect, &before.facts, &undone.facts);
    for (name, old) in &before.tables {
        // Without anybody's writing no trigger has a reason to write.
        let echo = if written.is_empty() { None } else { echoes.of(name) };
        if echo == Some(Echo::Whole) {
            continue;
        }
        let Some(new) = undone.tables.get(name).filter(|new| new.columns == old.columns) else { continue };
        let is_ours = |row: &Row| written.iter().any(|written| written.excuses(row));
        let (ours, gone): (Vec<_>, Vec<_>) = missing(old, new).into_iter().partition(|row| is_ours(row));
        if let Some(first) = gone.first() {
            lost.push(format!(
                "{name}: {} rows did not come back as they were: {}",
                gone.len(),
                old.shown(first)
            ));
        }
        let ended = ended.iter().filter(|(table, _)| dialect.same_name(table, name));
        let ended: Vec<usize> = ended
            .flat_map(|(_, columns)| columns)
            .filter_map(|column| old.columns.iter().position(|other| dialect.same_name(other, column)))
            .collect();
        let is_new = |row: &&Row| {
            !is_ours(row)
                && !ours.iter().any(|old| is_bereft(old, row, written) || is_useless(old, row, &ended))
        };
        let come: Vec<_> = missing(new, old).into_iter().filter(is_new).collect();
        if let (true, None, Some(first)) = (gone.is_empty(), echo, come.first()) {
            lost.push(format!("{name}: {} rows more than before: {}", come.len(), new.shown(first)));
        }
    }
    lost
}

/// Tables whose rows stay where others refer to them, and the columns by which the undo makes such a row useless.
pub type Ended = Vec<(String, Vec<String>)>;

fn ended(stage: &Stage<'_>) -> Ended {
    let dialect = stage.subject.schema.dialect;
    let copies = stage.subject.decided.changes.iter().flat_map(|changes| &changes.copies);
    let kept = copies.filter(|copy| copy.kept_by.is_some());
    let columns = |columns: &[(String, String)]| columns.iter().map(|(name, _)| name.clone()).collect();
    kept.map(|copy| (key(dialect, &copy.from.name), columns(&copy.ended))).collect()
}

/// Whether the row is the old one but for the columns at those places.
fn is_useless(old: &Row, new: &Row, ended: &[usize]) -> bool {
    let mut pairs = old.iter().zip(new).enumerate();
    !ended.is_empty() && pairs.all(|(place, (old, new))| old == new || ended.contains(&place))
}

/// Whether the row is the old one without its references to what the application removed or ended: the user's own
/// `ON DELETE SET NULL` does that.
fn is_bereft(old: &Row, new: &Row, written: &[Written]) -> bool {
    let is_removed = |value: &Option<String>| {
        let row = [value.clone()];
        let has_gone = |written: &Written| matches!(written.fate, Fate::Removed | Fate::Over);
        written.iter().any(|written| has_gone(written) && written.is_about(&row))
    };
    old.iter().zip(new).all(|(old, new)| old == new || new.is_none() && is_removed(old))
}

/// What the undo gave back.
pub fn undone(stage: &mut Stage<'_>, before: &Snapshot, undone: &Snapshot, written: &[Written]) {
    for report in &mut stage.report.tables {
        let is_old = before.tables.contains_key(&report.name);
        report.given_back = undone.tables.get(&report.name).filter(|_| is_old).map(|state| state.rows.len());
    }
    let mut lost =
        not_given_back(stage.subject.schema.dialect, &stage.echoes, before, undone, written, &ended(stage));
    let judged = undone.tables.iter().filter(|(name, _)| stage.echoes.of(name).is_none());
    let judged: Vec<&TableState> = judged.map(|(_, state)| state).collect();
    for written in written {
        let is_shown = written.is_shown_by(judged.iter().flat_map(|state| &state.rows));
        if is_shown {
            stage.report.remarks.push(format!("The undo carried {} back.", written.what));
        } else if written.must_return {
            lost.push(format!("{} was not carried back", written.what));
        } else {
            stage
                .report
                .remarks
                .push(format!("The undo does not carry {} back, as the plan says.", written.what));
        }
    }
    for what in &lost {
        stage.report.fault(Phase::Compare, what.clone());
    }
    stage.report.undo = lost;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(values: [Option<&str>; 2]) -> Row {
        values.map(|value| value.map(str::to_owned)).into()
    }

    #[test]
    fn a_reference_to_what_was_removed_may_be_gone() {
        let removed = |fate| {
            let (what, mark) = ("the removal".to_owned(), "7".to_owned());
            [Written { what, mark, fate, must_return: true, beside: None }]
        };
        let (old, new) = (row([Some("a"), Some("github:7")]), row([Some("a"), None]));
        assert!(is_bereft(&old, &new, &removed(Fate::Removed)));
        assert!(is_bereft(&old, &new, &removed(Fate::Over)));
        assert!(!is_bereft(&old, &new, &removed(Fate::Added)));
        assert!(!is_bereft(&old, &row([Some("b"), None]), &removed(Fate::Removed)));
        assert!(!is_bereft(&row([Some("a"), Some("github:8")]), &new, &removed(Fate::Removed)));
    }
}
