//! Column types: the text that the user wrote and, beside it, what it means.

/// The type of a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataType {
    /// The type as written, white space normalised, without `UNSIGNED`-free rewriting: `VARCHAR(15)`,
    /// `timestamp with time zone`, `BIGINT UNSIGNED`. Renderers write it back unchanged.
    pub text: String,
    /// What it means.
    pub kind: TypeKind,
    /// MySQL's `UNSIGNED`.
    pub unsigned: bool,
    /// PostgreSQL: number of array dimensions, 0 for a scalar.
    pub array_dimensions: u8,
}

/// The meaning of a type, shared by the three dialects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum TypeKind {
    /// `TINYINT`; `TINYINT(1)` is read as [`TypeKind::Boolean`] on MySQL.
    TinyInteger,
    /// `SMALLINT`, `INT2`.
    SmallInteger,
    /// MySQL's `MEDIUMINT`.
    MediumInteger,
    /// `INTEGER`, `INT`, `INT4`.
    Integer,
    /// `BIGINT`, `INT8`.
    BigInteger,
    /// `NUMERIC`, `DECIMAL`.
    Decimal {
        /// Total digits.
        precision: Option<u32>,
        /// Digits after the point.
        scale: Option<u32>,
    },
    /// `REAL`, `FLOAT4`, MySQL's `FLOAT`.
    Real,
    /// `DOUBLE PRECISION`, `DOUBLE`, `FLOAT8`.
    Double,
    /// `BOOLEAN`, MySQL's `TINYINT(1)`.
    Boolean,
    /// `CHAR(n)`.
    Character {
        /// Length in characters.
        length: Option<u32>,
    },
    /// `VARCHAR(n)`, `CHARACTER VARYING(n)`.
    Varchar {
        /// Length in characters; none means unlimited (PostgreSQL, SQLite).
        length: Option<u32>,
    },
    /// `TEXT` and MySQL's `TINYTEXT`, `MEDIUMTEXT`, `LONGTEXT`, SQLite's `CLOB`.
    Text,
    /// Binary strings: `BYTEA`, `BLOB` and its sizes.
    Binary {
        /// Length in bytes, for MySQL's `BINARY(n)` and `VARBINARY(n)`.
        length: Option<u32>,
    },
    /// `DATE`.
    Date,
    /// `TIME`, with or without time zone.
    Time {
        /// Whether the value carries a time zone.
        with_time_zone: bool,
        /// Fractional digits of a second.
        precision: Option<u32>,
    },
    /// A date and time without a time zone: PostgreSQL's `TIMESTAMP`, `DATETIME`.
    DateTime {
        /// Fractional digits of a second.
        precision: Option<u32>,
    },
    /// An instant: PostgreSQL's `TIMESTAMPTZ`, MySQL's `TIMESTAMP`.
    Instant {
        /// Fractional digits of a second.
        precision: Option<u32>,
    },
    /// `UUID`.
    Uuid,
    /// `JSON`.
    Json,
    /// PostgreSQL's `JSONB`.
    Jsonb,
    /// An enumeration with its values: MySQL's inline `ENUM(…)`, or a PostgreSQL enum type found in the schema.
    Enumeration {
        /// PostgreSQL: the name of the type.
        name: Option<super::names::ObjectName>,
        /// The values, in order, unquoted.
        values: Vec<String>,
    },
    /// Anything else; [`DataType::text`] says what.
    Other,
}

impl TypeKind {
    /// Whether values are whole numbers.
    pub fn is_integer(&self) -> bool {
        matches!(
            self,
            Self::TinyInteger | Self::SmallInteger | Self::MediumInteger | Self::Integer | Self::BigInteger
        )
    }

    /// Whether values are character strings.
    pub fn is_text(&self) -> bool {
        matches!(self, Self::Character { .. } | Self::Varchar { .. } | Self::Text)
    }

    /// The largest number of characters, when the type limits it.
    pub fn length(&self) -> Option<u32> {
        match self {
            Self::Character { length } | Self::Varchar { length } => *length,
            _ => None,
        }
    }
}
