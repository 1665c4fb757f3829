//! Where one token ends and what it holds, by the lexical rules of each database.
//!
//! The rules are those of `sqlparser`'s tokenizer, to which `tokens/tests.rs` holds them; this one makes no
//! copies that nobody asks for, and knows of no keywords.

use crate::dialects::Dialect;
use crate::findings::Span;

use super::escapes;
use super::tokens::Kind;

/// Something that was read.
pub(crate) enum Lexeme {
    /// White space or a comment.
    Blank,
    /// A token.
    Token(Kind),
}

/// What stood before: it says whether a point is one of a name or of a number.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Before {
    Word,
    Period,
    Other,
}

/// Reads one token after the other.
pub(crate) struct Lexer<'a> {
    text: &'a str,
    /// Where the text begins in the whole one.
    base: usize,
    dialect: Dialect,
    /// The place of the next token in the text.
    pub at: usize,
    before: Before,
}

impl<'a> Lexer<'a> {
    /// Of a text that begins at `base` of the whole one.
    pub fn new(dialect: Dialect, text: &'a str, base: usize) -> Self {
        Self { text, base, dialect, at: 0, before: Before::Other }
    }

    /// The next token; none where what stands there is none, such as a string without an end.
    pub fn read(&mut self) -> Option<Lexeme> {
        let (lexeme, end) = self.lexeme(self.at)?;
        self.at = end;
        self.before = match &lexeme {
            Lexeme::Token(Kind::Word(_) | Kind::Quoted(_)) => Before::Word,
            Lexeme::Token(Kind::Symbol('.')) => Before::Period,
            _ => Before::Other,
        };
        Some(lexeme)
    }

    /// Goes over a character that is no token.
    pub fn pass(&mut self) {
        self.at += self.letter(self.at).map_or(1, char::len_utf8);
        self.before = Before::Other;
    }

    /// Whether all was read.
    pub fn is_done(&self) -> bool {
        self.at >= self.text.len()
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or_default()
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.text.get(at..)?.chars().next()
    }

    fn slice(&self, start: usize, end: usize) -> &'a str {
        self.text.get(start..end).unwrap_or_default()
    }

    /// The end of the bytes from a place that are accepted.
    fn while_bytes(&self, at: usize, accept: impl Fn(u8) -> bool) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().position(|byte| !accept(*byte)).unwrap_or(rest.len())
    }

    fn lexeme(&self, at: usize) -> Option<(Lexeme, usize)> {
        let (byte, next) = (self.byte(at), self.byte(at + 1));
        let is_mysql = self.dialect == Dialect::MySql;
        let is_postgresql = self.dialect == Dialect::PostgreSql;
        let token = |kind, end| Some((Lexeme::Token(kind), end));
        match byte {
            b' ' | b'\t'..=b'\r' => Some((Lexeme::Blank, at + 1)),
            b'(' | b')' | b',' | b';' => token(Kind::Symbol(char::from(byte)), at + 1),
            b'b' | b'B' if matches!(next, b'\'' | b'"') && self.dialect != Dialect::Sqlite => {
                let (_, end) = escapes::quoted(self.text, at + 1, escapes::Backslash::Plain)?;
                token(Kind::Operator, end)
            }
            b'n' | b'N' if next == b'\'' => self.string(at + 1),
            b'x' | b'X' if next == b'\'' => {
                let (_, end) = escapes::quoted(self.text, at + 1, escapes::Backslash::Escape)?;
                token(Kind::Operator, end)
            }
            b'e' | b'E' if is_postgresql && next == b'\'' => {
                let (value, end) = escapes::escaped(self.text, at + 1)?;
                token(Kind::Text { value, double: false }, end)
            }
            b'u' | b'U' if is_postgresql && next == b'&' && self.byte(at + 2) == b'\'' => {
                let (value, end) = escapes::unicode(self.text, at + 2)?;
                token(Kind::Text { value, double: false }, end)
            }
            b'\'' => self.string(at),
            b'"' if is_mysql => self.string(at),
            b'"' | b'`' => self.name(at, byte),
            b'[' if self.dialect == Dialect::Sqlite => self.name(at, b']'),
            b'0'..=b'9' | b'.' => self.number(at),
            b'@' if is_mysql => Some(self.variable(at)),
            b'$' if !is_mysql => self.dollar(at),
            _ if self.is_word_start(byte) => Some(self.word(at, at + 1)),
            _ => self.mark(at),
        }
    }

    fn is_word_start(&self, byte: u8) -> bool {
        byte.is_ascii_alphabetic()
            || byte == b'_'
            || byte >= 0x80
            || self.dialect == Dialect::MySql && matches!(byte, b'$' | b'@')
    }

    fn is_word_part(&self, byte: u8) -> bool {
        self.is_word_start(byte) || byte.is_ascii_digit() || byte == b'$'
    }

    /// A word that goes on at least to `least`.
    fn word(&self, at: usize, least: usize) -> (Lexeme, usize) {
        let end = self.while_bytes(least, |byte| self.is_word_part(byte));
        (Lexeme::Token(Kind::Word(self.slice(at, end).to_owned())), end)
    }

    fn string(&self, at: usize) -> Option<(Lexeme, usize)> {
        let backslash = match self.dialect {
            Dialect::MySql => escapes::Backslash::MySql,
            _ => escapes::Backslash::Plain,
        };
        let (value, end) = escapes::quoted(self.text, at, backslash)?;
        Some((Lexeme::Token(Kind::Text { value, double: self.byte(at) == b'"' }), end))
    }

    fn name(&self, at: usize, quote: u8) -> Option<(Lexeme, usize)> {
        let (name, end) = escapes::name(self.text, at, quote)?;
        Some((Lexeme::Token(Kind::Quoted(name)), end))
    }

    /// MySQL's `@name` and `@@name`; a quote after the sign belongs to no name.
    fn variable(&self, at: usize) -> (Lexeme, usize) {
        let signs = if self.byte(at + 1) == b'@' { 2 } else { 1 };
        let next = self.letter(at + signs);
        let stands_alone = match next {
            None | Some(' ') => true,
            Some(quote) => signs == 1 && matches!(quote, '\'' | '"' | '`'),
        };
        match next {
            Some('>' | '?') if signs == 1 => (Lexeme::Token(Kind::Operator), at + 2),
            Some(letter) if !stands_alone => self.word(at, at + signs + letter.len_utf8()),
            _ => (Lexeme::Token(Kind::Operator), at + signs),
        }
    }

    fn digits(&self, at: usize) -> usize {
        self.while_bytes(at, |byte| byte.is_ascii_digit())
    }

    fn number(&self, at: usize) -> Option<(Lexeme, usize)> {
        let period = Some((Lexeme::Token(Kind::Symbol('.')), at + 1));
        let is_mysql = self.dialect == Dialect::MySql;
        if self.byte(at) == b'.' && self.byte(at + 1) == b'_' {
            return period.filter(|_| self.before == Before::Word);
        }
        let mut end = self.digits(at);
        if self.slice(at, end) == "0" && self.byte(end) == b'x' {
            let end = self.while_bytes(end + 1, |byte| byte.is_ascii_hexdigit());
            return Some((Lexeme::Token(Kind::Operator), end));
        }
        end += usize::from(self.byte(end) == b'.');
        let is_name = is_mysql && self.before == Before::Word;
        if end == at + 1 && self.byte(at) == b'.' && (is_name || !self.byte(end).is_ascii_digit()) {
            return period;
        }
        end = self.digits(end);
        let exponent = self.exponent(end);
        if is_mysql {
            let word = self.while_bytes(end, |byte| self.is_word_part(byte));
            if exponent == end && word > end || exponent > end && self.before == Before::Period {
                let end = word.max(exponent);
                return Some((Lexeme::Token(Kind::Word(self.slice(at, end).to_owned())), end));
            }
        }
        let number = Kind::Number(self.slice(at, exponent).to_owned());
        Some((Lexeme::Token(number), exponent + usize::from(self.byte(exponent) == b'L')))
    }

    /// The end of an exponent, or the same place where there is none.
    fn exponent(&self, at: usize) -> usize {
        let sign = usize::from(matches!(self.byte(at + 1), b'+' | b'-'));
        let is_one = matches!(self.byte(at), b'e' | b'E') && self.byte(at + 1 + sign).is_ascii_digit();
        if is_one { self.digits(at + 1 + sign) } else { at }
    }

    /// A dollar-quoted string, or what stands for a value.
    fn dollar(&self, at: usize) -> Option<(Lexeme, usize)> {
        let is_sqlite = self.dialect == Dialect::Sqlite;
        let is_part = |letter: char| letter.is_alphanumeric() || letter == '_' || is_sqlite && letter == '$';
        let rest = self.text.get(at + 1..).unwrap_or_default();
        let length = rest.find(|letter| !is_part(letter)).unwrap_or(rest.len());
        let tag_end = at + 1 + length;
        if is_sqlite || self.byte(tag_end) != b'$' {
            return Some((Lexeme::Token(Kind::Operator), tag_end));
        }
        let (tag, inside) = (self.slice(at, tag_end + 1), tag_end + 1);
        let end = inside + self.text.get(inside..)?.find(tag)?;
        let body = Span::new(self.base + inside, self.base + end);
        Some((Lexeme::Token(Kind::Body(body)), end + tag.len()))
    }

    /// A comment or punctuation.
    fn mark(&self, at: usize) -> Option<(Lexeme, usize)> {
        let is_mysql = self.dialect == Dialect::MySql;
        let rest = self.text.get(at..).unwrap_or_default();
        let blank_follows = || self.letter(at + 2).is_some_and(char::is_whitespace);
        if rest.starts_with("--") && (!is_mysql || blank_follows()) || is_mysql && rest.starts_with('#') {
            let ends = |byte| byte == b'\n' || byte == b'\r' && self.dialect == Dialect::PostgreSql;
            return Some((Lexeme::Blank, self.while_bytes(at, |byte| !ends(byte))));
        }
        if rest.starts_with("/*") {
            return self.comment_end(at).map(|end| (Lexeme::Blank, end));
        }
        let known = OPERATORS.iter().find(|operator| rest.starts_with(**operator));
        if let Some(operator) = known {
            let kind = if *operator == "::" { Kind::Cast } else { Kind::Operator };
            return Some((Lexeme::Token(kind), at + operator.len()));
        }
        let symbol = char::from(self.byte(at));
        let kind = if SYMBOLS.contains(symbol) { Kind::Symbol(symbol) } else { Kind::Operator };
        let placeholder = if symbol == '?' { rest.get(1..).unwrap_or_default() } else { "" };
        let number = placeholder.find(|letter: char| !letter.is_numeric()).unwrap_or(placeholder.len());
        Some((Lexeme::Token(kind), at + 1 + number))
    }

    fn comment_end(&self, at: usize) -> Option<usize> {
        let (mut place, mut depth) = (at + 2, 1_usize);
        while place < self.text.len() {
            match (self.byte(place), self.byte(place + 1)) {
                (b'*', b'/') => depth -= 1,
                (b'/', b'*') if self.dialect == Dialect::PostgreSql => depth += 1,
                _ => {
                    place += 1;
                    continue;
                }
            }
            place += 2;
            if depth == 0 {
                return Some(place);
            }
        }
        None
    }
}

/// Punctuation that the grammar asks for.
const SYMBOLS: &str = "()[],.=-:;*";

/// Punctuation of several characters, the longer before the shorter.
const OPERATORS: &[&str] = &[
    "!~~*", "!~~", "!~*", "->>", "#>>", "<=>", "||/", "~~*", "!=", "!!", "!~", "#-", "#>", "&&", "->", "::",
    ":=", "<=", "<>", "<<", "<@", "==", "=>", ">=", ">>", "@>", "@?", "@@", "^@", "|/", "||", "~*", "~~",
];
