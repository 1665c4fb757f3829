//! A reader for the part of TypeScript that schema files are written in. It never fails: what it does not know is
//! passed over, and whoever asks for a value that was passed over learns that there is none.

mod cursor;
mod expressions;
mod statements;
pub(crate) mod tokens;
pub(crate) mod tree;
mod types;
pub(crate) mod values;

use crate::findings::Span;
use cursor::Cursor;
use tokens::Token;
use tree::Statement;

/// A text that was read.
pub(crate) struct Program {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its statements.
    pub statements: Vec<Statement>,
    /// Brackets that are never closed: what comes after them may have been taken for something else.
    pub unclosed: Vec<Span>,
}

/// Reads `text`, which begins at byte `base` of the whole.
pub(crate) fn read(text: &str, base: usize) -> Program {
    let tokens = tokens::tokens(text, base);
    let (mut cursor, unclosed) = Cursor::new(&tokens);
    let statements = statements::all(&mut cursor);
    Program { tokens, statements, unclosed }
}
