//! Types, as far as table interfaces need them.

use super::cursor::Cursor;
use super::tokens::Kind;
use super::tree::{Field, Type};

/// Reads a type.
pub(crate) fn data_type(cursor: &mut Cursor<'_>) -> Type {
    cursor.deeper(union).unwrap_or_else(|| {
        cursor.skip_to(&[',', ';', ')', ']', '}', '=']);
        Type::Other
    })
}

fn union(cursor: &mut Cursor<'_>) -> Type {
    cursor.accept_symbol('|');
    let mut members = vec![array(cursor)];
    while cursor.accept_symbol('|') || cursor.accept_symbol('&') {
        members.push(array(cursor));
    }
    if members.len() > 1 {
        return Type::Union(members);
    }
    members.pop().unwrap_or(Type::Other)
}

fn array(cursor: &mut Cursor<'_>) -> Type {
    let mut read = single(cursor);
    while cursor.is_symbol('[') && cursor.peek().is_some_and(|token| !token.on_new_line) {
        // An empty pair of brackets makes an array; anything within them picks a member, which stays unknown.
        let empty = cursor.closing() == cursor.at + 1;
        cursor.skip();
        read = if empty { Type::Array(Box::new(read)) } else { Type::Other };
    }
    read
}

fn single(cursor: &mut Cursor<'_>) -> Type {
    let Some(token) = cursor.peek() else { return Type::Other };
    match &token.kind {
        Kind::Name(name) if matches!(name.as_str(), "readonly" | "keyof" | "typeof" | "unique") => {
            cursor.at += 1;
            let inner = cursor.deeper(array).unwrap_or(Type::Other);
            if name == "readonly" { inner } else { Type::Other }
        }
        Kind::Name(_) => named(cursor),
        Kind::Text(text) => {
            cursor.at += 1;
            Type::Text(text.clone())
        }
        Kind::Symbol('{') => Type::Object(fields(cursor)),
        Kind::Symbol('(') => {
            let inner = cursor.inside(data_type);
            if cursor.accept_operator("=>") {
                data_type(cursor);
                return Type::Other;
            }
            inner
        }
        Kind::Symbol(')' | ']' | '}' | ',' | ';' | '=' | '>') => Type::Other,
        _ => {
            cursor.skip();
            Type::Other
        }
    }
}

fn named(cursor: &mut Cursor<'_>) -> Type {
    let mut name = cursor.name().unwrap_or_default();
    while cursor.is_symbol('.') {
        cursor.at += 1;
        name = cursor.name().unwrap_or_default();
    }
    let mut arguments = Vec::new();
    if cursor.is_symbol('<') && cursor.peek().is_some_and(|token| !token.on_new_line) {
        cursor.at += 1;
        while !cursor.done() && !cursor.is_symbol('>') {
            let before = cursor.at;
            arguments.push(data_type(cursor));
            cursor.accept_symbol(',');
            if cursor.at == before {
                cursor.skip();
            }
        }
        cursor.accept_symbol('>');
    }
    Type::Name(name, arguments)
}

/// The members of an object type.
pub(crate) fn fields(cursor: &mut Cursor<'_>) -> Vec<Field> {
    cursor.inside(|cursor| {
        let mut found = Vec::new();
        while !cursor.done() {
            let before = cursor.at;
            if cursor.is("readonly") && cursor.ahead(1).is_some_and(|token| !token.is_symbol(':')) {
                cursor.at += 1;
            }
            let start = cursor.at;
            let name = cursor.key();
            let optional = cursor.accept_symbol('?');
            if let Some(name) = name
                && cursor.accept_symbol(':')
            {
                let data_type = data_type(cursor);
                found.push(Field { name, optional, data_type, span: cursor.span_from(start) });
            }
            // A member ends with a semicolon, a comma or its line.
            let ended = |cursor: &Cursor<'_>| {
                let next_line = cursor.peek().is_some_and(|token| token.on_new_line);
                cursor.is_symbol(';') || cursor.is_symbol(',') || next_line && cursor.at > before
            };
            while !cursor.done() && !ended(cursor) {
                cursor.skip();
            }
            let _ = cursor.accept_symbol(';') || cursor.accept_symbol(',');
        }
        found
    })
}
