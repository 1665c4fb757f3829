//! One statement after the other: what each is, and who reads it.

use crate::dialects::Dialect;
use crate::findings::{Severity, Span};
use crate::model::names::ObjectName;
use crate::model::schema::OtherObject;

use super::alter::{alter_table, rename_constraint};
use super::create::create_table;
use super::cursor::Cursor;
use super::expressions::statement_identifiers;
use super::objects;
use super::replay::Replay;
use super::report;
use super::split::{Comments, Parts, Script, Statement, split};
use super::tokens::{Kind, LONGEST_STATEMENT, tokens};

/// Statements that say nothing about the schema.
const WITHOUT_SCHEMA: &[&str] = &[
    "SELECT",
    "UPDATE",
    "DELETE",
    "PRAGMA",
    "GRANT",
    "REVOKE",
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

/// `DO` blocks within `DO` blocks are not followed any further than this.
const DEEPEST_BLOCK: usize = 3;

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
        "DROP" => drop(replay, cursor, statement),
        "RENAME" => rename(replay, cursor),
        "COMMENT" => objects::comment(replay, cursor, statement.span),
        "SET" => {
            search_path(replay, cursor);
            Ok(())
        }
        "USE" => {
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

/// Counts the rows of `INSERT` and `COPY`.
fn data(replay: &mut Replay, script: &Script<'_>, statement: &Statement) {
    if statement.rows == 0 {
        return;
    }
    let span = statement.span;
    // The name stands near the start; the rows need not be read for it.
    let near = Span::new(span.start, near_end(script, span));
    let all = tokens(script, near);
    let mut cursor = Cursor::new(script, &all);
    while !cursor.done() && !cursor.is("into") && !cursor.is("copy") {
        cursor.at += 1;
    }
    cursor.at += 1;
    let Some(name) = cursor.object_name().filter(|name| !name.name.starts_with("sqlite_")) else { return };
    let name = replay.qualify(name);
    match replay.data.iter_mut().rev().take(64).find(|(table, ..)| *table == name) {
        Some((_, rows, place)) => {
            *rows += statement.rows;
            place.end = place.end.max(span.end);
        }
        None => replay.data.push((name, statement.rows, span)),
    }
}

fn near_end(script: &Script<'_>, span: Span) -> usize {
    let mut end = span.end.min(span.start + 400);
    while end > span.start && !script.text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

fn create(replay: &mut Replay, cursor: &mut Cursor<'_>, statement: &Statement) -> Result<(), &'static str> {
    let span = statement.span;
    cursor.accept("create");
    cursor.accept_all(&["or", "replace"]);
    let mut temporary = false;
    loop {
        if cursor.is_any(&["temp", "temporary"]) {
            temporary = true;
        } else if !cursor.is_any(&["unlogged", "global", "local", "recursive", "constraint", "materialized"])
        {
            break;
        }
        if cursor.is("materialized") {
            break;
        }
        cursor.at += 1;
    }
    if cursor.accept("table") {
        return create_table(replay, cursor, span, temporary);
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
        return objects::alter_type(replay, cursor);
    }
    if cursor.accept("sequence") {
        return objects::alter_sequence(replay, cursor);
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
        }
        return Ok(());
    }
    Ok(())
}

fn drop(replay: &mut Replay, cursor: &mut Cursor<'_>, statement: &Statement) -> Result<(), &'static str> {
    cursor.accept("drop");
    let _ = cursor.accept_any(&["temporary", "temp"]);
    let materialized = cursor.accept("materialized");
    let kind = match cursor.take().map(|token| &token.kind) {
        Some(Kind::Word(kind)) => kind.to_ascii_lowercase(),
        _ => return Err("what to drop is not said"),
    };
    cursor.accept("concurrently");
    cursor.accept_if_exists();
    let cascade = cursor.tokens.last().is_some_and(|token| token.is("cascade"));
    for mut part in cursor.rest().split_commas() {
        let Some(name) = part.object_name() else { continue };
        let name = replay.qualify(name);
        replay.charge(1 + replay.objects() / 4);
        let dialect = replay.dialect();
        let same = |other: &ObjectName| dialect.same_object(other, &name);
        match kind.as_str() {
            "table" => {
                replay.drop_table(&name, cascade);
                replay.drop_other("table", &name);
            }
            "view" => {
                replay.schema.views.retain(|view| view.materialized != materialized || !same(&view.name))
            }
            "index" => {
                let table = if part.accept("on") { part.object_name() } else { None };
                replay.charge(replay.table_count());
                replay.drop_index(&name, table.as_ref());
            }
            "trigger" => {
                let table = if part.accept("on") { part.object_name() } else { None };
                replay.schema.triggers.retain(|trigger| {
                    !same(&trigger.name)
                        || table.as_ref().is_some_and(|table| !dialect.same_object(table, &trigger.table))
                });
            }
            "type" => {
                replay.schema.enums.retain(|other| !same(&other.name));
                replay.drop_other("type", &name);
            }
            "function" | "procedure" | "routine" => replay.schema.routines.retain(|other| !same(&other.name)),
            "policy" => {
                let table = if part.accept("on") { part.object_name() } else { None };
                replay.schema.others.retain(|other| {
                    let here = other.kind == "policy" && other.name.as_ref().is_some_and(same);
                    !here || table.as_ref().is_some_and(|table| !other.identifiers.contains(&table.name))
                });
            }
            other => replay.drop_other(other, &name),
        }
    }
    let _ = statement;
    Ok(())
}

/// MySQL's `RENAME TABLE a TO b, c TO d`.
fn rename(replay: &mut Replay, cursor: &mut Cursor<'_>) -> Result<(), &'static str> {
    cursor.accept("rename");
    if !cursor.accept_any(&["table", "tables"]) {
        return Ok(());
    }
    for mut part in cursor.rest().split_commas() {
        let (Some(from), true, Some(to)) = (part.object_name(), part.accept("to"), part.object_name()) else {
            return Err("a pair of names is missing");
        };
        let span = part.span();
        let from = replay.qualify(from);
        if !replay.rename_table(&from, to) {
            replay.findings.push(report::table_unknown(
                &from,
                &format!("RENAME TABLE {}", part.written()),
                span,
            ));
        }
    }
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

/// The DDL in a `DO` block, such as drizzle's `ALTER TABLE … EXCEPTION WHEN duplicate_object THEN null`.
fn do_block(replay: &mut Replay, cursor: &mut Cursor<'_>, depth: usize) {
    let body = cursor.tokens.iter().find_map(|token| match token.kind {
        Kind::Body(span) => Some(span),
        _ => None,
    });
    let Some(body) = body.filter(|_| depth < DEEPEST_BLOCK) else { return };
    let parts = split(cursor.script.text, body, replay.dialect(), Comments::Skip);
    for statement in &parts.statements {
        let all = tokens(&parts.script, statement.span);
        let handler = all.iter().position(|token| token.is("exception"));
        let ddl = all.iter().enumerate().position(|(at, token)| {
            let begins = token.is("alter") || token.is("create") || token.is("drop");
            let before = at.checked_sub(1).and_then(|before| all.get(before));
            begins
                && before
                    .is_none_or(|before| ["begin", "then", "else", "loop"].iter().any(|word| before.is(word)))
        });
        if let Some(at) = ddl.filter(|at| handler.is_none_or(|handler| *at < handler))
            && let Some(start) = all.get(at).map(|token| token.start)
        {
            let inner = split(
                cursor.script.text,
                Span::new(start, statement.span.end),
                replay.dialect(),
                Comments::Skip,
            );
            replay_all(replay, &inner, depth + 1);
        }
        if handler.is_some() {
            // What an exception handler does is not the ordinary course.
            break;
        }
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
    let text = cursor.script.text.get(span.start..span.end).unwrap_or_default().to_owned();
    replay.schema.others.push(OtherObject {
        kind: kind.to_owned(),
        name,
        text,
        identifiers: statement_identifiers(cursor.script, cursor.tokens, false),
        span,
    });
}
