//! Drizzle's schema file: `drizzle/schema.ts`.
//!
//! Written for drizzle-orm 0.45 and drizzle-kit 0.31. A database that drizzle-kit makes from the text has the
//! catalog of the one that the schema describes; what cannot be said is told in a comment and a finding.

use super::Rendered;
use super::library_names::{LibraryNames, NamedInCode};
use super::losses::{self, LeftAlone, Losses, Tool};
use super::options::Keys;
use super::typescript::doc::Doc;
use super::typescript::file::File;
use super::typescript::literals;
use super::typescript::syntax::{Node, Property};
use super::typescript::types::Type;
use crate::dialects::Dialect;
use crate::findings::Finding;
use crate::model::schema::{Schema, Table, View};
use crate::order::set;

use self::core::{OBJECT_PROPERTIES, core_for};
use self::naming::{NamedTable, Naming};
use self::uses::Uses;
use self::views::SaidView;

mod circles;
mod columns;
mod core;
mod identity;
mod indexes;
pub(super) mod keys;
pub mod migration;
mod naming;
pub(super) mod relations;
pub(super) mod sql_text;
mod types;
mod uses;
mod views;

const DRIZZLE: Tool = Tool {
    name: "Drizzle",
    code: "drizzle_cannot_say",
    missing_why: "A database that drizzle-kit makes from the Drizzle text would lack it, and `drizzle-kit push` may drop it from yours.",
    missing_next: "Keep it in SQL: change this database with the migration, or add it to drizzle-kit's by hand.",
    left_alone_why: "drizzle-kit leaves it alone in your database, but a new one that it makes would not have it.",
    left_alone_next: "Nothing, unless you make a new database from the Drizzle text.",
};

/// Writes the schema as Drizzle's tables, with names in camel case.
pub fn render(schema: &Schema) -> Rendered {
    render_with(schema, Keys::Camel)
}

/// Writes the schema as Drizzle's tables.
pub fn render_with(schema: &Schema, keys: Keys) -> Rendered {
    render_for(schema, keys, &LibraryNames::default())
}

/// What the tables and columns are called there.
pub fn names(schema: &Schema, keys: Keys, library: &LibraryNames) -> Vec<NamedInCode> {
    let naming = Naming::new(schema, core_for(schema.dialect), keys, library);
    let named = naming.tables.into_iter().map(|named| NamedInCode {
        table: named.table.name.clone(),
        name: named.variable,
        columns: named.table.columns.iter().map(|column| column.name.clone()).zip(named.keys).collect(),
    });
    named.collect()
}

/// Writes the schema as Drizzle's tables, with the names that a library looks for.
pub fn render_for(schema: &Schema, keys: Keys, library: &LibraryNames) -> Rendered {
    let core = core_for(schema.dialect);
    let mut naming = Naming::new(schema, core, keys, library);
    let mut uses = Uses::new(std::mem::take(&mut naming.variables));
    let mut file = File::default();
    let mut findings: Vec<Finding> = Vec::new();
    let mut left_alone = LeftAlone::new(&DRIZZLE);

    let tables: Vec<(Vec<String>, Node)> = naming
        .tables
        .iter()
        .enumerate()
        .map(|(position, named)| {
            let mut losses = Losses::new(&DRIZZLE);
            let node = table(&naming, position, named, &mut uses, &mut losses);
            table_losses(schema, named.table, &mut losses);
            let mut comment = losses.comment();
            comment.extend(named.table.comment.as_deref().map(literals::documentation).unwrap_or_default());
            let name = named.table.name.to_string();
            findings.extend(losses.finding(&name, named.table.span));
            left_alone.add(&losses, &name, named.table.span);
            (comment, node)
        })
        .collect();
    let relations = relations::relations(&naming, &mut uses);
    let views: Vec<SaidView> =
        naming.views.iter().map(|named| views::view(&naming, named, &mut uses)).collect();

    for (custom, variable) in &uses.customs {
        file.constant(&[], false, variable, &custom.maker());
    }
    for (name, variable) in &naming.schemas {
        uses.values.insert(core.schema);
        file.constant(&[], true, variable, &Node::call(core.schema, vec![Node::string(*name)]));
    }
    for (known, variable) in &naming.enums {
        let values = Node::Array(known.values.iter().map(Node::string).collect());
        let function = match naming.schema_variable(&known.name) {
            Some(schema) => format!("{schema}.enum"),
            None => {
                uses.values.insert("pgEnum");
                "pgEnum".to_string()
            }
        };
        file.constant(
            &[],
            true,
            variable,
            &Node::call(function, vec![Node::string(&known.name.name), values]),
        );
    }
    for (named, (comment, node)) in naming.tables.iter().zip(tables) {
        file.constant(&comment, true, &named.variable, &node);
        let row = Type::name(format!("typeof {}.$inferSelect", named.variable));
        let new_row = Type::name(format!("typeof {}.$inferInsert", named.variable));
        file.type_aliases(&[(&named.row, row), (&named.new_row, new_row)]);
    }
    for (named, said) in naming.views.iter().zip(views) {
        file.constant(&said.comment, true, &named.variable, &said.node);
        let row = Type::name(format!("typeof {}.$inferSelect", named.variable));
        file.type_aliases(&[(&named.row, row)]);
        findings.extend(said.findings);
    }
    for (name, node) in &relations {
        file.constant(&[], true, name, node);
    }
    findings.extend(left_alone.findings());
    let mut remarks = left_alone.comment(schema.tables.len());
    remarks.extend(other_objects(&naming, &mut findings));
    file.remark(remarks);

    for value in &uses.values {
        file.import(core.module, value);
    }
    for name in &uses.types {
        file.import_type(core.module, name);
    }
    if uses.sql {
        file.import("drizzle-orm", "sql");
    }
    if uses.relations {
        file.import("drizzle-orm", "relations");
    }
    Rendered { text: file.text(), findings }
}

/// What drizzle-kit has to know: `drizzle.config.ts`.
pub fn config(schema: &Schema) -> String {
    let mut properties = vec![
        Property::new("dialect", Node::string(schema.dialect.name())),
        Property::new("schema", Node::string("./drizzle/schema.ts")),
        Property::new("out", Node::string("./drizzle/migrations")),
        Property::new(
            "dbCredentials",
            Node::object(vec![("url", Node::name("process.env.DATABASE_URL ?? \"\""))]),
        ),
    ];
    let of_views = schema.views.iter().map(|view| &view.name);
    let names = schema.tables.iter().map(|table| &table.name).chain(of_views);
    let schemas = set(names.filter_map(naming::named_schema));
    if schema.dialect == Dialect::PostgreSql && !schemas.is_empty() {
        // Left to itself, drizzle-kit looks at `public` only.
        let all = std::iter::once("public").chain(schemas).map(Node::string).collect();
        properties.push(Property::new("schemaFilter", Node::Array(all)));
    }
    let mut file = File::default();
    file.import("drizzle-kit", "defineConfig");
    let call = Node::call("defineConfig", vec![Node::spread_object(properties)]);
    file.statement(&[], Doc::Concat(vec![Doc::text("export default "), call.doc()]), ";");
    file.text()
}

/// The call that makes a table.
fn table(
    naming: &Naming<'_>,
    position: usize,
    named: &NamedTable<'_>,
    uses: &mut Uses,
    losses: &mut Losses,
) -> Node {
    let core = core_for(naming.dialect());
    let mut keys = keys::table_keys(naming, position, uses, losses);
    let properties = named
        .table
        .columns
        .iter()
        .enumerate()
        .filter_map(|(place, column)| {
            let keys = keys.columns.remove(column.name.as_str()).unwrap_or_default();
            columns::property(naming, named, place, &keys, uses, losses)
        })
        .collect();
    let mut extras = std::mem::take(&mut keys.extras);
    extras.extend(indexes::indexes(naming, named, uses, losses));
    let mut arguments = vec![Node::string(&named.table.name.name), Node::spread_object(properties)];
    if !extras.is_empty() {
        let mut parameters =
            if extras.iter().any(|extra| extra.mentions("table")) { "(table)" } else { "()" }.to_string();
        if keys.extras_are_circular {
            uses.types.insert(core.extra);
            parameters += &format!(": {}[]", core.extra);
        }
        arguments.push(Node::arrow(parameters, Node::Array(extras)));
    }
    match naming.schema_variable(&named.table.name) {
        Some(schema) => Node::call(format!("{schema}.table"), arguments),
        None => {
            uses.package(core.table);
            Node::call(core.table, arguments)
        }
    }
}

/// What is lost of the table as a whole.
fn table_losses(schema: &Schema, table: &Table, losses: &mut Losses) {
    let quote = core_for(schema.dialect).quote;
    let names = std::iter::once(&table.name.name).chain(table.columns.iter().map(|column| &column.name));
    for name in names {
        if name.contains(quote) {
            losses.missing(format!("drizzle-kit would write the name `{name}` without escaping its quotes"));
        } else if OBJECT_PROPERTIES.contains(&name.as_str()) {
            losses.missing(format!("drizzle-kit may fail at the name `{name}`"));
        } else if is_array_index(name) {
            losses.left_alone(format!("drizzle-kit would put `{name}` first, because it is a number"));
        }
    }
    if schema.dialect == Dialect::MySql && table.name.schema.is_some() {
        losses.missing("drizzle-kit leaves out tables of a database that is named");
    }
    losses.of_table(table);
}

/// Whether JavaScript puts a property of that name before all others.
fn is_array_index(name: &str) -> bool {
    name.parse::<u32>().is_ok_and(|number| number.to_string() == name)
}

/// Views, triggers and whatever else has no place in the file, each with a remark.
fn other_objects(naming: &Naming<'_>, findings: &mut Vec<Finding>) -> Vec<String> {
    let mut remarks = Vec::new();
    let is_said =
        |view: &View| naming.views_called(&view.name.name).any(|named| std::ptr::eq(named.view, view));
    for (called, span) in losses::other_objects_but(naming.schema(), is_said) {
        remarks.extend(literals::remark(&format!("Not said by Drizzle: {called}")));
        findings.push(DRIZZLE.missing(format!("Drizzle cannot say {called}."), span));
    }
    remarks
}
