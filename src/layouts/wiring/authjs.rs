//! The adapters of Auth.js, which NextAuth 4 takes as well.
//!
//! Source: github.com/nextauthjs/next-auth, commit a1a16a5a: packages/adapter-{pg,d1,kysely,drizzle,prisma,typeorm}.

use super::changes;
use super::{Adapter, Argument, Export, Fixed, Form, Properties, Since, Types, Wiring};

const PG: &[(&str, &str)] = &[
    ("user", "users"),
    ("account", "accounts"),
    ("session", "sessions"),
    ("verification", "verification_token"),
];
const D1: &[(&str, &str)] = &[
    ("user", "users"),
    ("account", "accounts"),
    ("session", "sessions"),
    ("verification", "verification_tokens"),
];
const TYPEORM: &[(&str, &str)] = D1;
const KYSELY: &[(&str, &str)] = &[
    ("user", "User"),
    ("account", "Account"),
    ("session", "Session"),
    ("verification", "VerificationToken"),
];
const DRIZZLE: &[(&str, &str)] = &[
    ("usersTable", "user"),
    ("accountsTable", "account"),
    ("sessionsTable", "session"),
    ("verificationTokensTable", "verification"),
    ("authenticatorsTable", "authenticator"),
];

const CONNECTION: &[Argument] = &[Argument::Connection];

const ADAPTERS: &[Adapter] = &[
    Adapter {
        driver: "pg",
        dialect: None,
        module: "@auth/pg-adapter",
        export: Export::Default("PostgresAdapter"),
        arguments: CONNECTION,
        fixed: Fixed::Tables(PG),
        types: Types::Loose,
    },
    Adapter {
        driver: "d1",
        dialect: None,
        module: "@auth/d1-adapter",
        export: Export::Function("D1Adapter"),
        arguments: CONNECTION,
        fixed: Fixed::Tables(D1),
        types: Types::Loose,
    },
    Adapter {
        driver: "drizzle",
        dialect: None,
        module: "@auth/drizzle-adapter",
        export: Export::Function("DrizzleAdapter"),
        arguments: &[Argument::Connection, Argument::Tables(DRIZZLE)],
        fixed: Fixed::Nothing,
        types: Types::Exact(&[("user", "id"), ("session", "sessionToken")]),
    },
    Adapter {
        driver: "kysely",
        dialect: None,
        module: "@auth/kysely-adapter",
        export: Export::Function("KyselyAdapter"),
        arguments: CONNECTION,
        fixed: Fixed::Tables(KYSELY),
        types: Types::NoOther,
    },
    Adapter {
        driver: "prisma",
        dialect: None,
        module: "@auth/prisma-adapter",
        export: Export::Function("PrismaAdapter"),
        arguments: CONNECTION,
        fixed: Fixed::Nothing,
        types: Types::Loose,
    },
    Adapter {
        driver: "typeorm",
        dialect: None,
        module: "@auth/typeorm-adapter",
        export: Export::Function("TypeORMAdapter"),
        arguments: CONNECTION,
        fixed: Fixed::Tables(TYPEORM),
        types: Types::Loose,
    },
];

/// Auth.js 5.
pub const V5: Wiring = Wiring {
    layout: "authjs",
    versions: &["5"],
    file: "auth.ts",
    form: Form::AuthJs,
    adapters: ADAPTERS,
    properties: Properties::Field,
    models: &[
        ("user", "User"),
        ("account", "Account"),
        ("session", "Session"),
        ("verification", "VerificationToken"),
        ("authenticator", "Authenticator"),
    ],
    modes: &[
        ("emailVerified", "timestamp_ms"),
        ("expires", "timestamp_ms"),
        ("credentialBackedUp", "boolean"),
    ],
    made_by_prisma: &["id", "updatedAt"],
    needs: &["user", "account"],
    since: &[
        Since { layout: "lucia", version: "", changes: changes::AUTHJS_OF_LUCIA },
        Since { layout: "nextauth", version: "3", changes: changes::AUTHJS_OF_NEXTAUTH_3 },
        Since { layout: "supertokens", version: "", changes: changes::AUTHJS_OF_SUPERTOKENS },
        Since { layout: "nextauth", version: "4", changes: changes::AUTHJS_5 },
    ],
};

/// NextAuth 4.
pub const NEXTAUTH_4: Wiring =
    Wiring { layout: "nextauth", versions: &["4"], form: Form::NextAuth, since: OF_3, ..V5 };

const OF_3: &[Since] = &[Since { layout: "nextauth", version: "3", changes: changes::NEXTAUTH_4_OF_3 }];
