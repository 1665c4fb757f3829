//! What follows the closing parenthesis of `CREATE TABLE`.

use crate::model::schema::Table;

use super::cursor::Cursor;
use super::tokens::Kind;

/// Words that begin an option after the closing parenthesis, where no comma need stand before.
const OPTION_STARTS: &[&str] = &[
    "engine",
    "default",
    "charset",
    "character",
    "collate",
    "comment",
    "auto_increment",
    "row_format",
    "strict",
    "without",
    "with",
    "inherits",
    "partition",
    "tablespace",
    "on",
    "using",
    "key_block_size",
    "stats_persistent",
    "compression",
    "max_rows",
    "min_rows",
    "avg_row_length",
    "checksum",
    "pack_keys",
    "delay_key_write",
    "data",
    "index",
    "encryption",
    "page_checksum",
    "transactional",
    "union",
    "insert_method",
    "connection",
    "password",
    "stats_auto_recalc",
];

/// Reads what follows the closing parenthesis.
pub(crate) fn options(cursor: &mut Cursor<'_>, table: &mut Table) {
    while !cursor.done() {
        if cursor.accept_symbol(',') {
            continue;
        }
        if let Some(comment) = comment_option(cursor) {
            table.comment = Some(comment);
            continue;
        }
        let start = cursor.at;
        if cursor.is("partition") {
            cursor.at = cursor.tokens.len();
        } else {
            option(cursor);
        }
        let text = cursor.written_from(start);
        // The frame that the `mysql` client prints around a definition.
        if !text.is_empty() && text != "|" {
            table.options.push(text);
        }
    }
}

/// `COMMENT='…'`.
pub(crate) fn comment_option(cursor: &mut Cursor<'_>) -> Option<String> {
    let start = cursor.at;
    if cursor.accept("comment") {
        cursor.accept_symbol('=');
        if let Some(text) = cursor.text() {
            return Some(text);
        }
        cursor.at = start;
    }
    None
}

/// Moves past one option: words, an equals sign, a value.
pub(crate) fn option(cursor: &mut Cursor<'_>) {
    if cursor.accept("default") && !cursor.is_any(OPTION_STARTS) {
        return;
    }
    cursor.skip();
    while !cursor.done() && !cursor.is_symbol(',') {
        if cursor.accept_symbol('=') {
            cursor.skip();
            return;
        }
        let value_follows = cursor.is_at(0, "set") || cursor.is("by");
        let name = matches!(cursor.peek().map(|token| &token.kind), Some(Kind::Word(_)));
        if name && cursor.is_any(OPTION_STARTS) && !value_follows {
            return;
        }
        cursor.skip();
    }
}
