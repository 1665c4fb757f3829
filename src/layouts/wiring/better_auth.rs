//! Better Auth, which takes most connections itself.
//!
//! Source: npmjs.com/package/better-auth, 1.7: the option `database`, and the adapters for Drizzle and Prisma.

use super::changes;
use super::{Adapter, Argument, Export, Fixed, Form, Properties, Since, Types, Wiring};

const TABLES: &[&str] = &["user", "session", "account", "verification"];

const fn own(driver: &'static str) -> Adapter {
    Adapter {
        driver,
        dialect: None,
        module: "",
        export: Export::Function(""),
        arguments: &[Argument::Connection],
        fixed: Fixed::Nothing,
        types: Types::Loose,
    }
}

/// Better Auth 1.
pub const V1: Wiring = Wiring {
    layout: "better-auth",
    versions: &["1", "1.7", "1.6", "1.5", "1.4", "1.3", "1.2", "1.1", "1.0"],
    file: "auth.ts",
    form: Form::BetterAuth,
    adapters: &[
        own("pg"),
        own("mysql2"),
        own("better-sqlite3"),
        own("d1"),
        own("kysely"),
        Adapter {
            driver: "drizzle",
            dialect: None,
            module: "better-auth/adapters/drizzle",
            export: Export::Function("drizzleAdapter"),
            arguments: &[Argument::Connection, Argument::Provider(TABLES)],
            fixed: Fixed::Nothing,
            types: Types::Loose,
        },
        Adapter {
            driver: "prisma",
            dialect: None,
            module: "better-auth/adapters/prisma",
            export: Export::Function("prismaAdapter"),
            arguments: &[Argument::Connection, Argument::Provider(&[])],
            fixed: Fixed::Nothing,
            types: Types::Loose,
        },
    ],
    properties: Properties::Field,
    models: &[
        ("user", "User"),
        ("account", "Account"),
        ("session", "Session"),
        ("verification", "Verification"),
    ],
    modes: &[
        ("createdAt", "timestamp_ms"),
        ("updatedAt", "timestamp_ms"),
        ("expiresAt", "timestamp_ms"),
        ("accessTokenExpiresAt", "timestamp_ms"),
        ("refreshTokenExpiresAt", "timestamp_ms"),
        ("banExpires", "timestamp_ms"),
        ("emailVerified", "boolean"),
        ("phoneNumberVerified", "boolean"),
        ("twoFactorEnabled", "boolean"),
        ("isAnonymous", "boolean"),
        ("banned", "boolean"),
    ],
    made_by_prisma: &[],
    needs: &["user", "account"],
    since: &[
        Since { layout: "lucia", version: "", changes: changes::BETTER_AUTH_OF_LUCIA },
        Since { layout: "nextauth", version: "", changes: changes::BETTER_AUTH_OF_AUTHJS },
        Since { layout: "authjs", version: "", changes: changes::BETTER_AUTH_OF_AUTHJS },
        Since { layout: "supertokens", version: "", changes: changes::BETTER_AUTH_OF_SUPERTOKENS },
    ],
};
