//! A table that changes in place: what is kept of it, the change, and the way back.

mod additions;
mod followers;
mod mysql;
mod postgresql;
mod sqlite;

use super::columns::unnoted;
use super::steps::{and_done, done, drop_our_table, if_not_exists};
use super::{Statement, StepStatements};
use crate::decide::{self, DroppedColumn, TableChange};
use crate::dialects::Dialect;
use crate::dialects::ddl::{ForeignKeys, create_table};
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column};

/// Writes the step that keeps what goes.
pub fn keep(dialect: Dialect, journal: &ObjectName, change: &TableChange) -> StepStatements {
    let create = create_table(dialect, &change.keep, ForeignKeys::All);
    let mut up = vec![Statement::new(if_not_exists(dialect, &create))];
    match dialect {
        Dialect::MySql => up.extend(mysql::copy(journal, change)),
        Dialect::PostgreSql | Dialect::Sqlite => {
            let rows = Rows { dialect, change };
            let mut copy = Statement::new(rows.copy("INSERT"));
            copy.must_hold = Some(format!(
                "(SELECT count(*) FROM {}) = (SELECT count(*) FROM {})",
                rows.kept(),
                rows.table()
            ));
            up.push(copy);
        }
    }
    StepStatements { up, down: drop_our_table(dialect, journal, &change.keep.name) }
}

/// Writes the step that changes the table.
pub fn write(dialect: Dialect, journal: &ObjectName, change: &TableChange) -> StepStatements {
    match dialect {
        Dialect::PostgreSql => postgresql::write(journal, change),
        Dialect::MySql => mysql::write(journal, change),
        Dialect::Sqlite => sqlite::write(journal, change),
    }
}

/// One `ALTER TABLE` for all of it, if there is any.
fn alter_table(table: &str, actions: &[String]) -> Option<Statement> {
    (!actions.is_empty())
        .then(|| Statement::new(format!("ALTER TABLE {table}\n    {}", actions.join(",\n    "))))
}

/// SQL over the rows `t` of the table and `k` of the table that keeps.
struct Rows<'a> {
    dialect: Dialect,
    change: &'a TableChange,
}

impl Rows<'_> {
    fn table(&self) -> String {
        self.dialect.object(&self.change.from.name)
    }

    fn kept(&self) -> String {
        self.dialect.object(&self.change.keep.name)
    }

    fn column(&self, alias: &str, name: &str) -> String {
        format!("{alias}.{}", self.dialect.identifier(name))
    }

    fn id(&self, alias: &str) -> String {
        self.column(alias, &self.change.id)
    }

    /// MySQL: `up.sql` has run, and `down.sql` has not come to its end.
    fn has_run(&self, journal: &ObjectName) -> String {
        format!(
            "{}\n    AND {}",
            self.dialect.relation_exists(journal),
            self.dialect.relation_exists(&self.change.keep.name)
        )
    }

    /// Gives the dropped columns their values back. MySQL: a run that stopped before it had kept them has not dropped them.
    fn give_values_back(&self, journal: &ObjectName) -> Vec<Statement> {
        let mut statements = self.set_in_all(self.assignments());
        if let (Dialect::MySql, Some(set)) = (self.dialect, statements.last_mut()) {
            set.sql.push_str(&format!(
                "\nWHERE EXISTS (SELECT 1 FROM {} AS k)\n    OR {}",
                self.kept(),
                done(journal)
            ));
        }
        statements
    }

    /// Carries the assignments out in every row.
    fn set_in_all(&self, assignments: Vec<String>) -> Vec<Statement> {
        self.set_in_all_from(assignments, "")
    }

    /// The same with what the rows are joined with, which has one for each.
    fn set_in_all_from(&self, mut assignments: Vec<String>, from: &str) -> Vec<Statement> {
        if assignments.is_empty() {
            return Vec::new();
        }
        let table = self.table();
        let mut statements = Vec::new();
        match self.dialect {
            Dialect::MySql => assignments.extend(unnoted(&self.change.to, "t")),
            // Sets changes() to 0, so that it tells afterwards whether the UPDATE has worked.
            Dialect::Sqlite => {
                statements.push(Statement::new(format!("DELETE FROM {} WHERE 0", self.kept())))
            }
            Dialect::PostgreSql => {}
        }
        let assignments = assignments.join(",\n    ");
        let joins = self.change.joins(&[&assignments]);
        let mut set = Statement::new(format!("UPDATE {table} AS t{joins}\nSET\n    {assignments}{from}"));
        set.must_hold = Some(format!("changes() = (SELECT count(*) FROM {table})"));
        statements.push(set);
        statements
    }

    /// The new identity, as the keep table has it; the old one where it does not change.
    fn new_id(&self) -> String {
        match &self.change.rekey {
            Some(rekey) => self.column("k", &rekey.kept_as),
            None => self.id("k"),
        }
    }

    /// `INSERT … SELECT` of everything that the keep table has a column for.
    fn copy(&self, verb: &str) -> String {
        let columns = self.change.keep.columns.iter().map(|column| column.name.as_str());
        let values: Vec<String> = columns
            .clone()
            .map(|name| match &self.change.rekey {
                Some(rekey) if rekey.kept_as == name => rekey.value.clone(),
                _ if self.expired().is_some_and(|(_, kept_as)| kept_as == name) => {
                    let (now, _) = self.expired().unwrap_or_default();
                    format!("CASE WHEN {now} THEN 1 ELSE 0 END")
                }
                _ => match self.change.altered.iter().find(|altered| altered.kept_as == name) {
                    Some(altered) => altered.value.clone(),
                    None => self.column("t", name),
                },
            })
            .collect();
        let values = values.join(",\n    ");
        format!(
            "{verb} INTO {} ({})\nSELECT\n    {values}\nFROM {}",
            self.kept(),
            self.dialect.identifiers(columns),
            self.change.rows(self.dialect, &[&values]),
        )
    }

    /// Which rows go. What has expired is looked at once, when the rows are kept.
    fn goes(&self, alias: &str) -> Option<String> {
        let keep = &self.change.keep.name;
        let condition = |alias: &str| {
            self.change.removed.as_ref().map(|removal| removal.rows.condition(self.dialect, alias, keep))
        };
        if alias == "k" || self.expired().is_none() {
            return condition(alias);
        }
        let id = self.dialect.identifier(&self.change.id);
        Some(format!("{alias}.{id} IN (SELECT k.{id} FROM {} AS k WHERE {})", self.kept(), condition("k")?))
    }

    /// The condition of rows that have expired, and the column that notes it.
    fn expired(&self) -> Option<(&str, &str)> {
        match &self.change.removed.as_ref()?.rows {
            decide::Rows::Expired { now, kept_as, .. } => Some((now, kept_as)),
            _ => None,
        }
    }

    /// Deletes them.
    fn remove(&self) -> Option<Statement> {
        let goes = self.goes("t")?;
        let alias = if self.dialect == Dialect::MySql { "t " } else { "" };
        let mut statement = Statement::new(format!("DELETE {alias}FROM {} AS t\nWHERE {goes}", self.table()));
        statement.must_hold = Some(format!("NOT EXISTS (SELECT 1 FROM {} AS t WHERE {goes})", self.table()));
        Some(statement)
    }

    /// A condition over the kept row `k`: it was removed, whatever it refers to is still there, and it is not back yet.
    fn can_return(&self) -> Option<String> {
        let mut conditions = vec![self.goes("k")?];
        for key in &self.change.from.foreign_keys {
            let target = self.dialect.object(&key.foreign_table);
            // Without names the foreign key refers to the primary key, and SQLite alone takes the text as it is.
            let pairs: Vec<(&String, &String)> = key.columns.iter().zip(&key.foreign_columns).collect();
            if pairs.is_empty() {
                continue;
            }
            let is_null = pairs.iter().map(|(own, _)| format!("{} IS NULL", self.column("k", own)));
            let same = pairs
                .iter()
                .map(|(own, other)| format!("{} = {}", self.column("p", other), self.column("k", own)));
            conditions.push(format!(
                "({} OR EXISTS (SELECT 1 FROM {target} AS p WHERE {}))",
                is_null.collect::<Vec<_>>().join(" OR "),
                same.collect::<Vec<_>>().join(" AND ")
            ));
        }
        conditions.push(format!(
            "NOT EXISTS (SELECT 1 FROM {} AS t WHERE {} = {})",
            self.table(),
            self.id("t"),
            self.id("k")
        ));
        // What the application has deleted since must not come back by another row that says the same.
        if let Some(decide::Rows::Doubles(doubles)) =
            self.change.removed.as_ref().map(|removal| &removal.rows)
        {
            conditions.push(doubles.stands(self.dialect, "k", &self.change.from.name));
        }
        Some(conditions.join("\n    AND "))
    }

    /// Brings the removed rows back.
    fn bring_back(&self) -> Option<Statement> {
        let condition = self.can_return()?;
        // What the keep table has of its own stays there.
        let columns = self.change.keep.columns.iter().map(|column| column.name.as_str());
        let columns: Vec<&str> = columns.filter(|name| self.change.from.column(name).is_some()).collect();
        let values: Vec<String> = columns.iter().map(|name| self.column("k", name)).collect();
        let numbers = self
            .change
            .from
            .columns
            .iter()
            .any(|column| column.auto_number == Some(AutoNumber::IdentityAlways));
        let overriding =
            if numbers && self.dialect == Dialect::PostgreSql { "OVERRIDING SYSTEM VALUE\n" } else { "" };
        let mut statement = Statement::with(
            "The rows that were deleted, as far as what they refer to is still there.",
            format!(
                "INSERT INTO {} ({})\n{overriding}SELECT\n    {}\nFROM {} AS k\nWHERE {condition}",
                self.table(),
                self.dialect.identifiers(columns.iter().copied()),
                values.join(",\n    "),
                self.kept()
            ),
        );
        statement.must_hold =
            Some(format!("NOT EXISTS (SELECT 1 FROM {} AS k WHERE {condition})", self.kept()));
        Some(statement)
    }

    /// The row `t` was there before: under its new identity, or already again under its old one.
    fn is_old(&self) -> String {
        format!(
            "EXISTS (SELECT 1 FROM {} AS k WHERE {} = {new} OR {} = {new})",
            self.kept(),
            self.new_id(),
            self.id("k"),
            new = self.id("t")
        )
    }

    /// Deletes rows that the old version would take for something else.
    fn forget_new(&self, journal: &ObjectName) -> Option<Statement> {
        if !self.change.forgets_new_rows {
            return None;
        }
        let alias = if self.dialect == Dialect::MySql { "t " } else { "" };
        let whole = and_done(self.dialect, journal);
        let new = followers::unless_referred(self, &format!("NOT {}", self.is_old()));
        let mut statement = Statement::with(
            "Rows that were made since would be harmful here: they have hashes where the old version has secrets.",
            format!("DELETE {alias}FROM {} AS t\nWHERE {new}{whole}", self.table()),
        );
        statement.must_hold = Some(format!("NOT EXISTS (SELECT 1 FROM {} AS t WHERE {new})", self.table()));
        Some(statement)
    }

    /// The value that a dropped column has when it is back: the kept one, or the one for new rows.
    fn value_of(&self, column: &DroppedColumn) -> String {
        let kept = format!("{} AS k WHERE {} = {}", self.kept(), self.id("k"), self.id("t"));
        let value = self.column("k", &column.name);
        format!(
            "CASE\n        WHEN EXISTS (SELECT 1 FROM {kept}) THEN (SELECT {value} FROM {kept})\n        ELSE {}\n    END",
            column.otherwise
        )
    }

    /// `column = value` for every dropped column.
    fn assignments(&self) -> Vec<String> {
        let dropped = self.change.dropped.iter();
        let alias = if self.dialect == Dialect::MySql { "t." } else { "" };
        let own = |column: &DroppedColumn| format!("{alias}{}", self.dialect.identifier(&column.name));
        dropped.map(|column| format!("{} = {}", own(column), self.value_of(column))).collect()
    }

    /// The dropped columns as the table had them, in its order: in MySQL each comes back behind the one before it.
    fn old_columns(&self) -> impl Iterator<Item = &Column> {
        let is_dropped =
            |column: &&Column| self.change.dropped.iter().any(|dropped| dropped.name == column.name);
        self.change.from.columns.iter().filter(is_dropped)
    }

    /// The identity before and after, when its type changes.
    fn retyped(&self) -> Option<(&Column, &Column)> {
        let from = self.change.from.column(&self.change.id)?;
        let to = self.change.to.column(&self.change.id)?;
        (from.data_type != to.data_type).then_some((from, to))
    }
}
