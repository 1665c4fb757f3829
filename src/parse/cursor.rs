//! A place in the tokens of a statement, and the small questions that a grammar asks there.

use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::names::ObjectName;

use super::split::Script;
use super::tokens::{Kind, Token};

/// PostgreSQL cuts names after this many bytes.
const LONGEST_POSTGRESQL_NAME: usize = 63;

/// A range of tokens and a place in it.
#[derive(Clone, Copy)]
pub(crate) struct Cursor<'a> {
    /// The text that the tokens came from.
    pub script: &'a Script<'a>,
    /// The tokens of the range.
    pub tokens: &'a [Token],
    /// The next token's number.
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// A cursor on the first token.
    pub fn new(script: &'a Script<'a>, tokens: &'a [Token]) -> Self {
        Self { script, tokens, at: 0 }
    }

    /// Whose SQL it is.
    pub fn dialect(&self) -> Dialect {
        self.script.dialect
    }

    /// The next token.
    pub fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at)
    }

    /// The token that many places on.
    pub fn peek_at(&self, ahead: usize) -> Option<&'a Token> {
        self.tokens.get(self.at + ahead)
    }

    /// Whether no token is left.
    pub fn done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Takes the next token.
    pub fn take(&mut self) -> Option<&'a Token> {
        let token = self.peek()?;
        self.at += 1;
        Some(token)
    }

    /// Whether the next token is that word.
    pub fn is(&self, word: &str) -> bool {
        self.is_at(0, word)
    }

    /// Whether the token that many places on is that word.
    pub fn is_at(&self, ahead: usize, word: &str) -> bool {
        self.peek_at(ahead).is_some_and(|token| token.is(word))
    }

    /// Whether the next token is one of those words.
    pub fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(word))
    }

    /// Whether the next tokens are those words.
    pub fn are(&self, words: &[&str]) -> bool {
        words.iter().enumerate().all(|(ahead, word)| self.is_at(ahead, word))
    }

    /// Takes that word, if it is next.
    pub fn accept(&mut self, word: &str) -> bool {
        self.accept_all(&[word])
    }

    /// Takes those words, if they are all next.
    pub fn accept_all(&mut self, words: &[&str]) -> bool {
        let found = self.are(words);
        if found {
            self.at += words.len();
        }
        found
    }

    /// Takes the first of those words that is next.
    pub fn accept_any(&mut self, words: &[&str]) -> bool {
        words.iter().any(|word| self.accept(word))
    }

    /// Whether the next token is that punctuation.
    pub fn is_symbol(&self, symbol: char) -> bool {
        self.symbol_at(0, symbol)
    }

    /// Whether the token that many places on is that punctuation.
    pub fn symbol_at(&self, ahead: usize, symbol: char) -> bool {
        self.peek_at(ahead).is_some_and(|token| token.is_symbol(symbol))
    }

    /// Takes that punctuation, if it is next.
    pub fn accept_symbol(&mut self, symbol: char) -> bool {
        let found = self.is_symbol(symbol);
        self.at += usize::from(found);
        found
    }

    /// Takes `IF EXISTS` or `IF NOT EXISTS`.
    pub fn accept_if_exists(&mut self) -> bool {
        self.accept_all(&["if", "exists"]) || self.accept_all(&["if", "not", "exists"])
    }

    /// Takes a name, quoted in whichever way.
    pub fn name(&mut self) -> Option<String> {
        let dialect = self.dialect();
        let name = match &self.peek()?.kind {
            Kind::Word(value) => resolve(value, dialect),
            Kind::Quoted(value) | Kind::Text { value, .. } => cut(value, dialect),
            // A `psql` variable stands for a name that only its user knows.
            Kind::Symbol(':') => {
                let (Kind::Word(value) | Kind::Quoted(value) | Kind::Text { value, .. }) =
                    &self.peek_at(1)?.kind
                else {
                    return None;
                };
                self.at += 1;
                format!(":{value}")
            }
            // SQL Server's brackets, in a dialect whose tokenizer does not know them.
            Kind::Symbol('[') => return self.bracketed_name(),
            _ => return None,
        };
        self.at += 1;
        Some(name)
    }

    /// Takes a string.
    pub fn text(&mut self) -> Option<String> {
        let Kind::Text { value, .. } = &self.peek()?.kind else { return None };
        self.at += 1;
        Some(value.clone())
    }

    fn bracketed_name(&mut self) -> Option<String> {
        let rest = self.tokens.get(self.at + 1..)?;
        let length = rest.iter().take(16).position(|token| token.is_symbol(']'))?;
        let (first, last) = (rest.first()?, rest.get(length.checked_sub(1)?)?);
        let name = self.script.slice(first.start, last.end).to_owned();
        self.at += length + 2;
        Some(name)
    }

    /// Takes a name that may be qualified.
    pub fn object_name(&mut self) -> Option<ObjectName> {
        let mut name = self.name()?;
        let mut schema = None;
        while self.is_symbol('.') {
            let before = self.at;
            self.at += 1;
            let Some(next) = self.name() else {
                self.at = before;
                break;
            };
            schema = Some(std::mem::replace(&mut name, next));
        }
        if self.dialect() == Dialect::Sqlite
            && schema.as_deref().is_some_and(|schema| schema.eq_ignore_ascii_case("main"))
        {
            schema = None;
        }
        Some(ObjectName { schema, name })
    }

    /// Takes a name with all its qualifiers, outermost first.
    pub fn object_name_parts(&mut self) -> Option<Vec<String>> {
        let mut parts = vec![self.name()?];
        while self.is_symbol('.') {
            self.at += 1;
            parts.push(self.name()?);
        }
        Some(parts)
    }

    /// Takes a group in parentheses and gives a cursor on its inside. A missing closing parenthesis is forgiven.
    pub fn group(&mut self) -> Option<Cursor<'a>> {
        self.group_and_end().map(|(inside, _)| inside)
    }

    /// The same, and whether the closing parenthesis is there.
    pub fn group_and_end(&mut self) -> Option<(Cursor<'a>, bool)> {
        if !self.is_symbol('(') {
            return None;
        }
        let start = self.at + 1;
        let closed = self.skip();
        let end = if closed { self.at - 1 } else { self.at };
        let tokens = self.tokens.get(start..end).unwrap_or_default();
        Some((Cursor { script: self.script, tokens, at: 0 }, closed))
    }

    /// Takes one token, or a whole group when it opens one. Says whether it is whole.
    pub fn skip(&mut self) -> bool {
        let mut depth = 0_usize;
        while let Some(token) = self.take() {
            if token.is_symbol('(') || token.is_symbol('[') {
                depth += 1;
            } else if token.is_symbol(')') || token.is_symbol(']') {
                depth = depth.saturating_sub(1);
            }
            if depth == 0 {
                return true;
            }
        }
        false
    }

    /// The parts between commas outside of groups.
    pub fn split_commas(&self) -> Vec<Cursor<'a>> {
        let mut parts = Vec::new();
        let mut rest = *self;
        let mut start = rest.at;
        while !rest.done() {
            if rest.is_symbol(',') {
                parts.push(self.sub(start, rest.at));
                rest.at += 1;
                start = rest.at;
            } else {
                rest.skip();
            }
        }
        parts.push(self.sub(start, rest.at));
        parts.retain(|part| !part.done());
        parts
    }

    /// A cursor on some of the tokens.
    pub fn sub(&self, start: usize, end: usize) -> Cursor<'a> {
        Cursor { script: self.script, tokens: self.tokens.get(start..end).unwrap_or_default(), at: 0 }
    }

    /// A cursor on what is left.
    pub fn rest(&self) -> Cursor<'a> {
        self.sub(self.at, self.tokens.len())
    }

    /// The place of the tokens from number `start` to here.
    pub fn span_from(&self, start: usize) -> Span {
        let first = self.tokens.get(start).or(self.tokens.last());
        let last = self.tokens.get(self.at.saturating_sub(1).max(start)).or(self.tokens.last());
        match (first, last) {
            (Some(first), Some(last)) => Span::new(first.start, last.end.max(first.end)),
            _ => Span::default(),
        }
    }

    /// The place of all its tokens.
    pub fn span(&self) -> Span {
        match (self.tokens.first(), self.tokens.last()) {
            (Some(first), Some(last)) => Span::new(first.start, last.end),
            _ => Span::default(),
        }
    }

    /// The text of the tokens from number `start` to here, as written, with each gap made one space.
    pub fn written_from(&self, start: usize) -> String {
        self.sub(start, self.at).written()
    }

    /// The text of all its tokens, as written, with each gap made one space.
    pub fn written(&self) -> String {
        let mut text = String::new();
        let mut end = None;
        for token in self.tokens {
            if end.is_some_and(|end| end < token.start) {
                text.push(' ');
            }
            text.push_str(self.script.slice(token.start, token.end));
            end = Some(token.end);
        }
        text
    }
}

/// An unquoted word as the database stores it.
pub(crate) fn resolve(word: &str, dialect: Dialect) -> String {
    match dialect {
        Dialect::PostgreSql => cut(&word.to_ascii_lowercase(), dialect),
        Dialect::MySql | Dialect::Sqlite => word.to_owned(),
    }
}

/// A name as long as the database stores it.
fn cut(name: &str, dialect: Dialect) -> String {
    if dialect != Dialect::PostgreSql || name.len() <= LONGEST_POSTGRESQL_NAME {
        return name.to_owned();
    }
    let end = (0..=LONGEST_POSTGRESQL_NAME).rev().find(|at| name.is_char_boundary(*at)).unwrap_or(0);
    name.get(..end).unwrap_or_default().to_owned()
}
