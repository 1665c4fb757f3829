//! The steps from one release of a library to a later one: each operation, and its opposite for the way back.

mod mysql;
mod numbering;
mod transaction;

pub use mysql::has_begun;

use super::steps::{drop_our_table, guarded, if_not_exists};
use super::{Statement, StepStatements};
use crate::decide::evolution::{Rows, Stage, with_names};
use crate::dialects::Dialect;
use crate::dialects::ddl::{ForeignKeys, create_table};
use crate::model::names::ObjectName;
use crate::model::schema::Table;

/// Writes the step that notes how many rows there are.
pub fn count(dialect: Dialect, journal: &ObjectName, table: &Table, of: &[ObjectName]) -> StepStatements {
    let name = dialect.object(&table.name);
    let create = create_table(dialect, table, ForeignKeys::All);
    let mut up = vec![Statement::new(if_not_exists(dialect, &create)).creates(dialect, &table.name)];
    let counts: Vec<String> = of
        .iter()
        .map(|of| {
            format!("SELECT {}, count(*) FROM {}", dialect.literal(&of.to_string()), dialect.object(of))
        })
        .collect();
    let insert = format!("INSERT INTO {name} (name, n)\n{}", counts.join("\nUNION ALL\n"));
    match dialect {
        Dialect::MySql => up.extend(guarded(&format!("NOT EXISTS (SELECT 1 FROM {name})"), &insert)),
        Dialect::PostgreSql | Dialect::Sqlite => {
            let mut insert = Statement::new(insert);
            insert.must_hold = Some(format!("EXISTS (SELECT 1 FROM {name})"));
            up.push(insert);
        }
    }
    StepStatements { up, down: drop_our_table(dialect, journal, &table.name) }
}

/// Writes a step.
pub fn write(dialect: Dialect, journal: &ObjectName, stage: &Stage) -> StepStatements {
    let mut written = match dialect {
        Dialect::MySql => mysql::write(journal, stage),
        Dialect::PostgreSql | Dialect::Sqlite => transaction::write(dialect, stage),
    };
    if let Some(first) = written.up.first_mut().filter(|_| stage.opens) {
        let own = first.comment.take().map(|own| format!(" {own}")).unwrap_or_default();
        first.comment = Some(format!("{}{own}", stage.cause));
    }
    written
}

/// The statements of rows, the first with the comment.
fn rows(dialect: Dialect, rows: &Rows) -> Vec<Statement> {
    let texts = rows.up.split("\n;\n").filter(|text| !text.is_empty());
    let mut statements: Vec<Statement> = texts
        .map(|text| Statement::new(if_not_exists(dialect, &with_names(text, &rows.tables, dialect))))
        .collect();
    if let Some(first) = statements.first_mut() {
        first.comment = Some(rows.comment.to_owned());
    }
    statements
}
