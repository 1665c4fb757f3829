//! What a migration changes: the words in which a decision is handed to the planner.

use super::doubles::Doubles;
use super::evolution::{Evolution, Stage};
use super::keys_change::KeysChange;
use super::lookup::Lookup;
use super::preparation::Preparation;
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::{Check, Column, Index, Key, Table, Trigger, View};

/// The changes that a migration consists of.
#[derive(Debug, Clone, PartialEq)]
pub struct Changes {
    /// The table in which the migration notes that it has run.
    pub journal: ObjectName,
    /// What is done before all else.
    pub first: Option<Preparation>,
    /// Views and triggers that stand in the way.
    pub aside: Vec<Aside>,
    /// The session table.
    pub session: Option<SessionChange>,
    /// The key table, taken apart.
    pub keys: Option<KeysChange>,
    /// Tables that lose or gain columns, lose rows, or get other values in them.
    pub tables: Vec<TableChange>,
    /// Tables that the new version needs beside.
    pub created: Vec<NewTable>,
    /// Rows that are copied into them.
    pub copies: Vec<CopyChange>,
    /// Tables that stay as they are until cleanup, although the new version has no use for them.
    pub unused: Vec<ObjectName>,
    /// The way from one release of a library to a later one.
    pub evolution: Option<Evolution>,
}

impl Changes {
    /// No changes yet.
    pub fn new(journal: ObjectName) -> Self {
        Self {
            journal,
            first: None,
            aside: Vec::new(),
            session: None,
            keys: None,
            tables: Vec::new(),
            created: Vec::new(),
            copies: Vec::new(),
            unused: Vec::new(),
            evolution: None,
        }
    }
}

/// A table that the new version needs, and the old one did not have.
#[derive(Debug, Clone, PartialEq)]
pub struct NewTable {
    /// The table.
    pub table: Table,
    /// What it is for, in one line.
    pub purpose: String,
    /// Why it is there.
    pub cause: String,
}

/// Which new rows can become old ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Returns {
    /// Every one.
    Always,
    /// Those with that condition, over `d`.
    Where(String),
    /// None.
    Never,
}

/// Rows of a table that are copied into a new one. The table that they come from stays as it is.
///
/// In the SQL of its parts `s` is a row of the old table, and `d` one of the new.
#[derive(Debug, Clone, PartialEq)]
pub struct CopyChange {
    /// What is copied, in one line.
    pub purpose: String,
    /// Why.
    pub cause: String,
    /// A word for the names of checks: `oauth_accounts`.
    pub name: &'static str,
    /// The old table.
    pub from: Table,
    /// The new one.
    pub to: Table,
    /// Which of the old rows are copied; none means all.
    pub only: Option<String>,
    /// Which old rows go when the copied thing has gone, where these are more than the copied ones.
    pub goes: Option<String>,
    /// Which of those are not, because another says the same. They stay in the old table, and share its row's fate.
    pub doubles: Option<Doubles>,
    /// Which of the new rows belong to this copy, when the new table has several.
    pub those: Option<String>,
    /// The two rows are of the same thing.
    pub matches: String,
    /// The columns of the new table that get a value.
    pub columns: Vec<CopiedColumn>,
    /// What an old row gets beside, when `down.sql` makes one of a row that is new: column, and value over `d`.
    pub made: Vec<(String, String)>,
    /// Which of the new rows can become old ones.
    pub returns: Returns,
    /// Whether an old row stands for the copied thing alone, so that it goes when that has gone, and comes when it is new.
    pub owns_rows: bool,
    /// Whether one column of the old row, that which goes back, is all there is of the copied thing.
    pub is_column: bool,
    /// Something refers to the old row `s`, so that it cannot be deleted; none where nothing can.
    pub kept_by: Option<String>,
    /// What such an old row gets in place of being deleted, column and value; empty where nothing makes it useless.
    pub ended: Vec<(String, String)>,
    /// What `preflight.sql` asks about the old rows.
    pub questions: Vec<Question>,
    /// Old rows that cannot be copied.
    pub obstacles: Vec<Question>,
    /// Which scripts it is for.
    pub way: Way,
}

/// Which way rows are copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Way {
    /// By `up.sql` into the new table, and by `down.sql` back.
    #[default]
    ThereAndBack,
    /// By `down.sql` alone: the old rows repeat what is copied from another table.
    Back,
    /// By `down.sql` alone, and only those for which there is no old row.
    BackWhereNew,
}

/// What `preflight.sql` counts of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// Its name.
    pub check: &'static str,
    /// Which rows: over `s` in a copy, over `t` in a table that changes.
    pub condition: String,
    /// What that means.
    pub message: &'static str,
}

impl CopyChange {
    /// A copy of every row that stands for itself alone, and of no column yet.
    pub fn new(
        name: &'static str,
        what: &str,
        cause: &str,
        from: &Table,
        to: &Table,
        matches: String,
    ) -> Self {
        Self {
            purpose: format!("Copy the {what} of {} to {}.", from.name, to.name),
            cause: cause.to_owned(),
            name,
            from: from.clone(),
            to: to.clone(),
            only: None,
            goes: None,
            doubles: None,
            those: None,
            matches,
            columns: Vec::new(),
            made: Vec::new(),
            returns: Returns::Always,
            owns_rows: true,
            is_column: false,
            kept_by: None,
            ended: Vec::new(),
            questions: Vec::new(),
            obstacles: Vec::new(),
            way: Way::ThereAndBack,
        }
    }

    /// The conditions that the old row `s` is copied.
    pub fn is_copied(&self, dialect: Dialect) -> Vec<String> {
        let doubles = self.doubles.as_ref().map(|doubles| {
            let goes = doubles.condition(dialect, "s", &self.from.name);
            format!("NOT {goes}")
        });
        self.only.iter().cloned().chain(doubles).collect()
    }

    /// The new row's value is made of that column of the old row.
    pub fn reads(&self, dialect: Dialect, value: &str, column: &str) -> bool {
        let own = format!("s.{}", dialect.identifier(column));
        value.match_indices(&own).any(|(at, _)| {
            // A longer name begins alike.
            let next = value.get(at + own.len()..).and_then(|rest| rest.chars().next());
            !next.is_some_and(|next| next.is_alphanumeric() || next == '_')
        })
    }

    /// The new row `d` has another value than the old row `s` gives it.
    pub fn differs(&self, dialect: Dialect, column: &CopiedColumn) -> String {
        let own = format!("d.{}", dialect.identifier(&column.name));
        let is_text = self.to.column(&column.name).is_some_and(|column| column.data_type.kind.is_text());
        if dialect == Dialect::MySql && !is_text {
            // Moments and numbers have several texts.
            return format!("NOT ({own} <=> {})", column.value);
        }
        dialect.differs(&own, &column.value)
    }
}

/// A column of the new table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopiedColumn {
    /// Its name.
    pub name: String,
    /// Its value, over `s`.
    pub value: String,
    /// The column that it goes back to, and that column's value over `d`.
    pub back: Option<(String, String)>,
}

/// An object that has to make way while a table changes.
#[derive(Debug, Clone, PartialEq)]
pub struct Aside {
    /// The object.
    pub object: AsideObject,
    /// Whether its text still works afterwards, so that it comes back at once.
    pub returns: bool,
}

/// What has to make way.
#[derive(Debug, Clone, PartialEq)]
pub enum AsideObject {
    /// A view.
    View(View),
    /// A trigger.
    Trigger(Trigger),
}

/// How the two expiry columns of a session table become one.
#[derive(Debug, Clone, PartialEq)]
pub struct SessionChange {
    /// The table as it was.
    pub from: Table,
    /// The table as it will be.
    pub to: Table,
    /// The column that identifies a session.
    pub id: String,
    /// The column with the end of the active period; dropped.
    pub active: String,
    /// The column with the end of the idle period; becomes `expires`.
    pub idle: String,
    /// The new column.
    pub expires: String,
    /// Whether the column is changed in place; otherwise a new one is added and the old one dropped.
    pub in_place: bool,
    /// SQLite: whether the new column holds milliseconds, as Prisma reads them, in place of seconds.
    pub in_milliseconds: bool,
    /// The table that keeps the old values.
    pub keep: Table,
    /// Indexes that cannot follow the column by themselves.
    pub indexes: Vec<IndexChange>,
    /// Names of check constraints that would not hold any more.
    pub dropped_checks: Vec<Check>,
    /// Triggers that an `UPDATE` of this table fires, and that must not notice ours.
    pub quiet: Vec<Trigger>,
}

impl SessionChange {
    /// Milliseconds as the new column holds them.
    pub fn moment(&self, dialect: Dialect, milliseconds: &str) -> String {
        if self.in_milliseconds {
            milliseconds.to_owned()
        } else {
            dialect.moment_from_milliseconds(milliseconds)
        }
    }

    /// A value of the new column as milliseconds.
    pub fn milliseconds(&self, dialect: Dialect, moment: &str) -> String {
        if self.in_milliseconds { moment.to_owned() } else { dialect.milliseconds_from_moment(moment) }
    }
}

/// An index that is rebuilt or dropped.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexChange {
    /// The index as it was.
    pub from: Index,
    /// The index as it will be, under the same name.
    pub to: Option<Index>,
}

/// How a table changes in place: columns that go, come or get another name, rows that go, and values that change.
#[derive(Debug, Clone, PartialEq)]
pub struct TableChange {
    /// What the change is for, in one line.
    pub purpose: String,
    /// Why it is there.
    pub cause: String,
    /// The table as it was.
    pub from: Table,
    /// The table as it will be: without the dropped columns, and perhaps with wider ones.
    pub to: Table,
    /// The column that tells its rows apart.
    pub id: String,
    /// The table that keeps what goes: its columns are some or all of those of the table, and [`Rekey::kept_as`].
    pub keep: Table,
    /// Columns that go.
    pub dropped: Vec<DroppedColumn>,
    /// Rows that go.
    pub removed: Option<Removal>,
    /// New values of the identity.
    pub rekey: Option<Rekey>,
    /// Whether rows that are made afterwards would be harmful in the table as it was, so that `down.sql` deletes them.
    pub forgets_new_rows: bool,
    /// Indexes over columns that go.
    pub indexes: Vec<Index>,
    /// Checks that mention columns that go.
    pub dropped_checks: Vec<Check>,
    /// PostgreSQL: unique constraints over columns that go. Elsewhere they are indexes.
    pub dropped_uniques: Vec<Key>,
    /// Views and triggers that stand in the way.
    pub aside: Vec<Aside>,
    /// Triggers that must not notice what is done to the rows.
    pub quiet: Vec<Trigger>,
    /// Columns that get another name: the old one, and the new one.
    pub renamed: Vec<(String, String)>,
    /// Columns that come.
    pub added: Vec<AddedColumn>,
    /// Columns that get other values.
    pub altered: Vec<AlteredColumn>,
    /// What values, questions and obstacles look up in other tables.
    pub lookups: Vec<Lookup>,
    /// Indexes that come.
    pub new_indexes: Vec<Index>,
    /// What `down.sql` carries back from columns that came.
    pub carried_back: Vec<CarriedBack>,
    /// What `preflight.sql` asks about the rows.
    pub questions: Vec<Question>,
    /// Rows that cannot be changed.
    pub obstacles: Vec<Question>,
    /// What refers to its rows, while their identity changes or they go.
    pub following: Option<Following>,
}

/// How the rest of the database follows a table whose rows get another identity, or go.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Following {
    /// The columns that refer to the rows, the nearest first.
    pub columns: Vec<Follower>,
    /// Before: foreign keys are taken off, and columns made wide enough. SQLite needs neither.
    pub before: Option<Stage>,
    /// After: the foreign keys are put on again.
    pub after: Option<Stage>,
    /// Column and value that make a row harmless which `down.sql` should forget, but which something refers to.
    pub harmless: Option<(String, String)>,
    /// How many characters of a new identity fit the columns as they were, where they were too short for all of them.
    pub shortened_to: Option<u32>,
}

impl Following {
    /// Takes in what follows another column of the same table.
    pub fn join(&mut self, other: Self) {
        self.columns.extend(other.columns);
        let stages = [(&mut self.before, other.before), (&mut self.after, other.after)];
        for (own, other) in stages {
            match own {
                Some(own) => own.operations.extend(other.into_iter().flat_map(|stage| stage.operations)),
                None => *own = other,
            }
        }
    }
}

/// A column that refers to rows of another table, or of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Follower {
    /// Its table, as it is while the values change.
    pub table: Table,
    /// The column.
    pub column: String,
    /// Whether it refers to the rows themselves, and not to another follower.
    pub is_direct: bool,
    /// Triggers of its table that must not notice.
    pub quiet: Vec<Trigger>,
}

/// A column that comes, at the end of its table.
#[derive(Debug, Clone, PartialEq)]
pub struct AddedColumn {
    /// The column.
    pub column: Column,
    /// Its value in the row `t`, over the columns that were there before under their new names; none means its default.
    pub value: Option<String>,
}

/// A column that gets other values. The table that keeps has both.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AlteredColumn {
    /// Its name.
    pub name: String,
    /// The new value, computed from the row `t`.
    pub value: String,
    /// The column of the keep table that holds it.
    pub kept_as: String,
    /// Whether rows that have a value keep it.
    pub fills_gaps: bool,
}

/// What `down.sql` writes into a column that stays, from one that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CarriedBack {
    /// The column, as it is called after `up.sql`.
    pub name: String,
    /// Its value, over the row `t`.
    pub value: String,
    /// In which rows.
    pub condition: String,
}

/// A column that goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DroppedColumn {
    /// Its name.
    pub name: String,
    /// Its value in a row `t` of which nothing was kept, should the column come back.
    pub otherwise: String,
}

/// Rows that go.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removal {
    /// Which, in one word for a check's name: `single_use_keys`.
    pub name: &'static str,
    /// What they are, for people.
    pub what: String,
    /// Which of the table's.
    pub rows: Rows,
}

/// Some rows of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rows {
    /// Every one.
    All,
    /// Those that have a value in that column.
    With(String),
    /// All but one of those that are alike.
    Doubles(Doubles),
    /// Those that have expired when they are kept.
    Expired {
        /// Over the row `t`, as the table is before the migration.
        before: String,
        /// Over the row `t`, as the table is when the rows are kept.
        now: String,
        /// The column of the keep table that notes it: 1 or 0.
        kept_as: String,
    },
}

impl Rows {
    /// The condition for the row with that alias, which is one of the keep table where time matters, as the rows of that
    /// table say.
    pub fn condition(&self, dialect: Dialect, alias: &str, among: &ObjectName) -> String {
        match self {
            Self::All => "1 = 1".to_owned(),
            Self::With(column) => format!("{alias}.{} IS NOT NULL", dialect.identifier(column)),
            Self::Doubles(doubles) => doubles.condition(dialect, alias, among),
            Self::Expired { kept_as, .. } => format!("{alias}.{} = 1", dialect.identifier(kept_as)),
        }
    }
}

/// New values of the identity of a table's rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rekey {
    /// The new value, computed from the row `t`.
    pub value: String,
    /// Whether that is a hash of the old one.
    pub is_hash: bool,
    /// The column of the keep table that holds it.
    pub kept_as: String,
}

impl TableChange {
    /// Whether it has anything to do.
    pub fn does_something(&self) -> bool {
        self.from != self.to || self.removed.is_some() || self.rekey.is_some() || !self.altered.is_empty()
    }

    /// A change that does nothing yet.
    pub fn new(from: Table, id: &str, keep: Table) -> Self {
        Self {
            purpose: String::new(),
            cause: String::new(),
            to: from.clone(),
            from,
            id: id.to_owned(),
            keep,
            dropped: Vec::new(),
            removed: None,
            rekey: None,
            forgets_new_rows: false,
            indexes: Vec::new(),
            dropped_checks: Vec::new(),
            dropped_uniques: Vec::new(),
            aside: Vec::new(),
            quiet: Vec::new(),
            renamed: Vec::new(),
            added: Vec::new(),
            altered: Vec::new(),
            lookups: Vec::new(),
            new_indexes: Vec::new(),
            carried_back: Vec::new(),
            questions: Vec::new(),
            obstacles: Vec::new(),
            following: None,
        }
    }
}
