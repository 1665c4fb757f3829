//! Types that we choose ourselves in MySQL and MariaDB.

use crate::dialects::KeyPartTypes;
use crate::model::types::{DataType, TypeKind};

/// Characters of `utf8mb4` that fit into one InnoDB key: 3072 bytes, four for each.
/// Source: MySQL manual, "InnoDB Limits".
const KEY_CHARACTERS: u32 = 768;

/// The provider part is seldom longer than this; Lucia's guide gives it as much.
const PROVIDER_CHARACTERS: u32 = 255;

/// `VARCHAR(255)`.
pub fn short_text() -> DataType {
    varchar(255)
}

fn varchar(length: u32) -> DataType {
    DataType {
        text: format!("VARCHAR({length})"),
        kind: TypeKind::Varchar { length: Some(length) },
        unsigned: false,
        array_dimensions: 0,
    }
}

/// Both parts are as long as the key id where one key can cover both, and share the room where it cannot.
pub fn key_part_types(key_id: &DataType) -> KeyPartTypes {
    let length = key_id.kind.length().unwrap_or(KEY_CHARACTERS).max(1);
    if length.saturating_mul(2) <= KEY_CHARACTERS {
        return KeyPartTypes { provider: varchar(length), remainder: varchar(length), narrowed_to: None };
    }
    let provider = length.min(PROVIDER_CHARACTERS);
    let remainder = length.min(KEY_CHARACTERS - provider);
    KeyPartTypes {
        provider: varchar(provider),
        remainder: varchar(remainder),
        narrowed_to: Some((provider, remainder)),
    }
}

/// `DATETIME`, as Lucia 3's guide has it; it carries no time zone, and what is written is UTC.
pub fn moment() -> DataType {
    DataType {
        text: "DATETIME".to_owned(),
        kind: TypeKind::DateTime { precision: None },
        unsigned: false,
        array_dimensions: 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn key_parts_fit_one_key() {
        for length in [1, 127, 255, 384, 385, 500, 767, 768, 3072] {
            let parts = key_part_types(&varchar(length));
            let total = parts.provider.kind.length().unwrap() + parts.remainder.kind.length().unwrap();
            assert!(total <= KEY_CHARACTERS, "{length}");
        }
    }
}
