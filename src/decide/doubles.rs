//! Rows that say the same thing several times: which of them stays, when somebody wants one to.

use crate::dialects::Dialect;
use crate::model::names::ObjectName;

/// The rows of a table that are alike in some columns, but for the one of each that stays.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Doubles {
    /// The columns in which they are alike.
    pub alike: Vec<String>,
    /// The column that tells rows apart; the last by which one is chosen.
    pub id: String,
    /// What one is chosen by before that; a row without a value comes last.
    pub by: Option<String>,
    /// Which of them stays.
    pub stays: Stays,
}

/// Which of several rows stays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stays {
    /// The one with the highest value.
    Newest,
    /// The one with the lowest.
    Oldest,
}

impl Stays {
    /// The value of the option; none where the migration is to stop.
    pub fn chosen(value: &str) -> Option<Self> {
        match value {
            "keep-newest" => Some(Self::Newest),
            "keep-oldest" => Some(Self::Oldest),
            _ => None,
        }
    }
}

impl Doubles {
    /// The condition that the row with that alias goes, as the rows of that table say.
    pub fn condition(&self, dialect: Dialect, alias: &str, among: &ObjectName) -> String {
        let id = dialect.identifier(&self.id);
        let table = self.rows(dialect, among);
        // A list that depends on no outer row is made once, and MySQL changes no table that the same statement reads
        // unless by way of a copy of it, which `DISTINCT` makes it take.
        format!(
            "{alias}.{id} IN (\n        SELECT w.{id} FROM (\n            SELECT DISTINCT a.{id} FROM {table} AS a\n            JOIN {table} AS o ON {}\n            WHERE {}\n        ) AS w\n    )",
            self.are_alike(dialect, "a", "o"),
            self.goes_before(dialect)
        )
    }

    /// The condition that the table has a row like the one with that alias.
    pub fn stands(&self, dialect: Dialect, alias: &str, table: &ObjectName) -> String {
        format!(
            "EXISTS (SELECT 1 FROM {} AS o WHERE {})",
            self.rows(dialect, table),
            self.are_alike(dialect, alias, "o")
        )
    }

    /// The condition that a row like that one, which goes, has another value in a column.
    pub fn disagree(&self, dialect: Dialect, alias: &str, among: &ObjectName, column: &str) -> String {
        let column = dialect.identifier(column);
        format!(
            "{}\n    AND EXISTS (SELECT 1 FROM {} AS o WHERE {} AND o.{column} <> {alias}.{column})",
            self.condition(dialect, alias, among),
            dialect.object(among),
            self.are_alike(dialect, alias, "o")
        )
    }

    /// The rows of the table, in MySQL as a copy.
    fn rows(&self, dialect: Dialect, table: &ObjectName) -> String {
        let object = dialect.object(table);
        if dialect != Dialect::MySql {
            return object;
        }
        let columns = self.alike.iter().chain(&self.by).chain([&self.id]).map(String::as_str);
        format!("(SELECT DISTINCT {} FROM {object})", dialect.identifiers(columns))
    }

    fn are_alike(&self, dialect: Dialect, one: &str, other: &str) -> String {
        let same = self.alike.iter().map(|name| {
            let name = dialect.identifier(name);
            format!("{other}.{name} = {one}.{name}")
        });
        same.collect::<Vec<_>>().join(" AND ")
    }

    /// The row `o` stays rather than the row `a`.
    fn goes_before(&self, dialect: Dialect) -> String {
        let sign = match self.stays {
            Stays::Newest => ">",
            Stays::Oldest => "<",
        };
        let [a_id, o_id] = ["a", "o"].map(|alias| format!("{alias}.{}", dialect.identifier(&self.id)));
        let last = format!("{o_id} {sign} {a_id}");
        let Some(by) = &self.by else { return last };
        let [a, o] = ["a", "o"].map(|alias| format!("{alias}.{}", dialect.identifier(by)));
        format!(
            "{o} {sign} {a} OR {o} IS NOT NULL AND {a} IS NULL\n                OR ({o} = {a} OR {o} IS NULL AND {a} IS NULL) AND {last}"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn doubles(by: Option<&str>) -> Doubles {
        Doubles {
            alike: vec!["provider".to_owned(), "providerAccountId".to_owned()],
            id: "id".to_owned(),
            by: by.map(str::to_owned),
            stays: Stays::Oldest,
        }
    }

    #[test]
    fn no_row_goes_without_another_that_stays() {
        let condition = doubles(None).condition(Dialect::PostgreSql, "t", &ObjectName::new("accounts"));
        assert!(condition.contains("o.\"providerAccountId\" = a.\"providerAccountId\""), "{condition}");
        assert!(condition.contains("o.id < a.id"), "{condition}");
    }

    #[test]
    fn mysql_reads_a_copy_of_the_table_that_it_changes() {
        let condition = doubles(Some("by")).condition(Dialect::MySql, "t", &ObjectName::new("accounts"));
        assert!(!condition.contains("FROM accounts AS"), "{condition}");
    }
}
