//! What can stand between the parentheses of `CREATE TABLE`, and after `ADD` in `ALTER TABLE`.

use crate::dialects::Dialect;
use crate::model::names::ObjectName;
use crate::model::schema::{Check, ForeignKey, Index, IndexPart, IndexTarget, Key};

use super::columns::{ReadColumn, column};
use super::cursor::Cursor;
use super::expressions::expression;
use super::indexes::{index_body, index_parts};
use super::references::{join, names, references};
use super::tokens::Kind;

/// One part of a table.
#[derive(Debug, Clone)]
pub(crate) enum Element {
    /// A column with the constraints that were written on it.
    Column(Box<ReadColumn>),
    /// A primary key.
    PrimaryKey {
        /// The key.
        key: Key,
        /// The whole as written, when its list holds more than the model has room for: a prefix length, a collation,
        /// a direction.
        lost: Option<String>,
    },
    /// A unique constraint.
    Unique(Key),
    /// A foreign key.
    ForeignKey(ForeignKey),
    /// A check.
    Check(Check),
    /// An index, as MySQL has them inside a table.
    Index(Index),
    /// Another table whose columns are taken over: `LIKE other`.
    Like(ObjectName, bool),
    /// A key made of an index that exists: `PRIMARY KEY USING INDEX name`.
    UsingIndex {
        /// The constraint's name.
        name: Option<String>,
        /// Whether it becomes the primary key.
        primary: bool,
        /// The index.
        index: String,
    },
    /// Something else.
    Unread(String),
}

/// Words that begin a table constraint, where a comma may be missing before it.
const CONSTRAINT_STARTS: &[&str] = &["constraint", "primary", "unique", "foreign", "check", "exclude"];

/// Reads the elements of one part between commas. There is more than one only where a comma is missing,
/// which SQLite allows between table constraints; `missing` says whether that happened after a column.
pub(crate) fn elements(part: &mut Cursor<'_>) -> (Vec<Element>, bool) {
    let mut found = Vec::new();
    let mut missing = false;
    while !part.done() {
        let start = part.at;
        let element = if is_table_element(part) {
            missing |= matches!(found.last(), Some(Element::Column(_)));
            table_element(part)
        } else if found.is_empty() {
            column(part).map(|column| Element::Column(Box::new(column)))
        } else {
            None
        };
        match element {
            Some(element) if part.at > start => found.push(element),
            _ => {
                part.at = start;
                while !part.done() {
                    part.skip();
                    if part.is_any(CONSTRAINT_STARTS) && is_table_element(part) {
                        break;
                    }
                }
                found.push(Element::Unread(part.written_from(start)));
            }
        }
    }
    (found, missing)
}

/// Whether a table constraint or an index begins here. Columns may bear the same words as names.
pub(crate) fn is_table_element(part: &Cursor<'_>) -> bool {
    let Some(Kind::Word(word)) = part.peek().map(|token| &token.kind) else { return false };
    match word.to_ascii_lowercase().as_str() {
        "constraint" => part.peek_at(1).is_some() && !is_type_start(part, 1),
        "primary" => part.is_at(1, "key"),
        "foreign" => part.is_at(1, "key"),
        "unique" => {
            part.symbol_at(1, '(')
                || part.is_at(1, "key")
                || part.is_at(1, "index")
                || part.is_at(1, "nulls")
                || part.is_at(1, "using")
                || has_column_list(part, 1)
        }
        "check" => part.symbol_at(1, '('),
        "exclude" => part.symbol_at(1, '(') || part.is_at(1, "using"),
        "key" | "index" => has_column_list(part, 1),
        "fulltext" | "spatial" => has_column_list(part, 1) || part.is_at(1, "key") || part.is_at(1, "index"),
        // CockroachDB's groups of columns that are stored together.
        "family" => has_column_list(part, 1),
        "like" => part.dialect() != Dialect::Sqlite && part.peek_at(1).is_some(),
        "period" => part.is_at(1, "for"),
        _ => false,
    }
}

/// A column named `constraint` would be followed by its type; nobody does that, so only the plainest types count.
fn is_type_start(part: &Cursor<'_>, ahead: usize) -> bool {
    let plain = ["text", "varchar", "int", "integer"].iter().any(|word| part.is_at(ahead, word));
    plain
        && part
            .peek_at(ahead + 1)
            .is_none_or(|next| !next.is("check") && !next.is("unique") && !next.is("foreign"))
}

/// Whether `[name] [USING method] (column …)` follows: a list that begins with a name, not with a length or a value.
fn has_column_list(part: &Cursor<'_>, ahead: usize) -> bool {
    for place in ahead..ahead + 4 {
        if part.symbol_at(place, '(') {
            return part.peek_at(place + 1).is_some_and(|token| {
                !matches!(token.kind, Kind::Number(_) | Kind::Text { double: false, .. })
            });
        }
        let known = part.peek_at(place).is_some_and(|token| {
            place == ahead || token.is("using") || token.is("btree") || token.is("hash")
        });
        if !known {
            return false;
        }
    }
    false
}

/// Reads a table constraint or an index.
pub(crate) fn table_element(part: &mut Cursor<'_>) -> Option<Element> {
    let start = part.at;
    let mut name = None;
    if part.accept("constraint") {
        // MySQL lets the name away.
        if !part.is_any(CONSTRAINT_STARTS) || is_name_of_constraint(part) {
            name = Some(part.name()?);
        }
    }
    if part.accept_all(&["primary", "key"]) {
        return key(part, start, name, true);
    }
    if part.accept("unique") {
        let indexed = part.accept_any(&["key", "index"]);
        return unique(part, start, name, indexed);
    }
    if part.accept_all(&["foreign", "key"]) {
        part.accept_if_exists();
        // MySQL's `FOREIGN KEY index_name (…)`.
        if !part.is_symbol('(') {
            let given = part.name()?;
            name = name.or(Some(given));
        }
        let columns = names(&part.group()?)?;
        let mut foreign_key = references(part)?;
        foreign_key.name = name;
        foreign_key.columns = columns;
        foreign_key.span = part.span_from(start);
        return Some(Element::ForeignKey(foreign_key));
    }
    if part.accept("check") {
        let condition = part.group()?;
        let rest = trailing(part, CHECK_TRAILING);
        let span = part.span_from(start);
        return Some(Element::Check(Check {
            name,
            expression: expression(&condition),
            column: None,
            rest,
            span,
        }));
    }
    if part.accept("like") {
        let other = part.object_name()?;
        let all = part.is("including") || part.dialect() == Dialect::MySql;
        part.at = part.tokens.len();
        return Some(Element::Like(other, all));
    }
    if part.is_any(&["exclude", "period", "family"]) {
        part.at = part.tokens.len();
        return Some(Element::Unread(part.written_from(start)));
    }
    let method = ["fulltext", "spatial"].into_iter().find(|word| part.accept(word)).map(str::to_owned);
    if part.accept_any(&["key", "index"]) || method.is_some() {
        let mut index = index_body(part, start)?;
        index.method = method.or(index.method);
        return Some(Element::Index(index));
    }
    None
}

/// Whether the word here, which could begin a constraint, is the name of one: `CONSTRAINT check CHECK (…)`.
fn is_name_of_constraint(part: &Cursor<'_>) -> bool {
    CONSTRAINT_STARTS.iter().any(|word| part.is_at(1, word))
}

fn key(part: &mut Cursor<'_>, start: usize, name: Option<String>, primary: bool) -> Option<Element> {
    if part.accept_all(&["using", "index"]) {
        let index = part.name()?;
        trailing(part, KEY_TRAILING);
        return Some(Element::UsingIndex { name, primary, index });
    }
    let before = using(part);
    if !part.is_symbol('(') {
        part.name()?;
    }
    let before = before.or_else(|| using(part));
    let parts = index_parts(&part.group()?);
    let columns = parts.iter().map(plain_column).collect::<Option<Vec<_>>>()?;
    let numbered = |class: &String| class.eq_ignore_ascii_case("autoincrement");
    let class = parts.iter().find_map(|part| part.operator_class.clone().filter(numbered));
    let rest = join(join(before, class), trailing(part, KEY_TRAILING));
    let more = |part: &IndexPart| {
        part.prefix_length.is_some()
            || part.collation.is_some()
            || part.descending
            || part.operator_class.as_ref().is_some_and(|class| !numbered(class))
    };
    let lost = parts.iter().any(more).then(|| part.written_from(start));
    Some(Element::PrimaryKey { key: Key { name, columns, rest, span: part.span_from(start) }, lost })
}

/// A unique constraint; one with prefix lengths, collations or expressions is an index, which has room for them.
fn unique(part: &mut Cursor<'_>, start: usize, name: Option<String>, indexed: bool) -> Option<Element> {
    if part.accept_all(&["using", "index"]) && !indexed {
        let index = part.name()?;
        trailing(part, KEY_TRAILING);
        return Some(Element::UsingIndex { name, primary: false, index });
    }
    let nulls = part.at;
    if part.accept("nulls") {
        part.accept("not");
        part.accept("distinct");
    }
    let nulls = Some(part.written_from(nulls)).filter(|text| !text.is_empty());
    let before = using(part);
    let given = if part.is_symbol('(') { None } else { Some(part.name()?) };
    // MySQL names the key by its index name, and by the constraint's when there is none.
    let name = given.or(name);
    let before = before.or_else(|| using(part));
    let parts = index_parts(&part.group()?);
    let plain = parts.iter().all(|part| {
        part.prefix_length.is_none()
            && part.collation.is_none()
            && part.operator_class.is_none()
            && !part.descending
    });
    let columns = parts.iter().map(plain_column).collect::<Option<Vec<_>>>();
    let rest = join(join(nulls, before), trailing(part, KEY_TRAILING));
    let span = part.span_from(start);
    let constraint = columns.is_some() && plain;
    let (method, rest) = if constraint { (None, rest) } else { method_of(rest) };
    Some(match columns {
        Some(columns) if plain => Element::Unique(Key { name, columns, rest, span }),
        _ => Element::Index(Index {
            name,
            unique: true,
            method,
            parts,
            include: Vec::new(),
            predicate: None,
            rest,
            span,
        }),
    })
}

/// `USING BTREE` as the method that an index has room for, and what is left.
fn method_of(rest: Option<String>) -> (Option<String>, Option<String>) {
    let text = rest.unwrap_or_default();
    let mut words = text.split_whitespace();
    match (words.next(), words.next()) {
        (Some(using), Some(method)) if using.eq_ignore_ascii_case("using") => {
            let left: Vec<&str> = words.collect();
            (Some(method.to_ascii_lowercase()), Some(left.join(" ")).filter(|left| !left.is_empty()))
        }
        _ => (None, Some(text).filter(|text| !text.is_empty())),
    }
}

fn plain_column(part: &IndexPart) -> Option<String> {
    match &part.target {
        IndexTarget::Column(name) => Some(name.clone()),
        IndexTarget::Expression(_) => None,
    }
}

/// `USING BTREE`, as written.
fn using(part: &mut Cursor<'_>) -> Option<String> {
    let start = part.at;
    if part.is("using") && !part.is_at(1, "index") {
        part.at += 1;
        part.name()?;
        return Some(part.written_from(start));
    }
    None
}

/// Words that can follow a key's columns.
const KEY_TRAILING: &[&str] = &[
    "deferrable",
    "not",
    "initially",
    "deferred",
    "immediate",
    "enforced",
    "on",
    "conflict",
    "rollback",
    "abort",
    "fail",
    "ignore",
    "replace",
    "using",
    "btree",
    "hash",
    "include",
    "with",
    "tablespace",
    "nulls",
    "distinct",
    "comment",
    "key_block_size",
    "visible",
    "invisible",
    "clustered",
    "nonclustered",
    "index",
    "valid",
];

/// Words that can follow a check.
const CHECK_TRAILING: &[&str] = &["no", "inherit", "not", "enforced", "valid", "deferrable", "initially"];

/// What follows a constraint, as written: the given words with their values. A constraint that begins ends it.
fn trailing(part: &mut Cursor<'_>, words: &[&str]) -> Option<String> {
    let start = part.at;
    while part.is_any(words) && !part.are(&["not", "null"]) {
        let valued = part.is_any(&["tablespace", "comment", "key_block_size"]);
        part.at += 1;
        part.accept_symbol('=');
        if valued || part.is_symbol('(') {
            part.skip();
        }
    }
    Some(part.written_from(start)).filter(|text| !text.is_empty())
}
