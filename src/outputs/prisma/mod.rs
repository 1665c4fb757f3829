//! Prisma's schema: `prisma/schema.prisma`.
//!
//! Written for Prisma 7. A database that Prisma's schema engine makes from the text has the catalog of the one that
//! the schema describes; what cannot be said is told in a comment and a finding.

use super::Rendered;
use super::library_names::{LibraryNames, NamedInCode};
use super::losses::{self, LeftAlone, Losses, Tool};
use super::typescript::literals;
use crate::dialects::Dialect;
use crate::findings::Finding;
use crate::model::schema::{Column, Schema, Table};
use crate::order::set;

use self::naming::{Model, Naming};
use self::text::{Block, Line, list, string};

mod defaults;
mod keys;
mod naming;
mod relations;
mod text;
mod types;

const PRISMA: Tool = Tool {
    name: "Prisma",
    code: "prisma_cannot_say",
    missing_why: "A database that Prisma makes from the schema would lack it, and `prisma migrate dev` or `db push` may change yours.",
    missing_next: "Keep it in SQL: change this database with the migration, and read what Prisma wants to change.",
    left_alone_why: "Prisma leaves it alone in your database, but a new one that it makes would not have it.",
    left_alone_next: "Nothing, unless you make a new database from the Prisma schema.",
};

/// Views can be said where a preview feature is switched on, which is the application's to decide: Prisma makes no view in
/// any case (docs/findings/prisma_cannot_say.md).
const VIEWS: Tool = Tool {
    left_alone_why: "Views are a preview feature of Prisma, and Prisma makes none; it leaves yours alone, but a new database that it makes would not have it.",
    left_alone_next: "Keep it in SQL. If your code reads it, switch on `previewFeatures = [\"views\"]` and let `prisma db pull` write its block.",
    ..PRISMA
};

/// Writes the schema as Prisma's models.
pub fn render(schema: &Schema) -> Rendered {
    render_for(schema, &LibraryNames::default())
}

/// What the models and fields are called there.
pub fn names(schema: &Schema, library: &LibraryNames) -> Vec<NamedInCode> {
    let naming = Naming::new(schema, library);
    let named = naming.models.into_iter().map(|model| NamedInCode {
        table: model.table.name.clone(),
        name: model.name,
        columns: model.table.columns.iter().map(|column| column.name.clone()).zip(model.fields).collect(),
    });
    named.collect()
}

/// Writes the schema as Prisma's models, with the names that a library looks for.
pub fn render_for(schema: &Schema, library: &LibraryNames) -> Rendered {
    let naming = Naming::new(schema, library);
    let mut losses: Vec<Losses> = naming.models.iter().map(|_| Losses::new(&PRISMA)).collect();
    let mut findings: Vec<Finding> = Vec::new();
    let mut left_alone = LeftAlone::new(&PRISMA);
    let links = relations::links(&naming, &mut losses);
    let mut blocks = vec![head(&naming)];
    for (model, losses) in naming.models.iter().zip(&mut losses) {
        let mut block = block(&naming, library, model, losses);
        block.lines.extend(relations::fields(&naming, model, &links));
        table_losses(schema, model, losses);
        block.comment.splice(0..0, losses.comment());
        let name = model.table.name.to_string();
        findings.extend(losses.finding(&name, model.table.span));
        left_alone.add(losses, &name, model.table.span);
        blocks.push(block.text());
    }
    blocks.extend(enumerations(&naming, &mut findings));
    findings.extend(left_alone.findings());
    let mut remarks = left_alone.comment(schema.tables.len());
    for table in &naming.left_out {
        let called = format!("the table `{}`, because another has its name", table.name);
        remarks.extend(literals::remark(&format!("Not said by Prisma: {called}")));
        findings.push(PRISMA.left_alone(format!("Prisma cannot say {called}."), table.span));
    }
    remarks.extend(other_objects(schema, &mut findings));
    if !remarks.is_empty() {
        blocks.push(remarks.iter().map(|line| format!("{line}\n")).collect());
    }
    Rendered { text: blocks.join("\n"), findings }
}

/// The generator and the source of data.
fn head(naming: &Naming<'_>) -> String {
    let provider = match naming.dialect() {
        Dialect::PostgreSql => "postgresql",
        Dialect::MySql => "mysql",
        Dialect::Sqlite => "sqlite",
    };
    let generator =
        "generator client {\n  provider = \"prisma-client\"\n  output   = \"../generated/prisma\"\n}\n";
    if !naming.says_schemas {
        return format!("{generator}\ndatasource db {{\n  provider = \"{provider}\"\n}}\n");
    }
    let names = naming.schema.tables.iter().map(|table| &table.name);
    let names = names.chain(naming.schema.enums.iter().map(|known| &known.name));
    let schemas = set(names.map(|name| string(name.schema.as_deref().unwrap_or("public"))));
    let schemas = list(schemas.iter().map(String::as_str));
    format!("{generator}\ndatasource db {{\n  provider = \"{provider}\"\n  schemas  = {schemas}\n}}\n")
}

/// A table without its relations.
fn block(naming: &Naming<'_>, library: &LibraryNames, model: &Model<'_>, losses: &mut Losses) -> Block {
    let keys = keys::keys(naming, model, losses);
    let mut lines = Vec::new();
    for (position, column) in model.table.columns.iter().enumerate() {
        let Some((name, field_type)) = model.fields.get(position).zip(model.types.get(position)) else {
            continue;
        };
        let on_field: Vec<&String> =
            keys.on_fields.iter().filter(|(known, _)| *known == position).map(|(_, text)| text).collect();
        let mut attributes: Vec<String> = on_field.into_iter().cloned().collect();
        let default = defaults::default(naming, model, column, field_type, losses);
        let is_made = library.is_made_by_prisma(naming.dialect(), &model.table.name, &column.name);
        attributes.extend(default.or_else(|| defaults::by_client(column, field_type).filter(|_| is_made)));
        if *name != column.name {
            attributes.push(format!("@map({})", string(&column.name)));
        }
        attributes.extend(field_type.native.clone());
        let in_key = model.table.primary_key.as_ref().is_some_and(|key| key.columns.contains(&column.name));
        let mark = match (field_type.list, column.nullable && !in_key) {
            (true, _) => "[]",
            (false, true) => "?",
            (false, false) => "",
        };
        column_losses(naming.dialect(), column, field_type.list, losses);
        lines.push(Line {
            comment: documentation(column.comment.as_deref()),
            name: name.clone(),
            of_type: format!("{}{mark}", field_type.name),
            attributes,
        });
    }
    let mut attributes = keys.below;
    if model.name != model.table.name.name {
        attributes.push(format!("@@map({})", string(&model.table.name.name)));
    }
    if !model.is_addressable(naming.dialect()) {
        attributes.push("@@ignore".to_owned());
    }
    attributes.extend(naming.schema_attribute(&model.table.name));
    Block {
        comment: documentation(model.table.comment.as_deref()),
        keyword: "model",
        name: model.name.clone(),
        lines,
        attributes,
    }
}

fn documentation(comment: Option<&str>) -> Vec<String> {
    let lines = comment.map(literals::comment_lines).unwrap_or_default();
    lines.iter().map(|line| format!("/// {line}")).collect()
}

fn enumerations(naming: &Naming<'_>, findings: &mut Vec<Finding>) -> Vec<String> {
    let blocks = naming.enums.iter().map(|known| {
        let lines = known.values.iter().map(|(name, value)| {
            let map = (name != value).then(|| format!("@map({})", string(value)));
            Line { name: name.clone(), attributes: map.into_iter().collect(), ..Line::default() }
        });
        let mut attributes = Vec::new();
        if let Some(name) = known.type_name {
            if name.name != known.name {
                attributes.push(format!("@@map({})", string(&name.name)));
            }
            attributes.extend(naming.schema_attribute(name));
        }
        let unescaped = known.values.iter().filter(|(_, value)| value.contains('\''));
        let losses = unescaped
            .map(|(name, _)| format!("Prisma would write the value of `{name}` without escaping its quotes"));
        let mut comment = Vec::new();
        for loss in losses {
            comment.extend(literals::remark(&format!("Not said by Prisma: {loss}")));
            findings.push(PRISMA.missing(format!("{loss}."), known.span));
        }
        let block =
            Block { comment, keyword: "enum", name: known.name.clone(), lines: lines.collect(), attributes };
        block.text()
    });
    blocks.collect()
}

/// What is lost of a column.
fn column_losses(dialect: Dialect, column: &Column, list: bool, losses: &mut Losses) {
    let name = &column.name;
    if list && !column.nullable {
        losses.missing(format!("the array `{name}` may not be NULL"));
    }
    if let Some(generated) = &column.generated {
        losses.missing(format!("the column `{name}` is generated: {}", generated.expression.text.trim()));
    }
    if let Some(on_update) = &column.on_update {
        losses.missing(format!("`ON UPDATE {}` of the column `{name}`", on_update.text.trim()));
    }
    if let Some(collation) = &column.collation {
        losses.missing(format!("the collation `{collation}` of the column `{name}`"));
    }
    if let Some(character_set) = &column.character_set {
        losses.missing(format!("the character set `{character_set}` of the column `{name}`"));
    }
    let text = column.data_type.text.to_lowercase();
    if dialect == Dialect::MySql && text.contains("zerofill") {
        losses.missing(format!("`{text}` of the column `{name}`"));
    }
    let is_number = column.data_type.kind.is_integer();
    if dialect == Dialect::MySql && column.data_type.unsigned && !is_number {
        losses.missing(format!("the column `{name}` is unsigned"));
    }
    for clause in &column.unread {
        losses.missing(format!("`{clause}` of the column `{name}`"));
    }
}

/// What is lost of the table as a whole.
fn table_losses(schema: &Schema, model: &Model<'_>, losses: &mut Losses) {
    let table: &Table = model.table;
    for (check, name) in table.checks.iter().zip(&model.given.checks) {
        losses.left_alone(format!("the check `{name}`: {}", check.expression.text.trim()));
    }
    if schema.dialect == Dialect::MySql && table.name.schema.is_some() {
        losses.missing("the database that the table is in");
    }
    let quote = if schema.dialect == Dialect::MySql { '`' } else { '"' };
    let names = std::iter::once(&table.name.name).chain(table.columns.iter().map(|column| &column.name));
    for name in names.filter(|name| name.contains(quote)) {
        losses.missing(format!("Prisma would write the name `{name}` without escaping its quotes"));
    }
    losses.of_table(table);
}

/// Views, triggers and whatever else has no place in the file, each with a remark.
fn other_objects(schema: &Schema, findings: &mut Vec<Finding>) -> Vec<String> {
    let mut remarks = Vec::new();
    let mut say = |called: &str, span, tool: &Tool| {
        remarks.extend(literals::remark(&format!("Not said by Prisma: {called}")));
        findings.push(tool.left_alone(format!("Prisma cannot say {called}."), span));
    };
    for view in &schema.views {
        say(&format!("the view `{}`", view.name), view.span, &VIEWS);
    }
    for (called, span) in losses::other_objects_but(schema, |_| true) {
        say(&called, span, &PRISMA);
    }
    remarks
}
