//! The texts for documentation, as the readers of their makers understand them: the same tables, columns, keys,
//! indexes and references as in the schema, whatever they are called. And the JSON, as what it is.

use authmorph::dialects::{ALL, Dialect};
use authmorph::model::names::ObjectName;
use authmorph::model::schema::{IndexPart, IndexTarget, Schema, Table};
use authmorph::outputs;
use serde_json::{Value, json};

use crate::cases::{self, Case, cases};
use crate::hostile;
use crate::tools::workshop;

fn all() -> Vec<Case> {
    let mut all = cases();
    all.extend(hostile::cases());
    all.extend(cases::of_the_parser());
    all
}

#[test]
fn dbml_and_mermaid_say_what_is_there() {
    let workshop = workshop("diagrams");
    workshop.write("diagrams.mjs", include_str!("diagrams.mjs"));
    let all = all();
    let mut files = vec!["diagrams.mjs".to_owned()];
    for (number, case) in all.iter().enumerate() {
        let schema = case.schema();
        for (ending, text) in
            [("dbml", outputs::dbml::render(&schema)), ("mmd", outputs::mermaid::render(&schema))]
        {
            let path = format!("{number}.{ending}");
            workshop.write(&path, &text);
            files.push(path);
        }
    }
    let arguments: Vec<&str> = files.iter().map(String::as_str).collect();
    let said = workshop.node(&arguments);
    let mut lines = said.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    for case in &all {
        let schema = case.schema();
        let (dbml, mermaid) = (lines.next().unwrap(), lines.next().unwrap());
        for read in [&dbml, &mermaid] {
            assert!(read["error"].is_null(), "{}", serde_json::to_string_pretty(read).unwrap());
        }
        let path = case.path.display();
        let tables: Vec<Value> = schema
            .tables
            .iter()
            .filter(|table| !table.columns.is_empty())
            .map(|table| dbml_table(&schema, table))
            .collect();
        let (read, expected) = (sorted(&dbml["tables"]), sorted(&json!(tables)));
        for (read, expected) in read.iter().zip(&expected) {
            assert_eq!(read, expected, "{path}");
        }
        assert_eq!(read.len(), expected.len(), "{path}");
        let enums = schema.enums.iter().filter(|known| !known.values.is_empty());
        let values =
            |values: &[String]| values.iter().filter(|value| !value.is_empty()).cloned().collect::<Vec<_>>();
        let enums: Vec<Value> = enums
            .map(|known| json!({ "name": called(&known.name), "values": values(&known.values) }))
            .collect();
        assert_eq!(sorted(&dbml["enums"]), sorted(&json!(enums)), "{path}");
        assert_eq!(dbml["references"].as_array().unwrap().len(), references(&schema), "{path}");
        let entities = mermaid["tables"].as_array().unwrap();
        for table in &schema.tables {
            let marks = entities
                .iter()
                .find(|entity| entity["columns"].as_array().unwrap().len() == table.columns.len());
            assert!(marks.is_some(), "{path}: {}", table.name);
        }
        let keys: usize = schema.tables.iter().map(|table| table.foreign_keys.len()).sum();
        assert_eq!(mermaid["relations"], json!(keys), "{path}");
    }
}

/// DBML takes no two references between the same columns, none to what it does not know, and none of a column to
/// itself.
fn references(schema: &Schema) -> usize {
    let mut ends: Vec<(String, Vec<String>, String, Vec<String>)> = Vec::new();
    for table in &schema.tables {
        for key in &table.foreign_keys {
            let Some(target) = schema.table(&key.foreign_table) else { continue };
            let columns = match (&target.primary_key, key.foreign_columns.is_empty()) {
                (Some(primary), true) => primary.columns.clone(),
                _ => key.foreign_columns.clone(),
            };
            let has_its_own = key.columns.iter().all(|name| table.column(name).is_some());
            let is_known = has_its_own
                && columns.len() == key.columns.len()
                && columns.iter().all(|name| target.column(name).is_some());
            let end = (table.name.to_string(), key.columns.clone(), target.name.to_string(), columns);
            if is_known && (&end.0, &end.1) != (&end.2, &end.3) && !ends.contains(&end) {
                ends.push(end);
            }
        }
    }
    ends.len()
}

fn dbml_table(schema: &Schema, table: &Table) -> Value {
    // DBML has no way to say a backtick within SQL; what holds one stands in the note of its table or column.
    let is_said = |text: &String| !text.contains('`');
    let is_key = |name: &str| table.primary_key.as_ref().is_some_and(|key| key.columns == [name]);
    let columns = table.columns.iter().map(|column| {
        let default = column.default.as_ref().filter(|default| default.literal.is_some() || is_said(&default.text));
        json!({ "name": column.name, "primary": is_key(&column.name), "required": !column.nullable, "default": default.is_some() })
    });
    let columns: Vec<Value> = columns.collect();
    let keys = table.primary_key.iter().filter(|key| key.columns.len() > 1);
    let mut indexes: Vec<Value> = keys
        .map(|key| json!({ "name": key.name, "unique": false, "primary": true, "columns": key.columns }))
        .collect();
    let uniques = table.uniques.iter().filter(|key| key.name.is_some() || key.columns.len() > 1);
    indexes
        .extend(uniques.map(
            |key| json!({ "name": key.name, "unique": true, "primary": false, "columns": key.columns }),
        ));
    indexes.extend(table.indexes.iter().filter_map(|index| {
        let is_plain = |part: &IndexPart| {
            matches!(part.target, IndexTarget::Column(_))
                && part.prefix_length.is_none()
                && part.collation.is_none()
                && part.operator_class.is_none()
                && !part.descending
                && part.nulls_first.is_none()
        };
        let are_plain = index.parts.iter().all(is_plain);
        let columns = index.parts.iter().map(|part| match &part.target {
            IndexTarget::Column(name) if are_plain => name.clone(),
            _ => authmorph::dialects::ddl::index_part(schema.dialect, part),
        });
        let columns: Vec<String> = columns.collect();
        let is_unique = index.unique && index.predicate.is_none();
        let said = are_plain || columns.iter().all(is_said);
        said.then(|| json!({ "name": index.name, "unique": is_unique, "primary": false, "columns": columns }))
    }));
    let checks = table.checks.iter().filter(|check| is_said(&check.expression.text)).count();
    json!({ "name": called(&table.name), "columns": columns, "indexes": indexes, "checks": checks })
}

fn called(name: &ObjectName) -> String {
    match name.schema.as_deref() {
        Some("public") | None => name.name.clone(),
        Some(_) => name.to_string(),
    }
}

/// The tables as far as they are compared, in an order of their own.
fn sorted(list: &Value) -> Vec<Value> {
    let mut items: Vec<Value> = list.as_array().unwrap().clone();
    for column in items.iter_mut().filter_map(|item| item.get_mut("columns")?.as_array_mut()).flatten() {
        let has_default = !matches!(column["default"], Value::Null | Value::Bool(false));
        column["default"] = json!(has_default);
        column.as_object_mut().unwrap().remove("type");
    }
    items.sort_by_key(|item| item["name"].as_str().unwrap().to_owned());
    items
}

#[test]
fn the_json_is_the_schema() {
    for case in all() {
        let schema = case.schema();
        let text = outputs::model_json::render(&schema);
        let read: Value = serde_json::from_str(&text)
            .unwrap_or_else(|why| panic!("{}: {why}\n{text}", case.path.display()));
        assert_eq!(read["dialect"], json!(case.dialect.name()));
        let tables = read["tables"].as_array().cloned().unwrap_or_default();
        assert_eq!(tables.len(), schema.tables.len());
        for (read, table) in tables.iter().zip(&schema.tables) {
            assert_eq!(read["name"], json!(table.name.name));
            assert_eq!(read["schema"], json!(table.name.schema));
            assert_eq!(read["comment"], json!(table.comment));
            let list = |name: &str| read[name].as_array().cloned().unwrap_or_default();
            for (read, column) in list("columns").iter().zip(&table.columns) {
                assert_eq!(read["name"], json!(column.name));
                assert_eq!(read["type"], json!(column.data_type.text));
                assert_eq!(read["nullable"], json!(column.nullable));
                assert_eq!(read["default"], json!(column.default.as_ref().map(|default| &default.text)));
                assert_eq!(read["comment"], json!(column.comment));
            }
            let counts = [
                ("columns", table.columns.len()),
                ("uniques", table.uniques.len()),
                ("foreign_keys", table.foreign_keys.len()),
                ("checks", table.checks.len()),
                ("indexes", table.indexes.len()),
            ];
            for (name, count) in counts {
                assert_eq!(list(name).len(), count, "{name} of {}", table.name);
            }
        }
    }
}

/// Python writes JSON so too, and whoever compares two of them wants lines.
#[test]
fn the_json_is_laid_out() {
    for dialect in ALL.iter().copied() {
        let empty = outputs::model_json::render(&Schema::new(dialect));
        assert_eq!(empty, format!("{{\n  \"dialect\": \"{}\"\n}}\n", dialect.name()));
    }
    assert_eq!(outputs::dbml::render(&Schema::new(Dialect::Sqlite)), "");
    assert_eq!(outputs::mermaid::render(&Schema::new(Dialect::Sqlite)), "erDiagram\n");
}
