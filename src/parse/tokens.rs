//! The tokens of one statement.

use crate::dialects::Dialect;
use crate::findings::Span;

use super::lexer::{Lexeme, Lexer};
use super::split::Script;

/// A token and where it is in the whole text.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its first byte.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A word without quotes: a keyword or a name.
    Word(String),
    /// A quoted name, unquoted.
    Quoted(String),
    /// A string, unquoted; `double` when its quotes were double ones (MySQL).
    Text {
        /// The value.
        value: String,
        /// Whether it was in double quotes.
        double: bool,
    },
    /// A dollar-quoted string: the place of its inside.
    Body(Span),
    /// A number.
    Number(String),
    /// Punctuation that the grammar asks for.
    Symbol(char),
    /// PostgreSQL's `::`.
    Cast,
    /// Anything else; its text says what.
    Operator,
}

impl Token {
    /// Whether it is that word, unquoted, in any case.
    pub fn is(&self, word: &str) -> bool {
        matches!(&self.kind, Kind::Word(value) if value.eq_ignore_ascii_case(word))
    }

    /// Whether it is that punctuation.
    pub fn is_symbol(&self, symbol: char) -> bool {
        self.kind == Kind::Symbol(symbol)
    }
}

/// A statement with more bytes than this is data, not DDL.
pub(crate) const LONGEST_STATEMENT: usize = 1 << 20;

/// How often the lexer may stumble in one statement before the rest of it is left alone.
const MOST_STUMBLES: usize = 100;

/// The tokens of a range of the script.
pub(crate) fn tokens(script: &Script<'_>, span: Span) -> Vec<Token> {
    read(script.dialect, script.slice(span.start, span.end), span.start)
}

/// The tokens of a text that begins at `base` of the whole one.
fn read(dialect: Dialect, text: &str, base: usize) -> Vec<Token> {
    let mut found = Vec::with_capacity(text.len() / 6);
    let mut lexer = Lexer::new(dialect, text, base);
    let mut stumbles = 0;
    while !lexer.is_done() && stumbles < MOST_STUMBLES {
        let start = base + lexer.at;
        let kind = match lexer.read() {
            Some(Lexeme::Blank) => continue,
            Some(Lexeme::Token(kind)) => kind,
            // What is no token becomes one character of its own, and the rest is read on.
            None => {
                stumbles += 1;
                lexer.pass();
                Kind::Operator
            }
        };
        found.push(Token { kind, start, end: base + lexer.at });
    }
    found
}

#[cfg(test)]
mod tests;
