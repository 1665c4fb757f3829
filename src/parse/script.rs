//! What splitting gives: the text with all but its SQL blanked out, and the statements in it.

use crate::dialects::Dialect;
use crate::findings::Span;

use super::heads::Head;

/// A stretch of the text, with what is not SQL blanked out.
pub(crate) struct Script<'a> {
    /// The whole text that the user gave.
    pub text: &'a str,
    /// Where this stretch begins in it.
    pub base: usize,
    /// The stretch, blanked; as long as the original.
    pub masked: String,
    /// The ranges that were blanked out, in the whole text and in order.
    pub hidden: Vec<Span>,
    /// Whose SQL it is.
    pub dialect: Dialect,
}

impl Script<'_> {
    /// The text between two places of the whole text, without what was blanked out.
    pub fn visible(&self, start: usize, end: usize) -> String {
        let mut text = String::new();
        let mut at = start;
        let first = self.hidden.partition_point(|range| range.end <= start);
        for range in self.hidden.iter().skip(first).take_while(|range| range.start < end) {
            text.push_str(self.text.get(at..range.start.max(at)).unwrap_or_default());
            at = at.max(range.end);
        }
        text.push_str(self.text.get(at..end).unwrap_or_default());
        text
    }

    /// The SQL between two places of the whole text, without comments.
    pub fn slice(&self, start: usize, end: usize) -> &str {
        let from = start.saturating_sub(self.base);
        self.masked.get(from..end.saturating_sub(self.base)).unwrap_or_default()
    }
}

/// One statement, without its semicolon.
#[derive(Debug, Clone)]
pub(crate) struct Statement {
    /// Where it is.
    pub span: Span,
    /// Its first words.
    pub head: Head,
    /// Rows of data in it: the groups after `VALUES`, or the lines of a `COPY` block.
    pub rows: usize,
    /// Whether it ended only because the next one began.
    pub unended: bool,
    /// Whether its inside was partly in `/*! … */`, so that its original text cannot be used alone.
    pub conditional: bool,
}

/// What the splitter noticed beside the statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Remark {
    /// A quote that is never closed.
    OpenQuote(Span),
    /// A dollar quote that is never closed.
    OpenDollar(Span),
    /// A comment that is never closed.
    OpenComment(Span),
    /// A body whose `END` is missing.
    OpenBody(Span),
    /// A comment that holds `CREATE TABLE`.
    CommentedTables(Span),
    /// Statements after a `Down` marker, which were left out.
    Down(Span),
}

impl Remark {
    /// Where it is.
    pub fn span(self) -> Span {
        match self {
            Self::OpenQuote(span)
            | Self::OpenDollar(span)
            | Self::OpenComment(span)
            | Self::OpenBody(span)
            | Self::CommentedTables(span)
            | Self::Down(span) => span,
        }
    }

    /// The same remark about another place.
    pub fn map(self, change: impl Fn(Span) -> Span) -> Self {
        match self {
            Self::OpenQuote(span) => Self::OpenQuote(change(span)),
            Self::OpenDollar(span) => Self::OpenDollar(change(span)),
            Self::OpenComment(span) => Self::OpenComment(change(span)),
            Self::OpenBody(span) => Self::OpenBody(change(span)),
            Self::CommentedTables(span) => Self::CommentedTables(change(span)),
            Self::Down(span) => Self::Down(change(span)),
        }
    }
}

/// Whether comments that hold `CREATE TABLE` are read as SQL.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Comments {
    /// Skip them.
    Skip,
    /// Read those that hold tables.
    Unwrap,
}

/// All that splitting gives.
pub(crate) struct Parts<'a> {
    /// The blanked text.
    pub script: Script<'a>,
    /// The statements in order.
    pub statements: Vec<Statement>,
    /// What was noticed.
    pub remarks: Vec<Remark>,
}

/// The text with the hidden ranges turned into spaces; line feeds stay.
pub(crate) fn blank(text: &str, hidden: &[Span]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for range in hidden {
        let start = range.start.max(at);
        masked.push_str(text.get(at..start).unwrap_or_default());
        for letter in text.get(start..range.end).unwrap_or_default().chars() {
            if letter == '\n' {
                masked.push('\n');
            } else {
                masked.extend(std::iter::repeat_n(' ', letter.len_utf8()));
            }
        }
        at = at.max(range.end);
    }
    masked.push_str(text.get(at..).unwrap_or_default());
    masked
}
