//! The members of indexes and keys, and what stands around them.

use crate::model::schema::{Index, IndexPart, IndexTarget};

use super::cursor::Cursor;
use super::expressions::expression;
use super::references::{join, names};
use super::tokens::Kind;

/// Words that begin the next part of a table, where a comma may be missing.
const NEXT_ELEMENT: &[&str] = &["constraint", "primary", "unique", "foreign", "check"];

/// `[name] [USING method] (parts) options`, after `KEY` or after `ON table`.
pub(crate) fn index_body(part: &mut Cursor<'_>, start: usize) -> Option<Index> {
    part.accept_if_exists();
    let mut name = None;
    if !part.is_symbol('(') && !part.is("using") {
        name = Some(part.name()?);
    }
    let mut index = index_columns(part)?;
    index.name = name;
    index.span = part.span_from(start);
    Some(index)
}

/// `[USING method] (parts) options`.
pub(crate) fn index_columns(part: &mut Cursor<'_>) -> Option<Index> {
    let start = part.at;
    let mut method = None;
    if part.accept("using") {
        method = part.name().map(|name| name.to_ascii_lowercase());
    }
    let parts = index_parts(&part.group()?);
    let mut index = Index {
        name: None,
        unique: false,
        method,
        parts,
        include: Vec::new(),
        predicate: None,
        rest: None,
        span: part.span_from(start),
    };
    let mut rest = Vec::new();
    while !part.done() && !part.is_any(NEXT_ELEMENT) {
        if part.accept("include") {
            let group = part.group();
            index.include = group.and_then(|group| names(&group)).unwrap_or_default();
        } else if part.accept("where") {
            index.predicate = Some(expression(&part.rest()));
            part.at = part.tokens.len();
        } else if part.accept("using") {
            index.method = part.name().map(|name| name.to_ascii_lowercase());
        } else {
            let from = part.at;
            while !part.done() && !part.is_any(NEXT_ELEMENT) && !part.is_any(&["include", "where", "using"]) {
                part.skip();
            }
            rest.push(part.written_from(from));
        }
    }
    index.rest = Some(rest.join(" ")).filter(|text| !text.is_empty());
    Some(index)
}

/// The members of an index or key.
pub(crate) fn index_parts(group: &Cursor<'_>) -> Vec<IndexPart> {
    group.split_commas().into_iter().map(index_part).collect()
}

fn index_part(mut part: Cursor<'_>) -> IndexPart {
    let target_end = index_target(&mut part);
    let target = part.sub(0, target_end);
    let mut member = IndexPart {
        target: IndexTarget::Expression(expression(&target)),
        prefix_length: None,
        collation: None,
        operator_class: None,
        descending: false,
        nulls_first: None,
    };
    let mut column = target;
    if let Some(name) = column.name() {
        if column.done() {
            member.target = IndexTarget::Column(name);
        } else if let Some(length) = prefix_length(column) {
            member.target = IndexTarget::Column(name);
            member.prefix_length = Some(length);
        }
    }
    while !part.done() {
        if part.accept("collate") {
            let from = part.at;
            part.object_name();
            member.collation = Some(part.written_from(from)).filter(|text| !text.is_empty());
        } else if part.accept("desc") {
            member.descending = true;
        } else if part.accept_all(&["nulls", "first"]) {
            member.nulls_first = Some(true);
        } else if part.accept_all(&["nulls", "last"]) {
            member.nulls_first = Some(false);
        } else if !part.accept("asc") {
            let from = part.at;
            part.skip();
            while part.is_symbol('.') || part.is_symbol('(') {
                part.skip();
                if part.tokens.get(part.at.saturating_sub(1)).is_some_and(|token| token.is_symbol('.')) {
                    part.skip();
                }
            }
            member.operator_class = join(member.operator_class.take(), Some(part.written_from(from)));
        }
    }
    member
}

/// Moves past the column or expression of an index member, and gives where it ends.
fn index_target(part: &mut Cursor<'_>) -> usize {
    part.skip();
    while !part.done() {
        let ends = part.is_any(&["collate", "asc", "desc", "nulls"])
            || matches!(part.peek().map(|token| &token.kind), Some(Kind::Word(_) | Kind::Quoted(_)))
                && part.tokens.get(part.at.saturating_sub(1)).is_some_and(|last| {
                    !matches!(
                        last.kind,
                        Kind::Operator | Kind::Cast | Kind::Symbol('.' | '-' | '*' | '=' | ':')
                    )
                });
        if ends {
            break;
        }
        part.skip();
    }
    part.at
}

/// `(191)` and nothing else.
fn prefix_length(mut column: Cursor<'_>) -> Option<u32> {
    let group = column.group().filter(|_| column.done())?;
    match group.tokens {
        [only] => match &only.kind {
            Kind::Number(value) => value.parse().ok(),
            _ => None,
        },
        _ => None,
    }
}
