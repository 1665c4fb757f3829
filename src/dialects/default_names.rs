//! The names that databases give to indexes and checks that have none; PostgreSQL's in detail.
//! Source: `ChooseIndexName` (src/backend/commands/indexcmds.c), `AddRelationNewConstraints` (catalog/heap.c),
//! `FigureIndexColname` (parser/parse_target.c), `makeObjectName`.

use super::Dialect;
use super::postgresql::limits::{IDENTIFIER_BYTES, fit_name};
use crate::model::schema::{Expression, Index, IndexTarget, Key, Table};

/// The table's indexes in their order, each under the name that it has in the database.
pub fn indexes(dialect: Dialect, table: &Table) -> Vec<Index> {
    let mut used: Vec<String> = table.indexes.iter().filter_map(|index| index.name.clone()).collect();
    if dialect == Dialect::MySql {
        let name = |key: &Key| key.name.as_ref().or(key.columns.first()).cloned();
        used.extend(table.uniques.iter().filter_map(name));
    }
    let mut named = table.indexes.clone();
    for index in named.iter_mut().filter(|index| index.name.is_none()) {
        let name = match dialect {
            Dialect::PostgreSql => self::index(&table.name.name, index, &used),
            Dialect::MySql | Dialect::Sqlite => after_first_column(index, &used),
        };
        used.push(name.clone());
        index.name = Some(name);
    }
    named
}

/// MySQL's name: the first column, numbered from 2 when it is used already.
fn after_first_column(index: &Index, used: &[String]) -> String {
    let first = index.parts.first().map(|part| &part.target);
    let Some(IndexTarget::Column(base)) = first else { return "functional_index".to_owned() };
    let mut name = base.clone();
    let mut number = 2;
    while used.contains(&name) {
        name = format!("{base}_{number}");
        number += 1;
    }
    name
}

/// The name of an index: table, columns (those of `INCLUDE` too), `idx`; numbered when it is used already.
fn index(table: &str, index: &Index, used: &[String]) -> String {
    let mut columns: Vec<String> = Vec::new();
    for part in &index.parts {
        let name = match &part.target {
            IndexTarget::Column(column) => column.clone(),
            IndexTarget::Expression(expression) => expression_name(expression),
        };
        columns.push(numbered(&name, &columns, |name, number| format!("{name}{number}")));
    }
    columns.extend(index.include.iter().cloned());
    let columns = fit_name(&columns.join("_"));
    numbered(&join(table, &columns, "idx"), used, |_, number| join(table, &columns, &format!("idx{number}")))
}

/// The names of all checks of a table, in their order, given or made up:
/// table, column when exactly one is mentioned, `check`; numbered when it is used already.
pub fn checks(table: &Table) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for check in &table.checks {
        let mut mentioned = table
            .columns
            .iter()
            .map(|column| column.name.as_str())
            .filter(|name| check.expression.identifiers.iter().any(|identifier| identifier == name));
        let only = match (mentioned.next(), mentioned.next()) {
            (Some(column), None) => column,
            _ => "",
        };
        let base = join(&table.name.name, only, "check");
        names.push(match &check.name {
            Some(name) => name.clone(),
            None => {
                numbered(&base, &names, |_, number| join(&table.name.name, only, &format!("check{number}")))
            }
        });
    }
    names
}

/// PostgreSQL's name of a constraint over columns that was given none; its label is `pkey`, `key` or `fkey`.
pub fn constraint(table: &str, columns: &[String], label: &str) -> String {
    join(table, &fit_name(&columns.join("_")), label)
}

/// The first of `name`, `name1`, `name2` … that is not used.
fn numbered(name: &str, used: &[String], with: impl Fn(&str, usize) -> String) -> String {
    let mut found = name.to_owned();
    let mut number = 1;
    while used.contains(&found) {
        found = with(name, number);
        number += 1;
    }
    found
}

/// What stands for an expression: the function that it calls, or `expr`.
fn expression_name(expression: &Expression) -> String {
    let text = expression.text.trim();
    let word: String =
        text.chars().take_while(|character| character.is_ascii_alphanumeric() || *character == '_').collect();
    let is_call = text.get(word.len()..).is_some_and(|rest| rest.trim_start().starts_with('('));
    let is_whole = is_call && closes_at_end(text.get(word.len()..).unwrap_or_default().trim_start());
    if word.is_empty() || !is_whole { "expr".to_owned() } else { word.to_ascii_lowercase() }
}

/// Whether the parenthesis that opens the text is closed by its last character.
fn closes_at_end(text: &str) -> bool {
    let mut depth = 0_usize;
    for (position, character) in text.char_indices() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return position + 1 == text.len();
        }
    }
    false
}

/// `first_second_label` within the limit: the longer of the two parts is cut first.
fn join(first: &str, second: &str, label: &str) -> String {
    let separators = if second.is_empty() { 1 } else { 2 };
    let room = IDENTIFIER_BYTES.saturating_sub(label.len() + separators);
    let (mut left, mut right) = (first.len(), second.len());
    while left + right > room {
        if left > right { left -= 1 } else { right -= 1 }
    }
    let (first, second) = (cut(first, left), cut(second, right));
    if second.is_empty() { format!("{first}_{label}") } else { format!("{first}_{second}_{label}") }
}

/// The text cut at a number of bytes, between two characters.
fn cut(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dialects::Dialect;
    use crate::parse::parse;

    fn names(sql: &str) -> Vec<String> {
        let (schema, findings) = parse(sql, Dialect::PostgreSql);
        assert_eq!(findings, []);
        let table = &schema.tables[0];
        let mut used = Vec::new();
        for found in &table.indexes {
            used.push(index(&table.name.name, found, &used));
        }
        used.extend(checks(table));
        used
    }

    /// Held against PostgreSQL 15.
    #[test]
    fn names_are_those_of_the_database() {
        let long = "a_table_with_a_name_that_is_rather_long";
        let sql = format!(
            "CREATE TABLE {long} (first_column_of_the_table int CHECK (first_column_of_the_table > 0), b text, \
             CHECK (first_column_of_the_table < 9), CHECK (b <> '' AND first_column_of_the_table < 8), CHECK (b <> '')); \
             CREATE INDEX ON {long} (first_column_of_the_table) INCLUDE (b); CREATE INDEX ON {long} (b); \
             CREATE INDEX ON {long} (b); CREATE INDEX ON {long} (lower(b), (b || 'x'), (b || 'y'), upper(b));"
        );
        assert_eq!(names(&sql), EXPECTED);
    }

    const EXPECTED: [&str; 8] = [
        "a_table_with_a_name_that_is_rat_first_column_of_the_table_b_idx",
        "a_table_with_a_name_that_is_rather_long_b_idx",
        "a_table_with_a_name_that_is_rather_long_b_idx1",
        "a_table_with_a_name_that_is_rather_l_lower_expr_expr1_upper_idx",
        "a_table_with_a_name_that_is_rat_first_column_of_the_table_check",
        "a_table_with_a_name_that_is_ra_first_column_of_the_table_check1",
        "a_table_with_a_name_that_is_rather_long_check",
        "a_table_with_a_name_that_is_rather_long_b_check",
    ];
}
