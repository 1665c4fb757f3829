//! The types of which random columns are made.

use authmorph::dialects::Dialect;

/// A type, what can be done with a column of it, and defaults that it takes.
pub struct Kind {
    pub text: &'static str,
    /// It can be part of a key.
    pub key: bool,
    /// `lower` takes it.
    pub letters: bool,
    pub defaults: &'static [&'static str],
}

const fn kind(text: &'static str, defaults: &'static [&'static str]) -> Kind {
    Kind { text, key: true, letters: false, defaults }
}

const fn letters(text: &'static str, defaults: &'static [&'static str]) -> Kind {
    Kind { text, key: true, letters: true, defaults }
}

const fn no_key(text: &'static str, defaults: &'static [&'static str]) -> Kind {
    Kind { text, key: false, letters: false, defaults }
}

/// The types of a dialect, the plainest first.
pub fn kinds(dialect: Dialect) -> &'static [Kind] {
    match dialect {
        Dialect::PostgreSql => POSTGRESQL,
        Dialect::MySql => MYSQL,
        Dialect::Sqlite => SQLITE,
    }
}

const POSTGRESQL: &[Kind] = &[
    kind("integer", &["0", "-5", "(1 + 2) * 3", "NULL"]),
    letters("text", &["'it''s'", "''", "upper('x')", "'a' || 'b'", "E'a\\nb'", "'; -- no'"]),
    kind("bigint", &["9223372036854775807", "EXTRACT(epoch FROM now())::bigint"]),
    kind("smallint", &["1"]),
    kind("numeric(12, 4)", &["1.50", "-0.5"]),
    letters("character varying(191)", &["'x'::character varying", "CURRENT_USER"]),
    letters("VARCHAR", &["'x'"]),
    kind("uuid", &["gen_random_uuid()", "'00000000-0000-0000-0000-000000000000'::uuid"]),
    kind(
        "timestamp with time zone",
        &["now()", "CURRENT_TIMESTAMP", "now() + '1 day'::interval", "now() AT TIME ZONE 'utc'"],
    ),
    kind("timestamp(3) without time zone", &["CURRENT_TIMESTAMP(3)", "timezone('utc'::text, now())"]),
    kind("date", &["CURRENT_DATE", "'2024-01-01'"]),
    kind("boolean", &["true", "false", "NOT true"]),
    no_key("json", &["'{}'"]),
    kind("jsonb", &["'{}'::jsonb", "'[1, \"two\"]'::jsonb"]),
    kind("text[]", &["'{}'::text[]", "ARRAY['a', 'b']"]),
    kind("integer[][]", &["'{{1,2},{3,4}}'"]),
    kind("bytea", &["'\\x00ff'::bytea"]),
    kind("inet", &["'127.0.0.1'"]),
    kind("double precision", &["1.5e-3", "random()"]),
    kind("interval day to second(2)", &["'1 day'"]),
    letters("character(3)", &["'abc'"]),
    kind("\"char\"", &["'a'"]),
    kind("bit varying(5)", &["B'101'"]),
    no_key("point", &["'(1,2)'"]),
    kind("int4range", &["'[1,10)'"]),
    kind("tsvector", &["''"]),
];

const MYSQL: &[Kind] = &[
    kind("int(11)", &["0", "-5", "1 + 2"]),
    letters(
        "varchar(191)",
        &["'it''s'", "''", "upper('x')", "'back\\\\slash'", "'; -- no'", "concat('a', uuid())"],
    ),
    kind("bigint(20) unsigned", &["18446744073709551615"]),
    kind("smallint(6)", &["1"]),
    kind("tinyint(1)", &["0", "1", "TRUE"]),
    kind("mediumint(8) unsigned zerofill", &["7"]),
    kind("decimal(10,2)", &["1.50", "-0.50"]),
    letters("char(36)", &["'x'", "uuid()"]),
    letters("VARCHAR(50)", &["\"double\""]),
    no_key("text", &["'text'", "lower('X')"]),
    no_key("longtext", &[]),
    kind("datetime(3)", &["current_timestamp(3)", "'2024-01-01 00:00:00.000'"]),
    kind("timestamp", &["CURRENT_TIMESTAMP", "current_timestamp()"]),
    kind("date", &["'2024-01-01'", "curdate() + interval 1 day"]),
    kind("enum('a','it''s','b,c')", &["'a'", "'it''s'"]),
    kind("set('x','y')", &["'x,y'"]),
    no_key("blob", &[]),
    kind("varbinary(64)", &["'a'", "x'6162'"]),
    kind("binary(16)", &[]),
    kind("double", &["1.5"]),
    kind("bit(8)", &["b'101'"]),
    kind("year(4)", &["2024"]),
];

const SQLITE: &[Kind] = &[
    kind("INTEGER", &["0", "-5", "1 + 2", "0x1F", "NULL"]),
    letters(
        "TEXT",
        &["'it''s'", "''", "upper('x')", "'a' || 'b'", "CURRENT_TIMESTAMP", "'; -- no'", "\"double\""],
    ),
    kind("REAL", &["1.5e3"]),
    kind("BLOB", &["x'00ff'"]),
    kind("", &["1"]),
    kind("NUMERIC(10, 5)", &["1.0"]),
    letters("VARCHAR(255)", &["lower(hex(randomblob(16)))"]),
    kind("DATETIME", &["datetime('now')", "unixepoch() * 1000"]),
    kind("BOOLEAN", &["TRUE", "false"]),
    kind("UNSIGNED BIG INT", &["1"]),
    kind("bigint", &["+5"]),
    letters("\"quoted type\"", &["'x'"]),
];
