//! What can stand between the parentheses of `CREATE TABLE`, and after `ADD` in `ALTER TABLE`.

use crate::dialects::Dialect;
use crate::model::schema::{Check, ForeignKey, Index, IndexPart, IndexTarget, Key};

use super::columns::{ReadColumn, column};
use super::cursor::Cursor;
use super::expressions::expression;
use super::tokens::Kind;

/// One part of a table.
#[derive(Debug, Clone)]
pub(crate) enum Element {
    /// A column with the constraints that were written on it.
    Column(Box<ReadColumn>),
    /// A primary key.
    PrimaryKey(Key),
    /// A unique constraint.
    Unique(Key),
    /// A foreign key.
    ForeignKey(ForeignKey),
    /// A check.
    Check(Check),
    /// An index, as MySQL has them inside a table.
    Index(Index),
    /// Another table whose columns are taken over: `LIKE other`.
    Like(crate::model::names::ObjectName, bool),
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
        "like" => part.dialect() == Dialect::PostgreSql && part.peek_at(1).is_some(),
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

/// Whether `[name] [USING method] (column …)` follows: a list that begins with a name, not with a length.
fn has_column_list(part: &Cursor<'_>, ahead: usize) -> bool {
    for place in ahead..ahead + 4 {
        if part.symbol_at(place, '(') {
            return part.peek_at(place + 1).is_some_and(|token| !matches!(token.kind, Kind::Number(_)));
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
        let all = part.is_at(0, "including");
        part.at = part.tokens.len();
        return Some(Element::Like(other, all));
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
    let rest = join(before, trailing(part, KEY_TRAILING));
    Some(Element::PrimaryKey(Key { name, columns, rest, span: part.span_from(start) }))
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
    let plain = parts.iter().all(|part| part.prefix_length.is_none() && part.collation.is_none());
    let columns = parts.iter().map(plain_column).collect::<Option<Vec<_>>>();
    let rest = join(join(nulls, before), trailing(part, KEY_TRAILING));
    let span = part.span_from(start);
    Some(match columns {
        Some(columns) if plain => Element::Unique(Key { name, columns, rest, span }),
        _ => Element::Index(Index {
            name,
            unique: true,
            method: None,
            parts,
            include: Vec::new(),
            predicate: None,
            rest,
            span,
        }),
    })
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

fn join(left: Option<String>, right: Option<String>) -> Option<String> {
    match (left, right) {
        (Some(left), Some(right)) => Some(format!("{left} {right}")),
        (left, right) => left.or(right),
    }
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

/// Takes `REFERENCES table (columns) …`.
pub(crate) fn references(part: &mut Cursor<'_>) -> Option<ForeignKey> {
    let start = part.at;
    if !part.accept("references") {
        return None;
    }
    let foreign_table = part.object_name()?;
    let foreign_columns = match part.group() {
        Some(group) => names(&group)?,
        None => Vec::new(),
    };
    let mut foreign_key = ForeignKey {
        name: None,
        columns: Vec::new(),
        foreign_table,
        foreign_columns,
        on_delete: None,
        on_update: None,
        rest: None,
        on_column: false,
        span: part.span_from(start),
    };
    loop {
        if part.are(&["on", "delete"]) {
            part.at += 2;
            foreign_key.on_delete = action(part);
        } else if part.are(&["on", "update"]) && is_action(part, 2) {
            part.at += 2;
            foreign_key.on_update = action(part);
        } else {
            let more = foreign_key_rest(part);
            if more.is_none() {
                break;
            }
            foreign_key.rest = join(foreign_key.rest.take(), more);
        }
    }
    foreign_key.span = part.span_from(start);
    Some(foreign_key)
}

/// One clause after the actions of a foreign key.
fn foreign_key_rest(part: &mut Cursor<'_>) -> Option<String> {
    let start = part.at;
    let found = part.accept("match") && part.take().is_some()
        || part.accept_all(&["not", "deferrable"])
        || part.accept("deferrable")
        || part.accept_all(&["initially", "deferred"])
        || part.accept_all(&["initially", "immediate"])
        || part.accept_all(&["not", "valid"])
        || part.accept_all(&["not", "enforced"])
        || part.accept("enforced");
    found.then(|| part.written_from(start))
}

/// Whether a referential action stands that many places on: MySQL's `ON UPDATE CURRENT_TIMESTAMP` has none.
fn is_action(part: &Cursor<'_>, ahead: usize) -> bool {
    ["cascade", "set", "restrict", "no"].iter().any(|word| part.is_at(ahead, word))
}

fn action(part: &mut Cursor<'_>) -> Option<String> {
    let start = part.at;
    let found = part.accept_any(&["cascade", "restrict"])
        || part.accept_all(&["set", "null"])
        || part.accept_all(&["set", "default"])
        || part.accept_all(&["no", "action"]);
    let text = part.written_from(start).to_ascii_uppercase();
    // PostgreSQL's `SET NULL (column)`.
    if found && text.starts_with("SET") && part.is_symbol('(') {
        let columns = part.at;
        part.skip();
        return Some(format!("{text} {}", part.written_from(columns)));
    }
    found.then_some(text)
}

/// The names in a list.
pub(crate) fn names(group: &Cursor<'_>) -> Option<Vec<String>> {
    group
        .split_commas()
        .into_iter()
        .map(|mut part| {
            let name = part.name();
            // What follows a name in such a list (`ASC`, a prefix length) says nothing about which column it is.
            name
        })
        .collect()
}

/// `[name] [USING method] (parts) options`, after `KEY` or after `ON table`.
pub(crate) fn index_body(part: &mut Cursor<'_>, start: usize) -> Option<Index> {
    part.accept_if_exists();
    let mut name = None;
    if !part.is_symbol('(') && !part.is("using") {
        name = Some(part.name()?);
    }
    let mut index = index_columns(part)?;
    index.name = name;
    index.span = part.span_from(start);
    Some(index)
}

/// `[USING method] (parts) options`.
pub(crate) fn index_columns(part: &mut Cursor<'_>) -> Option<Index> {
    let start = part.at;
    let mut method = None;
    if part.accept("using") {
        method = part.name().map(|name| name.to_ascii_lowercase());
    }
    let parts = index_parts(&part.group()?);
    let mut index = Index {
        name: None,
        unique: false,
        method,
        parts,
        include: Vec::new(),
        predicate: None,
        rest: None,
        span: part.span_from(start),
    };
    let mut rest = Vec::new();
    while !part.done() && !part.is_any(&["constraint", "primary", "unique", "foreign", "check"]) {
        let from = part.at;
        if part.accept("include") {
            if let Some(group) = part.group() {
                index.include = names(&group).unwrap_or_default();
                continue;
            }
        } else if part.accept("where") {
            index.predicate = Some(expression(&part.rest()));
            part.at = part.tokens.len();
            continue;
        } else if part.accept("using") {
            index.method = part.name().map(|name| name.to_ascii_lowercase());
            continue;
        } else {
            part.skip();
        }
        rest.push(part.written_from(from));
    }
    index.rest = Some(rest.join(" ")).filter(|text| !text.is_empty());
    Some(index)
}

/// The members of an index or key.
pub(crate) fn index_parts(group: &Cursor<'_>) -> Vec<IndexPart> {
    group.split_commas().into_iter().map(index_part).collect()
}

fn index_part(mut part: Cursor<'_>) -> IndexPart {
    let target_end = index_target(&mut part);
    let target = part.sub(0, target_end);
    let mut member = IndexPart {
        target: IndexTarget::Expression(expression(&target)),
        prefix_length: None,
        collation: None,
        operator_class: None,
        descending: false,
        nulls_first: None,
    };
    let mut column = target;
    if let Some(name) = column.name() {
        if column.done() {
            member.target = IndexTarget::Column(name);
        } else if let Some(length) = prefix_length(column) {
            member.target = IndexTarget::Column(name);
            member.prefix_length = Some(length);
        }
    }
    while !part.done() {
        if part.accept("collate") {
            let from = part.at;
            part.object_name();
            member.collation = Some(part.written_from(from)).filter(|text| !text.is_empty());
        } else if part.accept("desc") {
            member.descending = true;
        } else if part.accept_all(&["nulls", "first"]) {
            member.nulls_first = Some(true);
        } else if part.accept_all(&["nulls", "last"]) {
            member.nulls_first = Some(false);
        } else if !part.accept("asc") {
            let from = part.at;
            part.skip();
            while part.is_symbol('.') || part.is_symbol('(') {
                part.skip();
                if part.tokens.get(part.at.saturating_sub(1)).is_some_and(|token| token.is_symbol('.')) {
                    part.skip();
                }
            }
            member.operator_class = Some(part.written_from(from));
        }
    }
    member
}

/// Moves past the column or expression of an index member, and gives where it ends.
fn index_target(part: &mut Cursor<'_>) -> usize {
    part.skip();
    while !part.done() {
        let ends = part.is_any(&["collate", "asc", "desc", "nulls"])
            || matches!(part.peek().map(|token| &token.kind), Some(Kind::Word(_) | Kind::Quoted(_)))
                && part.tokens.get(part.at.saturating_sub(1)).is_some_and(|last| {
                    !matches!(
                        last.kind,
                        Kind::Operator | Kind::Cast | Kind::Symbol('.' | '-' | '*' | '=' | ':')
                    )
                });
        if ends {
            break;
        }
        part.skip();
    }
    part.at
}

/// `(191)` and nothing else.
fn prefix_length(mut column: Cursor<'_>) -> Option<u32> {
    let group = column.group().filter(|_| column.done())?;
    match group.tokens {
        [only] => match &only.kind {
            Kind::Number(value) => value.parse().ok(),
            _ => None,
        },
        _ => None,
    }
}
