//! Relations: foreign keys, and the tables between two models with lists of each other.

use std::collections::BTreeSet;

use super::super::report;
use super::super::written::Sql;
use super::model::{Field, Model, Models, attribute};
use super::names::given;
use super::syntax::Value;
use super::types;
use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::names::ObjectName;

/// Prisma's words for what happens to a row when the one that it refers to goes or changes.
const ACTIONS: &[(&str, &str)] = &[
    ("Cascade", "CASCADE"),
    ("Restrict", "RESTRICT"),
    ("NoAction", "NO ACTION"),
    ("SetNull", "SET NULL"),
    ("SetDefault", "SET DEFAULT"),
];

/// The foreign key of a field that is the side of a relation that has columns.
pub(super) fn foreign_key(
    models: &Models<'_>,
    model: &Model<'_>,
    field: &Field<'_>,
    sql: &mut Sql,
) -> Option<(String, Span)> {
    let dialect = sql.dialect;
    let relation = attribute(field.line, "relation")?;
    let fields = relation.named("fields")?;
    let target = models.model(&field.data_type.name);
    let columns = model.columns(fields);
    let foreign = target.and_then(|target| target.columns(relation.named("references")?));
    let (Some(target), Some(columns), Some(foreign)) = (target, columns, foreign) else {
        let what = format!(
            "The relation `{}` of model `{}` names a model or fields that are not there.",
            field.line.name, model.block.name
        );
        sql.findings.push(report::unread(what, relation.span));
        return None;
    };
    let name = relation.named("map").and_then(Value::text).map(str::to_owned);
    let name = name.unwrap_or_else(|| given(dialect, &model.table.name, &columns, "fkey"));
    // Where a column has to have a value, the row that it refers to cannot go.
    let required = fields.items().iter().any(|item| {
        let field = item.name().and_then(|name| model.field(name));
        field.is_some_and(|field| !field.data_type.optional)
    });
    let action = |name: &str| {
        let said = relation.named(name).and_then(Value::name)?;
        ACTIONS.iter().find(|(word, _)| *word == said).map(|(_, action)| *action)
    };
    let on_delete = action("onDelete").unwrap_or(if required { "RESTRICT" } else { "SET NULL" });
    let on_update = action("onUpdate").unwrap_or("CASCADE");
    let clause = format!(
        "CONSTRAINT {} FOREIGN KEY ({}) REFERENCES {} ({}) ON DELETE {on_delete} ON UPDATE {on_update}",
        dialect.identifier(&name),
        dialect.identifiers(columns.iter().map(String::as_str)),
        dialect.object(&target.table),
        dialect.identifiers(foreign.iter().map(String::as_str)),
    );
    Some((clause, field.line.span))
}

/// The name that a relation has in the file.
fn relation_name<'a>(field: &Field<'a>) -> Option<&'a str> {
    attribute(field.line, "relation")?.argument("name").and_then(Value::text)
}

/// Writes the tables of relations where both sides are lists.
pub(super) fn link_tables(models: &Models<'_>, with_foreign_keys: bool, sql: &mut Sql) {
    let mut written: BTreeSet<String> = BTreeSet::new();
    for model in &models.models {
        for field in model.fields.iter().filter(|field| field.data_type.list) {
            let Some(other) = models.model(&field.data_type.name) else { continue };
            let name = relation_name(field);
            let back = other.fields.iter().find(|back| {
                back.data_type.name == model.block.name
                    && relation_name(back) == name
                    && !std::ptr::eq(back.line, field.line)
            });
            // A relation to itself with one list alone is one that both ends share.
            let to_itself = std::ptr::eq(model, other) && back.is_none();
            if !(to_itself || back.is_some_and(|back| back.data_type.list)) {
                continue;
            }
            let (first, second) =
                if model.block.name <= other.block.name { (model, other) } else { (other, model) };
            let given = format!("{}To{}", first.block.name, second.block.name);
            let table = format!("_{}", name.unwrap_or(&given));
            if !written.contains(&table) {
                link_table(models, &table, [first, second], with_foreign_keys, field.line.span, sql);
                written.insert(table);
            }
        }
    }
}

fn link_table(
    models: &Models<'_>,
    name: &str,
    sides: [&Model<'_>; 2],
    with_foreign_keys: bool,
    span: Span,
    sql: &mut Sql,
) {
    let dialect = sql.dialect;
    let [first, _] = sides;
    let table = ObjectName { schema: first.table.schema.clone(), name: name.to_owned() };
    let mut definitions = Vec::new();
    let mut foreign_keys = Vec::new();
    for (side, column) in sides.into_iter().zip(["A", "B"]) {
        let key = side.primary_key().filter(|key| key.len() == 1);
        let field = key.as_ref().and_then(|key| {
            side.fields.iter().find(|field| key.first().is_some_and(|key| field.column == key))
        });
        let data_type = field.and_then(|field| types::data_type(models, dialect, field));
        let (Some(key), Some(data_type)) = (key, data_type) else {
            let what = format!(
                "The table `{name}` was left out: model `{}` has no `@id` of one field.",
                side.block.name
            );
            sql.findings.push(report::unread(what, span));
            return;
        };
        let quoted = dialect.identifier(column);
        definitions.push((format!("{quoted} {data_type} NOT NULL"), span));
        let constraint = given(dialect, name, &[column.to_owned()], "fkey");
        foreign_keys.push((
            format!(
                "CONSTRAINT {} FOREIGN KEY ({quoted}) REFERENCES {} ({}) ON DELETE CASCADE ON UPDATE CASCADE",
                dialect.identifier(&constraint),
                dialect.object(&side.table),
                dialect.identifiers(key.iter().map(String::as_str)),
            ),
            span,
        ));
    }
    let both = dialect.identifiers(["A", "B"]);
    if dialect == Dialect::PostgreSql {
        let key = dialect.identifier(&given(dialect, name, &["AB".to_owned()], "pkey"));
        definitions.push((format!("CONSTRAINT {key} PRIMARY KEY ({both})"), span));
    }
    if with_foreign_keys {
        definitions.extend(foreign_keys);
    }
    let quoted = dialect.object(&table);
    sql.create_table(&quoted, &definitions, super::tables::options(dialect), span);
    if dialect != Dialect::PostgreSql {
        let unique = dialect.identifier(&given(dialect, name, &["AB".to_owned()], "unique"));
        sql.statement(&format!("CREATE UNIQUE INDEX {unique} ON {quoted} ({both})"), span);
    }
    let index = dialect.identifier(&given(dialect, name, &["B".to_owned()], "index"));
    sql.statement(&format!("CREATE INDEX {index} ON {quoted} ({})", dialect.identifier("B")), span);
}
