//! `REFERENCES`: what a foreign key points at and what happens when that changes.

use crate::model::schema::ForeignKey;

use super::cursor::Cursor;

/// Takes `REFERENCES table (columns) …`.
pub(crate) fn references(part: &mut Cursor<'_>) -> Option<ForeignKey> {
    let start = part.at;
    if !part.accept("references") {
        return None;
    }
    let foreign_table = part.object_name()?;
    let foreign_columns = match part.group() {
        Some(group) => names(&group)?,
        None => Vec::new(),
    };
    let mut foreign_key = ForeignKey {
        name: None,
        columns: Vec::new(),
        foreign_table,
        foreign_columns,
        on_delete: None,
        on_update: None,
        rest: None,
        on_column: false,
        span: part.span_from(start),
    };
    loop {
        if part.are(&["on", "delete"]) {
            part.at += 2;
            foreign_key.on_delete = action(part);
        } else if part.are(&["on", "update"]) && is_action(part, 2) {
            part.at += 2;
            foreign_key.on_update = action(part);
        } else {
            let more = foreign_key_rest(part);
            if more.is_none() {
                break;
            }
            foreign_key.rest = join(foreign_key.rest.take(), more);
        }
    }
    foreign_key.span = part.span_from(start);
    Some(foreign_key)
}

/// One clause after the actions of a foreign key.
fn foreign_key_rest(part: &mut Cursor<'_>) -> Option<String> {
    let start = part.at;
    let found = part.accept("match") && part.take().is_some()
        || part.accept_all(&["not", "deferrable"])
        || part.accept("deferrable")
        || part.accept_all(&["initially", "deferred"])
        || part.accept_all(&["initially", "immediate"])
        || part.accept_all(&["not", "valid"])
        || part.accept_all(&["not", "enforced"])
        || part.accept("enforced");
    found.then(|| part.written_from(start))
}

/// Whether a referential action stands that many places on: MySQL's `ON UPDATE CURRENT_TIMESTAMP` has none.
fn is_action(part: &Cursor<'_>, ahead: usize) -> bool {
    ["cascade", "set", "restrict", "no"].iter().any(|word| part.is_at(ahead, word))
}

fn action(part: &mut Cursor<'_>) -> Option<String> {
    let start = part.at;
    let found = part.accept_any(&["cascade", "restrict"])
        || part.accept_all(&["set", "null"])
        || part.accept_all(&["set", "default"])
        || part.accept_all(&["no", "action"]);
    let text = part.written_from(start).to_ascii_uppercase();
    // PostgreSQL's `SET NULL (column)`.
    if found && text.starts_with("SET") && part.is_symbol('(') {
        let columns = part.at;
        part.skip();
        return Some(format!("{text} {}", part.written_from(columns)));
    }
    found.then_some(text)
}

/// The names in a list.
pub(crate) fn names(group: &Cursor<'_>) -> Option<Vec<String>> {
    group
        .split_commas()
        .into_iter()
        // What follows a name in such a list (`ASC`, a prefix length) says nothing about which column it is.
        .map(|mut part| part.name())
        .collect()
}

/// Two texts with a space between, if there are two.
pub(crate) fn join(left: Option<String>, right: Option<String>) -> Option<String> {
    match (left, right) {
        (Some(left), Some(right)) => Some(format!("{left} {right}")),
        (left, right) => left.or(right),
    }
}
