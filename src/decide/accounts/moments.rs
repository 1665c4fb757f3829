//! Moments of the old tables, whatever form their adapter gave them, as the other adapter has them; and back.

use super::types::{Adapter, Types};
use crate::decide::Question;
use crate::dialects::Dialect;
use crate::model::schema::Column;
use crate::model::types::TypeKind;

/// From here on a number is milliseconds: as seconds it would be the year 5138.
pub const MILLISECONDS: &str = "100000000000";

/// Whole seconds, of a number that is seconds or milliseconds.
pub fn whole_seconds(dialect: Dialect, value: &str) -> String {
    // Two integers divided are one again, but in MySQL.
    let divided = if dialect == Dialect::MySql { "DIV" } else { "/" };
    format!("CASE WHEN {value} > {MILLISECONDS} THEN {value} {divided} 1000 ELSE {value} END")
}

/// The column's value in the old row as a moment of the new table; and the moment `own` of the new row as the column's value.
pub fn moments(types: Types, value: &str, column: &Column, own: &str) -> [String; 2] {
    match types.dialect {
        Dialect::PostgreSql => of_postgresql(types, value, column, own),
        Dialect::MySql if matches!(column.data_type.kind, TypeKind::Instant { .. }) => [
            types.moment_of_milliseconds(&format!("ROUND(UNIX_TIMESTAMP({value}) * 1000)")),
            format!("FROM_UNIXTIME({} / 1000)", types.milliseconds_of(own)),
        ],
        Dialect::MySql if types.adapter == Adapter::TypeOrm => [
            types.moment_of_milliseconds(&format!(
                "TIMESTAMPDIFF(MICROSECOND, TIMESTAMP'1970-01-01 00:00:00', {value}) DIV 1000"
            )),
            format!(
                "TIMESTAMP'1970-01-01 00:00:00' + INTERVAL ({} * 1000) MICROSECOND",
                types.milliseconds_of(own)
            ),
        ],
        Dialect::MySql => [value.to_owned(), own.to_owned()],
        Dialect::Sqlite => {
            let [value, back] = of_sqlite(value, column, &types.milliseconds_of(own));
            [types.moment_of_milliseconds(&value), back]
        }
    }
}

/// The same for texts of milliseconds, which TypeORM's entities write.
pub fn moments_of_texts(types: Types, value: &str, own: &str) -> [String; 2] {
    let back = types.as_text(&types.milliseconds_of(own));
    [types.moment_of_milliseconds(&types.number_of_text(value)), back]
}

/// A text that is no such number.
pub fn no_milliseconds(types: Types, value: &str) -> Question {
    let is_other = match types.dialect {
        Dialect::PostgreSql => format!("{value} !~ '^-?[0-9]{{1,14}}$'"),
        Dialect::MySql => format!("{value} NOT REGEXP '^-?[0-9]{{1,14}}$'"),
        Dialect::Sqlite => {
            format!("(length({value}) NOT BETWEEN 1 AND 14 OR ltrim({value}, '-') GLOB '*[^0-9]*')")
        }
    };
    Question {
        check: "moment_is_no_number",
        condition: is_other,
        message: "Moments that are no text of milliseconds since 1970. Write them so, or delete those rows.",
    }
}

/// Numbers of milliseconds, which Drizzle writes in SQLite.
pub fn moments_of_milliseconds(types: Types, value: &str, own: &str) -> [String; 2] {
    [types.moment_of_milliseconds(value), types.milliseconds_of(own)]
}

fn of_postgresql(types: Types, value: &str, column: &Column, own: &str) -> [String; 2] {
    let is_instant = matches!(column.data_type.kind, TypeKind::Instant { .. });
    // From a time zone to none, or from none to one: the same words do both.
    let at_utc = |moment: &str| format!("{moment} AT TIME ZONE 'UTC'");
    match types.adapter {
        Adapter::BuiltIn if is_instant => [value.to_owned(), own.to_owned()],
        Adapter::BuiltIn => [at_utc(value), at_utc(own)],
        Adapter::TypeOrm => {
            let instant = if is_instant { value.to_owned() } else { at_utc(value) };
            let back = format!("to_timestamp({} / 1000.0)", types.milliseconds_of(own));
            let milliseconds = format!("floor(extract(epoch FROM {instant}) * 1000)");
            [types.moment_of_milliseconds(&milliseconds), if is_instant { back } else { at_utc(&back) }]
        }
        Adapter::Drizzle | Adapter::Prisma => {
            let precision = if types.adapter == Adapter::Prisma { "::timestamp(3)" } else { "" };
            if is_instant {
                [format!("({}){precision}", at_utc(value)), at_utc(own)]
            } else {
                [format!("{value}{precision}"), own.to_owned()]
            }
        }
    }
}

/// Numbers are seconds or milliseconds, which their size tells; texts are what SQLite's own functions read.
fn of_sqlite(value: &str, column: &Column, own: &str) -> [String; 2] {
    let declared = column.data_type.text.to_ascii_uppercase();
    if declared.contains("INT") {
        return [format!("{value} * 1000"), format!("{own} / 1000")];
    }
    let of_text = format!("CAST(round((julianday({value}) - 2440587.5) * 86400000) AS INTEGER)");
    let of_number = format!("CASE WHEN {value} < {MILLISECONDS} THEN {value} * 1000 ELSE {value} END");
    [
        format!("CASE typeof({value}) WHEN 'text' THEN {of_text} ELSE {of_number} END"),
        format!("strftime('%Y-%m-%d %H:%M:%f', {own} / 1000.0, 'unixepoch')"),
    ]
}

/// The column's value in the old row as whole seconds since 1970 (UTC).
pub fn seconds(types: Types, value: &str, column: &Column) -> String {
    match (types.dialect, &column.data_type.kind) {
        (Dialect::PostgreSql, TypeKind::Instant { .. }) => {
            format!("floor(extract(epoch FROM {value}))::integer")
        }
        (Dialect::PostgreSql, _) => format!("floor(extract(epoch FROM {value} AT TIME ZONE 'UTC'))::integer"),
        (Dialect::MySql, TypeKind::Instant { .. }) => format!("FLOOR(UNIX_TIMESTAMP({value}))"),
        (Dialect::MySql, _) => {
            format!("TIMESTAMPDIFF(SECOND, TIMESTAMP'1970-01-01 00:00:00', {value})")
        }
        (Dialect::Sqlite, _) => format!("({}) / 1000", of_sqlite(value, column, value)[0]),
    }
}

/// Whole seconds since 1970 (UTC) as the column's value.
pub fn of_seconds(types: Types, seconds: &str, column: &Column) -> String {
    match (types.dialect, &column.data_type.kind) {
        (Dialect::PostgreSql, TypeKind::Instant { .. }) => format!("to_timestamp({seconds})"),
        (Dialect::PostgreSql, _) => format!("to_timestamp({seconds}) AT TIME ZONE 'UTC'"),
        (Dialect::MySql, TypeKind::Instant { .. }) => format!("FROM_UNIXTIME({seconds})"),
        (Dialect::MySql, _) => format!("TIMESTAMP'1970-01-01 00:00:00' + INTERVAL {seconds} SECOND"),
        (Dialect::Sqlite, _) => format!("strftime('%Y-%m-%d %H:%M:%f', {seconds}, 'unixepoch')"),
    }
}

/// The present as the column's value.
pub fn present(types: Types, column: &Column) -> &'static str {
    match (types.dialect, &column.data_type.kind) {
        (Dialect::PostgreSql, TypeKind::DateTime { .. }) => "CURRENT_TIMESTAMP AT TIME ZONE 'UTC'",
        (Dialect::MySql, TypeKind::DateTime { .. }) => "UTC_TIMESTAMP(3)",
        (Dialect::Sqlite, _) => "strftime('%Y-%m-%d %H:%M:%f', 'now')",
        _ => "CURRENT_TIMESTAMP",
    }
}
