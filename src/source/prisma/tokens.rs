//! The words, strings, numbers and signs of Prisma's schema language.

use crate::findings::Span;

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    Word(String),
    Text(String),
    Number(String),
    Symbol(char),
    NewLine,
}

/// A token with its place.
pub(crate) struct Token {
    pub kind: Kind,
    pub span: Span,
}

/// Reads `text`, which begins at byte `base` of the whole, into tokens. White space and comments are none.
pub(crate) fn tokens(text: &str, base: usize) -> Vec<Token> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let start = at;
        let word = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '-';
        let length_of = |more: &dyn Fn(char) -> bool| rest.find(|letter| !more(letter)).unwrap_or(rest.len());
        let kind = if letter == '\n' {
            at += 1;
            Some(Kind::NewLine)
        } else if letter.is_whitespace() || letter == '\u{feff}' {
            at += letter.len_utf8();
            None
        } else if rest.starts_with("//") {
            at += rest.find('\n').unwrap_or(rest.len());
            None
        } else if rest.starts_with("/*") {
            at += rest.find("*/").map_or(rest.len(), |length| length + 2);
            None
        } else if letter == '"' {
            let (value, length) = string(rest);
            at += length;
            Some(Kind::Text(value))
        } else if letter.is_ascii_digit() || letter == '-' {
            at += length_of(&|letter| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '+'));
            Some(Kind::Number(text.get(start..at).unwrap_or_default().to_owned()))
        } else if letter.is_alphabetic() || letter == '_' {
            at += length_of(&word);
            Some(Kind::Word(text.get(start..at).unwrap_or_default().to_owned()))
        } else {
            at += letter.len_utf8();
            Some(Kind::Symbol(letter))
        };
        found.extend(kind.map(|kind| Token { kind, span: Span::new(base + start, base + at) }));
    }
    found
}

/// The value of the string that a text begins with, and its length with the quotes.
fn string(text: &str) -> (String, usize) {
    let mut value = String::new();
    let mut letters = text.char_indices().skip(1);
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return (value, at + 1),
            '\n' => return (value, at),
            '\\' => match letters.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, 'r')) => value.push('\r'),
                Some((_, other)) => value.push(other),
                None => {}
            },
            other => value.push(other),
        }
    }
    (value, text.len())
}
