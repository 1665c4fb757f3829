//! A diagram in Mermaid's words: `schema.mmd`, for Markdown pages. What a diagram does not show is not in it.
//!
//! <https://mermaid.js.org/syntax/entityRelationshipDiagram.html>

use crate::model::schema::{Column, ForeignKey, Schema, Table};

/// Writes the diagram.
pub fn render(schema: &Schema) -> String {
    let mut text = String::from("erDiagram\n");
    for table in &schema.tables {
        text += &format!("  {} {{\n", quoted(&table.name.to_string()));
        for column in &table.columns {
            text += &format!("    {}\n", attribute(table, column));
        }
        text += "  }\n";
    }
    for table in &schema.tables {
        for key in &table.foreign_keys {
            text += &format!("  {}\n", relation(schema, table, key));
        }
    }
    text
}

/// A column. Its real name stands beside it where Mermaid has no letters for it.
fn attribute(table: &Table, column: &Column) -> String {
    let is_among = |columns: &[String]| columns.contains(&column.name);
    let mut marks: Vec<&str> = Vec::new();
    if table.primary_key.as_ref().is_some_and(|key| is_among(&key.columns)) {
        marks.push("PK");
    }
    if table.foreign_keys.iter().any(|key| is_among(&key.columns)) {
        marks.push("FK");
    }
    if table.uniques.iter().any(|key| key.columns == [column.name.as_str()]) {
        marks.push("UK");
    }
    let name = word(&column.name);
    let mut notes: Vec<String> = Vec::new();
    notes.extend((name != column.name).then(|| column.name.clone()));
    notes.extend(column.comment.iter().cloned());
    let marks = if marks.is_empty() { String::new() } else { format!(" {}", marks.join(",")) };
    let notes = if notes.is_empty() { String::new() } else { format!(" {}", quoted(&notes.join(": "))) };
    format!("{} {name}{marks}{notes}", word(&column.data_type.text))
}

fn relation(schema: &Schema, table: &Table, key: &ForeignKey) -> String {
    let target = schema.table(&key.foreign_table).map_or(&key.foreign_table, |target| &target.name);
    let is_key = |columns: &[String]| {
        columns.len() == key.columns.len() && columns.iter().all(|column| key.columns.contains(column))
    };
    let is_unique = table.primary_key.iter().chain(&table.uniques).any(|known| is_key(&known.columns));
    let may_miss =
        key.columns.iter().any(|column| table.column(column).is_some_and(|column| column.nullable));
    format!(
        "{} {}--{} {} : {}",
        quoted(&table.name.to_string()),
        if is_unique { "|o" } else { "}o" },
        if may_miss { "o|" } else { "||" },
        quoted(&target.to_string()),
        quoted(&key.columns.join(", "))
    )
}

/// Mermaid has no escapes in quotes, but knows the codes of HTML behind a number sign.
fn quoted(text: &str) -> String {
    let mut inside = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' => inside.push_str("#quot;"),
            '#' | '%' | '\\' | '<' | '>' | '`' => inside += &format!("#{};", u32::from(letter)),
            letter if letter.is_control() || letter.is_whitespace() => inside.push(' '),
            letter => inside.push(letter),
        }
    }
    format!("\"{}\"", if inside.is_empty() { " " } else { &inside })
}

/// A type or column: letters, digits, brackets and dashes.
fn word(text: &str) -> String {
    let is_allowed =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '_' | '-' | '(' | ')' | '[' | ']');
    let mut word = String::with_capacity(text.len());
    for letter in text.trim().chars() {
        match is_allowed(letter) {
            true => word.push(letter),
            false if word.ends_with('_') => {}
            false => word.push('_'),
        }
    }
    if !word.starts_with(|first: char| first.is_alphabetic() || first == '_') {
        word.insert(0, '_');
    }
    if matches!(word.as_str(), "PK" | "FK" | "UK") {
        word.push('_');
    }
    word
}
