//! The tokens of one statement.
//!
//! `sqlparser`'s tokenizer does the work, under dialect types of our own: its own dialect types would link its whole
//! statement parser through their virtual tables, eight times the size of everything here.

use std::any::TypeId;

use sqlparser::dialect::{Dialect as Tokenizing, MySqlDialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::tokenizer::{Location, Token as Read, TokenWithSpan, Tokenizer};

use crate::dialects::Dialect;
use crate::findings::Span;

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

/// How often the tokenizer may stumble in one statement before the rest of it is left alone.
const MOST_STUMBLES: usize = 100;

/// The tokens of a range of the script.
pub(crate) fn tokens(script: &Script<'_>, span: Span) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start = span.start;
    for _ in 0..MOST_STUMBLES {
        let text = script.slice(start, span.end);
        let mut read = Vec::new();
        let result = tokenizer(script.dialect, text, &mut read);
        let end = convert(script, start, read, &mut found);
        let Some(letter) = script.slice(end, span.end).chars().next().filter(|_| result.is_err()) else {
            break;
        };
        // What the tokenizer refuses becomes one character of its own, and the rest is read on.
        start = end + letter.len_utf8();
        found.push(Token { kind: Kind::Operator, start: end, end: start });
    }
    found
}

fn tokenizer(dialect: Dialect, text: &str, read: &mut Vec<TokenWithSpan>) -> Result<(), ()> {
    let rules: &dyn Tokenizing = match dialect {
        Dialect::PostgreSql => &PostgreSql,
        Dialect::MySql => &MySql,
        Dialect::Sqlite => &Sqlite,
    };
    Tokenizer::new(rules, text).tokenize_with_location_into_buf(read).map_err(|_| ())
}

/// Appends the tokens that carry meaning; gives the place where the last one read ends.
fn convert(script: &Script<'_>, start: usize, read: Vec<TokenWithSpan>, found: &mut Vec<Token>) -> usize {
    let text = script.slice(start, script.base + script.masked.len());
    let mut letters = text.chars();
    let mut place = Location { line: 1, column: 1 };
    let mut at = start;
    for token in read {
        let begin = at;
        while place < token.span.end {
            let Some(letter) = letters.next() else { break };
            at += letter.len_utf8();
            if letter == '\n' {
                place = Location { line: place.line + 1, column: 1 };
            } else {
                place.column += 1;
            }
        }
        if let Some(kind) = kind(token.token, begin, at, script) {
            found.push(Token { kind, start: begin, end: at });
        }
    }
    at
}

fn kind(token: Read, start: usize, end: usize, script: &Script<'_>) -> Option<Kind> {
    let text = |value: String| Kind::Text { value, double: false };
    Some(match token {
        Read::Whitespace(_) | Read::EOF => return None,
        Read::Word(word) if word.quote_style.is_some() => Kind::Quoted(word.value),
        Read::Word(word) => Kind::Word(word.value),
        Read::Number(value, _) => Kind::Number(value),
        Read::SingleQuotedString(value)
        | Read::NationalStringLiteral(value)
        | Read::EscapedStringLiteral(value)
        | Read::UnicodeStringLiteral(value) => text(value),
        Read::DoubleQuotedString(value) => Kind::Text { value, double: true },
        Read::DollarQuotedString(_) => Kind::Body(body(script.slice(start, end), start, end)),
        Read::LParen => Kind::Symbol('('),
        Read::RParen => Kind::Symbol(')'),
        Read::LBracket => Kind::Symbol('['),
        Read::RBracket => Kind::Symbol(']'),
        Read::Comma => Kind::Symbol(','),
        Read::Period => Kind::Symbol('.'),
        Read::Eq => Kind::Symbol('='),
        Read::Minus => Kind::Symbol('-'),
        Read::Colon => Kind::Symbol(':'),
        Read::SemiColon => Kind::Symbol(';'),
        Read::Mul => Kind::Symbol('*'),
        Read::DoubleColon => Kind::Cast,
        _ => Kind::Operator,
    })
}

/// The inside of `$tag$ … $tag$`.
fn body(quoted: &str, start: usize, end: usize) -> Span {
    let tag = quoted.get(1..).and_then(|rest| rest.find('$')).map_or(0, |at| at + 2);
    Span::new(start + tag, end.saturating_sub(tag).max(start + tag))
}

/// PostgreSQL's rules for the tokenizer. Backticks are no PostgreSQL, but people paste them.
#[derive(Debug)]
struct PostgreSql;

/// MySQL's.
#[derive(Debug)]
struct MySql;

/// SQLite's.
#[derive(Debug)]
struct Sqlite;

impl Tokenizing for PostgreSql {
    fn dialect(&self) -> TypeId {
        TypeId::of::<PostgreSqlDialect>()
    }

    fn is_identifier_start(&self, letter: char) -> bool {
        letter.is_ascii_alphabetic() || letter == '_' || !letter.is_ascii()
    }

    fn is_identifier_part(&self, letter: char) -> bool {
        self.is_identifier_start(letter) || letter.is_ascii_digit() || letter == '$'
    }

    fn is_delimited_identifier_start(&self, letter: char) -> bool {
        matches!(letter, '"' | '`')
    }

    fn supports_unicode_string_literal(&self) -> bool {
        true
    }

    fn supports_string_escape_constant(&self) -> bool {
        true
    }

    fn supports_nested_comments(&self) -> bool {
        true
    }
}

impl Tokenizing for MySql {
    fn dialect(&self) -> TypeId {
        TypeId::of::<MySqlDialect>()
    }

    fn is_identifier_start(&self, letter: char) -> bool {
        letter.is_ascii_alphabetic() || matches!(letter, '_' | '$' | '@') || !letter.is_ascii()
    }

    fn is_identifier_part(&self, letter: char) -> bool {
        self.is_identifier_start(letter) || letter.is_ascii_digit()
    }

    fn is_delimited_identifier_start(&self, letter: char) -> bool {
        letter == '`'
    }

    fn supports_string_literal_backslash_escape(&self) -> bool {
        true
    }

    fn ignores_wildcard_escapes(&self) -> bool {
        true
    }

    fn supports_numeric_prefix(&self) -> bool {
        true
    }

    fn requires_single_line_comment_whitespace(&self) -> bool {
        true
    }
}

impl Tokenizing for Sqlite {
    fn dialect(&self) -> TypeId {
        TypeId::of::<SQLiteDialect>()
    }

    fn is_identifier_start(&self, letter: char) -> bool {
        letter.is_ascii_alphabetic() || letter == '_' || !letter.is_ascii()
    }

    fn is_identifier_part(&self, letter: char) -> bool {
        self.is_identifier_start(letter) || letter.is_ascii_digit() || letter == '$'
    }

    fn is_delimited_identifier_start(&self, letter: char) -> bool {
        matches!(letter, '"' | '`' | '[')
    }

    fn supports_dollar_placeholder(&self) -> bool {
        true
    }
}
