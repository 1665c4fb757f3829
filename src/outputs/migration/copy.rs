//! Rows of a table copied into a new one, and what the application has written since carried back.

use super::steps::{and_done, guarded, guarded_statement, not_done};
use super::{Statement, StepStatements};
use crate::decide::{CopyChange, Returns, Way};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;

/// Writes the step. The last new table is the one that `down.sql` drops first.
pub fn write(
    dialect: Dialect,
    journal: &ObjectName,
    last_new: Option<&ObjectName>,
    copy: &CopyChange,
) -> StepStatements {
    let rows = Rows { dialect, journal, copy };
    let up = match dialect {
        _ if copy.way != Way::ThereAndBack => Vec::new(),
        Dialect::MySql => guarded(&not_done(journal), &rows.insert()),
        Dialect::PostgreSql | Dialect::Sqlite => vec![Statement::new(rows.insert())],
    };
    let mut down: Vec<Statement> = Vec::new();
    if copy.way != Way::BackWhereNew {
        if copy.owns_rows {
            down.push(rows.delete_old());
            down.extend(rows.end_old());
        }
        down.extend(if copy.is_column { rows.set_column() } else { rows.update_old() });
    }
    if copy.owns_rows {
        down.extend(rows.insert_old());
    }
    if dialect == Dialect::MySql {
        // A run that stopped after it had dropped a new table has carried everything back already, and what carries rows
        // back may read any of them.
        let last_new = last_new.unwrap_or(&copy.to.name);
        let exists =
            format!("{}\n    AND {}", dialect.relation_exists(journal), dialect.relation_exists(last_new));
        down = down.iter().flat_map(|statement| guarded_statement(&exists, statement)).collect();
    }
    StepStatements { up, down }
}

struct Rows<'a> {
    dialect: Dialect,
    journal: &'a ObjectName,
    copy: &'a CopyChange,
}

impl Rows<'_> {
    fn from(&self) -> String {
        self.dialect.object(&self.copy.from.name)
    }

    fn to(&self) -> String {
        self.dialect.object(&self.copy.to.name)
    }

    /// There is a new row for the old row `s`.
    fn is_there(&self) -> String {
        format!("EXISTS (SELECT 1 FROM {} AS d WHERE {})", self.to(), self.copy.matches)
    }

    fn insert(&self) -> String {
        let columns = &self.copy.columns;
        let values: Vec<&str> = columns.iter().map(|column| column.value.as_str()).collect();
        let mut conditions = self.copy.is_copied(self.dialect);
        if self.dialect == Dialect::MySql {
            // An earlier run may have stopped after it.
            conditions.push(format!("NOT {}", self.is_there()));
        }
        let condition = match conditions.as_slice() {
            [] => String::new(),
            conditions => format!("\nWHERE {}", conditions.join("\n    AND ")),
        };
        format!(
            "INSERT INTO {} ({})\nSELECT\n    {}\nFROM {} AS s{condition}",
            self.to(),
            self.dialect.identifiers(columns.iter().map(|column| column.name.as_str())),
            values.join(",\n    "),
            self.from(),
        )
    }

    /// The thing of the old row `s` has gone.
    fn is_gone(&self) -> String {
        let only = self.copy.goes.as_ref().or(self.copy.only.as_ref());
        let only = only.map(|only| format!("{only}\n    AND ")).unwrap_or_default();
        format!("{only}NOT {}", self.is_there())
    }

    /// What has gone, and what others refer to, stays and is useless.
    fn end_old(&self) -> Option<Statement> {
        let kept_by = self.copy.kept_by.as_ref().filter(|_| !self.copy.ended.is_empty())?;
        let columns = || self.copy.ended.iter().map(|(name, value)| (self.dialect.identifier(name), value));
        let assignments: Vec<String> = columns().map(|(name, value)| format!("{name} = {value}")).collect();
        // As a column compares a value, so it stores it: SQLite gives both the column's affinity.
        let differs: Vec<String> =
            columns().map(|(name, value)| self.dialect.differs(&format!("s.{name}"), value)).collect();
        let gone = format!("{}\n    AND {kept_by}", self.is_gone());
        let mut statement = Statement::with(
            "What the application has deleted since must not work again; the row stays, because others refer to it.",
            format!(
                "UPDATE {} AS s\nSET {}\nWHERE {gone}{}",
                self.from(),
                assignments.join(", "),
                and_done(self.dialect, self.journal)
            ),
        );
        statement.must_hold = Some(format!(
            "NOT EXISTS (SELECT 1 FROM {} AS s WHERE {gone} AND ({}))",
            self.from(),
            differs.join(" OR ")
        ));
        Some(statement)
    }

    fn delete_old(&self) -> Statement {
        let alias = if self.dialect == Dialect::MySql { "s " } else { "" };
        let kept = self.copy.kept_by.as_ref().map(|kept_by| format!("\n    AND NOT {kept_by}"));
        let gone = self.is_gone() + &kept.unwrap_or_default();
        let whole = and_done(self.dialect, self.journal);
        let mut statement = Statement::with(
            "What the application has deleted since must not come back.",
            format!("DELETE {alias}FROM {} AS s\nWHERE {gone}{whole}", self.from()),
        );
        statement.must_hold = Some(format!("NOT EXISTS (SELECT 1 FROM {} AS s WHERE {gone})", self.from()));
        statement
    }

    /// Writes what has changed, column by column: what has not stays as it was, to the byte.
    fn update_old(&self) -> Vec<Statement> {
        let going_back = self.copy.columns.iter().filter_map(|column| Some((column, column.back.as_ref()?)));
        let mut statements = Vec::new();
        for (column, (name, value)) in going_back {
            let of_row = format!("{} AS d WHERE {}", self.to(), self.copy.matches);
            let differs = self.copy.differs(self.dialect, column);
            let mut only = self.copy.is_copied(self.dialect);
            only.push(String::new());
            let only = only.join("\n    AND ");
            let condition = format!("{only}EXISTS (SELECT 1 FROM {of_row} AND {differs})");
            let own = self.dialect.identifier(name);
            let mut statement = Statement::new(format!(
                "UPDATE {} AS s\nSET {own} = (SELECT {value} FROM {of_row})\nWHERE {condition}",
                self.from()
            ));
            if statements.is_empty() {
                statement.comment = Some(format!("What it has changed in {} since.", self.copy.to.name));
            }
            statement.must_hold =
                Some(format!("NOT EXISTS (SELECT 1 FROM {} AS s WHERE {condition})", self.from()));
            statements.push(statement);
        }
        statements
    }

    /// Where a column is all there is of the thing: empties it where the thing has gone or is another now, and sets it where
    /// there is one. In this order, because the column's values may be unique, and pass from one row to another.
    fn set_column(&self) -> Vec<Statement> {
        let mut going_back = self.copy.columns.iter().filter_map(|column| column.back.as_ref());
        let Some((name, value)) = going_back.next() else { return Vec::new() };
        let (table, own) = (self.from(), self.dialect.identifier(name));
        let now = format!("(SELECT {value} FROM {} AS d WHERE {})", self.to(), self.copy.matches);
        let differs = self.dialect.differs(&format!("s.{own}"), &now);
        let whole = and_done(self.dialect, self.journal);
        let statement = |comment: String, set: &str, condition: String| {
            let mut statement = Statement::with(
                comment,
                format!("UPDATE {table} AS s\nSET {own} = {set}\nWHERE {condition}{whole}"),
            );
            statement.must_hold = Some(format!("NOT EXISTS (SELECT 1 FROM {table} AS s WHERE {condition})"));
            statement
        };
        let mut statements = Vec::new();
        let mut sets = format!("{now} IS NOT NULL\n    AND {differs}");
        if self.copy.from.column(name).is_some_and(|column| column.nullable) {
            let comment = "What the application has deleted or changed since must not come back.".to_owned();
            statements.push(statement(comment, "NULL", format!("s.{own} IS NOT NULL\n    AND {differs}")));
            sets = format!("s.{own} IS NULL\n    AND {now} IS NOT NULL");
        }
        statements.push(statement(format!("What is in {} now.", self.copy.to.name), &now, sets));
        statements
    }

    fn insert_old(&self) -> Option<Statement> {
        let going_back = self.copy.columns.iter().filter_map(|column| column.back.as_ref());
        let pairs: Vec<&(String, String)> = going_back.chain(&self.copy.made).collect();
        let returns = match &self.copy.returns {
            // MySQL refuses a statement that leaves out what a row must have, also where no row is made.
            Returns::Never => return None,
            Returns::Always => None,
            Returns::Where(condition) => Some(condition),
        };
        if pairs.is_empty() {
            return None;
        }
        let values: Vec<&str> = pairs.iter().map(|(_, value)| value.as_str()).collect();
        let conditions = [self.copy.those.as_ref(), returns];
        let mut conditions: Vec<String> = conditions.into_iter().flatten().cloned().collect();
        conditions.push(format!(
            "NOT EXISTS (SELECT 1 FROM {} AS s WHERE {})",
            self.from(),
            self.copy.matches
        ));
        let condition = conditions.join("\n    AND ");
        let mut statement = Statement::with(
            format!("What it has added to {} since.", self.copy.to.name),
            format!(
                "INSERT INTO {} ({})\nSELECT\n    {}\nFROM {} AS d\nWHERE {condition}",
                self.from(),
                self.dialect.identifiers(pairs.iter().map(|(name, _)| name.as_str())),
                values.join(",\n    "),
                self.to(),
            ),
        );
        statement.must_hold =
            Some(format!("NOT EXISTS (SELECT 1 FROM {} AS d WHERE {condition})", self.to()));
        Some(statement)
    }
}
