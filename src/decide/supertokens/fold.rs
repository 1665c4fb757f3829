//! Folds what changed from core to core onto the tables of one database: what is there already is left out, what an
//! official script got wrong is mended, and what a later core would replace is not made first.

use super::forms::{
    does_the_same, is_key, same_default, same_foreign_key, same_index, same_type, same_way, target_columns,
};
use super::history::{Names, Release};
use super::own_keys::{self, Restored};
use super::rows::{RECIPES, Recipe, When};
use super::words;
use crate::decide::evolution::{Operation, Part, Rows, Stage};
use crate::decide::options::Options;
use crate::dialects::Dialect;
use crate::findings::Finding;
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Expression, ForeignKey, Literal, Schema, Table};
use crate::model::types::TypeKind;

/// The work as it goes on.
pub struct Fold<'a> {
    /// The schema as the operations so far leave it.
    pub model: Schema,
    /// Where the tables are.
    pub names: &'a Names,
    /// The steps so far.
    pub stages: Vec<Stage>,
    /// What was noticed.
    pub findings: Vec<Finding>,
    options: &'a Options,
    last: &'a Release,
}

/// A core and the one before it.
struct Section<'a> {
    before: Option<&'a Release>,
    now: &'a Release,
    created: Vec<&'a str>,
    added: Vec<(&'a str, String)>,
    dropped: Vec<(&'a str, String)>,
    gone: Vec<&'a str>,
    restored: Vec<Restored>,
}

impl<'a> Section<'a> {
    fn before(&self, base: &str) -> Option<&'a Table> {
        self.before.and_then(|release| release.table(base))
    }

    fn is(&self, when: &When, options: &Options) -> bool {
        match when {
            When::Created(base) => self.created.contains(base),
            When::Added(base, column) => {
                self.added.iter().any(|(table, name)| table == base && name == column)
            }
            When::Dropped(base, column) => {
                self.dropped.iter().any(|(table, name)| table == base && name == column)
            }
            When::Gone(base) => self.gone.contains(base),
            When::Chosen(option, value) => options.get(option) == *value,
        }
    }
}

/// Folds all of them.
pub fn fold<'a>(
    schema: &Schema,
    releases: &'a [Release],
    names: &'a Names,
    options: &'a Options,
) -> Option<Fold<'a>> {
    let last = releases.last()?;
    let mut fold =
        Fold { model: schema.clone(), names, stages: Vec::new(), findings: Vec::new(), options, last };
    for (position, now) in releases.iter().enumerate() {
        let before = position.checked_sub(1).and_then(|position| releases.get(position));
        let section = Section {
            before,
            now,
            created: Vec::new(),
            added: Vec::new(),
            dropped: Vec::new(),
            gone: Vec::new(),
            restored: Vec::new(),
        };
        fold.section(section);
    }
    Some(fold)
}

impl<'a> Fold<'a> {
    fn section(&mut self, mut section: Section<'a>) {
        let label = section.now.label;
        let unlinked = self.unlink(&mut section);
        self.stage(label, "make way", unlinked);
        let created = self.create(&mut section);
        self.stage(label, "create", created);
        let (reshaped, finished) = self.reshape(&mut section);
        self.stage(label, "reshape", reshaped);
        let going = self.going(&mut section);
        let rows = self.rows(&section);
        self.stage(label, "rows", rows);
        self.stage(label, "finish", finished);
        let linked = self.link(&section);
        self.stage(label, "link", linked);
        self.stage(label, "go", going);
    }

    /// Carries the operations out on the model and notes them as a step.
    fn stage(&mut self, label: &'static str, kind: &'static str, operations: Vec<Operation>) {
        for operation in operations.iter().filter(|_| kind != "make way" && kind != "create") {
            operation.apply(&mut self.model);
        }
        if !operations.is_empty() {
            let stage = words::stage(label, kind, operations, self.stages.last());
            self.stages.push(stage);
        }
    }

    fn table(&self, base: &str) -> Option<&Table> {
        let name = self.names.table(base);
        self.model.tables.iter().find(|table| table.name == name)
    }

    /// Carries an operation out at once, because the next one depends on it.
    fn now(&mut self, operations: &mut Vec<Operation>, operation: Operation) {
        operation.apply(&mut self.model);
        match (operations.last_mut(), operation) {
            (Some(Operation::Alter(last, parts)), Operation::Alter(table, more)) if *last == table => {
                parts.extend(more);
            }
            (_, operation) => operations.push(operation),
        }
    }

    /// Drops the foreign keys and indexes that the core does not have any more, or has over something else.
    fn unlink(&mut self, section: &mut Section<'a>) -> Vec<Operation> {
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
    fn introduced(
        &self,
        base: &str,
        section: &Section<'a>,
        index: Option<&crate::model::schema::Index>,
    ) -> bool {
        let Some(index) = index else { return false };
        let same = |table: Option<&Table>| {
            table.is_some_and(|table| {
                table.indexes.iter().any(|other| other.name == index.name && same_index(other, index))
            })
        };
        !same(section.before(base)) && same(self.last.table(base))
    }

    fn foreign_key_goes(&self, base: &str, key: &ForeignKey, before: Option<&Table>, now: &Table) -> bool {
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
    fn unlink_dependents(&mut self, section: &mut Section<'a>, operations: &mut Vec<Operation>) {
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
                    if !ours {
                        let restored = own_keys::restore(self, section.now, base, &referring, key);
                        section.restored.extend(restored);
                    }
                    let key = named(self.model.dialect, &referring, key);
                    let drop = alter(&referring.name, Part::DropForeignKey(key));
                    self.now(operations, drop);
                }
            }
        }
    }

    /// The columns of keys that this core replaces.
    fn keys_that_go(
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

    fn primary_key_changes(&self, base: &str, table: &Table, before: Option<&Table>, now: &Table) -> bool {
        let columns = |table: &Table| table.primary_key.as_ref().map(|key| key.columns.clone());
        let new = columns(now);
        new.is_some()
            && before.map(columns) != Some(new.clone())
            && self.last.table(base).map(columns) == Some(new.clone())
            && columns(table) != new
    }

    /// Creates the tables that the core would make when it starts.
    fn create(&mut self, section: &mut Section<'a>) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (base, now) in &section.now.tables {
            let is_new = section.before(base).is_none();
            let Some(last) = self.last.table(base).filter(|_| is_new && self.table(base).is_none()) else {
                continue;
            };
            let mut table = now.clone();
            table.foreign_keys.retain(|key| {
                let lasts = last.foreign_keys.iter().any(|other| same_foreign_key(&self.model, other, key));
                let target = self.model.table(&key.foreign_table);
                lasts && (target.is_some_and(|target| is_key(target, &key.foreign_columns)))
            });
            table.indexes.retain(|index| {
                last.indexes.iter().any(|other| other.name == index.name && same_index(other, index))
            });
            table.options.extend(self.storage());
            section.created.push(base);
            self.now(&mut operations, Operation::CreateTable(table));
        }
        operations
    }

    /// MySQL: engine and character set of the tables that are there, because a foreign key wants the same.
    fn storage(&self) -> Vec<String> {
        let model = self.table("session_info").filter(|_| self.model.dialect == Dialect::MySql);
        let options = model.map(|table| table.options.as_slice()).unwrap_or_default().iter();
        let is_storage = |option: &&String| {
            let option = option.to_ascii_uppercase();
            ["ENGINE", "CHARSET", "CHARACTER SET", "COLLATE"].iter().any(|word| option.contains(word))
        };
        options.filter(is_storage).cloned().collect()
    }

    /// Columns and keys; and what is left to do when the rows are there.
    fn reshape(&mut self, section: &mut Section<'a>) -> (Vec<Operation>, Vec<Operation>) {
        let (mut operations, mut finish) = (Vec::new(), Vec::new());
        for (base, now) in &section.now.tables {
            let Some(table) = self.table(base).cloned() else { continue };
            let (before, last) = (section.before(base), self.last.table(base));
            let mut parts = Vec::new();
            if self.primary_key_changes(base, &table, before, now) {
                parts.extend(table.primary_key.iter().cloned().map(Part::DropPrimaryKey));
            }
            for columns in self.keys_that_go(base, &table, before, now) {
                let going = table.uniques.iter().filter(|key| key.columns == columns);
                parts.extend(going.cloned().map(Part::DropUnique));
            }
            let mut later = Vec::new();
            for column in &now.columns {
                let Some(end) = last.and_then(|last| last.column(&column.name)) else { continue };
                let old = before.and_then(|before| before.column(&column.name));
                match table.column(&column.name) {
                    None if old.is_none() => {
                        let (first, then) = self.with_fill(base, end);
                        later.extend(then);
                        section.added.push((base, column.name.clone()));
                        parts.push(Part::AddColumn(first));
                    }
                    Some(found) => parts.extend(mended(old, column, end, found)),
                    None => {}
                }
            }
            if self.primary_key_changes(base, &table, before, now) {
                parts.extend(now.primary_key.iter().cloned().map(Part::AddPrimaryKey));
            }
            let comes = |columns: &Vec<String>| {
                !before.is_some_and(|before| has_unique(before, columns))
                    && last.is_some_and(|last| has_unique(last, columns))
                    && !has_unique(&table, columns)
            };
            parts.extend(now.uniques.iter().filter(|key| comes(&key.columns)).cloned().map(Part::AddUnique));
            if !parts.is_empty() {
                operations.push(Operation::Alter(table.name.clone(), parts));
            }
            if !later.is_empty() {
                finish.push(Operation::Alter(table.name.clone(), later));
            }
        }
        (operations, finish)
    }

    /// The column with a value for the rows that are there, and how it loses that again.
    fn with_fill(&self, base: &str, column: &Column) -> (Column, Option<Part>) {
        let fill = words::fill(base, &column.name, self.options);
        let text = match (&column.default, fill) {
            (Some(_), _) => None,
            (None, Some(fill)) => Some(fill),
            (None, None) if column.nullable => None,
            (None, None) => Some(neutral(column)),
        };
        let Some(text) = text else { return (column.clone(), None) };
        let filled = Column { default: Some(literal(text)), ..column.clone() };
        (filled.clone(), Some(Part::ChangeColumn(Box::new((filled, column.clone())))))
    }

    /// Columns and tables that the core does not have any more.
    fn going(&mut self, section: &mut Section<'a>) -> Vec<Operation> {
        let mut operations = Vec::new();
        for (base, before) in section.before.map(|release| release.tables.as_slice()).unwrap_or_default() {
            let Some(table) = self.table(base).cloned() else { continue };
            let Some(now) = section.now.table(base) else {
                section.gone.push(base);
                operations.push(Operation::DropTable(table));
                continue;
            };
            for column in before.columns.iter().filter(|column| now.column(&column.name).is_none()) {
                let Some(found) = table.column(&column.name) else { continue };
                section.dropped.push((base, column.name.clone()));
                let mut parts = Vec::new();
                let mut going = found.clone();
                if !going.nullable && going.default.is_none() {
                    going.default = Some(literal(neutral(found)));
                    parts.push(Part::ChangeColumn(Box::new((found.clone(), going.clone()))));
                }
                parts.push(Part::DropColumn(going));
                operations.extend(parts.into_iter().map(|part| alter(&table.name, part)));
            }
        }
        operations
    }

    fn rows(&self, section: &Section<'a>) -> Vec<Operation> {
        let wanted = |recipe: &&Recipe| {
            recipe.core == section.now.label
                && recipe.all.iter().all(|when| section.is(when, self.options))
                && recipe.any.iter().any(|when| section.is(when, self.options))
        };
        RECIPES.iter().filter(wanted).filter_map(|recipe| self.recipe(recipe)).collect()
    }

    /// The recipe with this database's tables; none where one of them is missing.
    fn recipe(&self, recipe: &Recipe) -> Option<Operation> {
        let mut tables: Vec<(&'static str, ObjectName)> = Vec::new();
        for role in words::roles(recipe.up).chain(words::roles(recipe.down)) {
            let is_core = self.last.table(role).is_some() || self.table(role).is_some();
            tables.push((
                role,
                match self.table(role) {
                    Some(table) => table.name.clone(),
                    None if is_core => return None,
                    None if role.starts_with("_authmorph_") => self.names.table("apps").sibling(role),
                    None => self.names.table(role),
                },
            ));
        }
        tables.sort();
        tables.dedup();
        Some(Operation::Rows(Rows { comment: recipe.comment, up: recipe.up, down: recipe.down, tables }))
    }

    /// Foreign keys and indexes in the form that they have in the end.
    fn link(&mut self, section: &Section<'a>) -> Vec<Operation> {
        let mut operations = Vec::new();
        let mut indexes = Vec::new();
        for (base, now) in &section.now.tables {
            let (Some(table), Some(last)) = (self.table(base), self.last.table(base)) else { continue };
            let before = section.before(base);
            let exactly = |of: &Table, key: &ForeignKey| {
                of.foreign_keys.iter().any(|other| same_foreign_key(&self.model, other, key))
            };
            let comes = |key: &&ForeignKey| {
                !before.is_some_and(|before| exactly(before, key))
                    && exactly(last, key)
                    && !exactly(table, key)
            };
            let mut taken: Vec<Option<String>> =
                table.foreign_keys.iter().map(|key| key.name.clone()).collect();
            let mut keys = Vec::new();
            for key in now.foreign_keys.iter().filter(comes) {
                let key = free_name(key, &taken);
                taken.push(key.name.clone());
                keys.push(Part::AddForeignKey(key));
            }
            if !keys.is_empty() {
                operations.push(Operation::Alter(table.name.clone(), keys));
            }
            for index in &now.indexes {
                let there = table.indexes.iter().any(|other| other.name == index.name);
                if !there && self.introduced(base, section, Some(index)) {
                    indexes.push(Operation::CreateIndex(table.name.clone(), index.clone()));
                }
            }
        }
        operations.extend(section.restored.iter().flat_map(|restored| restored.operations.clone()));
        // First, so that InnoDB makes no index of its own for a foreign key.
        indexes.extend(operations);
        indexes
    }
}

/// How a column that is there becomes what it is in the end, when that comes with this core.
fn mended(old: Option<&Column>, now: &Column, end: &Column, found: &Column) -> Option<Part> {
    let comes = old.is_none_or(|old| !same_type(old, end)) && same_type(now, end);
    let mut to = found.clone();
    if comes && !same_type(found, end) && !is_wider(found, end, old) {
        to.data_type = end.data_type.clone();
    }
    if old.is_none() && now.nullable == end.nullable {
        to.nullable = end.nullable;
        if !same_default(found, end) {
            to.default.clone_from(&end.default);
        }
    }
    (to != *found).then(|| Part::ChangeColumn(Box::new((found.clone(), to))))
}

/// Whether somebody gave the column more room than the core ever did.
fn is_wider(found: &Column, end: &Column, old: Option<&Column>) -> bool {
    if old.is_some_and(|old| same_type(old, found)) {
        return false;
    }
    match (found.data_type.kind.length(), end.data_type.kind.length()) {
        (Some(found), Some(end)) => found > end,
        (None, Some(_)) => found.data_type.kind.is_text(),
        _ => true,
    }
}

fn has_unique(table: &Table, columns: &[String]) -> bool {
    table.uniques.iter().any(|key| key.columns == columns)
}

/// The foreign key with the name that the database has given it.
fn named(dialect: Dialect, table: &Table, key: &ForeignKey) -> ForeignKey {
    let mut named = key.clone();
    if dialect == Dialect::MySql && key.name.is_none() {
        let unnamed = table.foreign_keys.iter().filter(|other| other.name.is_none());
        let place = unnamed.take_while(|other| *other != key).count();
        named.name = Some(format!("{}_ibfk_{}", table.name.name, place + 1));
    }
    named
}

/// The foreign key under a name that no other of its table has.
fn free_name(key: &ForeignKey, taken: &[Option<String>]) -> ForeignKey {
    let mut free = key.clone();
    let mut number = 1;
    while free.name.is_some() && taken.contains(&free.name) {
        free.name = key.name.as_ref().map(|name| format!("{name}_{number}"));
        number += 1;
    }
    free
}

/// One change of one table.
pub fn alter(table: &ObjectName, part: Part) -> Operation {
    Operation::Alter(table.clone(), vec![part])
}

/// A value that says nothing.
fn neutral(column: &Column) -> &'static str {
    match column.data_type.kind {
        TypeKind::Boolean => "FALSE",
        _ if column.data_type.kind.is_integer() => "0",
        _ => "''",
    }
}

/// A default that is a literal.
pub fn literal(text: &str) -> Expression {
    let literal = match text {
        "TRUE" => Literal::Boolean(true),
        "FALSE" => Literal::Boolean(false),
        _ => match text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
            Some(text) => Literal::Text(text.to_owned()),
            None => Literal::Number(text.to_owned()),
        },
    };
    Expression { text: text.to_owned(), identifiers: Vec::new(), literal: Some(literal) }
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
