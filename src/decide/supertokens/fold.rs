//! Folds what changed from core to core onto the tables of one database: what is there already is left out, what an
//! official script got wrong is mended, and what a later core would replace is not made first.

use super::claims::{SHAPES, Shape};
use super::columns::{fits, literal, mended, neutral, with_fill};
use super::forms::{has_unique, is_key, same_foreign_key, same_index};
use super::history::{Names, Release};
use super::own_keys::Restored;
use super::rows::{RECIPES, Recipe, When};
use super::words;
use crate::decide::evolution::{Claim, Moment, Operation, Part, Rows, Stage};
use crate::decide::options::Options;
use crate::dialects::Dialect;
use crate::findings::Finding;
use crate::model::names::ObjectName;
use crate::model::schema::{ForeignKey, Schema, Table};
use crate::order::arrange;

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
    /// What has to be so about the rows.
    pub claims: Vec<Claim>,
    from: &'a Schema,
    options: &'a Options,
    /// The core that it ends with.
    pub last: &'a Release,
}

/// A core and the one before it.
pub struct Section<'a> {
    /// The core before.
    pub before: Option<&'a Release>,
    /// The core.
    pub now: &'a Release,
    created: Vec<&'a str>,
    added: Vec<(&'a str, String)>,
    dropped: Vec<(&'a str, String)>,
    gone: Vec<&'a str>,
    /// The user's own foreign keys that come back.
    pub restored: Vec<Restored>,
}

impl<'a> Section<'a> {
    /// The table as the core before has it.
    pub fn before(&self, base: &str) -> Option<&'a Table> {
        self.before.and_then(|release| release.table(base))
    }

    fn is(&self, when: &When, fold: &Fold<'_>) -> bool {
        match when {
            When::Old(base) => fold.was_there(base),
            When::Created(base) => self.created.contains(base),
            When::Added(base, column) => {
                self.added.iter().any(|(table, name)| table == base && name == column)
            }
            When::Dropped(base, column) => {
                self.dropped.iter().any(|(table, name)| table == base && name == column)
            }
            When::Gone(base) => self.gone.contains(base),
            When::Chosen(option, value) => fold.options.get(option) == *value,
        }
    }
}

/// Folds all of them.
pub fn fold<'a>(
    schema: &'a Schema,
    releases: &'a [Release],
    names: &'a Names,
    options: &'a Options,
) -> Option<Fold<'a>> {
    let last = releases.last()?;
    let mut fold = Fold {
        model: schema.clone(),
        names,
        stages: Vec::new(),
        findings: Vec::new(),
        claims: Vec::new(),
        from: schema,
        options,
        last,
    };
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

    /// The table as the operations so far leave it.
    pub fn table(&self, base: &str) -> Option<&Table> {
        let name = self.names.table(base);
        self.model.tables.iter().find(|table| table.name == name)
    }

    /// Carries an operation out at once, because the next one depends on it.
    pub fn now(&mut self, operations: &mut Vec<Operation>, operation: Operation) {
        operation.apply(&mut self.model);
        match (operations.last_mut(), operation) {
            (Some(Operation::Alter(last, parts)), Operation::Alter(table, more)) if *last == table => {
                parts.extend(more);
            }
            (_, operation) => operations.push(operation),
        }
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
                        let (first, then) = with_fill(self.options, base, end);
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
            self.claims.extend(parts.iter().filter_map(|part| fits(self.model.dialect, &table, part)));
            if !parts.is_empty() {
                operations.push(Operation::Alter(table.name.clone(), parts));
            }
            if !later.is_empty() {
                finish.push(Operation::Alter(table.name.clone(), later));
            }
        }
        (operations, finish)
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

    fn rows(&mut self, section: &Section<'a>) -> Vec<Operation> {
        let wanted = |core: &str, all: &[When], any: &[When]| {
            core == section.now.label
                && all.iter().all(|when| section.is(when, self))
                && any.iter().any(|when| section.is(when, self))
        };
        let recipes = RECIPES.iter().filter(|recipe| wanted(recipe.core, recipe.all, recipe.any));
        let operations = recipes.filter_map(|recipe| self.recipe(recipe)).collect();
        let shapes = SHAPES.iter().filter(|shape| wanted(shape.core, shape.all, shape.any));
        let claims: Vec<Claim> = shapes.filter_map(|shape| self.claim(shape)).collect();
        self.claims.extend(claims);
        operations
    }

    /// Whether the table was there before the migration.
    fn was_there(&self, base: &str) -> bool {
        let name = self.names.table(base);
        self.from.tables.iter().any(|table| table.name == name)
    }

    /// The claim about this database's tables; before the migration, those that are there.
    fn claim(&self, shape: &Shape) -> Option<Claim> {
        let mut tables = Vec::new();
        for role in words::roles(shape.actual).chain(words::roles(shape.expected)) {
            if shape.when != Moment::After && !self.was_there(role) {
                return None;
            }
            tables.push((role, self.names.table(role)));
        }
        let text = str::to_owned;
        let (expected, actual, message) = (text(shape.expected), text(shape.actual), text(shape.message));
        Some(Claim { name: shape.name, when: shape.when, expected, actual, message, tables })
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
        arrange(&mut tables, Ord::cmp);
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
