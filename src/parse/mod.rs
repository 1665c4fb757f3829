//! SQL text to model: never fails, and the only module that names `sqlparser`.
//!
//! The text is split into statements, each statement into tokens, and the statements are carried out one after the
//! other on a model of the database. What is not understood is kept as text and said in a finding.

mod alter;
mod alter_column;
mod alter_objects;
mod blocks;
mod columns;
mod create;
mod cursor;
mod data;
mod drops;
mod elements;
mod expressions;
mod foreign;
#[cfg(feature = "rehearse")]
mod given;
mod gutter;
mod heads;
mod indexes;
mod objects;
mod options;
pub mod places;
mod references;
mod replay;
mod replay_parts;
mod report;
mod scan;
mod script;
mod settings;
mod settle;
mod split;
mod statements;
mod tokens;
mod types;
mod view_sources;
mod views;

#[cfg(feature = "source-code")]
pub(crate) use expressions::stands_alone;
pub use expressions::{identifiers, rename_identifiers};
#[cfg(feature = "rehearse")]
pub use given::{Given, GivenRows, given_rows};
#[cfg(feature = "source-code")]
pub(crate) use report::bounded;
pub(crate) use scan::{Piece, glimpses};

use crate::dialects::Dialect;
use crate::findings::{Finding, Span};
use crate::model::schema::{Schema, Table};
use crate::order::arrange;

use replay::Replay;
use split::{Comments, Parts, Remark, split};

/// Reads all statements of `text` in order and gives the schema that they leave behind.
pub fn parse(text: &str, dialect: Dialect) -> (Schema, Vec<Finding>) {
    let whole = Span::new(0, text.len());
    let parts = split(text, whole, dialect, Comments::Skip);
    let mut replay = run(&parts, dialect);
    let commented = parts.remarks.iter().find_map(|remark| match remark {
        Remark::CommentedTables(span) => Some(*span),
        _ => None,
    });
    let mut remarks = parts.remarks;
    if let Some(span) = commented.filter(|_| !replay.created_any) {
        let unwrapped = split(text, whole, dialect, Comments::Unwrap);
        let again = run(&unwrapped, dialect);
        if again.created_any {
            replay = again;
            remarks = unwrapped.remarks;
            replay.findings.push(report::comment_unwrapped(span));
        }
    }
    remark(&mut replay, &remarks);
    settle::settle(&mut replay);
    if !replay.created_any {
        replay.findings.push(report::no_tables(whole));
    }
    if let Some(at) = text.find('\0') {
        let count = text.bytes().filter(|byte| *byte == 0).count();
        replay.findings.push(report::zeros(count, Span::new(at, at + 1)));
    }
    if let Some((span, count)) = replay.grants() {
        replay.findings.push(report::grants_skipped(count, span));
    }
    for (table, rows, span) in std::mem::take(&mut replay.data) {
        replay.findings.push(report::data_skipped(&table, rows, span));
    }
    let mut findings = std::mem::take(&mut replay.findings);
    let start = |finding: &Finding| finding.span.map_or(0, |span| span.start);
    arrange(&mut findings, |left, right| start(left).cmp(&start(right)));
    (replay.schema, report::bounded(findings))
}

/// Reads a text of ours in parts, and gives the tables as each part leaves them.
pub fn parse_in_parts<'a>(parts: impl Iterator<Item = &'a str>, dialect: Dialect) -> Vec<Vec<Table>> {
    let mut replay = Replay::new(dialect);
    parts
        .map(|part| {
            let split = split(part, Span::new(0, part.len()), dialect, Comments::Skip);
            statements::replay_all(&mut replay, &split, 0);
            replay.tables.iter().flatten().cloned().collect()
        })
        .collect()
}

fn run(parts: &Parts<'_>, dialect: Dialect) -> Replay {
    let mut replay = Replay::new(dialect);
    statements::replay_all(&mut replay, parts, 0);
    replay
}

/// Says what the splitter noticed.
fn remark(replay: &mut Replay, remarks: &[Remark]) {
    for remark in remarks {
        let finding = match *remark {
            Remark::OpenQuote(span) => report::quote_unclosed("quote", span),
            Remark::OpenDollar(span) => report::quote_unclosed("dollar quote", span),
            Remark::OpenComment(span) => report::quote_unclosed("comment", span),
            Remark::OpenBody(span) => report::quote_unclosed("body between BEGIN and END", span),
            Remark::Down(span) => report::down_section_skipped(span),
            Remark::CommentedTables(_) => continue,
        };
        replay.findings.push(finding);
    }
}
