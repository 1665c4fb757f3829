//! The rows of a text, for the rehearsal, which runs the migration on them: what `INSERT` and `COPY` put into tables.

use crate::dialects::Dialect;
use crate::findings::Span;
use crate::model::names::ObjectName;

use super::cursor::Cursor;
use super::split::{Comments, Script, Statement, split};
use super::tokens::{Kind, Token, tokens};

/// Rows that one statement gives to a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenRows {
    /// The table, as the statement names it.
    pub table: ObjectName,
    /// The columns; none where the statement means all of them.
    pub columns: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Given>>,
}

/// A value of such a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Given {
    /// `NULL`.
    Null,
    /// A string, as it is meant.
    Text(String),
    /// A number, as written.
    Number(String),
    /// `TRUE` or `FALSE`.
    Truth(bool),
    /// Any other expression, as written.
    Sql(String),
}

/// The rows, in the order of the text. What selects its rows from elsewhere gives none.
pub fn given_rows(text: &str, dialect: Dialect) -> Vec<GivenRows> {
    let parts = split(text, Span::new(0, text.len()), dialect, Comments::Skip);
    let with_rows = parts.statements.iter().filter(|statement| statement.rows > 0);
    with_rows
        .filter_map(|statement| match statement.head.first() {
            "COPY" => copied(&parts.script, statement),
            _ => inserted(&parts.script, statement),
        })
        .collect()
}

fn inserted(script: &Script<'_>, statement: &Statement) -> Option<GivenRows> {
    let all = tokens(script, statement.span);
    let mut cursor = Cursor::new(script, &all);
    while !cursor.done() && !cursor.is("into") {
        cursor.at += 1;
    }
    cursor.at += 1;
    let table = cursor.object_name()?;
    let mut columns = Vec::new();
    while !cursor.done() && !cursor.is("values") {
        match cursor.group() {
            Some(inside) if columns.is_empty() => columns = names(inside),
            Some(_) => {}
            None => cursor.at += 1,
        }
    }
    cursor.at += 1;
    let mut rows = Vec::new();
    while let Some(inside) = cursor.group() {
        rows.push(values(script, inside.tokens));
        if !cursor.is_symbol(',') {
            break;
        }
        cursor.at += 1;
    }
    Some(GivenRows { table, columns, rows })
}

fn names(mut inside: Cursor<'_>) -> Vec<String> {
    let mut names = Vec::new();
    while let Some(name) = inside.name() {
        names.push(name);
        inside.at += 1;
    }
    names
}

/// The values between commas that stand in no further parentheses.
fn values(script: &Script<'_>, inside: &[Token]) -> Vec<Given> {
    let mut depth = 0_usize;
    let is_end = |token: &Token| {
        match token.kind {
            Kind::Symbol('(' | '[') => depth += 1,
            Kind::Symbol(')' | ']') => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth == 0 && token.is_symbol(',')
    };
    inside.split(is_end).map(|tokens| value(script, tokens)).collect()
}

fn value(script: &Script<'_>, tokens: &[Token]) -> Given {
    let as_written = || {
        let (start, end) =
            (tokens.first().map_or(0, |token| token.start), tokens.last().map_or(0, |token| token.end));
        Given::Sql(script.visible(start, end))
    };
    match tokens {
        [Token { kind: Kind::Text { value, .. }, start, end }] if is_plain(script.slice(*start, *end)) => {
            Given::Text(value.clone())
        }
        [Token { kind: Kind::Number(number), .. }] => Given::Number(number.clone()),
        [sign, Token { kind: Kind::Number(number), .. }] if sign.is_symbol('-') => {
            Given::Number(format!("-{number}"))
        }
        [token] if token.is("null") => Given::Null,
        [token] if token.is("true") => Given::Truth(true),
        [token] if token.is("false") => Given::Truth(false),
        _ => as_written(),
    }
}

/// Whether a string is a string to every type of column: not `N'…'`, and not `U&'…'` with an escape of its own.
fn is_plain(text: &str) -> bool {
    text.starts_with(['\'', '"', 'e', 'E'])
}

/// The lines after `COPY … FROM stdin;`, up to `\.`.
fn copied(script: &Script<'_>, statement: &Statement) -> Option<GivenRows> {
    let all = tokens(script, statement.span);
    let mut cursor = Cursor::new(script, &all);
    cursor.at += 1;
    let table = cursor.object_name()?;
    let columns = cursor.group().map(names).unwrap_or_default();
    // CSV and the like: rows of another form, which no dump program writes.
    if !cursor.is("from") || !cursor.is_at(1, "stdin") || cursor.peek_at(2).is_some() {
        return None;
    }
    let (_, block) = script.text.get(statement.span.end..)?.split_once('\n')?;
    let lines = block.lines().filter(|line| !line.is_empty()).take_while(|line| *line != "\\.");
    let rows = lines.take(statement.rows).map(|line| line.split('\t').map(field).collect()).collect();
    Some(GivenRows { table, columns, rows })
}

/// A field of `COPY`'s text format (the manual's chapter on COPY, "File Formats").
fn field(text: &str) -> Given {
    if text == "\\N" {
        return Given::Null;
    }
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        rest = after;
        let (b'\\', [escaped, behind @ ..]) = (*first, after) else {
            bytes.push(*first);
            continue;
        };
        rest = behind;
        match escaped {
            b'b' => bytes.push(8),
            b'f' => bytes.push(12),
            b'n' => bytes.push(b'\n'),
            b'r' => bytes.push(b'\r'),
            b't' => bytes.push(b'\t'),
            b'v' => bytes.push(11),
            b'0'..=b'7' => rest = numbered(after, 8, 3, &mut bytes),
            b'x' if behind.first().is_some_and(u8::is_ascii_hexdigit) => {
                rest = numbered(behind, 16, 2, &mut bytes);
            }
            other => bytes.push(*other),
        }
    }
    Given::Text(String::from_utf8_lossy(&bytes).into_owned())
}

/// A byte by its number, in so many digits at most; gives what follows.
fn numbered<'a>(text: &'a [u8], base: u32, most: usize, bytes: &mut Vec<u8>) -> &'a [u8] {
    let digits = text.iter().take(most).map_while(|byte| char::from(*byte).to_digit(base));
    let digits: Vec<u32> = digits.collect();
    let number = digits.iter().fold(0, |number, digit| number * base + digit);
    bytes.push(u8::try_from(number & 0xff).unwrap_or(0));
    text.get(digits.len()..).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str) -> Given {
        Given::Text(value.to_owned())
    }

    #[test]
    fn values_of_inserts_are_what_they_mean() {
        let rows = given_rows(
            "INSERT INTO auth.\"User\" (id, \"a b\") VALUES (1, 'it''s, (so)'), (-2, NULL) ON CONFLICT DO NOTHING;\n\
             insert into t values (true, now() + interval '1 day', E'a\\nb', ARRAY[1, 2], 'x'::text);",
            Dialect::PostgreSql,
        );
        let [first, second] = &rows[..] else { panic!("{rows:?}") };
        assert_eq!(first.table.to_string(), "auth.User");
        assert_eq!(first.columns, ["id", "a b"]);
        let number = |digits: &str| Given::Number(digits.to_owned());
        assert_eq!(first.rows, [vec![number("1"), text("it's, (so)")], vec![number("-2"), Given::Null]]);
        assert_eq!(second.columns, Vec::<String>::new());
        let sql = |sql: &str| Given::Sql(sql.to_owned());
        let wanted = [
            Given::Truth(true),
            sql("now() + interval '1 day'"),
            text("a\nb"),
            sql("ARRAY[1, 2]"),
            sql("'x'::text"),
        ];
        assert_eq!(second.rows, [wanted]);
    }

    #[test]
    fn a_dump_of_mysql_has_its_own_quotes_and_comments() {
        let dump = "/*!40000 ALTER TABLE `u` DISABLE KEYS */;\nINSERT INTO `u` VALUES ('a\\'b',0x00ff,_binary 'x'),(\"c\",1,2);";
        let rows = given_rows(dump, Dialect::MySql);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].rows[0][0], text("a'b"));
        assert!(matches!(&rows[0].rows[0][2], Given::Sql(sql) if sql == "_binary 'x'"));
        assert_eq!(rows[0].rows[1][0], text("c"));
    }

    #[test]
    fn fields_of_copy_are_unescaped() {
        let dump = "COPY public.t (a, b) FROM stdin;\n1\t\\N\nx\\ty\\\\\t\\303\\251\\x41\n\\.\n\nSELECT 1;\n";
        let rows = given_rows(dump, Dialect::PostgreSql);
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].columns, ["a", "b"]);
        assert_eq!(rows[0].rows, [vec![text("1"), Given::Null], vec![text("x\ty\\"), text("éA")]]);
        assert_eq!(given_rows("COPY t FROM stdin WITH (FORMAT csv);\n1,2\n\\.\n", Dialect::PostgreSql), []);
    }
}
