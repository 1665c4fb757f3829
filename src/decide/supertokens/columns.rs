//! Columns: how one that is there becomes what it is in the end, and what the rows get that are there before it.

use super::forms::{same_default, same_type};
use super::words;
use crate::decide::evolution::{Claim, Moment, Part};
use crate::decide::options::Options;
use crate::dialects::Dialect;
use crate::model::schema::{Column, Expression, Literal, Table};
use crate::model::types::TypeKind;

/// The column with a value for the rows that are there, and how it loses that again.
pub fn with_fill(options: &Options, base: &str, column: &Column) -> (Column, Option<Part>) {
    let fill = words::fill(base, &column.name, options);
    let text = match (&column.default, fill) {
        (Some(_), _) => None,
        (None, Some(fill)) => Some(fill),
        (None, None) if column.nullable => None,
        (None, None) => Some(neutral(column)),
    };
    let Some(text) = text else { return (column.clone(), None) };
    let filled = Column { default: Some(literal(text)), ..column.clone() };
    (filled.clone(), Some(Part::ChangeColumn(Box::new((filled, column.clone())))))
}

/// How a column that is there becomes what it is in the end, when that comes with this core.
pub fn mended(old: Option<&Column>, now: &Column, end: &Column, found: &Column) -> Option<Part> {
    let comes = old.is_none_or(|old| !same_type(old, end)) && same_type(now, end);
    let mut to = found.clone();
    if comes && !same_type(found, end) && !is_wider(found, end, old) {
        to.data_type = end.data_type.clone();
    }
    if old.is_none() && now.nullable == end.nullable {
        to.nullable = end.nullable;
        if !same_default(found, end) {
            to.default.clone_from(&end.default);
        }
        let says_null = |default: &Expression| default.literal == Some(Literal::Null);
        if !to.nullable && to.default.as_ref().is_some_and(says_null) {
            to.default = None;
        }
    }
    (to != *found).then(|| Part::ChangeColumn(Box::new((found.clone(), to))))
}

/// That every value fits the column as it will be.
pub fn fits(dialect: Dialect, table: &Table, part: &Part) -> Option<Claim> {
    let Part::ChangeColumn(change) = part else { return None };
    let (from, to) = (&change.0, &change.1);
    let column = dialect.identifier(&to.name);
    let narrower = to.data_type.kind.length().filter(|to| from.data_type.kind.length() > Some(*to));
    let (name, condition, message) = if from.nullable && !to.nullable {
        ("values_missing", format!("{column} IS NULL"), "The newer core wants a value in every row.")
    } else {
        let condition = format!("char_length({column}) > {}", narrower?);
        ("values_too_long", condition, "Values that do not fit the column as the newer core has it.")
    };
    Some(Claim {
        name,
        when: Moment::Before,
        expected: String::new(),
        actual: format!("SELECT count(*) FROM {{table}} WHERE {condition}"),
        message: format!("{message} It is about {column} in {}.", table.name),
        tables: vec![("table", table.name.clone())],
    })
}

/// Whether somebody gave the column more room than the core ever did.
fn is_wider(found: &Column, end: &Column, old: Option<&Column>) -> bool {
    if old.is_some_and(|old| same_type(old, found)) {
        return false;
    }
    match (found.data_type.kind.length(), end.data_type.kind.length()) {
        (Some(found), Some(end)) => found > end,
        (None, Some(_)) => found.data_type.kind.is_text(),
        _ => true,
    }
}

/// A value that says nothing.
pub fn neutral(column: &Column) -> &'static str {
    match column.data_type.kind {
        TypeKind::Boolean => "FALSE",
        _ if column.data_type.kind.is_integer() => "0",
        _ => "''",
    }
}

/// A default that is a literal.
pub fn literal(text: &str) -> Expression {
    let literal = match text {
        "TRUE" => Literal::Boolean(true),
        "FALSE" => Literal::Boolean(false),
        _ => match text.strip_prefix('\'').and_then(|text| text.strip_suffix('\'')) {
            Some(text) => Literal::Text(text.to_owned()),
            None => Literal::Number(text.to_owned()),
        },
    };
    Expression { text: text.to_owned(), identifiers: Vec::new(), literal: Some(literal) }
}
