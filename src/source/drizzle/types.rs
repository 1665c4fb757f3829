//! The SQL of Drizzle's column types: what each builder's `getSQLType` gives.

use super::super::typescript::tree::{Expression, ExpressionKind, Pattern};
use super::super::typescript::values::{Bindings, Call};
use super::known::Known;
use crate::dialects::Dialect;

/// How a builder makes its type.
enum Shape {
    /// The words alone.
    Plain,
    /// `word(option)`, when the option is there.
    Sized(&'static str),
    /// `word(precision, scale)`.
    Precise,
    /// `word(precision)`, and `with time zone` after it.
    Clock,
    /// `interval`, with fields and precision.
    Interval,
    /// `enum('a', 'b')`.
    Members,
    /// `geometry(point)`.
    Geometry,
}

use Shape::{Clock, Geometry, Interval, Members, Plain, Precise, Sized};

const POSTGRESQL: &[(&str, &str, Shape)] = &[
    ("bigint", "bigint", Plain),
    ("bigserial", "bigserial", Plain),
    ("bit", "bit", Sized("dimensions")),
    ("boolean", "boolean", Plain),
    ("bytea", "bytea", Plain),
    ("char", "char", Sized("length")),
    ("cidr", "cidr", Plain),
    ("date", "date", Plain),
    ("decimal", "numeric", Precise),
    ("doublePrecision", "double precision", Plain),
    ("geometry", "geometry", Geometry),
    ("halfvec", "halfvec", Sized("dimensions")),
    ("inet", "inet", Plain),
    ("integer", "integer", Plain),
    ("interval", "interval", Interval),
    ("json", "json", Plain),
    ("jsonb", "jsonb", Plain),
    ("line", "line", Plain),
    ("macaddr", "macaddr", Plain),
    ("macaddr8", "macaddr8", Plain),
    ("numeric", "numeric", Precise),
    ("point", "point", Plain),
    ("real", "real", Plain),
    ("serial", "serial", Plain),
    ("smallint", "smallint", Plain),
    ("smallserial", "smallserial", Plain),
    ("sparsevec", "sparsevec", Sized("dimensions")),
    ("text", "text", Plain),
    ("time", "time", Clock),
    ("timestamp", "timestamp", Clock),
    ("uuid", "uuid", Plain),
    ("varchar", "varchar", Sized("length")),
    ("vector", "vector", Sized("dimensions")),
];

const MYSQL: &[(&str, &str, Shape)] = &[
    ("bigint", "bigint", Plain),
    ("binary", "binary", Sized("length")),
    ("boolean", "boolean", Plain),
    ("char", "char", Sized("length")),
    ("date", "date", Plain),
    ("datetime", "datetime", Sized("fsp")),
    ("decimal", "decimal", Precise),
    ("double", "double", Precise),
    ("float", "float", Precise),
    ("int", "int", Plain),
    ("json", "json", Plain),
    ("longtext", "longtext", Plain),
    ("mediumint", "mediumint", Plain),
    ("mediumtext", "mediumtext", Plain),
    ("mysqlEnum", "enum", Members),
    ("real", "real", Precise),
    ("serial", "serial", Plain),
    ("smallint", "smallint", Plain),
    ("text", "text", Plain),
    ("time", "time", Sized("fsp")),
    ("timestamp", "timestamp", Sized("fsp")),
    ("tinyint", "tinyint", Plain),
    ("tinytext", "tinytext", Plain),
    ("varbinary", "varbinary", Sized("length")),
    ("varchar", "varchar", Sized("length")),
    ("year", "year", Plain),
];

const SQLITE: &[(&str, &str, Shape)] = &[
    ("blob", "blob", Plain),
    ("int", "integer", Plain),
    ("integer", "integer", Plain),
    ("numeric", "numeric", Plain),
    ("real", "real", Plain),
    ("text", "text", Sized("length")),
];

/// The type of a column, without the brackets of arrays.
pub(super) fn data_type<'a>(known: &Known<'a>, dialect: Dialect, call: &Call<'a>) -> Option<String> {
    if let Some(found) = known.enums.iter().find(|found| found.variable == call.function) {
        return Some(dialect.object(&found.name));
    }
    if let Some((_, custom)) = known.customs.iter().find(|(variable, _)| *variable == call.function) {
        return custom_type(known, custom, call);
    }
    let table = match dialect {
        Dialect::PostgreSql => POSTGRESQL,
        Dialect::MySql => MYSQL,
        Dialect::Sqlite => SQLITE,
    };
    let (_, word, shape) = table.iter().find(|(function, ..)| *function == call.function)?;
    let option =
        |name: &str| options(call)?.property(name).and_then(|value| known.scope.text(value, &call.bindings));
    let is_true = |name: &str| {
        let value = options(call).and_then(|options| options.property(name));
        value.is_some_and(|value| matches!(value.kind, ExpressionKind::Boolean(true)))
    };
    let in_parentheses = |value: Option<String>| value.map(|value| format!("({value})")).unwrap_or_default();
    let mut text = match shape {
        Plain => (*word).to_owned(),
        Sized(size) => format!("{word}{}", in_parentheses(option(size))),
        Precise => match (option("precision"), option("scale")) {
            (Some(precision), Some(scale)) => format!("{word}({precision},{scale})"),
            (precision, _) => format!("{word}{}", in_parentheses(precision)),
        },
        Clock => {
            let zone = if is_true("withTimezone") { " with time zone" } else { "" };
            format!("{word}{}{zone}", in_parentheses(option("precision")))
        }
        Interval => {
            let fields = option("fields").map(|fields| format!(" {fields}")).unwrap_or_default();
            format!("{word}{fields}{}", in_parentheses(option("precision")))
        }
        Geometry => format!("{word}({})", option("type").unwrap_or_else(|| "point".to_owned())),
        Members => {
            let values =
                call.arguments.iter().find_map(|values| known.scope.texts(values, &call.bindings))?;
            let values: Vec<String> = values.iter().map(|value| dialect.literal(value)).collect();
            format!("{word}({})", values.join(","))
        }
    };
    if dialect == Dialect::MySql && is_true("unsigned") {
        text.push_str(" unsigned");
    }
    Some(text)
}

/// The object of options among a builder's arguments.
fn options<'a>(call: &Call<'a>) -> Option<&'a Expression> {
    call.arguments.iter().find(|argument| matches!(argument.kind, ExpressionKind::Object(_)))
}

/// What a type of the user's own says that it is.
fn custom_type<'a>(known: &Known<'a>, custom: &'a Expression, call: &Call<'a>) -> Option<String> {
    let function = custom.property("dataType")?.function()?;
    let bindings: Bindings<'a> = match (function.parameters.first(), options(call)) {
        (Some(Pattern::Name(parameter)), Some(options)) => vec![(parameter, options)],
        _ => Vec::new(),
    };
    known.scope.text(function.result()?, &bindings)
}
