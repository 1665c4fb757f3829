//! `ALTER` of what is no table: types, sequences, and whatever else is kept as text.

use crate::findings::Span;
use crate::model::names::ObjectName;

use super::cursor::Cursor;
use super::expressions::quoted;
use super::objects::OUTSIDE;
use super::replay::{Owned, Replay};
use super::statements::keep;
use super::tokens::Kind;

/// `ALTER TYPE … ADD VALUE`, `RENAME VALUE`, `RENAME TO`, `SET SCHEMA`.
pub(crate) fn alter_type(
    replay: &mut Replay,
    cursor: &mut Cursor<'_>,
    span: Span,
) -> Result<(), &'static str> {
    let name = cursor.object_name().ok_or("the type has no name")?;
    let name = replay.qualify(name);
    let dialect = replay.dialect();
    let Some(found) = replay.schema.enums.iter_mut().find(|other| dialect.same_object(&other.name, &name))
    else {
        if !cursor.is("owner") {
            keep(replay, cursor, "alter type", Some(name), span);
        }
        return Ok(());
    };
    if cursor.accept_all(&["add", "value"]) {
        cursor.accept_if_exists();
        let value = cursor.text().ok_or("the new value is missing")?;
        let before = cursor.accept("before");
        let beside = if before || cursor.accept("after") { cursor.text() } else { None };
        let at = beside.and_then(|beside| found.values.iter().position(|other| *other == beside));
        let at = at.map_or(found.values.len(), |at| if before { at } else { at + 1 });
        let steps = found.values.len();
        if !found.values.contains(&value) {
            found.values.insert(at, value);
        }
        replay.charge(steps);
    } else if cursor.accept_all(&["rename", "value"]) {
        let (Some(from), true, Some(to)) = (cursor.text(), cursor.accept("to"), cursor.text()) else {
            return Err("a pair of values is missing");
        };
        found.values.iter_mut().filter(|value| **value == from).for_each(|value| value.clone_from(&to));
    } else if cursor.accept_all(&["rename", "to"]) {
        let to = cursor.name().ok_or("the new name is missing")?;
        let from = std::mem::replace(&mut found.name, name.sibling(to.clone()));
        replay.charge(replay.table_count() * 10);
        for table in replay.tables() {
            for column in &mut table.columns {
                let text = &column.data_type.text;
                let base = element_type(text);
                if type_name(base).is_some_and(|used| dialect.same_object(&used, &from)) {
                    let rest = text.get(base.len()..).unwrap_or_default().to_owned();
                    let schema = type_name(base).and_then(|used| used.schema);
                    let schema =
                        schema.map(|schema| format!("{}.", quoted(&schema, '"'))).unwrap_or_default();
                    column.data_type.text = format!("{schema}{}{rest}", quoted(&to, '"'));
                }
            }
        }
    }
    Ok(())
}

/// `ALTER` of anything that is kept as text: the change is kept too.
pub(crate) fn alter_other(replay: &mut Replay, cursor: &mut Cursor<'_>, span: Span) {
    let mut kind = String::new();
    while let Some(Kind::Word(word)) = cursor.peek().map(|token| &token.kind) {
        let more = ["materialized", "foreign", "event", "text", "search", "operator"];
        let goes_on = more.iter().any(|word| cursor.is(word));
        kind.push_str(&word.to_ascii_lowercase());
        cursor.at += 1;
        if !goes_on {
            break;
        }
        kind.push(' ');
    }
    if OUTSIDE.contains(&kind.as_str()) || matches!(kind.as_str(), "" | "system" | "instance") {
        return;
    }
    cursor.accept_if_exists();
    let name = cursor.object_name().map(|name| replay.qualify(name));
    let owner =
        cursor.tokens.windows(2).any(|pair| matches!(pair, [owner, to] if owner.is("owner") && to.is("to")));
    if !owner {
        keep(replay, cursor, &format!("alter {kind}"), name, span);
    }
}

/// The name that a column's type is, when it can be one of PostgreSQL's own.
pub(crate) fn type_name(text: &str) -> Option<ObjectName> {
    let mut parts = Vec::new();
    let mut rest = text.trim();
    loop {
        if let Some(inside) = rest.strip_prefix('"') {
            let end = closing_quote(inside)?;
            parts.push(inside.get(..end)?.replace("\"\"", "\""));
            rest = inside.get(end + 1..)?;
        } else {
            let end = rest.find('.').unwrap_or(rest.len());
            let word = rest.get(..end)?.trim();
            if word.is_empty() || !word.bytes().all(super::scan::is_word_part) {
                return None;
            }
            parts.push(word.to_ascii_lowercase());
            rest = rest.get(end..)?;
        }
        match rest.trim_start().strip_prefix('.') {
            Some(next) => rest = next.trim_start(),
            None if rest.trim().is_empty() => break,
            None => return None,
        }
    }
    let name = parts.pop()?;
    Some(ObjectName { schema: parts.pop(), name })
}

/// `ALTER SEQUENCE … OWNED BY table.column`.
pub(crate) fn alter_sequence(
    replay: &mut Replay,
    cursor: &mut Cursor<'_>,
    span: Span,
) -> Result<(), &'static str> {
    cursor.accept_if_exists();
    let sequence = cursor.object_name().ok_or("the sequence has no name")?;
    let sequence = replay.qualify(sequence);
    let start = cursor.at;
    while !cursor.done() && !cursor.are(&["owned", "by"]) {
        cursor.at += 1;
    }
    let more = cursor.at > start && !cursor.tokens.get(start).is_some_and(|token| token.is("owner"));
    let restarted = cursor.tokens.get(start).is_some_and(|token| token.is("restart"));
    if more && !restarted {
        keep(replay, cursor, "alter sequence", Some(sequence), span);
        return Ok(());
    }
    if cursor.accept_all(&["owned", "by"])
        && let Some(mut parts) = cursor.object_name_parts()
        && let (Some(column), Some(table)) = (parts.pop(), parts.pop())
    {
        let table = replay.qualify(ObjectName { schema: parts.pop(), name: table });
        replay.owned.push(Owned { sequence, table, column, span });
    }
    Ok(())
}

/// A type without the brackets of an array. A quoted name may hold brackets of its own.
pub(crate) fn element_type(text: &str) -> &str {
    let from = text.rfind('"').map_or(0, |quote| quote + 1);
    let brackets = text.get(from..).and_then(|rest| rest.find('['));
    text.get(..brackets.map_or(text.len(), |at| from + at)).unwrap_or(text)
}

/// Where the quote that closes a name is; a doubled one is part of the name.
fn closing_quote(inside: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + inside.get(at..)?.find('"')?;
        if inside.get(found + 1..).is_some_and(|rest| rest.starts_with('"')) {
            at = found + 2;
        } else {
            return Some(found);
        }
    }
}
