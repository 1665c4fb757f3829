//! What differs between Drizzle's three packages, as data.

use crate::dialects::Dialect;

/// A package of Drizzle for one kind of database.
#[derive(Debug)]
pub struct Core {
    /// Where it is imported from.
    pub module: &'static str,
    /// Makes a table.
    pub table: &'static str,
    /// Makes a schema, where there are schemas.
    pub schema: &'static str,
    /// Makes a view.
    pub view: &'static str,
    /// Makes a view that is kept, where there are such.
    pub materialized_view: &'static str,
    /// The type of any column, for references that go round in a circle.
    pub any_column: &'static str,
    /// The type of what stands beside the columns, for tables whose foreign keys go round in a circle.
    pub extra: &'static str,
    /// Everything that it, or Drizzle itself, may give to the file: names that tables should not have.
    pub importable: &'static [&'static str],
    /// The quotes that drizzle-kit puts around names without looking inside.
    pub quote: char,
}

const POSTGRESQL: Core = Core {
    module: "drizzle-orm/pg-core",
    table: "pgTable",
    schema: "pgSchema",
    view: "pgView",
    materialized_view: "pgMaterializedView",
    any_column: "AnyPgColumn",
    extra: "PgTableExtraConfigValue",
    importable: &[
        "bigint",
        "bigserial",
        "boolean",
        "char",
        "check",
        "cidr",
        "customType",
        "date",
        "doublePrecision",
        "foreignKey",
        "index",
        "inet",
        "integer",
        "interval",
        "json",
        "jsonb",
        "line",
        "macaddr",
        "macaddr8",
        "numeric",
        "pgEnum",
        "pgMaterializedView",
        "pgSchema",
        "pgTable",
        "pgView",
        "point",
        "many",
        "one",
        "primaryKey",
        "real",
        "relations",
        "serial",
        "smallint",
        "smallserial",
        "sql",
        "table",
        "text",
        "time",
        "timestamp",
        "unique",
        "uniqueIndex",
        "uuid",
        "varchar",
    ],
    quote: '"',
};

const MYSQL: Core = Core {
    module: "drizzle-orm/mysql-core",
    table: "mysqlTable",
    schema: "mysqlSchema",
    view: "mysqlView",
    materialized_view: "",
    any_column: "AnyMySqlColumn",
    extra: "MySqlTableExtraConfigValue",
    importable: &[
        "bigint",
        "boolean",
        "char",
        "check",
        "customType",
        "date",
        "datetime",
        "decimal",
        "double",
        "float",
        "foreignKey",
        "index",
        "int",
        "json",
        "longtext",
        "mediumint",
        "mediumtext",
        "mysqlEnum",
        "mysqlSchema",
        "mysqlTable",
        "mysqlView",
        "many",
        "one",
        "primaryKey",
        "real",
        "relations",
        "smallint",
        "sql",
        "table",
        "text",
        "time",
        "timestamp",
        "tinyint",
        "tinytext",
        "unique",
        "uniqueIndex",
        "varchar",
        "year",
    ],
    quote: '`',
};

const SQLITE: Core = Core {
    module: "drizzle-orm/sqlite-core",
    table: "sqliteTable",
    schema: "",
    view: "sqliteView",
    materialized_view: "",
    any_column: "AnySQLiteColumn",
    extra: "SQLiteTableExtraConfigValue",
    importable: &[
        "blob",
        "check",
        "customType",
        "foreignKey",
        "index",
        "integer",
        "numeric",
        "many",
        "one",
        "primaryKey",
        "real",
        "relations",
        "sql",
        "sqliteTable",
        "sqliteView",
        "table",
        "text",
        "unique",
        "uniqueIndex",
    ],
    quote: '`',
};

/// The package for a dialect.
pub fn core_for(dialect: Dialect) -> &'static Core {
    match dialect {
        Dialect::PostgreSql => &POSTGRESQL,
        Dialect::MySql => &MYSQL,
        Dialect::Sqlite => &SQLITE,
    }
}

/// Properties of every object in JavaScript, for which drizzle-kit takes a table or column of the name.
pub const OBJECT_PROPERTIES: &[&str] = &[
    "__defineGetter__",
    "__defineSetter__",
    "__lookupGetter__",
    "__lookupSetter__",
    "__proto__",
    "constructor",
    "hasOwnProperty",
    "isPrototypeOf",
    "propertyIsEnumerable",
    "toLocaleString",
    "toString",
    "valueOf",
];

/// Properties that a Drizzle table has besides its columns.
pub const TABLE_PROPERTIES: &[&str] = &[
    "$inferInsert",
    "$inferSelect",
    "_",
    "__proto__",
    "constructor",
    "enableRLS",
    "getSQL",
    "shouldOmitSQLParens",
    "prototype",
    "then",
];
