//! `@default`: as a value where Prisma writes it as the user did, else as the database's own expression.

use super::naming::{Enumeration, Model, Naming};
use super::text::string;
use super::types::FieldType;
use crate::dialects::Dialect;
use crate::model::schema::{AutoNumber, Column, Expression, IndexTarget, Literal};
use crate::model::types::TypeKind;
use crate::outputs::drizzle::sql_text;
use crate::outputs::losses::Losses;

/// The attribute, when there is a default or the database makes the value.
pub fn default(
    naming: &Naming<'_>,
    model: &Model<'_>,
    column: &Column,
    field_type: &FieldType,
    losses: &mut Losses,
) -> Option<String> {
    if column.generated.is_some() {
        // Without an expression it says only that a program need not give the value.
        return Some("@default(dbgenerated())".to_owned());
    }
    if counts(naming.dialect(), model, column, field_type, losses) {
        return Some("@default(autoincrement())".to_owned());
    }
    let default = column.default.as_ref()?;
    let text = default.text.trim();
    if default.literal == Some(Literal::Null) {
        return None;
    }
    let enumeration = naming.enumeration(model.table, column);
    let said = value(naming.dialect(), column, default, field_type, enumeration).unwrap_or_else(|| {
        let clause = sql_text::default_clause(naming.dialect(), default);
        format!("dbgenerated({})", string(if clause.is_empty() { text } else { &clause }))
    });
    Some(format!("@default({said})"))
}

/// What Prisma's client fills a column with that must have a value; the database has nothing of it.
pub fn by_client(column: &Column, field_type: &FieldType) -> Option<String> {
    let attribute = match field_type.name.as_str() {
        _ if column.nullable || field_type.list => return None,
        "String" if column.data_type.kind == TypeKind::Uuid => "@default(uuid())",
        "String" => "@default(cuid())",
        "DateTime" => "@updatedAt",
        _ => return None,
    };
    Some(attribute.to_owned())
}

/// Whether the database numbers the rows by this column, in a way that Prisma can say.
fn counts(
    dialect: Dialect,
    model: &Model<'_>,
    column: &Column,
    field_type: &FieldType,
    losses: &mut Losses,
) -> bool {
    let called = &column.name;
    let is_number = matches!(field_type.name.as_str(), "Int" | "BigInt");
    let is_alone_in_key =
        model.table.primary_key.as_ref().is_some_and(|key| key.columns == [column.name.clone()]);
    match (dialect, column.auto_number) {
        (Dialect::PostgreSql, Some(AutoNumber::Serial)) => true,
        (Dialect::PostgreSql, Some(AutoNumber::IdentityAlways)) => {
            losses.missing(format!("the column `{called}` is an identity that is always generated"));
            is_number
        }
        (Dialect::PostgreSql, Some(AutoNumber::IdentityByDefault)) => {
            losses.missing(format!("the column `{called}` is an identity"));
            is_number
        }
        (Dialect::MySql, Some(AutoNumber::AutoIncrement)) => {
            let table = model.table;
            let keys = table.primary_key.iter().chain(&table.uniques).map(|key| key.columns.first());
            let indexes =
                table.indexes.iter().filter_map(|index| index.parts.first()).map(|part| match &part.target {
                    IndexTarget::Column(column) => Some(column),
                    IndexTarget::Expression(_) => None,
                });
            let is_said = is_number && keys.chain(indexes).any(|first| first == Some(called));
            if !is_said {
                losses.missing(format!("the column `{called}` counts by itself"));
            }
            is_said
        }
        (Dialect::Sqlite, Some(_)) => is_number,
        (Dialect::Sqlite, None)
            if is_alone_in_key && column.data_type.text.trim().eq_ignore_ascii_case("integer") =>
        {
            losses.missing(format!(
                "the column `{called}` counts without `AUTOINCREMENT`, so that a number may come again"
            ));
            true
        }
        _ => false,
    }
}

fn value(
    dialect: Dialect,
    column: &Column,
    default: &Expression,
    field_type: &FieldType,
    enumeration: Option<&Enumeration<'_>>,
) -> Option<String> {
    if field_type.list || !field_type.is_known() {
        return None;
    }
    let text = default.text.trim();
    let kind = &column.data_type.kind;
    if field_type.name == "DateTime" {
        return is_now(dialect, field_type, text).then(|| "now()".to_owned());
    }
    let is_whole = |number: &str| !number.contains('.');
    match (default.literal.as_ref()?, field_type.name.as_str()) {
        (Literal::Text(_), _) if enumeration.is_some() => {
            let value = sql_text::plain_string(dialect, default, kind)?;
            let (name, _) = enumeration?.values.iter().find(|(_, known)| *known == value)?;
            Some(name.clone())
        }
        // MySQL has no plain defaults for its long types.
        (Literal::Text(_), "String") if dialect != Dialect::MySql || kind.length().is_some() => {
            sql_text::plain_string(dialect, default, kind).map(string)
        }
        (Literal::Number(number), "Int" | "BigInt") if number == text => {
            sql_text::plain_number(number).filter(|number| is_whole(number))
        }
        (Literal::Number(number), "Float" | "Decimal") if number == text => sql_text::plain_number(number),
        (Literal::Boolean(value), "Boolean") => Some(value.to_string()),
        (Literal::Number(number), "Boolean") if dialect == Dialect::MySql => match number.as_str() {
            "0" => Some("false".to_owned()),
            "1" => Some("true".to_owned()),
            _ => None,
        },
        _ => None,
    }
}

fn is_now(dialect: Dialect, field_type: &FieldType, text: &str) -> bool {
    let is_word = text.eq_ignore_ascii_case("CURRENT_TIMESTAMP");
    match dialect {
        // Two names for one function. <https://www.postgresql.org/docs/current/functions-datetime.html>
        Dialect::PostgreSql => is_word || text.eq_ignore_ascii_case("now()"),
        Dialect::MySql => {
            let is_point = field_type.native.as_deref().is_some_and(|native| {
                native.starts_with("@db.DateTime") || native.starts_with("@db.Timestamp")
            });
            is_point && sql_text::is_current_timestamp(text)
        }
        Dialect::Sqlite => is_word,
    }
}
