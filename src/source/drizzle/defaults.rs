//! Default values as drizzle-kit writes them.

use super::super::typescript::tree::{Expression, ExpressionKind as Is};
use super::super::typescript::values::Call;
use super::fragments;
use super::known::{Known, Table};
use crate::dialects::Dialect;

/// The default of a column, when it is one that the database knows.
pub(super) fn value<'a>(
    known: &Known<'a>,
    dialect: Dialect,
    table: &Table<'a>,
    call: &Call<'a>,
    value: &'a Expression,
) -> Option<String> {
    let value = known.scope.resolve(value, &call.bindings);
    if let Some(sql) = fragments::sql(known, dialect, table, value, fragments::Columns::Qualified) {
        return Some(sql);
    }
    let is_json = matches!(call.function, "json" | "jsonb") || matches!(value.kind, Is::Object(_));
    if call.method("array").is_some() {
        return array(value).map(|text| dialect.literal(&text));
    }
    if is_json {
        let text = dialect.literal(&json(value)?);
        return Some(match dialect {
            Dialect::PostgreSql if matches!(call.function, "json" | "jsonb") => {
                format!("{text}::{}", call.function)
            }
            Dialect::MySql => format!("({text})"),
            _ => text,
        });
    }
    Some(match &value.kind {
        Is::Text(text) => dialect.literal(text),
        Is::Number(number) => number.clone(),
        Is::Boolean(value) => value.to_string(),
        Is::Nothing => "NULL".to_owned(),
        Is::Prefix { operator, value } if operator == "-" => match &value.kind {
            Is::Number(number) => format!("-{number}"),
            _ => return None,
        },
        _ => dialect.literal(&known.scope.text(value, &call.bindings)?),
    })
}

/// PostgreSQL's notation of an array.
fn array(value: &Expression) -> Option<String> {
    let Is::Array(items) = &value.kind else { return None };
    let items: Option<Vec<String>> = items
        .iter()
        .map(|item| match &item.kind {
            Is::Array(_) => array(item),
            Is::Text(text) => Some(format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))),
            Is::Number(number) => Some(number.clone()),
            Is::Boolean(value) => Some(value.to_string()),
            _ => None,
        })
        .collect();
    Some(format!("{{{}}}", items?.join(",")))
}

/// A literal as JSON.
fn json(value: &Expression) -> Option<String> {
    Some(match &value.kind {
        Is::Text(text) => serde_json::Value::from(text.as_str()).to_string(),
        Is::Number(number) => number.clone(),
        Is::Boolean(value) => value.to_string(),
        Is::Nothing => "null".to_owned(),
        Is::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(json).collect();
            format!("[{}]", items?.join(","))
        }
        Is::Object(properties) => {
            let members: Option<Vec<String>> = properties
                .iter()
                .map(|property| {
                    let key = serde_json::Value::from(property.key.as_deref()?).to_string();
                    Some(format!("{key}:{}", json(&property.value)?))
                })
                .collect();
            format!("{{{}}}", members?.join(","))
        }
        _ => return None,
    })
}
