//! Rows that get another identity, and the columns that follow them.

use super::Rows;
use crate::decide::{Follower, Following};
use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::Table;
use crate::outputs::migration::Statement;
use crate::outputs::migration::columns::unnoted;
use crate::outputs::migration::quiet::quietly;
use crate::outputs::migration::steps::{and_done, guarded_statement, not_done};

/// What comes before the table itself changes: what refers to its rows follows first, so that no `ON UPDATE` of the
/// database's own has anything left to do.
pub fn up(rows: &Rows<'_>, journal: &ObjectName) -> Vec<Statement> {
    let Some(following) = &rows.change.following else { return Vec::new() };
    if rows.change.rekey.is_none() {
        return unreferred(rows, following).into_iter().collect();
    }
    let mut statements = wait(rows);
    for follower in following.columns.iter().rev() {
        statements.extend(follow(rows, follower, &rows.id("k"), &rows.new_id(), &not_done(journal)));
    }
    statements
}

/// The same on the way back.
pub fn down(rows: &Rows<'_>, journal: &ObjectName) -> Vec<Statement> {
    let Some(following) = rows.change.following.as_ref().filter(|_| rows.change.rekey.is_some()) else {
        return Vec::new();
    };
    let condition = has_run(rows, journal);
    let mut statements = wait(rows);
    let ending = end_referred(rows, following, journal);
    let ending = ending.into_iter().flat_map(|statement| only_if(rows, &condition, statement)).collect();
    statements.extend(quietly(rows.dialect, &rows.change.from, &rows.change.quiet, ending));
    let noted = note_referred(rows, following, journal);
    statements.extend(noted.into_iter().flat_map(|statement| only_if(rows, &condition, statement)));
    for follower in following.columns.iter().rev() {
        statements.extend(follow(rows, follower, &rows.new_id(), &rows.id("k"), &condition));
    }
    statements
}

/// The condition, and that nothing refers to the row `t`.
pub fn unless_referred(rows: &Rows<'_>, condition: &str) -> String {
    match &rows.change.following {
        Some(following) => {
            let referred = following.columns.iter().filter(|follower| follower.is_direct);
            referred.fold(condition.to_owned(), |all, follower| {
                format!("{all}\n    AND NOT {}", refers(rows, follower))
            })
        }
        None => condition.to_owned(),
    }
}

/// Gives rows of the table another identity.
pub fn exchange_own(rows: &Rows<'_>, from: &str, to: &str) -> Statement {
    exchange(rows, &rows.change.to, &rows.change.id, from, to)
}

/// SQLite: the two sides of a reference change one after the other, so both are looked at when all is done.
fn wait(rows: &Rows<'_>) -> Vec<Statement> {
    match rows.dialect {
        Dialect::Sqlite => vec![Statement::new("PRAGMA defer_foreign_keys = ON")],
        Dialect::PostgreSql | Dialect::MySql => Vec::new(),
    }
}

fn has_run(rows: &Rows<'_>, journal: &ObjectName) -> String {
    rows.has_run(journal)
}

/// MySQL: only under the condition.
fn only_if(rows: &Rows<'_>, condition: &str, statement: Statement) -> Vec<Statement> {
    match rows.dialect {
        Dialect::MySql => guarded_statement(condition, &statement),
        Dialect::PostgreSql | Dialect::Sqlite => vec![statement],
    }
}

fn follow(rows: &Rows<'_>, follower: &Follower, from: &str, to: &str, condition: &str) -> Vec<Statement> {
    let statement = exchange(rows, &follower.table, &follower.column, from, to);
    let statements = only_if(rows, condition, statement);
    quietly(rows.dialect, &follower.table, &follower.quiet, statements)
}

/// Where the column has what the keep table has on one side, it gets what is there on the other.
fn exchange(rows: &Rows<'_>, table: &Table, column: &str, from: &str, to: &str) -> Statement {
    let dialect = rows.dialect;
    let (own, kept, table_name) = (rows.column("t", column), rows.kept(), dialect.object(&table.name));
    let name = dialect.identifier(column);
    match dialect {
        Dialect::PostgreSql => Statement::new(format!(
            "UPDATE {table_name} AS t\nSET {name} = {to}\nFROM {kept} AS k\nWHERE {own} = {from} AND {from} <> {to}"
        )),
        Dialect::MySql => {
            let mut assignments = vec![format!("{own} = {to}")];
            assignments.extend(unnoted(table, "t"));
            Statement::new(format!(
                "UPDATE {table_name} AS t\nJOIN {kept} AS k ON {from} = {own}\nSET {}",
                assignments.join(", ")
            ))
        }
        Dialect::Sqlite => {
            let source = format!("{kept} AS k WHERE {from} = {own}");
            let mut statement = Statement::new(format!(
                "UPDATE {table_name} AS t\nSET {name} = (SELECT {to} FROM {source})\nWHERE EXISTS (SELECT 1 FROM {source} AND {from} <> {to})"
            ));
            statement.must_hold = Some(format!(
                "NOT EXISTS (SELECT 1 FROM {table_name} AS t JOIN {kept} AS k ON {from} = {own} AND {from} <> {to})"
            ));
            statement
        }
    }
}

/// A row of the follower's refers to the row `t`. Rows of the table itself count when they were there before.
fn refers(rows: &Rows<'_>, follower: &Follower) -> String {
    let (table, own) = (rows.dialect.object(&follower.table.name), rows.column("f", &follower.column));
    let id = rows.id("t");
    if follower.table.name != rows.change.from.name {
        return format!("EXISTS (SELECT 1 FROM {table} AS f WHERE {own} = {id})");
    }
    let old = format!(
        "SELECT DISTINCT {own} AS c FROM {table} AS f JOIN {} AS k ON {new} = {} OR {new} = {}",
        rows.kept(),
        rows.new_id(),
        rows.id("k"),
        new = rows.id("f")
    );
    // MySQL does not look into the table that it changes, other than by a table made for the purpose.
    format!("EXISTS (SELECT 1 FROM ({old}) AS f WHERE f.c = {id})")
}

/// The row `t` was made since, and something refers to it.
fn new_and_referred(rows: &Rows<'_>, following: &Following) -> Option<String> {
    let direct = following.columns.iter().filter(|follower| follower.is_direct);
    let referred: Vec<String> = direct.map(|follower| refers(rows, follower)).collect();
    (!referred.is_empty() && rows.change.forgets_new_rows)
        .then(|| format!("NOT {}\n    AND ({})", rows.is_old(), referred.join("\n    OR ")))
}

/// Rows that cannot go, because something refers to them, are made harmless.
fn end_referred(rows: &Rows<'_>, following: &Following, journal: &ObjectName) -> Option<Statement> {
    let (name, value) = following.harmless.as_ref()?;
    let condition = new_and_referred(rows, following)?;
    let (table, own) = (rows.table(), rows.column("t", name));
    let mut assignments = vec![match rows.dialect {
        Dialect::MySql => format!("{own} = {value}"),
        Dialect::PostgreSql | Dialect::Sqlite => format!("{} = {value}", rows.dialect.identifier(name)),
    }];
    if rows.dialect == Dialect::MySql {
        assignments.extend(unnoted(&rows.change.to, "t"));
    }
    let mut statement = Statement::with(
        "Rows that were made since, and that others refer to, stay with those; but nothing can be done with them.",
        format!(
            "UPDATE {table} AS t\nSET {}\nWHERE {condition}{}",
            assignments.join(", "),
            and_done(rows.dialect, journal)
        ),
    );
    statement.must_hold =
        Some(format!("NOT EXISTS (SELECT 1 FROM {table} AS t WHERE {condition} AND {own} <> {value})"));
    Some(statement)
}

/// Where the old columns are too short for their identities, they get the beginning of these.
fn note_referred(rows: &Rows<'_>, following: &Following, journal: &ObjectName) -> Option<Statement> {
    let length = following.shortened_to?;
    let condition = new_and_referred(rows, following)?;
    let rekey = rows.change.rekey.as_ref()?;
    let columns = rows.change.keep.columns.iter().map(|column| column.name.as_str());
    let values: Vec<String> = columns
        .clone()
        .map(|name| match rows.change.altered.iter().find(|altered| altered.kept_as == name) {
            _ if rekey.kept_as == name => rows.id("t"),
            _ if rows.expired().is_some_and(|(_, kept_as)| kept_as == name) => "0".to_owned(),
            _ if rows.change.id == name => format!("left({}, {length})", rows.id("t")),
            Some(altered) => rows.column("t", &altered.name),
            None => rows.column("t", name),
        })
        .collect();
    Some(Statement::new(format!(
        "INSERT INTO {} ({})\nSELECT\n    {}\nFROM {} AS t\nWHERE {condition}{}",
        rows.kept(),
        rows.dialect.identifiers(columns),
        values.join(",\n    "),
        rows.table(),
        and_done(rows.dialect, journal)
    )))
}

/// SQLite cannot take a foreign key off: nothing may refer to the rows that go, or the script undoes all that it has done.
fn unreferred(rows: &Rows<'_>, following: &Following) -> Option<Statement> {
    let goes = rows.goes("t").filter(|_| rows.dialect == Dialect::Sqlite)?;
    let direct = following.columns.iter().filter(|follower| follower.is_direct);
    let referred: Vec<String> = direct.map(|follower| refers(rows, follower)).collect();
    let mut statement = Statement::new(format!("DELETE FROM {} WHERE 0", rows.kept()));
    statement.must_hold = Some(format!(
        "NOT EXISTS (SELECT 1 FROM {} AS t WHERE {goes} AND ({}))",
        rows.table(),
        referred.join(" OR ")
    ));
    (!referred.is_empty()).then_some(statement)
}
