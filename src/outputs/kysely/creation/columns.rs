//! A column as the arguments of `addColumn`.

use super::keys::{OnColumns, reference};
use crate::dialects::Dialect;
use crate::dialects::ddl::{
    IDENTITY_OPTIONS, ON_CONFLICT, WrapExpressions, check_clause, clause_behind, default_clause,
    stands_on_column, trailing_clauses,
};
use crate::dialects::mysql::ddl::{comment_literal, is_type_attribute};
use crate::model::schema::{AutoNumber, Check, Column, ForeignKey, Literal, Schema, Table};
use crate::model::types::TypeKind;
use crate::outputs::drizzle::sql_text;
use crate::outputs::typescript::syntax::Node;

/// Words that Kysely takes for a type.
const TYPES: &[&str] = &[
    "bigint",
    "bigserial",
    "binary",
    "blob",
    "boolean",
    "bytea",
    "char",
    "date",
    "datetime",
    "decimal",
    "double precision",
    "float4",
    "float8",
    "int2",
    "int4",
    "int8",
    "integer",
    "json",
    "jsonb",
    "numeric",
    "real",
    "serial",
    "smallint",
    "text",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "uuid",
    "varbinary",
    "varchar",
    "daterange",
    "int4range",
    "int8range",
    "numrange",
    "tsrange",
    "tstzrange",
];

/// Types that Kysely takes with a number after them.
const WITH_NUMBER: &[&str] =
    &["binary", "char", "datetime", "time", "timestamp", "timestamptz", "timetz", "varbinary", "varchar"];

/// Longer names of PostgreSQL's types, of which Kysely knows the shorter: start and end of the name.
const SHORTER: &[(&str, &str, &str)] = &[
    ("character varying", "", "varchar"),
    ("character", "", "char"),
    ("timestamp", " without time zone", "timestamp"),
    ("timestamp", " with time zone", "timestamptz"),
    ("time", " without time zone", "time"),
    ("time", " with time zone", "timetz"),
    ("int", "", "integer"),
    ("bool", "", "boolean"),
];

/// The arguments; none where a part has no call.
pub fn arguments(schema: &Schema, table: &Table, column: &Column, keys: &OnColumns) -> Option<Vec<Node>> {
    let dialect = schema.dialect;
    let (data_type, is_unsigned) = data_type(dialect, column);
    let mut said = Said(Node::name("column"));
    if is_unsigned {
        said.call("unsigned", Vec::new());
    }
    front(dialect, column, &mut said);
    if let Some(generated) = &column.generated {
        said.call("generatedAlwaysAs", vec![Node::sql(generated.expression.text.trim())]);
        if generated.stored {
            said.call("stored", Vec::new());
        }
    }
    default(dialect, column, &mut said);
    let is_primary =
        keys.primary && table.primary_key.as_ref().is_some_and(|key| key.columns == [column.name.as_str()]);
    let says_not_null = dialect == Dialect::Sqlite && !clause_behind(column, ON_CONFLICT).is_empty();
    // MariaDB takes no NOT NULL on a generated column.
    let is_generated = dialect == Dialect::MySql && column.generated.is_some();
    let is_implied = is_primary && dialect != Dialect::Sqlite;
    if !column.nullable && !says_not_null && !is_generated && !is_implied {
        said.call("notNull", Vec::new());
    }
    let is_unique =
        |place: &usize| table.uniques.get(*place).is_some_and(|key| key.columns == [column.name.as_str()]);
    if keys.uniques.iter().any(is_unique) {
        said.call("unique", Vec::new());
    }
    if is_primary {
        said.call("primaryKey", Vec::new());
    }
    if column.auto_number == Some(AutoNumber::AutoIncrement) {
        if dialect == Dialect::Sqlite && !is_primary {
            return None;
        }
        said.call("autoIncrement", Vec::new());
    }
    let of_column = |key: &&ForeignKey| key.columns == [column.name.as_str()];
    let key = keys.references.iter().filter_map(|place| table.foreign_keys.get(*place)).find(of_column);
    for (method, arguments) in key.and_then(|key| reference(schema, key)).unwrap_or_default() {
        said.call(method, arguments);
    }
    end(dialect, table, column, &mut said);
    let mut arguments = vec![Node::string(&column.name), data_type];
    if said.0 != Node::name("column") {
        arguments.push(Node::arrow("(column)", said.0));
    }
    Some(arguments)
}

/// What is said about a column, call after call.
struct Said(Node);

impl Said {
    fn call(&mut self, method: &str, arguments: Vec<Node>) {
        let node = std::mem::replace(&mut self.0, Node::Array(Vec::new()));
        self.0 = node.method(method, arguments);
    }

    fn sql(&mut self, method: &str, text: impl Into<String>) {
        self.call(method, vec![Node::sql(text)]);
    }
}

/// What follows the type at once.
fn front(dialect: Dialect, column: &Column, said: &mut Said) {
    if let Some(character_set) = &column.character_set {
        said.sql("modifyFront", format!("character set {character_set}"));
    }
    if dialect == Dialect::MySql {
        let attributes = column.unread.iter().filter(|clause| is_type_attribute(clause));
        attributes.for_each(|clause| said.sql("modifyFront", clause.to_lowercase()));
    }
    if let Some(collation) = &column.collation {
        said.sql("modifyFront", format!("collate {collation}"));
    }
    let (word, method) = match column.auto_number {
        Some(AutoNumber::IdentityAlways) => ("always", "generatedAlwaysAsIdentity"),
        Some(AutoNumber::IdentityByDefault) => ("by default", "generatedByDefaultAsIdentity"),
        _ => ("", ""),
    };
    let options = clause_behind(column, IDENTITY_OPTIONS);
    match (word, options.as_str()) {
        ("", _) => {}
        (_, "") => said.call(method, Vec::new()),
        _ => said.sql("modifyFront", format!("generated {word} as identity{options}")),
    }
    if dialect == Dialect::Sqlite && !clause_behind(column, ON_CONFLICT).is_empty() {
        said.sql("modifyFront", format!("not null{}", clause_behind(column, ON_CONFLICT)));
    }
    // Said aloud, because a TIMESTAMP without it is NOT NULL on older servers.
    let is_moment = matches!(column.data_type.kind, TypeKind::Instant { .. });
    if dialect == Dialect::MySql && is_moment && column.nullable && column.generated.is_none() {
        said.sql("modifyFront", "null");
    }
}

fn default(dialect: Dialect, column: &Column, said: &mut Said) {
    let Some(default) = &column.default else { return };
    let text = default.text.trim();
    let value = match &default.literal {
        Some(Literal::Text(_)) => {
            sql_text::plain_string(dialect, default, &column.data_type.kind).map(Node::string)
        }
        Some(Literal::Number(number)) if number == text => sql_text::plain_number(number).map(Node::Constant),
        // SQLite keeps the text.
        Some(Literal::Boolean(value))
            if text == value.to_string()
                || dialect != Dialect::Sqlite && text.eq_ignore_ascii_case(&value.to_string()) =>
        {
            Some(Node::Constant(value.to_string()))
        }
        Some(Literal::Null) if dialect != Dialect::Sqlite && text.eq_ignore_ascii_case("null") => {
            Some(Node::Constant("null".to_owned()))
        }
        _ => None,
    };
    let wrap =
        if dialect == Dialect::PostgreSql { WrapExpressions::WhereNeeded } else { WrapExpressions::Always };
    let value = value.unwrap_or_else(|| {
        let clause = default_clause(column, wrap);
        let clause = clause.unwrap_or_default();
        Node::sql(clause.strip_prefix("DEFAULT ").unwrap_or(&clause))
    });
    said.call("defaultTo", vec![value]);
}

/// What follows everything else.
fn end(dialect: Dialect, table: &Table, column: &Column, said: &mut Said) {
    let on_column =
        |check: &&Check| stands_on_column(check) && check.column.as_deref() == Some(column.name.as_str());
    let checks: Vec<_> = table.checks.iter().filter(on_column).collect();
    match checks.as_slice() {
        [check] if check.rest.is_none() => said.sql("check", check.expression.text.trim()),
        checks => checks.iter().for_each(|check| said.sql("modifyEnd", check_clause(dialect, check))),
    }
    if let Some(on_update) = &column.on_update {
        said.sql("modifyEnd", format!("on update {}", on_update.text.trim()));
    }
    if let (Dialect::MySql, Some(comment)) = (dialect, &column.comment) {
        said.sql("modifyEnd", format!("comment {}", comment_literal(comment)));
    }
    match dialect {
        Dialect::MySql => {
            let unread = column.unread.iter().filter(|clause| !is_type_attribute(clause));
            unread.for_each(|clause| said.sql("modifyEnd", clause));
        }
        _ => trailing_clauses(column).for_each(|clause| said.sql("modifyEnd", clause)),
    }
}

/// The type as Kysely takes it, and whether it is unsigned besides.
fn data_type(dialect: Dialect, column: &Column) -> (Node, bool) {
    let written = column.data_type.text.trim();
    if column.auto_number == Some(AutoNumber::Serial) && column.default.is_none() {
        return match column.data_type.kind {
            TypeKind::SmallInteger => (Node::sql("smallserial"), false),
            TypeKind::BigInteger => (Node::string("bigserial"), false),
            _ => (Node::string("serial"), false),
        };
    }
    let mut text = written.to_lowercase();
    let is_unsigned = dialect == Dialect::MySql && text.ends_with(" unsigned");
    if is_unsigned {
        text.truncate(text.len() - " unsigned".len());
    }
    // In SQLite an `INT` is not what an `INTEGER` is, and what is declared is kept.
    if dialect != Dialect::Sqlite {
        text = shorter(&text);
    }
    match known(&text) {
        Some(known) => (Node::string(known), is_unsigned),
        None => {
            let rest = if is_unsigned { written.get(..written.len() - " unsigned".len()) } else { None };
            (Node::sql(rest.unwrap_or(written)), is_unsigned)
        }
    }
}

fn shorter(text: &str) -> String {
    let (word, rest) = text.split_at(text.find('(').unwrap_or(text.len()));
    let (number, end) = rest.split_at(rest.find(')').map_or(0, |place| place + 1));
    let (word, end) = if number.is_empty() && !word.is_empty() { (word, "") } else { (word.trim_end(), end) };
    let found = SHORTER.iter().find(|(start, zone, _)| {
        if number.is_empty() {
            word.strip_prefix(start) == Some(*zone)
        } else {
            word == *start && end == *zone
        }
    });
    found.map_or_else(|| text.to_owned(), |(_, _, short)| format!("{short}{number}"))
}

/// The type in Kysely's own spelling.
fn known(text: &str) -> Option<String> {
    if TYPES.contains(&text) {
        return Some(text.to_owned());
    }
    let (word, inside) = text.strip_suffix(')')?.split_once('(')?;
    let numbers: Vec<&str> = inside.split(',').map(str::trim).collect();
    let are_numbers =
        numbers.iter().all(|number| !number.is_empty() && number.bytes().all(|digit| digit.is_ascii_digit()));
    let fits = match numbers.len() {
        1 => WITH_NUMBER.contains(&word),
        2 => matches!(word, "decimal" | "numeric"),
        _ => false,
    };
    (fits && are_numbers).then(|| format!("{word}({})", numbers.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_said_in_the_words_that_kysely_has() {
        for (text, expected) in [
            ("varchar(15)", Some("varchar(15)")),
            ("character varying(15)", Some("varchar(15)")),
            ("character varying", Some("varchar")),
            ("timestamp(3) with time zone", Some("timestamptz(3)")),
            ("timestamp without time zone", Some("timestamp")),
            ("numeric(10,2)", Some("numeric(10, 2)")),
            ("numeric(10)", None),
            ("int", Some("integer")),
            ("int(11)", None),
            ("mood", None),
            ("text[]", None),
        ] {
            assert_eq!(known(&shorter(text)).as_deref(), expected, "{text}");
        }
    }
}
