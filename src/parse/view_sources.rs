//! What stands in the `FROM` of a view's query.

use crate::model::views::ViewSource;

use super::cursor::Cursor;
use super::tokens::{Kind, Token};

/// Words that cannot be the alias of a table without quotes.
const NO_ALIAS: &[&str] = &[
    "on",
    "using",
    "join",
    "left",
    "right",
    "full",
    "inner",
    "cross",
    "natural",
    "straight_join",
    "where",
    "group",
    "having",
    "window",
    "order",
    "limit",
    "offset",
    "fetch",
    "for",
    "union",
    "intersect",
    "except",
    "tablesample",
    "partition",
    "use",
    "force",
    "ignore",
    "indexed",
    "not",
    "with",
];

/// The sources of a query.
#[derive(Default)]
pub(crate) struct Sources {
    /// Each of them, in order.
    pub found: Vec<ViewSource>,
    /// Whether a join makes one column of two, so that a `*` does not give all columns of all sources.
    pub merged: bool,
}

/// Reads what follows `FROM`, up to the end of the cursor.
pub(crate) fn sources(cursor: Cursor<'_>) -> Sources {
    let mut reader = Reader {
        cursor,
        sources: Sources::default(),
        depths: Vec::new(),
        optional: false,
        next_is_optional: false,
        all_optional: false,
    };
    reader.relation();
    while !reader.cursor.done() {
        reader.step();
    }
    if reader.all_optional {
        reader.sources.found.iter_mut().for_each(|source| source.may_be_missing = true);
    }
    reader.sources
}

struct Reader<'a> {
    cursor: Cursor<'a>,
    sources: Sources,
    /// Whether what stands around each open parenthesis may be missing.
    depths: Vec<bool>,
    /// Whether all of what stands here may be missing.
    optional: bool,
    /// Whether the next relation may be.
    next_is_optional: bool,
    /// Whether a join leaves columns of what stands before it empty.
    all_optional: bool,
}

impl Reader<'_> {
    /// What can stand after a relation.
    fn step(&mut self) {
        let cursor = &mut self.cursor;
        let is_join = |word: &str| {
            cursor.is(word)
                && (cursor.is_at(1, "join") || cursor.is_at(1, "outer") && cursor.is_at(2, "join"))
        };
        if is_join("left") {
            self.next_is_optional = true;
        } else if is_join("right") || is_join("full") {
            self.all_optional = true;
        }
        if cursor.accept_any(&["join", "straight_join"]) || cursor.accept_symbol(',') {
            self.relation();
        } else if cursor.accept_symbol(')') {
            self.optional = self.depths.pop().unwrap_or_default();
            // A join with an alias hides the names in it.
            self.sources.merged |= cursor.is("as");
        } else if cursor.is("natural") || cursor.is("using") {
            self.sources.merged = true;
            cursor.at += 1;
        } else {
            cursor.skip();
        }
    }

    /// A table, a view, a query, a function, or a join in parentheses, which begins with one of them.
    fn relation(&mut self) {
        let is_query =
            |cursor: &Cursor<'_>| ["select", "with", "values"].iter().any(|word| cursor.is_at(1, word));
        while self.cursor.is_symbol('(') && !is_query(&self.cursor) {
            self.cursor.at += 1;
            self.depths.push(self.optional);
            self.optional |= std::mem::take(&mut self.next_is_optional);
        }
        self.cursor.accept_any(&["lateral", "only"]);
        let mut relation = None;
        if self.cursor.is_symbol('(') {
            self.cursor.skip();
        } else {
            relation = self.cursor.object_name();
        }
        if self.cursor.is_symbol('(') {
            relation = None;
            self.cursor.skip();
        }
        let alias = self.alias();
        if alias.is_some() && self.cursor.is_symbol('(') {
            // It gives the columns other names.
            relation = None;
            self.cursor.skip();
        }
        let may_be_missing = self.optional || std::mem::take(&mut self.next_is_optional);
        self.sources.found.push(ViewSource { relation, alias, may_be_missing, columns: Vec::new() });
    }

    fn alias(&mut self) -> Option<String> {
        let says = self.cursor.accept("as");
        let can_be = |token: &Token| match &token.kind {
            Kind::Word(word) => !NO_ALIAS.iter().any(|other| word.eq_ignore_ascii_case(other)),
            Kind::Quoted(_) => true,
            _ => false,
        };
        let is_alias = says || self.cursor.peek().is_some_and(can_be);
        if is_alias { self.cursor.name() } else { None }
    }
}
