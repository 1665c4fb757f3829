//! The interfaces by which Kysely knows tables. They say what a column's values are in TypeScript, and no more.

use std::collections::BTreeMap;

use super::super::report;
use super::super::typescript::Program;
use super::super::typescript::tree::{Field, StatementKind, Type};
use super::super::written::Sql;
use crate::dialects::Dialect;
use crate::findings::Span;

/// What a type of TypeScript is most likely to be in PostgreSQL, MySQL and SQLite. The names of `kysely-codegen` come
/// first, because they say more than what they stand for.
const TYPES: &[(&str, [&str; 3])] = &[
    ("Int8", ["bigint", "bigint", "integer"]),
    ("Numeric", ["numeric", "decimal(10,0)", "numeric"]),
    ("Decimal", ["numeric", "decimal(10,0)", "numeric"]),
    ("Timestamp", ["timestamptz", "timestamp", "datetime"]),
    ("Json", ["jsonb", "json", "json"]),
    ("JsonValue", ["jsonb", "json", "json"]),
    ("JSONColumnType", ["jsonb", "json", "json"]),
    ("string", ["text", "varchar(255)", "text"]),
    ("number", ["integer", "int", "integer"]),
    ("bigint", ["bigint", "bigint", "integer"]),
    ("boolean", ["boolean", "boolean", "boolean"]),
    ("Date", ["timestamptz", "datetime", "datetime"]),
    ("Buffer", ["bytea", "blob", "blob"]),
    ("Uint8Array", ["bytea", "blob", "blob"]),
    ("object", ["jsonb", "json", "json"]),
];

/// Types that hold the column's own type as their first argument.
const WRAPPERS: &[&str] =
    &["ColumnType", "Generated", "GeneratedAlways", "Insertable", "Selectable", "Promise"];

/// Names that stand for names are followed this far.
const LONGEST_WAY: usize = 8;

struct Names<'a> {
    interfaces: BTreeMap<&'a str, (&'a [Field], Span)>,
    aliases: BTreeMap<&'a str, &'a Type>,
}

impl<'a> Names<'a> {
    fn of(program: &'a Program) -> Self {
        let mut names = Self { interfaces: BTreeMap::new(), aliases: BTreeMap::new() };
        for statement in &program.statements {
            match &statement.kind {
                StatementKind::Interface { name, fields } => {
                    names.interfaces.insert(name, (fields, statement.span));
                }
                StatementKind::Alias { name, meaning } => {
                    names.aliases.insert(name, meaning);
                }
                _ => {}
            }
        }
        names
    }

    /// The interface whose members are tables.
    fn database(&self) -> Option<(&'a [Field], Span)> {
        let holds_tables = |fields: &[Field]| {
            !fields.is_empty() && fields.iter().all(|field| self.table(&field.data_type).is_some())
        };
        let named = ["Database", "DB", "Tables"].iter().find_map(|name| self.interfaces.get(name));
        named.filter(|(fields, _)| holds_tables(fields)).copied().or_else(|| {
            self.interfaces
                .values()
                .filter(|(fields, _)| holds_tables(fields))
                .max_by_key(|(fields, _)| fields.len())
                .copied()
        })
    }

    fn table(&self, data_type: &'a Type) -> Option<(&'a [Field], Option<Span>)> {
        match data_type {
            Type::Name(name, _) => {
                self.interfaces.get(name.as_str()).map(|(fields, span)| (*fields, Some(*span)))
            }
            Type::Object(fields) => Some((fields, None)),
            _ => None,
        }
    }
}

/// Whether the file holds such interfaces.
pub(crate) fn are_there(program: &Program) -> bool {
    let names = Names::of(program);
    let says_so = program.statements.iter().any(|statement| match &statement.kind {
        StatementKind::Import(import) => import.module == "kysely" || import.module.starts_with("kysely/"),
        StatementKind::Interface { name, .. } => name == "Database" || name == "DB",
        _ => false,
    });
    says_so && names.database().is_some()
}

/// Writes the tables.
pub(crate) fn translate(program: &Program, sql: &mut Sql) {
    let names = Names::of(program);
    let Some((tables, place)) = names.database() else { return };
    let what = "Interfaces say what values are in TypeScript. Lengths, keys, references, indexes, defaults and the exact \
                types are not in them, and types were taken that fit.";
    sql.findings.push(report::unknowable(what, Span::new(place.start, place.start)));
    for table in tables {
        let Some((fields, span)) = names.table(&table.data_type) else { continue };
        let mut definitions = Vec::new();
        for field in fields {
            let mut column = Column::default();
            read(&names, &field.data_type, &mut column, LONGEST_WAY);
            let name = sql.dialect.identifier(&field.name);
            let null = if column.nullable || field.optional { "" } else { " NOT NULL" };
            let data_type = column.in_sql(sql.dialect).unwrap_or_else(|| {
                let what =
                    format!("What column `{}` of table `{}` is could not be told.", field.name, table.name);
                sql.findings.push(report::unread(what, field.span));
                Column { known: Some("string"), ..Column::default() }.in_sql(sql.dialect).unwrap_or_default()
            });
            definitions.push((format!("{name} {data_type}{null}"), field.span));
        }
        let name = match table.name.split_once('.') {
            Some((schema, name)) => {
                format!("{}.{}", sql.dialect.identifier(schema), sql.dialect.identifier(name))
            }
            None => sql.dialect.identifier(&table.name),
        };
        sql.create_table(&name, &definitions, "", span.unwrap_or(table.span));
    }
}

/// What is known of a column.
#[derive(Default)]
struct Column<'a> {
    known: Option<&'static str>,
    values: Vec<&'a str>,
    array: bool,
    nullable: bool,
}

impl Column<'_> {
    fn in_sql(&self, dialect: Dialect) -> Option<String> {
        if let (None, false, Dialect::MySql) = (self.known, self.values.is_empty(), dialect) {
            let values: Vec<String> = self.values.iter().map(|value| dialect.literal(value)).collect();
            return Some(format!("enum({})", values.join(",")));
        }
        let name = self.known.or((!self.values.is_empty()).then_some("string"))?;
        let (_, [postgresql, mysql, sqlite]) = TYPES.iter().find(|(known, _)| *known == name)?;
        let text = match dialect {
            Dialect::PostgreSql => postgresql,
            Dialect::MySql => mysql,
            Dialect::Sqlite => sqlite,
        };
        let array = if self.array && dialect == Dialect::PostgreSql { "[]" } else { "" };
        Some(format!("{text}{array}"))
    }
}

fn read<'a>(names: &Names<'a>, data_type: &'a Type, column: &mut Column<'a>, depth: usize) {
    let Some(depth) = depth.checked_sub(1) else { return };
    match data_type {
        // What can be anything can be null.
        Type::Name(name, _) if matches!(name.as_str(), "null" | "unknown" | "any") => column.nullable = true,
        Type::Name(name, arguments) if WRAPPERS.contains(&name.as_str()) => {
            if let Some(inner) = arguments.first() {
                read(names, inner, column, depth);
            }
        }
        Type::Name(name, arguments) if matches!(name.as_str(), "Array" | "ReadonlyArray" | "ArrayType") => {
            column.array = true;
            if let Some(inner) = arguments.first() {
                read(names, inner, column, depth);
            }
        }
        Type::Name(name, _) => match TYPES.iter().find(|(known, _)| known == name) {
            Some((known, _)) => column.known = column.known.or(Some(known)),
            None => {
                if let Some(meaning) = names.aliases.get(name.as_str()) {
                    read(names, meaning, column, depth);
                } else if names.interfaces.contains_key(name.as_str()) {
                    column.known = column.known.or(Some("object"));
                }
            }
        },
        Type::Text(value) => column.values.push(value),
        Type::Union(members) => members.iter().for_each(|member| read(names, member, column, depth)),
        Type::Array(inner) => {
            column.array = true;
            read(names, inner, column, depth);
        }
        Type::Object(_) => column.known = column.known.or(Some("object")),
        Type::Other => {}
    }
}
