//! SQL within a Drizzle file: `sql` templates, and the functions that make conditions.

use super::super::typescript::tree::{Expression, ExpressionKind as Is, LinkKind, Template};
use super::known::{Known, Table};
use crate::dialects::Dialect;

/// How the name of a column is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Columns {
    /// Alone, as in an index.
    Bare,
    /// After the name of its table.
    Qualified,
}

/// Functions of one value, and what stands before and after it.
const OF_ONE: &[(&str, &str, &str)] =
    &[("isNull", "", " is null"), ("isNotNull", "", " is not null"), ("not", "not ", "")];

/// Functions of two values, and what stands between them.
const OF_TWO: &[(&str, &str)] =
    &[("eq", "="), ("ne", "<>"), ("gt", ">"), ("gte", ">="), ("lt", "<"), ("lte", "<="), ("like", "like")];

/// Functions of any number of values.
const OF_MANY: &[(&str, &str)] = &[("and", " and "), ("or", " or ")];

/// The SQL that an expression is.
pub(super) fn sql<'a>(
    known: &Known<'a>,
    dialect: Dialect,
    table: &Table<'a>,
    value: &'a Expression,
    columns: Columns,
) -> Option<String> {
    let value = known.scope.resolve(value, &Vec::new());
    let (head, links) = value.chain();
    let name = known.scope.original(head.name()?);
    let operand = |value: &'a Expression| part(known, dialect, table, value, columns);
    match links.first().map(|link| &link.kind)? {
        LinkKind::Template(template) if name == "sql" => text(known, dialect, table, template, columns),
        LinkKind::Member(member) if name == "sql" => {
            let given = links.get(1)?.arguments()?.first()?;
            let given = known.scope.text(given, &Vec::new())?;
            match member.as_str() {
                "raw" => Some(given),
                "identifier" => Some(dialect.identifier(&given)),
                _ => None,
            }
        }
        LinkKind::Call(arguments) => {
            if let Some((_, before, after)) = OF_ONE.iter().find(|(function, ..)| *function == name) {
                return Some(format!("{before}{}{after}", operand(arguments.first()?)?));
            }
            if let Some((_, between)) = OF_TWO.iter().find(|(function, _)| *function == name) {
                let [left, right] = arguments.as_slice() else { return None };
                return Some(format!("{} {between} {}", operand(left)?, operand(right)?));
            }
            let (_, between) = OF_MANY.iter().find(|(function, _)| *function == name)?;
            let parts: Option<Vec<String>> = arguments.iter().map(operand).collect();
            Some(format!("({})", parts?.join(between)))
        }
        _ => None,
    }
}

fn text<'a>(
    known: &Known<'a>,
    dialect: Dialect,
    table: &Table<'a>,
    template: &'a Template,
    columns: Columns,
) -> Option<String> {
    let mut text = template.texts.first()?.clone();
    for (hole, after) in template.holes.iter().zip(template.texts.iter().skip(1)) {
        text.push_str(&part(known, dialect, table, hole, columns)?);
        text.push_str(after);
    }
    Some(text)
}

/// What is put into SQL: a column, a table, a value, or SQL again.
fn part<'a>(
    known: &Known<'a>,
    dialect: Dialect,
    table: &Table<'a>,
    value: &'a Expression,
    columns: Columns,
) -> Option<String> {
    if let Some((owner, column)) = known.column(value, table) {
        let name = dialect.identifier(&column.name);
        return Some(match columns {
            Columns::Bare => name,
            Columns::Qualified => format!("{}.{name}", dialect.identifier(&owner.name.name)),
        });
    }
    if let Some(found) = value.name().and_then(|name| known.table_of(name)) {
        return Some(dialect.object(&found.name));
    }
    if let Some(text) = sql(known, dialect, table, value, columns) {
        return Some(text);
    }
    let value = known.scope.resolve(value, &Vec::new());
    match &value.kind {
        Is::Number(number) => Some(number.clone()),
        Is::Boolean(value) => Some(value.to_string()),
        Is::Nothing => Some("null".to_owned()),
        _ => known.scope.text(value, &Vec::new()).map(|text| dialect.literal(&text)),
    }
}
