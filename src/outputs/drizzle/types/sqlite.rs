//! SQLite's types: what counts is the affinity that the declared type gives to the column.
//! <https://www.sqlite.org/datatype3.html#determination_of_column_affinity>

use super::{Builder, CustomData, Values};
use crate::model::schema::Column;
use crate::model::types::TypeKind;

pub(super) fn builder(column: &Column, alone_in_primary_key: bool) -> Builder {
    use Values::{Number, Other, Text};
    let declared = column.data_type.text.trim();
    let kind = &column.data_type.kind;
    let affinity = affinity(declared);
    if let Some(collation) = &column.collation {
        let data = match affinity {
            Affinity::Integer | Affinity::Real => CustomData::Number,
            Affinity::Blob => CustomData::Bytes,
            Affinity::Text | Affinity::Numeric => CustomData::Text,
        };
        return Builder::custom(format!("{declared} COLLATE {collation}").trim().to_string(), data);
    }
    if alone_in_primary_key && affinity == Affinity::Integer && !declared.eq_ignore_ascii_case("integer") {
        // Only `INTEGER` itself would be another name for the row's number.
        return Builder::custom(declared, CustomData::Number);
    }
    match (affinity, kind) {
        (_, TypeKind::Boolean) => Builder::custom(declared, CustomData::BooleanAsNumber),
        (_, TypeKind::Json | TypeKind::Jsonb) => Builder::custom(declared, CustomData::JsonAsText),
        _ if declared.is_empty() || declared.eq_ignore_ascii_case("any") => {
            Builder::custom(declared, CustomData::Unknown)
        }
        (Affinity::Integer, _) => Builder::package("integer", Number),
        (Affinity::Text, _) => Builder::package("text", Text).number_option("length", kind.length()),
        (Affinity::Blob, _) => Builder::package("blob", Other).text_option("mode", "buffer"),
        (Affinity::Real, _) => Builder::package("real", Number),
        (Affinity::Numeric, _) => Builder::package("numeric", Other),
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Affinity {
    Integer,
    Text,
    Blob,
    Real,
    Numeric,
}

fn affinity(declared: &str) -> Affinity {
    let upper = declared.to_ascii_uppercase();
    let has = |word: &str| upper.contains(word);
    if has("INT") {
        Affinity::Integer
    } else if has("CHAR") || has("CLOB") || has("TEXT") {
        Affinity::Text
    } else if has("BLOB") || upper.is_empty() {
        Affinity::Blob
    } else if has("REAL") || has("FLOA") || has("DOUB") {
        Affinity::Real
    } else {
        Affinity::Numeric
    }
}
