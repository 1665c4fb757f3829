//! From text to statements.
//!
//! A statement ends at its semicolon; failing that, where the next one plainly begins. Comments, lines for other
//! programs (`psql`, `DELIMITER`, `GO`) and data blocks are blanked out in a copy of the text that keeps every
//! place, so that later stages see SQL only and their places are the user's.

use crate::dialects::Dialect;
use crate::findings::Span;

use super::gutter::Gutter;
use super::heads::{self, Head};
use super::scan::{Found, Piece, Rules, Scanner};
use super::script::blank;
pub(crate) use super::script::{Comments, Parts, Remark, Script, Statement};

/// Splits `text[span]`.
pub(crate) fn split(text: &str, span: Span, dialect: Dialect, comments: Comments) -> Parts<'_> {
    let part = text.get(span.start..span.end).unwrap_or_default();
    let mut splitter = Splitter::new(part, dialect, comments);
    splitter.run();
    let base = span.start;
    let shift = |span: Span| Span::new(span.start + base, span.end + base);
    for statement in &mut splitter.statements {
        statement.span = shift(statement.span);
    }
    let remarks = splitter.remarks.iter().map(|remark| remark.map(shift)).collect();
    let masked = blank(part, &splitter.hidden);
    let hidden = splitter.hidden.iter().map(|span| shift(*span)).collect();
    Parts { script: Script { text, base, masked, hidden, dialect }, statements: splitter.statements, remarks }
}

/// Where an `INSERT` stands: only the groups after `VALUES` are rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    Before,
    Inside,
    After,
}

impl Rows {
    fn after(self, word: &str) -> Self {
        let ends = ["on", "as", "returning"].iter().any(|end| word.eq_ignore_ascii_case(end));
        match self {
            Self::Before if word.eq_ignore_ascii_case("values") => Self::Inside,
            Self::Inside if ends => Self::After,
            state => state,
        }
    }
}

/// A statement that is being read.
pub(super) struct Open {
    start: usize,
    end: usize,
    head: Head,
    pub(super) depth: usize,
    blocks: usize,
    after_end: bool,
    rows_state: Rows,
    rows: usize,
    conditional: bool,
}

impl Open {
    /// Whether a semicolon here ends the statement. A rule has its statements in parentheses.
    fn ends_here(&self) -> bool {
        self.blocks == 0 && !(self.depth > 0 && self.head.created() == "RULE")
    }
}

pub(super) struct Splitter<'a> {
    pub(super) text: &'a str,
    pub(super) scanner: Scanner<'a>,
    pub(super) dialect: Dialect,
    comments: Comments,
    pub(super) at: usize,
    pub(super) hidden: Vec<Span>,
    pub(super) statements: Vec<Statement>,
    remarks: Vec<Remark>,
    pub(super) open: Option<Open>,
    /// What ends a statement: `;` unless `DELIMITER` says otherwise.
    pub(super) delimiter: String,
    /// Only white space was seen since the last line feed.
    pub(super) line_start: bool,
    /// The end of the comment whose inside is being read as code.
    pub(super) inside_comment: Option<usize>,
    /// Where the current `Down` section began.
    pub(super) down: Option<usize>,
    /// `BEGIN … END` bodies are followed, until one turns out never to end.
    follow_blocks: bool,
    /// What stands before every line.
    pub(super) gutter: Gutter,
    /// Where the last line of `\.` is.
    pub(super) last_copy_end: Option<usize>,
}

impl<'a> Splitter<'a> {
    fn new(text: &'a str, dialect: Dialect, comments: Comments) -> Self {
        Self {
            text,
            scanner: Scanner::new(text, Rules::of(dialect)),
            dialect,
            comments,
            at: 0,
            hidden: Vec::new(),
            statements: Vec::new(),
            remarks: Vec::new(),
            open: None,
            delimiter: ";".to_owned(),
            line_start: true,
            inside_comment: None,
            down: None,
            follow_blocks: true,
            last_copy_end: text.rfind("\n\\."),
            gutter: Gutter::of(text),
        }
    }

    fn run(&mut self) {
        while self.at < self.text.len() {
            self.step();
            if self.at >= self.text.len() {
                self.rewind_open_block();
            }
        }
        self.close(false);
        self.end_down(self.text.len());
    }

    fn step(&mut self) {
        if self.inside_comment.is_some_and(|end| self.at + 2 >= end) {
            self.leave_comment();
            return;
        }
        if self.line_start && (self.margin() || self.foreign_line()) {
            return;
        }
        if self.text.get(self.at..).is_some_and(|rest| rest.starts_with(self.delimiter.as_str()))
            && self.delimiter != ";"
        {
            self.close(false);
            self.hide(self.at, self.at + self.delimiter.len());
            self.at += self.delimiter.len();
            self.line_start = false;
            return;
        }
        let found = self.scanner.piece(self.at);
        match found.piece {
            Piece::Newline => {
                self.line_start = true;
                self.at = found.end;
            }
            Piece::Space => {
                if self.text.as_bytes().get(self.at).is_some_and(|byte| *byte >= 0x80) {
                    self.hide(self.at, found.end);
                }
                self.at = found.end;
            }
            Piece::LineComment => self.line_comment(found),
            Piece::BlockComment | Piece::ConditionalComment => self.block_comment(found),
            Piece::Quoted(_) | Piece::Dollar => self.quoted(found),
            Piece::Word => self.word(self.end_of_word(found.end)),
            Piece::Symbol(b'\\') if self.written_line_end().is_some() => {
                let end = self.written_line_end().unwrap_or(found.end);
                self.hide(self.at, end);
                self.at = end;
            }
            Piece::Symbol(byte) => self.symbol(byte, found.end),
        }
    }

    fn line_comment(&mut self, found: Found) {
        let end = self.inside_comment.map_or(found.end, |inside| found.end.min(inside.saturating_sub(2)));
        let comment = self.text.get(self.at..end).unwrap_or_default();
        let words = comment.trim_start_matches(['-', '#', '>', ' ', '\t']).to_ascii_lowercase();
        if words.starts_with("statement-breakpoint") && self.open.as_ref().is_none_or(|open| open.depth == 0)
        {
            self.close(false);
        }
        match heads::section(&words) {
            Some(heads::Section::Down) => {
                self.close(false);
                self.down.get_or_insert(self.at);
            }
            Some(heads::Section::Up) => {
                self.close(false);
                self.end_down(self.at);
            }
            None => {}
        }
        self.hide(self.at, end);
        self.at = end.max(self.at + 1);
    }

    fn end_down(&mut self, end: usize) {
        if let Some(start) = self.down.take() {
            self.remarks.push(Remark::Down(Span::new(start, end)));
        }
    }

    fn block_comment(&mut self, found: Found) {
        let span = Span::new(self.at, found.end);
        let comment = self.text.get(span.start..span.end).unwrap_or_default();
        let conditional = found.piece == Piece::ConditionalComment;
        let tables = !conditional && heads::mentions_create_table(comment);
        if tables {
            self.remarks.push(Remark::CommentedTables(span));
        }
        let unwrap = tables && self.comments == Comments::Unwrap;
        if (conditional || unwrap) && found.closed && self.inside_comment.is_none() {
            let rest = comment.trim_start_matches(['/', '*', 'M', '!']);
            let opening = if conditional {
                comment.len() - rest.trim_start_matches(|letter: char| letter.is_ascii_digit()).len()
            } else {
                2
            };
            self.hide(self.at, self.at + opening);
            self.at += opening;
            self.inside_comment = Some(found.end);
            if conditional && let Some(open) = &mut self.open {
                open.conditional = true;
            }
            return;
        }
        if !found.closed {
            self.remarks.push(Remark::OpenComment(span));
        }
        self.hide(span.start, span.end);
        self.at = found.end;
        self.line_start = false;
    }

    fn leave_comment(&mut self) {
        let end = self.inside_comment.take().unwrap_or(self.at);
        if let Some(open) = &mut self.open {
            open.conditional = true;
        }
        self.hide(self.at, end);
        self.at = end.max(self.at);
    }

    fn quoted(&mut self, found: Found) {
        let span = Span::new(self.at, found.end);
        if !found.closed {
            let dollar = found.piece == Piece::Dollar;
            self.remarks.push(if dollar { Remark::OpenDollar(span) } else { Remark::OpenQuote(span) });
        }
        self.extend(found.end);
    }

    fn word(&mut self, end: usize) {
        let word = self.text.get(self.at..end).unwrap_or_default();
        if self.begins_statement(word, end) {
            self.close(true);
        }
        let blocks = self.follow_blocks;
        let next = if blocks && self.open.as_ref().is_some_and(|open| open.head.has_body()) {
            self.next_word(end)
        } else {
            ""
        };
        self.extend(end);
        let dialect = self.dialect;
        if let Some(open) = &mut self.open {
            open.head.push(word);
            if blocks && open.head.has_body() {
                open.blocks = heads::blocks_after(open.blocks, word, next, open.after_end, dialect);
                open.after_end = word.eq_ignore_ascii_case("end");
            }
            if open.depth == 0 && open.head.is_insert() {
                open.rows_state = open.rows_state.after(word);
            }
        }
    }

    /// Where the word ends: MySQL's client takes the delimiter for one wherever it stands, as in `END$$`, though `$` may
    /// stand in names.
    fn end_of_word(&self, end: usize) -> usize {
        let word = self.text.get(self.at..end).filter(|_| self.delimiter != ";");
        let length = word.and_then(|word| word.find(self.delimiter.as_str())).filter(|length| *length > 0);
        length.map_or(end, |length| self.at + length)
    }

    /// The word after `at`, on this line or the next ones; empty when something else follows.
    fn next_word(&self, at: usize) -> &'a str {
        heads::word_after(self.text, at)
    }

    fn begins_statement(&self, word: &str, end: usize) -> bool {
        let Some(open) = &self.open else { return false };
        if open.blocks > 0 || self.delimiter != ";" || !heads::can_begin(word) {
            return false;
        }
        heads::begins(&open.head, word, self.text, end, self.line_start, open.depth > 0)
    }

    fn symbol(&mut self, byte: u8, end: usize) {
        match byte {
            b';' if self.delimiter == ";" && self.open.as_ref().is_none_or(Open::ends_here) => {
                self.end_statement(end);
                return;
            }
            b'\\' if self.dialect == Dialect::PostgreSql => {
                let end = self.scanner.line_end(self.at);
                self.close(false);
                self.hide(self.at, end);
                self.at = end;
                return;
            }
            b'*' if self.scanner.byte(end) == b'/' => {
                self.hide(self.at, end + 1);
                self.at = end + 1;
                return;
            }
            _ => {}
        }
        self.extend(end);
        if let Some(open) = &mut self.open {
            match byte {
                b'(' => {
                    open.depth += 1;
                    open.rows += usize::from(open.rows_state == Rows::Inside && open.depth == 1);
                }
                b')' => open.depth = open.depth.saturating_sub(1),
                _ => {}
            }
        }
    }

    /// At a semicolon: the statement is over, and a `COPY … FROM stdin` is followed by its data.
    fn end_statement(&mut self, end: usize) {
        let copies = self.open.as_ref().is_some_and(|open| {
            let text = self.text.get(open.start..open.end).unwrap_or_default();
            open.head.first() == "COPY" && text.to_ascii_lowercase().contains("stdin")
        });
        self.close(false);
        self.at = end;
        self.line_start = false;
        if copies {
            self.copy_data();
        }
    }

    fn extend(&mut self, end: usize) {
        let start = self.at;
        let open = self.open.get_or_insert_with(|| Open {
            start,
            end: start,
            head: Head::default(),
            depth: 0,
            blocks: 0,
            after_end: false,
            rows_state: Rows::Before,
            rows: 0,
            conditional: false,
        });
        open.end = end;
        if self.inside_comment.is_some() && self.comments == Comments::Skip {
            open.conditional = true;
        }
        self.at = end;
        self.line_start = false;
    }

    pub(super) fn close(&mut self, unended: bool) {
        let Some(open) = self.open.take() else { return };
        if self.down.is_some() {
            return;
        }
        self.statements.push(Statement {
            span: Span::new(open.start, open.end),
            head: open.head,
            rows: open.rows,
            unended,
            conditional: open.conditional,
        });
    }

    /// A body that never ends would swallow all that follows: go back to its start and follow no body from there on.
    fn rewind_open_block(&mut self) {
        let Some(open) = self.open.as_ref().filter(|open| open.blocks > 0 && self.follow_blocks) else {
            return;
        };
        let start = open.start;
        let place = Span::new(start, open.end.min(self.scanner.line_end(start)));
        self.follow_blocks = false;
        self.open = None;
        self.hidden.retain(|range| range.end <= start);
        self.at = start;
        self.line_start = true;
        self.inside_comment = None;
        self.remarks.retain(|remark| remark.span().start < start);
        self.remarks.push(Remark::OpenBody(place));
    }

    pub(super) fn hide(&mut self, start: usize, end: usize) {
        if start < end {
            self.hidden.push(Span::new(start, end));
        }
    }
}
