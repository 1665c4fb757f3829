//! The statements of each kind of step.

use super::{Statement, StepStatements, change, copy, evolve, keys, reshape};
use crate::decide::evolution::Operation;
use crate::decide::{Aside, AsideObject, SessionChange};
use crate::dialects::Dialect;
use crate::dialects::ddl::{ForeignKeys, comments, create_table};
use crate::model::names::ObjectName;
use crate::model::schema::{Index, Table, Trigger};
use crate::plan::{Action, Plan};

/// Writes what a step does.
pub fn write(dialect: Dialect, plan: &Plan, action: &Action) -> StepStatements {
    let mut statements = of_action(dialect, plan, action);
    let is_before_names = matches!(
        action,
        Action::KeepRows(_) | Action::ChangeTable(_) | Action::CreateTable(_) | Action::CopyRows(_)
    );
    if dialect == Dialect::MySql && is_before_names {
        statements.up = unless_renamed(plan, statements.up);
    }
    statements
}

fn of_action(dialect: Dialect, plan: &Plan, action: &Action) -> StepStatements {
    let journal = &plan.journal;
    match action {
        Action::OpenJournal(lock) => open_journal(dialect, journal, lock),
        Action::Keep(session) => keep(dialect, journal, session),
        Action::SetAside(aside) => {
            let (create, drop) = aside_statements(dialect, aside);
            StepStatements { up: drop, down: create }
        }
        Action::GiveBack(aside) => {
            let (create, drop) = aside_statements(dialect, aside);
            StepStatements { up: create, down: drop }
        }
        Action::Reshape(session) => reshape::write(dialect, session),
        Action::CreateTable(table) => new_table(dialect, journal, table),
        Action::SplitKeys(keys) => keys::write(dialect, journal, keys),
        Action::CopyRows(copy) => copy::write(dialect, journal, plan.last_new_table(), copy),
        Action::KeepRows(change) => change::keep(dialect, journal, change),
        Action::ChangeTable(change) => change::write(dialect, journal, change),
        Action::CountRows(table, of) => evolve::count(dialect, journal, table, of),
        Action::Evolve(stage) => evolve::write(dialect, journal, stage),
        Action::CloseJournal => close_journal(dialect, journal),
    }
}

/// MySQL: what a step does to tables that get another name in the end. Where a run has stopped after that, it is done, and there
/// are no tables of the old names to do it to.
fn unless_renamed(plan: &Plan, statements: Vec<Statement>) -> Vec<Statement> {
    let stages = plan.steps.iter().filter_map(|step| match &step.action {
        Action::Evolve(stage) => Some(stage),
        _ => None,
    });
    let renames = |operation: &Operation| matches!(operation, Operation::RenameTable(..));
    let mut renaming = stages.filter(|stage| stage.operations.iter().any(renames));
    let Some(stage) = renaming.next() else { return statements };
    let begun = evolve::has_begun(&plan.journal, stage);
    let within = |statement: Statement| match statement.sql.strip_prefix(GUARD) {
        Some(rest) => {
            vec![Statement { sql: format!("SET @authmorph = IF({begun}, 'DO 0', IF({rest})"), ..statement }]
        }
        None if statement.sql.starts_with("CREATE TABLE ") => {
            guarded_statement(&format!("NOT {begun}"), &statement)
        }
        None => vec![statement],
    };
    statements.into_iter().flat_map(within).collect()
}

/// `IF NOT EXISTS`, where a script has to survive being run again from its start.
pub fn if_not_exists(dialect: Dialect, create: &str) -> String {
    match dialect {
        Dialect::MySql => create.replacen("CREATE TABLE ", "CREATE TABLE IF NOT EXISTS ", 1),
        Dialect::PostgreSql | Dialect::Sqlite => create.to_owned(),
    }
}

/// Drops a table; where a script may be run again, only if it is still there.
pub fn drop_table(dialect: Dialect, name: &ObjectName) -> Statement {
    let if_exists = if dialect == Dialect::MySql { "IF EXISTS " } else { "" };
    Statement::new(format!("DROP TABLE {if_exists}{}", dialect.object(name))).drops(dialect, name)
}

/// Drops a table that `up.sql` has made. A database in which it never ran may have a table of that name too.
pub fn drop_our_table(dialect: Dialect, journal: &ObjectName, name: &ObjectName) -> Vec<Statement> {
    let drop = drop_table(dialect, name);
    match dialect {
        Dialect::MySql => guarded(&dialect.relation_exists(journal), &drop.sql),
        Dialect::PostgreSql | Dialect::Sqlite => vec![drop],
    }
}

/// PostgreSQL: keeps everybody else from the tables.
pub fn lock(tables: &[ObjectName]) -> Statement {
    let tables: Vec<String> = tables.iter().map(|table| Dialect::PostgreSql.object(table)).collect();
    Statement::with(
        "Nobody else writes to these tables until COMMIT.",
        format!("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE", tables.join(", ")),
    )
}

fn open_journal(dialect: Dialect, name: &ObjectName, locked: &[ObjectName]) -> StepStatements {
    let journal = dialect.object(name);
    let text = dialect.short_text().text;
    let create = format!("CREATE TABLE {journal} (step {text} NOT NULL PRIMARY KEY)");
    let mut create = Statement::new(if_not_exists(dialect, &create));
    // A second run finds a row in it, whatever else it does.
    create.must_hold = Some(format!("NOT EXISTS (SELECT 1 FROM {journal})"));
    let mut up = vec![create];
    if dialect == Dialect::PostgreSql && !locked.is_empty() {
        // Before all else: where a transaction sees the database as it was at its first statement (`REPEATABLE READ`), what
        // is written while it waits for the lock would be missed, and LOCK is none of those (PostgreSQL manual, "LOCK").
        up.insert(0, lock(locked));
    }
    StepStatements { up, down: vec![drop_table(dialect, name)] }
}

fn close_journal(dialect: Dialect, journal: &ObjectName) -> StepStatements {
    let journal = dialect.object(journal);
    let insert = match dialect {
        Dialect::MySql => format!("REPLACE INTO {journal} (step) VALUES ('up')"),
        Dialect::PostgreSql | Dialect::Sqlite => format!("INSERT INTO {journal} (step) VALUES ('up')"),
    };
    StepStatements { up: vec![Statement::new(insert)], down: Vec::new() }
}

fn keep(dialect: Dialect, journal: &ObjectName, session: &SessionChange) -> StepStatements {
    let create = create_table(dialect, &session.keep, ForeignKeys::All);
    let columns = [&session.id, &session.active, &session.idle];
    let names = dialect.identifiers(columns.iter().map(|name| name.as_str()));
    let values: Vec<String> = columns.iter().map(|name| format!("s.{}", dialect.identifier(name))).collect();
    let (keep, table) = (dialect.object(&session.keep.name), dialect.object(&session.from.name));
    let copy =
        |verb: &str| format!("{verb} INTO {keep} ({names})\nSELECT {}\nFROM {table} AS s", values.join(", "));
    let mut up = vec![Statement::new(if_not_exists(dialect, &create))];
    match dialect {
        // A run that stopped before the columns were dropped left older values behind: take the present ones.
        Dialect::MySql => {
            up.extend(guarded(&dialect.column_exists(&session.from.name, &session.active), &copy("REPLACE")))
        }
        Dialect::PostgreSql | Dialect::Sqlite => up.push(Statement::new(copy("INSERT"))),
    }
    StepStatements { up, down: drop_our_table(dialect, journal, &session.keep.name) }
}

fn new_table(dialect: Dialect, journal: &ObjectName, table: &Table) -> StepStatements {
    let create = if_not_exists(dialect, &create_table(dialect, table, ForeignKeys::All));
    let mut up = vec![Statement::new(create).creates(dialect, &table.name)];
    up.extend(create_indexes(dialect, table, &table.indexes));
    up.extend(comments(dialect, table).into_iter().map(Statement::new));
    StepStatements { up, down: drop_our_table(dialect, journal, &table.name) }
}

/// How to create and how to drop what was set aside.
fn aside_statements(dialect: Dialect, aside: &Aside) -> (Vec<Statement>, Vec<Statement>) {
    let if_exists = if dialect == Dialect::MySql { "IF EXISTS " } else { "" };
    match &aside.object {
        AsideObject::View(view) => {
            let kind = if view.materialized { "MATERIALIZED VIEW" } else { "VIEW" };
            let drop = Statement::new(format!("DROP {kind} {if_exists}{}", dialect.object(&view.name)));
            let drop = drop.drops(dialect, &view.name);
            let mut create = vec![Statement::new(view.text.clone()).creates(dialect, &view.name)];
            if dialect == Dialect::MySql {
                create.insert(0, drop.clone());
            }
            (create, vec![drop])
        }
        AsideObject::Trigger(trigger) => {
            let mut create = vec![create_trigger(dialect, trigger)];
            if dialect == Dialect::MySql {
                create.insert(0, drop_trigger(dialect, trigger));
            }
            (create, vec![drop_trigger(dialect, trigger)])
        }
    }
}

/// Drops a trigger. In PostgreSQL it belongs to its table; elsewhere it lives beside it.
pub fn drop_trigger(dialect: Dialect, trigger: &Trigger) -> Statement {
    let drop = Statement::new(match dialect {
        Dialect::PostgreSql => {
            format!(
                "DROP TRIGGER {} ON {}",
                dialect.identifier(&trigger.name.name),
                dialect.object(&trigger.table)
            )
        }
        Dialect::MySql => format!("DROP TRIGGER IF EXISTS {}", dialect.object(&trigger.name)),
        Dialect::Sqlite => format!("DROP TRIGGER {}", dialect.object(&trigger.name)),
    });
    drop.drops(dialect, &trigger.name)
}

/// Creates a trigger again.
pub fn create_trigger(dialect: Dialect, trigger: &Trigger) -> Statement {
    Statement::new(trigger.text.clone()).creates(dialect, &trigger.name)
}

/// Creates indexes by statements of their own, where the dialect does not write them inside `CREATE TABLE`.
fn create_indexes(dialect: Dialect, table: &Table, indexes: &[Index]) -> Vec<Statement> {
    match dialect {
        Dialect::MySql => Vec::new(),
        Dialect::PostgreSql | Dialect::Sqlite => {
            indexes.iter().map(|index| create_index(dialect, table, index)).collect()
        }
    }
}

/// Creates an index.
pub fn create_index(dialect: Dialect, table: &Table, index: &Index) -> Statement {
    let name = table.name.sibling(index.name.as_deref().unwrap_or_default());
    Statement::new(dialect.create_index(table, index)).creates(dialect, &name)
}

/// Drops an index.
pub fn drop_index(dialect: Dialect, table: &Table, index: &Index) -> Statement {
    let name = index.name.as_deref().unwrap_or_default();
    Statement::new(dialect.drop_index(&table.name, name)).drops(dialect, &table.name.sibling(name))
}

/// MySQL: the migration has not run to its end.
pub fn not_done(journal: &ObjectName) -> String {
    format!("NOT EXISTS (SELECT 1 FROM {} AS j WHERE j.step = 'up')", Dialect::MySql.object(journal))
}

/// MySQL: the migration has run to its end, so that what is new in the tables is the application's. What `down.sql` deletes
/// or overwrites, it does only then: a run that has stopped may not have copied the rows yet that would be missed.
/// The journal has to be there.
pub fn done(journal: &ObjectName) -> String {
    format!("EXISTS (SELECT 1 FROM {} AS j WHERE j.step = 'up')", Dialect::MySql.object(journal))
}

/// The same as a further condition; the others have transactions, and need none.
pub fn and_done(dialect: Dialect, journal: &ObjectName) -> String {
    match dialect {
        Dialect::MySql => format!("\n    AND {}", done(journal)),
        Dialect::PostgreSql | Dialect::Sqlite => String::new(),
    }
}

/// What a guarded statement begins with.
const GUARD: &str = "SET @authmorph = IF(";

/// MySQL has no `IF` outside of procedures, and a script may be run again from its start:
/// the statement is prepared only while the condition holds.
pub fn guarded(condition: &str, sql: &str) -> Vec<Statement> {
    vec![
        Statement::new(format!(
            "{GUARD}\n    {condition},\n    {},\n    'DO 0'\n)",
            Dialect::MySql.literal(sql)
        )),
        Statement::new("PREPARE authmorph_step FROM @authmorph"),
        Statement::new("EXECUTE authmorph_step"),
        Statement::new("DEALLOCATE PREPARE authmorph_step"),
    ]
}

/// The same, with the statement's comment above.
pub fn guarded_statement(condition: &str, statement: &Statement) -> Vec<Statement> {
    let mut statements = guarded(condition, &statement.sql);
    if let Some(first) = statements.first_mut() {
        first.comment.clone_from(&statement.comment);
    }
    statements
}
