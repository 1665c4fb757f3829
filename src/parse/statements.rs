//! One statement after the other: what each is, and who reads it.

use crate::dialects::Dialect;
use crate::findings::{Severity, Span};
use crate::model::names::ObjectName;
use crate::model::schema::OtherObject;

use super::alter::{alter_table, rename_constraint};
use super::alter_objects;
use super::blocks::do_block;
use super::create::{Manner, create_table};
use super::cursor::Cursor;
use super::data::data;
use super::drops::{drop, rename};
use super::expressions::statement_identifiers;
use super::objects;
use super::replay::Replay;
use super::report;
use super::split::{Parts, Script, Statement};
use super::tokens::{LONGEST_STATEMENT, tokens};

/// Statements that say nothing about the schema.
const WITHOUT_SCHEMA: &[&str] = &[
    "SELECT",
    "UPDATE",
    "DELETE",
    "PRAGMA",
    "LOCK",
    "UNLOCK",
    "BEGIN",
    "START",
    "COMMIT",
    "ROLLBACK",
    "SAVEPOINT",
    "RELEASE",
    "END",
    "ANALYZE",
    "VACUUM",
    "REINDEX",
    "REFRESH",
    "CALL",
    "EXECUTE",
    "EXPLAIN",
    "SHOW",
    "TRUNCATE",
    "ATTACH",
    "DETACH",
    "DISCARD",
    "RESET",
    "NOTIFY",
    "LISTEN",
    "WITH",
    "VALUES",
    "LOAD",
    "FLUSH",
    "CLUSTER",
    "CHECKPOINT",
    "SECURITY",
    "PREPARE",
    "DEALLOCATE",
    "REASSIGN",
    "OPTIMIZE",
    "CHECK",
    "DELIMITER",
    "DECLARE",
    "PRINT",
    "MERGE",
    "DESCRIBE",
    "SOURCE",
    "ABORT",
    "CLOSE",
    "FETCH",
    "MOVE",
    "KILL",
    "HANDLER",
    "IMPORT",
    "XA",
    "CHANGE",
    "PURGE",
];

/// Carries out all statements of a split text.
pub(crate) fn replay_all(replay: &mut Replay, parts: &Parts<'_>, depth: usize) {
    for statement in &parts.statements {
        if let Some(reason) = replay.exhausted() {
            if depth == 0 {
                replay.findings.push(report::reading_stopped(reason, statement.span));
            }
            break;
        }
        carry_out(replay, &parts.script, statement, depth);
    }
}

fn carry_out(replay: &mut Replay, script: &Script<'_>, statement: &Statement, depth: usize) {
    let span = statement.span;
    let first = statement.head.first();
    if statement.head.is_insert() || first == "COPY" {
        return data(replay, script, statement);
    }
    if WITHOUT_SCHEMA.contains(&first) {
        return;
    }
    if matches!(first, "GRANT" | "REVOKE") {
        replay.grant(span);
        return;
    }
    let text = script.slice(span.start, span.end);
    if text.len() > LONGEST_STATEMENT {
        let reason = "it is longer than any definition of a table";
        replay.findings.push(report::statement_unreadable(text, reason, Severity::Error, span));
        return;
    }
    replay.charge(1 + replay.objects() / 4);
    let all = tokens(script, span);
    let mut cursor = Cursor::new(script, &all);
    if statement.unended && matches!(first, "CREATE" | "ALTER" | "DROP" | "COMMENT") {
        replay.findings.push(report::syntax_repaired(
            format!("A semicolon is missing after `{}`.", report::beginning(text)),
            "Nothing to do, if the statements are separated where you mean it.",
            Span::new(span.end, span.end),
        ));
    }
    if let Err(reason) = dispatch(replay, &mut cursor, statement, depth) {
        let known = matches!(first, "CREATE" | "ALTER" | "DROP" | "RENAME" | "COMMENT");
        let severity = if known { Severity::Error } else { Severity::Warning };
        replay.findings.push(report::statement_unreadable(text, reason, severity, span));
    }
}

fn dispatch(
    replay: &mut Replay,
    cursor: &mut Cursor<'_>,
    statement: &Statement,
    depth: usize,
) -> Result<(), &'static str> {
    match statement.head.first() {
        "CREATE" => create(replay, cursor, statement),
        "ALTER" => alter(replay, cursor, statement),
        "DROP" => drop(replay, cursor),
        "RENAME" => rename(replay, cursor),
        "COMMENT" => objects::comment(replay, cursor, statement.span),
        "SET" => {
            replay.last_data = None;
            search_path(replay, cursor);
            Ok(())
        }
        "USE" => {
            replay.last_data = None;
            use_database(replay, cursor);
            Ok(())
        }
        "DO" => {
            do_block(replay, cursor, depth);
            Ok(())
        }
        _ => Err("it begins with no word of SQL that is known here"),
    }
}

fn create(replay: &mut Replay, cursor: &mut Cursor<'_>, statement: &Statement) -> Result<(), &'static str> {
    let span = statement.span;
    cursor.accept("create");
    cursor.accept_all(&["or", "replace"]);
    let mut manner = Manner::Lasting;
    loop {
        if cursor.is_any(&["temp", "temporary"]) {
            manner = Manner::Temporary;
        } else if cursor.is("unlogged") {
            manner = Manner::Unlogged;
        } else if !cursor.is_any(&["global", "local", "recursive", "constraint", "materialized"]) {
            break;
        }
        if cursor.is("materialized") {
            break;
        }
        cursor.at += 1;
    }
    if cursor.accept("table") {
        return create_table(replay, cursor, span, manner);
    }
    objects::create(replay, cursor, statement)
}

fn alter(replay: &mut Replay, cursor: &mut Cursor<'_>, statement: &Statement) -> Result<(), &'static str> {
    let span = statement.span;
    cursor.accept("alter");
    cursor.accept_any(&["ignore", "online", "offline"]);
    if cursor.accept("table") {
        return alter_table(replay, cursor, span);
    }
    if cursor.accept("type") {
        return alter_objects::alter_type(replay, cursor, span);
    }
    if cursor.accept("sequence") {
        return alter_objects::alter_sequence(replay, cursor, span);
    }
    if cursor.accept("index") {
        replay.charge(replay.table_count());
        cursor.accept_if_exists();
        let name = cursor.object_name().ok_or("the index has no name")?;
        if cursor.accept_all(&["rename", "to"])
            && let Some(to) = cursor.name()
        {
            let dialect = replay.dialect();
            for table in replay.tables() {
                rename_constraint(table, &name.name, &to, dialect);
            }
        } else {
            keep(replay, cursor, "alter index", Some(name), span);
        }
        return Ok(());
    }
    if cursor.are(&["default", "privileges"]) {
        replay.grant(span);
        return Ok(());
    }
    alter_objects::alter_other(replay, cursor, span);
    Ok(())
}

/// `SET search_path = app, public`: unqualified names are in the first schema from here on.
fn search_path(replay: &mut Replay, cursor: &mut Cursor<'_>) {
    cursor.accept("set");
    cursor.accept_any(&["session", "local"]);
    if replay.dialect() != Dialect::PostgreSql || !cursor.accept("search_path") {
        return;
    }
    if !cursor.accept_symbol('=') {
        cursor.accept("to");
    }
    let usual = ["public", "pg_catalog", "", "$user", "default"];
    replay.default_schema = cursor.name().filter(|name| !usual.contains(&name.as_str()));
}

/// `USE name`. Names in a second database are qualified, so that its tables stay apart from the first one's.
fn use_database(replay: &mut Replay, cursor: &mut Cursor<'_>) {
    cursor.accept("use");
    let Some(name) = cursor.name() else { return };
    if replay.dialect() != Dialect::MySql {
        return;
    }
    let dialect = replay.dialect();
    let created = replay.created_any;
    match &replay.first_database {
        Some(first) if dialect.same_name(first, &name) => replay.default_schema = None,
        Some(_) if created => replay.default_schema = Some(name),
        _ => replay.first_database = Some(name),
    }
}

/// Keeps a statement as text.
pub(crate) fn keep(
    replay: &mut Replay,
    cursor: &Cursor<'_>,
    kind: &str,
    name: Option<ObjectName>,
    span: Span,
) {
    // A statement of a MySQL dump may be in several pieces of `/*! … */`, whose marks are no part of it.
    let text = match replay.dialect() {
        Dialect::MySql => cursor.script.visible(span.start, span.end).trim_end().to_owned(),
        _ => cursor.script.text.get(span.start..span.end).unwrap_or_default().to_owned(),
    };
    replay.schema.others.push(OtherObject {
        kind: kind.to_owned(),
        name,
        text,
        identifiers: statement_identifiers(cursor.script, cursor.tokens, false),
        span,
    });
}
