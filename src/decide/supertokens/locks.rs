//! `locks=short`: what can wait until the core runs again is taken out of the transaction.

use crate::decide::evolution::{Operation, Part, Stage};
use crate::model::names::ObjectName;

/// The option.
pub const LOCKS: &str = "locks";

/// Adds foreign keys without looking at the rows, which is done when the transaction has ended, and leaves indexes until
/// then. New tables are left alone: nobody waits for them.
pub fn shorten(stages: &mut Vec<Stage>) {
    let mut created: Vec<ObjectName> = Vec::new();
    let mut checks: Vec<Operation> = Vec::new();
    let mut indexes: Vec<Operation> = Vec::new();
    for stage in stages.iter_mut() {
        let operations = std::mem::take(&mut stage.operations);
        for mut operation in operations {
            match &mut operation {
                Operation::CreateTable(table) => created.push(table.name.clone()),
                Operation::CreateIndex(table, _) if !created.contains(table) => {
                    indexes.push(operation);
                    continue;
                }
                Operation::Alter(table, parts) if !created.contains(table) => {
                    checks.extend(parts.iter_mut().filter_map(|part| unchecked(table, part)));
                }
                _ => {}
            }
            stage.operations.push(operation);
        }
    }
    stages.retain(|stage| !stage.operations.is_empty());
    let later = |name: &str, purpose: &str, operations| Stage {
        name: name.to_owned(),
        purpose: purpose.to_owned(),
        cause: "The core may run again. If this stops, run it again from here.".to_owned(),
        opens: true,
        afterwards: true,
        stays_if: None,
        operations,
    };
    let check = later("check", "Afterwards: check the foreign keys; reading and writing go on.", checks);
    let build = later("build", "Afterwards: build the indexes; reading and writing go on.", indexes);
    stages.extend([check, build].into_iter().filter(|stage| !stage.operations.is_empty()));
}

/// Leaves the rows unchecked, and gives the operation that checks them.
fn unchecked(table: &ObjectName, part: &mut Part) -> Option<Operation> {
    let Part::AddForeignKey(key) = part else { return None };
    if key.name.is_none() || key.rest.is_some() {
        return None;
    }
    let checked = key.clone();
    key.rest = Some("NOT VALID".to_owned());
    Some(Operation::Alter(table.clone(), vec![Part::CheckForeignKey(checked)]))
}
