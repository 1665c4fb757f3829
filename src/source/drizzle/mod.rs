//! A Drizzle schema file as the SQL that drizzle-kit makes of it.

mod columns;
mod defaults;
mod extras;
mod fragments;
mod known;
mod types;

use super::report;
use super::typescript::Program;
use super::typescript::tokens::{Kind, Token};
use super::typescript::tree::StatementKind;
use super::typescript::values::Scope;
use super::written::Sql;
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use known::{Known, MAKERS, Table};

/// Which database a Drizzle schema is for, if it is one.
pub(crate) fn dialect_of(program: &Program) -> Option<Dialect> {
    let scope = Scope::of(&program.statements);
    let by_module = |module: &str| {
        let core = module.strip_prefix("drizzle-orm/")?;
        known::CORES.iter().find(|(name, _)| *name == core).map(|(_, dialect)| *dialect)
    };
    let imported = scope.modules().find_map(by_module);
    let called = program.tokens.windows(2).find_map(|pair| match pair {
        [Token { kind: Kind::Name(name), .. }, next] if next.is_symbol('(') || next.is_symbol('<') => {
            MAKERS.iter().find(|(maker, _)| maker == name).map(|(_, dialect)| *dialect)
        }
        _ => None,
    });
    // A file that imports the package and makes no table of it is a program that uses one.
    let makes = program.tokens.iter().any(|token| match &token.kind {
        Kind::Name(name) => MAKERS.iter().any(|(maker, _)| maker == name) || name == "table",
        _ => false,
    });
    called.or(imported.filter(|_| makes))
}

/// Writes the schema.
pub(crate) fn translate(program: &Program, sql: &mut Sql) {
    let scope = Scope::of(&program.statements);
    let known = Known::of(program, &scope, sql);
    for (name, span) in &known.schemas_made {
        sql.statement(&format!("CREATE SCHEMA {}", sql.dialect.identifier(name)), *span);
    }
    for found in &known.enums {
        let values: Vec<String> = found.values.iter().map(|value| sql.dialect.literal(value)).collect();
        let name = sql.dialect.object(&found.name);
        sql.statement(&format!("CREATE TYPE {name} AS ENUM ({})", values.join(", ")), found.span);
    }
    for table in &known.tables {
        write_table(&known, table, sql);
    }
    name_what_is_left(program, &known, sql);
    name_missing_files(program, &scope, sql);
}

/// Says of places that were not understood which file they need, where that is not part of the text.
fn name_missing_files(program: &Program, scope: &Scope<'_>, sql: &mut Sql) {
    for finding in sql.findings.iter_mut().filter(|finding| finding.code == "source_code_unread") {
        let Some(span) = finding.span else { continue };
        let start = program.tokens.partition_point(|token| token.span.start < span.start);
        let within = program.tokens.iter().skip(start).take_while(|token| token.span.end <= span.end);
        let missing = within.into_iter().find_map(|token| match &token.kind {
            Kind::Name(name) => Some((name, scope.missing_file(name)?)),
            _ => None,
        });
        if let Some((name, file)) = missing {
            finding.next = report::add_file(name, file);
        }
    }
}

fn write_table(known: &Known<'_>, table: &Table<'_>, sql: &mut Sql) {
    let mut extras = extras::Extras::default();
    let mut definitions = Vec::new();
    for column in &table.columns {
        if let Some(definition) = columns::definition(known, table, column, &mut extras, sql) {
            definitions.push((definition, column.span));
        }
    }
    for span in &table.lost {
        let what = format!("What is said here about table `{}` could not be followed.", table.name);
        sql.findings.push(report::unread(what, *span));
    }
    extras::read(known, table, &mut extras, sql);
    definitions.extend(extras.definitions);
    sql.create_table(&sql.dialect.object(&table.name), &definitions, "", table.span);
    for (statement, span) in extras.statements {
        sql.statement(&statement, span);
    }
}

/// Names every place where a table seems to be made and none was read.
fn name_what_is_left(program: &Program, known: &Known<'_>, sql: &mut Sql) {
    for pair in program.tokens.windows(2) {
        let [Token { kind: Kind::Name(name), span, .. }, next] = pair else { continue };
        let makes =
            MAKERS.iter().any(|(maker, _)| maker == name) || known.creators.iter().any(|(of, _)| of == name);
        if makes && next.is_symbol('(') && !known.has_read(*span) {
            let what = format!("A table is made with `{name}` here in a way that was not understood.");
            sql.findings.push(report::unread(what, *span));
        }
    }
    for statement in &program.statements {
        if let StatementKind::Constant { value, .. } = &statement.kind
            && let Some(name) = value.chain().0.name()
            && known::NOT_READ.contains(&name)
        {
            let what = format!("What `{name}` makes here is not read.");
            sql.findings.push(report::unread(what, statement.span));
        }
    }
    if let Some((column, table, span)) = known.unnamed() {
        let what = format!(
            "The name of column `{column}` of table `{table}`, and of others, was taken from its key in the file. With \
             Drizzle's option `casing` the database has another one."
        );
        sql.findings.push(report::unknowable(what, span));
    }
}

/// The name that drizzle-kit gives to what belongs to a table.
fn given_name(table: &ObjectName, columns: &[String], suffix: &str) -> String {
    format!("{}_{}_{suffix}", table.name, columns.join("_"))
}
