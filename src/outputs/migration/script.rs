//! The files that write: `up.sql`, `down.sql` and `cleanup.sql`, with what goes around the steps.
//!
//! PostgreSQL aborts a transaction at the first error, and so its `COMMIT` undoes everything. SQLite's shell goes on
//! after an error: there a guard, the last statement before `COMMIT`, rolls everything back unless all is as it should be.
//! MySQL commits each change at once: there every statement can be run again.
//! D1 takes a file as one transaction that the first error undoes, and wants no statements for that.

use super::steps::{drop_table, guarded, lock};
use super::{Statement, comment, step_statements};
use crate::decide::DroppedColumn;
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::plan::{Action, Plan, Step};

/// A part of a script.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// A line of comment, without what makes it one.
    Comment(String),
    /// An empty line.
    Blank,
    /// Begins a transaction.
    Begin(&'static str),
    /// Ends it.
    Commit,
    /// A statement, without its semicolon.
    Statement(String),
    /// A statement that stands outside of every transaction.
    Alone(String),
}

/// `up.sql` as text.
pub fn up(dialect: Dialect, plan: &Plan, title: &str) -> String {
    text(dialect, &up_items(dialect, plan, title))
}

/// `down.sql` as text.
pub fn down(dialect: Dialect, plan: &Plan, title: &str) -> String {
    text(dialect, &down_items(dialect, plan, title))
}

/// `up.sql`.
pub fn up_items(dialect: Dialect, plan: &Plan, title: &str) -> Vec<Item> {
    let mut script = Script::new(dialect, plan, &format!("{title}: up.sql"));
    script.note("Stop the application, back the database up, and run preflight.sql first.");
    script.note(match dialect {
        Dialect::PostgreSql => "One transaction: an error anywhere leaves the database untouched. psql -v ON_ERROR_STOP=1 -f up.sql",
        Dialect::MySql => "MySQL commits every change at once. If this stops half way, mend the cause and run it again from its start.",
        Dialect::Sqlite if !script.says_transactions => {
            "The first statement that fails, or whose outcome is not as it should be, undoes all before it."
        }
        Dialect::Sqlite => "One transaction, rolled back by its last statement unless everything is as it should be.",
    });
    script.note_one_piece();
    script.begin();
    if let Some(timeout) = plan.lock_timeout {
        script.note(
            "Gives up rather than let everybody wait behind it. Nothing has happened then: run it again.",
        );
        script.statement(format!("SET LOCAL lock_timeout = '{timeout}'"));
    }
    let heading = |number: usize, step: &Step| format!("{}. {}", number + 1, step.purpose);
    let steps = plan.steps.iter().enumerate();
    for (number, step) in steps.clone().filter(|(_, step)| !step.is_afterwards()) {
        script.heading(&heading(number, step));
        script.statements(&step_statements(dialect, plan, step).up);
    }
    script.commit(&up_conditions(dialect, plan));
    for (number, step) in steps.filter(|(_, step)| step.is_afterwards()) {
        script.heading(&heading(number, step));
        for statement in step_statements(dialect, plan, step).up {
            script.items.extend(statement.comment.map(Item::Comment));
            script.items.push(Item::Alone(statement.sql));
        }
    }
    script.items
}

/// What has to hold when `up.sql` has run in SQLite: every comparison of `verify.sql`.
fn up_conditions(dialect: Dialect, plan: &Plan) -> Vec<String> {
    let mut conditions: Vec<String> = plan
        .comparisons
        .iter()
        .map(|comparison| format!("({}) = ({})", comparison.expected, comparison.actual))
        .collect();
    conditions
        .push(format!("EXISTS (SELECT 1 FROM {} AS j WHERE j.step = 'up')", dialect.object(&plan.journal)));
    conditions
}

/// `down.sql`.
pub fn down_items(dialect: Dialect, plan: &Plan, title: &str) -> Vec<Item> {
    let mut script = Script::new(dialect, plan, &format!("{title}: down.sql"));
    script.note("Undoes up.sql, and carries back what the application has written since. Not possible after cleanup.sql.");
    match dialect {
        Dialect::MySql => {}
        Dialect::PostgreSql => script.note("The columns that come back stand at the end of their table."),
        Dialect::Sqlite => {
            script.note("The columns that come back stand at the end of their table, with a DEFAULT 0 where SQLite asks for one.");
        }
    }
    script.note_one_piece();
    script.begin();
    script.require_journal(&plan.journal);
    if dialect == Dialect::PostgreSql && !plan.locked_by_undo.is_empty() {
        script.statements(&[lock(&plan.locked_by_undo)]);
    }
    for step in plan.steps.iter().rev() {
        let statements = step_statements(dialect, plan, step).down;
        if !statements.is_empty() {
            script.heading(&format!("Undo: {}", step.purpose));
            script.statements(&statements);
        }
    }
    script.commit(&down_conditions(dialect, plan));
    script.items
}

/// What has to hold when `down.sql` has run in SQLite, apart from what each statement has to leave behind.
fn down_conditions(dialect: Dialect, plan: &Plan) -> Vec<String> {
    let mut conditions = Vec::new();
    for step in &plan.steps {
        match &step.action {
            Action::Reshape(session) => {
                let has = |column: &str| dialect.column_exists(&session.from.name, column);
                conditions.extend([
                    has(&session.active),
                    has(&session.idle),
                    format!("NOT {}", has(&session.expires)),
                ]);
            }
            Action::ChangeTable(change) => {
                let has = |column: &DroppedColumn| dialect.column_exists(&change.from.name, &column.name);
                conditions.extend(change.dropped.iter().map(has));
            }
            _ => {}
        }
    }
    conditions
}

/// `cleanup.sql` as text.
pub fn cleanup(dialect: Dialect, plan: &Plan, title: &str) -> String {
    text(dialect, &cleanup_items(dialect, plan, title))
}

/// `cleanup.sql`.
pub fn cleanup_items(dialect: Dialect, plan: &Plan, title: &str) -> Vec<Item> {
    let mut script = Script::new(dialect, plan, &format!("{title}: cleanup.sql"));
    script
        .note("When you are sure: drops what was kept, and the tables that the new version has no use for.");
    script.note("After this down.sql is not possible any more.");
    for (table, reason) in &plan.cleanup.staying {
        script.note(&format!("{table} stays: {reason}."));
    }
    script.note_one_piece();
    script.begin();
    script.require_journal(&plan.journal);
    script.heading("Drop what nobody needs any more.");
    script.statements(&cleanup_statements(dialect, plan));
    script.commit(&[]);
    script.items
}

fn cleanup_statements(dialect: Dialect, plan: &Plan) -> Vec<Statement> {
    let has_run = dialect.relation_exists(&plan.journal);
    let tables = plan.cleanup.unused.iter().chain(&plan.cleanup.keep);
    let mut statements: Vec<Statement> = tables
        .flat_map(|table| match dialect {
            Dialect::MySql => guarded(&has_run, &drop_table(dialect, table).sql),
            Dialect::PostgreSql | Dialect::Sqlite => vec![drop_table(dialect, table)],
        })
        .collect();
    // The journal goes last: without it, the statements before would not run again.
    statements.push(drop_table(dialect, &plan.journal));
    statements
}

/// A script under construction.
struct Script {
    dialect: Dialect,
    /// Whether it may say where its transaction begins and ends.
    says_transactions: bool,
    items: Vec<Item>,
    checkpoints: usize,
}

/// SQLite: rows that say which statements have worked.
const GUARD: &str = "_authmorph_guard";

impl Script {
    fn new(dialect: Dialect, plan: &Plan, title: &str) -> Self {
        let says_transactions = plan.flavour.is_none_or(|flavour| flavour.has_transactions);
        let how = plan.flavour.map(|flavour| flavour.how_to_run).filter(|how| !how.is_empty());
        let comments = [title].into_iter().chain(how).map(|text| Item::Comment(text.to_owned()));
        Self { dialect, says_transactions, items: comments.collect(), checkpoints: 0 }
    }

    fn note(&mut self, text: &str) {
        self.items.push(Item::Comment(text.to_owned()));
    }

    /// Says why the file looks like that, where it is [`one_piece`].
    fn note_one_piece(&mut self) {
        if self.dialect == Dialect::Sqlite && self.says_transactions {
            self.note("The comments between the statements are one with them: so sqlite3 reads the file as one piece, and stops at the first error.");
        }
    }

    fn heading(&mut self, text: &str) {
        self.items.push(Item::Blank);
        self.note(text);
    }

    fn statement(&mut self, sql: impl Into<String>) {
        self.items.push(Item::Statement(sql.into()));
    }

    fn begin(&mut self) {
        match self.dialect {
            Dialect::PostgreSql => {
                self.items.extend([Item::Blank, Item::Begin("BEGIN")]);
                self.note("A deferred foreign key that still waits for its check would stop ALTER TABLE.");
                self.statement("SET CONSTRAINTS ALL IMMEDIATE");
            }
            Dialect::MySql => {}
            Dialect::Sqlite => {
                let kind = if self.says_transactions {
                    self.items.extend([Item::Blank, Item::Begin("BEGIN IMMEDIATE")]);
                    "TEMP TABLE"
                } else {
                    self.heading(
                        "A row of it that is not ok stops the script, and with it all that was done.",
                    );
                    "TABLE"
                };
                self.statement(format!(
                    "CREATE {kind} {GUARD} (step INTEGER NOT NULL PRIMARY KEY, ok INTEGER NOT NULL CHECK (ok = 1))"
                ));
            }
        }
    }

    /// Stops here in a database in which `up.sql` has not run. MySQL asks before each statement instead.
    fn require_journal(&mut self, journal: &ObjectName) {
        let name = self.dialect.object(journal);
        if self.dialect != Dialect::MySql {
            self.heading("Without the journal up.sql has not run, and nothing happens.");
        }
        match self.dialect {
            Dialect::PostgreSql => self.statement(format!("LOCK TABLE {name} IN ACCESS EXCLUSIVE MODE")),
            Dialect::MySql => {}
            Dialect::Sqlite => {
                self.checkpoint(&format!("EXISTS (SELECT 1 FROM {name} AS j WHERE j.step = 'up')"))
            }
        }
    }

    /// Notes whether the condition holds now; where it does not, or cannot be asked, the end rolls everything back.
    fn checkpoint(&mut self, condition: &str) {
        self.checkpoints += 1;
        self.statement(format!("INSERT INTO {GUARD} (step, ok)\nSELECT {}, {condition}", self.checkpoints));
    }

    fn statements(&mut self, statements: &[Statement]) {
        for statement in statements {
            if let Some(text) = &statement.comment {
                self.note(text);
            }
            self.statement(&statement.sql);
            if let (Dialect::Sqlite, Some(condition)) = (self.dialect, &statement.must_hold) {
                self.checkpoint(condition);
            }
        }
    }

    fn commit(&mut self, conditions: &[String]) {
        match self.dialect {
            Dialect::PostgreSql => self.items.extend([Item::Blank, Item::Commit]),
            Dialect::MySql => {}
            Dialect::Sqlite => self.guard(conditions),
        }
    }

    /// Rolls everything back unless all conditions hold. Each is asked in a statement of its own: one that cannot even
    /// be asked, because a table is missing, must not take the last statement with it.
    fn guard(&mut self, conditions: &[String]) {
        self.heading("Roll everything back unless all is as it should be.");
        for condition in conditions {
            self.checkpoint(condition);
        }
        if !self.says_transactions {
            self.statement(format!("DROP TABLE {GUARD}"));
            return;
        }
        self.statement(format!(
            "INSERT OR ROLLBACK INTO {GUARD} (step, ok)\nSELECT 0, count(*) = {} FROM {GUARD}",
            self.checkpoints
        ));
        self.statement(format!("DROP TABLE temp.{GUARD}"));
        self.items.push(Item::Commit);
    }
}

/// The script as the databases' own clients read it.
pub fn text(dialect: Dialect, items: &[Item]) -> String {
    if dialect == Dialect::Sqlite && items.iter().any(|item| matches!(item, Item::Begin(_))) {
        return one_piece(items);
    }
    let lines = items.iter().map(|item| match item {
        Item::Comment(text) => comment(text),
        Item::Blank => String::new(),
        Item::Begin(sql) => format!("{sql};"),
        Item::Commit => "COMMIT;".to_owned(),
        Item::Statement(sql) | Item::Alone(sql) => terminated(dialect, sql),
    });
    lines.map(|line| line + "\n").collect()
}

/// SQLite's shell runs what it has read at the end of every line that ends a statement, and goes on after an error. Some
/// errors (a full disk, a lock that is not to be had) end the transaction or keep it from beginning, and then every further
/// statement would be on its own. So no line ends between two statements: a comment reaches from each to the next. The
/// shell then takes the script as one piece, which it leaves at the first error; for everybody else nothing changes.
fn one_piece(items: &[Item]) -> String {
    let mut text = String::new();
    let mut is_inside = false;
    for item in items {
        let sql = match item {
            Item::Comment(line) if is_inside => {
                text += &format!("{}\n", comment(line).replace("*/", "* /"));
                continue;
            }
            Item::Comment(line) => {
                text += &format!("{}\n", comment(line));
                continue;
            }
            Item::Blank => {
                text.push('\n');
                continue;
            }
            Item::Begin(sql) => sql,
            Item::Commit => "COMMIT",
            Item::Statement(sql) | Item::Alone(sql) => sql,
        };
        let close = if is_inside { "*/ " } else { "" };
        text += &format!("{close}{} /*\n", terminated(Dialect::Sqlite, sql));
        is_inside = true;
    }
    text.strip_suffix(" /*\n").map(|whole| format!("{whole}\n")).unwrap_or(text)
}

/// The statement with its end. The `mariadb` and `mysql` clients want another delimiter around a body with semicolons.
fn terminated(dialect: Dialect, sql: &str) -> String {
    if dialect == Dialect::MySql && is_compound(sql) {
        let delimiter = ["$$", "//", ";;", "$authmorph$"]
            .into_iter()
            .find(|mark| !sql.contains(mark))
            .unwrap_or("$authmorph$");
        format!("DELIMITER {delimiter}\n{sql}{delimiter}\nDELIMITER ;")
    } else if sql.lines().last().is_some_and(|line| line.contains("--") || line.contains('#')) {
        // A comment of the user's on the last line would swallow the semicolon.
        format!("{sql}\n;")
    } else {
        format!("{sql};")
    }
}

/// Whether a statement holds others, as the body of a trigger does.
fn is_compound(sql: &str) -> bool {
    sql.trim_start().get(..6).is_some_and(|start| start.eq_ignore_ascii_case("CREATE")) && sql.contains(';')
}
