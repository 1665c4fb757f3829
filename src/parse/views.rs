//! What a view selects: the names of its columns, and what each of them stands for.
//!
//! Only what is certain is told. A value that is computed has a name and nothing else, and where a name would have to
//! be guessed, nothing is said about the columns at all.

use crate::dialects::Dialect;
use crate::model::types::{DataType, TypeKind};
use crate::model::views::{ViewItem, ViewQuery, ViewSource};

use super::cursor::Cursor;
use super::expressions::is_reserved;
use super::replay::Replay;
use super::tokens::Kind;
use super::types::data_type;
use super::view_sources::{Sources, sources};

/// No database takes more in one query.
/// <https://dev.mysql.com/doc/refman/8.4/en/joins-limits.html>
const MOST_SOURCES: usize = 64;

/// Nor more of these.
/// <https://dev.mysql.com/doc/refman/8.4/en/column-count-limit.html>
const MOST_ITEMS: usize = 4096;

/// What ends a list of what is selected.
const AFTER_ITEMS: &[&str] = &[
    "from",
    "where",
    "group",
    "having",
    "order",
    "limit",
    "offset",
    "fetch",
    "union",
    "intersect",
    "except",
];

/// What ends a `FROM`.
const AFTER_SOURCES: &[&str] = &[
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
];

/// Reads what stands after a view's name, and between `CREATE` and `VIEW`.
pub(crate) fn query(replay: &mut Replay, cursor: &Cursor<'_>) -> Option<ViewQuery> {
    let mut options = options_in_front(cursor)?;
    let mut cursor = *cursor;
    let mut names = Vec::new();
    if let Some(group) = cursor.group() {
        for mut part in group.split_commas() {
            names.push(part.name()?);
        }
    }
    let start = cursor.at;
    while !cursor.is("as") {
        cursor.peek()?;
        cursor.skip();
    }
    if cursor.at > start {
        options.push(cursor.written_from(start));
    }
    cursor.at += 1;
    let mut query = cursor.rest();
    if let Some(option) = option_at_end(&mut query) {
        options.push(option);
    }
    let query = inside(query);
    let mut found = ViewQuery { text: query.written(), options, sources: Vec::new(), items: None, names };
    if let Some(select) = Select::of(query) {
        found.sources = select.sources;
        found.items = select.items;
        remember_columns(replay, &mut found);
    }
    (!found.text.is_empty()).then_some(found)
}

/// `TEMPORARY`, or `ALGORITHM=… DEFINER=… SQL SECURITY …`, each as written.
fn options_in_front(cursor: &Cursor<'_>) -> Option<Vec<String>> {
    let view = cursor.tokens.iter().position(|token| token.is("view"))?;
    let mut front = cursor.sub(0, view);
    let mut options = Vec::new();
    front.accept("create");
    front.accept_all(&["or", "replace"]);
    front.accept("materialized");
    while !front.done() {
        let start = front.at;
        front.at += 1;
        while !front.done() && !front.is_any(&["algorithm", "definer", "sql"]) {
            // `SQL SECURITY DEFINER` names no definer.
            front.at += if front.is("security") { 2 } else { 1 };
        }
        options.push(front.written_from(start));
    }
    Some(options)
}

/// Takes `WITH … CHECK OPTION` or `WITH … DATA` off the end.
fn option_at_end(query: &mut Cursor<'_>) -> Option<String> {
    let ends = |words: &[&str]| {
        let start = query.tokens.len().checked_sub(words.len())?;
        words.iter().zip(query.tokens.iter().skip(start)).all(|(word, token)| token.is(word)).then_some(start)
    };
    let start = ends(&["with", "check", "option"])
        .or_else(|| ends(&["with", "local", "check", "option"]))
        .or_else(|| ends(&["with", "cascaded", "check", "option"]))
        .or_else(|| ends(&["with", "no", "data"]))
        .or_else(|| ends(&["with", "data"]))?;
    let option = query.sub(start, query.tokens.len()).written();
    *query = query.sub(0, start);
    Some(option)
}

/// The query without the parentheses around all of it.
fn inside(query: Cursor<'_>) -> Cursor<'_> {
    let mut whole = query;
    match whole.group_and_end() {
        Some((inside, true)) if whole.done() => inside,
        _ => query,
    }
}

/// Keeps the columns that each `*` stands for, because the database does not read it again.
fn remember_columns(replay: &mut Replay, query: &mut ViewQuery) {
    let stars = query.items.iter().flatten().filter_map(|item| match item {
        ViewItem::All { source } => Some(*source),
        _ => None,
    });
    let stars: Vec<Option<usize>> = stars.collect();
    if replay.dialect() == Dialect::Sqlite || stars.is_empty() {
        return;
    }
    for (place, source) in query.sources.iter_mut().enumerate() {
        let is_meant = stars.iter().any(|star| star.is_none_or(|star| star == place));
        let Some(relation) = source.relation.as_ref().filter(|_| is_meant) else { continue };
        replay.charge_table(relation);
        let columns = replay.table(relation).map(|table| &table.columns).into_iter().flatten();
        source.columns = columns.map(|column| column.name.clone()).collect();
    }
}

/// One `SELECT`.
struct Select {
    sources: Vec<ViewSource>,
    items: Option<Vec<ViewItem>>,
}

impl Select {
    /// Reads a query that is one; of several that are combined, the first gives the names.
    fn of(mut cursor: Cursor<'_>) -> Option<Self> {
        if !cursor.accept("select") {
            return None;
        }
        cursor.accept("all");
        if cursor.accept("distinct") && cursor.accept("on") {
            cursor.skip();
        }
        let start = cursor.at;
        go_to(&mut cursor, AFTER_ITEMS);
        let items = cursor.sub(start, cursor.at).split_commas();
        let mut found = Sources::default();
        if cursor.accept("from") {
            let start = cursor.at;
            go_to(&mut cursor, AFTER_SOURCES);
            found = sources(cursor.sub(start, cursor.at));
        }
        go_to(&mut cursor, &["union", "intersect", "except"]);
        let is_one = cursor.done();
        if found.found.len() > MOST_SOURCES || items.len() > MOST_ITEMS {
            return None;
        }
        let named: Option<Vec<ViewItem>> =
            items.iter().map(|item| Item { cursor: *item, sources: &found.found }.read()).collect();
        let all = |item: &ViewItem| matches!(item, ViewItem::All { .. });
        let is_told = |items: &Vec<ViewItem>| (is_one && !found.merged) || !items.iter().any(all);
        let items = named
            .filter(is_told)
            .map(|items| if is_one { items } else { items.into_iter().map(without_type).collect() });
        Some(Self { sources: found.found, items })
    }
}

/// What several queries give together has the first one's name, and perhaps another type.
fn without_type(item: ViewItem) -> ViewItem {
    match item {
        ViewItem::Column { name, .. } | ViewItem::Typed { name, .. } => ViewItem::Computed { name },
        other => other,
    }
}

/// Goes on to the first of these words that stands outside of groups and is no name.
fn go_to(cursor: &mut Cursor<'_>, words: &[&str]) {
    while !cursor.done() {
        let before = |places: usize| cursor.at.checked_sub(places).and_then(|at| cursor.tokens.get(at));
        let is_name = before(1).is_some_and(|token| token.is_symbol('.'));
        // `a IS NOT DISTINCT FROM b`
        let compares = before(1).is_some_and(|token| token.is("distinct"))
            && before(2).is_some_and(|token| token.is("is") || token.is("not"));
        if cursor.is_any(words) && !is_name && !compares {
            return;
        }
        cursor.skip();
    }
}

/// Something that is selected.
struct Item<'a> {
    cursor: Cursor<'a>,
    sources: &'a [ViewSource],
}

impl Item<'_> {
    /// What it is, if its name can be told.
    fn read(&self) -> Option<ViewItem> {
        let mut cursor = self.cursor;
        if cursor.accept_symbol('*') {
            return cursor.done().then_some(ViewItem::All { source: None });
        }
        let Some(path) = path(&mut cursor) else { return self.value() };
        if cursor.is_symbol('.') && cursor.symbol_at(1, '*') && cursor.tokens.len() == cursor.at + 2 {
            return Some(ViewItem::All { source: Some(self.source(&path)?) });
        }
        let (column, of) = path.split_last()?;
        let source = if of.is_empty() { None } else { self.source(of) };
        // What is called after something that is not known here is a value like any other.
        if !of.is_empty() && source.is_none() {
            let name = if cursor.done() { column.clone() } else { alias(&mut cursor)? };
            return Some(ViewItem::Computed { name });
        }
        if cursor.done() {
            return Some(ViewItem::Column { name: column.clone(), source, column: column.clone() });
        }
        match alias(&mut cursor) {
            Some(name) => Some(ViewItem::Column { name, source, column: column.clone() }),
            None => self.value(),
        }
    }

    /// The number of the source that qualifies a name.
    fn source(&self, of: &[String]) -> Option<usize> {
        let dialect = self.cursor.dialect();
        let (name, schema) = of.split_last()?;
        let is_it = |source: &ViewSource| match (&source.alias, &source.relation) {
            (Some(alias), _) => schema.is_empty() && dialect.same_name(alias, name),
            (None, Some(relation)) => {
                let same_schema = match (schema.last(), &relation.schema) {
                    (Some(left), Some(right)) => dialect.same_name(left, right),
                    _ => true,
                };
                same_schema && dialect.same_name(&relation.name, name)
            }
            (None, None) => false,
        };
        self.sources.iter().position(is_it)
    }

    /// A value that is no column.
    fn value(&self) -> Option<ViewItem> {
        if let Some(typed) = self.cast().or_else(|| self.count()) {
            return Some(typed);
        }
        let tokens = self.cursor.tokens;
        let mut end = self.cursor.sub(tokens.len().checked_sub(2)?, tokens.len());
        let is_said = end.accept("as");
        if !is_said {
            end.at += 1;
            let before = tokens.get(tokens.len() - 2)?;
            let ends = match &before.kind {
                Kind::Word(word) => !is_reserved(word) || before.is("end") || before.is("null"),
                Kind::Symbol(symbol) => *symbol == ')' || *symbol == ']',
                Kind::Quoted(_) | Kind::Text { .. } | Kind::Number(_) => true,
                _ => false,
            };
            let is_name = match &end.peek()?.kind {
                Kind::Word(word) => !is_reserved(word),
                Kind::Quoted(_) => true,
                _ => false,
            };
            // Names of types have several words, and so has `AT TIME ZONE`.
            let is_type = tokens.iter().any(|token| token.kind == Kind::Cast || token.is("zone"));
            if !ends || !is_name || is_type {
                return self.named_after_function();
            }
        }
        end.name().map(|name| ViewItem::Computed { name })
    }

    /// PostgreSQL calls a value after the function that gives it.
    fn named_after_function(&self) -> Option<ViewItem> {
        let mut cursor = self.cursor;
        let name = path(&mut cursor)?.pop()?;
        let is_call = cursor.is_symbol('(') && cursor.skip() && cursor.done();
        (is_call && cursor.dialect() == Dialect::PostgreSql).then_some(ViewItem::Computed { name })
    }

    /// `value::type AS name`; without the name, PostgreSQL takes the column's.
    fn cast(&self) -> Option<ViewItem> {
        let mut cursor = self.cursor;
        let mut name = None;
        if let Some(mut group) = cursor.group() {
            name = path(&mut group).filter(|_| group.done()).and_then(|mut path| path.pop());
        } else if let Some(mut path) = path(&mut cursor) {
            name = path.pop();
        } else {
            cursor.take()?;
        }
        let mut read = None;
        while cursor.peek()?.kind == Kind::Cast {
            cursor.at += 1;
            read = Some(data_type(&mut cursor).data_type);
            if cursor.done() {
                break;
            }
        }
        let data_type = read.filter(|read| !read.text.is_empty())?;
        let name = if cursor.done() { name? } else { alias(&mut cursor)? };
        Some(ViewItem::Typed { name, data_type, nullable: true })
    }

    /// `count(…) AS name`
    fn count(&self) -> Option<ViewItem> {
        let mut cursor = self.cursor;
        if !cursor.accept("count") || !cursor.is_symbol('(') || !cursor.skip() {
            return None;
        }
        let dialect = cursor.dialect();
        let is_named = dialect == Dialect::PostgreSql && cursor.done();
        let name = if is_named { "count".to_owned() } else { alias(&mut cursor)? };
        let (text, kind) = match dialect {
            Dialect::Sqlite => ("INTEGER", TypeKind::Integer),
            Dialect::PostgreSql | Dialect::MySql => ("bigint", TypeKind::BigInteger),
        };
        let data_type = DataType { text: text.to_owned(), kind, unsigned: false, array_dimensions: 0 };
        Some(ViewItem::Typed { name, data_type, nullable: false })
    }
}

/// A name with what stands before it, outermost first. No word that means a value is one.
fn path(cursor: &mut Cursor<'_>) -> Option<Vec<String>> {
    let is_name = match &cursor.peek()?.kind {
        Kind::Word(word) => !is_reserved(word),
        Kind::Quoted(_) => true,
        _ => false,
    };
    let mut parts = vec![if is_name { cursor.name()? } else { return None }];
    while cursor.is_symbol('.') && !cursor.symbol_at(1, '*') {
        cursor.at += 1;
        parts.push(cursor.name()?);
    }
    Some(parts)
}

/// `AS name`, or a name, up to the end.
fn alias(cursor: &mut Cursor<'_>) -> Option<String> {
    let says = cursor.accept("as");
    let can_be = match &cursor.peek()?.kind {
        Kind::Word(word) => says || !is_reserved(word),
        Kind::Quoted(_) => true,
        Kind::Text { .. } => says,
        _ => false,
    };
    let name = cursor.name().filter(|_| can_be)?;
    cursor.done().then_some(name)
}

#[cfg(test)]
mod tests {
    use crate::dialects::Dialect;
    use crate::parse::parse;

    const TABLES: &str = "CREATE TABLE users (id bigint NOT NULL, name text, made timestamp NOT NULL);
        CREATE TABLE posts (id bigint NOT NULL, user_id bigint NOT NULL, title text NOT NULL);";

    /// `name: type`, with a question mark where it can be NULL; nothing where the columns cannot be told.
    fn columns(dialect: Dialect, view: &str) -> String {
        let (schema, findings) = parse(&format!("{TABLES}{view}"), dialect);
        assert!(findings.is_empty(), "{findings:?}");
        let views = schema.views_with_columns();
        let Some(columns) = views.last().and_then(|view| view.columns.as_ref()) else { return String::new() };
        let said = columns.iter().map(|column| {
            let text = column.data_type.as_ref().map_or("?", |known| known.text.as_str());
            format!("{}: {text}{}", column.name, if column.nullable { "?" } else { "" })
        });
        said.collect::<Vec<_>>().join(", ")
    }

    fn assert_columns(dialect: Dialect, cases: &[(&str, &str)]) {
        for (query, expected) in cases {
            assert_eq!(columns(dialect, &format!("CREATE VIEW v AS {query};")), *expected, "{query}");
        }
    }

    #[test]
    fn columns_of_tables_keep_their_types() {
        assert_columns(
            Dialect::PostgreSql,
            &[
                ("SELECT id, name AS title FROM users", "id: bigint, title: text?"),
                (
                    "SELECT u.id, p.title t FROM users u JOIN posts AS p ON p.user_id = u.id",
                    "id: bigint, t: text",
                ),
                ("SELECT u.id, p.title FROM users u LEFT JOIN posts p ON true", "id: bigint, title: text?"),
                ("SELECT u.id, p.title FROM users u RIGHT JOIN posts p ON true", "id: bigint?, title: text?"),
                ("SELECT users.* FROM users, posts", "id: bigint, name: text?, made: timestamp"),
                (
                    " SELECT users.id FROM (public.users JOIN public.posts ON ((posts.user_id = users.id)))",
                    "id: bigint",
                ),
                ("SELECT u.id FROM posts p LEFT JOIN (users u JOIN users w ON true) ON true", "id: bigint?"),
                ("(SELECT title FROM users, posts)", "title: text"),
                ("SELECT DISTINCT ON (id) id FROM users ORDER BY id", "id: bigint"),
            ],
        );
    }

    #[test]
    fn what_is_computed_has_a_name_only() {
        assert_columns(
            Dialect::PostgreSql,
            &[
                ("SELECT lower(name), name || 'x' AS more FROM users", "lower: ??, more: ??"),
                ("SELECT count(*) AS n, count(*) FROM users", "n: bigint, count: bigint"),
                ("SELECT (u.id)::text AS t, id::varchar(3) FROM users u", "t: text?, id: varchar(3)?"),
                ("SELECT CASE WHEN id IS DISTINCT FROM 1 THEN 2 END kind FROM users", "kind: ??"),
                ("SELECT id FROM users UNION SELECT id FROM posts", "id: ??"),
                ("SELECT id FROM users, posts", "id: ??"),
                ("SELECT s.n FROM (SELECT 1 AS n) s", "n: ??"),
                ("SELECT x.made FROM users x (a, b, made)", "made: ??"),
            ],
        );
    }

    #[test]
    fn names_are_not_guessed() {
        let queries = [
            "SELECT id + 1 FROM users",
            "SELECT * FROM users NATURAL JOIN posts",
            "SELECT * FROM users UNION SELECT * FROM users",
            "SELECT * FROM (SELECT 1 AS n) s",
            "SELECT made AT TIME ZONE utc FROM users",
            "WITH w AS (SELECT 1 AS n) SELECT n FROM w",
            "VALUES (1)",
            "",
        ];
        for query in queries {
            assert_eq!(columns(Dialect::PostgreSql, &format!("CREATE VIEW v AS {query};")), "", "{query}");
        }
    }

    #[test]
    fn a_star_means_what_it_meant() {
        let later = "CREATE VIEW v AS SELECT * FROM users; ALTER TABLE users ADD COLUMN more int;";
        assert_eq!(columns(Dialect::PostgreSql, later), "");
        assert_eq!(columns(Dialect::Sqlite, later), "id: bigint, name: text?, made: timestamp, more: int?");
    }

    #[test]
    fn views_read_views() {
        let views = "CREATE VIEW a AS SELECT id AS n FROM users; CREATE VIEW b (m) AS SELECT * FROM a;";
        for dialect in crate::dialects::ALL.iter().copied() {
            assert_eq!(columns(dialect, views), "m: bigint");
        }
    }

    #[test]
    fn mysql_says_more_about_a_view() {
        let view = "CREATE ALGORITHM=MERGE DEFINER=`root`@`localhost` SQL SECURITY INVOKER VIEW `v` AS \
            select `users`.`id` AS `id`,count(0) AS `n` from (`users` join `posts` on(`posts`.`id` = `users`.`id`)) \
            WITH CASCADED CHECK OPTION;";
        assert_eq!(columns(Dialect::MySql, view), "id: bigint, n: bigint");
        let (schema, _) = parse(&format!("{TABLES}{view}"), Dialect::MySql);
        let query = schema.views[0].query.as_ref();
        let expected = [
            "ALGORITHM=MERGE",
            "DEFINER=`root`@`localhost`",
            "SQL SECURITY INVOKER",
            "WITH CASCADED CHECK OPTION",
        ];
        assert_eq!(query.map(|query| query.options.as_slice()), Some(&expected.map(str::to_owned)[..]));
    }
}
