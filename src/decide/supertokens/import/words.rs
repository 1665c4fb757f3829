//! JSON as SQL: texts that are put together, because databases differ in what their own functions for JSON nest.

use crate::dialects::Dialect;

/// A value of an object.
pub enum Value {
    /// A text, which is quoted.
    Text(String),
    /// An expression whose text is JSON already.
    Json(String),
}

/// A text as JSON. NULL stays NULL.
pub fn quoted(dialect: Dialect, text: &str) -> String {
    match dialect {
        Dialect::PostgreSql => format!("to_json(({text})::text)::text"),
        Dialect::MySql => format!("JSON_QUOTE(CONVERT({text} USING utf8mb4))"),
        Dialect::Sqlite => format!("json_quote(CAST({text} AS TEXT))"),
    }
}

/// An object with these properties; NULL where one of them is.
pub fn object(dialect: Dialect, properties: &[(&str, Value)]) -> String {
    let mut parts: Vec<String> = Vec::new();
    for (number, (name, value)) in properties.iter().enumerate() {
        let before = if number == 0 { "{" } else { "," };
        parts.push(dialect.literal(&format!("{before}\"{name}\":")));
        parts.push(match value {
            Value::Text(text) => quoted(dialect, text),
            Value::Json(json) => json.clone(),
        });
    }
    parts.push("'}'".to_owned());
    joined(dialect, &parts)
}

/// An object with those of these texts that are not NULL.
pub fn object_of_some(dialect: Dialect, properties: &[(&str, String)]) -> String {
    let each: Vec<String> = properties
        .iter()
        .map(|(name, text)| {
            let before = dialect.literal(&format!(",\"{name}\":"));
            format!("COALESCE({}, '')", joined(dialect, &[before, quoted(dialect, text)]))
        })
        .collect();
    if each.is_empty() {
        return "'{}'".to_owned();
    }
    // The first of them begins with a comma.
    joined(dialect, &["'{'".to_owned(), format!("substr({}, 2)", joined(dialect, &each)), "'}'".to_owned()])
}

/// Texts one after the other.
pub fn joined(dialect: Dialect, parts: &[String]) -> String {
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    dialect.concatenate(&parts)
}

/// The texts of all rows of a group, with commas between them, in that order.
pub fn listed(dialect: Dialect, text: &str, order: &str) -> String {
    match dialect {
        Dialect::PostgreSql => format!("string_agg({text}, ',' ORDER BY {order})"),
        Dialect::MySql => format!("GROUP_CONCAT({text} ORDER BY {order} SEPARATOR ',')"),
        // Their order is that of the rows.
        Dialect::Sqlite => format!("group_concat({text}, ',')"),
    }
}

/// How many characters a text has.
pub fn length(dialect: Dialect, text: &str) -> String {
    if dialect == Dialect::Sqlite { format!("length({text})") } else { format!("char_length({text})") }
}
