//! How ids, texts, truth and moments are stored, which adapters do differently.

use crate::dialects::Dialect;
use crate::model::schema::{AutoNumber, Column, Expression, Literal};
use crate::model::types::{DataType, TypeKind};

/// What reads the tables.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adapter {
    /// Better Auth's own, on Kysely; and Auth.js's for Kysely and pg.
    BuiltIn,
    /// Drizzle.
    Drizzle,
    /// Prisma.
    Prisma,
    /// TypeORM with Auth.js's entities, whose moments are texts of milliseconds.
    TypeOrm,
}

/// How the ids of new rows are made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ids {
    /// By Better Auth: 32 letters and digits.
    Text,
    /// `generateId: "uuid"`: by PostgreSQL.
    Uuid,
    /// `generateId: "serial"`: by the database.
    Serial,
}

/// How the library's columns are called.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Letters {
    /// As the library calls its fields: `userId`.
    Camel,
    /// `user_id`; the library is told so.
    Snake,
}

/// The types and what is written into them.
#[derive(Debug, Clone, Copy)]
pub struct Types {
    pub dialect: Dialect,
    pub adapter: Adapter,
    pub ids: Ids,
    /// MySQL: whether moments are `DATETIME` in UTC. Drizzle reads and writes UTC whatever the connection's time zone is,
    /// and a `TIMESTAMP` would be shifted by that.
    pub utc_moments: bool,
    pub letters: Letters,
    /// SQLite with Drizzle: whether its numbers are seconds, as Better Auth's schema has them up to 1.3.23.
    pub in_seconds: bool,
}

impl Adapter {
    /// The one that was chosen, or that tables of that variant are read by, or the library's usual one.
    pub fn chosen(name: &str, variant: Option<&str>, usual: Self) -> Self {
        match (name, variant) {
            ("drizzle", _) | ("as-before", Some("drizzle" | "t3" | "sv")) => Self::Drizzle,
            ("prisma", _) | ("as-before", Some("prisma")) => Self::Prisma,
            ("kysely" | "pg", _) => Self::BuiltIn,
            ("typeorm", _) => Self::TypeOrm,
            _ => usual,
        }
    }
}

impl Types {
    /// For the adapter that was chosen, and user ids of that kind.
    pub fn new(dialect: Dialect, adapter: Adapter, user_id: &Column) -> Self {
        let kind = &user_id.data_type.kind;
        let ids = match kind {
            TypeKind::Uuid if dialect == Dialect::PostgreSql => Ids::Uuid,
            kind if kind.is_integer() => Ids::Serial,
            _ => Ids::Text,
        };
        let utc_moments = adapter == Adapter::Prisma;
        Self { dialect, adapter, ids, utc_moments, letters: Letters::Camel, in_seconds: false }
    }

    /// The column of a field of the library's.
    pub fn called(self, field: &str) -> String {
        match self.letters {
            Letters::Camel => field.to_owned(),
            Letters::Snake => in_snake_case(field),
        }
    }

    /// The same of the new row `d`.
    pub fn own(self, field: &str) -> String {
        format!("d.{}", self.dialect.identifier(&self.called(field)))
    }

    /// The identity of a new table.
    pub fn id(self) -> Column {
        let column = |data_type| Column::new("id", data_type);
        match (self.ids, self.dialect) {
            (Ids::Text, Dialect::MySql) => column(varchar(36)),
            (Ids::Text, _) => column(self.text()),
            (Ids::Uuid, _) => Column {
                default: Some(call("gen_random_uuid()")),
                ..column(data_type("uuid", TypeKind::Uuid))
            },
            (Ids::Serial, dialect) => Column {
                auto_number: Some(match dialect {
                    Dialect::PostgreSql => AutoNumber::IdentityByDefault,
                    Dialect::MySql | Dialect::Sqlite => AutoNumber::AutoIncrement,
                }),
                ..column(data_type(
                    if dialect == Dialect::Sqlite { "INTEGER" } else { "integer" },
                    TypeKind::Integer,
                ))
            },
        }
    }

    /// The identity of the copy of something with that name: always the same. None where the database numbers rows.
    pub fn new_id(self, of: &str) -> Option<String> {
        match (self.ids, self.dialect) {
            (Ids::Serial, _) => None,
            (Ids::Uuid, _) => Some(format!("md5({of})::uuid")),
            (Ids::Text, Dialect::MySql) => self.dialect.md5(of),
            (Ids::Text, Dialect::PostgreSql | Dialect::Sqlite) => Some(of.to_owned()),
        }
    }

    /// Text of any length.
    pub fn text(self) -> DataType {
        data_type(if self.dialect == Dialect::Sqlite { "TEXT" } else { "text" }, TypeKind::Text)
    }

    /// Text that a key may cover.
    pub fn short_text(self) -> DataType {
        if self.dialect == Dialect::MySql { varchar(255) } else { self.text() }
    }

    /// A whole number.
    pub fn whole_number(self) -> DataType {
        data_type(
            match self.dialect {
                Dialect::PostgreSql => "integer",
                Dialect::MySql => "int",
                Dialect::Sqlite => "INTEGER",
            },
            TypeKind::Integer,
        )
    }

    /// Truth.
    pub fn flag(self) -> DataType {
        match (self.dialect, self.adapter) {
            (Dialect::Sqlite, Adapter::Prisma) => data_type("BOOLEAN", TypeKind::Boolean),
            (Dialect::Sqlite, _) => data_type("INTEGER", TypeKind::Integer),
            _ => data_type("boolean", TypeKind::Boolean),
        }
    }

    /// `false`.
    pub fn no(self) -> Expression {
        let (text, literal) = match self.dialect {
            Dialect::PostgreSql => ("false", Literal::Boolean(false)),
            Dialect::MySql | Dialect::Sqlite => ("0", Literal::Number("0".to_owned())),
        };
        Expression { text: text.to_owned(), identifiers: Vec::new(), literal: Some(literal) }
    }

    /// A moment.
    pub fn moment(self) -> DataType {
        match (self.dialect, self.adapter) {
            (Dialect::MySql, Adapter::TypeOrm) => varchar(255),
            (_, Adapter::TypeOrm) => data_type("varchar", TypeKind::Varchar { length: None }),
            (Dialect::PostgreSql, Adapter::BuiltIn) => {
                data_type("timestamptz", TypeKind::Instant { precision: None })
            }
            (Dialect::PostgreSql, Adapter::Drizzle) => {
                data_type("timestamp", TypeKind::DateTime { precision: None })
            }
            (Dialect::PostgreSql, Adapter::Prisma) => {
                data_type("timestamp(3)", TypeKind::DateTime { precision: Some(3) })
            }
            (Dialect::MySql, _) if self.utc_moments => {
                data_type("datetime(3)", TypeKind::DateTime { precision: Some(3) })
            }
            (Dialect::MySql, _) => data_type("timestamp(3)", TypeKind::Instant { precision: Some(3) }),
            (Dialect::Sqlite, Adapter::BuiltIn) => data_type("date", TypeKind::Date),
            (Dialect::Sqlite, Adapter::Drizzle) => data_type("INTEGER", TypeKind::Integer),
            (Dialect::Sqlite, Adapter::Prisma) => {
                data_type("DATETIME", TypeKind::DateTime { precision: None })
            }
        }
    }

    /// A column with a moment that is filled with the present. SQLite cannot add one with such a default.
    pub fn made(self, name: &str) -> Column {
        let default = match self.dialect {
            Dialect::PostgreSql => Some(call("CURRENT_TIMESTAMP")),
            Dialect::MySql => Some(call("CURRENT_TIMESTAMP(3)")),
            Dialect::Sqlite => None,
        };
        Column { default, ..Column::new(self.called(name), self.moment()) }
    }

    /// The present, as a moment.
    pub fn now(self) -> &'static str {
        match (self.dialect, self.adapter) {
            (Dialect::PostgreSql, Adapter::TypeOrm) => {
                "floor(extract(epoch FROM CURRENT_TIMESTAMP) * 1000)::bigint::text"
            }
            (Dialect::MySql, Adapter::TypeOrm) => {
                "CONCAT(FLOOR(UNIX_TIMESTAMP(CURRENT_TIMESTAMP(3)) * 1000))"
            }
            (Dialect::Sqlite, Adapter::TypeOrm) => {
                "CAST(CAST(strftime('%s', 'now') AS INTEGER) * 1000 AS TEXT)"
            }
            (Dialect::PostgreSql, Adapter::BuiltIn) => "CURRENT_TIMESTAMP",
            (Dialect::PostgreSql, _) => "CURRENT_TIMESTAMP AT TIME ZONE 'UTC'",
            (Dialect::MySql, _) if self.utc_moments => "UTC_TIMESTAMP(3)",
            (Dialect::MySql, _) => "CURRENT_TIMESTAMP(3)",
            (Dialect::Sqlite, Adapter::BuiltIn) => "strftime('%Y-%m-%dT%H:%M:%fZ', 'now')",
            (Dialect::Sqlite, _) if self.in_seconds => "CAST(strftime('%s', 'now') AS INTEGER)",
            (Dialect::Sqlite, _) => "CAST(strftime('%s', 'now') AS INTEGER) * 1000",
        }
    }

    /// Seconds since 1970 (UTC) as a moment.
    pub fn moment_of_seconds(self, seconds: &str) -> String {
        match (self.dialect, self.adapter) {
            (_, Adapter::TypeOrm) => self.moment_of_milliseconds(&format!("(({seconds}) * 1000)")),
            (Dialect::PostgreSql, Adapter::BuiltIn) => format!("to_timestamp({seconds})"),
            (Dialect::PostgreSql, _) => format!("to_timestamp({seconds}) AT TIME ZONE 'UTC'"),
            (Dialect::MySql, _) if self.utc_moments => {
                format!("TIMESTAMP'1970-01-01 00:00:00' + INTERVAL {seconds} SECOND")
            }
            (Dialect::MySql, _) => format!("FROM_UNIXTIME({seconds})"),
            (Dialect::Sqlite, Adapter::BuiltIn) => {
                format!("strftime('%Y-%m-%dT%H:%M:%fZ', {seconds}, 'unixepoch')")
            }
            (Dialect::Sqlite, _) if self.in_seconds => seconds.to_owned(),
            (Dialect::Sqlite, _) => format!("{seconds} * 1000"),
        }
    }

    /// Milliseconds since 1970 (UTC) as a moment.
    pub fn moment_of_milliseconds(self, milliseconds: &str) -> String {
        match (self.dialect, self.adapter) {
            (Dialect::PostgreSql, Adapter::TypeOrm) => format!("({milliseconds})::bigint::text"),
            (_, Adapter::TypeOrm) => self.as_text(milliseconds),
            (Dialect::PostgreSql, Adapter::BuiltIn) => format!("to_timestamp({milliseconds} / 1000.0)"),
            (Dialect::PostgreSql, Adapter::Drizzle) => {
                format!("to_timestamp({milliseconds} / 1000.0) AT TIME ZONE 'UTC'")
            }
            (Dialect::PostgreSql, Adapter::Prisma) => {
                format!("(to_timestamp({milliseconds} / 1000.0) AT TIME ZONE 'UTC')::timestamp(3)")
            }
            (Dialect::MySql, _) if self.utc_moments => {
                format!("TIMESTAMP'1970-01-01 00:00:00' + INTERVAL ({milliseconds} * 1000) MICROSECOND")
            }
            (Dialect::MySql, _) => format!("FROM_UNIXTIME({milliseconds} / 1000)"),
            (Dialect::Sqlite, Adapter::BuiltIn) => {
                format!("strftime('%Y-%m-%dT%H:%M:%fZ', {milliseconds} / 1000.0, 'unixepoch')")
            }
            (Dialect::Sqlite, _) if self.in_seconds => format!("{milliseconds} / 1000"),
            (Dialect::Sqlite, _) => milliseconds.to_owned(),
        }
    }

    /// A moment as milliseconds since 1970 (UTC).
    pub fn milliseconds_of(self, moment: &str) -> String {
        match (self.dialect, self.adapter) {
            (_, Adapter::TypeOrm) => self.number_of_text(moment),
            (Dialect::PostgreSql, Adapter::BuiltIn) => {
                format!("round(extract(epoch FROM {moment}) * 1000)::bigint")
            }
            (Dialect::PostgreSql, _) => {
                format!("round(extract(epoch FROM {moment} AT TIME ZONE 'UTC') * 1000)::bigint")
            }
            (Dialect::MySql, _) if self.utc_moments => {
                format!("TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', {moment}) DIV 1000")
            }
            (Dialect::MySql, _) => format!("FLOOR(UNIX_TIMESTAMP({moment}) * 1000)"),
            (Dialect::Sqlite, Adapter::BuiltIn) => {
                format!("CAST(round((julianday({moment}) - 2440587.5) * 86400000) AS INTEGER)")
            }
            (Dialect::Sqlite, _) if self.in_seconds => format!("{moment} * 1000"),
            (Dialect::Sqlite, _) => moment.to_owned(),
        }
    }

    /// A moment as whole seconds since 1970 (UTC).
    pub fn seconds_of(self, moment: &str) -> String {
        match (self.dialect, self.adapter) {
            (Dialect::MySql, Adapter::TypeOrm) => format!("{} DIV 1000", self.number_of_text(moment)),
            (_, Adapter::TypeOrm) => format!("{} / 1000", self.number_of_text(moment)),
            (Dialect::PostgreSql, Adapter::BuiltIn) => format!("floor(extract(epoch FROM {moment}))"),
            (Dialect::PostgreSql, _) => format!("floor(extract(epoch FROM {moment} AT TIME ZONE 'UTC'))"),
            (Dialect::MySql, _) if self.utc_moments => {
                format!("TIMESTAMPDIFF(SECOND, TIMESTAMP'1970-01-01 00:00:00', {moment})")
            }
            (Dialect::MySql, _) => format!("FLOOR(UNIX_TIMESTAMP({moment}))"),
            (Dialect::Sqlite, Adapter::BuiltIn) => format!("CAST(strftime('%s', {moment}) AS INTEGER)"),
            (Dialect::Sqlite, _) if self.in_seconds => moment.to_owned(),
            (Dialect::Sqlite, _) => format!("{moment} / 1000"),
        }
    }

    /// The type in a `STRICT` table of SQLite, which knows five only.
    pub fn strict(self, of: &DataType) -> DataType {
        match of.kind {
            TypeKind::Date | TypeKind::Varchar { .. } => self.text(),
            TypeKind::Boolean | TypeKind::DateTime { .. } => data_type("INTEGER", TypeKind::Integer),
            _ => of.clone(),
        }
    }

    /// Digits in a text as a number.
    pub fn number_of_text(self, value: &str) -> String {
        match self.dialect {
            Dialect::PostgreSql => format!("({value})::bigint"),
            Dialect::MySql => format!("CAST({value} AS SIGNED)"),
            Dialect::Sqlite => format!("CAST({value} AS INTEGER)"),
        }
    }

    /// Bytes in hexadecimal digits.
    pub fn hexadecimal(self, value: &str) -> String {
        match self.dialect {
            Dialect::PostgreSql => format!("encode({value}, 'hex')"),
            Dialect::MySql | Dialect::Sqlite => format!("lower(hex({value}))"),
        }
    }

    /// The value as text.
    pub fn as_text(self, value: &str) -> String {
        match self.dialect {
            Dialect::PostgreSql => format!("{value}::text"),
            // `CAST` would bring the connection's collation.
            Dialect::MySql => format!("CONCAT({value})"),
            Dialect::Sqlite => format!("CAST({value} AS TEXT)"),
        }
    }
}

/// `userId` as `user_id`.
pub fn in_snake_case(name: &str) -> String {
    let word = |character: char| match character.is_ascii_uppercase() {
        true => format!("_{}", character.to_ascii_lowercase()),
        false => character.to_string(),
    };
    name.chars().map(word).collect()
}

/// A type.
pub fn data_type(text: &str, kind: TypeKind) -> DataType {
    DataType { text: text.to_owned(), kind, unsigned: false, array_dimensions: 0 }
}

fn varchar(length: u32) -> DataType {
    data_type(&format!("varchar({length})"), TypeKind::Varchar { length: Some(length) })
}

fn call(text: &str) -> Expression {
    Expression { text: text.to_owned(), identifiers: Vec::new(), literal: None }
}
