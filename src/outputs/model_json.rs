//! The schema as JSON: `model.json`, for programs. What is absent or empty is left out.

use super::json::with_short_lists;
use crate::model::names::ObjectName;
use crate::model::schema::{
    AutoNumber, Check, Column, Expression, ForeignKey, Index, IndexPart, IndexTarget, Key, Schema, Table,
};

/// A value.
enum Json<'a> {
    Text(&'a str),
    Truth(bool),
    Number(u32),
    List(Vec<Json<'a>>),
    Object(Vec<(&'static str, Json<'a>)>),
}

/// Writes the schema.
pub fn render(schema: &Schema) -> String {
    let named = |name, text| object(name, vec![("sql", Json::Text(text))]);
    let enums = schema.enums.iter().map(|known| object(&known.name, vec![("values", texts(&known.values))]));
    let views = schema.views.iter().map(|view| named(&view.name, &view.text));
    let triggers = schema.triggers.iter().map(|trigger| {
        let about = vec![("table", name(&trigger.table)), ("sql", Json::Text(&trigger.text))];
        object(&trigger.name, about)
    });
    let routines = schema.routines.iter().map(|routine| named(&routine.name, &routine.text));
    let others = schema.others.iter().map(|other| {
        let mut parts = vec![("kind", Json::Text(&other.kind))];
        parts.extend(other.name.as_ref().map(|known| ("name", name(known))));
        parts.push(("sql", Json::Text(&other.text)));
        Json::Object(parts)
    });
    let model = Json::Object(vec![
        ("dialect", Json::Text(schema.dialect.name())),
        ("enums", Json::List(enums.collect())),
        ("tables", Json::List(schema.tables.iter().map(table).collect())),
        ("views", Json::List(views.collect())),
        ("triggers", Json::List(triggers.collect())),
        ("routines", Json::List(routines.collect())),
        ("others", Json::List(others.collect())),
    ]);
    let mut text = String::new();
    model.write(&mut text, 0);
    with_short_lists(&text)
}

fn table(table: &Table) -> Json<'_> {
    object(
        &table.name,
        vec![
            ("columns", Json::List(table.columns.iter().map(column).collect())),
            ("primary_key", table.primary_key.as_ref().map_or(Json::nothing(), key)),
            ("uniques", Json::List(table.uniques.iter().map(key).collect())),
            ("foreign_keys", Json::List(table.foreign_keys.iter().map(foreign_key).collect())),
            ("checks", Json::List(table.checks.iter().map(check).collect())),
            ("indexes", Json::List(table.indexes.iter().map(index).collect())),
            ("comment", optional(&table.comment)),
            ("options", texts(&table.options)),
            ("unread", texts(&table.unread)),
        ],
    )
}

fn column(column: &Column) -> Json<'_> {
    let auto_number = column.auto_number.map(|known| match known {
        AutoNumber::Serial => "serial",
        AutoNumber::IdentityAlways => "identity always",
        AutoNumber::IdentityByDefault => "identity by default",
        AutoNumber::AutoIncrement => "auto increment",
    });
    let generated = column.generated.as_ref().map_or(Json::nothing(), |generated| {
        Json::Object(vec![
            ("expression", Json::Text(&generated.expression.text)),
            ("stored", Json::Truth(generated.stored)),
        ])
    });
    Json::Object(vec![
        ("name", Json::Text(&column.name)),
        ("type", Json::Text(&column.data_type.text)),
        ("nullable", Json::Truth(column.nullable)),
        ("default", expression(column.default.as_ref())),
        ("auto_number", auto_number.map_or(Json::nothing(), Json::Text)),
        ("generated", generated),
        ("collation", optional(&column.collation)),
        ("character_set", optional(&column.character_set)),
        ("on_update", expression(column.on_update.as_ref())),
        ("comment", optional(&column.comment)),
        ("unread", texts(&column.unread)),
    ])
}

fn key(key: &Key) -> Json<'_> {
    Json::Object(vec![
        ("name", optional(&key.name)),
        ("columns", texts(&key.columns)),
        ("rest", optional(&key.rest)),
    ])
}

fn foreign_key(key: &ForeignKey) -> Json<'_> {
    Json::Object(vec![
        ("name", optional(&key.name)),
        ("columns", texts(&key.columns)),
        ("foreign_table", name(&key.foreign_table)),
        ("foreign_columns", texts(&key.foreign_columns)),
        ("on_delete", optional(&key.on_delete)),
        ("on_update", optional(&key.on_update)),
        ("rest", optional(&key.rest)),
    ])
}

fn check(check: &Check) -> Json<'_> {
    Json::Object(vec![
        ("name", optional(&check.name)),
        ("expression", Json::Text(&check.expression.text)),
        ("rest", optional(&check.rest)),
    ])
}

fn index(index: &Index) -> Json<'_> {
    Json::Object(vec![
        ("name", optional(&index.name)),
        ("unique", Json::Truth(index.unique)),
        ("method", optional(&index.method)),
        ("parts", Json::List(index.parts.iter().map(index_part).collect())),
        ("include", texts(&index.include)),
        ("predicate", expression(index.predicate.as_ref())),
        ("rest", optional(&index.rest)),
    ])
}

fn index_part(part: &IndexPart) -> Json<'_> {
    let target = match &part.target {
        IndexTarget::Column(name) => ("column", Json::Text(name)),
        IndexTarget::Expression(expression) => ("expression", Json::Text(&expression.text)),
    };
    let mut parts = vec![target];
    parts.extend(part.prefix_length.map(|length| ("prefix_length", Json::Number(length))));
    parts.push(("collation", optional(&part.collation)));
    parts.push(("operator_class", optional(&part.operator_class)));
    parts.extend(part.descending.then_some(("descending", Json::Truth(true))));
    parts.extend(part.nulls_first.map(|first| ("nulls_first", Json::Truth(first))));
    Json::Object(parts)
}

/// A name and what belongs to it.
fn object<'a>(name: &'a ObjectName, parts: Vec<(&'static str, Json<'a>)>) -> Json<'a> {
    let mut all = vec![("schema", optional(&name.schema)), ("name", Json::Text(&name.name))];
    all.extend(parts);
    Json::Object(all)
}

fn name(name: &ObjectName) -> Json<'_> {
    object(name, Vec::new())
}

fn optional(text: &Option<String>) -> Json<'_> {
    text.as_ref().map_or(Json::nothing(), |text| Json::Text(text))
}

fn expression(expression: Option<&Expression>) -> Json<'_> {
    expression.map_or(Json::nothing(), |expression| Json::Text(&expression.text))
}

fn texts(texts: &[String]) -> Json<'_> {
    Json::List(texts.iter().map(|text| Json::Text(text)).collect())
}

impl Json<'_> {
    fn nothing() -> Self {
        Self::List(Vec::new())
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Self::List(items) if items.is_empty())
    }

    fn write(&self, text: &mut String, depth: usize) {
        match self {
            Self::Text(value) => push_quoted(text, value),
            Self::Truth(value) => *text += if *value { "true" } else { "false" },
            Self::Number(value) => *text += &value.to_string(),
            Self::List(items) => {
                let all = items.iter().map(|item| (None, item));
                write_all(text, depth, ['[', ']'], all);
            }
            Self::Object(parts) => {
                let all = parts.iter().filter(|(_, value)| !value.is_nothing());
                write_all(text, depth, ['{', '}'], all.map(|(name, value)| (Some(*name), value)));
            }
        }
    }
}

fn write_all<'a>(
    text: &mut String,
    depth: usize,
    [open, close]: [char; 2],
    items: impl Iterator<Item = (Option<&'a str>, &'a Json<'a>)>,
) {
    text.push(open);
    let start = text.len();
    for (name, value) in items {
        if text.len() > start {
            text.push(',');
        }
        new_line(text, depth + 1);
        if let Some(name) = name {
            push_quoted(text, name);
            text.push_str(": ");
        }
        value.write(text, depth + 1);
    }
    if text.len() > start {
        new_line(text, depth);
    }
    text.push(close);
}

fn new_line(text: &mut String, depth: usize) {
    text.push('\n');
    text.extend(std::iter::repeat_n("  ", depth));
}

fn push_quoted(text: &mut String, value: &str) {
    if value.bytes().any(|byte| matches!(byte, 0..0x20 | b'"' | b'\\')) {
        text.push_str(&serde_json::to_string(value).unwrap_or_default());
    } else {
        text.extend(["\"", value, "\""]);
    }
}
