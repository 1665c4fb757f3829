//! Column types: how far the words of a type go, and what they mean in each dialect.

use crate::dialects::Dialect;
use crate::model::schema::AutoNumber;
use crate::model::types::{DataType, TypeKind};

use super::cursor::Cursor;
use super::tokens::Kind;

/// Words that end a type, because a clause of the column begins.
const ENDS: &[&str] = &[
    "constraint",
    "not",
    "null",
    "default",
    "primary",
    "unique",
    "check",
    "references",
    "collate",
    "generated",
    "as",
    "auto_increment",
    "autoincrement",
    "comment",
    "on",
    "key",
    "charset",
    "first",
    "after",
    "invisible",
    "visible",
    "storage",
    "compression",
    "virtual",
    "stored",
    "persistent",
    "identity",
    "using",
    "column_format",
    "foreign",
    "notnull",
    "index",
    "encrypted",
    "binary",
    "srid",
    "deferrable",
    "initially",
];

/// Words that can follow the first word of a type, before its arguments. SQLite takes any.
const CONTINUES: &[(&str, &[&str])] = &[
    ("double", &["precision"]),
    ("character", &["varying", "large", "object"]),
    ("char", &["varying"]),
    ("nchar", &["varying"]),
    ("national", &["character", "char", "varying", "varchar"]),
    ("bit", &["varying"]),
    ("long", &["varchar", "varbinary"]),
    ("interval", &["year", "month", "day", "hour", "minute", "second", "to"]),
    ("timestamp", &["with", "without", "time", "zone"]),
    ("time", &["with", "without", "time", "zone"]),
];

/// Words that can follow the arguments.
const AFTER_ARGUMENTS: &[&str] =
    &["with", "without", "time", "zone", "varying", "unsigned", "signed", "zerofill", "array"];

/// What PostgreSQL itself calls its types, so that they may be in quotes; `"char"` is another type than `char`.
const CATALOG_NAMES: &[&str] = &[
    "bool",
    "bpchar",
    "bytea",
    "date",
    "float4",
    "float8",
    "int2",
    "int4",
    "int8",
    "json",
    "jsonb",
    "numeric",
    "text",
    "time",
    "timestamp",
    "timestamptz",
    "timetz",
    "uuid",
    "varchar",
];

/// A type that was read, and what `SERIAL` says beyond it.
pub(crate) struct ReadType {
    /// The type.
    pub data_type: DataType,
    /// How rows are numbered, when the type says so.
    pub auto_number: Option<AutoNumber>,
    /// MySQL's `SERIAL` is also `UNIQUE`.
    pub unique: bool,
}

/// Reads a type. SQLite admits none at all, which gives an empty text.
pub(crate) fn data_type(cursor: &mut Cursor<'_>) -> ReadType {
    let start = cursor.at;
    let shape = shape(cursor);
    let text = cursor.written_from(start);
    interpret(text, &shape, cursor.dialect())
}

/// The parts of a type.
#[derive(Default)]
struct Shape {
    /// Its words in lower case, without arguments.
    words: Vec<String>,
    /// Whether it is quoted or qualified, so that it is no built-in.
    named: bool,
    numbers: Vec<u32>,
    values: Vec<String>,
    unsigned: bool,
    array_dimensions: u8,
}

fn shape(cursor: &mut Cursor<'_>) -> Shape {
    let mut shape = Shape::default();
    if cursor.is_any(ENDS) && !cursor.is("binary") {
        return shape;
    }
    match cursor.peek().map(|token| &token.kind) {
        // SQL Server's scripts quote the names of types: `[int]`.
        Some(Kind::Word(_) | Kind::Symbol('[')) => shape.words.extend(name_part(cursor)),
        Some(Kind::Quoted(name)) => {
            let in_catalog = CATALOG_NAMES.contains(&name.as_str());
            shape.named = cursor.dialect() != Dialect::PostgreSql || !in_catalog;
            shape.words.extend(name_part(cursor));
        }
        _ => return shape,
    }
    while cursor.is_symbol('.') {
        cursor.at += 1;
        let built_in = shape.words.iter().all(|word| word == "pg_catalog");
        shape.words.clear();
        shape.words.extend(name_part(cursor));
        // `pg_dump` qualifies the types of extensions too.
        let extension = shape.words.iter().any(|word| word == "citext");
        shape.named |= !built_in && !extension;
    }
    more_words(cursor, &mut shape);
    if cursor.is_symbol('(') {
        if let Some(arguments) = cursor.group() {
            read_arguments(&arguments, &mut shape);
        }
        more_words(cursor, &mut shape);
    }
    read_arrays(cursor, &mut shape);
    shape
}

fn name_part(cursor: &mut Cursor<'_>) -> Option<String> {
    cursor.name().map(|name| name.to_ascii_lowercase())
}

fn more_words(cursor: &mut Cursor<'_>, shape: &mut Shape) {
    let first = shape.words.first().cloned().unwrap_or_default();
    let continues = CONTINUES.iter().find(|(word, _)| *word == first).map_or(&[][..], |(_, words)| *words);
    let any = cursor.dialect() == Dialect::Sqlite;
    while let Some(Kind::Word(word)) = cursor.peek().map(|token| &token.kind) {
        let word = word.to_ascii_lowercase();
        if word == "character" && cursor.is_at(1, "set") {
            return;
        }
        match word.as_str() {
            "unsigned" => shape.unsigned = true,
            "array" if cursor.dialect() == Dialect::PostgreSql => return,
            other if AFTER_ARGUMENTS.contains(&other) || continues.contains(&other) => {}
            other if any && !ENDS.contains(&other) => {}
            _ => return,
        }
        if !matches!(word.as_str(), "unsigned" | "signed" | "zerofill") || any {
            shape.words.push(word);
        }
        cursor.at += 1;
    }
}

fn read_arguments(arguments: &Cursor<'_>, shape: &mut Shape) {
    for token in arguments.tokens {
        match &token.kind {
            Kind::Number(value) => shape.numbers.extend(value.parse::<u32>().ok()),
            Kind::Text { value, .. } => shape.values.push(value.clone()),
            _ => {}
        }
    }
}

fn read_arrays(cursor: &mut Cursor<'_>, shape: &mut Shape) {
    if cursor.dialect() != Dialect::PostgreSql {
        return;
    }
    if cursor.accept("array") {
        shape.array_dimensions = 1;
        if cursor.is_symbol('[') {
            cursor.skip();
        }
    }
    while cursor.is_symbol('[') {
        cursor.skip();
        shape.array_dimensions = shape.array_dimensions.saturating_add(1);
    }
}

fn interpret(text: String, shape: &Shape, dialect: Dialect) -> ReadType {
    let name = shape.words.join(" ");
    let mut read = ReadType {
        data_type: DataType {
            text,
            kind: TypeKind::Other,
            unsigned: shape.unsigned,
            array_dimensions: shape.array_dimensions,
        },
        auto_number: None,
        unique: false,
    };
    if shape.named {
        return read;
    }
    match dialect {
        Dialect::PostgreSql => postgresql(&name, shape, &mut read),
        Dialect::MySql => mysql(&name, shape, &mut read),
        Dialect::Sqlite => read.data_type.kind = sqlite(&name, shape),
    }
    read
}

/// PostgreSQL's serial types: what they say, the integer beneath, and what that means.
const SERIALS: &[(&str, &str, TypeKind)] = &[
    ("serial", "integer", TypeKind::Integer),
    ("serial4", "integer", TypeKind::Integer),
    ("bigserial", "bigint", TypeKind::BigInteger),
    ("serial8", "bigint", TypeKind::BigInteger),
    ("smallserial", "smallint", TypeKind::SmallInteger),
    ("serial2", "smallint", TypeKind::SmallInteger),
];

fn postgresql(name: &str, shape: &Shape, read: &mut ReadType) {
    if let Some((_, text, kind)) = SERIALS.iter().find(|(serial, ..)| *serial == name) {
        let upper = read.data_type.text.bytes().any(|byte| byte.is_ascii_uppercase());
        read.data_type.text = if upper { text.to_ascii_uppercase() } else { (*text).to_owned() };
        read.data_type.kind = kind.clone();
        read.auto_number = Some(AutoNumber::Serial);
        return;
    }
    let number = |at: usize| shape.numbers.get(at).copied();
    read.data_type.kind = match name {
        "smallint" | "int2" => TypeKind::SmallInteger,
        "integer" | "int" | "int4" => TypeKind::Integer,
        "bigint" | "int8" => TypeKind::BigInteger,
        "numeric" | "decimal" | "dec" => TypeKind::Decimal { precision: number(0), scale: number(1) },
        "real" | "float4" => TypeKind::Real,
        "float" if number(0).is_some_and(|digits| digits < 25) => TypeKind::Real,
        "double precision" | "float8" | "float" => TypeKind::Double,
        "boolean" | "bool" => TypeKind::Boolean,
        "character" | "char" | "nchar" | "national character" | "national char" => {
            TypeKind::Character { length: number(0).or(Some(1)) }
        }
        "bpchar" => TypeKind::Character { length: number(0) },
        "character varying" | "varchar" | "char varying" | "nchar varying" | "national character varying" => {
            TypeKind::Varchar { length: number(0) }
        }
        "text" | "citext" => TypeKind::Text,
        "bytea" => TypeKind::Binary { length: None },
        "date" => TypeKind::Date,
        "time" | "time without time zone" => TypeKind::Time { with_time_zone: false, precision: number(0) },
        "timetz" | "time with time zone" => TypeKind::Time { with_time_zone: true, precision: number(0) },
        "timestamp" | "timestamp without time zone" => TypeKind::DateTime { precision: number(0) },
        "timestamptz" | "timestamp with time zone" => TypeKind::Instant { precision: number(0) },
        "uuid" => TypeKind::Uuid,
        "json" => TypeKind::Json,
        "jsonb" => TypeKind::Jsonb,
        _ => TypeKind::Other,
    };
}

fn mysql(name: &str, shape: &Shape, read: &mut ReadType) {
    let number = |at: usize| shape.numbers.get(at).copied();
    read.data_type.kind = match name {
        "tinyint" | "int1" if number(0) == Some(1) => TypeKind::Boolean,
        "tinyint" | "int1" => TypeKind::TinyInteger,
        "bool" | "boolean" => TypeKind::Boolean,
        "smallint" | "int2" => TypeKind::SmallInteger,
        "mediumint" | "int3" | "middleint" => TypeKind::MediumInteger,
        "integer" | "int" | "int4" => TypeKind::Integer,
        "bigint" | "int8" => TypeKind::BigInteger,
        "serial" => {
            read.data_type.text = "BIGINT UNSIGNED".to_owned();
            read.data_type.unsigned = true;
            read.auto_number = Some(AutoNumber::AutoIncrement);
            read.unique = true;
            TypeKind::BigInteger
        }
        "numeric" | "decimal" | "dec" | "fixed" => {
            TypeKind::Decimal { precision: number(0), scale: number(1) }
        }
        "float" if number(0).is_some_and(|digits| digits > 24) && number(1).is_none() => TypeKind::Double,
        "float" | "float4" => TypeKind::Real,
        "double" | "double precision" | "float8" | "real" => TypeKind::Double,
        "char" | "character" | "nchar" | "national char" | "national character" => {
            TypeKind::Character { length: number(0).or(Some(1)) }
        }
        "varchar"
        | "character varying"
        | "char varying"
        | "nvarchar"
        | "national varchar"
        | "national character varying"
        | "national char varying"
        | "nchar varying" => TypeKind::Varchar { length: number(0) },
        "tinytext" | "text" | "mediumtext" | "longtext" | "long" | "long varchar" => TypeKind::Text,
        "binary" => TypeKind::Binary { length: number(0).or(Some(1)) },
        "varbinary" => TypeKind::Binary { length: number(0) },
        "tinyblob" | "blob" | "mediumblob" | "longblob" | "long varbinary" => {
            TypeKind::Binary { length: None }
        }
        "date" => TypeKind::Date,
        "time" => TypeKind::Time { with_time_zone: false, precision: number(0) },
        "datetime" => TypeKind::DateTime { precision: number(0) },
        "timestamp" => TypeKind::Instant { precision: number(0) },
        "uuid" => TypeKind::Uuid,
        "json" => TypeKind::Json,
        "enum" => TypeKind::Enumeration { name: None, values: shape.values.clone() },
        _ => TypeKind::Other,
    };
}

fn sqlite(name: &str, shape: &Shape) -> TypeKind {
    let number = |at: usize| shape.numbers.get(at).copied();
    let name = name.strip_suffix(" unsigned").unwrap_or(name);
    match name {
        "tinyint" => TypeKind::TinyInteger,
        "smallint" | "int2" => TypeKind::SmallInteger,
        "mediumint" => TypeKind::MediumInteger,
        "integer" | "int" | "int4" => TypeKind::Integer,
        "bigint" | "int8" | "unsigned big int" | "big int" => TypeKind::BigInteger,
        "numeric" | "decimal" => TypeKind::Decimal { precision: number(0), scale: number(1) },
        "real" | "float" => TypeKind::Real,
        "double" | "double precision" => TypeKind::Double,
        "boolean" | "bool" => TypeKind::Boolean,
        "character" | "char" | "nchar" | "native character" => TypeKind::Character { length: number(0) },
        "varchar" | "varying character" | "nvarchar" | "character varying" => {
            TypeKind::Varchar { length: number(0) }
        }
        "text" | "clob" => TypeKind::Text,
        "blob" => TypeKind::Binary { length: None },
        "date" => TypeKind::Date,
        "time" => TypeKind::Time { with_time_zone: false, precision: number(0) },
        "datetime" | "timestamp" => TypeKind::DateTime { precision: number(0) },
        "timestamptz" => TypeKind::Instant { precision: number(0) },
        "uuid" => TypeKind::Uuid,
        "json" => TypeKind::Json,
        "jsonb" => TypeKind::Jsonb,
        _ => affinity(name),
    }
}

/// A type that SQLite has no name for means what some part of its name says:
/// <https://www.sqlite.org/datatype3.html#determination_of_column_affinity>.
fn affinity(name: &str) -> TypeKind {
    let has = |part: &str| name.contains(part);
    if has("int") {
        TypeKind::Integer
    } else if has("char") || has("clob") || has("text") {
        TypeKind::Text
    } else if has("blob") {
        TypeKind::Binary { length: None }
    } else if has("real") || has("floa") || has("doub") {
        TypeKind::Real
    } else {
        TypeKind::Other
    }
}
