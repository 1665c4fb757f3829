//! What undoes the migration: the other way round, and in an order that foreign keys admit.

use super::{Step, call, foreign_key_name, qualified};
use crate::dialects::Dialect;
use crate::dialects::ddl::Made;
use crate::model::names::ObjectName;
use crate::model::schema::{OtherObject, Routine, Schema, Table, Trigger, View};
use crate::outputs::given_names::GivenNames;
use crate::outputs::migration::steps::drop_trigger;
use crate::outputs::typescript::syntax::Node;

/// Kinds of objects that are dropped by their name alone.
const BY_NAME: &[&str] =
    &["extension", "collation", "type", "domain", "sequence", "table", "foreign table", "server"];

/// Kinds that are dropped together with what they belong to, or that are no objects.
const WITH_OTHERS: &[&str] =
    &["policy", "rule", "index", "statistics", "comment", "alter table", "sequence owner", "row security"];

/// The statements of `down`.
pub fn drops(schema: &Schema, given: &[GivenNames], all: &[Made<'_>]) -> Vec<Step> {
    let mut steps: Vec<Step> = Vec::new();
    let mut tables = tables_in_order(schema, all).into_iter();
    for made in all.iter().rev() {
        steps.extend(match made {
            Made::Table(_) => tables.next().map(|table| drop(schema, "dropTable", &table.name, "TABLE")),
            Made::View(view) => Some(Step::Built(drop_view(view))),
            Made::Enum(known) => Some(drop(schema, "dropType", &known.name, "TYPE")),
            Made::Namespace(name) => Some(Step::Built(call("dropSchema", name))),
            Made::ForeignKey(table, key) => {
                foreign_key_name(schema, given, table, key).and_then(|name| late_key(table, name))
            }
            Made::Routine(routine) => Some(raw(schema, routine_kind(schema.dialect, routine), &routine.name)),
            Made::Other(other) => other_object(schema, other),
            Made::Trigger(trigger) => trigger_of_routine(schema, trigger),
            Made::Index(..) | Made::Comments(_) | Made::Check(..) => None,
        });
    }
    steps
}

fn drop(schema: &Schema, method: &str, name: &ObjectName, kind: &str) -> Step {
    match qualified(name) {
        Some(name) => Step::Built(call(method, &name)),
        None => raw(schema, kind, name),
    }
}

/// Kysely takes names apart where it makes tables and types, but not where it drops a view.
fn drop_view(view: &View) -> Node {
    let schema = Node::name("schema");
    let within = match &view.name.schema {
        Some(name) => schema.method("withSchema", vec![Node::string(name)]),
        None => schema,
    };
    let node = within.method("dropView", vec![Node::string(&view.name.name)]);
    if view.materialized { node.method("materialized", Vec::new()) } else { node }
}

fn raw(schema: &Schema, kind: &str, name: &ObjectName) -> Step {
    Step::Raw(format!("DROP {kind} {}", schema.dialect.object(name)))
}

fn late_key(table: &Table, name: &str) -> Option<Step> {
    let node = call("alterTable", &qualified(&table.name)?);
    Some(Step::Built(node.method("dropConstraint", vec![Node::string(name)])))
}

/// A trigger goes with its table, but in PostgreSQL it holds its function, which goes before.
fn trigger_of_routine(schema: &Schema, trigger: &Trigger) -> Option<Step> {
    let routine = trigger.routine.as_ref()?;
    let is_made = |made: &&Routine| schema.dialect.same_object(&made.name, routine);
    schema.routines.iter().find(is_made)?;
    Some(Step::Raw(drop_trigger(schema.dialect, trigger).sql))
}

fn routine_kind(dialect: Dialect, routine: &Routine) -> &'static str {
    let mut words = routine.text.split_whitespace().map(str::to_ascii_uppercase);
    match words.find(|word| matches!(word.as_str(), "FUNCTION" | "PROCEDURE")).as_deref() {
        _ if dialect == Dialect::PostgreSql => "ROUTINE",
        Some("PROCEDURE") => "PROCEDURE",
        _ => "FUNCTION",
    }
}

fn other_object(schema: &Schema, other: &OtherObject) -> Option<Step> {
    let kind = other.kind.as_str();
    match &other.name {
        // A sequence may belong to a table that is gone by now.
        Some(name) if BY_NAME.contains(&kind) => {
            Some(raw(schema, &format!("{} IF EXISTS", kind.to_ascii_uppercase()), name))
        }
        Some(name) if kind == "virtual table" => Some(raw(schema, "TABLE", name)),
        _ if WITH_OTHERS.contains(&kind) => None,
        name => {
            let called = name.as_ref().map(|name| format!(" `{name}`")).unwrap_or_default();
            Some(Step::Remark(format!("Not dropped here: the {kind}{called}")))
        }
    }
}

/// The tables in the order in which they can be dropped. SQLite deletes the rows of a table that it drops, and foreign
/// keys may forbid that while a table with such a key is there; in the others such keys are dropped before.
fn tables_in_order<'a>(schema: &Schema, all: &[Made<'a>]) -> Vec<&'a Table> {
    let mut left: Vec<&Table> = all
        .iter()
        .rev()
        .filter_map(|made| match made {
            Made::Table(table) => Some(*table),
            _ => None,
        })
        .collect();
    if schema.dialect != Dialect::Sqlite {
        return left;
    }
    let refers = |from: &Table, to: &Table| {
        from.foreign_keys.iter().any(|key| schema.dialect.same_object(&key.foreign_table, &to.name))
    };
    let mut ordered = Vec::new();
    while !left.is_empty() {
        let is_free =
            |table: &&Table| !left.iter().any(|other| !std::ptr::eq(*other, *table) && refers(other, table));
        let next = left.iter().position(is_free).unwrap_or_default();
        ordered.push(left.remove(next));
    }
    ordered
}
