//! Expressions stay the user's text; here is what little is read out of them.

use std::collections::BTreeSet;

use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::schema::{Expression, Literal};

use super::cursor::{Cursor, resolve};
use super::split::{Comments, Script, split};
use super::tokens::{Kind, Token, tokens};

/// Words that cannot be names without quotes in any of the dialects. `user` and `key` are not among them.
const RESERVED: &[&str] = &[
    "and",
    "array",
    "as",
    "asc",
    "between",
    "by",
    "case",
    "cast",
    "check",
    "collate",
    "constraint",
    "create",
    "current_date",
    "current_time",
    "current_timestamp",
    "default",
    "delete",
    "desc",
    "distinct",
    "drop",
    "else",
    "end",
    "exists",
    "false",
    "for",
    "foreign",
    "from",
    "group",
    "having",
    "if",
    "in",
    "insert",
    "into",
    "is",
    "join",
    "left",
    "like",
    "limit",
    "not",
    "null",
    "on",
    "or",
    "order",
    "primary",
    "references",
    "right",
    "select",
    "set",
    "table",
    "then",
    "to",
    "true",
    "union",
    "unique",
    "update",
    "using",
    "values",
    "when",
    "where",
    "with",
];

/// Bodies within bodies are followed this far.
const DEEPEST_BODY: usize = 4;

/// The expression of all tokens of a cursor, without parentheses around the whole.
pub(crate) fn expression(cursor: &Cursor<'_>) -> Expression {
    let inside = without_parentheses(*cursor);
    let mut identifiers = BTreeSet::new();
    collect(inside.tokens, inside.dialect(), &mut identifiers);
    Expression {
        text: inside.written(),
        identifiers: identifiers.into_iter().collect(),
        literal: literal(inside),
    }
}

/// The expression that a text holds.
pub(crate) fn expression_of(text: &str, dialect: Dialect) -> Expression {
    let parts = split(text, Span::new(0, text.len()), dialect, Comments::Skip);
    let tokens = tokens(&parts.script, Span::new(0, text.len()));
    expression(&Cursor::new(&parts.script, &tokens))
}

/// Strips the parentheses that enclose the whole, in one pass however many there are.
fn without_parentheses(cursor: Cursor<'_>) -> Cursor<'_> {
    let tokens = cursor.tokens;
    let opening = tokens.iter().take_while(|token| token.is_symbol('(')).count();
    let closing = tokens.iter().rev().take_while(|token| token.is_symbol(')')).count();
    let mut layers = opening.min(closing);
    let mut depth = 0_usize;
    for (at, token) in tokens.iter().enumerate() {
        if token.is_symbol('(') {
            depth += 1;
        } else if token.is_symbol(')') {
            depth = depth.saturating_sub(1);
        }
        if at + 1 >= opening && at + closing < tokens.len() {
            layers = layers.min(depth);
        }
    }
    if depth > 0 || layers * 2 >= tokens.len() {
        return cursor.sub(0, tokens.len());
    }
    cursor.sub(layers, tokens.len() - layers)
}

/// The literal that the tokens are, with casts looked through.
fn literal(cursor: Cursor<'_>) -> Option<Literal> {
    let mut part = cursor;
    for _ in 0..DEEPEST_BODY {
        if let Some(found) = plain_literal(&part) {
            return Some(found);
        }
        part = without_parentheses(without_cast(&part)?);
    }
    None
}

fn plain_literal(cursor: &Cursor<'_>) -> Option<Literal> {
    let kinds: Vec<&Kind> = cursor.tokens.iter().take(3).map(|token| &token.kind).collect();
    match kinds.as_slice() {
        [Kind::Text { value, .. }] => Some(Literal::Text(value.clone())),
        [Kind::Body(span)] => {
            cursor.script.text.get(span.start..span.end).map(|value| Literal::Text(value.to_owned()))
        }
        // SQLite takes a name in double quotes that names nothing for a string, and a default can name nothing.
        [Kind::Quoted(value)] if cursor.dialect() == Dialect::Sqlite => Some(Literal::Text(value.clone())),
        // A character set before a string: `_utf8mb4'x'`.
        [Kind::Word(set), Kind::Text { value, .. }] if set.starts_with('_') => {
            Some(Literal::Text(value.clone()))
        }
        [Kind::Number(value)] => Some(Literal::Number(value.clone())),
        [Kind::Symbol('-'), Kind::Number(value)] => Some(Literal::Number(format!("-{value}"))),
        [Kind::Word(word)] if word.eq_ignore_ascii_case("null") => Some(Literal::Null),
        [Kind::Word(word)] if word.eq_ignore_ascii_case("true") => Some(Literal::Boolean(true)),
        [Kind::Word(word)] if word.eq_ignore_ascii_case("false") => Some(Literal::Boolean(false)),
        _ => None,
    }
}

/// What is cast, when the whole is `x::type` or `CAST(x AS type)`.
fn without_cast<'a>(cursor: &Cursor<'a>) -> Option<Cursor<'a>> {
    let mut rest = cursor.sub(0, cursor.tokens.len());
    if rest.accept("cast") {
        let mut inside = rest.group().filter(|_| rest.done())?;
        while !inside.done() && !inside.is("as") {
            inside.skip();
        }
        return Some(inside.sub(0, inside.at));
    }
    while !rest.done() && rest.peek().is_some_and(|token| token.kind != Kind::Cast) {
        rest.skip();
    }
    let of_type = |token: &Token| {
        matches!(
            token.kind,
            Kind::Cast
                | Kind::Word(_)
                | Kind::Quoted(_)
                | Kind::Number(_)
                | Kind::Symbol('.' | '(' | ')' | '[' | ']' | ',')
        )
    };
    (!rest.done() && rest.rest().tokens.iter().all(of_type)).then(|| rest.sub(0, rest.at))
}

/// The words in an SQL fragment that can be identifiers, resolved, each once, sorted. Dollar-quoted bodies count.
pub fn identifiers(fragment: &str, dialect: Dialect) -> Vec<String> {
    let mut found = BTreeSet::new();
    collect_text(fragment, dialect, &mut found, DEEPEST_BODY);
    found.into_iter().collect()
}

/// The same for a statement that has been split off already. A routine's body may be in plain quotes.
pub(crate) fn statement_identifiers(
    script: &Script<'_>,
    tokens: &[Token],
    quoted_bodies: bool,
) -> Vec<String> {
    let mut found = BTreeSet::new();
    collect(tokens, script.dialect, &mut found);
    for token in tokens {
        match &token.kind {
            Kind::Body(span) => {
                let body = script.text.get(span.start..span.end).unwrap_or_default();
                collect_text(body, script.dialect, &mut found, DEEPEST_BODY);
            }
            Kind::Text { value, .. } if quoted_bodies => {
                collect_text(value, script.dialect, &mut found, DEEPEST_BODY);
            }
            _ => {}
        }
    }
    found.into_iter().collect()
}

fn collect_text(text: &str, dialect: Dialect, found: &mut BTreeSet<String>, depth: usize) {
    let whole = Span::new(0, text.len());
    let parts = split(text, whole, dialect, Comments::Skip);
    let tokens = tokens(&parts.script, whole);
    collect(&tokens, dialect, found);
    for token in tokens {
        if let Kind::Body(span) = token.kind
            && depth > 0
        {
            collect_text(text.get(span.start..span.end).unwrap_or_default(), dialect, found, depth - 1);
        }
    }
}

fn collect(tokens: &[Token], dialect: Dialect, found: &mut BTreeSet<String>) {
    let mut after_cast = false;
    for token in tokens {
        match &token.kind {
            Kind::Word(word) if !after_cast && !is_reserved(word) => {
                found.insert(resolve(word, dialect));
            }
            Kind::Quoted(name) => {
                found.insert(name.clone());
            }
            _ => {}
        }
        after_cast = token.kind == Kind::Cast;
    }
}

pub(crate) fn is_reserved(word: &str) -> bool {
    RESERVED.iter().any(|reserved| word.eq_ignore_ascii_case(reserved))
}

/// Words before a name that is followed by a parenthesis and is no function all the same.
const BEFORE_TABLE: &[&str] =
    &["into", "references", "on", "table", "update", "join", "from", "only", "of", "exists"];

/// Renames identifiers in an SQL fragment, token by token; dollar-quoted bodies too. Each name keeps its way of being
/// quoted where the new one allows it. Strings, comments and the names of called functions stay.
pub fn rename_identifiers(fragment: &str, dialect: Dialect, pairs: &[(&str, &str)]) -> String {
    rename(fragment, dialect, pairs, Named::Anything, DEEPEST_BODY)
}

/// Renames a table where it stands before a column, as in `t.a`; a column that is called like it stays.
pub(crate) fn rename_qualifier(fragment: &str, dialect: Dialect, from: &str, to: &str) -> String {
    rename(fragment, dialect, &[(from, to)], Named::Qualifiers, DEEPEST_BODY)
}

/// Which identifiers are renamed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    /// All of them.
    Anything,
    /// Those before a dot.
    Qualifiers,
}

fn rename(fragment: &str, dialect: Dialect, pairs: &[(&str, &str)], named: Named, depth: usize) -> String {
    let whole = Span::new(0, fragment.len());
    let parts = split(fragment, whole, dialect, Comments::Skip);
    let tokens = tokens(&parts.script, whole);
    let mut text = String::with_capacity(fragment.len());
    let mut end = 0;
    for (at, token) in tokens.iter().enumerate() {
        let qualifies = tokens.get(at + 1).is_some_and(|next| next.is_symbol('.'));
        let meant = named == Named::Anything || qualifies;
        let new = match &token.kind {
            Kind::Word(_) | Kind::Quoted(_) if !meant => None,
            Kind::Word(word) if !is_call(&tokens, at) => {
                renamed(&resolve(word, dialect), dialect, pairs).map(|to| unquoted(to, dialect))
            }
            Kind::Quoted(name) => renamed(name, dialect, pairs).map(|to| {
                let open = fragment.get(token.start..).and_then(|rest| rest.chars().next()).unwrap_or('"');
                quoted(to, open)
            }),
            Kind::Body(span) if depth > 0 => {
                let body = fragment.get(span.start..span.end).unwrap_or_default();
                let new = rename(body, dialect, pairs, named, depth - 1);
                let around = |from, to| fragment.get(from..to).unwrap_or_default();
                Some(format!("{}{new}{}", around(token.start, span.start), around(span.end, token.end)))
            }
            _ => None,
        };
        if let Some(new) = new {
            text.push_str(fragment.get(end..token.start).unwrap_or_default());
            text.push_str(&new);
            end = token.end;
        }
    }
    text.push_str(fragment.get(end..).unwrap_or_default());
    text
}

fn renamed<'a>(name: &str, dialect: Dialect, pairs: &[(&str, &'a str)]) -> Option<&'a str> {
    pairs.iter().find(|(from, _)| dialect.same_name(from, name)).map(|(_, to)| *to)
}

/// Whether the word is the name of a function that is called.
fn is_call(tokens: &[Token], at: usize) -> bool {
    let called = tokens.get(at + 1).is_some_and(|next| next.is_symbol('('));
    let before = at.checked_sub(1).and_then(|before| tokens.get(before));
    called && !before.is_some_and(|before| BEFORE_TABLE.iter().any(|word| before.is(word)))
}

/// A name without quotes where the dialect reads it back as it is, otherwise with them.
fn unquoted(name: &str, dialect: Dialect) -> String {
    let plain = name.bytes().enumerate().all(|(at, byte)| {
        byte == b'_'
            || byte.is_ascii_lowercase()
            || at > 0 && byte.is_ascii_digit()
            || (byte.is_ascii_uppercase() && dialect != Dialect::PostgreSql)
    });
    if plain && !name.is_empty() && !is_reserved(name) && !name.eq_ignore_ascii_case("user") {
        return name.to_owned();
    }
    quoted(name, if dialect == Dialect::MySql { '`' } else { '"' })
}

/// A name in that kind of quotes.
pub(crate) fn quoted(name: &str, open: char) -> String {
    match open {
        '[' if !name.contains(']') => format!("[{name}]"),
        '`' => format!("`{}`", name.replace('`', "``")),
        _ => format!("\"{}\"", name.replace('"', "\"\"")),
    }
}

/// Whether a piece of SQL can be put into a statement without disturbing what comes after it: every quote, comment
/// and parenthesis in it is closed, and no statement ends in it.
#[cfg(feature = "source-code")]
pub(crate) fn stands_alone(fragment: &str, dialect: Dialect) -> bool {
    // With something after it, a comment up to the end of the line shows as well.
    let text = format!("{fragment} authmorph_end");
    let whole = Span::new(0, text.len());
    let parts = split(&text, whole, dialect, Comments::Skip);
    let tokens = tokens(&parts.script, whole);
    let mut depth = 0_usize;
    for token in &tokens {
        match token.kind {
            Kind::Symbol('(' | '[') => depth += 1,
            Kind::Symbol(')' | ']') => match depth.checked_sub(1) {
                Some(less) => depth = less,
                None => return false,
            },
            Kind::Symbol(';') => return false,
            _ => {}
        }
    }
    depth == 0 && parts.remarks.is_empty() && tokens.last().is_some_and(|token| token.is("authmorph_end"))
}
