//! What keys and unique indexes admit.

use std::collections::{BTreeMap, BTreeSet};

use super::value::Value;
use crate::model::schema::{Index, IndexTarget, Table};

/// The keys of a table, and what they have seen.
#[derive(Debug, Clone)]
pub struct Keys {
    keys: Vec<Key>,
}

#[derive(Debug, Clone)]
struct Key {
    columns: Vec<String>,
    /// MySQL: so many leading characters count.
    prefixes: Vec<Option<usize>>,
    /// NULL is a value like any other.
    nulls_count: bool,
    /// The rows that it is about, where its condition could be read.
    only: Option<(String, Only)>,
    seen: BTreeSet<Vec<String>>,
}

/// Which rows a partial index is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Only {
    /// Those in which the column is true.
    True,
    /// Those in which it has a value.
    Filled,
    /// Those in which it has none.
    Empty,
}

impl Key {
    fn new(columns: Vec<String>, nulls_count: bool) -> Self {
        Self { prefixes: vec![None; columns.len()], columns, nulls_count, only: None, seen: BTreeSet::new() }
    }
}

impl Keys {
    /// The keys of a table. A unique index over an expression is taken for one over the columns in it, and so is one over
    /// part of the rows whose condition cannot be read for one over all: that asks for more, never for less.
    pub fn of(table: &Table) -> Self {
        let plain = table.primary_key.iter().map(|key| Key::new(key.columns.clone(), true));
        let counts_nulls = |rest: &Option<String>| {
            rest.as_ref().is_some_and(|rest| rest.to_ascii_uppercase().contains("NULLS NOT DISTINCT"))
        };
        let uniques = table.uniques.iter().map(|key| Key::new(key.columns.clone(), counts_nulls(&key.rest)));
        let indexes = table.indexes.iter().filter(|index| index.unique);
        let indexes = indexes.map(|index| of_index(table, index, counts_nulls(&index.rest)));
        Self { keys: plain.chain(uniques).chain(indexes).collect() }
    }

    /// Whether a column has to be different in every row, as far as one column can make it so.
    pub fn cover(&self, column: &str) -> bool {
        self.keys.iter().any(|key| key.columns.iter().any(|name| name == column))
    }

    /// So many leading characters of a column are unique.
    pub fn prefix(&self, column: &str) -> Option<usize> {
        let parts = self.keys.iter().flat_map(|key| key.columns.iter().zip(&key.prefixes));
        parts.filter(|(name, _)| *name == column).filter_map(|(_, prefix)| *prefix).min()
    }

    /// Whether the row breaks no key; it is remembered then.
    pub fn admit(&mut self, row: &BTreeMap<String, Value>) -> bool {
        let found: Vec<Option<Vec<String>>> = self.keys.iter().map(|key| identity(key, row)).collect();
        let pairs = self.keys.iter().zip(&found);
        if pairs.into_iter().any(|(key, value)| value.as_ref().is_some_and(|value| key.seen.contains(value)))
        {
            return false;
        }
        for (key, value) in self.keys.iter_mut().zip(found) {
            key.seen.extend(value);
        }
        true
    }
}

fn of_index(table: &Table, index: &Index, nulls_count: bool) -> Key {
    let mut key = Key::new(Vec::new(), nulls_count);
    key.only = index.predicate.as_ref().and_then(|predicate| only(table, &predicate.text));
    for part in &index.parts {
        let prefix = part.prefix_length.and_then(|length| usize::try_from(length).ok());
        match &part.target {
            IndexTarget::Column(name) => {
                key.columns.push(name.clone());
                key.prefixes.push(prefix);
            }
            IndexTarget::Expression(expression) => {
                let named =
                    |name: &String| expression.identifiers.iter().any(|word| word.eq_ignore_ascii_case(name));
                for column in table.columns.iter().filter(|column| named(&column.name)) {
                    key.columns.push(column.name.clone());
                    key.prefixes.push(None);
                }
            }
        }
    }
    key
}

/// Reads the condition of a partial index: `column`, `column = TRUE`, `column IS NOT NULL`, `column IS NULL`.
fn only(table: &Table, condition: &str) -> Option<(String, Only)> {
    let plain = condition.replace(['(', ')', '"', '`'], " ").to_lowercase();
    let words: Vec<&str> = plain.split_whitespace().collect();
    let (name, rest) = words.split_first()?;
    let column = table.columns.iter().find(|column| column.name.eq_ignore_ascii_case(name))?;
    let which = match rest {
        [] | ["=", "true" | "1"] | ["is", "true"] => Only::True,
        ["is", "not", "null"] => Only::Filled,
        ["is", "null"] => Only::Empty,
        _ => return None,
    };
    Some((column.name.clone(), which))
}

impl Only {
    fn holds(self, value: &Value) -> bool {
        let is_false =
            matches!(value, Value::Null | Value::Truth(false)) || *value == Value::Number("0".to_owned());
        match self {
            Self::True => !is_false,
            Self::Filled => *value != Value::Null,
            Self::Empty => *value == Value::Null,
        }
    }
}

/// What the key sees of a row; none where a NULL lets the row pass.
fn identity(key: &Key, row: &BTreeMap<String, Value>) -> Option<Vec<String>> {
    if let Some((column, which)) = &key.only
        && row.get(column).is_some_and(|value| !which.holds(value))
    {
        return None;
    }
    let mut parts = Vec::new();
    for (column, prefix) in key.columns.iter().zip(&key.prefixes) {
        let text = match row.get(column).and_then(Value::identity) {
            Some(text) => text,
            None if key.nulls_count && row.contains_key(column) => "NULL".to_owned(),
            None => return None,
        };
        parts.push(text.chars().take(prefix.unwrap_or(usize::MAX)).collect());
    }
    (!parts.is_empty()).then_some(parts)
}
