//! Tables, indexes and enum types.

use super::super::report;
use super::super::written::Sql;
use super::defaults::{self, Default};
use super::model::{Field, Model, Models, attribute, block_attributes};
use super::names::given;
use super::relations;
use super::syntax::{Attribute, Value};
use super::types;
use crate::dialects::Dialect;
use crate::findings::Span;

/// Attributes of fields that are read, or that say nothing to the database.
const KNOWN: &[&str] = &["id", "unique", "default", "map", "relation", "updatedAt", "ignore", "shardKey"];

/// Attributes of blocks likewise.
const KNOWN_OF_BLOCKS: &[&str] =
    &["id", "unique", "index", "fulltext", "map", "schema", "ignore", "shardKey"];

/// Writes everything.
pub(super) fn write(models: &Models<'_>, with_foreign_keys: bool, sql: &mut Sql) {
    if sql.dialect == Dialect::PostgreSql {
        for found in &models.enums {
            let values: Vec<String> =
                found.values.iter().map(|(_, value)| sql.dialect.literal(value)).collect();
            let name = sql.dialect.object(&found.name);
            sql.statement(&format!("CREATE TYPE {name} AS ENUM ({})", values.join(", ")), found.block.span);
        }
    }
    for model in &models.models {
        table(models, model, with_foreign_keys, sql);
    }
    relations::link_tables(models, with_foreign_keys, sql);
}

/// What stands after the columns.
pub(super) fn options(dialect: Dialect) -> &'static str {
    match dialect {
        Dialect::MySql => " DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci",
        Dialect::PostgreSql | Dialect::Sqlite => "",
    }
}

fn table(models: &Models<'_>, model: &Model<'_>, with_foreign_keys: bool, sql: &mut Sql) {
    let dialect = sql.dialect;
    let mut definitions: Vec<(String, Span)> = Vec::new();
    for field in &model.fields {
        remark(field, sql);
        if let Some(definition) = column(models, model, field, sql) {
            definitions.push((definition, field.line.span));
        }
    }
    for line in model.block.lines.iter().filter(|line| line.data_type.is_none() && !line.name.is_empty()) {
        let what = format!("The field `{}` of model `{}` has no type.", line.name, model.block.name);
        sql.findings.push(report::unread(what, line.span));
    }
    definitions.extend(primary_key(model, sql));
    if with_foreign_keys {
        for field in &model.fields {
            definitions.extend(relations::foreign_key(models, model, field, sql));
        }
    }
    sql.create_table(&dialect.object(&model.table), &definitions, options(dialect), model.block.span);
    for field in &model.fields {
        if let Some(unique) = attribute(field.line, "unique") {
            let column = Value::Name(field.line.name.clone());
            index(model, unique, &with_options(column, unique), "UNIQUE ", sql);
        }
    }
    for line in model.block.lines.iter().filter(|line| line.name.is_empty()) {
        for found in &line.attributes {
            block_attribute(model, found, sql);
        }
    }
}

/// Options of `@unique(sort: Desc)`, as they stand with a member of a list.
fn with_options(column: Value, attribute: &Attribute) -> Value {
    let options = attribute.arguments.iter().filter(|argument| {
        argument.name.as_deref().is_some_and(|name| matches!(name, "sort" | "length" | "ops"))
    });
    let options: Vec<_> = options.map(|argument| (argument.name.clone(), argument.value.clone())).collect();
    match column {
        Value::Name(name) if !options.is_empty() => Value::Call(name, options),
        other => other,
    }
}

fn block_attribute(model: &Model<'_>, found: &Attribute, sql: &mut Sql) {
    let kind = match found.name.strip_prefix('@').unwrap_or_default() {
        "unique" => "UNIQUE ",
        "index" => "",
        "fulltext" => "FULLTEXT ",
        known if KNOWN_OF_BLOCKS.contains(&known) => return,
        _ => {
            let what = format!("`@{}` of model `{}` is not known.", found.name, model.block.name);
            sql.findings.push(report::unread(what, found.span));
            return;
        }
    };
    match found.argument("fields") {
        Some(fields) => index(model, found, fields, kind, sql),
        None => {
            let what = format!("An index of model `{}` names no fields.", model.block.name);
            sql.findings.push(report::unread(what, found.span));
        }
    }
}

/// Names the attributes of a field that are not read.
fn remark(field: &Field<'_>, sql: &mut Sql) {
    for attribute in &field.line.attributes {
        if !KNOWN.contains(&attribute.name.as_str()) && !attribute.name.contains('.') {
            let what = format!("`@{}` of the field `{}` is not known.", attribute.name, field.line.name);
            sql.findings.push(report::unread(what, attribute.span));
        }
    }
}

fn column(models: &Models<'_>, model: &Model<'_>, field: &Field<'_>, sql: &mut Sql) -> Option<String> {
    let dialect = sql.dialect;
    if models.model(&field.data_type.name).is_some() {
        return None;
    }
    let data_type = types::data_type(models, dialect, field).and_then(|text| sql.fragment(&text));
    let Some(data_type) = data_type else {
        let what = format!(
            "The type `{}` of the field `{}` of model `{}` is not known.",
            field.data_type.name, field.line.name, model.block.name
        );
        sql.findings.push(report::unread(what, field.line.span));
        return None;
    };
    let default = defaults::of(models, dialect, field, &data_type);
    let counts = matches!(default, Default::Counting);
    let mut text = match (counts, dialect) {
        (true, Dialect::PostgreSql) => serial(&data_type).to_owned(),
        _ => data_type,
    };
    if field.data_type.list {
        text.push_str("[]");
    }
    let mut text = format!("{} {text}", dialect.identifier(field.column));
    let nullable = field.data_type.optional || field.data_type.list;
    if !nullable {
        text.push_str(" NOT NULL");
    }
    let alone = model.primary_key().is_some_and(|key| key == [field.column]);
    match default {
        Default::Counting if dialect == Dialect::MySql => text.push_str(" AUTO_INCREMENT"),
        Default::Counting if dialect == Dialect::Sqlite && alone => {
            text.push_str(" PRIMARY KEY AUTOINCREMENT")
        }
        Default::Sql(value) => match sql.fragment(&value) {
            Some(value) => text.push_str(&format!(" DEFAULT {value}")),
            None => unread_default(field, sql),
        },
        Default::Unread => unread_default(field, sql),
        Default::None | Default::Counting => {}
    }
    Some(text)
}

fn unread_default(field: &Field<'_>, sql: &mut Sql) {
    let what = format!("The default of the field `{}` was not understood.", field.line.name);
    sql.findings.push(report::unread(what, field.line.span));
}

fn serial(data_type: &str) -> &'static str {
    match data_type {
        "BIGINT" => "BIGSERIAL",
        "SMALLINT" => "SMALLSERIAL",
        _ => "SERIAL",
    }
}

fn primary_key(model: &Model<'_>, sql: &Sql) -> Option<(String, Span)> {
    let dialect = sql.dialect;
    let columns = model.primary_key()?;
    let of_field = model.fields.iter().find_map(|field| attribute(field.line, "id"));
    let attribute = of_field.or_else(|| block_attributes(model.block, "id").next())?;
    if let ([column], Dialect::Sqlite) = (columns.as_slice(), dialect) {
        let field = model.fields.iter().find(|field| field.column == column)?;
        let counts =
            super::model::attribute(field.line, "default").and_then(|default| default.argument("value"));
        if counts.and_then(Value::name) == Some("autoincrement") {
            return None;
        }
    }
    let given_name = || given(dialect, &model.table.name, &[], "pkey");
    let name = match dialect {
        Dialect::PostgreSql => {
            let name = attribute.named("map").and_then(Value::text).map_or_else(given_name, str::to_owned);
            format!("CONSTRAINT {} ", dialect.identifier(&name))
        }
        _ => String::new(),
    };
    let parts: Vec<String> = match attribute.argument("fields").filter(|_| of_field.is_none()) {
        Some(fields) => fields.items().iter().filter_map(|item| part(model, item, sql)).collect(),
        None => {
            let field = model
                .fields
                .iter()
                .find(|field| columns.first().is_some_and(|column| field.column == column));
            let name = Value::Name(field?.line.name.clone());
            part(model, &with_options(name, attribute), sql).into_iter().collect()
        }
    };
    Some((format!("{name}PRIMARY KEY ({})", parts.join(", ")), attribute.span))
}

/// A column within a key or index, with its length, order and operator class.
fn part(model: &Model<'_>, item: &Value, sql: &Sql) -> Option<String> {
    let field = model.field(item.name()?)?;
    let mut text = sql.dialect.identifier(field.column);
    let Value::Call(_, options) = item else { return Some(text) };
    let option =
        |name: &str| options.iter().find(|(key, _)| key.as_deref() == Some(name)).map(|(_, value)| value);
    if let (Some(Value::Number(length)), Dialect::MySql) = (option("length"), sql.dialect) {
        text.push_str(&format!("({length})"));
    }
    match option("ops") {
        Some(Value::Call(_, raw)) => {
            let class = raw.first().and_then(|(_, value)| value.text())?;
            text.push_str(&format!(" {}", sql.fragment(class)?));
        }
        Some(Value::Name(class)) => text.push_str(&format!(" {}", snake_case(class))),
        _ => {}
    }
    if option("sort").and_then(Value::name) == Some("Desc") {
        text.push_str(" DESC");
    }
    Some(text)
}

fn snake_case(name: &str) -> String {
    let mut text = String::new();
    for (at, letter) in name.char_indices() {
        if letter.is_ascii_uppercase() && at > 0 {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

fn index(model: &Model<'_>, attribute: &Attribute, fields: &Value, kind: &str, sql: &mut Sql) {
    let dialect = sql.dialect;
    let parts: Option<Vec<String>> = fields.items().iter().map(|item| part(model, item, sql)).collect();
    let columns = model.columns(fields);
    let (Some(parts), Some(columns)) = (parts, columns) else {
        let what =
            format!("An index of model `{}` is over a field that the model does not have.", model.block.name);
        sql.findings.push(report::unread(what, attribute.span));
        return;
    };
    let suffix = if kind == "UNIQUE " { "key" } else { "idx" };
    // In an index without `map`, the first versions called it `name`.
    let named = attribute.named("map").or_else(|| attribute.named("name").filter(|_| kind.is_empty()));
    let name = named.and_then(Value::text).map(str::to_owned);
    let name = name.unwrap_or_else(|| given(dialect, &model.table.name, &columns, suffix));
    let method = attribute.named("type").and_then(Value::name).filter(|_| dialect != Dialect::Sqlite);
    let method = method.filter(|method| *method != "BTree" || dialect == Dialect::MySql);
    let (before, after) = match (method, dialect) {
        (Some(method), Dialect::PostgreSql) => {
            (format!(" USING {}", method.to_ascii_uppercase()), String::new())
        }
        (Some(method), _) => (String::new(), format!(" USING {}", method.to_ascii_uppercase())),
        (None, _) => (String::new(), String::new()),
    };
    let statement = format!(
        "CREATE {kind}INDEX {} ON {}{before} ({}){after}",
        dialect.identifier(&name),
        dialect.object(&model.table),
        parts.join(", ")
    );
    sql.statement(&statement, attribute.span);
}
