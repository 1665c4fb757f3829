//! PostgreSQL's types.

use super::super::naming::Naming;
use super::{Builder, CustomData, Maker, Values, custom_data, is_serial};
use crate::model::schema::Column;
use crate::model::types::TypeKind;

/// Types outside of the model that Drizzle has a word for; their values are strings.
const TEXTUAL: &[&str] = &["interval", "inet", "cidr", "macaddr", "macaddr8"];

pub(super) fn builder(naming: &Naming<'_>, column: &Column) -> Builder {
    let data_type = &column.data_type;
    let dimensions = data_type.array_dimensions;
    let mut builder = scalar(naming, column);
    if let Some(collation) = &column.collation {
        let sql = format!("{} COLLATE {collation}", sql_type(column));
        builder = Builder::custom(sql, custom_data(&data_type.kind));
    }
    if dimensions > 0 {
        builder.array_dimensions = dimensions;
        builder.values = Values::Other;
    }
    builder
}

fn scalar(naming: &Naming<'_>, column: &Column) -> Builder {
    use Values::{Boolean, Number, OneOf, Other, Text};
    let package = Builder::package;
    match &column.data_type.kind {
        TypeKind::SmallInteger | TypeKind::TinyInteger if is_serial(column) => package("smallserial", Number),
        TypeKind::Integer | TypeKind::MediumInteger if is_serial(column) => package("serial", Number),
        TypeKind::BigInteger if is_serial(column) => {
            package("bigserial", Number).text_option("mode", "number")
        }
        TypeKind::SmallInteger => package("smallint", Number),
        TypeKind::Integer => package("integer", Number),
        TypeKind::BigInteger => package("bigint", Number).text_option("mode", "number"),
        TypeKind::Decimal { precision, scale } => {
            package("numeric", Other).number_option("precision", *precision).number_option("scale", *scale)
        }
        TypeKind::Real => package("real", Number),
        TypeKind::Double => package("doublePrecision", Number),
        TypeKind::Boolean => package("boolean", Boolean),
        TypeKind::Character { length } => package("char", Text).number_option("length", *length),
        TypeKind::Varchar { length } => package("varchar", Text).number_option("length", *length),
        TypeKind::Text => package("text", Text),
        TypeKind::Binary { .. } => Builder::custom("bytea", CustomData::Bytes),
        TypeKind::Date => package("date", Text),
        TypeKind::Time { with_time_zone, precision } => package("time", Text)
            .number_option("precision", *precision)
            .true_option("withTimezone", *with_time_zone),
        TypeKind::DateTime { precision } => {
            package("timestamp", Other).number_option("precision", *precision).text_option("mode", "date")
        }
        TypeKind::Instant { precision } => package("timestamp", Other)
            .number_option("precision", *precision)
            .true_option("withTimezone", true)
            .text_option("mode", "date"),
        TypeKind::Uuid => package("uuid", Text),
        TypeKind::Json => package("json", Other),
        TypeKind::Jsonb => package("jsonb", Other),
        TypeKind::Enumeration { name: Some(name), values } => match naming.enumeration(name) {
            Some(variable) => {
                let maker = Maker::Enumeration(variable.to_string());
                Builder { maker, ..package("", OneOf(values.clone())) }
            }
            None => Builder::custom(sql_type(column), CustomData::Text),
        },
        TypeKind::TinyInteger
        | TypeKind::MediumInteger
        | TypeKind::Enumeration { name: None, .. }
        | TypeKind::Other => {
            let sql = sql_type(column);
            match TEXTUAL.iter().find(|known| **known == sql.to_lowercase()) {
                Some(known) => package(known, Text),
                None => Builder::custom(sql, CustomData::Text),
            }
        }
    }
}

/// The type as drizzle-kit wants it: without array brackets, without `public.`, and with no quotes,
/// because it puts quotes around every name that it does not know.
fn sql_type(column: &Column) -> String {
    let text = column.data_type.text.trim();
    let text = text.split('[').next().unwrap_or_default().trim();
    let text = text.strip_prefix("public.").unwrap_or(text);
    let text = match text.strip_prefix('"').and_then(|text| text.strip_suffix('"')) {
        Some(inside) if !inside.contains('"') => inside.to_string(),
        _ if text.contains('"') => text.to_string(),
        _ => text.to_lowercase(),
    };
    // drizzle-kit would put quotes around `varbit(5)` as a whole, but knows `bit`.
    match text.strip_prefix("varbit(") {
        Some(length) => format!("bit varying({length}"),
        None => text,
    }
}

/// Types that drizzle-kit writes as they are; it puts quotes around all others.
/// <https://github.com/drizzle-team/drizzle-orm/blob/main/drizzle-kit/src/sqlgenerator.ts>, `parseType`.
const WRITTEN_AS_THEY_ARE: &[&str] = &[
    "uuid",
    "smallint",
    "integer",
    "bigint",
    "boolean",
    "text",
    "varchar",
    "serial",
    "bigserial",
    "decimal",
    "numeric",
    "real",
    "json",
    "time",
    "date",
    "interval",
    "double precision",
    "char",
    "vector",
    "geometry",
    "halfvec",
    "sparsevec",
    "bit",
];

/// Whether drizzle-kit writes a type of our own so that PostgreSQL understands it.
pub fn is_understood(sql: &str) -> bool {
    WRITTEN_AS_THEY_ARE.iter().any(|known| sql.starts_with(known))
        || !sql.contains(['(', ')', '.', '"', ' ', '['])
}
