//! The tokens of TypeScript, as far as schema files need them: linear in the text, and never an error.

use crate::findings::Span;

/// A token and where it is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Where it is.
    pub span: Span,
    /// Whether a line ends between the token before and this one.
    pub on_new_line: bool,
    /// Whether it is a piece of a template that goes on after an expression.
    pub continues: bool,
}

/// What a token is.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Kind {
    /// A name or keyword.
    Name(String),
    /// A string, unquoted.
    Text(String),
    /// A number, as written.
    Number(String),
    /// A piece of a template string; between two pieces stands an expression.
    Template {
        /// Its text, unescaped.
        text: String,
        /// Whether the template ends here; otherwise an expression and a further piece follow.
        last: bool,
    },
    /// One character of punctuation.
    Symbol(char),
    /// `=>`, `...`, `?.` and the operators of several characters.
    Operator(&'static str),
    /// A regular expression, or something that is no TypeScript.
    Other,
}

impl Token {
    /// Whether it is that name or keyword.
    pub fn is(&self, name: &str) -> bool {
        matches!(&self.kind, Kind::Name(found) if found == name)
    }

    /// Whether it is that character.
    pub fn is_symbol(&self, symbol: char) -> bool {
        self.kind == Kind::Symbol(symbol)
    }

    /// Whether it is that operator.
    pub fn is_operator(&self, operator: &str) -> bool {
        matches!(self.kind, Kind::Operator(found) if found == operator)
    }
}

/// Operators of several characters, longest first. `>>` is not among them, because it closes two lists of types.
const OPERATORS: &[&str] = &[
    "...", "===", "!==", "??=", "=>", "?.", "??", "&&", "||", "==", "!=", "<=", ">=", "+=", "**", "++", "--",
];

/// The tokens of `text`, which begins at byte `base` of the whole.
pub(crate) fn tokens(text: &str, base: usize) -> Vec<Token> {
    let mut lexer = Lexer { text, at: 0, base, found: Vec::new(), open: Vec::new(), on_new_line: true };
    while lexer.next() {}
    lexer.found
}

struct Lexer<'a> {
    text: &'a str,
    at: usize,
    base: usize,
    found: Vec<Token>,
    /// The braces that are open: true for those of a template's expression.
    open: Vec<bool>,
    on_new_line: bool,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn push(&mut self, kind: Kind, start: usize) {
        let span = Span::new(self.base + start, self.base + self.at);
        // Such a piece begins with the brace that closes the expression.
        let continues = matches!(kind, Kind::Template { .. })
            && self.text.get(start..).is_some_and(|written| written.starts_with('}'));
        self.found.push(Token { kind, span, on_new_line: self.on_new_line, continues });
        self.on_new_line = false;
    }

    /// Reads one token or one stretch of blanks; false at the end.
    fn next(&mut self) -> bool {
        let start = self.at;
        let Some(letter) = self.rest().chars().next() else { return false };
        if letter.is_whitespace() || letter == '\u{feff}' {
            self.on_new_line |= letter == '\n';
            self.at += letter.len_utf8();
        } else if self.rest().starts_with("//") || (start == 0 && self.rest().starts_with("#!")) {
            self.at += self.rest().find('\n').unwrap_or(self.rest().len());
        } else if self.rest().starts_with("/*") {
            let length = self.rest().find("*/").map_or(self.rest().len(), |length| length + 2);
            self.on_new_line |= self.rest().get(..length).is_some_and(|comment| comment.contains('\n'));
            self.at += length;
        } else if is_name_start(letter) {
            self.at += name_length(self.rest());
            let name = self.text.get(start..self.at).unwrap_or_default().to_owned();
            self.push(Kind::Name(name), start);
        } else if letter.is_ascii_digit() {
            self.number(start);
        } else if letter == '"' || letter == '\'' {
            self.string(letter, start);
        } else if letter == '`' {
            self.at += 1;
            self.template(start);
        } else if letter == '/' && self.can_begin_pattern() && self.pattern(start) {
        } else {
            self.punctuation(letter, start);
        }
        true
    }

    fn number(&mut self, start: usize) {
        let more = |letter: char| letter.is_ascii_alphanumeric() || letter == '.' || letter == '_';
        self.at += self.rest().find(|letter| !more(letter)).unwrap_or(self.rest().len());
        let written = self.text.get(start..self.at).unwrap_or_default();
        let number = written.trim_end_matches('n').replace('_', "");
        self.push(Kind::Number(number), start);
    }

    fn string(&mut self, quote: char, start: usize) {
        self.at += 1;
        let mut value = String::new();
        while let Some(letter) = self.rest().chars().next() {
            if letter == quote {
                self.at += 1;
                break;
            }
            // A string ends with its line, so that an apostrophe in prose does not swallow the rest of the text.
            if letter == '\n' {
                break;
            }
            self.letter(letter, &mut value);
        }
        self.push(Kind::Text(value), start);
    }

    /// Reads a piece of a template, up to its end or to the next expression.
    fn template(&mut self, start: usize) {
        let mut value = String::new();
        let mut last = true;
        while let Some(letter) = self.rest().chars().next() {
            if letter == '`' {
                self.at += 1;
                break;
            }
            if self.rest().starts_with("${") {
                self.at += 2;
                self.open.push(true);
                last = false;
                break;
            }
            self.letter(letter, &mut value);
        }
        self.push(Kind::Template { text: value, last }, start);
    }

    /// Takes one letter of a string, with its escape if it is one.
    fn letter(&mut self, letter: char, value: &mut String) {
        self.at += letter.len_utf8();
        if letter != '\\' {
            value.push(letter);
            return;
        }
        let Some(escaped) = self.rest().chars().next() else { return };
        self.at += escaped.len_utf8();
        match escaped {
            'n' => value.push('\n'),
            't' => value.push('\t'),
            'r' => value.push('\r'),
            'b' => value.push('\u{8}'),
            'f' => value.push('\u{c}'),
            'v' => value.push('\u{b}'),
            '0' => value.push('\0'),
            '\n' => {}
            'x' => self.code(2, value),
            'u' if self.rest().starts_with('{') => {
                let length = self.rest().find('}').filter(|length| *length <= 8).unwrap_or(1);
                let digits = self.rest().get(1..length).unwrap_or_default();
                value.extend(u32::from_str_radix(digits, 16).ok().and_then(char::from_u32));
                self.at += length + 1;
            }
            'u' => self.code(4, value),
            other => value.push(other),
        }
        self.at = self.at.min(self.text.len());
        while !self.text.is_char_boundary(self.at) {
            self.at += 1;
        }
    }

    fn code(&mut self, digits: usize, value: &mut String) {
        let written = self.rest().get(..digits).unwrap_or_default();
        if let Some(letter) = u32::from_str_radix(written, 16).ok().and_then(char::from_u32) {
            value.push(letter);
            self.at += digits;
        }
    }

    /// Whether a slash here begins a regular expression: nothing that it could divide stands before it.
    fn can_begin_pattern(&self) -> bool {
        match self.found.last().map(|token| &token.kind) {
            None | Some(Kind::Operator(_)) => true,
            Some(Kind::Symbol(symbol)) => {
                matches!(symbol, '(' | ',' | '=' | ':' | '[' | '{' | ';' | '!' | '?')
            }
            Some(Kind::Name(name)) => name == "return",
            _ => false,
        }
    }

    fn pattern(&mut self, start: usize) -> bool {
        let mut escaped = false;
        let mut in_class = false;
        let end = self.rest().char_indices().skip(1).find_map(|(at, letter)| {
            let closes = letter == '/' && !escaped && !in_class || letter == '\n';
            match letter {
                '[' if !escaped => in_class = true,
                ']' if !escaped => in_class = false,
                _ => {}
            }
            escaped = letter == '\\' && !escaped;
            closes.then_some((at, letter))
        });
        let Some((length, '/')) = end else { return false };
        self.at += length + 1;
        self.at += name_length(self.rest());
        self.push(Kind::Other, start);
        true
    }

    fn punctuation(&mut self, letter: char, start: usize) {
        if let Some(operator) = OPERATORS.iter().find(|operator| self.rest().starts_with(**operator)) {
            self.at += operator.len();
            self.push(Kind::Operator(operator), start);
            return;
        }
        self.at += letter.len_utf8();
        match letter {
            '{' => self.open.push(false),
            '}' if self.open.pop() == Some(true) => return self.template(start),
            _ => {}
        }
        let kind = if letter.is_ascii_punctuation() { Kind::Symbol(letter) } else { Kind::Other };
        self.push(kind, start);
    }
}

fn is_name_start(letter: char) -> bool {
    letter.is_alphabetic() || letter == '_' || letter == '$'
}

fn name_length(text: &str) -> usize {
    let more = |letter: char| letter.is_alphanumeric() || letter == '_' || letter == '$';
    text.find(|letter| !more(letter)).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        tokens(text, 0).into_iter().map(|token| token.kind).collect()
    }

    #[test]
    fn templates_hold_expressions_that_hold_templates() {
        let template = |text: &str, last| Kind::Template { text: text.to_owned(), last };
        let name = |text: &str| Kind::Name(text.to_owned());
        assert_eq!(
            kinds("`a${b}${`c${d}`}e`"),
            [
                template("a", false),
                name("b"),
                template("", false),
                template("c", false),
                name("d"),
                template("", true),
                template("e", true)
            ]
        );
    }

    #[test]
    fn strings_regular_expressions_and_broken_text_end_somewhere() {
        assert_eq!(kinds(r#"'it\'s \u{1F600}\x41'"#), [Kind::Text("it's 😀A".to_owned())]);
        assert_eq!(kinds("'open\nx").len(), 2);
        assert_eq!(kinds("= /['\"]/g").len(), 2);
        assert_eq!(kinds("a / b / c").len(), 5);
        for text in ["`", "${", "\\", "'\\", "'\\u{", "'\\u{110000000}é", "'\\x", "/*", "\u{0}", "`${`${"] {
            let _ = kinds(text);
        }
    }
}
