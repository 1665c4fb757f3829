//! A column's definition: its name, its type and the clauses after it, in whatever order.

use crate::dialects::Dialect;
use crate::dialects::ddl::IDENTITY_OPTIONS;
use crate::model::schema::{AutoNumber, Check, Column, Expression, ForeignKey, Generated, Key, Literal};
use crate::model::types::TypeKind;

use super::cursor::Cursor;
use super::elements::is_table_element;
use super::expressions::expression;
use super::references::references;
use super::tokens::Kind;
use super::types::data_type;

/// A column and the constraints that were written on it.
#[derive(Debug, Clone)]
pub(crate) struct ReadColumn {
    /// The column. Its nullability does not reckon with primary keys yet.
    pub column: Column,
    /// Whether it says `NOT NULL` itself.
    pub not_null: bool,
    /// `PRIMARY KEY`, and whether it said `DESC`.
    pub primary_key: Option<Key>,
    /// `UNIQUE`.
    pub uniques: Vec<Key>,
    /// `REFERENCES`.
    pub foreign_keys: Vec<ForeignKey>,
    /// `CHECK`.
    pub checks: Vec<Check>,
    /// MySQL: where among the columns it goes.
    pub position: Option<Position>,
}

/// MySQL's `FIRST` and `AFTER column`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Position {
    /// Before all others.
    First,
    /// After that column.
    After(String),
}

/// Words that begin a clause and so end the one before.
const CLAUSES: &[&str] = &[
    "constraint",
    "not",
    "null",
    "default",
    "primary",
    "unique",
    "check",
    "references",
    "collate",
    "generated",
    "as",
    "auto_increment",
    "autoincrement",
    "comment",
    "on",
    "key",
    "charset",
    "first",
    "after",
    "invisible",
    "visible",
    "storage",
    "compression",
    "virtual",
    "stored",
    "column_format",
    "deferrable",
    "initially",
    "identity",
    "foreign",
];

/// Words that begin a clause only together.
const CLAUSE_PAIRS: &[&[&str]] = &[&["character", "set"], &["without", "system"], &["with", "system"]];

/// Reads a column. What is left afterwards belongs to something else.
pub(crate) fn column(part: &mut Cursor<'_>) -> Option<ReadColumn> {
    let start = part.at;
    let name = part.name()?;
    let read_type = data_type(part);
    if read_type.data_type.text.is_empty() && part.dialect() != Dialect::Sqlite {
        return None;
    }
    let mut column = Column::new(name, read_type.data_type);
    column.nullable = true;
    column.auto_number = read_type.auto_number;
    let mut read = ReadColumn {
        not_null: column.auto_number.is_some(),
        column,
        primary_key: None,
        uniques: Vec::new(),
        foreign_keys: Vec::new(),
        checks: Vec::new(),
        position: None,
    };
    if read_type.unique {
        read.uniques.push(own_key(&read.column, None, None, part, start));
    }
    while !(part.done() || is_table_element(part) && starts_table_element(part)) {
        clause(part, &mut read);
    }
    read.column.nullable = !read.not_null;
    read.column.span = part.span_from(start);
    Some(read)
}

/// Whether what stands here can only belong to the table: a column's own constraints have no column list.
fn starts_table_element(part: &Cursor<'_>) -> bool {
    let ahead = if part.is("constraint") { 2 } else { 0 };
    let keyed = |word: &str| {
        part.is_at(ahead, word) && part.is_at(ahead + 1, "key") && part.symbol_at(ahead + 2, '(')
    };
    keyed("primary") || keyed("foreign") || part.is_at(ahead, "unique") && part.symbol_at(ahead + 1, '(')
}

fn clause(part: &mut Cursor<'_>, read: &mut ReadColumn) {
    let start = part.at;
    let mut name = None;
    if part.is("constraint") {
        part.at += 1;
        name = part.name();
    }
    if key_clause(part, read, &name, start) || reference_clause(part, read, &name, start) {
        return;
    }
    if value_clause(part, read) || text_clause(part, read) {
        return;
    }
    part.at = start;
    unread(part, read);
}

/// `NOT NULL`, `NULL`, `PRIMARY KEY`, `UNIQUE`.
fn key_clause(part: &mut Cursor<'_>, read: &mut ReadColumn, name: &Option<String>, start: usize) -> bool {
    if part.accept_all(&["not", "null"]) || part.accept("notnull") {
        if name.is_some() {
            read.column.unread.push(part.written_from(start));
        }
        read.not_null = true;
        conflict(part, read);
    } else if part.accept("null") {
        conflict(part, read);
    } else if part.accept_all(&["primary", "key"]) || (part.dialect() == Dialect::MySql && part.accept("key"))
    {
        let from = part.at;
        part.accept_any(&["asc", "desc"]);
        on_conflict(part);
        deferrable(part);
        let rest = Some(part.written_from(from))
            .filter(|text| !text.is_empty() && !text.eq_ignore_ascii_case("asc"));
        read.primary_key = Some(own_key(&read.column, name.clone(), rest, part, start));
    } else if part.accept("unique") {
        part.accept_any(&["key", "index"]);
        let from = part.at;
        if part.accept("nulls") {
            part.accept("not");
            part.accept("distinct");
        }
        on_conflict(part);
        deferrable(part);
        let rest = Some(part.written_from(from)).filter(|text| !text.is_empty());
        let key = own_key(&read.column, name.clone(), rest, part, start);
        read.uniques.push(key);
    } else {
        return false;
    }
    true
}

fn own_key(
    column: &Column,
    name: Option<String>,
    rest: Option<String>,
    part: &Cursor<'_>,
    start: usize,
) -> Key {
    Key { name, columns: vec![column.name.clone()], rest, span: part.span_from(start) }
}

/// SQLite's `ON CONFLICT …` after `NOT NULL` has no place in the model.
fn conflict(part: &mut Cursor<'_>, read: &mut ReadColumn) {
    let start = part.at;
    if on_conflict(part) {
        read.column.unread.push(part.written_from(start));
    }
}

fn on_conflict(part: &mut Cursor<'_>) -> bool {
    part.accept_all(&["on", "conflict"]) && part.take().is_some()
}

fn deferrable(part: &mut Cursor<'_>) {
    let _ = part.accept_all(&["not", "deferrable"]) || part.accept("deferrable");
    if part.accept("initially") {
        part.take();
    }
}

/// `CHECK`, `REFERENCES`.
fn reference_clause(
    part: &mut Cursor<'_>,
    read: &mut ReadColumn,
    name: &Option<String>,
    start: usize,
) -> bool {
    if part.is("check") && part.symbol_at(1, '(') {
        part.at += 1;
        let Some(condition) = part.group() else { return false };
        let from = part.at;
        let _ = part.accept_all(&["no", "inherit"])
            || part.accept_all(&["not", "enforced"])
            || part.accept("enforced");
        let rest = Some(part.written_from(from)).filter(|text| !text.is_empty());
        read.checks.push(Check {
            name: name.clone(),
            expression: expression(&condition),
            column: Some(read.column.name.clone()),
            rest,
            span: part.span_from(start),
        });
        return true;
    }
    if let Some(mut foreign_key) = references(part) {
        foreign_key.name = name.clone();
        foreign_key.columns = vec![read.column.name.clone()];
        foreign_key.on_column = true;
        foreign_key.span = part.span_from(start);
        read.foreign_keys.push(foreign_key);
        return true;
    }
    false
}

/// `DEFAULT`, `ON UPDATE`, `GENERATED`, `AUTO_INCREMENT`.
fn value_clause(part: &mut Cursor<'_>, read: &mut ReadColumn) -> bool {
    if part.accept("default") {
        read.column.default = Some(default_value(part));
        if part.dialect() == Dialect::Sqlite {
            read.column.default = read.column.default.take().map(bare_word);
        }
    } else if part.accept_all(&["on", "update"]) {
        read.column.on_update = Some(default_value(part));
    } else if part.accept_any(&["auto_increment", "autoincrement"]) {
        read.column.auto_number = Some(AutoNumber::AutoIncrement);
    } else if part.are(&["generated", "by", "default"]) || part.are(&["generated", "always"]) || part.is("as")
    {
        return generated(part, read);
    } else {
        return false;
    }
    true
}

/// `GENERATED … AS IDENTITY`, `GENERATED ALWAYS AS (…)` and `AS (…)`.
pub(crate) fn generated(part: &mut Cursor<'_>, read: &mut ReadColumn) -> bool {
    let start = part.at;
    let by_default = part.accept_all(&["generated", "by", "default"]);
    let _ = part.accept_all(&["generated", "always"]) || part.accept_all(&["on", "null"]);
    if !part.accept("as") {
        return false;
    }
    if part.accept("identity") {
        read.column.auto_number =
            Some(if by_default { AutoNumber::IdentityByDefault } else { AutoNumber::IdentityAlways });
        read.not_null = true;
        identity_options(part, &mut read.column);
        return true;
    }
    if part.accept_all(&["row", "start"]) || part.accept_all(&["row", "end"]) {
        // MariaDB's columns of system versioning.
        read.column.unread.push(part.written_from(start));
        return true;
    }
    let Some(group) = part.group() else { return false };
    let stored = part.accept_any(&["stored", "persistent", "persisted"]);
    if !stored {
        part.accept("virtual");
    }
    read.column.generated = Some(Generated { expression: expression(&group), stored });
    true
}

/// Keeps the options behind `AS IDENTITY`, unless they are the usual ones. Whether the name of the sequence is usual
/// is settled when the table has its last name.
pub(crate) fn identity_options(part: &mut Cursor<'_>, column: &mut Column) {
    let start = part.at;
    column.unread.retain(|clause| !clause.starts_with(IDENTITY_OPTIONS));
    let Some(options) = part.group() else { return };
    if !numbers_as_usual(&options, highest(&column.data_type.kind))
        || options.tokens.iter().any(|token| token.is("sequence"))
    {
        column.unread.push(part.written_from(start));
    }
}

/// The highest number of a column's type, which drizzle-kit writes out as the end of its sequence.
pub(crate) fn highest(kind: &TypeKind) -> &'static str {
    match kind {
        TypeKind::SmallInteger => "32767",
        TypeKind::Integer => "2147483647",
        _ => "9223372036854775807",
    }
}

/// Whether the options of a sequence are those that it has anyway: from 1 on in steps of 1, to the end.
pub(crate) fn numbers_as_usual(options: &Cursor<'_>, highest: &str) -> bool {
    let mut no = false;
    let mut end = false;
    for token in options.tokens {
        let unusual = match &token.kind {
            Kind::Number(value) if end => value != highest,
            Kind::Number(value) => value != "1",
            Kind::Symbol('-') => true,
            _ => token.is("cycle") && !no || token.is("unlogged"),
        };
        if unusual {
            return false;
        }
        no = token.is("no");
        end = token.is("maxvalue");
    }
    true
}

/// `COLLATE`, `CHARACTER SET`, `COMMENT`, and attributes of the type that come late.
fn text_clause(part: &mut Cursor<'_>, read: &mut ReadColumn) -> bool {
    if part.accept("collate") {
        part.accept_symbol('=');
        let start = part.at;
        part.object_name();
        let text = part.sub(start, part.at);
        // MySQL's and SQLite's collations are bare words; PostgreSQL's keep their quotes, which tell "C" from c.
        read.column.collation = Some(match (part.dialect(), text.tokens) {
            (Dialect::MySql | Dialect::Sqlite, [only]) => match &only.kind {
                Kind::Word(value) | Kind::Quoted(value) | Kind::Text { value, .. } => value.clone(),
                _ => text.written(),
            },
            _ => text.written(),
        })
        .filter(|text| !text.is_empty());
    } else if part.accept_all(&["character", "set"]) || part.accept("charset") {
        part.accept_symbol('=');
        read.column.character_set = part.name();
    } else if part.is("comment")
        && matches!(part.peek_at(1).map(|token| &token.kind), Some(Kind::Text { .. }))
    {
        part.at += 1;
        read.column.comment = part.text();
    } else if part.dialect() == Dialect::MySql && part.accept("first") {
        read.position = Some(Position::First);
    } else if part.dialect() == Dialect::MySql && part.accept("after") {
        read.position = part.name().map(Position::After);
    } else if part.accept("unsigned") {
        read.column.data_type.unsigned = true;
        read.column.data_type.text.push_str(" UNSIGNED");
    } else if part.dialect() == Dialect::MySql
        && read.column.data_type.kind.is_text()
        && part.accept("binary")
    {
        // The binary collation of its character set; a column that refers to it must have it too.
        read.column.data_type.text.push_str(" BINARY");
    } else {
        return false;
    }
    true
}

/// SQLite takes a lone word as a default for a string.
fn bare_word(default: Expression) -> Expression {
    let alone = default.identifiers.len() == 1 && default.identifiers.first() == Some(&default.text);
    match alone {
        true => Expression { literal: Some(Literal::Text(default.text.clone())), ..default },
        false => default,
    }
}

/// The value after `DEFAULT` or `ON UPDATE`: up to the next clause.
pub(crate) fn default_value(part: &mut Cursor<'_>) -> Expression {
    let start = part.at;
    part.skip();
    while !part.done() {
        let clause = part.is_any(CLAUSES) || CLAUSE_PAIRS.iter().any(|words| part.are(words));
        let after_cast = part
            .tokens
            .get(part.at.saturating_sub(1))
            .is_some_and(|last| last.kind == super::tokens::Kind::Cast);
        if clause && !after_cast {
            break;
        }
        part.skip();
    }
    expression(&part.sub(start, part.at))
}

/// Keeps what no clause explains, up to the next that is known.
fn unread(part: &mut Cursor<'_>, read: &mut ReadColumn) {
    let start = part.at;
    part.skip();
    while !part.done() && !part.is_any(CLAUSES) {
        part.skip();
    }
    read.column.unread.push(part.written_from(start));
}
