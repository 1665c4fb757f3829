//! The statements that build a whole schema in an empty database, in an order that works.

use std::collections::{BTreeMap, BTreeSet};

use super::Dialect;
use super::ddl::{
    ForeignKeys, check_clause, comments, create_table, foreign_key_clause, later_checks, later_foreign_keys,
    separate_indexes,
};
use crate::model::schema::{OtherObject, Routine, Schema, Table, View};

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

/// Statements that build the schema in an empty database, in an order that works.
pub fn create_schema(schema: &Schema) -> Vec<String> {
    let mut statements = namespaces(schema);
    statements.extend(before_tables(schema));
    statements.extend(tables(schema));
    statements.extend(later_constraints(schema));
    let late = schema.routines.iter().filter(|routine| !is_early(schema, routine));
    statements.extend(late.map(|routine| routine.text.clone()));
    statements.extend(views_in_order(schema).into_iter().map(|view| view.text.clone()));
    statements.extend(schema.triggers.iter().map(|trigger| trigger.text.clone()));
    let others = schema.others.iter().filter(|other| !has_kind(other, BEFORE_TABLES));
    statements.extend(others.filter(|other| !has_kind(other, AMONG_TABLES)).map(|other| other.text.clone()));
    statements
}

fn has_kind(other: &OtherObject, kinds: &[&str]) -> bool {
    kinds.contains(&other.kind.as_str())
}

/// PostgreSQL: the schemas that are named, apart from the one that every database has.
fn namespaces(schema: &Schema) -> Vec<String> {
    if schema.dialect != Dialect::PostgreSql {
        return Vec::new();
    }
    let tables = schema.tables.iter().map(|table| &table.name);
    let enums = schema.enums.iter().map(|known| &known.name);
    let views = schema.views.iter().map(|view| &view.name);
    let routines = schema.routines.iter().map(|routine| &routine.name);
    let others = schema.others.iter().filter_map(|other| other.name.as_ref());
    let names = tables.chain(enums).chain(views).chain(routines).chain(others);
    let names: BTreeSet<&String> = names.filter_map(|name| name.schema.as_ref()).collect();
    let ours = names.into_iter().filter(|name| *name != "public" && *name != "pg_catalog");
    ours.map(|name| format!("CREATE SCHEMA IF NOT EXISTS {}", schema.dialect.identifier(name))).collect()
}

/// Types, sequences and the like, and the functions that tables call, in the order of the text.
fn before_tables(schema: &Schema) -> Vec<String> {
    let dialect = schema.dialect;
    let mut found: Vec<(usize, String)> = Vec::new();
    for known in &schema.enums {
        let values: Vec<String> = known.values.iter().map(|value| dialect.literal(value)).collect();
        let statement =
            format!("CREATE TYPE {} AS ENUM ({})", dialect.object(&known.name), values.join(", "));
        found.push((known.span.start, statement));
    }
    let others = schema.others.iter().filter(|other| has_kind(other, BEFORE_TABLES));
    found.extend(others.map(|other| (other.span.start, other.text.clone())));
    let early = schema.routines.iter().filter(|routine| is_early(schema, routine));
    found.extend(early.map(|routine| (routine.span.start, routine.text.clone())));
    found.sort_by_key(|(start, _)| *start);
    found.into_iter().map(|(_, statement)| statement).collect()
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
fn tables(schema: &Schema) -> Vec<String> {
    let dialect = schema.dialect;
    let mut statements = Vec::new();
    let mut others: Vec<&OtherObject> =
        schema.others.iter().filter(|other| has_kind(other, AMONG_TABLES)).collect();
    others.sort_by_key(|other| other.span.start);
    let mut others = others.into_iter().peekable();
    for table in &schema.tables {
        while let Some(other) = others.next_if(|other| other.span.start < table.span.start) {
            statements.push(other.text.clone());
        }
        statements.push(create_table(dialect, table, ForeignKeys::OfTablesBefore(schema)));
        statements.extend(separate_indexes(dialect, table));
        statements.extend(comments(dialect, table));
    }
    statements.extend(others.map(|other| other.text.clone()));
    statements
}

/// What is added to tables when all of them are there.
fn later_constraints(schema: &Schema) -> Vec<String> {
    let dialect = schema.dialect;
    if dialect == Dialect::Sqlite {
        return Vec::new();
    }
    let mut statements = Vec::new();
    for (position, table) in schema.tables.iter().enumerate() {
        let name = dialect.object(&table.name);
        for foreign_key in later_foreign_keys(schema, position) {
            statements.push(format!("ALTER TABLE {name} ADD {}", foreign_key_clause(dialect, foreign_key)));
        }
        for check in later_checks(dialect, table) {
            statements.push(format!("ALTER TABLE {name} ADD {}", check_clause(dialect, check)));
        }
    }
    statements
}

/// The views, each after those that it reads.
fn views_in_order(schema: &Schema) -> Vec<&View> {
    let numbers: BTreeMap<&str, usize> =
        schema.views.iter().enumerate().map(|(number, view)| (view.name.name.as_str(), number)).collect();
    let reads = |view: &View| -> Vec<usize> {
        view.identifiers.iter().filter_map(|word| numbers.get(word.as_str()).copied()).collect()
    };
    let mut ordered = Vec::new();
    let mut seen = BTreeSet::new();
    for number in 0..schema.views.len() {
        // A view goes on the stack twice: to put those that it reads above itself, and to be taken then.
        let mut stack = vec![(number, false)];
        while let Some((number, ready)) = stack.pop() {
            let Some(view) = schema.views.get(number) else { continue };
            if ready {
                ordered.push(view);
            } else if seen.insert(number) {
                stack.push((number, true));
                stack.extend(
                    reads(view).into_iter().filter(|other| !seen.contains(other)).map(|other| (other, false)),
                );
            }
        }
    }
    ordered
}
