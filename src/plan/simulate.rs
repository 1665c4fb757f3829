//! Applies steps to the model, so that the plan can be held against what was decided.

use super::{Action, Step};
use crate::decide::AsideObject;
use crate::model::schema::Schema;
use crate::order::arrange;

/// The schema after the steps, without the tables that the migration keeps for itself.
pub fn simulate(from: &Schema, steps: &[Step]) -> Schema {
    let mut schema = from.clone();
    for step in steps {
        apply(&mut schema, &step.action);
    }
    schema
}

fn apply(schema: &mut Schema, action: &Action) {
    match action {
        Action::OpenJournal(_)
        | Action::Keep(_)
        | Action::SplitKeys(_)
        | Action::CopyRows(_)
        | Action::KeepRows(_)
        | Action::CountRows(..)
        | Action::CloseJournal => {}
        Action::Evolve(stage) => stage.operations.iter().for_each(|operation| operation.apply(schema)),
        Action::SetAside(aside) => match &aside.object {
            AsideObject::View(view) => schema.views.retain(|other| other != view),
            AsideObject::Trigger(trigger) => schema.triggers.retain(|other| other != trigger),
        },
        Action::GiveBack(aside) => match &aside.object {
            AsideObject::View(view) => schema.views.push(view.clone()),
            AsideObject::Trigger(trigger) => schema.triggers.push(trigger.clone()),
        },
        Action::Reshape(session) => {
            if let Some(table) = schema.tables.iter_mut().find(|table| table.name == session.from.name) {
                *table = session.to.clone();
            }
        }
        Action::ChangeTable(change) => {
            if let Some(table) = schema.tables.iter_mut().find(|table| **table == change.from) {
                *table = change.to.clone();
            }
        }
        Action::CreateTable(table) => schema.tables.push(table.clone()),
    }
}

/// Whether two schemas have the same objects, whatever the order in which they were created.
pub fn same(left: &Schema, right: &Schema) -> bool {
    let mut left = left.clone();
    let mut right = right.clone();
    for schema in [&mut left, &mut right] {
        arrange(&mut schema.tables, |one, other| one.name.cmp(&other.name));
        arrange(&mut schema.views, |one, other| one.name.cmp(&other.name));
        arrange(&mut schema.triggers, |one, other| (&one.table, &one.name).cmp(&(&other.table, &other.name)));
    }
    left == right
}
