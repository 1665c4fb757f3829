//! `CREATE TABLE`: its elements, and the options behind them.

use crate::dialects::Dialect;
use crate::dialects::ddl::{IDENTITY_OPTIONS, UNLOGGED};
use crate::findings::Span;
use crate::model::names::ObjectName;
use crate::model::schema::{AutoNumber, Column, Index, IndexTarget, Key, OtherObject, Table};

use super::cursor::Cursor;
use super::elements::{Element, elements};
use super::expressions::statement_identifiers;
use super::options::options;
use super::replay::Replay;
use super::report;

/// MySQL's limit, the highest that any of the databases has in its usual configuration.
const MOST_COLUMNS: usize = 4096;

/// What stands between `CREATE` and `TABLE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Manner {
    /// Nothing that matters.
    Lasting,
    /// `TEMPORARY`.
    Temporary,
    /// PostgreSQL's `UNLOGGED`.
    Unlogged,
}

/// Reads `CREATE TABLE` behind the word `TABLE`. Gives the reason when it cannot.
pub(crate) fn create_table(
    replay: &mut Replay,
    cursor: &mut Cursor<'_>,
    span: Span,
    manner: Manner,
) -> Result<(), &'static str> {
    let if_not_exists = cursor.accept_if_exists();
    let name = cursor.object_name().ok_or("the table has no name")?;
    if replay.dialect() == Dialect::Sqlite && name.name.to_ascii_lowercase().starts_with("sqlite_") {
        // The shell's `.schema` lists what SQLite keeps for itself; nobody can create it.
        return Ok(());
    }
    let name = replay.qualify(name);
    let mut table = Table::new(name.clone());
    table.span = span;
    if cursor.accept("like") {
        let other = cursor.object_name().ok_or("the table after LIKE has no name")?;
        copy_table(replay, &mut table, &other, true);
    } else if cursor.is_symbol('(') && !is_query(cursor, 1) {
        let (body, closed) = cursor.group_and_end().ok_or("its columns could not be found")?;
        if !closed {
            replay.findings.push(report::syntax_repaired(
                format!("The closing parenthesis of table `{name}` is missing."),
                "Check that its last columns were read as you mean them.",
                span,
            ));
        }
        if cursor.is("as") || is_query(cursor, 0) {
            keep_query_table(replay, cursor, table, manner);
            return Ok(());
        }
        fill(replay, &mut table, &body);
    } else if cursor.is("as")
        || is_query(cursor, 0)
        || cursor.is_symbol('(')
        || cursor.are(&["partition", "of"])
        || cursor.is("of")
        || query_comes(cursor)
    {
        keep_query_table(replay, cursor, table, manner);
        return Ok(());
    } else {
        return Err("it has no list of columns");
    }
    if cursor.is_symbol(')') {
        let at = cursor.at;
        cursor.at += 1;
        replay.findings.push(report::syntax_repaired(
            format!("There is one closing parenthesis too many after table `{name}`."),
            "Check that its last columns were read as you mean them.",
            cursor.span_from(at),
        ));
    }
    inherit(replay, &mut table, *cursor);
    options(cursor, &mut table);
    if manner == Manner::Unlogged {
        table.options.push(UNLOGGED.to_owned());
    }
    Replay::settle_primary_key(replay.dialect(), &mut table);
    if replay.dialect() == Dialect::PostgreSql {
        merge_equal_keys(&mut table);
    }
    if manner == Manner::Temporary {
        replay.temporary.push(table.name.clone());
    }
    replay.create_table(table, if_not_exists);
    Ok(())
}

/// PostgreSQL makes one index of keys over the same columns in one statement: the first has it, the primary key before all,
/// and takes the name of the other if it has none.
/// <https://github.com/postgres/postgres/blob/REL_17_STABLE/src/backend/parser/parse_utilcmd.c>, `transformIndexConstraints`.
fn merge_equal_keys(table: &mut Table) {
    let mut kept: Vec<Key> = Vec::new();
    for key in std::mem::take(&mut table.uniques) {
        let mut earlier = table.primary_key.iter_mut().chain(&mut kept);
        match earlier.find(|earlier| earlier.columns == key.columns && earlier.rest == key.rest) {
            Some(earlier) => earlier.name = earlier.name.take().or(key.name),
            None => kept.push(key),
        }
    }
    table.uniques = kept;
}

/// The columns that come from the tables after `INHERITS` stand before the table's own.
fn inherit(replay: &mut Replay, table: &mut Table, cursor: Cursor<'_>) {
    let mut cursor = cursor;
    if replay.dialect() != Dialect::PostgreSql || !cursor.accept("inherits") {
        return;
    }
    let Some(parents) = cursor.group() else { return };
    let mut columns: Vec<Column> = Vec::new();
    for mut parent in parents.split_commas() {
        let Some(parent) = parent.object_name().map(|name| replay.qualify(name)) else { continue };
        let inherited = replay.table(&parent).map(|parent| parent.columns.clone()).unwrap_or_default();
        replay.charge(inherited.len() * (1 + columns.len() + table.columns.len()));
        for column in inherited {
            let known = columns.iter().chain(&table.columns).any(|other| other.name == column.name);
            if !known && columns.len() < MOST_COLUMNS {
                // Numbers are not inherited: an identity is its table's own, and a serial's default needs no repeating.
                columns.push(Column { auto_number: None, ..column });
            }
        }
    }
    columns.append(&mut table.columns);
    table.columns = columns;
}

fn is_query(cursor: &Cursor<'_>, ahead: usize) -> bool {
    ["select", "with", "values"].iter().any(|word| cursor.is_at(ahead, word))
        && !(cursor.is_at(ahead, "with") && cursor.symbol_at(ahead + 1, '('))
}

/// Whether a query comes after the table's options: `ON COMMIT DROP AS SELECT …`, `ENGINE=InnoDB SELECT …`.
fn query_comes(cursor: &Cursor<'_>) -> bool {
    (1..cursor.rest().tokens.len()).any(|ahead| is_query(cursor, ahead))
}

/// A table whose columns come from a query, or from another table that it is a partition of.
fn keep_query_table(replay: &mut Replay, cursor: &Cursor<'_>, table: Table, manner: Manner) {
    let Table { name, span, .. } = table.clone();
    if manner == Manner::Temporary {
        // What is done with it later is about a table that goes with the session.
        replay.temporary.push(name);
        return replay.create_table(table, true);
    }
    let text = cursor.script.text.get(span.start..span.end).unwrap_or_default().to_owned();
    let reason = if cursor.is("partition") {
        "a partition has the columns of its parent"
    } else if cursor.is("of") {
        "its columns are those of a type"
    } else {
        "its columns come from a query"
    };
    replay.findings.push(report::statement_ignored(&text, reason, span));
    replay.schema.others.push(OtherObject {
        kind: "table".to_owned(),
        name: Some(name),
        text,
        identifiers: statement_identifiers(cursor.script, cursor.tokens, false),
        span,
    });
}

/// Reads the inside of the parentheses.
fn fill(replay: &mut Replay, table: &mut Table, body: &Cursor<'_>) {
    let last_comma = body.tokens.last().filter(|token| token.is_symbol(','));
    if let Some(comma) = last_comma {
        replay.findings.push(report::syntax_repaired(
            format!("There is a comma after the last part of table `{}`.", table.name),
            "Nothing to do; without the comma it reads the same.",
            Span::new(comma.start, comma.end),
        ));
    }
    for mut part in body.split_commas() {
        let span = part.span();
        let (found, missing) = elements(&mut part);
        if missing {
            replay.findings.push(report::syntax_repaired(
                format!("A comma is missing between two parts of table `{}`.", table.name),
                "Check that both parts were read as you mean them.",
                span,
            ));
        }
        for element in found {
            add_element(replay, table, element, span);
        }
    }
}

/// Adds one element to a table.
pub(crate) fn add_element(replay: &mut Replay, table: &mut Table, element: Element, span: Span) {
    let dialect = replay.dialect();
    match element {
        Element::Column(read) => {
            let read = *read;
            let owner = format!("column `{}.{}`", table.name, read.column.name);
            // How an identity counts is understood, and every output says it.
            let unread = read.column.unread.iter().filter(|text| !text.starts_with(IDENTITY_OPTIONS));
            for text in unread {
                replay.findings.push(report::clause_unread(&owner, text, read.column.span));
            }
            if let Some(key) = read.primary_key {
                set_primary_key(replay, table, key);
            }
            table.uniques.extend(read.uniques);
            table.checks.extend(read.checks);
            for mut key in read.foreign_keys {
                key.foreign_table = replay.qualify(key.foreign_table);
                table.foreign_keys.push(key);
            }
            add_column(replay, table, read.column, &owner);
        }
        Element::PrimaryKey { mut key, lost } => {
            if let Some(text) = lost.filter(|_| table.primary_key.is_none()) {
                replay.findings.push(report::clause_unread(&format!("table `{}`", table.name), &text, span));
                table.unread.push(text);
            }
            // SQLite's `PRIMARY KEY (id AUTOINCREMENT)`.
            if key.rest.as_deref().is_some_and(|rest| rest.eq_ignore_ascii_case("autoincrement")) {
                key.rest = None;
                let name = key.columns.first().cloned().unwrap_or_default();
                if let Some(column) =
                    table.columns.iter_mut().find(|column| dialect.same_name(&column.name, &name))
                {
                    column.auto_number = Some(AutoNumber::AutoIncrement);
                }
            }
            set_primary_key(replay, table, key);
        }
        Element::Unique(key) => table.uniques.push(key),
        Element::ForeignKey(mut key) => {
            key.foreign_table = replay.qualify(key.foreign_table);
            table.foreign_keys.push(key);
        }
        Element::Check(check) => table.checks.push(check),
        Element::Index(index) => table.indexes.push(index),
        Element::Like(other, all) => copy_table(replay, table, &other, all),
        Element::UsingIndex { name, primary, index } => {
            use_index(table, name, primary, &index, dialect, span)
        }
        Element::Unread(text) => {
            replay.findings.push(report::clause_unread(&format!("table `{}`", table.name), &text, span));
            table.unread.push(text);
        }
    }
}

fn add_column(replay: &mut Replay, table: &mut Table, column: Column, owner: &str) {
    let dialect = replay.dialect();
    if table.columns.len() >= MOST_COLUMNS {
        let reason = "a table has fewer columns than this";
        replay.findings.push(report::statement_ignored(&column.name, reason, column.span));
    } else if table.columns.iter().any(|other| dialect.same_name(&other.name, &column.name)) {
        replay.findings.push(report::syntax_repaired(
            format!("{owner} is defined twice; the first definition was kept.")
                .replacen("column", "Column", 1),
            "Take out the definition that does not hold.",
            column.span,
        ));
    } else {
        table.columns.push(column);
    }
}

/// Sets the primary key, of which there is one only.
fn set_primary_key(replay: &mut Replay, table: &mut Table, key: Key) {
    if table.primary_key.is_some() {
        replay.findings.push(report::syntax_repaired(
            format!("Table `{}` is given a second primary key; the first one was kept.", table.name),
            "Take out the one that does not hold.",
            key.span,
        ));
    } else {
        table.primary_key = Some(key);
    }
}

/// Turns an index that exists into a key.
fn use_index(
    table: &mut Table,
    name: Option<String>,
    primary: bool,
    index: &str,
    dialect: Dialect,
    span: Span,
) {
    let same = |other: &Index| other.name.as_deref().is_some_and(|other| dialect.same_name(other, index));
    let Some(at) = table.indexes.iter().position(same) else { return };
    let columns = table.indexes.remove(at).parts.into_iter().filter_map(|part| match part.target {
        IndexTarget::Column(name) => Some(name),
        IndexTarget::Expression(_) => None,
    });
    let key =
        Key { name: name.or_else(|| Some(index.to_owned())), columns: columns.collect(), rest: None, span };
    if primary {
        table.primary_key.get_or_insert(key);
    } else {
        table.uniques.push(key);
    }
}

/// Takes over another table's definition, without its foreign keys.
fn copy_table(replay: &mut Replay, table: &mut Table, other: &ObjectName, all: bool) {
    let dialect = replay.dialect();
    let Some(other) = replay.table(other) else {
        table.unread.push(format!("LIKE {other}"));
        return;
    };
    let mut columns = other.columns.clone();
    if all {
        table.primary_key = other.primary_key.clone().map(|key| Key { name: None, ..key });
        let keep_name = dialect == Dialect::MySql;
        table.uniques.extend(
            other
                .uniques
                .iter()
                .cloned()
                .map(|key| Key { name: key.name.clone().filter(|_| keep_name), ..key }),
        );
        table.indexes.extend(
            other
                .indexes
                .iter()
                .cloned()
                .map(|index| Index { name: index.name.clone().filter(|_| keep_name), ..index }),
        );
        table.checks.extend(other.checks.iter().cloned());
        if keep_name {
            table.options.clone_from(&other.options);
        }
    } else {
        for column in &mut columns {
            column.default = None;
            column.auto_number = None;
            column.generated = None;
        }
    }
    table.columns.extend(columns);
}
