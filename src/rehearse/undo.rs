//! What `down.sql` gave back, and whether the application's work since the migration came back with it.

use super::Subject;
use super::application::{Fate, Written};
use super::catalog;
use super::defaults;
use super::echoes::{Echo, Echoes};
use super::judge::key;
use super::report::Phase;
use super::run::Stage;
use super::snapshot::{Snapshot, TableState, missing};

type Row = Vec<Option<String>>;

/// What an undo did not give back, beside what was written since, and what triggers have written because of that.
pub fn not_given_back(
    subject: &Subject,
    echoes: &Echoes,
    before: &Snapshot,
    undone: &Snapshot,
    written: &[Written],
) -> Vec<String> {
    let dialect = subject.schema.dialect;
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
        let ended = ended_columns(subject, name, &old.columns);
        let table = subject.schema.tables.iter().find(|table| key(dialect, &table.name) == *name);
        let fallbacks = table.map(|table| defaults::of_references(table, &old.columns)).unwrap_or_default();
        let follows = |old: &Row, row: &Row| {
            is_bereft(old, row, &fallbacks, written) || is_useless(old, row, &ended, written)
        };
        let is_new = |row: &&Row| !is_ours(row) && !ours.iter().any(|old| follows(old, row));
        let come: Vec<_> = missing(new, old).into_iter().filter(is_new).collect();
        if let (true, None, Some(first)) = (gone.is_empty(), echo, come.first()) {
            lost.push(format!("{name}: {} rows more than before: {}", come.len(), new.shown(first)));
        }
    }
    lost
}

/// The places of the columns by which a row of the table is made useless, where others refer to it and it has to stay.
fn ended_columns(subject: &Subject, table: &str, columns: &[String]) -> Vec<usize> {
    let copies = subject.decided.changes.iter().flat_map(|changes| &changes.copies);
    let own = copies.filter(|copy| key(subject.schema.dialect, &copy.from.name) == table);
    let ended = own.filter(|copy| copy.kept_by.is_some()).flat_map(|copy| &copy.ended);
    ended.filter_map(|(name, _)| columns.iter().position(|column| column == name)).collect()
}

/// Whether the row is the old one of a login that the application removed, made useless.
fn is_useless(old: &Row, new: &Row, ended: &[usize], written: &[Written]) -> bool {
    let mut about = written.iter().filter(|written| written.is_about(old));
    let differs =
        |(place, (old, new)): (usize, (&Option<String>, &Option<String>))| (old != new).then_some(place);
    about.any(|written| written.fate == Fate::Removed)
        && old.iter().zip(new).enumerate().filter_map(differs).all(|place| ended.contains(&place))
}

/// Whether the row is the old one without its references to what the application removed or ended: the user's own
/// `ON DELETE SET NULL` does that, and `SET DEFAULT` writes the fallback of the column at that place.
fn is_bereft(old: &Row, new: &Row, fallbacks: &[Option<String>], written: &[Written]) -> bool {
    let is_removed = |value: &Option<String>| {
        let row = [value.clone()];
        let has_gone = |written: &Written| matches!(written.fate, Fate::Removed | Fate::Over);
        written.iter().any(|written| has_gone(written) && written.is_about(&row))
    };
    let is_fallback = |place: usize, new: &Option<String>| {
        new.is_none() || fallbacks.get(place).is_some_and(|fallback| fallback == new)
    };
    let mut pairs = old.iter().zip(new).enumerate();
    pairs.all(|(place, (old, new))| old == new || is_fallback(place, new) && is_removed(old))
}

/// What the undo gave back.
pub fn undone(stage: &mut Stage<'_>, before: &Snapshot, undone: &Snapshot, written: &[Written]) {
    for report in &mut stage.report.tables {
        let is_old = before.tables.contains_key(&report.name);
        report.given_back = undone.tables.get(&report.name).filter(|_| is_old).map(|state| state.rows.len());
    }
    let mut lost = not_given_back(stage.subject, &stage.echoes, before, undone, written);
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

    fn removed(fate: Fate) -> [Written; 1] {
        let (what, mark) = ("the removal".to_owned(), "7".to_owned());
        [Written { what, mark, fate, must_return: true, beside: None }]
    }

    #[test]
    fn a_removed_login_may_stay_when_it_is_useless() {
        let (old, new) = (row([Some("a"), Some("7")]), row([Some("a"), Some("unlinked:a")]));
        assert!(is_useless(&old, &new, &[1], &removed(Fate::Removed)));
        assert!(!is_useless(&old, &new, &[0], &removed(Fate::Removed)));
        assert!(!is_useless(&old, &new, &[1], &removed(Fate::Added)));
        assert!(!is_useless(&row([Some("a"), Some("8")]), &new, &[1], &removed(Fate::Removed)));
    }

    #[test]
    fn a_reference_to_what_was_removed_may_be_gone() {
        let (old, new) = (row([Some("a"), Some("github:7")]), row([Some("a"), None]));
        assert!(is_bereft(&old, &new, &[], &removed(Fate::Removed)));
        assert!(is_bereft(&old, &new, &[], &removed(Fate::Over)));
        assert!(!is_bereft(&old, &new, &[], &removed(Fate::Added)));
        assert!(!is_bereft(&old, &row([Some("b"), None]), &[], &removed(Fate::Removed)));
        assert!(!is_bereft(&row([Some("a"), Some("github:8")]), &new, &[], &removed(Fate::Removed)));
        let fallbacks = [None, Some("nobody".to_owned())];
        let fallen = row([Some("a"), Some("nobody")]);
        assert!(is_bereft(&old, &fallen, &fallbacks, &removed(Fate::Over)));
        assert!(!is_bereft(&old, &fallen, &[], &removed(Fate::Over)));
    }
}
