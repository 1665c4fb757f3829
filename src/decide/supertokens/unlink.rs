//! What has to make way before a core's changes: foreign keys and indexes that it has otherwise or not at all, and
//! whatever refers to a key that goes.

use super::fold::{Fold, Section, alter};
use super::forms::{has_unique, same_foreign_key, same_index, same_way, target_columns};
use super::own_keys;
use crate::decide::evolution::{Operation, Part};
use crate::dialects::Dialect;
use crate::dialects::default_names::constraint;
use crate::model::schema::{ForeignKey, Index, Table};

impl<'a> Fold<'a> {
    /// Drops the foreign keys and indexes that the core does not have any more, or has over something else.
    pub fn unlink(&mut self, section: &mut Section<'a>) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (base, now) in &section.now.tables {
            let Some(table) = self.table(base).cloned() else { continue };
            let before = section.before(base);
            for key in &table.foreign_keys {
                if self.foreign_key_goes(base, key, before, now) {
                    let drop = Part::DropForeignKey(named(self.model.dialect, &table, key));
                    self.now(&mut operations, alter(&table.name, drop));
                }
            }
            let last = self.last.table(base);
            for index in &table.indexes {
                let named = |of: Option<&'a Table>| {
                    of.and_then(|table| table.indexes.iter().find(|other| other.name == index.name))
                };
                let (old, new, last) = (named(before), named(Some(now)), named(last));
                let was = old.is_some_and(|old| same_index(old, index));
                let stays = new.is_some_and(|new| same_index(new, index));
                let lasts = last.is_some_and(|last| same_index(last, index));
                let comes = new.is_some() && last.is_some() && !lasts && self.introduced(base, section, new);
                if index.name.is_some() && !lasts && !stays && (was || comes) {
                    self.now(&mut operations, Operation::DropIndex(table.name.clone(), index.clone()));
                }
            }
        }
        self.unlink_dependents(section, &mut operations);
        operations
    }

    /// Whether the index's last form comes with this core.
    pub fn introduced(&self, base: &str, section: &Section<'a>, index: Option<&Index>) -> bool {
        let Some(index) = index else { return false };
        let same = |table: Option<&Table>| {
            table.is_some_and(|table| {
                table.indexes.iter().any(|other| other.name == index.name && same_index(other, index))
            })
        };
        !same(section.before(base)) && same(self.last.table(base))
    }

    pub fn foreign_key_goes(
        &self,
        base: &str,
        key: &ForeignKey,
        before: Option<&Table>,
        now: &Table,
    ) -> bool {
        let has = |table: &Table| table.foreign_keys.iter().any(|other| same_way(&self.model, other, key));
        let exactly =
            |table: &Table| table.foreign_keys.iter().any(|other| same_foreign_key(&self.model, other, key));
        let last = self.last.table(base);
        if last.is_some_and(exactly) {
            return false;
        }
        let vanishes = before.is_some_and(has) && !has(now) && !last.is_some_and(has);
        // The form that it has in the end comes with this core, and this is not it.
        let replaced = now.foreign_keys.iter().any(|other| {
            same_way(&self.model, other, key)
                && last.is_some_and(|last| {
                    last.foreign_keys.iter().any(|end| same_foreign_key(&self.model, end, other))
                })
                && !before.is_some_and(|before| {
                    before.foreign_keys.iter().any(|old| same_foreign_key(&self.model, old, other))
                })
        });
        vanishes || replaced
    }

    /// Foreign keys, the user's own among them, that refer to keys that go.
    pub fn unlink_dependents(&mut self, section: &mut Section<'a>, operations: &mut Vec<Operation>) {
        for (base, now) in &section.now.tables {
            let Some(table) = self.table(base).cloned() else { continue };
            let going = self.keys_that_go(base, &table, section.before(base), now);
            if going.is_empty() {
                continue;
            }
            for referring in self.model.tables.clone() {
                for key in &referring.foreign_keys {
                    let refers = self.model.dialect.same_object(&key.foreign_table, &table.name)
                        && going.iter().any(|columns| columns == target_columns(&self.model, key));
                    if !refers {
                        continue;
                    }
                    let ours = section.now.tables.iter().any(|(_, table)| table.name == referring.name);
                    let restored =
                        if ours { None } else { own_keys::restore(self, section.now, base, &referring, key) };
                    let key = named(self.model.dialect, &referring, key);
                    let drop = alter(&referring.name, Part::DropForeignKey(key));
                    self.now(operations, drop);
                    for index in restored.iter().filter_map(|restored| restored.index.clone()) {
                        self.now(operations, index);
                    }
                    section.restored.extend(restored);
                }
            }
        }
    }

    /// The columns of keys that this core replaces.
    pub fn keys_that_go(
        &self,
        base: &str,
        table: &Table,
        before: Option<&Table>,
        now: &Table,
    ) -> Vec<Vec<String>> {
        let mut going = Vec::new();
        if self.primary_key_changes(base, table, before, now) {
            going.extend(table.primary_key.iter().map(|key| key.columns.clone()));
        }
        let lasts =
            |columns: &Vec<String>| self.last.table(base).is_some_and(|last| has_unique(last, columns));
        let uniques = table.uniques.iter().map(|key| &key.columns);
        going.extend(
            uniques
                .filter(|columns| {
                    before.is_some_and(|before| has_unique(before, columns))
                        && !has_unique(now, columns)
                        && !lasts(columns)
                })
                .cloned(),
        );
        going
    }

    pub fn primary_key_changes(
        &self,
        base: &str,
        table: &Table,
        before: Option<&Table>,
        now: &Table,
    ) -> bool {
        let columns = |table: &Table| table.primary_key.as_ref().map(|key| key.columns.clone());
        let new = columns(now);
        new.is_some()
            && before.map(columns) != Some(new.clone())
            && self.last.table(base).map(columns) == Some(new.clone())
            && columns(table) != new
    }
}

/// The foreign key with the name that the database has given it.
pub fn named(dialect: Dialect, table: &Table, key: &ForeignKey) -> ForeignKey {
    let mut named = key.clone();
    if dialect == Dialect::PostgreSql && key.name.is_none() {
        named.name = Some(constraint(&table.name.name, &key.columns, "fkey"));
    }
    if dialect == Dialect::MySql && key.name.is_none() {
        let unnamed = table.foreign_keys.iter().filter(|other| other.name.is_none());
        let place = unnamed.take_while(|other| *other != key).count();
        named.name = Some(format!("{}_ibfk_{}", table.name.name, place + 1));
    }
    named
}
