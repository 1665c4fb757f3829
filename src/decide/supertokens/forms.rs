//! When a thing in one database is the thing that a core has: by what it does, not by its name.

use super::history::Release;
use crate::dialects::Dialect;
use crate::model::schema::{Column, ForeignKey, Index, IndexTarget, Schema, Table};

/// Whether two foreign keys go from the same columns to the same columns.
pub fn same_way(schema: &Schema, left: &ForeignKey, right: &ForeignKey) -> bool {
    left.columns == right.columns
        && schema.dialect.same_object(&left.foreign_table, &right.foreign_table)
        && target_columns(schema, left) == target_columns(schema, right)
}

/// Whether they do the same, under the same name where InnoDB has made it up by counting.
pub fn same_foreign_key(schema: &Schema, left: &ForeignKey, right: &ForeignKey) -> bool {
    let counted = |key: &ForeignKey| key.name.clone().filter(|name| name.contains("_ibfk_"));
    let renamed = match (counted(left), counted(right)) {
        (Some(left), Some(right)) => schema.dialect == Dialect::MySql && left != right,
        _ => false,
    };
    !renamed && does_the_same(schema, left, right)
}

/// Whether they do the same beside.
pub fn does_the_same(schema: &Schema, left: &ForeignKey, right: &ForeignKey) -> bool {
    let action = |action: &Option<String>| match action.as_deref() {
        None | Some("NO ACTION") => None,
        Some("RESTRICT") if schema.dialect == Dialect::MySql => None,
        other => other.map(str::to_owned),
    };
    same_way(schema, left, right)
        && action(&left.on_delete) == action(&right.on_delete)
        && action(&left.on_update) == action(&right.on_update)
}

/// The columns that a foreign key refers to; without names they are the primary key.
pub fn target_columns<'a>(schema: &'a Schema, key: &'a ForeignKey) -> &'a [String] {
    if !key.foreign_columns.is_empty() {
        return &key.foreign_columns;
    }
    let primary = schema.table(&key.foreign_table).and_then(|table| table.primary_key.as_ref());
    primary.map_or(&[], |key| &key.columns)
}

/// Whether two indexes are over the same; what an expression says is left to its name.
pub fn same_index(left: &Index, right: &Index) -> bool {
    let parts = |index: &Index| -> Vec<(Option<String>, bool, Option<String>)> {
        let column = |target: &IndexTarget| match target {
            IndexTarget::Column(name) => Some(name.clone()),
            IndexTarget::Expression(_) => None,
        };
        let parts = index.parts.iter();
        parts.map(|part| (column(&part.target), part.descending, part.operator_class.clone())).collect()
    };
    left.unique == right.unique && parts(left) == parts(right)
}

/// Whether two columns hold the same values.
pub fn same_type(left: &Column, right: &Column) -> bool {
    let (left, right) = (&left.data_type, &right.data_type);
    left.kind == right.kind
        && left.unsigned == right.unsigned
        && left.array_dimensions == right.array_dimensions
}

/// Whether two columns have the same default, however a dump program writes it.
pub fn same_default(left: &Column, right: &Column) -> bool {
    let value = |column: &Column| {
        column.default.as_ref().map(|default| match &default.literal {
            Some(literal) => format!("{literal:?}").to_lowercase(),
            None => default.text.to_lowercase(),
        })
    };
    let number = |value: Option<String>| match value.as_deref() {
        Some("boolean(false)" | "number(\"0\")") => Some("0".to_owned()),
        Some("boolean(true)" | "number(\"1\")") => Some("1".to_owned()),
        Some("null") => None,
        _ => value,
    };
    number(value(left)) == number(value(right))
}

/// Whether the columns are a key of the table.
pub fn is_key(table: &Table, columns: &[String]) -> bool {
    let keys = table.primary_key.iter().chain(&table.uniques);
    keys.map(|key| &key.columns).any(|key| key == columns)
}

/// Whether the columns are under a unique constraint.
pub fn has_unique(table: &Table, columns: &[String]) -> bool {
    table.uniques.iter().any(|key| key.columns == columns)
}

/// What the end of all operations has not as the core has it; nothing, unless there is a defect.
pub fn lacks(model: &Schema, last: &Release, dialect: Dialect) -> Vec<String> {
    let mut lacks = Vec::new();
    for (base, end) in &last.tables {
        let Some(table) = model.tables.iter().find(|table| table.name == end.name) else {
            lacks.push(base.clone());
            continue;
        };
        let columns = end.columns.iter().filter(|column| table.column(&column.name).is_none());
        lacks.extend(columns.map(|column| format!("{base}.{}", column.name)));
        let columns = |table: &Table| table.primary_key.as_ref().map(|key| key.columns.clone());
        if columns(end) != columns(table) {
            lacks.push(format!("the primary key of {base}"));
        }
        let uniques = end.uniques.iter().filter(|key| !has_unique(table, &key.columns));
        lacks.extend(uniques.map(|key| format!("a unique key of {base} over {}", key.columns.join(", "))));
        let keys = end
            .foreign_keys
            .iter()
            .filter(|key| !table.foreign_keys.iter().any(|other| does_the_same(model, other, key)));
        lacks.extend(keys.map(|key| format!("a foreign key of {base} over {}", key.columns.join(", "))));
        let indexes = end.indexes.iter().filter(|index| {
            let name = index.name.as_deref().unwrap_or_default();
            !table.indexes.iter().any(|other| {
                other.name.as_deref().is_some_and(|other| dialect.same_name(other, name))
                    && same_index(other, index)
            })
        });
        lacks.extend(indexes.filter_map(|index| index.name.clone()));
    }
    lacks
}
