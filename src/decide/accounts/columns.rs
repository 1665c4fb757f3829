//! What can be said of a column, and how it gets another name.

use crate::dialects::Dialect;
use crate::model::schema::{Column, Index, IndexTarget, Table};
use crate::model::types::TypeKind;

/// A name without the differences that people's habits make.
pub fn plain(name: &str) -> String {
    name.chars().filter(|character| *character != '_').flat_map(char::to_lowercase).collect()
}

pub fn coalesce(values: &[String]) -> String {
    match values {
        [value] => value.clone(),
        values => format!("COALESCE({})", values.join(", ")),
    }
}

pub fn is_unique(table: &Table, column: &str) -> bool {
    let of_index = table.indexes.iter().any(|index| {
        index.unique
            && index.predicate.is_none()
            && matches!(index.parts.as_slice(), [part] if part.target == IndexTarget::Column(column.to_owned()))
    });
    of_index || table.primary_key.iter().chain(&table.uniques).any(|key| key.columns == [column])
}

/// Whether rows differ in these columns, or in some of them.
pub fn are_unique(table: &Table, columns: &[&str]) -> bool {
    let within =
        |names: &[String]| !names.is_empty() && names.iter().all(|name| columns.contains(&name.as_str()));
    let of_index = |index: &Index| {
        let names: Option<Vec<String>> =
            index.parts.iter().map(|part| part.target.column().cloned()).collect();
        index.unique && index.predicate.is_none() && names.is_some_and(|names| within(&names))
    };
    table.primary_key.iter().chain(&table.uniques).any(|key| within(&key.columns))
        || table.indexes.iter().any(of_index)
}

/// Whether an index can cover the column: MySQL's covers no text without a length.
pub fn fits_index(dialect: Dialect, column: Option<&Column>) -> bool {
    let is_text = column.is_some_and(|column| matches!(column.data_type.kind, TypeKind::Text));
    !(is_text && dialect == Dialect::MySql)
}

/// The column under its new name, wherever the table names it. None where a text of SQL names it.
pub fn rename_in(table: &mut Table, dialect: Dialect, old: &str, new: &str) -> Option<()> {
    let mentions = |words: &[String]| words.iter().any(|word| dialect.same_name(word, old));
    if table.checks.iter().any(|check| mentions(&check.expression.identifiers)) {
        return None;
    }
    table.column_mut(old)?.name = new.to_owned();
    let swap = |names: &mut Vec<String>| {
        names.iter_mut().filter(|name| *name == old).for_each(|name| *name = new.to_owned())
    };
    table.primary_key.iter_mut().chain(&mut table.uniques).for_each(|key| swap(&mut key.columns));
    table.foreign_keys.iter_mut().for_each(|key| swap(&mut key.columns));
    for index in &mut table.indexes {
        swap(&mut index.include);
        for part in &mut index.parts {
            if part.target == IndexTarget::Column(old.to_owned()) {
                part.target = IndexTarget::Column(new.to_owned());
            }
        }
    }
    Some(())
}

/// The column in a condition that many rows meet. SQLite, which has not counted them, would look rows up by it rather than
/// by what tells them apart, and takes rows times rows then; a `+` before a column keeps it from doing so
/// (sqlite.org/optoverview.html, "Disqualifying WHERE clause terms using unary +").
pub fn not_by_index(dialect: Dialect, column: &str) -> String {
    match dialect {
        Dialect::Sqlite => format!("+{column}"),
        Dialect::PostgreSql | Dialect::MySql => column.to_owned(),
    }
}
