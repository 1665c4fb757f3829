//! The grammar of Prisma's schema language: blocks of lines. Never an error; what is no block is passed over.

use super::tokens::{Kind, Token, tokens};
use crate::findings::Span;

/// Values within values are followed this far.
const DEEPEST: usize = 32;

/// `model User { … }`.
#[derive(Debug, Clone)]
pub(crate) struct Block {
    /// `model`, `enum`, `datasource` …
    pub kind: String,
    pub name: String,
    pub lines: Vec<Line>,
    /// Whether its last brace is there.
    pub closed: bool,
    pub span: Span,
}

/// A line of a block.
#[derive(Debug, Clone)]
pub(crate) struct Line {
    /// Its first word: the name of a field, of a value, or of a setting. Empty where only attributes stand.
    pub name: String,
    /// What is assigned to it, in a datasource.
    pub value: Option<Value>,
    /// The type of a field.
    pub data_type: Option<FieldType>,
    /// `@id` and, with a name that begins with `@`, `@@id`.
    pub attributes: Vec<Attribute>,
    /// Whether something in it was not understood.
    pub broken: bool,
    pub span: Span,
}

/// The type of a field.
#[derive(Debug, Clone)]
pub(crate) struct FieldType {
    pub name: String,
    /// The text of `Unsupported("…")`.
    pub unsupported: Option<String>,
    pub optional: bool,
    pub list: bool,
}

/// An attribute with its arguments.
#[derive(Debug, Clone)]
pub(crate) struct Attribute {
    /// `id`, `db.VarChar`, `@index`.
    pub name: String,
    pub arguments: Vec<Argument>,
    pub span: Span,
}

/// An argument, with its name when it has one.
#[derive(Debug, Clone)]
pub(crate) struct Argument {
    pub name: Option<String>,
    pub value: Value,
}

/// A value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    Text(String),
    Number(String),
    /// `Cascade`, `true`, a column.
    Name(String),
    /// `autoincrement()`, `email(sort: Desc)`.
    Call(String, Vec<(Option<String>, Value)>),
    List(Vec<Value>),
}

impl Attribute {
    /// The argument of that name, or the first one without a name.
    pub fn argument(&self, name: &str) -> Option<&Value> {
        self.named(name).or_else(|| {
            self.arguments.iter().find(|argument| argument.name.is_none()).map(|argument| &argument.value)
        })
    }

    /// The argument of that name.
    pub fn named(&self, name: &str) -> Option<&Value> {
        self.arguments
            .iter()
            .find(|argument| argument.name.as_deref() == Some(name))
            .map(|argument| &argument.value)
    }
}

impl Value {
    /// The text that it is.
    pub fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The members of a list; a value alone is a list of one.
    pub fn items(&self) -> &[Value] {
        match self {
            Self::List(items) => items,
            other => std::slice::from_ref(other),
        }
    }

    /// Its name, when it is a name or a call.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Name(name) | Self::Call(name, _) => Some(name),
            _ => None,
        }
    }
}

/// Reads all blocks, and the places of what stands between them.
pub(crate) fn read(text: &str, base: usize) -> (Vec<Block>, Vec<Span>) {
    let tokens = tokens(text, base);
    let mut reader = Reader { tokens: &tokens, at: 0, unclosed: false };
    let (mut blocks, mut stray) = (Vec::new(), Vec::new());
    while reader.at < tokens.len() {
        if reader.accept(&Kind::NewLine) {
            continue;
        }
        let start = reader.at;
        match reader.block() {
            Some(block) => blocks.push(block),
            None => {
                reader.skip_line();
                stray.push(reader.span_from(start));
            }
        }
    }
    (blocks, stray)
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
    /// A list of arguments had no end.
    unclosed: bool,
}

impl Reader<'_> {
    fn kind(&self) -> Option<&Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn accept(&mut self, kind: &Kind) -> bool {
        let found = self.kind() == Some(kind);
        self.at += usize::from(found);
        found
    }

    fn symbol(&mut self, symbol: char) -> bool {
        self.accept(&Kind::Symbol(symbol))
    }

    fn word(&mut self) -> Option<String> {
        match self.kind() {
            Some(Kind::Word(word)) => {
                let word = word.clone();
                self.at += 1;
                Some(word)
            }
            _ => None,
        }
    }

    fn skip_line(&mut self) {
        while self.kind().is_some_and(|kind| *kind != Kind::NewLine) {
            self.at += 1;
        }
    }

    fn span_from(&self, start: usize) -> Span {
        let first = self.tokens.get(start).map_or(0, |token| token.span.start);
        let last =
            self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(first, |token| token.span.end);
        Span::new(first, last.max(first))
    }

    fn block(&mut self) -> Option<Block> {
        let start = self.at;
        let mut head = || Some((self.word()?, self.word()?, self.symbol('{').then_some(())?));
        let Some((kind, name, ())) = head() else {
            self.at = start;
            return None;
        };
        let mut lines = Vec::new();
        let mut closed = false;
        while let Some(found) = self.kind() {
            match found {
                Kind::NewLine => self.at += 1,
                Kind::Symbol('}') => {
                    self.at += 1;
                    closed = true;
                    break;
                }
                // A new block begins although this one was never closed.
                Kind::Word(_) if self.begins_block() => break,
                _ => lines.push(self.line()),
            }
        }
        Some(Block { kind, name, lines, closed, span: self.span_from(start) })
    }

    fn begins_block(&self) -> bool {
        let kind = |at: usize| self.tokens.get(self.at + at).map(|token| &token.kind);
        matches!(kind(1), Some(Kind::Word(_))) && kind(2) == Some(&Kind::Symbol('{'))
    }

    fn line(&mut self) -> Line {
        let start = self.at;
        let mut line = Line {
            name: self.word().unwrap_or_default(),
            value: None,
            data_type: None,
            attributes: Vec::new(),
            broken: false,
            span: Span::default(),
        };
        if self.symbol('=') {
            line.value = self.value(DEEPEST);
        } else if !line.name.is_empty() {
            line.data_type = self.field_type();
        }
        while self.symbol('@') {
            line.attributes.extend(self.attribute());
        }
        let end = self.at;
        if !matches!(self.kind(), None | Some(Kind::NewLine | Kind::Symbol('}'))) {
            line.broken = true;
            while !matches!(self.kind(), None | Some(Kind::NewLine)) {
                self.at += 1;
            }
        }
        // A line that begins with what belongs nowhere must not be read again for ever.
        if self.at == start {
            self.at += 1;
        }
        line.span =
            if line.broken || end == start { self.span_from(start) } else { self.span_of(start, end) };
        line
    }

    fn span_of(&self, start: usize, end: usize) -> Span {
        let at = |at: usize| self.tokens.get(at).map_or(Span::default(), |token| token.span);
        Span::new(at(start).start, at(end.saturating_sub(1)).end)
    }

    fn field_type(&mut self) -> Option<FieldType> {
        let mut name = self.word()?;
        let mut unsupported = None;
        if self.symbol('(') {
            if let Some(Kind::Text(text)) = self.kind() {
                unsupported = Some(text.clone());
                self.at += 1;
            }
            self.symbol(')');
        }
        // The first versions of Prisma wrote `[String]`.
        while self.symbol('.') {
            name = self.word()?;
        }
        let list = self.symbol('[') && self.symbol(']');
        let optional = self.symbol('?');
        self.symbol('!');
        Some(FieldType { name, unsupported, optional, list })
    }

    /// Reads an attribute after its first `@`.
    fn attribute(&mut self) -> Option<Attribute> {
        let start = self.at.saturating_sub(1);
        let mut name = if self.symbol('@') { "@".to_owned() } else { String::new() };
        name.push_str(&self.word()?);
        while self.symbol('.') {
            name.push('.');
            name.push_str(&self.word()?);
        }
        let here = self.at;
        let mut arguments = if self.symbol('(') { self.arguments(')', DEEPEST) } else { Vec::new() };
        if std::mem::take(&mut self.unclosed) {
            // Then only this line is lost, and not the ones that were taken for arguments.
            arguments.clear();
            self.at = here;
        }
        let arguments = arguments.into_iter().map(|(name, value)| Argument { name, value }).collect();
        Some(Attribute { name, arguments, span: self.span_from(start) })
    }

    /// Reads values up to the closing bracket.
    fn arguments(&mut self, close: char, depth: usize) -> Vec<(Option<String>, Value)> {
        let mut found = Vec::new();
        while let Some(kind) = self.kind() {
            match kind {
                Kind::NewLine | Kind::Symbol(',') => self.at += 1,
                Kind::Symbol(symbol) if *symbol == close => {
                    self.at += 1;
                    break;
                }
                // The bracket was never closed.
                Kind::Symbol('}' | '{' | '@') => {
                    self.unclosed = true;
                    break;
                }
                _ => {
                    let before = self.at;
                    let named = matches!(
                        (kind, self.tokens.get(self.at + 1).map(|token| &token.kind)),
                        (Kind::Word(_), Some(Kind::Symbol(':')))
                    );
                    let name = if named { self.word() } else { None };
                    self.at += usize::from(named);
                    if let Some(value) = self.value(depth) {
                        found.push((name, value));
                    }
                    if self.unclosed {
                        break;
                    }
                    if self.at == before {
                        self.at += 1;
                    }
                }
            }
        }
        self.unclosed |= self.kind().is_none();
        found
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        let depth = depth.checked_sub(1)?;
        let value = match self.kind()? {
            Kind::Text(text) => Value::Text(text.clone()),
            Kind::Number(number) => Value::Number(number.clone()),
            Kind::Symbol('[') => {
                self.at += 1;
                let items = self.arguments(']', depth);
                return Some(Value::List(items.into_iter().map(|(_, value)| value).collect()));
            }
            Kind::Word(word) => {
                let mut name = word.clone();
                self.at += 1;
                while self.symbol('.') {
                    name.push('.');
                    name.push_str(&self.word()?);
                }
                if self.symbol('(') {
                    return Some(Value::Call(name, self.arguments(')', depth)));
                }
                return Some(Value::Name(name));
            }
            _ => return None,
        };
        self.at += 1;
        Some(value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_written_text_is_read_as_far_as_it_goes() {
        let text = "model A {\n  id Int @id @default(autoincrement(\n  b String @db.VarChar(5\nmodel B {\n  x Int[]? ! ~\n";
        let (blocks, stray) = read(text, 0);
        let names: Vec<&str> = blocks.iter().map(|block| block.name.as_str()).collect();
        assert_eq!((names, stray.len()), (vec!["A", "B"], 0));
        assert!(blocks.iter().all(|block| !block.closed));
        let _ = read(&format!("model A {{ x Int @default({}", "[".repeat(10_000)), 0);
    }
}
