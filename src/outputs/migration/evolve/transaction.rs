//! PostgreSQL and SQLite: nothing has to be guarded within a transaction. PostgreSQL has one statement for all changes of
//! a table; SQLite changes columns only by adding and dropping them, and no decision asks more of it.

use super::super::steps::{create_index, drop_index, drop_table};
use super::{Statement, StepStatements, numbering, rows};
use crate::decide::evolution::{Operation, Part, Stage};
use crate::dialects::Dialect;
use crate::dialects::ddl::{
    ForeignKeys, WrapExpressions, comments, create_table, default_clause, foreign_key_clause, key_clause,
};
use crate::dialects::default_names::constraint;
use crate::model::names::ObjectName;
use crate::model::schema::{Column, Table};

/// Writes a step.
pub fn write(dialect: Dialect, stage: &Stage) -> StepStatements {
    let mut up: Vec<Statement> =
        stage.operations.iter().flat_map(|operation| statements(dialect, operation)).collect();
    if stage.afterwards {
        for statement in &mut up {
            statement.sql = statement.sql.replacen("INDEX IF NOT", "INDEX CONCURRENTLY IF NOT", 1);
        }
    }
    let down = stage.operations.iter().rev().map(Operation::opposite);
    let mut down: Vec<Statement> = down.flat_map(|operation| statements(dialect, &operation)).collect();
    if stage.afterwards {
        // It may have stopped before.
        down.retain(|statement| statement.sql.starts_with("DROP INDEX "));
        for statement in &mut down {
            statement.sql = statement.sql.replacen("INDEX ", "INDEX IF EXISTS ", 1);
        }
    }
    if let Some(stays_if) = stage.stays_if.as_ref().filter(|_| dialect == Dialect::PostgreSql) {
        down = vec![unless(stays_if, &down)];
    }
    StepStatements { up, down }
}

/// PostgreSQL: these statements, unless that is so.
fn unless(stays_if: &str, statements: &[Statement]) -> Statement {
    let executed: Vec<String> = statements
        .iter()
        .map(|statement| format!("    EXECUTE {};", Dialect::PostgreSql.literal(&statement.sql)))
        .collect();
    let body = format!("BEGIN\n  IF NOT ({stays_if}) THEN\n{}\n  END IF;\nEND", executed.join("\n"));
    Statement::with(
        "Where there are ids by now that did not fit before, the columns stay as they are.",
        format!("DO {}", Dialect::PostgreSql.literal(&body)),
    )
}

/// The statements of an operation.
fn statements(dialect: Dialect, operation: &Operation) -> Vec<Statement> {
    match operation {
        Operation::CreateTable(table) => {
            let create = Statement::new(create_table(dialect, table, ForeignKeys::All));
            let mut statements = vec![create.creates(dialect, &table.name)];
            statements.extend(table.indexes.iter().map(|index| create_index(dialect, table, index)));
            statements.extend(comments(dialect, table).into_iter().map(Statement::new));
            statements
        }
        Operation::DropTable(table) => vec![drop_table(dialect, &table.name)],
        Operation::RenameTable(from, to) => vec![rename_table(dialect, from, to)],
        Operation::RenameSequence(from, to) => vec![rename_sequence(dialect, from, to)],
        Operation::Alter(table, parts) => alter(dialect, table, parts),
        Operation::TakeOff(table, key) => alter(dialect, table, &[Part::DropForeignKey(key.clone())]),
        Operation::PutOn(table, key) => alter(dialect, table, &[Part::AddForeignKey(key.clone())]),
        Operation::Lengthen(_) => Vec::new(),
        Operation::Shorten(limit) => vec![Statement::new(limit.keep(dialect))],
        Operation::CreateIndex(table, index) => {
            let table = Table::new(table.clone());
            let mut statement = create_index(dialect, &table, index);
            // Somebody may have built it CONCURRENTLY before.
            statement.sql = statement.sql.replacen("INDEX ", "INDEX IF NOT EXISTS ", 1);
            vec![statement]
        }
        Operation::DropIndex(table, index) => {
            vec![drop_index(dialect, &Table::new(table.clone()), index)]
        }
        Operation::Rows(rows_of) => rows(dialect, rows_of),
    }
}

fn rename_table(dialect: Dialect, from: &ObjectName, to: &ObjectName) -> Statement {
    let name = dialect.identifier(&to.name);
    let rename = format!("ALTER TABLE {} RENAME TO {name}", dialect.object(from));
    Statement::new(rename).creates(dialect, to)
}

fn rename_sequence(dialect: Dialect, from: &ObjectName, to: &ObjectName) -> Statement {
    let name = dialect.identifier(&to.name);
    let condition = format!("{} AND NOT {}", dialect.relation_exists(from), dialect.relation_exists(to));
    let rename = format!("ALTER SEQUENCE {} RENAME TO {name}", dialect.object(from));
    let body = format!("BEGIN\n  IF {condition} THEN\n    {rename};\n  END IF;\nEND");
    Statement::new(format!("DO {}", dialect.literal(&body)))
}

fn alter(dialect: Dialect, table: &ObjectName, parts: &[Part]) -> Vec<Statement> {
    let begin = format!("ALTER TABLE {}", dialect.object(table));
    if dialect == Dialect::Sqlite {
        let statements = parts.iter().flat_map(|part| {
            let must_hold = match part {
                Part::RenameColumn(_, to) => Some(dialect.column_exists(table, to)),
                _ => None,
            };
            let actions = action(dialect, table, part).into_iter();
            actions.map(move |action| Statement {
                must_hold: must_hold.clone(),
                ..Statement::new(format!("ALTER TABLE {} {action}", dialect.object(table)))
            })
        });
        return statements.collect();
    }
    let actions: Vec<String> = parts.iter().flat_map(|part| action(dialect, table, part)).collect();
    let change = Statement::new(format!("{begin}\n    {}", actions.join(",\n    ")));
    let before = parts.iter().filter_map(|part| numbering::before(table, part));
    let after = parts.iter().flat_map(|part| numbering::after(table, part));
    before.chain([change]).chain(after).collect()
}

fn action(dialect: Dialect, table: &ObjectName, part: &Part) -> Vec<String> {
    let drop = |name: &Option<String>, columns: &[String], label: &str| {
        let name = name.clone().unwrap_or_else(|| constraint(&table.name, columns, label));
        vec![format!("DROP CONSTRAINT {}", dialect.identifier(&name))]
    };
    match part {
        Part::AddColumn(column) => vec![format!("ADD COLUMN {}", dialect.column_definition(column))],
        Part::DropColumn(column) => vec![format!("DROP COLUMN {}", dialect.identifier(&column.name))],
        Part::RenameColumn(from, to) => {
            vec![format!("RENAME COLUMN {} TO {}", dialect.identifier(from), dialect.identifier(to))]
        }
        Part::ChangeColumn(change) => change_column(dialect, table, &change.0, &change.1),
        Part::AddPrimaryKey(key) => vec![format!("ADD {}", key_clause(dialect, key, "PRIMARY KEY"))],
        Part::DropPrimaryKey(key) => drop(&key.name, &[], "pkey"),
        Part::AddUnique(key) => vec![format!("ADD {}", key_clause(dialect, key, "UNIQUE"))],
        Part::DropUnique(key) => drop(&key.name, &key.columns, "key"),
        Part::AddForeignKey(key) => vec![format!("ADD {}", foreign_key_clause(dialect, key))],
        Part::DropForeignKey(key) => drop(&key.name, &key.columns, "fkey"),
        Part::CheckForeignKey(key) => {
            let name = key.name.as_deref().unwrap_or_default();
            vec![format!("VALIDATE CONSTRAINT {}", dialect.identifier(name))]
        }
    }
}

fn change_column(dialect: Dialect, table: &ObjectName, from: &Column, to: &Column) -> Vec<String> {
    let name = dialect.identifier(&to.name);
    let mut actions = Vec::new();
    if from.data_type != to.data_type {
        let is_read = from.data_type.kind.is_text() && to.data_type.kind.is_integer();
        let using = if is_read { format!(" USING {name}::{}", to.data_type.text) } else { String::new() };
        actions.push(format!("ALTER COLUMN {name} TYPE {}{using}", to.data_type.text));
    }
    actions.extend(numbering::actions(table, from, to));
    if from.default != to.default {
        actions.push(match default_clause(to, WrapExpressions::WhereNeeded) {
            Some(default) => format!("ALTER COLUMN {name} SET {default}"),
            None => format!("ALTER COLUMN {name} DROP DEFAULT"),
        });
    }
    if from.nullable != to.nullable {
        let verb = if to.nullable { "DROP" } else { "SET" };
        actions.push(format!("ALTER COLUMN {name} {verb} NOT NULL"));
    }
    actions
}
