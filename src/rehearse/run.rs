//! The run: schema, rows, preflight, up, verify, what an application would do, down, compare, up, cleanup.

use super::application;
use super::doors::{Doors, Places};
use super::echoes::Echoes;
use super::engine::Engine;
use super::judge;
use super::making;
use super::report::{CheckRun, Phase, Report, StatementRun, StepPlace};
use super::rows::{self, Resident, Rows};
use super::scripts::{Scripts, Statement};
use super::snapshot::{self, Snapshot};
use super::table_rows::TableRows;
use super::value::Value;
use super::{Options, Subject, restart, undo};
use crate::api::Conversion;
use crate::decide::lucia::login_tables::{PROVIDER_USER, USER};
use crate::dialects::Dialect;

/// So many rows in one statement.
const AT_ONCE: usize = 50;

/// What the parts of a run share.
pub struct Stage<'a> {
    /// What is rehearsed.
    pub subject: &'a Subject,
    /// Its scripts, perhaps with a fault planted in them.
    pub scripts: &'a Scripts,
    /// The rows.
    pub rows: Rows,
    /// The people in the user's own rows.
    pub guests: Vec<Resident>,
    /// The tables that the user's triggers write to.
    pub echoes: Echoes,
    /// What was seen so far.
    pub report: Report,
}

/// A run ends early, and why is in the report.
pub struct Ended;

/// A row that the database did not take.
struct Refused<'a> {
    table: &'a TableRows,
    row: &'a Vec<Value>,
    error: String,
}

/// Inserts the rows of a table; gives those that the database does not take.
async fn insert<'a>(dialect: Dialect, table: &'a TableRows, engine: &mut impl Engine) -> Vec<Refused<'a>> {
    let mut refused = Vec::new();
    for rows in table.rows.chunks(AT_ONCE) {
        if engine.execute(&table.insert(dialect, rows)).await.is_ok() {
            continue;
        }
        // One of them is refused: which, the rows say one by one.
        for row in rows {
            if let Err(error) = engine.execute(&table.insert(dialect, std::slice::from_ref(row))).await {
                refused.push(Refused { table, row, error });
            }
        }
    }
    refused
}

/// Rehearses a migration with the scripts that were written for it.
pub async fn rehearse(
    subject: &Subject,
    conversion: &Conversion,
    options: &Options,
    engine: &mut impl Engine,
) -> Report {
    let scripts = Scripts::of(subject.schema.dialect, &subject.plan);
    rehearse_scripts(subject, conversion, &scripts, options, engine).await
}

/// The same with scripts that may be others.
pub async fn rehearse_scripts(
    subject: &Subject,
    conversion: &Conversion,
    scripts: &Scripts,
    options: &Options,
    engine: &mut impl Engine,
) -> Report {
    let rows = rows::make(subject, options);
    let steps = subject.plan.steps.iter().zip(&conversion.steps);
    let report = Report {
        title: format!(
            "{} to {}",
            subject.recognition.title,
            conversion.target.as_deref().unwrap_or("nothing")
        ),
        engine: engine.title(),
        seed: options.seed,
        rows: rows.tables.iter().map(|table| table.rows.len()).sum(),
        steps: steps
            .map(|(step, twin)| StepPlace { purpose: step.purpose.clone(), place: twin.span.clone() })
            .collect(),
        remarks: rows.remarks.clone(),
        ..Report::default()
    };
    let mut stage =
        Stage { subject, scripts, rows, guests: Vec::new(), echoes: Echoes::of_subject(subject), report };
    // Where it ended early, the report says so.
    let _ = stage.run(options, engine).await;
    stage.report
}

impl Stage<'_> {
    fn dialect(&self) -> Dialect {
        self.subject.schema.dialect
    }

    async fn run(&mut self, options: &Options, engine: &mut impl Engine) -> Result<(), Ended> {
        self.prepare(engine).await?;
        let before = self.snapshot(Phase::Rows, engine).await?;
        let doors_before = self.doors(Phase::Rows, engine, Side::Before).await?;
        if options.own_rows {
            self.guests = doors_before.guests(&self.rows.people);
        }
        self.preflight(engine).await?;
        self.script(Phase::Up, engine).await?;
        engine.hear(Phase::Verify, 0, 1);
        self.verify(Phase::Verify, engine).await?;
        let after = self.snapshot(Phase::Up, engine).await?;
        let doors = self.doors(Phase::Up, engine, Side::After).await?;
        judge::tables(self, &before, &after);
        judge::people(self, Phase::Up, &doors_before, &doors, &[]);
        engine.hear(Phase::Application, 0, 1);
        let written = application::act(self, &doors, engine).await?;
        self.script(Phase::Down, engine).await?;
        engine.hear(Phase::Compare, 0, 1);
        let undone = self.snapshot(Phase::Compare, engine).await?;
        undo::undone(self, &before, &undone, &written);
        self.script(Phase::UpAgain, engine).await?;
        // The rows of the application are among those that were kept, so the comparisons hold again.
        self.verify(Phase::UpAgain, engine).await?;
        self.script(Phase::Cleanup, engine).await?;
        let cleaned = self.snapshot(Phase::Cleanup, engine).await?;
        let doors = self.doors(Phase::Cleanup, engine, Side::After).await?;
        judge::cleaned(self, &before, &cleaned);
        judge::shape(self, &cleaned, engine).await?;
        judge::people(self, Phase::Cleanup, &doors_before, &doors, &written);
        if options.restart {
            restart::drill(self, &before, &after, engine).await?;
        }
        Ok(())
    }

    /// The old tables with their rows, in an empty database.
    pub async fn prepare(&mut self, engine: &mut impl Engine) -> Result<(), Ended> {
        if let Err(error) = engine.empty().await {
            self.report.fault(Phase::Schema, error);
            return Err(Ended);
        }
        let subject = self.subject;
        let mut remarks = Vec::new();
        let made = making::make(&subject.schema, engine, &mut remarks, async |engine, sql| {
            let statement = Statement { sql: sql.to_owned(), step: None };
            self.statement(Phase::Schema, &statement, engine).await
        });
        let made = made.await;
        for remark in remarks {
            self.remark(remark);
        }
        made?;
        let dialect = self.dialect();
        let tables = self.rows.tables.clone();
        let mut refused = Vec::new();
        for (number, table) in tables.iter().enumerate() {
            if self.report.restarts.is_none() {
                engine.hear(Phase::Rows, number, tables.len());
            }
            refused.extend(insert(dialect, table, engine).await);
        }
        self.try_again(refused, engine).await;
        for sql in tables.iter().flat_map(|table| table.sequences(dialect)) {
            // A table without rows of ours leaves its sequence alone.
            let _ = engine.rows(&sql).await;
        }
        Ok(())
    }

    /// Says something once: the tables are made anew for each stop of the restart drill.
    fn remark(&mut self, remark: String) {
        if !self.report.remarks.contains(&remark) {
            self.report.remarks.push(remark);
        }
    }

    /// What refers to rows that came later is taken now; what is refused still is said.
    async fn try_again(&mut self, mut refused: Vec<Refused<'_>>, engine: &mut impl Engine) {
        let dialect = self.dialect();
        loop {
            let count = refused.len();
            let mut still = Vec::new();
            for Refused { table, row, .. } in refused {
                let sql = table.insert(dialect, std::slice::from_ref(row));
                if let Err(error) = engine.execute(&sql).await {
                    still.push(Refused { table, row, error });
                }
            }
            refused = still;
            if refused.len() == count || refused.is_empty() {
                break;
            }
        }
        self.report.rows = self.report.rows.saturating_sub(refused.len());
        for Refused { table, error, .. } in refused {
            self.refused(table, &error);
        }
    }

    fn refused(&mut self, table: &TableRows, error: &str) {
        let why = match &table.doubts[..] {
            [] => String::new(),
            doubts => format!(" ({})", doubts.join("; ")),
        };
        let whose = if table.is_own { "a row of your text" } else { "a row that was made for it" };
        self.remark(format!("{}: the database refused {whose}{why}: {error}", table.table));
    }

    /// Runs a statement; what the database says against it ends the run.
    pub async fn statement(
        &mut self,
        phase: Phase,
        statement: &Statement,
        engine: &mut impl Engine,
    ) -> Result<(), Ended> {
        let result = engine.execute(&statement.sql).await;
        let outcome = result.as_ref().copied().unwrap_or_default();
        let error = result.err();
        self.report.statements.push(StatementRun {
            phase,
            sql: statement.sql.clone(),
            step: statement.step,
            touched: outcome.touched,
            microseconds: outcome.microseconds,
            error: error.clone(),
        });
        let Some(error) = error else { return Ok(()) };
        let step = statement.step.and_then(|step| self.report.steps.get(step));
        let step = step.map(|step| format!("step “{}”: ", step.purpose)).unwrap_or_default();
        self.report.fault(phase, format!("{step}{error}"));
        Err(Ended)
    }

    /// The statements of a phase, one by one.
    pub async fn script(&mut self, phase: Phase, engine: &mut impl Engine) -> Result<(), Ended> {
        let statements = match phase {
            Phase::Down => &self.scripts.down,
            Phase::Cleanup => &self.scripts.cleanup,
            _ => &self.scripts.up,
        };
        for (number, statement) in statements.iter().enumerate() {
            // The restart drill counts its stops.
            if phase != Phase::Restart {
                engine.hear(phase, number, statements.len());
            }
            self.statement(phase, statement, engine).await?;
        }
        Ok(())
    }

    async fn preflight(&mut self, engine: &mut impl Engine) -> Result<(), Ended> {
        let answers = self.ask(Phase::Preflight, &self.scripts.preflight.clone(), engine).await?;
        let mut blocking = Vec::new();
        for answer in answers {
            let field = |place: usize| answer.get(place).cloned().flatten().unwrap_or_default();
            let violations = field(2);
            let is_clean = violations.is_empty() || violations == "0";
            let blocks = field(1) == "block" && !is_clean;
            if blocks {
                blocking.push(field(0));
            }
            let detail =
                if is_clean { String::new() } else { format!("{} {violations}: {}", field(1), field(3)) };
            self.report.checks.push(CheckRun {
                phase: Phase::Preflight,
                name: field(0),
                ok: !blocks,
                detail,
            });
        }
        if blocking.is_empty() {
            return Ok(());
        }
        self.report.stopped = self.rows.tables.iter().any(|table| table.troubles > 0);
        if !self.report.stopped {
            let own = self.rows.tables.iter().any(|table| table.is_own && !table.rows.is_empty());
            let whose = if own { "rows, perhaps of your own," } else { "rows" };
            let what = format!("stops at {whose} that the old tables admit: {}", blocking.join(", "));
            self.report.fault(Phase::Preflight, what);
        }
        Err(Ended)
    }

    /// Asks `verify.sql`.
    pub async fn verify(&mut self, phase: Phase, engine: &mut impl Engine) -> Result<(), Ended> {
        for answer in self.ask(phase, &self.scripts.verify.clone(), engine).await? {
            let field = |place: usize| answer.get(place).cloned().flatten().unwrap_or_default();
            let ok = matches!(field(3).as_str(), "1" | "t" | "true");
            let detail = format!("expected {}, found {}", field(1), field(2));
            if !ok {
                self.report.fault(phase, format!("verify.sql: {}: {detail}", field(0)));
            }
            self.report.checks.push(CheckRun { phase, name: field(0), ok, detail });
        }
        Ok(())
    }

    async fn ask(
        &mut self,
        phase: Phase,
        query: &str,
        engine: &mut impl Engine,
    ) -> Result<super::engine::Texts, Ended> {
        engine.rows(query).await.map_err(|error| {
            self.report.fault(phase, error);
            Ended
        })
    }

    /// All rows, now.
    pub async fn snapshot(&mut self, phase: Phase, engine: &mut impl Engine) -> Result<Snapshot, Ended> {
        snapshot::take(self.dialect(), engine).await.map_err(|error| {
            self.report.fault(phase, format!("the rows cannot be read: {error}"));
            Ended
        })
    }

    async fn doors(&mut self, phase: Phase, engine: &mut impl Engine, side: Side) -> Result<Doors, Ended> {
        let in_use = in_use(self.subject, side);
        let places = places(self.subject, &in_use, side);
        places.read(self.dialect(), engine).await.map_err(|error| {
            self.report.fault(phase, format!("the tables for signing in cannot be read: {error}"));
            Ended
        })
    }
}

/// One end of the migration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The tables as they were.
    Before,
    /// The tables as they will be.
    After,
}

/// The schema without the tables that nothing asks any more.
pub fn in_use(subject: &Subject, side: Side) -> crate::model::schema::Schema {
    let mut schema = match side {
        Side::Before => subject.schema.clone(),
        Side::After => subject.decided.to.clone(),
    };
    if let (Side::After, Some(changes)) = (side, &subject.decided.changes) {
        let keys = changes.keys.as_ref().map(|keys| &keys.table.name);
        let unused: Vec<_> = changes.unused.iter().map(|name| name_after(subject, name)).collect();
        schema.tables.retain(|table| !unused.contains(&&table.name) && keys != Some(&table.name));
    }
    schema
}

/// The table's name after the migration.
pub fn name_after<'a>(
    subject: &'a Subject,
    name: &'a crate::model::names::ObjectName,
) -> &'a crate::model::names::ObjectName {
    let evolution = subject.decided.changes.as_ref().and_then(|changes| changes.evolution.as_ref());
    evolution.map_or(name, |evolution| evolution.name_of(name))
}

/// Where people get in.
pub fn places<'a>(subject: &'a Subject, schema: &'a crate::model::schema::Schema, side: Side) -> Places<'a> {
    let roles = &subject.recognition.roles;
    let now_called = |found: &'a crate::recognise::FoundRole| match side {
        Side::Before => &found.table,
        Side::After => name_after(subject, &found.table),
    };
    let user = roles.get("user").and_then(|found| schema.table(now_called(found)));
    let renamed = |table: &crate::model::names::ObjectName, column: &str| {
        let changes = subject.decided.changes.iter().flat_map(|changes| &changes.tables);
        let pairs = changes.filter(|change| change.from.name == *table).flat_map(|change| &change.renamed);
        let pair = pairs.into_iter().find(|(from, _)| from == column && side == Side::After);
        pair.map_or_else(|| column.to_owned(), |(_, to)| to.clone())
    };
    let known = |table: &crate::model::schema::Table, field: &str| {
        let found = roles.values().find(|found| *now_called(found) == table.name)?;
        let column = renamed(&table.name, found.columns.get(field)?);
        table.column(&column).map(|column| column.name.clone())
    };
    let mut places = Places::of(schema, user, &known);
    let keys = subject.decided.changes.iter().filter_map(|changes| changes.keys.as_ref());
    let of_one = keys.filter(|_| side == Side::After).flat_map(|keys| &keys.of_one_provider);
    places.of_one_provider.extend(of_one.filter_map(|own| {
        let columns = [PROVIDER_USER, USER].map(str::to_owned);
        Some((schema.table(&own.table.name)?, own.provider.clone(), columns))
    }));
    places
}
