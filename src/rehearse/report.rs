//! What a rehearsal showed, as data; `export` writes it down.

use crate::api;

/// A part of the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// The old tables are made.
    Schema,
    /// Their rows are put in.
    Rows,
    /// `preflight.sql`.
    Preflight,
    /// `up.sql`.
    Up,
    /// `verify.sql`.
    Verify,
    /// What an application writes then.
    Application,
    /// `down.sql`.
    Down,
    /// What came back.
    Compare,
    /// `up.sql` once more.
    UpAgain,
    /// `cleanup.sql`.
    Cleanup,
    /// `up.sql` stopped and run again.
    Restart,
}

impl Phase {
    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Schema => "old tables",
            Self::Rows => "rows",
            Self::Preflight => "preflight.sql",
            Self::Up => "up.sql",
            Self::Verify => "verify.sql",
            Self::Application => "the application",
            Self::Down => "down.sql",
            Self::Compare => "what the undo gave back",
            Self::UpAgain => "up.sql again",
            Self::Cleanup => "cleanup.sql",
            Self::Restart => "restart drill",
        }
    }
}

/// Everything that was seen.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// `Lucia 2 to lucia-3`.
    pub title: String,
    /// The database that it ran in.
    pub engine: String,
    /// Which rows: the seed, and how many there were.
    pub seed: u64,
    /// How many rows the old tables had.
    pub rows: usize,
    /// The steps of the migration.
    pub steps: Vec<StepPlace>,
    /// The statements, in the order in which they ran.
    pub statements: Vec<StatementRun>,
    /// The answers of `preflight.sql` and `verify.sql`.
    pub checks: Vec<CheckRun>,
    /// What became of each table.
    pub tables: Vec<TableReport>,
    /// What became of each person.
    pub people: Vec<PersonReport>,
    /// What the undo did not give back.
    pub undo: Vec<String>,
    /// How many times `up.sql` was stopped and run again.
    pub restarts: Option<usize>,
    /// What is not wrong and good to know.
    pub remarks: Vec<String>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// Whether `preflight.sql` stopped it at rows that were made for that.
    pub stopped: bool,
}

/// A step and where its cause stands in the source.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StepPlace {
    /// What it is for.
    pub purpose: String,
    /// The place in the text that it is about.
    pub place: Option<api::Span>,
}

/// A statement that ran.
#[derive(Debug, Clone, PartialEq)]
pub struct StatementRun {
    /// When.
    pub phase: Phase,
    /// Its text.
    pub sql: String,
    /// Its step.
    pub step: Option<usize>,
    /// The rows that it wrote.
    pub touched: Option<u64>,
    /// How long it took.
    pub microseconds: u64,
    /// What the database said against it.
    pub error: Option<String>,
}

/// A line of `preflight.sql` or `verify.sql`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckRun {
    /// When.
    pub phase: Phase,
    /// Its name.
    pub name: String,
    /// Whether it is as it should be.
    pub ok: bool,
    /// What was found.
    pub detail: String,
}

/// What became of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TableReport {
    /// Its name.
    pub name: String,
    /// Its rows before; none where it was not there.
    pub before: Option<usize>,
    /// Its rows after `up.sql`; none where it is gone.
    pub after: Option<usize>,
    /// Rows that are the same in all columns that both have.
    pub same: usize,
    /// Columns whose values changed, and in how many rows.
    pub changed: Vec<(String, usize)>,
    /// Columns that went and that came.
    pub columns: Vec<String>,
    /// Tables that its rows were copied into.
    pub moved_to: Vec<String>,
    /// Whether `cleanup.sql` drops it.
    pub goes_at_cleanup: bool,
    /// Its rows after `down.sql`.
    pub given_back: Option<usize>,
}

/// What became of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonReport {
    /// Who it is.
    pub name: String,
    /// What is special about them.
    pub what: String,
    /// How they could sign in before, and the table that lets them in now.
    pub ways: Vec<Way>,
}

/// A way in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Way {
    /// `github`, `password for email`, `session until …`.
    pub what: String,
    /// The table that lets them in now; none where they are locked out.
    pub now: Option<String>,
    /// Why that is as decided, where it is.
    pub excuse: Option<String>,
}

/// Something that is wrong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// When it was seen.
    pub phase: Phase,
    /// What it is.
    pub what: String,
}

impl Report {
    /// Whether nothing is wrong.
    pub fn is_green(&self) -> bool {
        self.faults.is_empty()
    }

    /// The verdict in one line.
    pub fn verdict(&self) -> String {
        let up = self.statements.iter().filter(|run| run.phase == Phase::Up).count();
        let ways =
            self.people.iter().map(|person| person.ways.iter().filter(|way| way.now.is_some()).count());
        if let [first, others @ ..] = &self.faults[..] {
            let more = match others.len() {
                0 => String::new(),
                count => format!(" (and {count} more)"),
            };
            return format!("RED: {}: {}{more}", first.phase.title(), first.what);
        }
        if self.stopped {
            return "GREEN: preflight.sql stops at the rows that would do harm; up.sql was not run."
                .to_owned();
        }
        let restarts = self.restarts.map(|count| format!(", stopped and run again {count} times"));
        format!(
            "GREEN: {up} statements moved {} rows{}; {} of {} people can still sign in as before, {} ways in checked; \
             the undo gave everything back.",
            self.rows,
            restarts.unwrap_or_default(),
            self.people
                .iter()
                .filter(|person| person.ways.iter().all(|way| way.now.is_some() || way.excuse.is_some()))
                .count(),
            self.people.len(),
            ways.sum::<usize>(),
        )
    }

    /// Notes something that is wrong.
    pub(super) fn fault(&mut self, phase: Phase, what: impl Into<String>) {
        self.faults.push(Fault { phase, what: what.into() });
    }
}
