//! Columns and indexes that come, columns that get another name or other values; and the way back.

use super::{Rows, alter_table};
use crate::decide::{AddedColumn, CarriedBack};
use crate::dialects::Dialect;
use crate::dialects::ddl::{WrapExpressions, default_clause};
use crate::dialects::mysql::data::index_exists;
use crate::dialects::mysql::ddl::index_clause;
use crate::model::names::ObjectName;
use crate::model::schema::Column;
use crate::outputs::migration::Statement;
use crate::outputs::migration::columns::unnoted;
use crate::outputs::migration::steps::{
    create_index, done, drop_index, guarded, guarded_statement, not_done,
};

/// What comes, after what goes has gone.
pub fn up(rows: &Rows<'_>, journal: &ObjectName) -> Vec<Statement> {
    let mut statements = renames(rows);
    statements.extend(add(rows));
    statements
        .extend(fill(rows).into_iter().flat_map(|statement| while_(rows, &not_done(journal), statement)));
    statements
        .extend(alter(rows).into_iter().flat_map(|statement| while_(rows, &not_done(journal), statement)));
    statements.extend(settle(rows));
    for index in &rows.change.new_indexes {
        match (rows.dialect, &index.name) {
            (Dialect::MySql, Some(name)) => statements.extend(guarded(
                &format!("NOT {}", index_exists(&rows.change.from.name, name)),
                &format!("ALTER TABLE {} ADD {}", rows.table(), index_clause(index)),
            )),
            _ => statements.push(create_index(rows.dialect, &rows.change.to, index)),
        }
    }
    statements
}

/// All of that undone, before what has gone comes back.
pub fn down(rows: &Rows<'_>, journal: &ObjectName) -> Vec<Statement> {
    let mut statements = Vec::new();
    let table = &rows.change.from.name;
    for index in &rows.change.new_indexes {
        match (rows.dialect, &index.name) {
            (Dialect::MySql, Some(name)) => statements.extend(guarded(
                &format!("{} AND {}", rows.dialect.relation_exists(journal), index_exists(table, name)),
                &format!("ALTER TABLE {} DROP INDEX {}", rows.table(), rows.dialect.identifier(name)),
            )),
            _ => statements.push(drop_index(rows.dialect, &rows.change.to, index)),
        }
    }
    statements.extend(unsettle(rows, journal));
    statements.extend(carry_back(rows, journal));
    statements.extend(
        restore(rows).into_iter().flat_map(|statement| while_(rows, &rows.has_run(journal), statement)),
    );
    statements.extend(remove(rows, journal));
    statements.extend(rename_back(rows, journal));
    statements
}

/// MySQL: only under the condition.
fn while_(rows: &Rows<'_>, condition: &str, statement: Statement) -> Vec<Statement> {
    match rows.dialect {
        Dialect::MySql => guarded_statement(condition, &statement),
        Dialect::PostgreSql | Dialect::Sqlite => vec![statement],
    }
}

/// The columns under their new names.
fn renames(rows: &Rows<'_>) -> Vec<Statement> {
    let renamed = rows.change.renamed.iter();
    renamed.flat_map(|(old, new)| rename_one(rows, old, new, &is_called(rows, old, new))).collect()
}

/// The columns under their old names again.
fn rename_back(rows: &Rows<'_>, journal: &ObjectName) -> Vec<Statement> {
    let renamed = rows.change.renamed.iter();
    let guard = |old, new| format!("{}\n    AND {}", rows.has_run(journal), is_called(rows, new, old));
    renamed.flat_map(|(old, new)| rename_one(rows, new, old, &guard(old, new))).collect()
}

fn rename_one(rows: &Rows<'_>, from: &str, to: &str, guard: &str) -> Vec<Statement> {
    let (table, dialect) = (rows.table(), rows.dialect);
    let mut statement = Statement::new(format!(
        "ALTER TABLE {table} RENAME COLUMN {} TO {}",
        dialect.identifier(from),
        dialect.identifier(to)
    ));
    statement.must_hold = Some(dialect.column_exists(&rows.change.from.name, to));
    while_(rows, guard, statement)
}

/// The column is still called so, and not yet the other way.
fn is_called(rows: &Rows<'_>, name: &str, other: &str) -> String {
    let exists = |column: &str| rows.dialect.column_exists(&rows.change.from.name, column);
    format!("{}\n    AND NOT {}", exists(name), exists(other))
}

/// The column while it has no values yet.
fn relaxed(added: &AddedColumn) -> Column {
    match added.value {
        Some(_) => Column { nullable: true, default: None, ..added.column.clone() },
        None => added.column.clone(),
    }
}

fn add(rows: &Rows<'_>) -> Vec<Statement> {
    let (table, dialect) = (rows.table(), rows.dialect);
    let added = rows.change.added.iter();
    match dialect {
        Dialect::PostgreSql => {
            let actions: Vec<String> = added
                .map(|added| format!("ADD COLUMN {}", dialect.column_definition(&relaxed(added))))
                .collect();
            alter_table(&table, &actions).into_iter().collect()
        }
        Dialect::MySql => added
            .flat_map(|added| {
                guarded(
                    &format!("NOT {}", dialect.column_exists(&rows.change.from.name, &added.column.name)),
                    &format!("ALTER TABLE {table} ADD COLUMN {}", dialect.column_definition(&relaxed(added))),
                )
            })
            .collect(),
        // It cannot change a column later: it comes as it will stay.
        Dialect::Sqlite => added
            .map(|added| {
                let definition = dialect.column_definition(&added.column);
                let mut statement = Statement::new(format!("ALTER TABLE {table} ADD COLUMN {definition}"));
                statement.must_hold = Some(dialect.column_exists(&rows.change.from.name, &added.column.name));
                statement
            })
            .collect(),
    }
}

fn fill(rows: &Rows<'_>) -> Vec<Statement> {
    let added = rows.change.added.iter();
    let added = added.filter_map(|added| Some((added.column.name.as_str(), added.value.as_ref()?)));
    let values: Vec<(&str, &String)> = added.collect();
    let texts: Vec<&str> = values.iter().map(|(_, value)| value.as_str()).collect();
    let joins = rows.change.joins(&texts);
    if joins.is_empty() || rows.dialect == Dialect::MySql {
        let assignment = |(name, value): &(&str, &String)| format!("{} = {value}", assigned(rows, name));
        return rows.set_in_all(values.iter().map(assignment).collect());
    }
    // Their UPDATE joins no table to the one that it changes, but to another look at it.
    let found: Vec<String> =
        texts.iter().enumerate().map(|(number, value)| format!("{value} AS v{number}")).collect();
    let assignments = values
        .iter()
        .enumerate()
        .map(|(number, (name, _))| format!("{} = q.v{number}", rows.dialect.identifier(name)));
    let from = format!(
        "(\n    SELECT {} AS row_id, {}\n    FROM {}\n) AS q",
        rows.id("t"),
        found.join(", "),
        rows.change.rows(rows.dialect, &texts)
    );
    rows.set_in_all_from(assignments.collect(), &format!("\nFROM {from}\nWHERE q.row_id = {}", rows.id("t")))
}

/// The column on the left of an assignment.
fn assigned(rows: &Rows<'_>, name: &str) -> String {
    match rows.dialect {
        Dialect::MySql => rows.column("t", name),
        Dialect::PostgreSql | Dialect::Sqlite => rows.dialect.identifier(name),
    }
}

/// Gives every altered column its new value.
fn alter(rows: &Rows<'_>) -> Vec<Statement> {
    let altered = rows.change.altered.iter();
    altered.map(|altered| exchange(rows, &altered.name, &altered.name, &altered.kept_as)).collect()
}

/// Gives every altered column its old value back, unless the application has changed it since.
fn restore(rows: &Rows<'_>) -> Vec<Statement> {
    let altered = rows.change.altered.iter();
    altered.map(|altered| exchange(rows, &altered.name, &altered.kept_as, &altered.name)).collect()
}

/// Where the column has what the keep table has under one name, it gets what is there under another.
fn exchange(rows: &Rows<'_>, name: &str, from: &str, to: &str) -> Statement {
    let (dialect, table) = (rows.dialect, rows.table());
    let (now, from, to) = (rows.column("t", name), rows.column("k", from), rows.column("k", to));
    let same = format!(
        "{} = {} AND NOT ({}) AND {}",
        rows.id("k"),
        rows.id("t"),
        dialect.differs(&now, &from),
        dialect.differs(&from, &to)
    );
    let kept = rows.kept();
    let own = assigned(rows, name);
    let mut statement = Statement::new(match dialect {
        Dialect::PostgreSql => {
            format!("UPDATE {table} AS t\nSET {own} = {to}\nFROM {kept} AS k\nWHERE {same}")
        }
        Dialect::MySql => {
            let mut assignments = vec![format!("{own} = {to}")];
            assignments.extend(unnoted(&rows.change.to, "t"));
            format!("UPDATE {table} AS t\nJOIN {kept} AS k ON {same}\nSET {}", assignments.join(", "))
        }
        Dialect::Sqlite => format!(
            "UPDATE {table} AS t\nSET {own} = (SELECT {to} FROM {kept} AS k WHERE {same})\nWHERE EXISTS (SELECT 1 FROM {kept} AS k WHERE {same})"
        ),
    });
    statement.must_hold = Some(format!("NOT EXISTS (SELECT 1 FROM {table} AS t JOIN {kept} AS k ON {same})"));
    statement
}

/// `NOT NULL` and defaults, once every row has a value. SQLite has them from the beginning or not at all.
fn settle(rows: &Rows<'_>) -> Vec<Statement> {
    let change = rows.change;
    let filled = change.added.iter().filter(|added| added.value.is_some()).map(|added| &added.column);
    let altered = change.altered.iter().filter_map(|altered| {
        let (from, to) = (change.from.column(&altered.name)?, change.to.column(&altered.name)?);
        (from != to).then_some(to)
    });
    match rows.dialect {
        Dialect::PostgreSql => {
            let mut actions: Vec<String> = Vec::new();
            for column in filled.chain(altered) {
                let name = rows.dialect.identifier(&column.name);
                let default = default_clause(column, WrapExpressions::WhereNeeded);
                actions.extend(default.map(|default| format!("ALTER COLUMN {name} SET {default}")));
                if !column.nullable {
                    actions.push(format!("ALTER COLUMN {name} SET NOT NULL"));
                }
            }
            alter_table(&rows.table(), &actions).into_iter().collect()
        }
        Dialect::MySql => {
            let stays = |column: &&Column| !column.nullable || column.default.is_some();
            let actions: Vec<String> =
                filled.filter(stays).chain(altered).map(|column| modify(rows, column)).collect();
            alter_table(&rows.table(), &actions).into_iter().collect()
        }
        Dialect::Sqlite => Vec::new(),
    }
}

fn modify(rows: &Rows<'_>, column: &Column) -> String {
    format!("MODIFY COLUMN {}", rows.dialect.column_definition(column))
}

/// Columns that were nullable are so again, before they get their NULLs back.
fn unsettle(rows: &Rows<'_>, journal: &ObjectName) -> Vec<Statement> {
    let change = rows.change;
    let altered = change.altered.iter().filter_map(|altered| {
        let (from, to) = (change.from.column(&altered.name)?, change.to.column(&altered.name)?);
        (from != to).then_some(from)
    });
    let dialect = rows.dialect;
    let actions: Vec<String> = altered
        .map(|column| match dialect {
            Dialect::MySql => modify(rows, column),
            _ => format!("ALTER COLUMN {} DROP NOT NULL", dialect.identifier(&column.name)),
        })
        .collect();
    let statement = alter_table(&rows.table(), &actions);
    statement.into_iter().flat_map(|statement| while_(rows, &rows.has_run(journal), statement)).collect()
}

/// What the application has written into columns that go, as far as the old ones can hold it.
fn carry_back(rows: &Rows<'_>, journal: &ObjectName) -> Vec<Statement> {
    let change = rows.change;
    let mut statements = Vec::new();
    for CarriedBack { name, value, condition } in &change.carried_back {
        let mut assignments = vec![format!("{} = {value}", assigned(rows, name))];
        if rows.dialect == Dialect::MySql {
            assignments.extend(unnoted(&change.to, "t"));
        }
        let whole = match rows.dialect {
            Dialect::MySql => format!("({condition})\n    AND {}", done(journal)),
            Dialect::PostgreSql | Dialect::Sqlite => condition.clone(),
        };
        let mut statement = Statement::new(format!(
            "UPDATE {} AS t\nSET {}\nWHERE {whole}",
            rows.table(),
            assignments.join(", ")
        ));
        statement.must_hold =
            Some(format!("NOT EXISTS (SELECT 1 FROM {} AS t WHERE {condition})", rows.table()));
        match rows.dialect {
            // The columns of both versions are there until the first of them has gone.
            Dialect::MySql => {
                let there = change
                    .renamed
                    .iter()
                    .map(|(_, new)| new)
                    .chain(change.added.iter().map(|added| &added.column.name));
                let there: Vec<String> =
                    there.map(|column| rows.dialect.column_exists(&change.from.name, column)).collect();
                let condition = format!("{}\n    AND {}", rows.has_run(journal), there.join("\n    AND "));
                statements.extend(guarded_statement(&condition, &statement));
            }
            Dialect::PostgreSql | Dialect::Sqlite => statements.push(statement),
        }
    }
    statements
}

/// Drops the columns that came.
fn remove(rows: &Rows<'_>, journal: &ObjectName) -> Vec<Statement> {
    let (table, dialect, change) = (rows.table(), rows.dialect, rows.change);
    let drop = |added: &AddedColumn| format!("DROP COLUMN {}", dialect.identifier(&added.column.name));
    let exists = |column: &str| dialect.column_exists(&change.from.name, column);
    match dialect {
        Dialect::PostgreSql => {
            let actions: Vec<String> = change.added.iter().map(drop).collect();
            alter_table(&table, &actions).into_iter().collect()
        }
        Dialect::MySql => {
            let mut statements = Vec::new();
            for added in &change.added {
                let mut guard = format!("{}\n    AND {}", rows.has_run(journal), exists(&added.column.name));
                // Once the other column has its old name back, this is the user's own.
                let displaced =
                    change.renamed.iter().find(|(old, _)| dialect.same_name(old, &added.column.name));
                if let Some((_, new)) = displaced {
                    guard.push_str(&format!("\n    AND {}", exists(new)));
                }
                statements.extend(guarded(&guard, &format!("ALTER TABLE {table} {}", drop(added))));
            }
            statements
        }
        Dialect::Sqlite => change
            .added
            .iter()
            .map(|added| {
                let mut statement = Statement::new(format!("ALTER TABLE {table} {}", drop(added)));
                statement.must_hold = Some(format!("NOT {}", exists(&added.column.name)));
                statement
            })
            .collect(),
    }
}
