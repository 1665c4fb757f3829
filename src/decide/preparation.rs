//! What a migration does to the user's own tables before all else, where the user wants it: ids of users that the new
//! library can add to, and the index over the user of a session. All other decisions are taken on the schema after that.

use super::columns::is_stopped;
use super::evolution::{Operation, Stage};
use super::names::free_index;
use super::options::{OptionShape, Options};
use super::{Aside, Decided, Decision, user_ids};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::{Index, IndexTarget, Schema, Table};
use crate::recognise::Recognition;

/// The option about the index over the user of a session.
pub const SESSION_INDEX: OptionShape = OptionShape {
    name: "session_index",
    label: "An index over the user of a session",
    default: "no",
    reason: "Your session table stays as you made it. The guides forget this index: without it, whoever deletes a user or \
             ends all sessions of one reads the whole table. New tables always have it.",
    choices: &["no", "yes"],
};

/// What is done first.
#[derive(Debug, Clone, PartialEq)]
pub struct Preparation {
    /// The steps.
    pub stages: Vec<Stage>,
    /// Views that make way for so long.
    pub aside: Vec<Aside>,
    /// The columns that get another type.
    pub retyped: Vec<(ObjectName, String)>,
}

/// A decision on the schema as it is after what the options want first.
pub fn prepared(
    schema: &Schema,
    recognition: &Recognition,
    options: &Options,
    decide: impl Fn(&Schema) -> Decided,
) -> Decided {
    let mut first = Decided::unchanged(schema);
    let mut preparation = Preparation { stages: Vec::new(), aside: Vec::new(), retyped: Vec::new() };
    user_ids::change(schema, recognition, options, &mut preparation, &mut first);
    index(schema, recognition, options, &mut preparation, &mut first);
    let mut after = schema.clone();
    let operations = preparation.stages.iter().flat_map(|stage| &stage.operations);
    operations.for_each(|operation| operation.apply(&mut after));
    let mut decided = decide(&after);
    if is_stopped(&first.findings) {
        decided.changes = None;
    }
    match &mut decided.changes {
        Some(changes) if !preparation.stages.is_empty() => changes.first = Some(preparation),
        Some(_) => {}
        None => {
            decided.to = schema.clone();
            decided.findings.append(&mut first.findings);
            return decided;
        }
    }
    first.decisions.append(&mut decided.decisions);
    decided.decisions = first.decisions;
    decided.findings.append(&mut first.findings);
    decided
}

/// A step of it.
pub fn stage(name: &str, purpose: String, cause: &str, operations: Vec<Operation>) -> Stage {
    Stage {
        name: name.to_owned(),
        purpose,
        cause: cause.to_owned(),
        opens: false,
        afterwards: false,
        stays_if: None,
        operations,
    }
}

fn index(
    schema: &Schema,
    recognition: &Recognition,
    options: &Options,
    preparation: &mut Preparation,
    first: &mut Decided,
) {
    let session = recognition.roles.get("session").and_then(|role| {
        let table = schema.table(&role.table)?;
        Some((table, role.columns.get("user_id")?))
    });
    let Some((table, user)) = session.filter(|_| options.get(SESSION_INDEX.name) == "yes") else { return };
    if has_index(schema.dialect, table, user) {
        first.decisions.push(Decision::new(
            format!("`{}` has an index over `{user}`.", table.name),
            "None is made.",
            Some(table.span),
        ));
        return;
    }
    let name = free_index(schema, table, &format!("{}_{user}_idx", table.name.name), &[]);
    first.decisions.push(Decision::new(
        format!("`{}` gets the index `{name}` over `{user}`.", table.name),
        "You chose so: it finds the sessions of a user without reading the whole table.",
        Some(table.span),
    ));
    let create = Operation::CreateIndex(table.name.clone(), Index::over(name, [user.as_str()]));
    let purpose = format!("Create an index over {user} of {}.", table.name);
    let cause = "It finds the sessions of a user.";
    preparation.stages.push(stage("index over the user of a session", purpose, cause, vec![create]));
}

/// Whether an index or a key of the table begins with the column. MySQL makes one for each foreign key.
fn has_index(dialect: Dialect, table: &Table, column: &str) -> bool {
    let is_it = |name: &String| dialect.same_name(name, column);
    let keys = table.primary_key.iter().chain(&table.uniques).map(|key| &key.columns);
    let references = table.foreign_keys.iter().filter(|_| dialect == Dialect::MySql).map(|key| &key.columns);
    let mut lists = keys.chain(references);
    let mut indexes = table.indexes.iter().filter(|index| index.predicate.is_none());
    lists.any(|columns| columns.first().is_some_and(is_it))
        || indexes.any(|index| {
            let first = index.parts.first().map(|part| &part.target);
            matches!(first, Some(IndexTarget::Column(name)) if is_it(name))
        })
}
