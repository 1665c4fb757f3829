//! What the plan promises of the undo: which of the application's changes come back.

use super::recipes;
use super::run::{Stage, name_after};
use crate::decide::Returns;
use crate::model::names::ObjectName;

/// Whether the plan promises that a new session comes back.
pub fn session_returns(stage: &Stage<'_>, table: &ObjectName) -> bool {
    let Some(changes) = &stage.subject.decided.changes else { return false };
    let forgets = changes.tables.iter().any(|change| change.from.name == *table && change.forgets_new_rows);
    let is_old = stage.subject.schema.table(table).is_some();
    let copied = changes
        .copies
        .iter()
        .any(|copy| is_called(stage, &copy.to.name, table) && copy.returns == Returns::Always);
    !forgets && (is_old || copied)
}

/// Whether the table has that name after the migration.
fn is_called(stage: &Stage<'_>, table: &ObjectName, name: &ObjectName) -> bool {
    name_after(stage.subject, table) == name
}

/// Whether the plan promises that a new account comes back.
pub fn account_returns(stage: &Stage<'_>, table: &ObjectName) -> bool {
    let Some(changes) = &stage.subject.decided.changes else { return false };
    // Who was there before gets no further login there (docs/findings/undo_loses_new_logins.md).
    if recipes::are_in(&stage.subject.recognition) {
        return false;
    }
    let split = changes.keys.as_ref().is_some_and(|keys| keys.tables().any(|new| new.name == *table));
    let mut copies =
        changes.copies.iter().filter(|copy| is_called(stage, &copy.to.name, table) && copy.owns_rows);
    split || copies.any(|copy| copy.returns == Returns::Always)
}

/// Whether logins of that table were columns of the user table, whose rows change with them.
pub fn is_on_user(stage: &Stage<'_>, table: &ObjectName) -> bool {
    let mut copies = stage.subject.decided.changes.iter().flat_map(|changes| &changes.copies);
    copies.any(|copy| is_called(stage, &copy.to.name, table) && !copy.owns_rows)
}

/// Whether the plan promises that a changed login comes back.
pub fn login_returns(stage: &Stage<'_>, table: &ObjectName) -> bool {
    let Some(changes) = &stage.subject.decided.changes else { return false };
    let split = changes.keys.as_ref().is_some_and(|keys| keys.password.name == *table);
    split || changes.copies.iter().any(|copy| is_called(stage, &copy.to.name, table) && copy.owns_rows)
}

/// Whether a login of that table stays after the undo as it was, because rows of other tables refer to it
/// (docs/findings/undo_keeps_referred_rows.md).
pub fn stays(stage: &Stage<'_>, table: &ObjectName) -> bool {
    let Some(changes) = &stage.subject.decided.changes else { return false };
    let mut copies = changes.copies.iter().filter(|copy| is_called(stage, &copy.to.name, table));
    let of_keys = changes
        .keys
        .as_ref()
        .filter(|keys| keys.kept_by.is_some() && keys.tables().any(|new| new.name == *table));
    of_keys.is_some() || copies.any(|copy| copy.kept_by.is_some() && copy.ended.is_empty())
}
