//! What the lexer reads is what `sqlparser`'s tokenizer reads: of every statement of the cases, and of what chance makes
//! of them.

#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::any::TypeId;

use proptest::prelude::*;
use sqlparser::dialect::{Dialect as Tokenizing, MySqlDialect, PostgreSqlDialect, SQLiteDialect};
use sqlparser::tokenizer::{Location, Token as Read, TokenWithSpan, Tokenizer};

use super::*;
use crate::dialects::ALL;

fn slice(whole: &str, start: usize) -> &str {
    whole.get(start..).unwrap_or_default()
}

fn same(text: &str) {
    // `sqlparser` takes `1elephant` apart in MySQL, which MySQL does not.
    let may_be_exponent =
        |(digit, letter): (u8, u8)| matches!(digit, b'0'..=b'9' | b'.') && matches!(letter, b'e' | b'E');
    let differs = text.bytes().zip(text.bytes().skip(1)).any(may_be_exponent);
    for dialect in ALL.iter().copied().filter(|dialect| !differs || *dialect != Dialect::MySql) {
        assert_eq!(read(dialect, text, 0), oracle(dialect, text), "{text:?} in {}", dialect.name());
    }
}

/// Everything in which databases differ, and what has no end.
const PIECES: &[&str] = &[
    "'it''s'",
    "'a\\'b'",
    "'\\%\\n\\Z'",
    "E'a\\x41\\101\\u00e9\\'b'",
    "e'\\U0001F600'",
    "E'\\x'",
    "E'\\0'",
    "E'\\377'",
    "U&'d\\0061t\\+000061\\\\'",
    "u&'\\00'",
    "N'x'",
    "n'",
    "X'1f'",
    "x'a\\'b'",
    "b'01'",
    "B\"1\"",
    "b1",
    "\"a\"\"b\"",
    "`c``d`",
    "[e]]f]",
    "\"",
    "'",
    "`",
    "[",
    "]",
    "/* a /* b */ c */",
    "/*",
    "*/",
    "-- x\n",
    "--x\r\n",
    "5--3",
    "#x\n",
    "# ",
    "#-",
    "#>>",
    "#",
    "0x1F",
    "0xg",
    "0",
    "1.5e+10",
    "1e",
    ".5",
    "1.",
    "1..2",
    "1L",
    "12ab",
    "1e5",
    "a.1e5",
    "a.1b",
    "a._b",
    "._b",
    ".",
    "..",
    "$$a$$",
    "$$",
    "$tag$ b $tag$",
    "$tag$",
    "$1",
    "$a$b",
    ":name",
    "::text",
    ":=",
    ":",
    "@a",
    "@@b",
    "@'x'",
    "@ ",
    "@>",
    "@",
    "@=",
    "?",
    "?12",
    "->",
    "->>",
    "-",
    "/",
    "%",
    "%s",
    "|",
    "||",
    "||/",
    "|/",
    "!",
    "!=",
    "!~~*",
    "!~~",
    "!!",
    "<=>",
    "<=",
    "<>",
    "<<",
    "<@",
    "<-",
    "<",
    ">=",
    ">>",
    ">",
    "=>",
    "==",
    "=",
    "&&",
    "&",
    "^@",
    "^",
    "~*",
    "~~*",
    "~~",
    "~",
    "{",
    "}",
    "\\",
    ";",
    ",",
    "(",
    ")",
    "*",
    "+",
    "_x$1",
    "ünï",
    "\u{a0}",
    "\u{1}",
    "\u{b}",
    "\t",
    "\n",
    " ",
    "CREATE TABLE",
    "user_id",
    "Q'[x]'",
    "r'x'",
];

#[test]
fn each_piece_alone_and_before_each_other_one() {
    for first in PIECES {
        same(first);
        for second in PIECES {
            same(&format!("{first}{second}"));
            same(&format!("a{first} {second}b"));
        }
    }
}

#[test]
fn names_of_mysql_begin_with_digits() {
    let words = |text| {
        let named = read(Dialect::MySql, text, 0).into_iter().map(|token| match token.kind {
            Kind::Word(name) => format!("word {name}"),
            Kind::Number(number) => number,
            other => format!("{other:?}"),
        });
        named.collect::<Vec<_>>().join(", ")
    };
    assert_eq!(words("1e5 1.5e+10 1elephant 1e"), "1e5, 1.5e+10, word 1elephant, word 1e");
    assert_eq!(words("a.1e5"), "word a, Symbol('.'), word 1e5");
}

proptest! {
    #[test]
    fn whatever_stands_together(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..12)) {
        same(&pieces.concat());
    }

    #[test]
    fn whatever_there_is(text in "[ -~\\n\\tüß]{0,40}") {
        same(&text);
    }
}

/// What `sqlparser` makes of a text.
fn oracle(dialect: Dialect, whole: &str) -> Vec<Token> {
    let mut found = Vec::new();
    let mut start = 0;
    for _ in 0..MOST_STUMBLES {
        let text = slice(whole, start);
        let mut read = Vec::new();
        let result = tokenizer(dialect, text, &mut read);
        let end = convert(whole, start, read, &mut found);
        let Some(letter) = slice(whole, end).chars().next().filter(|_| result.is_err()) else {
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
fn convert(whole: &str, start: usize, read: Vec<TokenWithSpan>, found: &mut Vec<Token>) -> usize {
    let mut letters = slice(whole, start).chars();
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
        if let Some(kind) = kind(token.token, begin, at, whole) {
            found.push(Token { kind, start: begin, end: at });
        }
    }
    at
}

fn kind(token: Read, start: usize, end: usize, whole: &str) -> Option<Kind> {
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
        Read::DollarQuotedString(_) => Kind::Body(body(&whole[start..end], start, end)),
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

/// PostgreSQL's rules for it. Backticks are no PostgreSQL, but people paste them.
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
