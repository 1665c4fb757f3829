//! What rows of another table say of the rows of a table that changes.
//!
//! A subquery that asks for each row anew takes users times keys where no index is over the key's user, and neither
//! PostgreSQL nor SQLite makes one for a foreign key. So the other table is read once, grouped by the row that it speaks
//! of, and joined.

use super::change::TableChange;
use crate::dialects::Dialect;

/// A query that gives at most one row for each row `t`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookup {
    /// What its row is called in values and conditions over `t`.
    pub alias: String,
    /// The query. Its columns are [`OWNER`] and [`FOUND`].
    pub query: String,
    /// What tells the row `t` that it speaks of.
    pub row: String,
}

/// The row of the table that changes.
pub const OWNER: &str = "owner_of_it";

/// What is said of it.
pub const FOUND: &str = "found";

impl Lookup {
    /// What it says of the row `t`; NULL where it says nothing.
    pub fn value(&self) -> String {
        format!("{}.{FOUND}", self.alias)
    }
}

impl TableChange {
    /// Takes a query in, once; gives what it says of the row `t`.
    pub fn look_up(&mut self, query: String, row: String) -> String {
        if let Some(known) = self.lookups.iter().find(|known| known.query == query) {
            return known.value();
        }
        let lookup = Lookup { alias: format!("looked_up_{}", self.lookups.len() + 1), query, row };
        let value = lookup.value();
        self.lookups.push(lookup);
        value
    }

    /// The joins of what these values and conditions over `t` look up; nothing where they look nothing up.
    pub fn joins(&self, texts: &[&str]) -> String {
        let is_used = |lookup: &&Lookup| {
            let value = lookup.value();
            texts.iter().any(|text| text.contains(&value))
        };
        let joins = self.lookups.iter().filter(is_used).map(|lookup| {
            let Lookup { alias, query, row } = lookup;
            format!("\nLEFT JOIN (\n    {query}\n) AS {alias} ON {alias}.{OWNER} = {row}")
        });
        joins.collect()
    }

    /// The rows `t`, with all that these values and conditions look up.
    pub fn rows(&self, dialect: Dialect, texts: &[&str]) -> String {
        format!("{} AS t{}", dialect.object(&self.from.name), self.joins(texts))
    }
}
