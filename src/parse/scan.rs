//! The outermost layer of reading: where comments, quoted things and words lie in raw text.
//!
//! Nothing here knows statements. Every piece is found in one pass; what is never closed is found out once.

use std::collections::BTreeMap;

use crate::dialects::Dialect;

/// What a backslash does in a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Backslash {
    /// Nothing.
    Plain,
    /// It takes the next character's meaning away.
    Escape,
    /// The dialect is not known: it escapes a quote where a word goes on behind it, as in `'it\'s'`.
    Guess,
}

/// How a dialect quotes and comments.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rules {
    /// What a backslash does in ordinary strings.
    pub backslash: Backslash,
    /// `$tag$ … $tag$` is a string, and `E'…'` has escapes.
    pub dollar: bool,
    /// `#` begins a comment, `--` only does so before white space, and `/*! … */` is code.
    pub mysql_comments: bool,
    /// Block comments nest.
    pub nested: bool,
    /// `[name]` is a quoted name.
    pub brackets: bool,
}

impl Rules {
    /// The rules of a dialect.
    pub fn of(dialect: Dialect) -> Self {
        let postgresql = dialect == Dialect::PostgreSql;
        let mysql = dialect == Dialect::MySql;
        Self {
            backslash: if mysql { Backslash::Escape } else { Backslash::Plain },
            dollar: postgresql,
            mysql_comments: mysql,
            nested: postgresql,
            brackets: dialect == Dialect::Sqlite,
        }
    }

    /// What suits text whose dialect is not known yet.
    pub fn neutral() -> Self {
        Self {
            backslash: Backslash::Guess,
            dollar: true,
            mysql_comments: false,
            nested: false,
            brackets: false,
        }
    }
}

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Piece {
    /// White space without a line feed.
    Space,
    /// One line feed.
    Newline,
    /// A comment to the end of the line.
    LineComment,
    /// A comment between `/*` and `*/`.
    BlockComment,
    /// MySQL's `/*!40101 … */`, whose inside is code.
    ConditionalComment,
    /// A quoted string or name; the byte is its quote.
    Quoted(u8),
    /// A dollar-quoted string.
    Dollar,
    /// A word or a number.
    Word,
    /// Any other single character.
    Symbol(u8),
}

/// A piece and where it ends.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Found {
    /// What it is.
    pub piece: Piece,
    /// One past its last byte.
    pub end: usize,
    /// Whether it has its closing mark.
    pub closed: bool,
}

/// A bracketed name is not longer than this, so that a stray `[` costs little.
const LONGEST_BRACKET_NAME: usize = 256;

/// Finds pieces in a text, one after the other.
pub(crate) struct Scanner<'a> {
    text: &'a str,
    bytes: &'a [u8],
    rules: Rules,
    /// Where each dollar tag occurs last; made when the first tag is met.
    last_tags: Option<BTreeMap<&'a str, usize>>,
    /// Quotes that were found never to be closed: later ones of the kind end with their line.
    never_closed: Vec<u8>,
}

impl<'a> Scanner<'a> {
    /// A scanner of a text.
    pub fn new(text: &'a str, rules: Rules) -> Self {
        Self { text, bytes: text.as_bytes(), rules, last_tags: None, never_closed: Vec::new() }
    }

    /// The byte at a place, or 0 past the end.
    pub fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or(0)
    }

    /// The piece that begins at `at`, which is a character boundary before the end.
    pub fn piece(&mut self, at: usize) -> Found {
        let whole = |piece, end| Found { piece, end, closed: true };
        let byte = self.byte(at);
        match byte {
            b'\n' => whole(Piece::Newline, at + 1),
            b' ' | b'\t' | b'\r' | 0x0b | 0x0c => {
                let end = self.while_bytes(at, |byte| matches!(byte, b' ' | b'\t' | b'\r' | 0x0b | 0x0c));
                whole(Piece::Space, end)
            }
            b'-' if self.byte(at + 1) == b'-' && self.dashes_comment(at + 2) => {
                whole(Piece::LineComment, self.line_end(at))
            }
            b'#' if self.rules.mysql_comments => whole(Piece::LineComment, self.line_end(at)),
            b'/' if self.byte(at + 1) == b'*' => self.block_comment(at),
            b'\'' | b'`' => {
                self.quoted(at, at, byte, if byte == b'`' { Backslash::Plain } else { self.rules.backslash })
            }
            b'"' => self.quoted(at, at, byte, self.rules.backslash),
            b'[' if self.rules.brackets => self.bracketed(at),
            b'e' | b'E' if self.rules.dollar && self.byte(at + 1) == b'\'' => {
                self.quoted(at, at + 1, b'\'', Backslash::Escape)
            }
            b'$' if self.rules.dollar => self.dollar(at),
            _ if byte >= 0x80 && self.blank(at) > 0 => whole(Piece::Space, at + self.blank(at)),
            _ if is_word_start(byte) || byte.is_ascii_digit() => whole(Piece::Word, self.word_end(at)),
            _ => whole(Piece::Symbol(byte), at + 1),
        }
    }

    /// One past the last byte of the line that `at` is on, before its line end.
    pub fn line_end(&self, at: usize) -> usize {
        let end = self.while_bytes(at, |byte| byte != b'\n');
        if end > at && self.byte(end - 1) == b'\r' { end - 1 } else { end }
    }

    fn while_bytes(&self, at: usize, accept: impl Fn(u8) -> bool) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        at + rest.iter().position(|byte| !accept(*byte)).unwrap_or(rest.len())
    }

    fn word_end(&self, at: usize) -> usize {
        let mut end = at;
        while is_word_part(self.byte(end)) && (self.byte(end) < 0x80 || self.blank(end) == 0) {
            end += 1;
        }
        end
    }

    /// The length of the blank beyond ASCII at a place, if there is one: byte-order marks, and the spaces
    /// that come with text copied from a web page.
    fn blank(&self, at: usize) -> usize {
        let letter = self.text.get(at..).and_then(|rest| rest.chars().next());
        letter
            .filter(|letter| matches!(letter, '\u{feff}' | '\u{200b}') || letter.is_whitespace())
            .map_or(0, char::len_utf8)
    }

    /// MySQL wants white space after `--`, but what people paste may hold `-->` or `--text`:
    /// only what can be arithmetic (`5--3`) is left alone.
    fn dashes_comment(&self, after: usize) -> bool {
        !self.rules.mysql_comments
            || !matches!(self.byte(after), b'0'..=b'9' | b'.' | b'(' | b'@' | b'\'' | b'"' | b'`')
    }

    fn block_comment(&self, at: usize) -> Found {
        let (end, closed) = self.comment_end(at);
        let inside = self.text.get(at + 2..end).unwrap_or_default();
        let code = self.rules.mysql_comments
            && closed
            && inside.strip_prefix('M').unwrap_or(inside).strip_prefix('!').is_some_and(|inside| {
                let digits = inside.bytes().take_while(u8::is_ascii_digit).count();
                // MariaDB's dumps begin with `/*!999999\- enable the sandbox mode */`, which no server runs.
                !inside.starts_with("999999") && inside.as_bytes().get(digits) != Some(&b'\\')
            });
        let piece = if code { Piece::ConditionalComment } else { Piece::BlockComment };
        Found { piece, end, closed }
    }

    fn comment_end(&self, at: usize) -> (usize, bool) {
        let mut depth = 1;
        let mut place = at + 2;
        while place < self.bytes.len() {
            if self.byte(place) == b'*' && self.byte(place + 1) == b'/' {
                place += 2;
                depth -= 1;
                if depth == 0 {
                    return (place, true);
                }
            } else if self.rules.nested && self.byte(place) == b'/' && self.byte(place + 1) == b'*' {
                place += 2;
                depth += 1;
            } else {
                place += 1;
            }
        }
        (self.bytes.len(), false)
    }

    fn quoted(&mut self, at: usize, open: usize, quote: u8, backslash: Backslash) -> Found {
        let piece = Piece::Quoted(quote);
        let limit = if self.never_closed.contains(&quote) { self.line_end(at) } else { self.bytes.len() };
        if let Some(end) = quote_end(self.bytes, open, limit, quote, backslash) {
            return Found { piece, end, closed: true };
        }
        self.never_closed.push(quote);
        Found { piece, end: self.line_end(at).max(open + 1), closed: false }
    }

    fn bracketed(&self, at: usize) -> Found {
        let rest = self.bytes.get(at..).unwrap_or_default();
        let near = rest.get(..LONGEST_BRACKET_NAME.min(rest.len())).unwrap_or_default();
        match near.iter().position(|byte| matches!(byte, b']' | b'\n')) {
            Some(length) if near.get(length) == Some(&b']') => {
                Found { piece: Piece::Quoted(b'['), end: at + length + 1, closed: true }
            }
            _ => Found { piece: Piece::Symbol(b'['), end: at + 1, closed: true },
        }
    }

    fn dollar(&mut self, at: usize) -> Found {
        let symbol = Found { piece: Piece::Symbol(b'$'), end: at + 1, closed: true };
        let Some(tag) = self.dollar_tag(at) else { return symbol };
        let after = at + tag.len();
        let text = self.text;
        let tags = self.last_tags.get_or_insert_with(|| last_tags(text));
        if tags.get(tag).is_some_and(|last| *last >= after)
            && let Some(length) = text.get(after..).and_then(|rest| rest.find(tag))
        {
            return Found { piece: Piece::Dollar, end: after + length + tag.len(), closed: true };
        }
        Found { piece: Piece::Dollar, end: self.line_end(at).max(after), closed: false }
    }

    /// `$$` or `$name$` at a place.
    fn dollar_tag(&self, at: usize) -> Option<&'a str> {
        tag_at(self.text, at)
    }
}

fn tag_at(text: &str, at: usize) -> Option<&str> {
    let bytes = text.as_bytes();
    let name = bytes.get(at + 1..)?;
    let length = name.iter().position(|byte| !(is_word_part(*byte) && *byte != b'$')).unwrap_or(name.len());
    if name.get(length) != Some(&b'$') || name.first().is_some_and(u8::is_ascii_digit) {
        return None;
    }
    text.get(at..at + length + 2)
}

fn last_tags(text: &str) -> BTreeMap<&str, usize> {
    let mut tags = BTreeMap::new();
    for (at, _) in text.match_indices('$') {
        if let Some(tag) = tag_at(text, at) {
            tags.insert(tag, at);
        }
    }
    tags
}

/// One past the closing quote of what opens at `open`. A doubled quote is part of the text.
fn quote_end(bytes: &[u8], open: usize, limit: usize, quote: u8, backslash: Backslash) -> Option<usize> {
    let mut place = open + 1;
    while place < limit {
        let byte = bytes.get(place).copied()?;
        if byte == quote {
            if bytes.get(place + 1) == Some(&quote) && place + 1 < limit {
                place += 2;
                continue;
            }
            return Some(place + 1);
        }
        let escapes = byte == b'\\'
            && match backslash {
                Backslash::Plain => false,
                Backslash::Escape => true,
                Backslash::Guess => {
                    bytes.get(place + 1) == Some(&quote)
                        && bytes.get(place + 2).copied().is_some_and(is_word_part)
                }
            };
        place += if escapes { 2 } else { 1 };
    }
    None
}

/// Whether a byte can begin a word. Bytes above ASCII are letters of some script.
pub(crate) fn is_word_start(byte: u8) -> bool {
    byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80
}

/// Whether a byte can stand inside a word.
pub(crate) fn is_word_part(byte: u8) -> bool {
    is_word_start(byte) || byte.is_ascii_digit() || byte == b'$'
}

/// A piece of text that tells something about its dialect.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Glimpse<'a> {
    /// What it is.
    pub piece: Piece,
    /// Its text.
    pub text: &'a str,
    /// Its first byte.
    pub start: usize,
}

/// The pieces of a text whose dialect is not known, without white space.
pub(crate) fn glimpses(text: &str) -> impl Iterator<Item = Glimpse<'_>> {
    let mut scanner = Scanner::new(text, Rules::neutral());
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let start = at;
            let found = scanner.piece(start);
            at = found.end;
            if !matches!(found.piece, Piece::Space | Piece::Newline) {
                return Some(Glimpse {
                    piece: found.piece,
                    text: text.get(start..at).unwrap_or_default(),
                    start,
                });
            }
        }
        None
    })
}
