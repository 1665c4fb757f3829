//! Lucia's adapters.
//!
//! Sources: github.com/lucia-auth/lucia, commit b02ae0a5 (1), branch v2 (packages/adapter-*), branch v3
//! (packages/adapter-*, docs/pages/database/*.md), commit a3d76c37 (pages/sessions/basic-api/*.md), commit bcee3868
//! (pages/sessions/*.md), commit e1ef2bc6 (code/auth_session.ts).

use crate::dialects::Dialect;

use super::changes;
use super::{Adapter, Argument, Export, Fixed, Form, Properties, Since, Types, Wiring};

const POSTGRESQL: &str = "@lucia-auth/adapter-postgresql";
const MYSQL: &str = "@lucia-auth/adapter-mysql";
const SQLITE: &str = "@lucia-auth/adapter-sqlite";
const DRIZZLE: &str = "@lucia-auth/adapter-drizzle";
const PRISMA: &str = "@lucia-auth/adapter-prisma";

/// Lucia 1 has these built in.
const TABLES: &[(&str, &str)] = &[("user", "auth_user"), ("session", "auth_session"), ("key", "auth_key")];

const fn first(driver: &'static str, module: &'static str, name: &'static str) -> Adapter {
    let arguments = &[Argument::Connection];
    Adapter {
        driver,
        dialect: None,
        module,
        export: Export::Function(name),
        arguments,
        fixed: Fixed::Tables(TABLES),
        types: Types::Loose,
    }
}

const fn second(driver: &'static str, module: &'static str, name: &'static str) -> Adapter {
    let arguments = &[Argument::Connection, Argument::TableNames(&["user", "key", "session"])];
    Adapter {
        driver,
        dialect: None,
        module,
        export: Export::Function(name),
        arguments,
        fixed: Fixed::Columns,
        types: Types::Loose,
    }
}

const fn third(driver: &'static str, module: &'static str, name: &'static str) -> Adapter {
    let arguments = &[Argument::Connection, Argument::TableNames(&["user", "session"])];
    Adapter {
        driver,
        dialect: None,
        module,
        export: Export::Class(name),
        arguments,
        fixed: Fixed::Columns,
        types: Types::Loose,
    }
}

const fn drizzle(dialect: Dialect, name: &'static str) -> Adapter {
    Adapter {
        driver: "drizzle",
        dialect: Some(dialect),
        module: DRIZZLE,
        export: Export::Class(name),
        arguments: &[Argument::Connection, Argument::Table("session"), Argument::Table("user")],
        fixed: Fixed::Nothing,
        types: Types::Exact(&[("user", "id"), ("session", "id")]),
    }
}

/// No adapter: the functions ask the driver themselves.
const fn plain(driver: &'static str) -> Adapter {
    Adapter {
        driver,
        dialect: None,
        module: "",
        export: Export::Function(""),
        arguments: &[],
        fixed: Fixed::Nothing,
        types: Types::Loose,
    }
}

/// Lucia 1.
pub const V1: Wiring = Wiring {
    layout: "lucia",
    versions: &["1"],
    file: "lucia.ts",
    form: Form::Lucia1,
    adapters: &[
        first("pg", POSTGRESQL, "pg"),
        first("mysql2", MYSQL, "mysql2"),
        Adapter {
            arguments: &[Argument::Part("client.connection()")],
            ..first("planetscale", MYSQL, "planetscale")
        },
        first("better-sqlite3", SQLITE, "betterSqlite3"),
        first("d1", SQLITE, "d1"),
    ],
    properties: Properties::Any,
    models: &[],
    modes: &[],
    made_by_prisma: &[],
    needs: &["user", "key", "session"],
    since: &[],
};

/// Lucia 2.
pub const V2: Wiring = Wiring {
    layout: "lucia",
    versions: &["2"],
    file: "lucia.ts",
    form: Form::Lucia2,
    adapters: &[
        second("pg", POSTGRESQL, "pg"),
        second("postgres.js", POSTGRESQL, "postgres"),
        second("mysql2", MYSQL, "mysql2"),
        second("planetscale", MYSQL, "planetscale"),
        second("better-sqlite3", SQLITE, "betterSqlite3"),
        second("d1", SQLITE, "d1"),
        second("libsql", SQLITE, "libsql"),
    ],
    properties: Properties::Any,
    models: &[],
    modes: &[],
    // Without its table, sessions are kept by another adapter, of which nothing is known.
    made_by_prisma: &[],
    needs: &["user", "key", "session"],
    since: &[Since { layout: "lucia", version: "1", changes: changes::LUCIA_2 }],
};

/// Lucia 3.
pub const V3: Wiring = Wiring {
    layout: "lucia",
    versions: &["3"],
    file: "lucia.ts",
    form: Form::Lucia3,
    adapters: &[
        third("pg", POSTGRESQL, "NodePostgresAdapter"),
        third("postgres.js", POSTGRESQL, "PostgresJsAdapter"),
        third("neon", POSTGRESQL, "NeonHTTPAdapter"),
        third("mysql2", MYSQL, "Mysql2Adapter"),
        third("planetscale", MYSQL, "PlanetScaleAdapter"),
        third("better-sqlite3", SQLITE, "BetterSqlite3Adapter"),
        third("bun", SQLITE, "BunSQLiteAdapter"),
        third("d1", SQLITE, "D1Adapter"),
        third("libsql", SQLITE, "LibSQLAdapter"),
        Adapter {
            driver: "prisma",
            dialect: None,
            module: PRISMA,
            export: Export::Class("PrismaAdapter"),
            arguments: &[Argument::Model("session"), Argument::Model("user")],
            fixed: Fixed::Nothing,
            types: Types::Loose,
        },
        drizzle(Dialect::PostgreSql, "DrizzlePostgreSQLAdapter"),
        drizzle(Dialect::MySql, "DrizzleMySQLAdapter"),
        drizzle(Dialect::Sqlite, "DrizzleSQLiteAdapter"),
    ],
    properties: Properties::CamelField,
    models: &[],
    modes: &[],
    made_by_prisma: &[],
    needs: &["user", "session"],
    since: &[Since { layout: "lucia", version: "2", changes: changes::LUCIA_3 }],
};

/// No adapter for any driver.
const NONE: &[Adapter] = &[
    plain("pg"),
    plain("postgres.js"),
    plain("neon"),
    plain("mysql2"),
    plain("planetscale"),
    plain("better-sqlite3"),
    plain("bun"),
    plain("d1"),
    plain("libsql"),
    plain("drizzle"),
    plain("prisma"),
];

/// The guide of 2024, which is code of the application's own.
pub const HASHED_SESSIONS: Wiring = Wiring {
    layout: "lucia",
    versions: &["sessions-2024"],
    file: "session.ts",
    form: Form::HashedSessions,
    adapters: NONE,
    properties: Properties::Any,
    models: &[],
    modes: &[],
    made_by_prisma: &[],
    needs: &["user", "session"],
    since: &[Since { layout: "lucia", version: "3", changes: changes::HASHED_SESSIONS }],
};

/// The guide of 2025.
pub const SECRET_TEXTS: Wiring = Wiring {
    versions: &["sessions-2025"],
    form: Form::SecretTexts,
    since: &[Since { layout: "lucia", version: "3", changes: changes::SECRETS }],
    ..HASHED_SESSIONS
};

/// The code of 2026.
pub const SECRET_BYTES: Wiring = Wiring {
    versions: &["sessions-2026"],
    file: "auth_session.ts",
    form: Form::SecretBytes,
    since: &[
        Since { layout: "lucia", version: "3", changes: changes::SECRETS },
        Since { layout: "lucia", version: "sessions-2025", changes: changes::SECRET_BYTES },
    ],
    ..HASHED_SESSIONS
};
