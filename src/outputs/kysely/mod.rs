//! Kysely's types: `kysely/database.ts`.
//!
//! What a column gives and takes is what the usual driver gives and takes: node-postgres, mysql2, better-sqlite3.
//! The types agree with those that kysely-codegen reads from the database, apart from what it gets wrong.

use super::Rendered;
use super::options::Keys;
use super::typescript::doc::Doc;
use super::typescript::file::File;
use super::typescript::literals;
use super::typescript::names::{Names, pascal_case};
use super::typescript::types::{Member, Type, interface};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column, Expression, Literal, Schema, Table};
use crate::model::types::TypeKind;

use self::aliases::{ALIASES, Alias};
use self::spelling::Spelling;
use self::values::{Value, value};

mod aliases;
pub mod camel_case;
pub mod creation;
pub mod migration;
pub mod setup;
mod spelling;
pub mod values;
mod views;

/// A table with the names of its types.
struct NamedTable<'schema> {
    table: &'schema Table,
    interface: String,
    selected: String,
    inserted: String,
    updated: String,
}

/// The types of enumerations: PostgreSQL's by their name, MySQL's by table and column.
struct Enumerations {
    types: Vec<(String, Vec<String>)>,
    by_name: Vec<(ObjectName, String)>,
    by_column: Vec<(String, String, String)>,
}

/// Writes the schema as the interfaces that Kysely is given, with names as they are.
pub fn render(schema: &Schema) -> Rendered {
    render_with(schema, Keys::AsIs)
}

/// Writes the schema as the interfaces that Kysely is given.
pub fn render_with(schema: &Schema, keys: Keys) -> Rendered {
    let fixed: Vec<&str> = ["ColumnType", "Database", "Insertable", "Selectable", "Updateable"]
        .into_iter()
        .chain(ALIASES.iter().map(|alias| alias.name))
        .collect();
    let mut names = Names::for_types(&fixed);
    let tables = named_tables(schema, &mut names);
    let enumerations = enumerations(schema, &mut names);
    let mut used: Vec<&'static str> = Vec::new();
    let mut spelling = Spelling::new(schema, keys);

    let interfaces: Vec<Doc> = tables
        .iter()
        .map(|named| {
            let members: Vec<Member> = named
                .table
                .columns
                .iter()
                .map(|column| Member {
                    comment: column.comment.as_deref().map(literals::documentation).unwrap_or_default(),
                    name: column.name.clone(),
                    member_type: column_type(schema, named.table, column, &enumerations, &mut used),
                })
                .collect();
            interface(&named.interface, &spelling.of_columns(&named.table.name, members))
        })
        .collect();

    let views = views::views(schema, &enumerations, &mut names, &mut used);
    let of_views: Vec<Doc> = views
        .said
        .iter()
        .map(|view| interface(&view.interface, &spelling.of_columns(view.name, view.members.clone())))
        .collect();

    let mut file = File::default();
    for Alias { name, text, imports } in with_what_they_need(&used) {
        for import in *imports {
            file.import_type("kysely", import);
        }
        file.statement(&[], Doc::text(format!("export type {name}{text}")), ";");
    }
    for (name, values) in &enumerations.types {
        let members: Vec<Type> = values.iter().map(|value| Type::Text(value.clone())).collect();
        let meaning = if members.is_empty() { Type::name("never") } else { Type::Union(members) };
        file.type_aliases(&[(name, meaning)]);
    }
    for (named, interface) in tables.iter().zip(interfaces) {
        let comment = named.table.comment.as_deref().map(literals::documentation).unwrap_or_default();
        file.statement(&comment, interface, "");
        let row = |helper: &str| Type::name(&named.interface).within(helper);
        file.type_aliases(&[
            (&named.selected, row("Selectable")),
            (&named.inserted, row("Insertable")),
            (&named.updated, row("Updateable")),
        ]);
        for helper in ["Selectable", "Insertable", "Updateable"] {
            file.import_type("kysely", helper);
        }
    }
    for (view, interface) in views.said.iter().zip(of_views) {
        file.statement(&[], interface, "");
        file.type_aliases(&[(&view.selected, Type::name(&view.interface).within("Selectable"))]);
        file.import_type("kysely", "Selectable");
    }
    let of_tables = tables.iter().map(|named| (&named.table.name, &named.interface));
    let of_views = views.said.iter().map(|view| (view.name, &view.interface));
    let members: Vec<Member> = of_tables
        .chain(of_views)
        .map(|(name, interface)| Member {
            comment: Vec::new(),
            name: database_key(schema.dialect, name),
            member_type: Type::name(interface),
        })
        .collect();
    file.statement(&[], interface("Database", &spelling.of_tables(members)), "");

    let mut findings = spelling.findings();
    findings.extend(views.findings);
    let mut remarks = spelling.remarks();
    remarks.extend(views.remarks);
    file.remark(remarks);
    Rendered { text: file.text(), findings }
}

fn named_tables<'schema>(schema: &'schema Schema, names: &mut Names) -> Vec<NamedTable<'schema>> {
    let tables: Vec<&str> = schema.tables.iter().map(|table| table.name.name.as_str()).collect();
    let selected = names.take_all(&tables, pascal_case, "Row", "Row");
    schema
        .tables
        .iter()
        .zip(selected)
        .map(|(table, selected)| NamedTable {
            table,
            interface: names.take(&format!("{selected}Table"), "Columns"),
            inserted: names.take(&format!("New{selected}"), "Row"),
            updated: names.take(&format!("{selected}Update"), "Row"),
            selected,
        })
        .collect()
}

fn enumerations(schema: &Schema, names: &mut Names) -> Enumerations {
    let mut known = Enumerations { types: Vec::new(), by_name: Vec::new(), by_column: Vec::new() };
    let enum_names: Vec<&str> = schema.enums.iter().map(|known| known.name.name.as_str()).collect();
    let given = names.take_all(&enum_names, pascal_case, "Enumeration", "Enum");
    for (enumeration, name) in schema.enums.iter().zip(given) {
        known.types.push((name.clone(), enumeration.values.clone()));
        known.by_name.push((enumeration.name.clone(), name));
    }
    for table in &schema.tables {
        for column in &table.columns {
            if let TypeKind::Enumeration { name: None, values } = &column.data_type.kind {
                let words = format!("{}_{}", table.name.name, column.name);
                let name = names.take(&pascal_case(&words, "Enumeration"), "Enum");
                known.types.push((name.clone(), values.clone()));
                known.by_column.push((table.name.to_string(), column.name.clone(), name));
            }
        }
    }
    known
}

impl Enumerations {
    fn of(&self, schema: &Schema, table: &Table, column: &Column) -> Option<Type> {
        let TypeKind::Enumeration { name, .. } = &column.data_type.kind else { return None };
        let found = match name {
            Some(name) => {
                let same = |(known, _): &&(ObjectName, String)| schema.dialect.same_object(known, name);
                self.by_name.iter().find(same).map(|(_, known)| known)
            }
            None => {
                let table = table.name.to_string();
                let same = |(in_table, in_column, _): &&(String, String, String)| {
                    *in_table == table && *in_column == column.name
                };
                self.by_column.iter().find(same).map(|(_, _, known)| known)
            }
        };
        found.map(Type::name)
    }
}

/// The type of a column, with what may be left out when a row is inserted.
fn column_type(
    schema: &Schema,
    table: &Table,
    column: &Column,
    enumerations: &Enumerations,
    used: &mut Vec<&'static str>,
) -> Type {
    let mut column_type = value_type(schema, table, column, enumerations, used);
    let is_row_number = table.is_row_number(schema.dialect, column);
    if column.nullable && !is_row_number {
        column_type = or_null(column_type);
    }
    if column.generated.is_some() || column.auto_number == Some(AutoNumber::IdentityAlways) {
        needs("GeneratedAlways", used);
        return column_type.within("GeneratedAlways");
    }
    let says_null = |default: &Expression| says_null(column, default);
    let has_default = column.default.as_ref().is_some_and(|default| !says_null(default));
    if has_default || column.auto_number.is_some() || is_row_number {
        needs("Generated", used);
        return column_type.within("Generated");
    }
    column_type
}

/// The type of a column's values other than NULL.
fn value_type(
    schema: &Schema,
    table: &Table,
    column: &Column,
    enumerations: &Enumerations,
    used: &mut Vec<&'static str>,
) -> Type {
    let mut value_type = match enumerations.of(schema, table, column) {
        Some(known) => known,
        None => match value(schema.dialect, schema.base_type(&column.data_type)) {
            Value::Plain(name) => Type::name(name),
            Value::Alias(name) => {
                needs(name, used);
                Type::name(name)
            }
        },
    };
    for _ in 0..column.data_type.array_dimensions {
        value_type = match value_type {
            Type::Name(name) if ALIASES.iter().any(|alias| alias.name == name) => {
                needs("ArrayType", used);
                Type::name(name).within("ArrayType")
            }
            nested @ Type::Of(..) => nested.within("ArrayType"),
            other => Type::Array(Box::new(other)),
        };
    }
    value_type
}

/// What is unknown may be null without saying so.
fn or_null(value_type: Type) -> Type {
    if value_type == Type::name("unknown") { value_type } else { value_type.or_null() }
}

fn needs(name: &'static str, used: &mut Vec<&'static str>) {
    if !used.contains(&name) {
        used.push(name);
    }
}

/// Whether a default is none to the database: NULL, also where it is cast to the column's own type, if that has no length.
fn says_null(column: &Column, default: &Expression) -> bool {
    let (text, cast) = default.text.trim().split_once("::").unwrap_or((default.text.trim(), ""));
    let is_own = cast.is_empty() || column.data_type.text.eq_ignore_ascii_case(cast) && !cast.contains('(');
    default.literal == Some(Literal::Null) && text.eq_ignore_ascii_case("null") && is_own
}

/// Kysely's name of a table: with its schema, unless it is where tables are anyway.
fn database_key(dialect: Dialect, name: &ObjectName) -> String {
    let usual = match dialect {
        Dialect::PostgreSql => "public",
        Dialect::MySql => "",
        Dialect::Sqlite => "main",
    };
    match name.schema.as_deref().filter(|schema| *schema != usual) {
        Some(schema) => format!("{schema}.{}", name.name),
        None => name.name.clone(),
    }
}

/// The aliases that are used and those that they use, in the order of the table.
fn with_what_they_need(used: &[&'static str]) -> Vec<&'static Alias> {
    let mut needed: Vec<&str> = used.to_vec();
    // An alias mentions only those below it in the table.
    for alias in ALIASES {
        if needed.contains(&alias.name) {
            needed.extend(ALIASES.iter().map(|other| other.name).filter(|other| alias.mentions(other)));
        }
    }
    ALIASES.iter().filter(|alias| needed.contains(&alias.name)).collect()
}
