//! MySQL's and MariaDB's types.

use super::{Builder, CustomData, Values, custom_data, first_word};
use crate::dialects::mysql::ddl::is_type_attribute;
use crate::model::schema::{AutoNumber, Column};
use crate::model::types::{DataType, TypeKind};
use crate::outputs::typescript::syntax::Node;

pub(super) fn builder(column: &Column) -> Builder {
    let data_type = &column.data_type;
    let needs_more_words = column.collation.is_some()
        || column.character_set.is_some()
        || data_type.text.to_ascii_uppercase().ends_with(" BINARY")
        || column.unread.iter().any(|clause| is_type_attribute(clause));
    let without_default_place = column.on_update.is_some() && column.default.is_none();
    if needs_more_words || without_default_place || !is_said_exactly(data_type) {
        return Builder::custom(full_type(column, without_default_place), data_of(data_type));
    }
    said(data_type)
}

fn said(data_type: &DataType) -> Builder {
    use Values::{Boolean, Number, OneOf, Other, Text};
    let package = Builder::package;
    let whole = |function| package(function, Number).true_option("unsigned", data_type.unsigned);
    match &data_type.kind {
        TypeKind::TinyInteger => whole("tinyint"),
        TypeKind::SmallInteger => whole("smallint"),
        TypeKind::MediumInteger => whole("mediumint"),
        TypeKind::Integer => whole("int"),
        TypeKind::BigInteger => package("bigint", Number)
            .text_option("mode", "number")
            .true_option("unsigned", data_type.unsigned),
        TypeKind::Decimal { precision, scale } => package("decimal", Other)
            .number_option("precision", *precision)
            .number_option("scale", *scale)
            .true_option("unsigned", data_type.unsigned),
        TypeKind::Real if first_word(&data_type.text) == "float" => whole("float"),
        TypeKind::Real => package("real", Number),
        TypeKind::Double => whole("double"),
        TypeKind::Boolean => package("boolean", Boolean),
        TypeKind::Character { length } => package("char", Text).number_option("length", *length),
        TypeKind::Varchar { length } => {
            let length = Node::number(length.unwrap_or(255));
            package("varchar", Text).option("length", length)
        }
        TypeKind::Text => match first_word(&data_type.text).as_str() {
            "tinytext" => package("tinytext", Text),
            "mediumtext" => package("mediumtext", Text),
            "longtext" => package("longtext", Text),
            _ => package("text", Text),
        },
        // In this mode the day is the one that was stored, whatever the time zone.
        TypeKind::Date => package("date", Text).text_option("mode", "string"),
        TypeKind::Time { precision, .. } => package("time", Text).number_option("fsp", *precision),
        TypeKind::DateTime { precision } => {
            package("datetime", Other).number_option("fsp", *precision).text_option("mode", "date")
        }
        TypeKind::Instant { precision } => {
            package("timestamp", Other).number_option("fsp", *precision).text_option("mode", "date")
        }
        TypeKind::Json => package("json", Other),
        TypeKind::Enumeration { values, .. } => {
            Builder { members: Some(values.clone()), ..package("mysqlEnum", OneOf(values.clone())) }
        }
        TypeKind::Other if data_type.text.eq_ignore_ascii_case("year") => package("year", Number),
        TypeKind::Binary { .. } | TypeKind::Uuid | TypeKind::Jsonb | TypeKind::Other => {
            Builder::custom(data_type.text.clone(), data_of(data_type))
        }
    }
}

/// Whether Drizzle's own word makes drizzle-kit write exactly this type.
fn is_said_exactly(data_type: &DataType) -> bool {
    let text = data_type.text.to_lowercase();
    let has_parentheses = text.contains('(');
    if text.contains("zerofill") {
        return false;
    }
    match &data_type.kind {
        TypeKind::TinyInteger
        | TypeKind::SmallInteger
        | TypeKind::MediumInteger
        | TypeKind::Integer
        | TypeKind::BigInteger => has_usual_width(data_type, &text),
        TypeKind::Boolean => !data_type.unsigned,
        TypeKind::Real | TypeKind::Double | TypeKind::Text => !has_parentheses,
        // drizzle-kit splits the list at commas and parentheses, and does not escape backslashes.
        TypeKind::Enumeration { values, .. } => {
            !values.is_empty() && !values.iter().any(|value| value.contains([',', '(', ')', '\\']))
        }
        _ => true,
    }
}

/// Older servers keep the width that whole numbers are displayed with.
fn has_usual_width(data_type: &DataType, text: &str) -> bool {
    let Some((_, after)) = text.split_once('(') else { return true };
    let width = after.split(')').next().unwrap_or_default().trim();
    let usual = match (&data_type.kind, data_type.unsigned) {
        (TypeKind::TinyInteger, false) => "4",
        (TypeKind::TinyInteger, true) => "3",
        (TypeKind::SmallInteger, false) => "6",
        (TypeKind::SmallInteger, true) => "5",
        (TypeKind::MediumInteger, false) => "9",
        (TypeKind::MediumInteger, true) => "8",
        (TypeKind::Integer, false) => "11",
        (TypeKind::Integer, true) => "10",
        _ => "20",
    };
    width == usual
}

fn data_of(data_type: &DataType) -> CustomData {
    match &data_type.kind {
        TypeKind::Other if first_word(&data_type.text) == "bit" => CustomData::Bytes,
        TypeKind::Boolean => CustomData::BooleanAsNumber,
        kind => custom_data(kind),
    }
}

/// The type with its clauses. In capitals, because drizzle-kit takes `enum(…)` in small letters apart.
fn full_type(column: &Column, with_on_update: bool) -> String {
    let text = &column.data_type.text;
    let mut sql = match (text.get(..4), text.get(4..)) {
        (Some(word), Some(rest)) if word.eq_ignore_ascii_case("enum") => format!("ENUM{rest}"),
        _ => text.clone(),
    };
    if let Some(character_set) = &column.character_set {
        sql += &format!(" CHARACTER SET {character_set}");
    }
    for attribute in column.unread.iter().filter(|clause| is_type_attribute(clause)) {
        sql += &format!(" {}", attribute.to_uppercase());
    }
    if let Some(collation) = &column.collation {
        sql += &format!(" COLLATE {collation}");
    }
    if column.auto_number == Some(AutoNumber::AutoIncrement) {
        sql += " AUTO_INCREMENT";
    }
    if let Some(on_update) = column.on_update.as_ref().filter(|_| with_on_update) {
        sql += &format!(" ON UPDATE {}", on_update.text);
    }
    sql
}
