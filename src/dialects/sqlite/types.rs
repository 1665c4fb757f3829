//! Types that we choose ourselves in SQLite.

use crate::dialects::KeyPartTypes;
use crate::model::types::{DataType, TypeKind};

/// `TEXT`.
pub fn short_text() -> DataType {
    DataType { text: "TEXT".to_owned(), kind: TypeKind::Text, unsigned: false, array_dimensions: 0 }
}

/// Both parts get the type of the key id: SQLite enforces no length.
pub fn key_part_types(key_id: &DataType) -> KeyPartTypes {
    KeyPartTypes { provider: key_id.clone(), remainder: key_id.clone(), narrowed_to: None }
}

/// `INTEGER`: whole seconds since 1970 (UTC), as Lucia 3's SQLite adapters store it.
pub fn moment() -> DataType {
    DataType { text: "INTEGER".to_owned(), kind: TypeKind::Integer, unsigned: false, array_dimensions: 0 }
}
