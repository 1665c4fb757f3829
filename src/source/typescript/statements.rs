//! Statements: imports, declarations, functions and their bodies.

use super::cursor::Cursor;
use super::expressions::{expression, parameters, pattern};
use super::tokens::Kind;
use super::tree::{Body, Function, Import, Statement, StatementKind as Is, Type};
use super::types;

/// Words that begin a statement; where one stands at the start of a line, a broken statement before it is over.
const BEGINNINGS: &[&str] = &[
    "import",
    "export",
    "const",
    "let",
    "var",
    "function",
    "async",
    "interface",
    "type",
    "return",
    "await",
    "class",
];

/// Reads everything that is left.
pub(crate) fn all(cursor: &mut Cursor<'_>) -> Vec<Statement> {
    let mut found = Vec::new();
    while !cursor.done() {
        let before = cursor.at;
        statement(cursor, &mut found);
        finish(cursor);
        if cursor.at == before {
            cursor.skip();
        }
    }
    found
}

/// The statements between the braces that open here.
pub(crate) fn block(cursor: &mut Cursor<'_>) -> Vec<Statement> {
    let read = cursor.deeper(|cursor| cursor.inside(all));
    read.unwrap_or_else(|| {
        cursor.skip();
        Vec::new()
    })
}

/// Takes what is left of a statement.
fn finish(cursor: &mut Cursor<'_>) {
    while let Some(token) = cursor.peek() {
        let begins = matches!(&token.kind, Kind::Name(name) if BEGINNINGS.contains(&name.as_str()));
        if token.on_new_line && (begins || !continues(&token.kind)) {
            return;
        }
        if cursor.accept_symbol(';') {
            return;
        }
        cursor.skip();
    }
}

/// Whether a line that begins so belongs to the statement before.
fn continues(kind: &Kind) -> bool {
    matches!(
        kind,
        Kind::Operator(_) | Kind::Symbol('.' | '?' | ':' | '+' | '-' | '*' | '=' | '|' | '&' | ',' | ')')
    )
}

fn statement(cursor: &mut Cursor<'_>, found: &mut Vec<Statement>) {
    let start = cursor.at;
    while cursor.is("export") || cursor.is("default") || cursor.is("declare") || cursor.is("abstract") {
        cursor.at += 1;
    }
    let Some(token) = cursor.peek() else { return };
    let word = match &token.kind {
        Kind::Name(name) => name.as_str(),
        _ => "",
    };
    let kind = match word {
        "import" => import(cursor).map_or(Is::Other, Is::Import),
        "const" | "let" | "var" => return constants(cursor, start, found),
        "function" => declared_function(cursor),
        "async" if cursor.ahead(1).is_some_and(|next| next.is("function")) => {
            cursor.at += 1;
            declared_function(cursor)
        }
        "interface" => interface(cursor),
        "type" if matches!(cursor.ahead(1).map(|next| &next.kind), Some(Kind::Name(_))) => alias(cursor),
        "return" => {
            cursor.at += 1;
            Is::Return(expression(cursor))
        }
        "class" | "if" | "for" | "while" | "switch" | "try" | "throw" | "do" | "namespace" | "enum" => {
            other(cursor)
        }
        _ => Is::Expression(expression(cursor)),
    };
    found.push(Statement { kind, span: cursor.span_from(start) });
}

/// Passes a statement over up to and with its last block.
fn other(cursor: &mut Cursor<'_>) -> Is {
    cursor.at += 1;
    while !cursor.done() && !cursor.is_symbol(';') {
        let is_block = cursor.is_symbol('{');
        cursor.skip();
        let goes_on = ["else", "catch", "finally", "while"].iter().any(|word| cursor.is(word));
        if is_block && !goes_on {
            break;
        }
    }
    Is::Other
}

fn import(cursor: &mut Cursor<'_>) -> Option<Import> {
    cursor.at += 1;
    cursor.accept("type");
    let mut import = Import { module: String::new(), names: Vec::new(), namespace: None };
    if let Some(default) = cursor.name() {
        import.names.push(("default".to_owned(), default));
        cursor.accept_symbol(',');
    }
    if cursor.accept_symbol('*') {
        cursor.accept("as");
        import.namespace = cursor.name();
    }
    if cursor.is_symbol('{') {
        import.names.extend(cursor.inside(imported));
    }
    cursor.accept("from");
    match &cursor.take()?.kind {
        Kind::Text(module) => import.module.clone_from(module),
        _ => return None,
    }
    Some(import)
}

fn imported(cursor: &mut Cursor<'_>) -> Vec<(String, String)> {
    let mut names = Vec::new();
    while !cursor.done() {
        if cursor.is("type") && !cursor.ahead(1).is_none_or(|next| next.is_symbol(',')) {
            cursor.at += 1;
        }
        if let Some(name) = cursor.key() {
            let local = if cursor.accept("as") { cursor.name() } else { None };
            names.push((name.clone(), local.unwrap_or(name)));
        }
        cursor.skip_to(&[',']);
        cursor.accept_symbol(',');
    }
    names
}

fn constants(cursor: &mut Cursor<'_>, start: usize, found: &mut Vec<Statement>) {
    cursor.at += 1;
    let mut start = start;
    loop {
        let pattern = pattern(cursor);
        cursor.accept_symbol('!');
        if cursor.accept_symbol(':') {
            types::data_type(cursor);
        }
        if !cursor.accept_symbol('=') {
            return;
        }
        let value = expression(cursor);
        found.push(Statement { kind: Is::Constant { pattern, value }, span: cursor.span_from(start) });
        start = cursor.at;
        if !cursor.accept_symbol(',') {
            return;
        }
    }
}

fn declared_function(cursor: &mut Cursor<'_>) -> Is {
    function(cursor).map_or(Is::Other, |(name, function)| Is::Function { name, function })
}

/// Reads a function from its keyword on.
pub(crate) fn function(cursor: &mut Cursor<'_>) -> Option<(String, Function)> {
    cursor.at += 1;
    cursor.accept_symbol('*');
    let name = cursor.name().unwrap_or_default();
    skip_type_parameters(cursor);
    if !cursor.is_symbol('(') {
        return None;
    }
    let parameters = parameters(cursor);
    if cursor.accept_symbol(':') {
        types::data_type(cursor);
    }
    if !cursor.is_symbol('{') {
        return None;
    }
    Some((name, Function { parameters, body: Body::Block(block(cursor)) }))
}

fn skip_type_parameters(cursor: &mut Cursor<'_>) {
    let mut depth = 0_usize;
    while cursor.is_symbol('<') || depth > 0 && !cursor.done() {
        if cursor.is_symbol('<') {
            depth += 1;
        } else if cursor.is_symbol('>') {
            depth -= 1;
        }
        cursor.skip();
        if depth == 0 {
            return;
        }
    }
}

fn interface(cursor: &mut Cursor<'_>) -> Is {
    cursor.at += 1;
    let Some(name) = cursor.name() else { return Is::Other };
    cursor.skip_to(&['{', ';']);
    if !cursor.is_symbol('{') {
        return Is::Other;
    }
    Is::Interface { name, fields: types::fields(cursor) }
}

fn alias(cursor: &mut Cursor<'_>) -> Is {
    cursor.at += 1;
    let Some(name) = cursor.name() else { return Is::Other };
    skip_type_parameters(cursor);
    if !cursor.accept_symbol('=') {
        return Is::Other;
    }
    match types::data_type(cursor) {
        Type::Object(fields) => Is::Interface { name, fields },
        meaning => Is::Alias { name, meaning },
    }
}
