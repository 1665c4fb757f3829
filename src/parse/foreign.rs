//! What stands among SQL statements and is for another program: its command lines, and data blocks.

use crate::dialects::Dialect;
use crate::findings::Span;

use super::gutter::Gutter;
use super::heads::{self, Head};
use super::script::Statement;
use super::split::Splitter;

/// What stands around code in Markdown, on a line of its own.
const FENCES: &[&str] = &["```", "~~~"];

/// How much of a line is what the `mysql` client prints around the text of `SHOW CREATE TABLE`: with `\\G` a line of
/// stars and the names of the columns, into a file the same with tabs, else the frame of a box.
fn printed_around(line: &str) -> Option<usize> {
    let star_line = line.starts_with("*****") && line.trim_end().ends_with('*');
    let frame = line.starts_with("+--") && line.trim_end().ends_with("-+");
    let name = ["Table: ", "View: "].iter().any(|label| line.trim_start().starts_with(label));
    let headings = line.starts_with("| ") && line.trim_end().ends_with('|');
    let columns =
        ["Table\tCreate Table", "View\tCreate View"].iter().any(|heading| line.starts_with(heading));
    if star_line || frame || name || headings || columns {
        return Some(line.len());
    }
    if let Some((name, statement)) = line.split_once('\t')
        && !name.is_empty()
        && statement.starts_with("CREATE ")
    {
        return Some(name.len() + 1);
    }
    let label =
        ["Create Table: ", "Create View: "].iter().find(|label| line.trim_start().starts_with(**label));
    if let Some(label) = label {
        return Some(line.len() - line.trim_start().len() + label.len());
    }
    // `| name | CREATE TABLE …`
    let cell = line.strip_prefix("| ")?.find(" | CREATE ")?;
    Some(2 + cell + 3)
}

impl Splitter<'_> {
    /// Into a file, the `mysql` client writes the end of a line as two letters. Gives where it ends.
    pub(super) fn written_line_end(&self) -> Option<usize> {
        let is_one = self.dialect == Dialect::MySql
            && self
                .text
                .get(self.at..)
                .is_some_and(|rest| rest.starts_with("\\n") || rest.starts_with("\\t"));
        is_one.then_some(self.at + 2)
    }

    /// What stands before every line is no part of the text.
    pub(super) fn margin(&mut self) -> bool {
        if self.gutter == Gutter::None
            || !self.text.get(..self.at).is_some_and(|before| before.is_empty() || before.ends_with('\n'))
        {
            return false;
        }
        let end = self.scanner.line_end(self.at);
        let width = self.gutter.width(self.text.get(self.at..end).unwrap_or_default());
        self.hide(self.at, self.at + width);
        self.at += width;
        width > 0
    }

    /// A line that is meant for another program: `psql`, the `mysql` and `sqlite3` shells, SQL Server's tools.
    pub(super) fn foreign_line(&mut self) -> bool {
        let end = self.scanner.line_end(self.at);
        let line = self.text.get(self.at..end).unwrap_or_default();
        let trimmed = line.trim();
        let first = trimmed.split_whitespace().next().unwrap_or_default();
        if first.is_empty() || self.inside_comment.is_some() {
            return false;
        }
        if first.eq_ignore_ascii_case("delimiter") && self.open.is_none() {
            let given = trimmed.split_whitespace().nth(1).unwrap_or(";");
            self.delimiter = if given.is_empty() { ";".to_owned() } else { given.to_owned() };
        } else if trimmed.trim_end_matches(';').eq_ignore_ascii_case("go") {
            self.close(false);
        } else if self.dialect == Dialect::Sqlite && self.open.is_none() && first.starts_with('.') {
            // `.open`, `.mode`: the sqlite3 shell's own commands.
        } else if self.is_fence(trimmed) {
            self.close(false);
        } else if first.starts_with('\\') && self.open.as_ref().is_none_or(|open| open.depth == 0) {
            self.close(false);
            self.psql_database(trimmed);
        } else if self.dialect == Dialect::MySql && self.open.as_ref().is_none_or(|open| open.depth == 0) {
            let Some(length) = printed_around(line) else { return false };
            self.close(false);
            self.hide(self.at, self.at + length);
            self.at += length;
            self.line_start = false;
            return true;
        } else {
            return false;
        }
        self.hide(self.at, end);
        self.at = end;
        self.line_start = false;
        true
    }

    /// A line around code in Markdown. Within parentheses only the fence and one word: MySQL's column `` ` `` looks alike.
    fn is_fence(&self, line: &str) -> bool {
        let Some(mark) = FENCES.iter().find(|fence| line.starts_with(**fence)) else { return false };
        let rest = line.trim_start_matches(|letter| mark.starts_with(letter));
        let is_inside = self.open.as_ref().is_some_and(|open| open.depth > 0);
        if is_inside { rest.chars().all(char::is_alphanumeric) } else { !rest.contains(';') }
    }

    /// `\connect name` changes the database, as `USE name` does.
    fn psql_database(&mut self, line: &str) {
        let mut words = line.split_whitespace();
        if matches!(words.next(), Some("\\connect" | "\\c"))
            && let Some(name) = words.next()
        {
            let mut head = Head::default();
            head.push("USE");
            head.push(name);
            let rest = self.text.get(self.at..).unwrap_or_default();
            let start = self.at + rest.find(name).unwrap_or_default();
            self.statements.push(Statement {
                span: Span::new(start, start + name.len()),
                head,
                rows: 0,
                unended: false,
                conditional: false,
            });
        }
    }

    /// The lines after `COPY … FROM stdin;` up to `\.`: rows, which are counted.
    pub(super) fn copy_data(&mut self) {
        let start = self.scanner.line_end(self.at);
        let ended = self.last_copy_end.is_some_and(|last| last >= self.at);
        let mut at = start;
        let mut rows = 0;
        while let Some(length) = self.text.get(at..).and_then(|rest| rest.find('\n')) {
            let line_start = at + length + 1;
            let line_end = self.scanner.line_end(line_start);
            let line = self.text.get(line_start..line_end).unwrap_or_default();
            if ended && line == "\\." {
                at = line_end;
                break;
            }
            if !ended && heads::looks_like_statement(line) || line_start >= self.text.len() {
                break;
            }
            rows += usize::from(!line.is_empty());
            at = line_end;
        }
        self.hide(start, at);
        self.at = at;
        if let Some(statement) = self.statements.last_mut().filter(|_| self.down.is_none()) {
            statement.rows = rows;
        }
    }
}
