//! What others have to wait for while `up.sql` runs, and for how long, step by step.
//!
//! It follows from what a step does to which tables, and from how its database locks:
//! - PostgreSQL ("Explicit Locking"; "ALTER TABLE", "CREATE TABLE"): a lock is held until the transaction ends.
//! - MySQL ("Online DDL Operations"; "Locks Set by Different SQL Statements in InnoDB"): a statement's lock ends with it,
//!   and so every step is on its own.
//! - SQLite ("File Locking And Concurrency In SQLite Version 3"): one writer at a time, for the whole database.

use crate::decide::evolution::{Operation, Part, Stage};
use crate::decide::{Aside, AsideObject};
use crate::decide::{TableChange, Way};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::Table;
use crate::plan::{Action, Plan, Step};

/// What has to wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Waiting {
    /// Who writes to it, or wants to change its structure. Reading goes on.
    Writing,
    /// Everybody.
    Everything,
}

/// When it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Until {
    /// With the step.
    StepEnd,
    /// With the transaction, whichever step takes it.
    Commit,
}

/// A lock that others notice. Those that only a change of structure would wait for are left out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lock {
    /// The table or view; none means the whole database.
    pub on: Option<ObjectName>,
    /// What has to wait.
    pub waiting: Waiting,
    /// How long.
    pub until: Until,
}

/// What one step costs others.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cost {
    /// What it locks that no step before it has locked as firmly.
    pub locks: Vec<Lock>,
    /// The tables of which it reads or writes every row, so that it takes longer the more there are. Without any it takes
    /// a moment, once it has its locks.
    pub in_proportion_to: Vec<ObjectName>,
}

/// The cost of each step of the plan, in their order.
pub fn costs(dialect: Dialect, plan: &Plan) -> Vec<Cost> {
    let made = made(plan);
    let is_made = |name: &ObjectName| made.iter().any(|made| dialect.same_object(made, name));
    let mut held: Vec<Lock> = Vec::new();
    plan.steps
        .iter()
        .map(|step| {
            let mut locks: Vec<Lock> = Vec::new();
            let wanted = match dialect {
                Dialect::PostgreSql => in_postgresql(step),
                Dialect::MySql => in_mysql(&step.action),
                Dialect::Sqlite => in_sqlite(plan, &step.action),
            };
            for lock in wanted {
                let is_made = lock.on.as_ref().is_some_and(is_made);
                let covers = |other: &Lock| same(dialect, other, &lock) && other.waiting >= lock.waiting;
                if !is_made && !held.iter().chain(&locks).any(covers) {
                    locks.push(lock);
                }
            }
            held.extend(locks.iter().filter(|lock| lock.until == Until::Commit).cloned());
            let mut in_proportion_to = rows_of(dialect, &step.action);
            in_proportion_to.retain(|table| !is_made(table));
            in_proportion_to.dedup();
            Cost { locks, in_proportion_to }
        })
        .collect()
}

fn same(dialect: Dialect, one: &Lock, other: &Lock) -> bool {
    match (&one.on, &other.on) {
        (Some(one), Some(other)) => dialect.same_object(one, other),
        (one, other) => one == other,
    }
}

/// The tables that the plan makes: nobody else knows them yet.
fn made(plan: &Plan) -> Vec<&ObjectName> {
    let actions = plan.steps.iter().map(|step| &step.action);
    let of_steps = actions.flat_map(|action| match action {
        Action::CreateTable(table) => vec![&table.name],
        Action::Evolve(stage) => {
            let created = stage.operations.iter().filter_map(|operation| match operation {
                Operation::CreateTable(table) => Some(&table.name),
                _ => None,
            });
            created.collect()
        }
        _ => Vec::new(),
    });
    of_steps.chain(&plan.cleanup.keep).collect()
}

fn lock(on: &ObjectName, waiting: Waiting, until: Until) -> Lock {
    Lock { on: Some(on.clone()), waiting, until }
}

/// `LOCK TABLE` at the start takes what is changed or copied from; what follows takes what these tables refer to.
fn in_postgresql(step: &Step) -> Vec<Lock> {
    let firmly = |on: &ObjectName| lock(on, Waiting::Everything, Until::Commit);
    match &step.action {
        // What comes after the transaction lets everybody read and write.
        _ if step.is_afterwards() => Vec::new(),
        Action::OpenJournal(tables) => tables.iter().map(firmly).collect(),
        Action::Keep(session) => referred(&session.keep),
        Action::KeepRows(change) => referred(&change.keep),
        Action::CreateTable(table) | Action::CountRows(table, _) => referred(table),
        Action::SetAside(aside) => vec![firmly(aside_name(aside))],
        Action::Evolve(stage) => stage.operations.iter().flat_map(of_operation).collect(),
        Action::GiveBack(_)
        | Action::Reshape(_)
        | Action::ChangeTable(_)
        | Action::SplitKeys(_)
        | Action::CopyRows(_)
        | Action::CloseJournal => Vec::new(),
    }
}

/// A new foreign key lets nobody write to the table that it refers to.
fn referred(table: &Table) -> Vec<Lock> {
    let keys = table.foreign_keys.iter();
    keys.map(|key| lock(&key.foreign_table, Waiting::Writing, Until::Commit)).collect()
}

fn of_operation(operation: &Operation) -> Vec<Lock> {
    match operation {
        Operation::CreateTable(table) => referred(table),
        // The triggers of its foreign keys stand on the other table too.
        Operation::DropTable(table) => {
            let keys = table.foreign_keys.iter();
            keys.map(|key| lock(&key.foreign_table, Waiting::Everything, Until::Commit)).collect()
        }
        Operation::Alter(_, parts) => {
            let locks = parts.iter().filter_map(|part| match part {
                Part::AddForeignKey(key) => Some(lock(&key.foreign_table, Waiting::Writing, Until::Commit)),
                Part::DropForeignKey(key) => {
                    Some(lock(&key.foreign_table, Waiting::Everything, Until::Commit))
                }
                _ => None,
            });
            locks.collect()
        }
        Operation::TakeOff(_, key) => vec![lock(&key.foreign_table, Waiting::Everything, Until::Commit)],
        Operation::PutOn(_, key) => vec![lock(&key.foreign_table, Waiting::Writing, Until::Commit)],
        // It is among those that are locked at the start.
        Operation::RenameTable(..)
        | Operation::RenameSequence(..)
        | Operation::CreateIndex(..)
        | Operation::DropIndex(..)
        | Operation::Rows(_)
        | Operation::Lengthen(_)
        | Operation::Shorten(_) => Vec::new(),
    }
}

/// What locks a trigger is its table.
fn aside_name(aside: &Aside) -> &ObjectName {
    match &aside.object {
        AsideObject::View(view) => &view.name,
        AsideObject::Trigger(trigger) => &trigger.table,
    }
}

/// Reading rows in order to write them elsewhere locks them against writers, and so does copying a table while it changes.
fn in_mysql(action: &Action) -> Vec<Lock> {
    let waiting = |on: &ObjectName| lock(on, Waiting::Writing, Until::StepEnd);
    match action {
        Action::ChangeTable(change) if !touches_rows(change) => Vec::new(),
        Action::Evolve(stage) => {
            let operations = stage.operations.iter();
            operations.flat_map(copied_by_mysql).map(waiting).collect()
        }
        _ => rows_of(Dialect::MySql, action).iter().map(waiting).collect(),
    }
}

/// The tables that an operation copies, or reads in order to write.
fn copied_by_mysql(operation: &Operation) -> Vec<&ObjectName> {
    match operation {
        Operation::Rows(rows) => rows.tables.iter().map(|(_, name)| name).collect(),
        Operation::Shorten(limit) => vec![&limit.table],
        Operation::Alter(table, parts) => {
            let copies = parts.iter().any(|part| match part {
                Part::ChangeColumn(_)
                | Part::AddPrimaryKey(_)
                | Part::DropPrimaryKey(_)
                | Part::AddForeignKey(_) => true,
                Part::AddColumn(_)
                | Part::DropColumn(_)
                | Part::RenameColumn(..)
                | Part::AddUnique(_)
                | Part::DropUnique(_)
                | Part::DropForeignKey(_)
                | Part::CheckForeignKey(_) => false,
            });
            if copies { vec![table] } else { Vec::new() }
        }
        Operation::PutOn(table, _) => vec![table],
        Operation::CreateTable(_)
        | Operation::DropTable(_)
        | Operation::RenameTable(..)
        | Operation::RenameSequence(..)
        | Operation::TakeOff(..)
        | Operation::CreateIndex(..)
        | Operation::DropIndex(..)
        | Operation::Lengthen(_) => Vec::new(),
    }
}

/// The transaction begins as one that writes. A database that takes a script whole answers nobody meanwhile.
fn in_sqlite(plan: &Plan, action: &Action) -> Vec<Lock> {
    if !matches!(action, Action::OpenJournal(_)) {
        return Vec::new();
    }
    let answers_nobody = plan.flavour.is_some_and(|flavour| !flavour.has_transactions);
    let waiting = if answers_nobody { Waiting::Everything } else { Waiting::Writing };
    vec![Lock { on: None, waiting, until: Until::Commit }]
}

/// The tables of which a step reads or writes every row.
fn rows_of(dialect: Dialect, action: &Action) -> Vec<ObjectName> {
    match action {
        Action::Keep(session) | Action::Reshape(session) => vec![session.from.name.clone()],
        Action::KeepRows(change) => vec![change.from.name.clone()],
        Action::ChangeTable(change) => {
            let rewrites = dialect == Dialect::Sqlite && !change.dropped.is_empty();
            let builds = !change.new_indexes.is_empty();
            let is_long = rewrites || builds || touches_rows(change);
            let own = is_long.then(|| change.from.name.clone());
            let following = change.following.iter().filter(|_| change.rekey.is_some());
            let following = following.flat_map(|following| &following.columns);
            let following = following.map(|follower| &follower.table.name);
            let others = following.filter(|name| **name != change.from.name).cloned();
            own.into_iter().chain(others).collect()
        }
        Action::SplitKeys(keys) => vec![keys.table.name.clone()],
        // What only comes back costs up.sql nothing.
        Action::CopyRows(copy) if copy.way != Way::ThereAndBack => Vec::new(),
        Action::CopyRows(copy) => vec![copy.from.name.clone()],
        Action::CountRows(_, tables) => tables.clone(),
        Action::Evolve(stage) => rows_of_stage(stage),
        Action::OpenJournal(_)
        | Action::SetAside(_)
        | Action::GiveBack(_)
        | Action::CreateTable(_)
        | Action::CloseJournal => Vec::new(),
    }
}

/// Whether a change reads or writes the rows of the table, apart from building indexes.
fn touches_rows(change: &TableChange) -> bool {
    let retypes = change
        .from
        .columns
        .iter()
        .any(|column| change.to.column(&column.name).is_some_and(|to| to.data_type != column.data_type));
    let fills = change.added.iter().any(|added| added.value.is_some());
    change.removed.is_some() || change.rekey.is_some() || !change.altered.is_empty() || retypes || fills
}

fn rows_of_stage(stage: &Stage) -> Vec<ObjectName> {
    let tables = stage.operations.iter().flat_map(|operation| match operation {
        Operation::CreateIndex(table, _) => vec![table],
        Operation::Shorten(limit) => vec![&limit.table],
        Operation::Rows(rows) => rows.tables.iter().map(|(_, name)| name).collect(),
        Operation::Alter(table, parts) => {
            let is_long = parts.iter().any(|part| match part {
                Part::ChangeColumn(change) => {
                    change.0.data_type != change.1.data_type || change.0.nullable && !change.1.nullable
                }
                Part::AddForeignKey(key) => key.rest.as_deref() != Some("NOT VALID"),
                Part::AddPrimaryKey(_) | Part::AddUnique(_) | Part::CheckForeignKey(_) => true,
                Part::AddColumn(_)
                | Part::DropColumn(_)
                | Part::RenameColumn(..)
                | Part::DropPrimaryKey(_)
                | Part::DropUnique(_)
                | Part::DropForeignKey(_) => false,
            });
            if is_long { vec![table] } else { Vec::new() }
        }
        Operation::PutOn(table, _) => vec![table],
        Operation::CreateTable(_)
        | Operation::DropTable(_)
        | Operation::RenameTable(..)
        | Operation::RenameSequence(..)
        | Operation::TakeOff(..)
        | Operation::DropIndex(..)
        | Operation::Lengthen(_) => Vec::new(),
    });
    let mut names: Vec<ObjectName> = Vec::new();
    for name in tables {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}
