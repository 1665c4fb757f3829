//! The plan: ordered, typed steps from the schema as it is to the schema as decided, and what to test before and after.

pub mod comparison;
pub mod locks;
pub mod probe;
pub mod rows;
pub mod simulate;

use crate::decide::evolution::{Evolution, Operation, Stage};
use crate::decide::{Aside, AsideObject, Changes, CopyChange, KeysChange, SessionChange, TableChange};
use crate::dialects::Dialect;
use crate::dialects::flavours::Flavour;
use crate::findings::{Finding, Severity, Span};
use crate::model::names::ObjectName;
use crate::model::schema::{Schema, Table};
use crate::order::arrange;
use comparison::Comparison;
use probe::Probe;

/// The plan of a migration.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The database that it is for, where the user has said that it is a particular one.
    pub flavour: Option<&'static Flavour>,
    /// The table in which the migration notes that it has run.
    pub journal: ObjectName,
    /// The steps, in the order of `up.sql`; `down.sql` undoes them in the reverse order.
    pub steps: Vec<Step>,
    /// What to ask the database before `up.sql`.
    pub probes: Vec<Probe>,
    /// What to compare after it.
    pub comparisons: Vec<Comparison>,
    /// What to drop in the end.
    pub cleanup: Cleanup,
    /// Tables that nobody else may write to while `down.sql` runs: those that `up.sql` locks, as far as they are still
    /// there, and those that it makes.
    pub locked_by_undo: Vec<ObjectName>,
    /// PostgreSQL: how long `up.sql` waits for a lock, where that is limited.
    pub lock_timeout: Option<&'static str>,
}

impl Plan {
    /// The table that is created last, and so is the first that `down.sql` drops.
    pub fn last_new_table(&self) -> Option<&ObjectName> {
        self.steps.iter().rev().find_map(|step| match &step.action {
            Action::CreateTable(table) => Some(&table.name),
            _ => None,
        })
    }
}

impl Step {
    /// Whether it comes after the transaction of `up.sql`.
    pub fn is_afterwards(&self) -> bool {
        matches!(&self.action, Action::Evolve(stage) if stage.afterwards)
    }
}

/// One step.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// Its purpose, in one line.
    pub purpose: String,
    /// Why it is there.
    pub cause: String,
    /// Where in the text its cause stands.
    pub span: Option<Span>,
    /// What it does.
    pub action: Action,
}

/// What a step does. The order of the variants is the order of execution.
#[derive(Debug, Clone, PartialEq)]
pub enum Action {
    /// Opens the journal. First, because every later step may ask whether the migration has already run.
    /// The tables are those that nobody else may write to while the migration runs.
    OpenJournal(Vec<ObjectName>),
    /// Keeps the values that the change overwrites. Before anything is touched.
    Keep(Box<SessionChange>),
    /// Drops a view or trigger that stands in the way. Before the table changes, because it would stop the change,
    /// or notice it.
    SetAside(Aside),
    /// Changes the session table.
    Reshape(Box<SessionChange>),
    /// Creates again what was set aside and still works. After the table has its new columns.
    GiveBack(Aside),
    /// Keeps the rows and values that the change takes away. Before the table is touched.
    KeepRows(Box<TableChange>),
    /// Changes a table in place. Before rows are copied into others, so that their undo still sees its new columns.
    ChangeTable(Box<TableChange>),
    /// Creates a table. Before rows are copied into it.
    CreateTable(Table),
    /// Copies the keys into the new tables. All of them in one step, because its undo has to look at all of them.
    SplitKeys(Box<KeysChange>),
    /// Copies rows of one table into another.
    CopyRows(Box<CopyChange>),
    /// Notes how many rows the tables have. Before any of them changes.
    CountRows(Table, Vec<ObjectName>),
    /// A step from one release of a library to the next. Each stands on the one before.
    Evolve(Stage),
    /// Notes that the migration has run. Last, so that a run that stopped before can be run again from its start.
    CloseJournal,
}

/// What `cleanup.sql` drops.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Cleanup {
    /// Tables that kept old values.
    pub keep: Vec<ObjectName>,
    /// Tables that the new version has no use for.
    pub unused: Vec<ObjectName>,
    /// Tables that stay although the new version has no use for them, each with the reason.
    pub staying: Vec<(ObjectName, String)>,
}

/// Plans the changes.
pub fn plan(schema: &Schema, changes: &Changes) -> (Plan, Vec<Finding>) {
    let mut steps = Vec::new();
    steps.push(Step {
        purpose: "Open the journal; if it already exists, this script has run before and nothing happens."
            .to_owned(),
        cause: "A migration must not run twice.".to_owned(),
        span: None,
        action: Action::OpenJournal(locked(changes)),
    });
    if let Some(first) = &changes.first {
        let changed = first.stages.iter().flat_map(|stage| &stage.operations).find_map(Operation::changes);
        changed.into_iter().for_each(|table| set_aside(&mut steps, table, &first.aside));
        steps.extend(first.stages.iter().map(evolution_step));
        give_back(&mut steps, &first.aside);
    }
    if let Some(session) = &changes.session {
        session_steps(&mut steps, session, &changes.aside);
    }
    for change in &changes.tables {
        table_steps(&mut steps, change);
    }
    if let Some(keys) = &changes.keys {
        key_steps(&mut steps, keys);
    }
    steps.extend(changes.created.iter().map(|new| Step {
        purpose: new.purpose.clone(),
        cause: new.cause.clone(),
        span: None,
        action: Action::CreateTable(new.table.clone()),
    }));
    steps.extend(changes.copies.iter().map(|copy| Step {
        purpose: copy.purpose.clone(),
        cause: copy.cause.clone(),
        span: Some(copy.from.span),
        action: Action::CopyRows(Box::new(copy.clone())),
    }));
    evolution_steps(&mut steps, changes);
    steps.push(Step {
        purpose: "Note that the migration has run.".to_owned(),
        cause: "verify.sql, down.sql and a second run look for it.".to_owned(),
        span: None,
        action: Action::CloseJournal,
    });
    // What comes after the transaction comes after its last note too.
    arrange(&mut steps, |left, right| left.is_afterwards().cmp(&right.is_afterwards()));
    let plan = Plan {
        flavour: schema.flavour,
        lock_timeout: changes.evolution.as_ref().and_then(|evolution| evolution.lock_timeout),
        journal: changes.journal.clone(),
        locked_by_undo: locked_by_undo(changes, &steps),
        steps,
        probes: probe::probes(schema, changes),
        comparisons: comparison::comparisons(schema.dialect, changes),
        cleanup: cleanup(schema, changes),
    };
    let findings = staying_findings(&plan);
    (plan, findings)
}

/// Tables that nobody else may write to while the migration runs.
fn locked(changes: &Changes) -> Vec<ObjectName> {
    let mut names: Vec<ObjectName> = Vec::new();
    let session = changes.session.iter().map(|session| &session.from);
    let keys = changes.keys.iter().map(|keys| &keys.table);
    let changed = changes.tables.iter().map(|change| &change.from);
    let copied = changes.copies.iter().map(|copy| &copy.from);
    let following = changes.tables.iter().filter_map(|change| change.following.as_ref());
    let followers = following.flat_map(|following| following.columns.iter().map(|column| &column.table));
    for table in session.chain(keys).chain(changed).chain(copied).chain(followers) {
        if !names.contains(&table.name) {
            names.push(table.name.clone());
        }
    }
    let first = changes.first.iter().flat_map(|first| &first.stages).flat_map(|stage| &stage.operations);
    let first = first.filter_map(Operation::changes);
    let is_new = |name: &&ObjectName| changes.created.iter().any(|new| new.table.name == **name);
    let evolving = changes.evolution.iter().flat_map(Evolution::changed).filter(|name| !is_new(name));
    for name in first.chain(evolving) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

/// What the application has written into them since is carried back, so nothing may be written in between.
fn locked_by_undo(changes: &Changes, steps: &[Step]) -> Vec<ObjectName> {
    let mut names = locked(changes);
    for step in steps {
        match &step.action {
            Action::CreateTable(table) => names.push(table.name.clone()),
            Action::Evolve(stage) => {
                for operation in &stage.operations {
                    match operation {
                        Operation::CreateTable(table) => names.push(table.name.clone()),
                        Operation::DropTable(table) => names.retain(|name| *name != table.name),
                        Operation::RenameTable(from, to) => {
                            names.iter_mut().filter(|name| *name == from).for_each(|name| *name = to.clone());
                        }
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
    names
}

fn session_steps(steps: &mut Vec<Step>, session: &SessionChange, aside: &[Aside]) {
    let table = &session.from.name;
    let span = session.from.column(&session.idle).map(|column| column.span);
    steps.push(Step {
        purpose: format!("Keep the old times of every session in {}.", session.keep.name),
        cause: format!("`{}` and `{}` go away; down.sql brings them back.", session.active, session.idle),
        span,
        action: Action::Keep(Box::new(session.clone())),
    });
    set_aside(steps, table, aside);
    steps.push(Step {
        purpose: format!(
            "Give {table} its {}, computed from {} (milliseconds), and drop {}.",
            session.expires, session.idle, session.active
        ),
        cause: "Lucia 3 reads one column.".to_owned(),
        span,
        action: Action::Reshape(Box::new(session.clone())),
    });
    give_back(steps, aside);
}

fn set_aside(steps: &mut Vec<Step>, table: &ObjectName, aside: &[Aside]) {
    for aside in aside.iter().rev() {
        steps.push(Step {
            purpose: format!("Set the {} aside.", title(aside)),
            cause: format!("It reads columns of `{table}` that go away."),
            span: Some(aside_span(aside)),
            action: Action::SetAside(aside.clone()),
        });
    }
}

fn give_back(steps: &mut Vec<Step>, aside: &[Aside]) {
    for aside in aside.iter().filter(|aside| aside.returns) {
        steps.push(Step {
            purpose: format!("Create the {} again.", title(aside)),
            cause: "Its text works on the new columns.".to_owned(),
            span: Some(aside_span(aside)),
            action: Action::GiveBack(aside.clone()),
        });
    }
}

fn table_steps(steps: &mut Vec<Step>, change: &TableChange) {
    let span = Some(change.from.span);
    let what = if change.rekey.is_some() {
        format!("Note the old and the new {} of every row of {} in", change.id, change.from.name)
    } else if !change.altered.is_empty() {
        format!("Note the old and the new values of every row of {} in", change.from.name)
    } else {
        format!("Keep the rows of {} in", change.from.name)
    };
    steps.push(Step {
        purpose: format!("{what} {}.", change.keep.name),
        cause: "down.sql brings back what goes.".to_owned(),
        span,
        action: Action::KeepRows(Box::new(change.clone())),
    });
    set_aside(steps, &change.from.name, &change.aside);
    let following = change.following.as_ref();
    steps.extend(following.and_then(|following| following.before.as_ref()).map(evolution_step));
    steps.push(Step {
        purpose: change.purpose.clone(),
        cause: change.cause.clone(),
        span,
        action: Action::ChangeTable(Box::new(change.clone())),
    });
    steps.extend(following.and_then(|following| following.after.as_ref()).map(evolution_step));
    give_back(steps, &change.aside);
}

fn evolution_steps(steps: &mut Vec<Step>, changes: &Changes) {
    let Some(evolution) = &changes.evolution else { return };
    steps.push(Step {
        purpose: format!("Note in {} how many rows there are.", evolution.counts.name),
        cause: "verify.sql compares.".to_owned(),
        span: None,
        action: Action::CountRows(evolution.counts.clone(), evolution.counted.clone()),
    });
    let changed = evolution.changed();
    let first = changed.first().copied().unwrap_or(&evolution.counts.name);
    set_aside(steps, first, &evolution.aside);
    steps.extend(evolution.stages.iter().map(evolution_step));
    give_back(steps, &evolution.aside);
}

fn evolution_step(stage: &Stage) -> Step {
    Step {
        purpose: stage.purpose.clone(),
        cause: stage.cause.clone(),
        span: None,
        action: Action::Evolve(stage.clone()),
    }
}

fn key_steps(steps: &mut Vec<Step>, keys: &KeysChange) {
    let span = Some(keys.table.span);
    let passwords = match keys.on_user {
        Some(_) => "the logins that have a password",
        None => "passwords",
    };
    let new = [
        (&keys.oauth, "OAuth accounts".to_owned()),
        (&keys.password, passwords.to_owned()),
        (&keys.passwordless, "logins without password that are no OAuth accounts".to_owned()),
    ];
    let of_one = keys.of_one_provider.iter();
    let of_one = of_one.map(|own| (&own.table, format!("accounts at {}", own.provider)));
    for (table, what) in new.into_iter().chain(of_one) {
        steps.push(Step {
            purpose: format!("Create {} for {what}.", table.name),
            cause: format!("Lucia 3 has no use for `{}`.", keys.table.name),
            span,
            action: Action::CreateTable(table.clone()),
        });
    }
    steps.push(Step {
        purpose: format!("Copy every row of {} into one of them; the table itself stays.", keys.table.name),
        cause: "Each key is a login.".to_owned(),
        span,
        action: Action::SplitKeys(Box::new(keys.clone())),
    });
}

fn title(aside: &Aside) -> String {
    match &aside.object {
        AsideObject::View(view) => format!("view {}", view.name),
        AsideObject::Trigger(trigger) => format!("trigger {}", trigger.name),
    }
}

fn aside_span(aside: &Aside) -> Span {
    match &aside.object {
        AsideObject::View(view) => view.span,
        AsideObject::Trigger(trigger) => trigger.span,
    }
}

/// The tables that keep old values.
pub fn keeps(changes: &Changes) -> impl Iterator<Item = &Table> {
    changes
        .session
        .iter()
        .map(|session| &session.keep)
        .chain(changes.tables.iter().map(|change| &change.keep))
        .chain(changes.evolution.iter().map(|evolution| &evolution.counts))
}

/// Tables that nobody needs go, unless something else of the user's refers to them.
fn cleanup(schema: &Schema, changes: &Changes) -> Cleanup {
    let mut cleanup = Cleanup {
        keep: keeps(changes).map(|keep| keep.name.clone()).collect(),
        unused: Vec::new(),
        staying: Vec::new(),
    };
    cleanup.keep.extend(changes.evolution.iter().flat_map(|evolution| evolution.keeps.iter().cloned()));
    let keys = changes.keys.iter().map(|keys| &keys.table.name);
    cleanup.unused =
        keys.chain(&changes.unused).filter(|name| schema.table(name).is_some()).cloned().collect();
    // What stays keeps what it refers to.
    while let Some((name, reason)) = cleanup.unused.iter().find_map(|name| {
        let reason = needed_by(schema, schema.table(name)?, &cleanup.unused)?;
        Some((name.clone(), reason))
    }) {
        cleanup.unused.retain(|other| *other != name);
        cleanup.staying.push((name, reason));
    }
    // By then they may have another name.
    if let Some(evolution) = &changes.evolution {
        let names = cleanup.unused.iter_mut().chain(cleanup.staying.iter_mut().map(|(name, _)| name));
        names.for_each(|name| *name = evolution.name_of(name).clone());
    }
    cleanup
}

/// What of the user's refers to the table, apart from tables that nobody needs either.
fn needed_by(schema: &Schema, table: &Table, unused: &[ObjectName]) -> Option<String> {
    let dialect: Dialect = schema.dialect;
    let referring =
        schema.referring(&table.name).find(|other| other.name != table.name && !unused.contains(&other.name));
    let mentions =
        |identifiers: &[String]| identifiers.iter().any(|word| dialect.same_name(word, &table.name.name));
    referring
        .map(|other| format!("{} refers to it", other.name))
        .or_else(|| {
            let view = schema.views.iter().find(|view| mentions(&view.identifiers))?;
            Some(format!("the view {} reads it", view.name))
        })
        .or_else(|| {
            let trigger = schema.triggers.iter().find(|trigger| {
                !dialect.same_object(&trigger.table, &table.name) && mentions(&trigger.identifiers)
            })?;
            Some(format!("the trigger {} mentions it", trigger.name))
        })
}

fn staying_findings(plan: &Plan) -> Vec<Finding> {
    let staying = plan.cleanup.staying.iter();
    staying
        .map(|(table, reason)| {
            Finding::new(
                "table_still_needed",
                Severity::Warning,
                format!("cleanup.sql does not drop `{table}`: {reason}."),
                "Dropping it would fail, or break what uses it.",
                "Move that over to the new tables first, then drop the table yourself.",
                None,
            )
        })
        .collect()
}
