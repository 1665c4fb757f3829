//! The rows of a table, and the statements that put them there.

use super::value::Value;
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column};

/// The rows of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct TableRows {
    /// The table.
    pub table: ObjectName,
    /// Its columns that get values.
    pub columns: Vec<Column>,
    /// The values.
    pub rows: Vec<Vec<Value>>,
    /// Why the database may refuse some of them.
    pub doubts: Vec<String>,
    /// Rows that the old tables admit and that `preflight.sql` has to stop at.
    pub troubles: usize,
    /// Whether they are the user's own.
    pub is_own: bool,
}

impl TableRows {
    /// The statement that inserts some of the rows.
    pub fn insert(&self, dialect: Dialect, rows: &[Vec<Value>]) -> String {
        let names = dialect.identifiers(self.columns.iter().map(|column| column.name.as_str()));
        let is_always = |column: &Column| column.auto_number == Some(AutoNumber::IdentityAlways);
        let overriding = if self.columns.iter().any(is_always) { " OVERRIDING SYSTEM VALUE" } else { "" };
        let written: Vec<String> = rows
            .iter()
            .map(|row| {
                let values =
                    row.iter().zip(&self.columns).map(|(value, column)| value.literal(dialect, column));
                format!("({})", values.collect::<Vec<_>>().join(", "))
            })
            .collect();
        format!(
            "INSERT INTO {} ({names}){overriding} VALUES\n{}",
            dialect.object(&self.table),
            written.join(",\n")
        )
    }

    /// PostgreSQL: the statements that let sequences go on after the numbers that were given out here.
    pub fn sequences(&self, dialect: Dialect) -> Vec<String> {
        if dialect != Dialect::PostgreSql {
            return Vec::new();
        }
        let table = dialect.object(&self.table);
        let moved = self.columns.iter().filter_map(|column| {
            let (name, of) = (dialect.identifier(&column.name), dialect.literal(&table));
            let named = column.default.as_ref().and_then(|default| sequence_in(&default.text));
            let owned = || format!("pg_get_serial_sequence({of}, {})", dialect.literal(&column.name));
            let sequence = match named {
                Some(named) => named.to_owned(),
                None => column.auto_number.is_some().then(owned)?,
            };
            // Several columns may be numbered by one sequence.
            Some(format!(
                "SELECT setval({sequence}, greatest(nextval({sequence}), (SELECT max({name}) FROM {table})))"
            ))
        });
        moved.collect()
    }
}

/// What a default takes numbers from, as it is written there: `nextval('numbers'::regclass)`.
fn sequence_in(default: &str) -> Option<&str> {
    let begin = default.to_ascii_lowercase().find("nextval(")? + "nextval(".len();
    let rest = default.get(begin..)?;
    let literal = rest.trim_start().strip_prefix('\'')?;
    // A quote within is written twice.
    let mut end = 0;
    loop {
        end += literal.get(end..)?.find('\'')? + 1;
        match literal.get(end..)?.strip_prefix('\'') {
            Some(_) => end += 1,
            None => break,
        }
    }
    rest.get(..rest.len() - literal.len() + end)
}

#[cfg(test)]
mod tests {
    use super::sequence_in;

    #[test]
    fn a_default_names_its_sequence() {
        assert_eq!(sequence_in("nextval('public.a_seq'::regclass)"), Some("'public.a_seq'"));
        assert_eq!(sequence_in("10 + pg_catalog.NEXTVAL( '\"it''s\"' )"), Some(" '\"it''s\"'"));
        assert_eq!(sequence_in("nextval('open"), None);
        assert_eq!(sequence_in("now()"), None);
    }
}
