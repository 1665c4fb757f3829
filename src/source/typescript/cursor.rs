//! A place among tokens, and which bracket closes which.

use super::tokens::{Kind, Token};
use crate::findings::Span;

/// Expressions and types within one another are followed this far; beyond, they are passed over.
const DEEPEST: usize = 48;

/// Reads tokens one after the other.
pub(crate) struct Cursor<'a> {
    tokens: &'a [Token],
    /// For every opening bracket, where the one that closes it stands; the end where none does.
    closing: Vec<usize>,
    /// The next token.
    pub at: usize,
    /// Where to stop.
    pub end: usize,
    depth: usize,
}

impl<'a> Cursor<'a> {
    /// Begins at the first token; gives the brackets that are never closed as well.
    pub fn new(tokens: &'a [Token]) -> (Self, Vec<Span>) {
        let (closing, unclosed) = closing(tokens);
        (Self { tokens, closing, at: 0, end: tokens.len(), depth: 0 }, unclosed)
    }

    /// The next token.
    pub fn peek(&self) -> Option<&'a Token> {
        self.ahead(0)
    }

    /// A token further on.
    pub fn ahead(&self, distance: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + distance).filter(|_| self.at + distance < self.end)
    }

    /// Whether all is read.
    pub fn done(&self) -> bool {
        self.at >= self.end
    }

    /// Takes the next token.
    pub fn take(&mut self) -> Option<&'a Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// Whether the next token is that character.
    pub fn is_symbol(&self, symbol: char) -> bool {
        self.peek().is_some_and(|token| token.is_symbol(symbol))
    }

    /// Whether the next token is that name.
    pub fn is(&self, name: &str) -> bool {
        self.peek().is_some_and(|token| token.is(name))
    }

    /// Takes the next token if it is that character.
    pub fn accept_symbol(&mut self, symbol: char) -> bool {
        let found = self.is_symbol(symbol);
        self.at += usize::from(found);
        found
    }

    /// Takes the next token if it is that name.
    pub fn accept(&mut self, name: &str) -> bool {
        let found = self.is(name);
        self.at += usize::from(found);
        found
    }

    /// Takes the next token if it is that operator.
    pub fn accept_operator(&mut self, operator: &str) -> bool {
        let found = self.peek().is_some_and(|token| token.is_operator(operator));
        self.at += usize::from(found);
        found
    }

    /// Takes a name.
    pub fn name(&mut self) -> Option<String> {
        match self.peek().map(|token| &token.kind) {
            Some(Kind::Name(name)) => {
                self.at += 1;
                Some(name.clone())
            }
            _ => None,
        }
    }

    /// Takes the key of a property: a name, a string or a number.
    pub fn key(&mut self) -> Option<String> {
        match self.peek().map(|token| &token.kind) {
            Some(Kind::Name(key) | Kind::Text(key) | Kind::Number(key)) => {
                self.at += 1;
                Some(key.clone())
            }
            _ => None,
        }
    }

    /// Where the bracket that stands here is closed.
    pub fn closing(&self) -> usize {
        self.closing.get(self.at).copied().unwrap_or(self.end).min(self.end)
    }

    /// Takes a token, or all that stands in brackets.
    pub fn skip(&mut self) {
        let opens = matches!(self.peek().map(|token| &token.kind), Some(Kind::Symbol('(' | '[' | '{')))
            || matches!(self.peek().map(|token| &token.kind), Some(Kind::Template { last: false, .. }));
        self.at = if opens { (self.closing() + 1).min(self.end) } else { self.at + 1 };
    }

    /// Takes everything up to one of these characters, which stays.
    pub fn skip_to(&mut self, symbols: &[char]) {
        while !self.done() && !symbols.iter().any(|symbol| self.is_symbol(*symbol)) {
            self.skip();
        }
    }

    /// Reads what stands in the brackets that open here, and goes on after them.
    pub fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        let (close, end) = (self.closing(), self.end);
        self.at += 1;
        self.end = close;
        let result = read(self);
        self.at = (close + 1).min(end);
        self.end = end;
        result
    }

    /// Goes one level down, if there is not too much above already.
    pub fn deeper<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let result = read(self);
        self.depth -= 1;
        Some(result)
    }

    /// The place from a token to the last one that was taken.
    pub fn span_from(&self, start: usize) -> Span {
        let first = self.tokens.get(start).map_or(0, |token| token.span.start);
        let last =
            self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(first, |token| token.span.end);
        Span::new(first, last.max(first))
    }
}

/// Which bracket closes which, and those that none closes.
fn closing(tokens: &[Token]) -> (Vec<usize>, Vec<Span>) {
    let mut unclosed = Vec::new();
    let mut closing = vec![tokens.len(); tokens.len()];
    let mut open: Vec<(char, usize)> = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let closed = match &token.kind {
            Kind::Symbol(bracket @ ('(' | '[' | '{')) => {
                open.push((*bracket, at));
                continue;
            }
            Kind::Symbol(')') => '(',
            Kind::Symbol(']') => '[',
            Kind::Symbol('}') => '{',
            Kind::Template { last, .. } => {
                // The last piece closes the whole template, which opened with its first piece.
                let continues = token.continues;
                if !continues && !last {
                    open.push(('`', at));
                }
                if !(continues && *last) {
                    continue;
                }
                '`'
            }
            _ => continue,
        };
        // A bracket that closes nothing is passed over; one that closes an outer bracket closes the inner ones too.
        let Some(depth) = open.iter().rposition(|(bracket, _)| *bracket == closed) else { continue };
        for (level, (_, opened)) in open.drain(depth..).enumerate() {
            if let Some(place) = closing.get_mut(opened) {
                *place = at;
            }
            unclosed.extend(tokens.get(opened).filter(|_| level > 0).map(|token| token.span));
        }
    }
    unclosed.extend(open.iter().filter_map(|(_, opened)| tokens.get(*opened)).map(|token| token.span));
    (closing, unclosed)
}
