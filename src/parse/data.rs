//! Rows of data: counted and kept apart, never read.

use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::names::ObjectName;
use crate::model::schema::OtherObject;

use super::cursor::Cursor;
use super::expressions::identifiers;
use super::replay::Replay;
use super::split::{Script, Statement};
use super::tokens::{Kind, tokens};

/// Counts the rows of `INSERT` and `COPY`.
pub(crate) fn data(replay: &mut Replay, script: &Script<'_>, statement: &Statement) {
    if statement.rows == 0 {
        return;
    }
    if replay.dialect() == Dialect::Sqlite && virtual_table(replay, script, statement) {
        return;
    }
    let span = statement.span;
    let start = plain_start(script.slice(span.start, near_end(script, span)));
    if let (Some(start), Some((last, number))) = (start, &replay.last_data)
        && start == last
        && let Some((_, rows, place)) = replay.data.get_mut(*number)
    {
        *rows += statement.rows;
        place.end = place.end.max(span.end);
        return;
    }
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
    let known = replay
        .data
        .iter()
        .enumerate()
        .rev()
        .take(64)
        .find(|(_, (table, ..))| *table == name)
        .map(|(number, _)| number);
    let number = known.unwrap_or(replay.data.len());
    match replay.data.get_mut(number) {
        Some((_, rows, place)) => {
            *rows += statement.rows;
            place.end = place.end.max(span.end);
        }
        None => replay.data.push((name, statement.rows, span)),
    }
    replay.last_data = start.map(|start| (start.to_owned(), number));
}

/// What stands before the first parenthesis, unless that may be inside of a quoted name. A dump with a statement for
/// each row begins them all alike, and the name need not be read again.
fn plain_start(text: &str) -> Option<&str> {
    let (start, _) = text.split_once('(')?;
    let even = |quote: char| start.matches(quote).count() % 2 == 0;
    (even('"') && even('`') && even('\'') && !start.contains('[')).then_some(start)
}

fn near_end(script: &Script<'_>, span: Span) -> usize {
    let mut end = span.end.min(span.start + 400);
    while end > span.start && !script.text.is_char_boundary(end) {
        end -= 1;
    }
    end
}

/// SQLite's `.dump` writes virtual tables straight into the list of all things:
/// `INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','docs','docs',0,'CREATE VIRTUAL TABLE …')`.
fn virtual_table(replay: &mut Replay, script: &Script<'_>, statement: &Statement) -> bool {
    let span = statement.span;
    let start = script.slice(span.start, near_end(script, span)).to_ascii_lowercase();
    if !start.contains("sqlite_schema") && !start.contains("sqlite_master") || !start.contains("virtual") {
        return false;
    }
    let all = tokens(script, span);
    let mut texts = all.iter().filter_map(|token| match &token.kind {
        Kind::Text { value, .. } => Some(value),
        _ => None,
    });
    let (Some(_), Some(name), Some(_), Some(text)) = (texts.next(), texts.next(), texts.next(), texts.next())
    else {
        return false;
    };
    replay.schema.others.push(OtherObject {
        kind: "virtual table".to_owned(),
        name: Some(ObjectName::new(name.clone())),
        text: text.clone(),
        identifiers: identifiers(text, Dialect::Sqlite),
        span,
    });
    true
}
