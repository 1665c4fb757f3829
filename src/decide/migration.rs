//! What every decision to migrate begins and ends with: the journal, what is kept, and the schema that it leads to.

use super::kinds::strangers;
use super::storage::{storage_options, type_outside};
use super::{Aside, AsideObject, Changes, Decided, Decision};
use crate::dialects::Dialect;
use crate::findings::{Finding, Severity, Span};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Key, Schema, Table};
use crate::recognise::Recognition;

/// A decision that is still empty; none when another migration is not over, which is then among the findings.
pub fn begin(schema: &Schema, recognition: &Recognition) -> (Decided, Option<Changes>) {
    let findings = left_over(schema);
    let changes = findings.is_empty().then(|| Changes::new(journal(recognition)));
    (Decided { findings, ..Decided::unchanged(schema) }, changes)
}

/// Notes what was decided, with the schema that it leads to; nothing where the database could not compare what it has to.
pub fn finish(decided: &mut Decided, changes: Changes) {
    let strangers = strangers(&decided.to, &changes);
    if !strangers.is_empty() {
        decided.findings.extend(strangers);
        return;
    }
    apply(&mut decided.to, &changes);
    decided.changes = Some(changes);
}

/// Tables of a migration that stopped half way or was not cleaned up. Another migration cannot keep its rows beside them.
fn left_over(schema: &Schema) -> Vec<Finding> {
    let ours = schema.tables.iter().filter(|table| table.name.name.starts_with(PREFIX));
    ours.map(|table| {
        Finding::new(
            "migration_left_over",
            Severity::Block,
            format!("`{}` is left over from another migration of authmorph.", table.name),
            "It holds what that migration has kept, and a new one would need the same name. No migration was written.",
            "If its up.sql stopped half way, run that same up.sql again from its start (MySQL), or its down.sql. \
             If it is done, run its cleanup.sql; then paste the schema again.",
            Some(table.span),
        )
    })
    .collect()
}

/// The schema after the migration.
fn apply(to: &mut Schema, changes: &Changes) {
    let of_tables = changes.tables.iter().flat_map(|change| &change.aside);
    set_aside(to, changes.aside.iter().chain(of_tables));
    if let Some(session) = &changes.session
        && let Some(table) = to.tables.iter_mut().find(|table| table.name == session.from.name)
    {
        *table = session.to.clone();
    }
    if let Some(keys) = &changes.keys {
        to.tables.extend(keys.tables().cloned());
    }
    to.tables.extend(changes.created.iter().map(|new| new.table.clone()));
    for change in &changes.tables {
        let stages =
            change.following.iter().flat_map(|following| following.before.iter().chain(&following.after));
        stages.flat_map(|stage| &stage.operations).for_each(|operation| operation.apply(to));
        if let Some(table) = to.tables.iter_mut().find(|table| table.name == change.from.name) {
            *table = change.to.clone();
        }
    }
    let Some(evolution) = &changes.evolution else { return };
    let operations = evolution.stages.iter().flat_map(|stage| &stage.operations);
    operations.for_each(|operation| operation.apply(to));
    set_aside(to, &evolution.aside);
}

/// What is set aside for good is not there any more.
fn set_aside<'a>(to: &mut Schema, aside: impl IntoIterator<Item = &'a Aside>) {
    for aside in aside.into_iter().filter(|aside| !aside.returns) {
        match &aside.object {
            AsideObject::View(view) => to.views.retain(|other| other.name != view.name),
            AsideObject::Trigger(trigger) => to.triggers.retain(|other| other != trigger),
        }
    }
}

/// Where the migration notes that it has run: beside the session table, or another where there is none.
fn journal(recognition: &Recognition) -> ObjectName {
    let roles = &recognition.roles;
    let beside = roles.get("session").or_else(|| roles.get("key")).or_else(|| roles.values().next());
    beside.map_or_else(|| ObjectName::new(JOURNAL), |role| role.table.sibling(JOURNAL))
}

/// What the names of our own tables begin with.
const PREFIX: &str = "_authmorph_";

/// The table in which the migration notes that it has run.
const JOURNAL: &str = "_authmorph_state";

/// The note that something of the user's is as the target wants it.
pub fn kept(what: String, reason: &str) -> Decision {
    Decision::new(what, reason, None)
}

/// A table that keeps values of another until cleanup: those columns, and the one that tells the rows apart.
pub fn keep_table(
    dialect: Dialect,
    from: &Table,
    name: &str,
    id: &str,
    wanted: impl Fn(&Column) -> bool,
) -> Table {
    let mut keep = Table::new(from.name.sibling(name));
    let wanted = from.columns.iter().filter(|column| column.generated.is_none() && wanted(column));
    keep.columns.extend(wanted.map(|column| Column {
        collation: column.collation.clone(),
        character_set: column.character_set.clone(),
        nullable: column.nullable,
        ..Column::new(column.name.as_str(), type_outside(from, column))
    }));
    keep.primary_key =
        Some(Key { name: None, columns: vec![id.to_owned()], rest: None, span: Span::default() });
    keep.options = storage_options(dialect, from);
    keep
}
