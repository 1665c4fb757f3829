//! Default values as Prisma Migrate writes them.

use super::model::{Field, Models, attribute};
use super::syntax::Value;
use crate::dialects::Dialect;

/// What a default is to the database.
pub(super) enum Default {
    /// The database knows nothing of it: there is none, or the client makes the value.
    None,
    /// The database counts.
    Counting,
    /// `DEFAULT` and this.
    Sql(String),
    /// It was not understood.
    Unread,
}

/// Values that the client makes.
const BY_THE_CLIENT: &[&str] = &["cuid", "uuid", "nanoid", "ulid", "auto"];

/// The default of a field, whose type in SQL is `data_type`.
pub(super) fn of(models: &Models<'_>, dialect: Dialect, field: &Field<'_>, data_type: &str) -> Default {
    let Some(attribute) = attribute(field.line, "default") else { return Default::None };
    let Some(value) = attribute.argument("value") else { return Default::Unread };
    match value {
        Value::Call(name, _) if name == "autoincrement" => Default::Counting,
        Value::Call(name, _) if BY_THE_CLIENT.contains(&name.as_str()) => Default::None,
        Value::Call(name, _) if name == "now" => Default::Sql(now(dialect, data_type)),
        Value::Call(name, arguments) if name == "dbgenerated" => match arguments.first() {
            None => Default::None,
            Some((_, Value::Text(text))) if text.is_empty() => Default::None,
            Some((_, Value::Text(text))) => Default::Sql(text.clone()),
            Some(_) => Default::Unread,
        },
        Value::List(items) if dialect == Dialect::PostgreSql => {
            let items: Option<Vec<String>> =
                items.iter().map(|item| literal(models, dialect, field, item)).collect();
            items.map_or(Default::Unread, |items| {
                Default::Sql(format!("ARRAY[{}]::{data_type}[]", items.join(", ")))
            })
        }
        other => literal(models, dialect, field, other).map_or(Default::Unread, Default::Sql),
    }
}

/// The present, in MySQL as exactly as the column keeps it.
fn now(dialect: Dialect, data_type: &str) -> String {
    let exactness = data_type.split_once('(').filter(|_| dialect == Dialect::MySql);
    match exactness {
        Some((_, rest)) => format!("CURRENT_TIMESTAMP({rest}"),
        None => "CURRENT_TIMESTAMP".to_owned(),
    }
}

fn literal(models: &Models<'_>, dialect: Dialect, field: &Field<'_>, value: &Value) -> Option<String> {
    match value {
        Value::Text(text) if field.data_type.name == "Bytes" => Some(bytes(dialect, text)),
        Value::Text(text) if field.data_type.name == "Json" && dialect == Dialect::MySql => {
            Some(format!("({})", dialect.literal(text)))
        }
        Value::Text(text) => Some(dialect.literal(text)),
        Value::Number(number) => Some(number.clone()),
        Value::Name(name) if name == "true" || name == "false" => Some(name.clone()),
        Value::Name(name) => {
            let found = models.enumeration(&field.data_type.name)?;
            let (_, value) = found.values.iter().find(|(value, _)| value == name)?;
            Some(dialect.literal(value))
        }
        Value::Call(..) | Value::List(_) => None,
    }
}

/// Bytes are given in base64, and written as hexadecimal digits.
fn bytes(dialect: Dialect, text: &str) -> String {
    const DIGITS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut held) = (0_u32, 0_u32);
    let mut digits = String::new();
    for value in text.chars().filter_map(|letter| DIGITS.find(letter)) {
        bits = (bits << 6 | u32::try_from(value).unwrap_or(0)) & 0xffff;
        held += 6;
        if held >= 8 {
            held -= 8;
            digits.push_str(&format!("{:02x}", (bits >> held) & 0xff));
        }
    }
    match dialect {
        Dialect::PostgreSql => format!("'\\x{digits}'"),
        Dialect::MySql => format!("(0x{digits})"),
        Dialect::Sqlite => format!("X'{digits}'"),
    }
}
