//! Of rows that say the same, one stays, where the user wants that: otherwise the unique index could not be made.

use super::Scene;
use super::keys::{Unique, lacking};
use crate::decide::accounts::doubles::{decision, of, question, set_aside};
use crate::decide::accounts::source::Source;
use crate::decide::columns::triggers_on;
use crate::decide::doubles::Doubles;
use crate::decide::migration::keep_table;
use crate::decide::{Removal, Rows, TableChange};
use crate::model::schema::Column;

/// Decides it for every table, in the changes that there are for it already.
pub fn decide(scene: &mut Scene<'_, '_>, uniques: &[Unique], tables: &mut Vec<TableChange>) {
    let context = scene.context;
    for unique in uniques {
        let Some(source) = Source::of(context, unique.role) else { continue };
        let Some(columns) = lacking(&source, unique) else { continue };
        let ends =
            tables.iter().any(|change| change.from.name == source.table.name && change.removed.is_some());
        if ends {
            scene.resolved.push(unique.role);
            continue;
        }
        let Some(doubles) = of(context, &source, &columns) else { continue };
        if scene.is_referred_to(&source, "Say which row is right, and delete the others yourself.") {
            return;
        }
        let name = format!("_authmorph_{}", unique.role);
        scene.resolved.push(unique.role);
        scene.decided.decisions.push(decision(source.table, &doubles));
        scene.decided.findings.push(set_aside(source.table, &doubles, &name));
        remove(scene, tables, &source, doubles, &name, unique.removal);
    }
}

fn remove(
    scene: &Scene<'_, '_>,
    tables: &mut Vec<TableChange>,
    source: &Source<'_>,
    doubles: Doubles,
    keep: &str,
    name: &'static str,
) {
    let context = scene.context;
    let from = source.table;
    let keep = keep_table(context.schema.dialect, from, keep, &doubles.id, |_| true);
    let question = question(context, source, &doubles, "t");
    let removed = Some(Removal {
        name,
        what: format!("Rows of {} that say the same as another", from.name),
        rows: Rows::Doubles(doubles.clone()),
    });
    let place = tables.iter().position(|change| change.from.name == from.name);
    match place.and_then(|place| tables.get_mut(place)) {
        Some(change) => {
            // What is kept beside: the new values of columns that change.
            let beside = change.keep.columns.drain(..).filter(|column| keep.column(&column.name).is_none());
            let beside: Vec<Column> = beside.collect();
            change.keep = keep;
            change.keep.columns.extend(beside);
            change.removed = removed;
            change.questions.extend(question);
        }
        None => tables.push(TableChange {
            purpose: format!("Let one row of {} stay of several that are alike.", from.name),
            cause: "You chose so.".to_owned(),
            removed,
            quiet: triggers_on(context.schema, from, &[]).cloned().collect(),
            questions: question.into_iter().collect(),
            ..TableChange::new(from.clone(), &doubles.id, keep)
        }),
    }
}
