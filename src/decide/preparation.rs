//! What a migration does to the user's own tables before all else, where the user wants it: ids that are long enough for
//! the new library, and the index over the user of a session. All other decisions are taken on the schema after that.

use super::evolution::{Operation, Part, Stage};
use super::followers::{Followers, views_over};
use super::names::free_index;
use super::options::{OptionShape, Options};
use super::{Aside, Decided, Decision};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Index, IndexTarget, Schema, Table};
use crate::model::types::{DataType, TypeKind};
use crate::recognise::Recognition;

/// The option about the ids of users.
pub const USER_IDS: OptionShape = OptionShape {
    name: "user_ids",
    label: "Ids of users",
    default: "keep",
    reason: "Ids that are there stay as they are in any case. Where the column is too short for those that the new library \
             makes, `widen` makes room, also in every column that refers to it; that locks these tables.",
    choices: &["keep", "widen"],
};

/// The option about the index over the user of a session.
pub const SESSION_INDEX: OptionShape = OptionShape {
    name: "session_index",
    label: "An index over the user of a session",
    default: "no",
    reason: "Your session table stays as you made it. The guides forget this index: without it, whoever deletes a user or \
             ends all sessions of one reads the whole table. New tables always have it.",
    choices: &["no", "yes"],
};

/// Characters that ids of users have room for afterwards: more than any of these libraries makes, and few enough for a
/// key over several columns in MySQL.
const CHARACTERS: u32 = 64;

/// What is done first.
#[derive(Debug, Clone, PartialEq)]
pub struct Preparation {
    /// The steps.
    pub stages: Vec<Stage>,
    /// Views that make way for so long.
    pub aside: Vec<Aside>,
    /// The columns that get wider.
    pub widened: Vec<(ObjectName, String)>,
}

/// A decision on the schema as it is after what the options want first.
pub fn prepared(
    schema: &Schema,
    recognition: &Recognition,
    options: &Options,
    decide: impl Fn(&Schema) -> Decided,
) -> Decided {
    let mut first = Decided::unchanged(schema);
    let mut preparation = Preparation { stages: Vec::new(), aside: Vec::new(), widened: Vec::new() };
    widen(schema, recognition, options, &mut preparation, &mut first);
    index(schema, recognition, options, &mut preparation, &mut first);
    let mut after = schema.clone();
    let operations = preparation.stages.iter().flat_map(|stage| &stage.operations);
    operations.for_each(|operation| operation.apply(&mut after));
    let mut decided = decide(&after);
    match &mut decided.changes {
        Some(changes) if !preparation.stages.is_empty() => changes.first = Some(preparation),
        Some(_) => {}
        None => {
            decided.to = schema.clone();
            return decided;
        }
    }
    first.decisions.append(&mut decided.decisions);
    decided.decisions = first.decisions;
    decided.findings.append(&mut first.findings);
    decided
}

fn stage(name: &str, purpose: String, cause: &str, operations: Vec<Operation>) -> Stage {
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

fn widen(
    schema: &Schema,
    recognition: &Recognition,
    options: &Options,
    preparation: &mut Preparation,
    first: &mut Decided,
) {
    let user = recognition.roles.get("user").and_then(|role| {
        let table = schema.table(&role.table)?;
        Some((table, table.column(role.columns.get("id")?)?))
    });
    let Some((table, id)) = user.filter(|_| options.get(USER_IDS.name) == "widen") else { return };
    let Some(wide) = wider(schema.dialect, id) else {
        first.decisions.push(Decision::new(
            format!("`{}.{}` stays {}.", table.name, id.name, id.data_type.text),
            "There is room for longer ids, or they are no texts.",
            Some(id.span),
        ));
        return;
    };
    first.decisions.push(Decision::new(
        format!("`{}.{}` grows from {} to {}.", table.name, id.name, id.data_type.text, wide.data_type.text),
        "You chose so: the ids that the new library makes are longer. down.sql makes it narrow again, unless there are such ids by then.",
        Some(id.span),
    ));
    let followers = Followers::of(schema, &table.name, &id.name);
    let following = followers.following(&[], |column| wider(schema.dialect, column), &mut first.decisions);
    let mut operations =
        vec![Operation::Alter(table.name.clone(), vec![Part::ChangeColumn(Box::new((id.clone(), wide)))])];
    if let Some(before) = following.before {
        operations.splice(0..0, before.operations);
    }
    operations.extend(following.after.into_iter().flat_map(|after| after.operations));
    let changed = operations.iter().filter_map(|operation| match operation {
        Operation::Alter(table, parts) => Some((table, parts)),
        _ => None,
    });
    preparation.widened.push((table.name.clone(), id.name.clone()));
    let mut tables: Vec<&ObjectName> = Vec::new();
    let mut longer: Vec<String> = Vec::new();
    for (table, parts) in changed {
        tables.push(table);
        for part in parts {
            let Part::ChangeColumn(change) = part else { continue };
            let column = (table.clone(), change.0.name.clone());
            if !preparation.widened.contains(&column) {
                preparation.widened.push(column);
            }
            longer.extend(is_longer(schema.dialect, table, &change.0));
        }
    }
    preparation.aside = views_over(schema, &tables, &[], &mut first.findings);
    let purpose = format!("Make room for longer ids of {}.", table.name);
    let cause = "The ids that the new library makes do not fit.";
    let stays_if = Some(longer.join("\n    OR "));
    preparation.stages.push(Stage { stays_if, ..stage("wider user ids", purpose, cause, operations) });
}

/// There is a value that the column as it was has no room for.
fn is_longer(dialect: Dialect, table: &ObjectName, column: &Column) -> Option<String> {
    let length = column.data_type.kind.length()?;
    Some(format!(
        "EXISTS (SELECT 1 FROM {} AS t WHERE char_length(t.{}) > {length})",
        dialect.object(table),
        dialect.identifier(&column.name)
    ))
}

/// The column as it has to be; none where there is room, and in SQLite, which does not look at lengths.
fn wider(dialect: Dialect, column: &Column) -> Option<Column> {
    let TypeKind::Varchar { length: Some(length) } = column.data_type.kind else { return None };
    (length < CHARACTERS && dialect != Dialect::Sqlite).then(|| Column {
        data_type: DataType {
            text: format!("varchar({CHARACTERS})"),
            kind: TypeKind::Varchar { length: Some(CHARACTERS) },
            unsigned: false,
            array_dimensions: 0,
        },
        ..column.clone()
    })
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
