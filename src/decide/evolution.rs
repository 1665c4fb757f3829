//! How a library's tables change from one release to a later one, as operations that can be undone one by one.

use super::accounts::columns::rename_in;
use super::{Aside, AsideObject};
use crate::dialects::{Dialect, default_names};
use crate::findings::{Finding, Severity};
use crate::model::names::ObjectName;
use crate::model::schema::{Column, ForeignKey, Index, Key, Schema, Table};

/// The way to a release.
#[derive(Debug, Clone, PartialEq)]
pub struct Evolution {
    /// The steps.
    pub stages: Vec<Stage>,
    /// The table that notes how many rows there are before the first of them.
    pub counts: Table,
    /// In which tables.
    pub counted: Vec<ObjectName>,
    /// What has to be so before, and after.
    pub claims: Vec<Claim>,
    /// Tables that the rows of a step keep what they overwrite in.
    pub keeps: Vec<ObjectName>,
    /// Views that the database would not let a table change under; they come back with the same text.
    pub aside: Vec<Aside>,
    /// How long a lock is waited for, where that is limited.
    pub lock_timeout: Option<&'static str>,
}

/// Something about the rows that has to be so.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// Its name.
    pub name: &'static str,
    /// When.
    pub when: Moment,
    /// A scalar query: what there has to be; before the migration nothing.
    pub expected: String,
    /// A scalar query: what there is.
    pub actual: String,
    /// What it means that it is not so.
    pub message: String,
    /// The tables by their roles.
    pub tables: Vec<(&'static str, ObjectName)>,
}

/// When something has to be so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Moment {
    /// Before the migration, which would stop otherwise.
    Before,
    /// Before the migration, which runs either way.
    BeforeBetter,
    /// Right after it.
    After,
}

impl Evolution {
    /// The way over these stages; the rows of the tables are counted in a table of ours beside that one.
    pub fn new(dialect: Dialect, stages: Vec<Stage>, counted: Vec<ObjectName>, beside: &ObjectName) -> Self {
        let mut counts = Table::new(beside.sibling("_authmorph_rows"));
        counts.columns.push(Column::new("name", dialect.short_text()));
        counts.columns.push(Column::new("n", dialect.count()));
        Self {
            stages,
            counts,
            counted,
            claims: Vec::new(),
            keeps: Vec::new(),
            aside: Vec::new(),
            lock_timeout: None,
        }
    }

    /// What is to be said about views that make way.
    pub fn recreated(&self) -> impl Iterator<Item = Finding> {
        self.aside.iter().filter_map(|aside| {
            let AsideObject::View(view) = &aside.object else { return None };
            Some(Finding::new(
                "dependent_recreated",
                Severity::Note,
                format!("The view `{}` is dropped and created again with the same text.", view.name),
                "It reads a table whose columns or keys change.",
                "If it had grants or indexes of its own, give them back.",
                Some(view.span),
            ))
        })
    }

    /// The tables that are changed and were there before, each once.
    pub fn changed(&self) -> Vec<&ObjectName> {
        let mut created: Vec<&ObjectName> = Vec::new();
        let mut changed: Vec<&ObjectName> = Vec::new();
        for operation in self.stages.iter().flat_map(|stage| &stage.operations) {
            match operation {
                Operation::CreateTable(table) => created.push(&table.name),
                other => {
                    changed.extend(
                        other.changes().filter(|name| !created.contains(name) && !changed.contains(name)),
                    );
                }
            }
        }
        changed
    }

    /// The tables that change in a way that no view over them may see.
    pub fn moved(&self) -> Vec<&ObjectName> {
        let operations = self.stages.iter().flat_map(|stage| &stage.operations);
        let moved = operations.filter_map(|operation| match operation {
            Operation::DropTable(table) => Some(&table.name),
            Operation::Alter(table, parts) => parts.iter().any(Part::is_seen).then_some(table),
            _ => None,
        });
        moved.collect()
    }

    /// Notes the tables in which the rows of a step keep what they change.
    pub fn find_keeps(&mut self) {
        let operations = self.stages.iter().flat_map(|stage| &stage.operations);
        let tables = operations.flat_map(|operation| match operation {
            Operation::Rows(rows) => rows.tables.as_slice(),
            _ => &[],
        });
        let keeps = tables.filter(|(role, _)| role.starts_with("_authmorph_"));
        self.keeps = keeps.map(|(_, name)| name.clone()).collect();
    }

    /// Notes the views over tables that change under them, and views over those. MySQL asks for them when they are read only.
    pub fn find_views(&mut self, schema: &Schema) {
        let mut names: Vec<String> = self.moved().into_iter().map(|table| table.name.clone()).collect();
        for view in schema.views.iter().filter(|_| schema.dialect == Dialect::PostgreSql) {
            if view.identifiers.iter().any(|word| names.contains(word)) {
                names.push(view.name.name.clone());
                self.aside.push(Aside { object: AsideObject::View(view.clone()), returns: true });
            }
        }
    }

    /// The table's name in the end.
    pub fn name_of<'a>(&'a self, table: &'a ObjectName) -> &'a ObjectName {
        self.renames().find(|(from, _)| *from == table).map_or(table, |(_, to)| to)
    }

    /// The name in the end of a table's column, by the table's name before.
    pub fn column_of<'a>(&'a self, table: &ObjectName, column: &'a str) -> &'a str {
        let operations = self.stages.iter().flat_map(|stage| &stage.operations);
        let parts = operations.flat_map(|operation| match operation {
            Operation::Alter(name, parts) if name == table => parts.as_slice(),
            _ => &[],
        });
        let mut renamed = parts.filter_map(|part| match part {
            Part::RenameColumn(from, to) if from == column => Some(to.as_str()),
            _ => None,
        });
        renamed.next_back().unwrap_or(column)
    }

    /// The tables that get another name: from, to.
    pub fn renames(&self) -> impl Iterator<Item = (&ObjectName, &ObjectName)> {
        let operations = self.stages.iter().flat_map(|stage| &stage.operations);
        operations.filter_map(|operation| match operation {
            Operation::RenameTable(from, to) => Some((from, to)),
            _ => None,
        })
    }

    /// The tables that rows are added to.
    pub fn filled(&self) -> impl Iterator<Item = &ObjectName> {
        let operations = self.stages.iter().flat_map(|stage| &stage.operations);
        operations.flat_map(|operation| {
            let rows = if let Operation::Rows(rows) = operation { Some(rows) } else { None };
            rows.into_iter().flat_map(|rows| {
                let into = rows.up.split("INSERT INTO {").skip(1).filter_map(|text| text.split('}').next());
                into.filter_map(|role| rows.tables.iter().find(|(name, _)| *name == role))
                    .map(|(_, name)| name)
            })
        })
    }
}

/// The text with a table's name for each `{role}`.
pub fn with_names(template: &str, tables: &[(&'static str, ObjectName)], dialect: Dialect) -> String {
    let mut parts = template.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let role = part.split_once('}');
        let table = role.and_then(|(role, rest)| {
            let (_, name) = tables.iter().find(|(name, _)| *name == role)?;
            Some((name, rest))
        });
        match table {
            Some((name, rest)) => {
                text.push_str(&dialect.object(name));
                text.push_str(rest);
            }
            // A brace in somebody's name.
            None => {
                text.push('{');
                text.push_str(part);
            }
        }
    }
    text
}

/// What one step does on the way to a release.
#[derive(Debug, Clone, PartialEq)]
pub struct Stage {
    /// Its name, of its own among all of them.
    pub name: String,
    /// Its purpose, in one line.
    pub purpose: String,
    /// Why it is there.
    pub cause: String,
    /// Whether it is the first of its release.
    pub opens: bool,
    /// Whether it comes after the transaction, statement by statement. PostgreSQL only.
    pub afterwards: bool,
    /// Under which condition over the rows `down.sql` leaves all of it as it is; none means never. Not in SQLite.
    pub stays_if: Option<String>,
    /// What it does, in order.
    pub operations: Vec<Operation>,
}

/// One operation. Its undo is the opposite operation.
#[derive(Debug, Clone, PartialEq)]
pub enum Operation {
    /// Creates a table, with its indexes.
    CreateTable(Table),
    /// Drops a table.
    DropTable(Table),
    /// Gives a table another name; what refers to it follows by itself.
    RenameTable(ObjectName, ObjectName),
    /// PostgreSQL: gives the sequence that numbers a table's rows the name that it would have got with the table's new name,
    /// where that is free. The model knows such a sequence by its table and column.
    RenameSequence(ObjectName, ObjectName),
    /// Changes a table in one statement.
    Alter(ObjectName, Vec<Part>),
    /// Takes a foreign key off for a time, in which the values on both of its sides change.
    TakeOff(ObjectName, ForeignKey),
    /// Puts it on again.
    PutOn(ObjectName, ForeignKey),
    /// Creates an index.
    CreateIndex(ObjectName, Index),
    /// Drops an index.
    DropIndex(ObjectName, Index),
    /// Fills tables from others.
    Rows(Rows),
    /// Nothing: from here on a column may hold longer values.
    Lengthen(Limit),
    /// Sets values to NULL that a column is going to be too short for.
    Shorten(Limit),
}

/// How long the values of a column may be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limit {
    /// The table.
    pub table: ObjectName,
    /// The column, which admits NULL.
    pub column: String,
    /// So many characters at most.
    pub characters: u32,
}

impl Limit {
    /// The statement that keeps to it.
    pub fn keep(&self, dialect: Dialect) -> String {
        let column = dialect.identifier(&self.column);
        let length = if dialect == Dialect::Sqlite { "length" } else { "char_length" };
        format!(
            "UPDATE {} SET {column} = NULL WHERE {length}({column}) > {}",
            dialect.object(&self.table),
            self.characters
        )
    }
}

/// One change within a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Part {
    /// Adds a column.
    AddColumn(Column),
    /// Drops a column.
    DropColumn(Column),
    /// Gives a column another name: from, to.
    RenameColumn(String, String),
    /// Changes type, default or nullability: from, to.
    ChangeColumn(Box<(Column, Column)>),
    /// Adds the primary key.
    AddPrimaryKey(Key),
    /// Drops the primary key.
    DropPrimaryKey(Key),
    /// Adds a unique constraint.
    AddUnique(Key),
    /// Drops a unique constraint.
    DropUnique(Key),
    /// Adds a foreign key.
    AddForeignKey(ForeignKey),
    /// Drops a foreign key.
    DropForeignKey(ForeignKey),
    /// Checks the rows under a foreign key that was added without; it is as if it had been added with.
    CheckForeignKey(ForeignKey),
}

/// Rows that are copied or computed.
#[derive(Debug, Clone, PartialEq)]
pub struct Rows {
    /// What and why, in one line.
    pub comment: &'static str,
    /// The statements, with `{role}` for a table's name; several are separated by a line with `;`.
    pub up: &'static str,
    /// Their undo, where dropping what they filled does not undo them.
    pub down: &'static str,
    /// The tables by their roles.
    pub tables: Vec<(&'static str, ObjectName)>,
}

impl Operation {
    /// What undoes it.
    pub fn opposite(&self) -> Self {
        match self {
            Self::CreateTable(table) => Self::DropTable(table.clone()),
            Self::DropTable(table) => Self::CreateTable(table.clone()),
            Self::RenameTable(from, to) => Self::RenameTable(to.clone(), from.clone()),
            Self::RenameSequence(from, to) => Self::RenameSequence(to.clone(), from.clone()),
            Self::Alter(table, parts) => {
                Self::Alter(table.clone(), parts.iter().rev().map(Part::opposite).collect())
            }
            Self::TakeOff(table, key) => Self::PutOn(table.clone(), key.clone()),
            Self::PutOn(table, key) => Self::TakeOff(table.clone(), key.clone()),
            Self::CreateIndex(table, index) => Self::DropIndex(table.clone(), index.clone()),
            Self::DropIndex(table, index) => Self::CreateIndex(table.clone(), index.clone()),
            Self::Lengthen(limit) => Self::Shorten(limit.clone()),
            Self::Shorten(limit) => Self::Lengthen(limit.clone()),
            Self::Rows(rows) => Self::Rows(Rows { up: rows.down, down: rows.up, ..rows.clone() }),
        }
    }

    /// Carries it out on the model.
    pub fn apply(&self, schema: &mut Schema) {
        let dialect = schema.dialect;
        match self {
            // What is taken off is put on again, and the model knows no time between.
            Self::TakeOff(..)
            | Self::PutOn(..)
            | Self::RenameSequence(..)
            | Self::Rows(_)
            | Self::Lengthen(_)
            | Self::Shorten(_) => {}
            Self::CreateTable(table) => schema.tables.push(table.clone()),
            Self::DropTable(table) => schema.tables.retain(|other| other.name != table.name),
            Self::RenameTable(from, to) => rename_table(schema, from, to),
            Self::Alter(table, parts) => {
                if let Some(table) = schema.tables.iter_mut().find(|other| other.name == *table) {
                    parts.iter().for_each(|part| part.apply(table, dialect));
                }
            }
            Self::CreateIndex(table, index) => {
                if let Some(table) = schema.tables.iter_mut().find(|other| other.name == *table) {
                    table.indexes.push(index.clone());
                }
            }
            Self::DropIndex(table, index) => {
                if let Some(table) = schema.tables.iter_mut().find(|other| other.name == *table) {
                    table.indexes.retain(|other| other != index);
                }
            }
        }
    }

    /// The table that it changes, when it is one that was there before.
    pub fn changes(&self) -> Option<&ObjectName> {
        match self {
            Self::Alter(table, _)
            | Self::TakeOff(table, _)
            | Self::PutOn(table, _)
            | Self::CreateIndex(table, _)
            | Self::DropIndex(table, _) => Some(table),
            Self::DropTable(table) => Some(&table.name),
            Self::RenameTable(table, _) => Some(table),
            Self::CreateTable(_)
            | Self::RenameSequence(..)
            | Self::Rows(_)
            | Self::Lengthen(_)
            | Self::Shorten(_) => None,
        }
    }
}

impl Part {
    /// Whether a view over the table would stand in the way.
    fn is_seen(&self) -> bool {
        match self {
            Self::DropColumn(_) | Self::DropPrimaryKey(_) => true,
            Self::ChangeColumn(change) => change.0.data_type != change.1.data_type,
            _ => false,
        }
    }

    fn opposite(&self) -> Self {
        match self {
            Self::AddColumn(column) => Self::DropColumn(column.clone()),
            Self::DropColumn(column) => Self::AddColumn(column.clone()),
            Self::RenameColumn(from, to) => Self::RenameColumn(to.clone(), from.clone()),
            Self::ChangeColumn(change) => Self::ChangeColumn(Box::new((change.1.clone(), change.0.clone()))),
            Self::AddPrimaryKey(key) => Self::DropPrimaryKey(key.clone()),
            Self::DropPrimaryKey(key) => Self::AddPrimaryKey(key.clone()),
            Self::AddUnique(key) => Self::DropUnique(key.clone()),
            Self::DropUnique(key) => Self::AddUnique(key.clone()),
            Self::AddForeignKey(key) => Self::DropForeignKey(key.clone()),
            Self::DropForeignKey(key) => Self::AddForeignKey(key.clone()),
            Self::CheckForeignKey(key) => Self::CheckForeignKey(key.clone()),
        }
    }

    fn apply(&self, table: &mut Table, dialect: Dialect) {
        match self {
            Self::AddColumn(column) => table.columns.push(column.clone()),
            Self::DropColumn(column) => table.columns.retain(|other| other.name != column.name),
            Self::RenameColumn(from, to) => {
                // A text that mentions it is known before, and then this is not planned.
                let _ = rename_in(table, dialect, from, to);
            }
            Self::ChangeColumn(change) => {
                if let Some(column) = table.column_mut(&change.0.name) {
                    *column = change.1.clone();
                }
            }
            Self::AddPrimaryKey(key) => {
                table.primary_key = Some(key.clone());
                for column in table.columns.iter_mut().filter(|column| key.columns.contains(&column.name)) {
                    column.nullable = false;
                }
            }
            Self::DropPrimaryKey(_) => table.primary_key = None,
            Self::AddUnique(key) => table.uniques.push(key.clone()),
            Self::DropUnique(key) => table.uniques.retain(|other| other.columns != key.columns),
            Self::AddForeignKey(key) => table.foreign_keys.push(key.clone()),
            Self::CheckForeignKey(key) => {
                let unchecked = table.foreign_keys.iter_mut().find(|other| other.name == key.name);
                if let Some(unchecked) = unchecked {
                    unchecked.rest.clone_from(&key.rest);
                }
            }
            // Its name may have been one that the database made up.
            Self::DropForeignKey(key) => table
                .foreign_keys
                .retain(|other| other.columns != key.columns || other.foreign_table != key.foreign_table),
        }
    }
}

/// The table under its new name, wherever the model names it. PostgreSQL's constraints keep the names that it has made of
/// the old one.
fn rename_table(schema: &mut Schema, from: &ObjectName, to: &ObjectName) {
    let dialect = schema.dialect;
    for table in &mut schema.tables {
        if table.name == *from {
            if dialect == Dialect::PostgreSql {
                name_constraints(table);
            }
            table.name = to.clone();
        }
        for key in table.foreign_keys.iter_mut().filter(|key| dialect.same_object(&key.foreign_table, from)) {
            key.foreign_table = to.clone();
        }
    }
}

fn name_constraints(table: &mut Table) {
    let own = table.name.name.clone();
    let made = |columns: &[String], label: &str| Some(default_names::constraint(&own, columns, label));
    for (check, name) in default_names::checks(table).into_iter().enumerate() {
        if let Some(check) = table.checks.get_mut(check) {
            check.name = Some(name);
        }
    }
    if let Some(key) = table.primary_key.as_mut().filter(|key| key.name.is_none()) {
        key.name = made(&[], "pkey");
    }
    for key in table.uniques.iter_mut().filter(|key| key.name.is_none()) {
        key.name = made(&key.columns, "key");
    }
    for key in table.foreign_keys.iter_mut().filter(|key| key.name.is_none()) {
        key.name = made(&key.columns, "fkey");
    }
}
