//! What renaming and dropping a column does to everything that names it, and dropping indexes.

use crate::dialects::Dialect;
use crate::dialects::ddl::is_primary_key;
use crate::model::names::ObjectName;
use crate::model::schema::{Expression, Index, IndexTarget, Key, Table};

use super::expressions::{expression_of, rename_identifiers, rename_qualifier};
use super::replay::Replay;

impl Replay {
    /// Renames a column wherever it is named.
    pub fn rename_column(&mut self, table: &ObjectName, from: &str, to: &str) -> bool {
        let dialect = self.dialect();
        let Some(owner) = self.table(table) else { return false };
        let Some(column) = owner.columns.iter_mut().find(|column| dialect.same_name(&column.name, from))
        else {
            return false;
        };
        column.name = to.to_owned();
        rename_in_table(owner, from, to, dialect);
        let name = owner.name.clone();
        for number in self.referrers.get(&self.key(&name.name)).cloned().unwrap_or_default() {
            let Some(Some(other)) = self.tables.get_mut(number) else { continue };
            for key in
                other.foreign_keys.iter_mut().filter(|key| dialect.same_object(&key.foreign_table, &name))
            {
                rename_in(&mut key.foreign_columns, from, to, dialect);
            }
        }
        true
    }

    /// Removes a column, and the keys and indexes that it was part of.
    pub fn drop_column(&mut self, table: &ObjectName, column: &str) -> bool {
        let dialect = self.dialect();
        let Some(owner) = self.table(table) else { return false };
        let before = owner.columns.len();
        owner.columns.retain(|other| !dialect.same_name(&other.name, column));
        let found = owner.columns.len() < before;
        let has = |columns: &[String]| columns.iter().any(|other| dialect.same_name(other, column));
        if dialect == Dialect::MySql {
            // MySQL takes the column out of its indexes and drops those that become empty.
            owner.primary_key.iter_mut().chain(&mut owner.uniques).for_each(|key| {
                key.columns.retain(|other| !dialect.same_name(other, column));
            });
            owner.primary_key = owner.primary_key.take().filter(|key| !key.columns.is_empty());
            owner.uniques.retain(|key| !key.columns.is_empty());
            for index in &mut owner.indexes {
                index.parts.retain(|part| !is_column(&part.target, column, dialect));
            }
            owner.indexes.retain(|index| !index.parts.is_empty());
        } else {
            owner.primary_key = owner.primary_key.take().filter(|key| !has(&key.columns));
            owner.uniques.retain(|key| !has(&key.columns));
            owner.indexes.retain(|index| !mentions(index, column, dialect));
        }
        forget_written_key(owner);
        owner.foreign_keys.retain(|key| !has(&key.columns));
        owner.checks.retain(|check| {
            !check.column.as_deref().is_some_and(|own| dialect.same_name(own, column))
                && !has(&check.expression.identifiers)
        });
        found
    }

    /// Removes the index of that name; MySQL's unique keys are indexes too.
    pub fn drop_index(&mut self, name: &ObjectName, table: Option<&ObjectName>) -> bool {
        let dialect = self.dialect();
        if let Some(table) = table {
            return self.table(table).is_some_and(|owner| drop_index_of(owner, &name.name, dialect));
        }
        let mut found = false;
        for owner in self.tables() {
            let differs =
                matches!((&name.schema, &owner.name.schema), (Some(left), Some(right)) if left != right);
            found |= !differs && drop_index_of(owner, &name.name, dialect);
        }
        found
    }
}

/// Removes the index of that name from one table.
pub(crate) fn drop_index_of(owner: &mut Table, name: &str, dialect: Dialect) -> bool {
    let same = |other: &Option<String>| other.as_deref().is_some_and(|other| dialect.same_name(other, name));
    let before = owner.indexes.len() + owner.uniques.len();
    owner.indexes.retain(|index| !same(&index.name));
    if dialect == Dialect::MySql {
        owner.uniques.retain(|key| !same(&key.name));
    }
    owner.indexes.len() + owner.uniques.len() < before
}

/// A primary key that is kept as written goes with the key.
pub(crate) fn forget_written_key(owner: &mut Table) {
    if owner.primary_key.is_none() {
        owner.unread.retain(|part| !is_primary_key(part));
    }
}

fn rename_in(names: &mut [String], from: &str, to: &str, dialect: Dialect) {
    for name in names.iter_mut().filter(|name| dialect.same_name(name, from)) {
        *name = to.to_owned();
    }
}

fn rename_in_table(table: &mut Table, from: &str, to: &str, dialect: Dialect) {
    let keys: Vec<&mut Key> = table.primary_key.iter_mut().chain(&mut table.uniques).collect();
    for key in keys {
        rename_in(&mut key.columns, from, to, dialect);
    }
    for key in &mut table.foreign_keys {
        rename_in(&mut key.columns, from, to, dialect);
    }
    for part in table.unread.iter_mut().filter(|part| is_primary_key(part)) {
        *part = rename_identifiers(part, dialect, &[(from, to)]);
    }
    for check in &mut table.checks {
        if check.column.as_deref().is_some_and(|column| dialect.same_name(column, from)) {
            check.column = Some(to.to_owned());
        }
    }
    for index in &mut table.indexes {
        for part in &mut index.parts {
            match &mut part.target {
                IndexTarget::Column(name) if dialect.same_name(name, from) => *name = to.to_owned(),
                _ => {}
            }
        }
        rename_in(&mut index.include, from, to, dialect);
    }
    reword(table, &|text| expression_of(&rename_identifiers(text, dialect, &[(from, to)]), dialect));
}

/// The table's own name in its expressions, as in `CHECK (t.a > 0)`, follows the table. Gives how much text that was.
pub(crate) fn rename_own_qualifier(table: &mut Table, from: &str, to: &str, dialect: Dialect) -> usize {
    let read = std::cell::Cell::new(0);
    reword(table, &|text| {
        read.set(read.get() + text.len());
        expression_of(&rename_qualifier(text, dialect, from, to), dialect)
    });
    read.get()
}

/// Writes every expression of a table anew.
fn reword(table: &mut Table, new: &dyn Fn(&str) -> Expression) {
    let generated = table.columns.iter_mut().filter_map(|column| column.generated.as_mut());
    let of_columns = generated.map(|generated| &mut generated.expression);
    let of_checks = table.checks.iter_mut().map(|check| &mut check.expression);
    let of_indexes = table.indexes.iter_mut().flat_map(|index| {
        let parts = index.parts.iter_mut().filter_map(|part| match &mut part.target {
            IndexTarget::Expression(expression) => Some(expression),
            IndexTarget::Column(_) => None,
        });
        parts.chain(&mut index.predicate)
    });
    for expression in of_columns.chain(of_checks).chain(of_indexes) {
        *expression = new(&expression.text);
    }
}

fn is_column(target: &IndexTarget, column: &str, dialect: Dialect) -> bool {
    match target {
        IndexTarget::Column(name) => dialect.same_name(name, column),
        IndexTarget::Expression(expression) => {
            expression.identifiers.iter().any(|name| dialect.same_name(name, column))
        }
    }
}

fn mentions(index: &Index, column: &str, dialect: Dialect) -> bool {
    let named = |names: &[String]| names.iter().any(|name| dialect.same_name(name, column));
    index.parts.iter().any(|part| is_column(&part.target, column, dialect))
        || named(&index.include)
        || index.predicate.as_ref().is_some_and(|predicate| named(&predicate.identifiers))
}
