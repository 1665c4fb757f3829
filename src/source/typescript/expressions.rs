//! Expressions: values, chains of calls, functions.

use super::cursor::Cursor;
use super::statements;
use super::tokens::Kind;
use super::tree::{
    Body, Expression, ExpressionKind as Is, Function, Link, LinkKind, Pattern, Property, Template,
};
use super::types;

/// How far ahead the end of a list of types is looked for.
const LONGEST_TYPE_LIST: usize = 400;

/// Words that stand before a value.
const PREFIXES: &[&str] = &["await", "new", "typeof", "void", "delete", "yield"];

/// Reads an expression. What is none is passed over up to the next comma, semicolon or closing bracket.
pub(crate) fn expression(cursor: &mut Cursor<'_>) -> Expression {
    let start = cursor.at;
    let kind = cursor.deeper(operation).unwrap_or_else(|| {
        cursor.skip_to(&[',', ';', ')', ']', '}']);
        Is::Other
    });
    Expression { kind, span: cursor.span_from(start) }
}

fn operation(cursor: &mut Cursor<'_>) -> Is {
    let first = operand(cursor);
    let mut operands = vec![first];
    let mut operators = Vec::new();
    loop {
        if (cursor.is("as") || cursor.is("satisfies")) && !starts_line(cursor) {
            cursor.at += 1;
            if !cursor.accept("const") {
                types::data_type(cursor);
            }
            continue;
        }
        let Some(operator) = operator(cursor) else { break };
        cursor.at += 1;
        operands.push(operand(cursor));
        operators.push(operator);
    }
    if operators.is_empty() {
        return operands.pop().map_or(Is::Other, |only| only.kind);
    }
    Is::Operation { operands, operators }
}

fn starts_line(cursor: &Cursor<'_>) -> bool {
    cursor.peek().is_some_and(|token| token.on_new_line)
}

/// The operator that stands here, if one does.
fn operator(cursor: &Cursor<'_>) -> Option<String> {
    match &cursor.peek()?.kind {
        Kind::Operator("=>" | "..." | "++" | "--") => None,
        Kind::Operator(operator) => Some((*operator).to_owned()),
        Kind::Symbol(
            symbol @ ('+' | '-' | '*' | '/' | '%' | '<' | '>' | '&' | '|' | '^' | '?' | ':' | '='),
        ) => Some(symbol.to_string()),
        Kind::Name(name) if name == "in" || name == "instanceof" => Some(name.clone()),
        _ => None,
    }
}

fn operand(cursor: &mut Cursor<'_>) -> Expression {
    let start = cursor.at;
    let prefix = match cursor.peek().map(|token| &token.kind) {
        Some(Kind::Symbol(symbol @ ('-' | '+' | '!' | '~'))) => Some(symbol.to_string()),
        Some(Kind::Name(name)) if PREFIXES.contains(&name.as_str()) => Some(name.clone()),
        _ => None,
    };
    let kind = match prefix {
        Some(operator) => {
            cursor.at += 1;
            let value = cursor.deeper(operand);
            value.map_or(Is::Other, |value| Is::Prefix { operator, value: Box::new(value) })
        }
        None => chain(cursor),
    };
    Expression { kind, span: cursor.span_from(start) }
}

fn chain(cursor: &mut Cursor<'_>) -> Is {
    let start = cursor.at;
    let head = value(cursor);
    let head = Expression { kind: head, span: cursor.span_from(start) };
    let mut links = Vec::new();
    while let Some(link) = link(cursor) {
        links.push(link);
    }
    if links.is_empty() { head.kind } else { Is::Chain { head: Box::new(head), links } }
}

fn link(cursor: &mut Cursor<'_>) -> Option<Link> {
    // `value!` and `call<Type>(…)` say something to the compiler alone.
    while cursor.peek().is_some_and(|token| token.is_symbol('!') && !token.on_new_line)
        && !next_is_equals(cursor)
    {
        cursor.at += 1;
    }
    if cursor.is_symbol('<') {
        cursor.at = end_of_types(cursor)?;
    }
    let start = cursor.at;
    let token = cursor.peek()?;
    let kind = match &token.kind {
        Kind::Symbol('.') | Kind::Operator("?.") => {
            cursor.at += 1;
            cursor.accept_symbol('#');
            LinkKind::Member(cursor.name()?)
        }
        Kind::Symbol('(') => LinkKind::Call(list(cursor)),
        Kind::Symbol('[') if !token.on_new_line => LinkKind::Index(Box::new(cursor.inside(expression))),
        Kind::Template { .. } if !token.continues => LinkKind::Template(template(cursor)?),
        _ => return None,
    };
    Some(Link { kind, span: cursor.span_from(start) })
}

fn next_is_equals(cursor: &Cursor<'_>) -> bool {
    cursor.ahead(1).is_some_and(|token| token.is_symbol('='))
}

/// Where a list of types ends that stands before a call or a template: `text<"a" | "b">(`.
fn end_of_types(cursor: &Cursor<'_>) -> Option<usize> {
    let mut depth = 0_usize;
    for distance in 0..LONGEST_TYPE_LIST {
        match &cursor.ahead(distance)?.kind {
            Kind::Symbol('<' | '(' | '[' | '{') => depth += 1,
            Kind::Symbol('>' | ')' | ']' | '}') => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    let next = &cursor.ahead(distance + 1)?.kind;
                    let called = matches!(next, Kind::Symbol('(') | Kind::Template { .. });
                    return called.then_some(cursor.at + distance + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// The values between brackets, with commas between them.
fn list(cursor: &mut Cursor<'_>) -> Vec<Expression> {
    cursor.inside(|cursor| {
        let mut values = Vec::new();
        while !cursor.done() {
            let before = cursor.at;
            if !cursor.is_symbol(',') {
                values.push(expression(cursor));
            }
            cursor.skip_to(&[',']);
            cursor.accept_symbol(',');
            if cursor.at == before {
                cursor.at += 1;
            }
        }
        values
    })
}

fn value(cursor: &mut Cursor<'_>) -> Is {
    let Some(token) = cursor.peek() else { return Is::Other };
    match &token.kind {
        Kind::Name(name) => named(cursor, name),
        Kind::Text(text) => taken(cursor, Is::Text(text.clone())),
        Kind::Number(number) => taken(cursor, Is::Number(number.clone())),
        Kind::Template { .. } => template(cursor).map_or(Is::Other, Is::Template),
        Kind::Symbol('{') => Is::Object(properties(cursor)),
        Kind::Symbol('[') => Is::Array(list(cursor)),
        Kind::Symbol('(') if is_arrow(cursor) => arrow(cursor),
        Kind::Symbol('(') => cursor.inside(expression).kind,
        Kind::Operator("...") => {
            cursor.at += 1;
            Is::Spread(Box::new(expression(cursor)))
        }
        Kind::Symbol('<') => {
            // Types before an arrow function: `<T>(…) => …`.
            if let Some(end) = end_of_types(cursor) {
                cursor.at = end;
                return value_after_types(cursor);
            }
            taken(cursor, Is::Other)
        }
        Kind::Symbol(')' | ']' | '}' | ',' | ';') => Is::Other,
        _ => taken(cursor, Is::Other),
    }
}

fn value_after_types(cursor: &mut Cursor<'_>) -> Is {
    if cursor.is_symbol('(') && is_arrow(cursor) { arrow(cursor) } else { Is::Other }
}

fn taken(cursor: &mut Cursor<'_>, kind: Is) -> Is {
    cursor.at += 1;
    kind
}

fn named(cursor: &mut Cursor<'_>, name: &str) -> Is {
    let is_arrow_here =
        |cursor: &Cursor<'_>, distance| cursor.ahead(distance).is_some_and(|token| token.is_operator("=>"));
    if is_arrow_here(cursor, 1) {
        return arrow(cursor);
    }
    let async_arrow = name == "async" && cursor.ahead(1).is_some_and(|next| !next.on_new_line);
    if async_arrow && (is_arrow_here(cursor, 2) || cursor.ahead(1).is_some_and(|next| next.is_symbol('('))) {
        cursor.at += 1;
        if is_arrow_here(cursor, 1) || is_arrow(cursor) {
            return arrow(cursor);
        }
        cursor.at -= 1;
    }
    if name == "async" && cursor.ahead(1).is_some_and(|next| next.is("function")) {
        cursor.at += 1;
        return named(cursor, "function");
    }
    if name == "function" {
        return statements::function(cursor)
            .map_or(Is::Other, |(_, function)| Is::Function(Box::new(function)));
    }
    cursor.at += 1;
    match name {
        "true" => Is::Boolean(true),
        "false" => Is::Boolean(false),
        "null" | "undefined" => Is::Nothing,
        _ => Is::Name(name.to_owned()),
    }
}

/// Whether the parentheses that open here hold the parameters of an arrow function.
fn is_arrow(cursor: &Cursor<'_>) -> bool {
    let after = cursor.closing() + 1 - cursor.at;
    match cursor.ahead(after).map(|token| &token.kind) {
        Some(Kind::Operator("=>")) => true,
        // With the type of what it gives between: `(table): Columns => …`.
        Some(Kind::Symbol(':')) => {
            let mut distance = after + 1;
            while let Some(token) = cursor.ahead(distance).filter(|_| distance < after + LONGEST_TYPE_LIST) {
                match token.kind {
                    Kind::Operator("=>") => return true,
                    Kind::Symbol(',' | ';' | ')' | '}' | '=' | '?' | ':') => return false,
                    _ => distance += 1,
                }
            }
            false
        }
        _ => false,
    }
}

fn arrow(cursor: &mut Cursor<'_>) -> Is {
    let parameters = if cursor.is_symbol('(') {
        parameters(cursor)
    } else {
        cursor.name().map(Pattern::Name).into_iter().collect()
    };
    if cursor.accept_symbol(':') {
        types::data_type(cursor);
    }
    if !cursor.accept_operator("=>") {
        return Is::Other;
    }
    let body = if cursor.is_symbol('{') {
        Body::Block(statements::block(cursor))
    } else {
        Body::Expression(expression(cursor))
    };
    Is::Function(Box::new(Function { parameters, body }))
}

/// The parameters of a function.
pub(crate) fn parameters(cursor: &mut Cursor<'_>) -> Vec<Pattern> {
    cursor.inside(|cursor| {
        let mut found = Vec::new();
        while !cursor.done() {
            found.push(pattern(cursor));
            cursor.skip_to(&[',']);
            cursor.accept_symbol(',');
        }
        found
    })
}

/// What is declared: a name, or something that is taken apart.
pub(crate) fn pattern(cursor: &mut Cursor<'_>) -> Pattern {
    match cursor.name() {
        Some(name) => Pattern::Name(name),
        None => {
            cursor.skip();
            Pattern::Other
        }
    }
}

fn properties(cursor: &mut Cursor<'_>) -> Vec<Property> {
    cursor.inside(|cursor| {
        let mut found = Vec::new();
        while !cursor.done() {
            let before = cursor.at;
            if !cursor.is_symbol(',') {
                found.push(property(cursor));
            }
            cursor.skip_to(&[',']);
            cursor.accept_symbol(',');
            if cursor.at == before {
                cursor.at += 1;
            }
        }
        found
    })
}

fn property(cursor: &mut Cursor<'_>) -> Property {
    let start = cursor.at;
    if cursor.accept_operator("...") {
        let value = expression(cursor);
        let spread = Expression { span: value.span, kind: Is::Spread(Box::new(value)) };
        return Property { key: None, value: spread, span: cursor.span_from(start) };
    }
    let follows_key = |cursor: &Cursor<'_>| {
        cursor.ahead(1).is_none_or(|token| matches!(token.kind, Kind::Symbol(':' | ',' | '(' | '<')))
    };
    for word in ["async", "get", "set"] {
        if cursor.is(word) && !follows_key(cursor) {
            cursor.at += 1;
        }
    }
    let shorthand = matches!(cursor.peek().map(|token| &token.kind), Some(Kind::Name(_)));
    let key = cursor.key();
    let of_key = cursor.span_from(start);
    if key.is_none() && cursor.is_symbol('[') {
        cursor.skip();
    }
    let value = if cursor.accept_symbol(':') {
        expression(cursor)
    } else if cursor.is_symbol('(') {
        let function = method(cursor);
        Expression { kind: Is::Function(Box::new(function)), span: cursor.span_from(start) }
    } else {
        let name = key.clone().filter(|_| shorthand);
        Expression { kind: name.map_or(Is::Other, Is::Name), span: of_key }
    };
    Property { key, value, span: cursor.span_from(start) }
}

fn method(cursor: &mut Cursor<'_>) -> Function {
    let parameters = parameters(cursor);
    if cursor.accept_symbol(':') {
        types::data_type(cursor);
    }
    let body = if cursor.is_symbol('{') { statements::block(cursor) } else { Vec::new() };
    Function { parameters, body: Body::Block(body) }
}

fn template(cursor: &mut Cursor<'_>) -> Option<Template> {
    let end = cursor.closing();
    let mut template = Template { texts: Vec::new(), holes: Vec::new() };
    while let Some(Kind::Template { text, last }) = cursor.peek().map(|token| &token.kind) {
        template.texts.push(text.clone());
        cursor.at += 1;
        if *last {
            return Some(template);
        }
        template.holes.push(expression(cursor));
        // What is left of an expression that was not understood.
        while !cursor.done()
            && cursor.at < end
            && !cursor
                .peek()
                .is_some_and(|token| matches!(token.kind, Kind::Template { .. }) && token.continues)
        {
            cursor.skip();
        }
    }
    None
}
