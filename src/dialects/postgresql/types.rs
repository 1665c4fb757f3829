//! Types that we choose ourselves in PostgreSQL.

use crate::dialects::KeyPartTypes;
use crate::model::types::{DataType, TypeKind};

/// `TEXT`: PostgreSQL has no reason to limit it.
pub fn short_text() -> DataType {
    DataType { text: "text".to_owned(), kind: TypeKind::Text, unsigned: false, array_dimensions: 0 }
}

/// Both parts get the type of the key id: keys may cover any length here.
pub fn key_part_types(key_id: &DataType) -> KeyPartTypes {
    KeyPartTypes { provider: key_id.clone(), remainder: key_id.clone(), narrowed_to: None }
}

/// `timestamptz`: an instant, whatever the server's time zone.
pub fn moment() -> DataType {
    DataType {
        text: "timestamptz".to_owned(),
        kind: TypeKind::Instant { precision: None },
        unsigned: false,
        array_dimensions: 0,
    }
}
