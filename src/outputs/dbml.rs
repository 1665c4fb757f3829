//! DBML: `schema.dbml`, for documentation. What DBML has no word for stands in notes, and nothing is built from it.
//!
//! <https://dbml.dbdiagram.io/docs>

use std::collections::BTreeSet;

use super::losses::other_objects;
use crate::dialects::Dialect;
use crate::dialects::ddl::{check_clause, index_part};
use crate::model::names::ObjectName;
use crate::model::schema::{
    AutoNumber, Column, Expression, ForeignKey, Index, IndexPart, IndexTarget, Literal, Schema, Table,
};
use crate::model::types::TypeKind;
use crate::outputs::drizzle::sql_text::plain_number;
use crate::outputs::typescript::literals::remark;

/// Writes the schema.
pub fn render(schema: &Schema) -> String {
    let mut blocks: Vec<String> = Vec::new();
    for known in schema.enums.iter().filter(|known| !known.values.is_empty()) {
        let values: Vec<String> = known
            .values
            .iter()
            .map(|value| match value.as_str() {
                "" => "  // Not in DBML: the empty value\n".to_owned(),
                value => format!("  {}\n", name(value)),
            })
            .collect();
        blocks.push(format!("Enum {} {{\n{}}}\n", object(&known.name), values.concat()));
    }
    blocks.extend(schema.tables.iter().map(|known| table(schema, known)));
    let mut said: BTreeSet<String> = BTreeSet::new();
    let references: String = schema
        .tables
        .iter()
        .flat_map(|table| table.foreign_keys.iter().map(move |key| (table, key)))
        .map(|(table, key)| reference(schema, table, key, &mut said))
        .collect();
    blocks.extend(Some(references).filter(|text| !text.is_empty()));
    let left: String = other_objects(schema).iter().map(|(called, _)| said_otherwise(called)).collect();
    blocks.extend(Some(left).filter(|text| !text.is_empty()));
    blocks.join("\n")
}

fn table(schema: &Schema, table: &Table) -> String {
    let dialect = schema.dialect;
    if table.columns.is_empty() {
        return said_otherwise(&format!("the table {}, which has no columns", table.name));
    }
    let mut text = format!("Table {} {{\n", object(&table.name));
    for known in &table.columns {
        let settings = column_settings(table, known);
        let settings =
            if settings.is_empty() { String::new() } else { format!(" [{}]", settings.join(", ")) };
        text += &format!("  {} {}{settings}\n", name(&known.name), data_type(schema, known));
    }
    let mut about: Vec<String> = table.comment.iter().cloned().collect();
    about.extend(table.unread.iter().cloned());
    about.extend(Some(table.options.join(" ")).filter(|text| !text.is_empty()));
    let mut checks = String::new();
    for check in &table.checks {
        let Some(condition) = expression(&check.expression.text) else {
            about.push(check_clause(dialect, check));
            continue;
        };
        let named = check.name.as_ref().map(|name| format!(" [name: {}]", string(name)));
        checks += &format!("    {condition}{}\n", named.unwrap_or_default());
    }
    let indexes = indexes(dialect, table, &mut about);
    if !about.is_empty() {
        text += &format!("\n  Note: {}\n", string(&about.join("\n")));
    }
    for (word, lines) in [("indexes", indexes), ("checks", checks)] {
        if !lines.is_empty() {
            text += &format!("\n  {word} {{\n{lines}  }}\n");
        }
    }
    text + "}\n"
}

/// A type in one word is said as it is; any other needs quotes.
fn data_type(schema: &Schema, column: &Column) -> String {
    let text = column.data_type.text.trim();
    if let (TypeKind::Enumeration { name: Some(known), .. }, 0) =
        (&column.data_type.kind, column.data_type.array_dimensions)
        && schema.enums.iter().any(|other| schema.dialect.same_object(&other.name, known))
    {
        return object(known);
    }
    let (word, number) = text.split_at(text.find('(').unwrap_or(text.len()));
    let is_word = word.starts_with(|first: char| first.is_ascii_alphabetic())
        && word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    let inside = number.strip_prefix('(').and_then(|rest| rest.strip_suffix(')'));
    let is_number = number.is_empty()
        || inside.is_some_and(|inside| {
            let mut parts = inside.split(',').map(str::trim);
            parts.all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()))
        });
    if is_word && is_number { text.to_owned() } else { name(if text.is_empty() { "any" } else { text }) }
}

fn column_settings(table: &Table, column: &Column) -> Vec<String> {
    let is_alone = |columns: &[String]| columns == [column.name.as_str()];
    let mut settings: Vec<String> = Vec::new();
    if table.primary_key.as_ref().is_some_and(|key| is_alone(&key.columns)) {
        settings.push("pk".to_owned());
    }
    if !column.nullable {
        settings.push("not null".to_owned());
    }
    if table.uniques.iter().any(|key| key.name.is_none() && is_alone(&key.columns)) {
        settings.push("unique".to_owned());
    }
    if column.auto_number.is_some() {
        settings.push("increment".to_owned());
    }
    let mut notes: Vec<String> = column.comment.iter().cloned().collect();
    match column.default.as_ref().map(|known| (default(known), known)) {
        Some((Some(known), _)) => settings.push(format!("default: {known}")),
        Some((None, known)) => notes.push(format!("DEFAULT {}", known.text)),
        None => {}
    }
    if let Some(generated) = &column.generated {
        let kind = if generated.stored { "STORED" } else { "VIRTUAL" };
        notes.push(format!("GENERATED ALWAYS AS ({}) {kind}", generated.expression.text));
    }
    if column.auto_number == Some(AutoNumber::IdentityAlways) {
        notes.push("GENERATED ALWAYS AS IDENTITY".to_owned());
    }
    notes.extend(column.character_set.iter().map(|known| format!("CHARACTER SET {known}")));
    notes.extend(column.collation.iter().map(|known| format!("COLLATE {known}")));
    notes.extend(column.on_update.iter().map(|known| format!("ON UPDATE {}", known.text)));
    notes.extend(column.unread.iter().cloned());
    if !notes.is_empty() {
        settings.push(format!("note: {}", string(&notes.join("\n"))));
    }
    settings
}

fn default(known: &Expression) -> Option<String> {
    let text = known.text.trim();
    Some(match &known.literal {
        Some(Literal::Text(value)) if text.ends_with('\'') && text.starts_with('\'') => string(value),
        Some(Literal::Number(number)) if number == text && plain_number(number).is_some() => number.clone(),
        Some(Literal::Boolean(value)) => value.to_string(),
        Some(Literal::Null) => "null".to_owned(),
        _ => return expression(text),
    })
}

fn indexes(dialect: Dialect, table: &Table, about: &mut Vec<String>) -> String {
    let mut lines: Vec<String> = Vec::new();
    let mut line = |parts: Vec<String>, settings: Vec<String>| {
        let settings =
            if settings.is_empty() { String::new() } else { format!(" [{}]", settings.join(", ")) };
        lines.push(format!("    ({}){settings}\n", parts.join(", ")));
    };
    let names = |columns: &[String]| columns.iter().map(|column| name(column)).collect::<Vec<_>>();
    let named = |known: &Option<String>| known.as_ref().map(|known| format!("name: {}", string(known)));
    let noted =
        |notes: Vec<String>| (!notes.is_empty()).then(|| format!("note: {}", string(&notes.join(" "))));
    if let Some(key) = table.primary_key.as_ref().filter(|key| key.columns.len() > 1) {
        line(names(&key.columns), ["pk".to_owned()].into_iter().chain(named(&key.name)).collect());
    }
    for key in table.uniques.iter().filter(|key| key.name.is_some() || key.columns.len() > 1) {
        let notes = noted(key.rest.iter().cloned().collect());
        let settings = ["unique".to_owned()].into_iter().chain(named(&key.name)).chain(notes);
        line(names(&key.columns), settings.collect());
    }
    for index in &table.indexes {
        // DBML's reader puts expressions in front of columns, so there is one kind or the other.
        let are_plain = index.parts.iter().all(|part| *part == IndexPart::plain(part.target.clone()));
        let parts = index.parts.iter().map(|part| match &part.target {
            IndexTarget::Column(column) if are_plain => Some(name(column)),
            _ => expression(&index_part(dialect, part)),
        });
        match parts.collect() {
            Some(parts) => line(parts, index_settings(index, named(&index.name), noted)),
            None => about.push(dialect.create_index(table, index)),
        }
    }
    lines.concat()
}

/// An index over a part of the rows is not unique over all of them, so it is not called so.
fn index_settings(
    index: &Index,
    named: Option<String>,
    noted: impl Fn(Vec<String>) -> Option<String>,
) -> Vec<String> {
    let is_whole = index.predicate.is_none();
    let mut settings: Vec<String> =
        (index.unique && is_whole).then(|| "unique".to_owned()).into_iter().collect();
    settings.extend(named);
    let mut notes: Vec<String> = Vec::new();
    notes.extend((index.unique && !is_whole).then(|| "UNIQUE".to_owned()));
    match index.method.as_deref() {
        Some(method @ ("btree" | "hash")) => settings.push(format!("type: {method}")),
        Some(method) => notes.push(format!("USING {method}")),
        None => {}
    }
    notes.extend((!index.include.is_empty()).then(|| format!("INCLUDE ({})", index.include.join(", "))));
    notes.extend(index.rest.iter().cloned());
    notes.extend(index.predicate.iter().map(|predicate| format!("WHERE {}", predicate.text)));
    settings.extend(noted(notes));
    settings
}

/// A foreign key; DBML takes no two between the same columns, and none to a table that it does not know.
fn reference(schema: &Schema, table: &Table, key: &ForeignKey, said: &mut BTreeSet<String>) -> String {
    let target = schema.table(&key.foreign_table);
    let columns = match (target, key.foreign_columns.is_empty()) {
        (Some(target), true) => {
            target.primary_key.as_ref().map(|known| known.columns.as_slice()).unwrap_or_default()
        }
        _ => key.foreign_columns.as_slice(),
    };
    let known = target.filter(|target| {
        columns.len() == key.columns.len()
            && columns.iter().all(|column| target.column(column).is_some())
            && key.columns.iter().all(|column| table.column(column).is_some())
    });
    let end = |table: &Table, columns: &[String]| {
        let columns: Vec<String> = columns.iter().map(|column| name(column)).collect();
        format!("{}.({})", object(&table.name), columns.join(", "))
    };
    let from = end(table, &key.columns);
    let Some(to) = known.map(|target| end(target, columns)).filter(|to| *to != from) else {
        return said_otherwise(&format!("{} refers to {}", table.name, key.foreign_table));
    };
    let ends = format!("{from} > {to}");
    if said.contains(&ends) {
        return said_otherwise(&format!("another one like {ends}"));
    }
    let named = key.name.as_ref().map(|known| format!(" {}", name(known))).unwrap_or_default();
    let mut settings: Vec<String> = Vec::new();
    for (event, action) in [("delete", &key.on_delete), ("update", &key.on_update)] {
        settings.extend(action.as_ref().map(|action| format!("{event}: {}", action.to_lowercase())));
    }
    let settings = if settings.is_empty() { String::new() } else { format!(" [{}]", settings.join(", ")) };
    let line = format!("Ref{named}: {ends}{settings}\n");
    said.insert(ends);
    line
}

/// What has no place, as a comment.
fn said_otherwise(what: &str) -> String {
    remark(&format!("Not in DBML: {what}")).into_iter().map(|line| line + "\n").collect()
}

fn object(known: &ObjectName) -> String {
    match &known.schema {
        Some(schema) => format!("{}.{}", name(schema), name(&known.name)),
        None => name(&known.name),
    }
}

fn name(text: &str) -> String {
    format!("\"{}\"", escaped(text, '"'))
}

fn string(text: &str) -> String {
    format!("'{}'", escaped(text, '\''))
}

fn escaped(text: &str, quote: char) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '\\' => escaped.push_str("\\\\"),
            '\n' => escaped.push_str("\\n"),
            '\r' => escaped.push_str("\\r"),
            '\t' => escaped.push_str("\\t"),
            letter if letter == quote => escaped.extend(['\\', letter]),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// SQL, unless it holds the mark that ends it.
fn expression(text: &str) -> Option<String> {
    (!text.contains('`')).then(|| format!("`{text}`"))
}
