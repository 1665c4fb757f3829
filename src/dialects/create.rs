//! The statements that build a whole schema in an empty database, in an order that works.

use super::Dialect;
use super::ddl::{
    ForeignKeys, check_clause, comments, create_table, foreign_key_clause, later_checks, later_foreign_keys,
};
use crate::model::schema::{
    Check, EnumType, ForeignKey, Index, OtherObject, Routine, Schema, Table, Trigger, View,
};
use crate::order::{arrange, set};

/// Kinds of objects that tables are made with. All other kinds are made when the tables are there.
const BEFORE_TABLES: &[&str] = &[
    "extension",
    "language",
    "collation",
    "conversion",
    "type",
    "domain",
    "sequence",
    "operator",
    "aggregate",
    "cast",
    "text",
    "access",
    "server",
    "virtual table",
];

/// Kinds that stand among the tables, where the user has them.
const AMONG_TABLES: &[&str] = &["table", "foreign table"];

/// Something that is made on the way to a whole schema.
#[derive(Debug, Clone, Copy)]
pub enum Made<'a> {
    /// PostgreSQL: a schema, unless it is there.
    Namespace(&'a str),
    /// PostgreSQL: an enum type.
    Enum(&'a EnumType),
    /// A table, without what follows.
    Table(&'a Table),
    /// An index that is no part of its table's statement.
    Index(&'a Table, &'a Index),
    /// PostgreSQL: the comments of a table and its columns.
    Comments(&'a Table),
    /// A foreign key that is added when all tables are there.
    ForeignKey(&'a Table, &'a ForeignKey),
    /// A check that is added when its table is there.
    Check(&'a Table, &'a Check),
    /// A function or procedure.
    Routine(&'a Routine),
    /// A view.
    View(&'a View),
    /// A trigger.
    Trigger(&'a Trigger),
    /// Anything else.
    Other(&'a OtherObject),
}

impl Made<'_> {
    /// The statements that make it.
    pub fn statements(&self, schema: &Schema) -> Vec<String> {
        let dialect = schema.dialect;
        let add = |table: &Table, clause: String| {
            format!("ALTER TABLE {} ADD {clause}", dialect.object(&table.name))
        };
        vec![match self {
            Self::Namespace(name) => format!("CREATE SCHEMA IF NOT EXISTS {}", dialect.identifier(name)),
            Self::Enum(known) => {
                let values: Vec<String> = known.values.iter().map(|value| dialect.literal(value)).collect();
                format!("CREATE TYPE {} AS ENUM ({})", dialect.object(&known.name), values.join(", "))
            }
            Self::Table(table) => create_table(dialect, table, ForeignKeys::OfTablesBefore(schema)),
            Self::Index(table, index) => dialect.create_index(table, index),
            Self::Comments(table) => return comments(dialect, table),
            Self::ForeignKey(table, key) => add(table, foreign_key_clause(dialect, key)),
            Self::Check(table, check) => add(table, check_clause(dialect, check)),
            Self::Routine(routine) => routine.text.clone(),
            Self::View(view) => view.text.clone(),
            Self::Trigger(trigger) => trigger.text.clone(),
            Self::Other(other) => other.text.clone(),
        }]
    }
}

/// Statements that build the schema in an empty database, in an order that works.
pub fn create_schema(schema: &Schema) -> Vec<String> {
    made(schema).iter().flat_map(|made| made.statements(schema)).collect()
}

/// What is made for the schema in an empty database, in an order that works.
pub fn made(schema: &Schema) -> Vec<Made<'_>> {
    let mut all: Vec<Made<'_>> = namespaces(schema).into_iter().map(Made::Namespace).collect();
    all.extend(before_tables(schema));
    all.extend(tables(schema));
    all.extend(later_constraints(schema));
    all.extend(schema.routines.iter().filter(|routine| !is_early(schema, routine)).map(Made::Routine));
    all.extend(schema.views_in_order().into_iter().map(Made::View));
    all.extend(schema.triggers.iter().map(Made::Trigger));
    let others = schema.others.iter().filter(|other| !has_kind(other, BEFORE_TABLES));
    all.extend(others.filter(|other| !has_kind(other, AMONG_TABLES)).map(Made::Other));
    all
}

fn has_kind(other: &OtherObject, kinds: &[&str]) -> bool {
    kinds.contains(&other.kind.as_str())
}

/// PostgreSQL: the schemas that are named, apart from the one that every database has.
fn namespaces(schema: &Schema) -> Vec<&str> {
    if schema.dialect != Dialect::PostgreSql {
        return Vec::new();
    }
    let tables = schema.tables.iter().map(|table| &table.name);
    let enums = schema.enums.iter().map(|known| &known.name);
    let views = schema.views.iter().map(|view| &view.name);
    let routines = schema.routines.iter().map(|routine| &routine.name);
    let others = schema.others.iter().filter_map(|other| other.name.as_ref());
    let names = tables.chain(enums).chain(views).chain(routines).chain(others);
    let names = set(names.filter_map(|name| name.schema.as_deref()));
    names.into_iter().filter(|name| *name != "public" && *name != "pg_catalog").collect()
}

/// Types, sequences and the like, and the functions that tables call, in the order of the text.
fn before_tables(schema: &Schema) -> Vec<Made<'_>> {
    let mut found: Vec<(usize, Made<'_>)> = Vec::new();
    found.extend(schema.enums.iter().map(|known| (known.span.start, Made::Enum(known))));
    let others = schema.others.iter().filter(|other| has_kind(other, BEFORE_TABLES));
    found.extend(others.map(|other| (other.span.start, Made::Other(other))));
    let early = schema.routines.iter().filter(|routine| is_early(schema, routine));
    found.extend(early.map(|routine| (routine.span.start, Made::Routine(routine))));
    arrange(&mut found, |(left, _), (right, _)| left.cmp(right));
    found.into_iter().map(|(_, made)| made).collect()
}

/// Whether a routine is made before the tables: when it names none of them, or a table calls it.
fn is_early(schema: &Schema, routine: &Routine) -> bool {
    let names = |name: &str| routine.identifiers.binary_search_by(|word| word.as_str().cmp(name)).is_ok();
    let free = !schema.tables.iter().any(|table| names(&table.name.name))
        && !schema.views.iter().any(|view| names(&view.name.name));
    free || schema.tables.iter().any(|table| calls(table, &routine.name.name))
}

/// Whether one of a table's expressions mentions a name.
fn calls(table: &Table, name: &str) -> bool {
    let columns = table.columns.iter().flat_map(|column| {
        column.default.iter().chain(column.generated.iter().map(|generated| &generated.expression))
    });
    let checks = table.checks.iter().map(|check| &check.expression);
    columns.chain(checks).any(|expression| expression.identifiers.iter().any(|word| word == name))
}

/// The tables and what belongs to each, in the order of the model.
fn tables(schema: &Schema) -> Vec<Made<'_>> {
    let mut all = Vec::new();
    let mut others: Vec<&OtherObject> =
        schema.others.iter().filter(|other| has_kind(other, AMONG_TABLES)).collect();
    arrange(&mut others, |left, right| left.span.start.cmp(&right.span.start));
    let mut others = others.into_iter().peekable();
    for table in &schema.tables {
        while let Some(other) = others.next_if(|other| other.span.start < table.span.start) {
            all.push(Made::Other(other));
        }
        all.push(Made::Table(table));
        if schema.dialect != Dialect::MySql {
            all.extend(table.indexes.iter().map(|index| Made::Index(table, index)));
        }
        all.push(Made::Comments(table));
    }
    all.extend(others.map(Made::Other));
    all
}

/// What is added to tables when all of them are there.
fn later_constraints(schema: &Schema) -> Vec<Made<'_>> {
    if schema.dialect == Dialect::Sqlite {
        return Vec::new();
    }
    let mut all = Vec::new();
    for (position, table) in schema.tables.iter().enumerate() {
        all.extend(later_foreign_keys(schema, position).map(|key| Made::ForeignKey(table, key)));
        all.extend(later_checks(schema.dialect, table).map(|check| Made::Check(table, check)));
    }
    all
}
