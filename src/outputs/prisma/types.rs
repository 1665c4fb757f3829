//! Column types as Prisma says them: its own type, and the database's where that is not the usual one.

use super::naming::Naming;
use super::text::string;
use crate::dialects::Dialect;
use crate::model::schema::{Column, Table};
use crate::model::types::{DataType, TypeKind};

/// The type of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldType {
    /// Prisma's type, or `Unsupported("…")`.
    pub name: String,
    /// `@db.VarChar(255)`, where the database's type is not the one that Prisma takes for its own.
    pub native: Option<String>,
    /// `[]`.
    pub list: bool,
    /// MySQL: a key needs to be told how much of it counts.
    pub is_long: bool,
}

impl FieldType {
    /// Whether Prisma knows the type.
    pub fn is_known(&self) -> bool {
        !self.name.starts_with("Unsupported(")
    }

    fn of(name: &str) -> Self {
        Self { name: name.to_owned(), native: None, list: false, is_long: false }
    }

    fn native(name: &str, native: &str) -> Self {
        Self { native: Some(format!("@db.{native}")), ..Self::of(name) }
    }

    fn sized(name: &str, native: &str, sizes: &[Option<u32>]) -> Self {
        let sizes: Vec<String> = sizes.iter().flatten().map(u32::to_string).collect();
        let arguments = if sizes.is_empty() { String::new() } else { format!("({})", sizes.join(", ")) };
        Self::native(name, &format!("{native}{arguments}"))
    }

    fn unsupported(text: &str) -> Self {
        Self::of(&format!("Unsupported({})", string(text)))
    }
}

/// The type of a column's field.
pub fn field_type(naming: &Naming<'_>, table: &Table, column: &Column) -> FieldType {
    let data_type = &column.data_type;
    if matches!(data_type.kind, TypeKind::Enumeration { .. }) {
        let text = without_brackets(&data_type.text);
        let known = naming.enumeration(table, column).map(|known| FieldType::of(&known.name));
        let found = known.unwrap_or_else(|| FieldType::unsupported(text));
        return FieldType { list: data_type.array_dimensions > 0, ..found };
    }
    match naming.dialect() {
        Dialect::PostgreSql => {
            let found = in_postgresql(data_type);
            FieldType { list: data_type.array_dimensions > 0, ..found }
        }
        Dialect::MySql => {
            let found = in_mysql(data_type);
            let is_blob = found.name == "Bytes"
                && !found.native.as_deref().is_some_and(|native| native.contains("inary("));
            FieldType { is_long: is_blob || data_type.kind == TypeKind::Text, ..found }
        }
        Dialect::Sqlite => in_sqlite(data_type),
    }
}

fn without_brackets(text: &str) -> &str {
    text.split('[').next().unwrap_or_default().trim()
}

/// The number in parentheses after the type's word.
fn size(text: &str) -> Option<u32> {
    text.split_once('(')?.1.split(')').next()?.trim().parse().ok()
}

/// <https://www.prisma.io/docs/orm/overview/databases/postgresql#native-type-mapping-from-prisma-orm-to-postgresql>
fn in_postgresql(data_type: &DataType) -> FieldType {
    let (of, native, sized) = (FieldType::of, FieldType::native, FieldType::sized);
    match &data_type.kind {
        TypeKind::SmallInteger | TypeKind::TinyInteger => native("Int", "SmallInt"),
        TypeKind::Integer | TypeKind::MediumInteger => of("Int"),
        TypeKind::BigInteger => of("BigInt"),
        TypeKind::Decimal { precision: None, .. } => native("Decimal", "Decimal"),
        TypeKind::Decimal { precision, scale } => {
            sized("Decimal", "Decimal", &[*precision, Some(scale.unwrap_or(0))])
        }
        TypeKind::Real => native("Float", "Real"),
        TypeKind::Double => of("Float"),
        TypeKind::Boolean => of("Boolean"),
        TypeKind::Character { length } => sized("String", "Char", &[Some(length.unwrap_or(1))]),
        TypeKind::Varchar { length } => sized("String", "VarChar", &[*length]),
        TypeKind::Text => of("String"),
        TypeKind::Binary { .. } => of("Bytes"),
        TypeKind::Date => native("DateTime", "Date"),
        TypeKind::Time { with_time_zone: true, precision } => sized("DateTime", "Timetz", &[*precision]),
        TypeKind::Time { precision, .. } => sized("DateTime", "Time", &[*precision]),
        TypeKind::DateTime { precision } => sized("DateTime", "Timestamp", &[*precision]),
        TypeKind::Instant { precision } => sized("DateTime", "Timestamptz", &[*precision]),
        TypeKind::Uuid => native("String", "Uuid"),
        TypeKind::Json => native("Json", "Json"),
        TypeKind::Jsonb => of("Json"),
        TypeKind::Enumeration { .. } | TypeKind::Other => {
            let text = without_brackets(&data_type.text);
            match text.to_lowercase().as_str() {
                "inet" => native("String", "Inet"),
                "xml" => native("String", "Xml"),
                "citext" => native("String", "Citext"),
                "money" => native("Decimal", "Money"),
                "oid" => native("Int", "Oid"),
                word if word.starts_with("bit varying") || word.starts_with("varbit") => {
                    sized("String", "VarBit", &[size(word)])
                }
                word if word.starts_with("bit") => sized("String", "Bit", &[Some(size(word).unwrap_or(1))]),
                _ => FieldType::unsupported(text),
            }
        }
    }
}

/// <https://www.prisma.io/docs/orm/overview/databases/mysql#native-type-mapping-from-prisma-orm-to-mysql>
fn in_mysql(data_type: &DataType) -> FieldType {
    let (of, native, sized) = (FieldType::of, FieldType::native, FieldType::sized);
    let whole = |name: &str, word: &str| match (data_type.unsigned, word) {
        (true, word) => native(name, &format!("Unsigned{word}")),
        (false, "Int" | "BigInt") => of(name),
        (false, word) => native(name, word),
    };
    let first = data_type.text.split(|character: char| !character.is_alphanumeric()).next();
    let word = first.unwrap_or_default().to_lowercase();
    match &data_type.kind {
        TypeKind::TinyInteger => whole("Int", "TinyInt"),
        TypeKind::SmallInteger => whole("Int", "SmallInt"),
        TypeKind::MediumInteger => whole("Int", "MediumInt"),
        TypeKind::Integer => whole("Int", "Int"),
        TypeKind::BigInteger => whole("BigInt", "BigInt"),
        TypeKind::Decimal { precision, scale } => {
            sized("Decimal", "Decimal", &[Some(precision.unwrap_or(10)), Some(scale.unwrap_or(0))])
        }
        TypeKind::Real if word == "float" => native("Float", "Float"),
        TypeKind::Real | TypeKind::Double => of("Float"),
        TypeKind::Boolean => of("Boolean"),
        TypeKind::Character { length } => sized("String", "Char", &[Some(length.unwrap_or(1))]),
        TypeKind::Varchar { length } => sized("String", "VarChar", &[Some(length.unwrap_or(255))]),
        TypeKind::Text => match word.as_str() {
            "tinytext" => native("String", "TinyText"),
            "mediumtext" => native("String", "MediumText"),
            "longtext" => native("String", "LongText"),
            _ => native("String", "Text"),
        },
        TypeKind::Binary { length } => match word.as_str() {
            "binary" => sized("Bytes", "Binary", &[Some(length.unwrap_or(1))]),
            "varbinary" => sized("Bytes", "VarBinary", &[*length]),
            "tinyblob" => native("Bytes", "TinyBlob"),
            "mediumblob" => native("Bytes", "MediumBlob"),
            "longblob" => of("Bytes"),
            _ => native("Bytes", "Blob"),
        },
        TypeKind::Date => native("DateTime", "Date"),
        TypeKind::Time { precision, .. } => sized("DateTime", "Time", &[Some(precision.unwrap_or(0))]),
        TypeKind::DateTime { precision } => sized("DateTime", "DateTime", &[Some(precision.unwrap_or(0))]),
        TypeKind::Instant { precision } => sized("DateTime", "Timestamp", &[Some(precision.unwrap_or(0))]),
        TypeKind::Json | TypeKind::Jsonb => of("Json"),
        TypeKind::Other if word == "year" => native("Int", "Year"),
        TypeKind::Other if word == "bit" => {
            let size = size(&data_type.text).unwrap_or(1);
            sized(if size == 1 { "Boolean" } else { "Bytes" }, "Bit", &[Some(size)])
        }
        TypeKind::Uuid | TypeKind::Enumeration { .. } | TypeKind::Other => {
            FieldType::unsupported(&data_type.text)
        }
    }
}

/// SQLite has no native types in Prisma; what counts is that the affinity stays.
/// <https://www.sqlite.org/datatype3.html#determination_of_column_affinity>
fn in_sqlite(data_type: &DataType) -> FieldType {
    let declared = data_type.text.trim().to_ascii_uppercase();
    let has = |word: &str| declared.contains(word);
    let name = match &data_type.kind {
        TypeKind::Boolean => "Boolean",
        TypeKind::Json | TypeKind::Jsonb => "Json",
        TypeKind::BigInteger => "BigInt",
        _ if has("INT") => "Int",
        _ if has("CHAR") || has("CLOB") || has("TEXT") => "String",
        _ if has("BLOB") || declared.is_empty() => "Bytes",
        _ if has("REAL") || has("FLOA") || has("DOUB") => "Float",
        TypeKind::Decimal { .. } => "Decimal",
        TypeKind::Date | TypeKind::DateTime { .. } | TypeKind::Instant { .. } => "DateTime",
        _ => return FieldType::unsupported(data_type.text.trim()),
    };
    FieldType::of(name)
}
