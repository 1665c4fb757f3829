//! A table as a call of `createTable`, where every part of it can be said so.

use super::{Step, call, columns, keys, qualified};
use crate::dialects::Dialect;
use crate::dialects::ddl::{UNLOGGED, later_foreign_keys, options, stands_on_column};
use crate::model::schema::{ForeignKey, Schema, Table};
use crate::outputs::given_names::GivenNames;
use crate::outputs::typescript::syntax::Node;

/// The calls that make the table and, in MySQL, its indexes; none where the builder has no call for a part.
pub fn table(schema: &Schema, table: &Table, given: &GivenNames) -> Option<Vec<Step>> {
    let dialect = schema.dialect;
    if !table.unread.is_empty() || table.columns.is_empty() {
        return None;
    }
    let position = schema.position(table)?;
    let mut node = call("createTable", &qualified(&table.name)?);
    if table.options.iter().any(|option| option == UNLOGGED) {
        node = node.method("modifyFront", vec![Node::sql("unlogged")]);
    }
    // SQLite does not ask whether the target is there, and could not add them later.
    let asks = dialect != Dialect::Sqlite;
    let later: Vec<_> = later_foreign_keys(schema, position).filter(|_| asks).collect();
    let is_later = |key: &ForeignKey| later.iter().any(|later| std::ptr::eq(*later, key));
    let mut on_columns = keys::OnColumns::of(schema, table);
    on_columns.references.retain(|place| table.foreign_keys.get(*place).is_some_and(|key| !is_later(key)));
    for column in &table.columns {
        node = node.method("addColumn", columns::arguments(schema, table, column, &on_columns)?);
    }
    if let Some(key) = table.primary_key.as_ref().filter(|_| !on_columns.primary) {
        let name = given.primary_key.clone().unwrap_or_else(|| format!("{}_pk", table.name.name));
        node = keys::with_key(node, "addPrimaryKeyConstraint", key, &name)?;
    }
    for (place, (key, name)) in table.uniques.iter().zip(&given.uniques).enumerate() {
        if !on_columns.uniques.contains(&place) {
            node = keys::with_key(node, "addUniqueConstraint", key, name)?;
        }
    }
    for (place, (key, name)) in table.foreign_keys.iter().zip(&given.foreign_keys).enumerate() {
        if !is_later(key) && !on_columns.references.contains(&place) {
            node = node.method("addForeignKeyConstraint", keys::foreign_key(schema, key, name)?);
        }
    }
    for (check, name) in table.checks.iter().zip(&given.checks).filter(|(check, _)| !stands_on_column(check))
    {
        if check.rest.is_some() {
            return None;
        }
        let arguments = vec![Node::string(name), Node::sql(check.expression.text.trim())];
        node = node.method("addCheckConstraint", arguments);
    }
    let options = options(dialect, table);
    if !options.trim().is_empty() {
        node = node.method("modifyEnd", vec![Node::sql(options.trim())]);
    }
    let mut steps = vec![Step::Built(node)];
    if dialect == Dialect::MySql {
        for (index, name) in table.indexes.iter().zip(&given.indexes) {
            steps.push(match keys::index(dialect, table, index, name) {
                Some(node) => Step::Built(node),
                None => Step::Raw(dialect.create_index(table, index)),
            });
        }
        // The index that a foreign key without a name brings along is called otherwise when the key has one.
        for (key, name) in table.foreign_keys.iter().zip(&given.foreign_key_indexes) {
            let Some(name) = name else { continue };
            let node = call("createIndex", name).method("on", vec![Node::string(qualified(&table.name)?)]);
            steps.push(Step::Built(node.method("columns", vec![keys::list(&key.columns)])));
        }
    }
    Some(steps)
}
