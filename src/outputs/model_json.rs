//! The schema as JSON: `model.json`, for programs. What is absent or empty is left out.

use super::json::with_short_lists;
use crate::model::names::ObjectName;
use crate::model::schema::{
    AutoNumber, Check, Column, Expression, ForeignKey, Index, IndexPart, IndexTarget, Key, Schema, Table,
};

/// A value.
enum Json {
    Text(String),
    Truth(bool),
    Number(u32),
    List(Vec<Json>),
    Object(Vec<(&'static str, Json)>),
}

/// Writes the schema.
pub fn render(schema: &Schema) -> String {
    let named = |name: &ObjectName, text: &str| object(name, vec![("sql", Json::Text(text.to_owned()))]);
    let enums = schema.enums.iter().map(|known| object(&known.name, vec![("values", texts(&known.values))]));
    let views = schema.views.iter().map(|view| named(&view.name, &view.text));
    let triggers = schema.triggers.iter().map(|trigger| {
        let about = vec![("table", name(&trigger.table)), ("sql", Json::Text(trigger.text.clone()))];
        object(&trigger.name, about)
    });
    let routines = schema.routines.iter().map(|routine| named(&routine.name, &routine.text));
    let others = schema.others.iter().map(|other| {
        let mut parts = vec![("kind", Json::Text(other.kind.clone()))];
        parts.extend(other.name.as_ref().map(|known| ("name", name(known))));
        parts.push(("sql", Json::Text(other.text.clone())));
        Json::Object(parts)
    });
    let model = Json::Object(vec![
        ("dialect", Json::Text(schema.dialect.name().to_owned())),
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

fn table(table: &Table) -> Json {
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

fn column(column: &Column) -> Json {
    let auto_number = column.auto_number.map(|known| match known {
        AutoNumber::Serial => "serial",
        AutoNumber::IdentityAlways => "identity always",
        AutoNumber::IdentityByDefault => "identity by default",
        AutoNumber::AutoIncrement => "auto increment",
    });
    let generated = column.generated.as_ref().map_or(Json::nothing(), |generated| {
        Json::Object(vec![
            ("expression", Json::Text(generated.expression.text.clone())),
            ("stored", Json::Truth(generated.stored)),
        ])
    });
    Json::Object(vec![
        ("name", Json::Text(column.name.clone())),
        ("type", Json::Text(column.data_type.text.clone())),
        ("nullable", Json::Truth(column.nullable)),
        ("default", expression(column.default.as_ref())),
        ("auto_number", auto_number.map_or(Json::nothing(), |known| Json::Text(known.to_owned()))),
        ("generated", generated),
        ("collation", optional(&column.collation)),
        ("character_set", optional(&column.character_set)),
        ("on_update", expression(column.on_update.as_ref())),
        ("comment", optional(&column.comment)),
        ("unread", texts(&column.unread)),
    ])
}

fn key(key: &Key) -> Json {
    Json::Object(vec![
        ("name", optional(&key.name)),
        ("columns", texts(&key.columns)),
        ("rest", optional(&key.rest)),
    ])
}

fn foreign_key(key: &ForeignKey) -> Json {
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

fn check(check: &Check) -> Json {
    Json::Object(vec![
        ("name", optional(&check.name)),
        ("expression", Json::Text(check.expression.text.clone())),
        ("rest", optional(&check.rest)),
    ])
}

fn index(index: &Index) -> Json {
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

fn index_part(part: &IndexPart) -> Json {
    let target = match &part.target {
        IndexTarget::Column(name) => ("column", Json::Text(name.clone())),
        IndexTarget::Expression(expression) => ("expression", Json::Text(expression.text.clone())),
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
fn object(name: &ObjectName, parts: Vec<(&'static str, Json)>) -> Json {
    let mut all = vec![("schema", optional(&name.schema)), ("name", Json::Text(name.name.clone()))];
    all.extend(parts);
    Json::Object(all)
}

fn name(name: &ObjectName) -> Json {
    object(name, Vec::new())
}

fn optional(text: &Option<String>) -> Json {
    text.as_ref().map_or(Json::nothing(), |text| Json::Text(text.clone()))
}

fn expression(expression: Option<&Expression>) -> Json {
    expression.map_or(Json::nothing(), |expression| Json::Text(expression.text.clone()))
}

fn texts(texts: &[String]) -> Json {
    Json::List(texts.iter().map(|text| Json::Text(text.clone())).collect())
}

impl Json {
    fn nothing() -> Self {
        Self::List(Vec::new())
    }

    fn is_nothing(&self) -> bool {
        matches!(self, Self::List(items) if items.is_empty())
    }

    fn write(&self, text: &mut String, depth: usize) {
        match self {
            Self::Text(value) => *text += &quoted(value),
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
    items: impl Iterator<Item = (Option<&'a str>, &'a Json)>,
) {
    text.push(open);
    let start = text.len();
    for (name, value) in items {
        if text.len() > start {
            text.push(',');
        }
        new_line(text, depth + 1);
        if let Some(name) = name {
            *text += &format!("\"{name}\": ");
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

fn quoted(value: &str) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
