//! Definitions that all dialects write alike.
//!
//! Conventions: keywords in upper case, four spaces, no last semicolon.

pub use super::create::{Made, create_schema, made};

use super::Dialect;
use crate::model::schema::{Check, Column, ForeignKey, Index, IndexPart, IndexTarget, Key, Schema, Table};

/// Which foreign keys stand inside `CREATE TABLE`.
#[derive(Clone, Copy)]
pub enum ForeignKeys<'a> {
    /// All of them.
    All,
    /// Those whose target was created before, and all of them in SQLite, which does not ask.
    OfTablesBefore(&'a Schema),
}

/// `CREATE TABLE`, with everything that can stand inside it.
pub fn create_table(dialect: Dialect, table: &Table, foreign_keys: ForeignKeys<'_>) -> String {
    let alone = key_on_column(dialect, table);
    let mut lines: Vec<String> = Vec::new();
    for column in &table.columns {
        let mut line = dialect.column_definition(column);
        if let Some(key) = alone.filter(|key| key.columns == [column.name.as_str()]) {
            line.push_str(&column_key_clause(dialect, key, column));
        }
        for check in table.checks.iter().filter(|check| stands_on(check, &column.name)) {
            line.push_str(&format!(" {}", check_clause(dialect, check)));
        }
        lines.push(line);
    }
    let as_written = table.unread.iter().any(|part| is_primary_key(part));
    if let Some(key) = table.primary_key.as_ref().filter(|_| alone.is_none() && !as_written) {
        lines.push(key_clause(dialect, key, "PRIMARY KEY"));
    }
    lines.extend(table.uniques.iter().map(|key| key_clause(dialect, key, "UNIQUE")));
    if dialect == Dialect::MySql {
        lines.extend(table.indexes.iter().map(super::mysql::ddl::index_clause));
    }
    let position = match foreign_keys {
        ForeignKeys::OfTablesBefore(schema) if dialect != Dialect::Sqlite => {
            schema.tables.iter().position(|other| other.name == table.name).map(|position| (schema, position))
        }
        _ => None,
    };
    for foreign_key in &table.foreign_keys {
        let later = position.is_some_and(|(schema, position)| is_later(schema, position, foreign_key));
        if !later {
            lines.push(foreign_key_clause(dialect, foreign_key));
        }
    }
    let of_table = table.checks.iter().filter(|check| {
        !(stands_on_column(check) || position.is_some() && is_unvalidated(dialect, &check.rest))
    });
    lines.extend(of_table.map(|check| check_clause(dialect, check)));
    lines.extend(table.unread.iter().cloned());
    let unlogged = if table.options.iter().any(|option| option == UNLOGGED) { "UNLOGGED " } else { "" };
    let options = options(dialect, table);
    let name = dialect.object(&table.name);
    let lines = if lines.is_empty() { String::new() } else { format!("\n    {}\n", lines.join(",\n    ")) };
    format!("CREATE {unlogged}TABLE {name} ({lines}){options}")
}

/// PostgreSQL's word for a table that a crash empties: the one option that stands before the name.
pub const UNLOGGED: &str = "UNLOGGED";

/// What follows the closing parenthesis, with a blank before it.
pub fn options(dialect: Dialect, table: &Table) -> String {
    let separator = if dialect == Dialect::Sqlite { ", " } else { " " };
    let mut options: Vec<String> =
        table.options.iter().filter(|option| *option != UNLOGGED).cloned().collect();
    if let (Dialect::MySql, Some(comment)) = (dialect, &table.comment) {
        // Partitions come last.
        let at = options.iter().position(|option| option.to_ascii_uppercase().starts_with("PARTITION"));
        let comment = format!("COMMENT={}", super::mysql::ddl::comment_literal(comment));
        options.insert(at.unwrap_or(options.len()), comment);
    }
    if options.is_empty() { String::new() } else { format!(" {}", options.join(separator)) }
}

/// Whether a part that the model has no place for is the primary key with prefix lengths, collations or directions.
pub fn is_primary_key(part: &str) -> bool {
    let upper = part.to_ascii_uppercase();
    upper.starts_with("PRIMARY KEY") || upper.starts_with("CONSTRAINT") && upper.contains("PRIMARY KEY")
}

/// Comments as statements of their own, where the dialect has such statements.
pub fn comments(dialect: Dialect, table: &Table) -> Vec<String> {
    if dialect != Dialect::PostgreSql {
        return Vec::new();
    }
    let name = dialect.object(&table.name);
    let mut statements = Vec::new();
    if let Some(comment) = &table.comment {
        statements.push(format!("COMMENT ON TABLE {name} IS {}", dialect.literal(comment)));
    }
    for column in &table.columns {
        if let Some(comment) = &column.comment {
            let column = dialect.identifier(&column.name);
            statements.push(format!("COMMENT ON COLUMN {name}.{column} IS {}", dialect.literal(comment)));
        }
    }
    statements
}

/// The primary key, when SQLite has it on its column: `AUTOINCREMENT` and the odd `DESC` stand nowhere else.
fn key_on_column(dialect: Dialect, table: &Table) -> Option<&Key> {
    let key = table.primary_key.as_ref().filter(|_| dialect == Dialect::Sqlite)?;
    let [column] = key.columns.as_slice() else { return None };
    let numbered = table.column(column)?.auto_number.is_some();
    let descending = key.rest.as_deref().is_some_and(|rest| rest.to_ascii_uppercase().starts_with("DESC"));
    (numbered || descending).then_some(key)
}

fn column_key_clause(dialect: Dialect, key: &Key, column: &Column) -> String {
    let name = constraint_name(dialect, key.name.as_ref());
    let rest = key.rest.as_ref().map(|rest| format!(" {rest}")).unwrap_or_default();
    let number = if column.auto_number.is_some() { " AUTOINCREMENT" } else { "" };
    format!(" {name}PRIMARY KEY{rest}{number}")
}

/// Foreign keys that are added when all tables are there: to later tables, and those that old rows may break.
pub fn later_foreign_keys(schema: &Schema, position: usize) -> impl Iterator<Item = &ForeignKey> {
    let keys = schema.tables.get(position).map(|table| table.foreign_keys.as_slice()).unwrap_or_default();
    keys.iter().filter(move |key| is_later(schema, position, key))
}

/// Checks that are added when the table is there.
pub fn later_checks(dialect: Dialect, table: &Table) -> impl Iterator<Item = &Check> {
    table.checks.iter().filter(move |check| is_unvalidated(dialect, &check.rest))
}

/// PostgreSQL takes `NOT VALID` inside `CREATE TABLE`, and ignores it there.
fn is_unvalidated(dialect: Dialect, rest: &Option<String>) -> bool {
    dialect == Dialect::PostgreSql
        && rest.as_deref().is_some_and(|rest| rest.to_ascii_uppercase().contains("NOT VALID"))
}

fn is_later(schema: &Schema, position: usize, foreign_key: &ForeignKey) -> bool {
    if is_unvalidated(schema.dialect, &foreign_key.rest) {
        return true;
    }
    schema
        .tables
        .iter()
        .position(|other| schema.dialect.same_object(&other.name, &foreign_key.foreign_table))
        .is_some_and(|target| target > position)
}

fn constraint_name(dialect: Dialect, name: Option<&String>) -> String {
    name.map(|name| format!("CONSTRAINT {} ", dialect.identifier(name))).unwrap_or_default()
}

/// A primary key or unique constraint.
pub fn key_clause(dialect: Dialect, key: &Key, keywords: &str) -> String {
    let rest = key.rest.as_deref().unwrap_or_default();
    // PostgreSQL wants this before the columns, and everything else behind them.
    let (nulls, rest) = NULLS
        .iter()
        .find_map(|words| Some((*words, rest.get(words.len()..)?)).filter(|_| starts_with(rest, words)))
        .unwrap_or(("", rest));
    let columns = format!("({})", dialect.identifiers(key.columns.iter().map(String::as_str)));
    let name = constraint_name(dialect, key.name.as_ref());
    let words = [keywords, nulls, columns.as_str(), rest.trim_start()];
    let words: Vec<&str> = words.into_iter().filter(|word| !word.is_empty()).collect();
    format!("{name}{}", words.join(" "))
}

/// How PostgreSQL's unique constraints look upon NULL.
const NULLS: &[&str] = &["NULLS NOT DISTINCT", "NULLS DISTINCT"];

fn starts_with(text: &str, words: &str) -> bool {
    text.get(..words.len()).is_some_and(|start| start.eq_ignore_ascii_case(words))
}

/// A foreign key, as a table constraint whatever form the user chose.
pub fn foreign_key_clause(dialect: Dialect, key: &ForeignKey) -> String {
    let mut clause = format!(
        "{}FOREIGN KEY ({}) REFERENCES {}",
        constraint_name(dialect, key.name.as_ref()),
        dialect.identifiers(key.columns.iter().map(String::as_str)),
        dialect.object(&key.foreign_table),
    );
    if !key.foreign_columns.is_empty() {
        let columns = dialect.identifiers(key.foreign_columns.iter().map(String::as_str));
        clause.push_str(&format!(" ({columns})"));
    }
    let (matching, rest) = matching_and_rest(key.rest.as_deref().unwrap_or_default());
    let clauses = [
        Some(matching.to_owned()).filter(|matching| !matching.is_empty()),
        key.on_delete.as_ref().map(|action| format!("ON DELETE {action}")),
        key.on_update.as_ref().map(|action| format!("ON UPDATE {action}")),
        Some(rest.to_owned()).filter(|rest| !rest.is_empty()),
    ];
    clauses.into_iter().flatten().for_each(|part| clause.push_str(&format!(" {part}")));
    clause
}

/// `MATCH FULL`, which stands in front of the actions, and what stands behind them.
fn matching_and_rest(rest: &str) -> (&str, &str) {
    let Some(kind) = rest.get(..5).filter(|word| word.eq_ignore_ascii_case("match")).and(rest.get(5..))
    else {
        return ("", rest);
    };
    let start = rest.len() - kind.trim_start().len();
    let length = kind.trim_start().find(char::is_whitespace).unwrap_or(kind.trim_start().len());
    let (matching, rest) = rest.split_at(start + length);
    (matching, rest.trim_start())
}

/// A check without a name that was written on a column stays there, because MariaDB names it after the column.
pub fn stands_on_column(check: &Check) -> bool {
    check.column.is_some() && check.name.is_none()
}

fn stands_on(check: &Check, column: &str) -> bool {
    stands_on_column(check) && check.column.as_deref() == Some(column)
}

/// A check constraint.
pub fn check_clause(dialect: Dialect, check: &Check) -> String {
    let rest = check.rest.as_ref().map(|rest| format!(" {rest}")).unwrap_or_default();
    format!("{}CHECK ({}){rest}", constraint_name(dialect, check.name.as_ref()), check.expression.text)
}

/// One member of an index.
pub fn index_part(dialect: Dialect, part: &IndexPart) -> String {
    let mut text = match &part.target {
        IndexTarget::Column(column) => dialect.identifier(column),
        // The parentheses are the user's own where SQLite keeps its text; the others want or ignore them.
        IndexTarget::Expression(expression) if dialect == Dialect::Sqlite => expression.text.clone(),
        IndexTarget::Expression(expression) => format!("({})", expression.text),
    };
    if let Some(length) = part.prefix_length {
        text.push_str(&format!("({length})"));
    }
    if let Some(collation) = &part.collation {
        text.push_str(&format!(" COLLATE {collation}"));
    }
    if let Some(class) = &part.operator_class {
        text.push_str(&format!(" {class}"));
    }
    if part.descending {
        text.push_str(" DESC");
    }
    match part.nulls_first {
        Some(true) => text.push_str(" NULLS FIRST"),
        Some(false) => text.push_str(" NULLS LAST"),
        None => {}
    }
    text
}

/// All members of an index.
pub fn index_parts(dialect: Dialect, index: &Index) -> String {
    index.parts.iter().map(|part| index_part(dialect, part)).collect::<Vec<_>>().join(", ")
}

/// `DEFAULT …`. An expression is put into parentheses where the dialect wants them;
/// a literal, a bare word and a call keep the form that the user wrote.
pub fn default_clause(column: &Column, wrap_expressions: WrapExpressions) -> Option<String> {
    let default = column.default.as_ref()?;
    let simple = default.literal.is_some() || is_clock(&default.text) || is_marked_literal(&default.text);
    Some(match wrap_expressions {
        WrapExpressions::Always if !simple => format!("DEFAULT ({})", default.text),
        WrapExpressions::WhereNeeded if !simple && has_weak_operator(&default.text) => {
            format!("DEFAULT ({})", default.text)
        }
        _ => format!("DEFAULT {}", default.text),
    })
}

/// Whether a default that is an expression needs parentheses.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum WrapExpressions {
    /// MySQL and SQLite.
    Always,
    /// PostgreSQL, which wants them around some operators only.
    WhereNeeded,
}

/// Operators that PostgreSQL takes in a default only within parentheses:
/// <https://www.postgresql.org/docs/current/sql-expressions.html>, "restricted" expressions in its grammar (`b_expr`).
const WEAK_OPERATORS: &[&str] = &[
    "and", "at", "between", "collate", "ilike", "in", "is", "isnull", "like", "not", "notnull", "or",
    "similar",
];

/// Whether a default has such an operator, as far as its words tell.
pub fn has_weak_operator(text: &str) -> bool {
    let mut words = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    words.any(|word| WEAK_OPERATORS.iter().any(|weak| word.eq_ignore_ascii_case(weak)))
}

/// A literal of bits or bytes: `b'101'`, `x'00ff'`, `0x1F`.
fn is_marked_literal(text: &str) -> bool {
    let (mark, rest) = text.split_at_checked(1).unwrap_or_default();
    let inside = rest.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let digits = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    match mark {
        "b" | "B" | "x" | "X" => inside.is_some_and(digits),
        "0" => rest.strip_prefix(['x', 'X']).is_some_and(digits),
        _ => false,
    }
}

/// The words for the present that MySQL and SQLite take without parentheses, alone or with a number of digits.
fn is_clock(text: &str) -> bool {
    let (word, digits) = text.split_once('(').unwrap_or((text, ")"));
    let number =
        digits.strip_suffix(')').is_some_and(|digits| digits.bytes().all(|digit| digit.is_ascii_digit()));
    let clocks = ["CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_TIME", "LOCALTIMESTAMP", "LOCALTIME", "NOW"];
    number && clocks.iter().any(|clock| word.trim_end().eq_ignore_ascii_case(clock))
}

/// A column's clauses that the model has no place for, apart from those that belong right behind another clause:
/// what they belong to is told by how they begin.
pub fn trailing_clauses(column: &Column) -> impl Iterator<Item = &String> {
    column.unread.iter().filter(|clause| !BEHIND.iter().any(|start| starts_with(clause, start)))
}

/// The clause that begins so, to stand right behind the one that it belongs to.
pub fn clause_behind(column: &Column, start: &str) -> String {
    let clause = column.unread.iter().find(|clause| starts_with(clause, start));
    clause.map(|clause| format!(" {clause}")).unwrap_or_default()
}

/// How numbering options begin, which follow `AS IDENTITY`.
pub const IDENTITY_OPTIONS: &str = "(";

/// How SQLite's conflict clause begins, which follows `NOT NULL`.
pub const ON_CONFLICT: &str = "ON CONFLICT";

/// How the clauses begin that stand right behind another one.
const BEHIND: &[&str] = &[IDENTITY_OPTIONS, ON_CONFLICT];
