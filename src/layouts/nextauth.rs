//! NextAuth 3 and 4 and Auth.js 5 (github.com/nextauthjs/next-auth), by their adapters.

use super::{
    Edition, FieldShape, Holds, Kind, Layout, Mark, Naming, Presence, RoleShape, may, must, required, usual,
};
use crate::dialects::Dialect;

const A: &str = "account";
const S: &str = "session";
const U: &str = "user";
const V: &str = "verification";

const ACCOUNT_FIELDS: &[FieldShape] = &[
    may("id", Holds::Identity),
    must("userId", Holds::Reference("user")),
    required(must("type", Holds::Any)),
    required(must("provider", Holds::Any)),
    required(must("providerAccountId", Holds::Any)),
    usual("refresh_token", Holds::Text),
    usual("access_token", Holds::Text),
    usual("expires_at", Holds::AnyMoment),
    usual("token_type", Holds::Text),
    usual("scope", Holds::Text),
    usual("id_token", Holds::Text),
    usual("session_state", Holds::Any),
    may("oauth_token", Holds::Text),
    may("oauth_token_secret", Holds::Text),
    may("refresh_token_expires_in", Holds::Number),
    may("createdAt", Holds::AnyMoment),
    may("updatedAt", Holds::AnyMoment),
];

const ROLES: &[RoleShape] = &[
    RoleShape {
        name: A,
        weight: 50,
        presence: Presence::Required,
        fields: ACCOUNT_FIELDS,
        never: &["compound_id", "providerType", "providerId", "accountId"],
        usual_tables: &["accounts", "account"],
        ..RoleShape::PLAIN
    },
    RoleShape {
        name: S,
        weight: 25,
        // With the `jwt` strategy there are no rows, and often no table.
        presence: Presence::Usual,
        fields: &[
            may("id", Holds::Identity),
            required(must("sessionToken", Holds::Any)),
            must("userId", Holds::Reference("user")),
            required(must("expires", Holds::AnyMoment)),
            may("createdAt", Holds::AnyMoment),
            may("updatedAt", Holds::AnyMoment),
        ],
        never: &["accessToken"],
        usual_tables: &["sessions", "session"],
        ..RoleShape::PLAIN
    },
    RoleShape {
        name: V,
        weight: 10,
        presence: Presence::Usual,
        fields: &[
            may("id", Holds::Identity),
            required(must("identifier", Holds::Any)),
            required(must("token", Holds::Any)),
            required(must("expires", Holds::AnyMoment)),
        ],
        never: &["value"],
        usual_tables: &["verification_tokens", "verification_token"],
        ..RoleShape::PLAIN
    },
    RoleShape {
        name: U,
        weight: 15,
        presence: Presence::Usual,
        fields: &[
            must("id", Holds::Identity),
            usual("name", Holds::Text),
            usual("email", Holds::Any),
            usual("emailVerified", Holds::AnyMoment),
            usual("image", Holds::Text),
        ],
        usual_tables: &["users", "user"],
        ..RoleShape::PLAIN
    },
    RoleShape {
        name: "authenticator",
        fields: &[
            must("credentialID", Holds::Any),
            must("userId", Holds::Reference("user")),
            must("providerAccountId", Holds::Any),
            must("credentialPublicKey", Holds::Any),
            must("counter", Holds::Number),
            usual("credentialDeviceType", Holds::Any),
            usual("credentialBackedUp", Holds::Any),
            usual("transports", Holds::Any),
        ],
        usual_tables: &["authenticator", "authenticators"],
        narrows: &["5"],
        ..RoleShape::PLAIN
    },
];

const BOTH: &[&str] = &["5", "4"];
const PROVIDER: &[&str] = &["provider", "providerAccountId"];
const TOKEN: &[&str] = &["identifier", "token"];

const fn edition(variant: &'static str, must: &'static [Mark], hints: &'static [Mark]) -> Edition {
    Edition { variant: Some(variant), versions: BOTH, title: None, must, hints }
}

const CANNOT_SAY: &[&str] = &[
    "whether the application was built with NextAuth 4 or Auth.js 5, where the tables are the same: `package.json` says it",
    "what unit `expires_at` has: seconds since 1970, unless the official script from 3 to 4 made them milliseconds",
    "in SQLite, whether moments are milliseconds (Drizzle, Prisma), seconds (create-t3-app) or text (D1, Kysely)",
];

/// Auth.js 5, whose tables NextAuth 4 understands as well.
pub const AUTHJS_5: Layout = Layout {
    name: "authjs",
    version: "5",
    versions: BOTH,
    title: "Auth.js 5",
    sources: &[
        "github.com/nextauthjs/next-auth, commit a1a16a5a: packages/core/src/adapters.ts, docs/pages/concepts/database-models.mdx",
        "github.com/nextauthjs/next-auth, commit a1a16a5a: packages/adapter-{kysely,prisma,drizzle,pg,neon,d1,typeorm,sequelize,mikro-orm,supabase,hasura}",
        "github.com/nextauthjs/next-auth, tags @auth/drizzle-adapter@0.1.0 to 1.11.3: packages/adapter-drizzle/src/lib",
        "github.com/t3-oss/create-t3-app, commit c74237d6: cli/template/extras/src/server/db/schema-drizzle",
    ],
    roles: ROLES,
    editions: &[
        // Drizzle since 0.3, and 1.0.1 again: no id on account and session. A page of its docs lost the key.
        edition(
            "drizzle",
            &[
                Mark::Lacks(A, "id"),
                Mark::Lacks(S, "id"),
                Mark::Key(S, &["sessionToken"]),
                Mark::Cascades(A),
                Mark::NoUpdateCascade(A),
                Mark::Named(A, "userId", Naming::Camel),
            ],
            &[Mark::Key(A, PROVIDER), Mark::Key(V, TOKEN), Mark::Table(V, "verificationToken")],
        ),
        // Drizzle 1.0.0 alone: sessions have an id again.
        Edition {
            variant: Some("drizzle"),
            versions: BOTH,
            title: Some("Auth.js, as the Drizzle adapter 1.0.0 made it"),
            must: &[
                Mark::Key(A, PROVIDER),
                Mark::Lacks(A, "id"),
                Mark::Key(S, &["id"]),
                Mark::Unique(S, &["sessionToken"]),
                Mark::NoUpdateCascade(A),
            ],
            hints: &[
                Mark::Unique(V, &["token"]),
                Mark::Table(V, "verificationToken"),
                Mark::Index(S, "userId"),
            ],
        },
        edition(
            "t3",
            &[
                Mark::Lacks(A, "id"),
                Mark::Key(A, PROVIDER),
                Mark::Key(S, &["sessionToken"]),
                Mark::NoCascade(A),
                Mark::NotUnique(U, &["email"]),
                Mark::NotNull(U, "email"),
            ],
            &[
                Mark::Table(V, "verification_token"),
                Mark::Table(A, "account"),
                Mark::Key(V, TOKEN),
                Mark::Index(A, "userId"),
            ],
        ),
        // Prisma as the documents of 4 have it, and those of 5 for MySQL and SQLite.
        edition(
            "prisma",
            &[
                Mark::Lacks(A, "oauth_token"),
                Mark::Key(A, &["id"]),
                Mark::Unique(A, PROVIDER),
                Mark::Type(S, "expires", Kind::Milliseconds),
                Mark::Unique(S, &["sessionToken"]),
                Mark::Unique(V, TOKEN),
                Mark::NoDefault(S, "expires"),
            ],
            &[
                Mark::UpdatesCascade(A),
                Mark::Table(A, "Account"),
                Mark::Table(V, "VerificationToken"),
                Mark::NoKey(V),
            ],
        ),
        // Prisma as the documents of 5 have it for PostgreSQL: no ids.
        Edition {
            variant: Some("prisma"),
            versions: &["5"],
            title: Some("Auth.js 5, as its Prisma page has it"),
            must: &[
                Mark::Key(A, PROVIDER),
                Mark::NoKey(S),
                Mark::Unique(S, &["sessionToken"]),
                Mark::Type(S, "expires", Kind::Milliseconds),
            ],
            hints: &[Mark::UpdatesCascade(A), Mark::Table(A, "Account"), Mark::Key(V, TOKEN)],
        },
        // The adapters' own page for Kysely, since 0.1.1.
        edition(
            "kysely",
            &[
                Mark::Lacks(A, "oauth_token"),
                Mark::NotUnique(A, PROVIDER),
                Mark::NoKey(V),
                Mark::Unique(V, &["token"]),
                Mark::Unique(S, &["sessionToken"]),
                Mark::Lacks(V, "id"),
                Mark::Cascades(A),
            ],
            &[Mark::Default(A, "id"), Mark::Table(A, "Account"), Mark::Type(U, "id", Kind::Uuid)],
        ),
        edition(
            "neon",
            &[
                Mark::Numbered(A, "id"),
                Mark::NoReference(A),
                Mark::Key(V, TOKEN),
                Mark::NotUnique(S, &["sessionToken"]),
                Mark::Unique(U, &["email"]),
            ],
            &[Mark::Table(V, "verification_token")],
        ),
        edition(
            "pg",
            &[
                Mark::Dialect(Dialect::PostgreSql),
                Mark::NoReference(A),
                Mark::Key(A, &["id"]),
                Mark::Key(V, TOKEN),
                Mark::NotUnique(S, &["sessionToken"]),
                Mark::NotUnique(U, &["email"]),
            ],
            &[Mark::Numbered(A, "id"), Mark::Table(V, "verification_token")],
        ),
        edition(
            "d1",
            &[
                Mark::Dialect(Dialect::Sqlite),
                Mark::Key(S, &["sessionToken"]),
                Mark::Has(S, "id"),
                Mark::Key(V, &["token"]),
                Mark::NoReference(A),
                Mark::Has(A, "oauth_token"),
            ],
            &[Mark::Table(V, "verification_tokens")],
        ),
        edition(
            "typeorm",
            &[
                Mark::Key(V, &["id"]),
                Mark::Type(V, "expires", Kind::Text),
                Mark::Type(S, "expires", Kind::Text),
                Mark::NoCascade(A),
                Mark::Type(A, "id", Kind::Text),
            ],
            &[
                Mark::Unique(S, &["sessionToken"]),
                Mark::NotUnique(A, PROVIDER),
                Mark::Table(V, "verification_tokens"),
            ],
        ),
        edition(
            "typeorm",
            &[
                Mark::Key(V, &["id"]),
                Mark::Type(V, "expires", Kind::Text),
                Mark::Type(S, "expires", Kind::Text),
                Mark::NoCascade(A),
                Mark::Type(A, "id", Kind::Uuid),
            ],
            &[
                Mark::Unique(S, &["sessionToken"]),
                Mark::NotUnique(A, PROVIDER),
                Mark::Table(V, "verification_tokens"),
            ],
        ),
        edition(
            "sequelize",
            &[
                Mark::Key(V, &["token"]),
                Mark::Named(A, "userId", Naming::Snake),
                Mark::Nullable(A, "userId"),
                Mark::Type(A, "id", Kind::Uuid),
                Mark::NotUnique(A, PROVIDER),
            ],
            &[Mark::UpdatesCascade(A), Mark::Table(V, "verification_tokens")],
        ),
        edition(
            "mikro-orm",
            &[
                Mark::Named(A, "userId", Naming::Snake),
                Mark::Has(A, "id"),
                Mark::Unique(A, PROVIDER),
                Mark::Unique(V, &["token"]),
                Mark::UpdatesCascade(A),
                Mark::Cascades(A),
                Mark::Index(A, "userId"),
            ],
            &[
                Mark::Table(V, "verification_token"),
                Mark::Default(U, "email"),
                Mark::Table(A, "account"),
                Mark::Table(U, "user"),
            ],
        ),
        edition(
            "supabase",
            &[
                Mark::Dialect(Dialect::PostgreSql),
                Mark::Unique(A, PROVIDER),
                Mark::Key(V, &["token"]),
                Mark::Type(A, "id", Kind::Uuid),
                Mark::Nullable(A, "userId"),
                Mark::Named(A, "userId", Naming::Camel),
                Mark::Default(A, "id"),
            ],
            &[Mark::Has(A, "oauth_token"), Mark::Unique(V, TOKEN)],
        ),
        edition(
            "hasura",
            &[
                Mark::Dialect(Dialect::PostgreSql),
                Mark::Key(S, &["sessionToken"]),
                Mark::Key(V, &["token"]),
                Mark::Has(S, "id"),
                Mark::Has(A, "id"),
                Mark::NotNull(U, "email"),
            ],
            &[Mark::Beside("provider_type"), Mark::Default(A, "id")],
        ),
    ],
    plain: false,
    catalogue: None,
    cannot_say: CANNOT_SAY,
    targets: &["as-is"],
};

/// NextAuth 4 where Auth.js 5 would not have the same tables.
pub const NEXTAUTH_4: Layout = Layout {
    name: "nextauth",
    version: "4",
    versions: &["4"],
    title: "NextAuth 4",
    sources: &[
        "github.com/nextauthjs/next-auth, tag next-auth@v4.10.3: docs/docs/adapters/models.md",
        "github.com/nextauthjs/next-auth, commits b5200242c, dd3017161, fecd04aac, 82fe5f129: docs/docs/adapters/kysely.md",
        "github.com/nextauthjs/next-auth, branch v4: docs/docs/getting-started/upgrade-to-v4.md (the script for PostgreSQL)",
    ],
    roles: ROLES,
    editions: &[
        // The drafts of the Kysely page, from varchar(255) everywhere to text with indexes.
        Edition {
            variant: Some("kysely"),
            versions: &["4"],
            title: None,
            must: &[
                Mark::Has(A, "oauth_token"),
                Mark::NotUnique(A, PROVIDER),
                Mark::NoKey(V),
                Mark::Unique(V, &["token"]),
                Mark::Lacks(V, "id"),
                Mark::Unique(S, &["sessionToken"]),
                Mark::Cascades(A),
            ],
            hints: &[Mark::Default(U, "emailVerified"), Mark::Default(A, "id"), Mark::Table(A, "Account")],
        },
        // The official script leaves the numbers of 3 and the texts of TypeORM.
        Edition {
            variant: Some("typeorm"),
            versions: &["4"],
            title: Some("NextAuth 4, as the official script made it of 3"),
            must: &[
                Mark::Numbered(A, "id"),
                Mark::Type(S, "expires", Kind::Text),
                Mark::Has(V, "id"),
                Mark::Type(V, "expires", Kind::Text),
            ],
            hints: &[Mark::Type(A, "expires_at", Kind::Text), Mark::NoCascade(A)],
        },
        Edition {
            variant: Some("prisma"),
            versions: &["4"],
            title: None,
            must: &[
                Mark::Has(A, "oauth_token"),
                Mark::Key(A, &["id"]),
                Mark::Unique(A, PROVIDER),
                Mark::Type(S, "expires", Kind::Milliseconds),
                Mark::Unique(V, TOKEN),
            ],
            hints: &[
                Mark::UpdatesCascade(A),
                Mark::Table(A, "Account"),
                Mark::Unique(S, &["sessionToken"]),
                Mark::Unique(V, &["token"]),
                Mark::NoKey(V),
            ],
        },
    ],
    plain: false,
    catalogue: None,
    cannot_say: CANNOT_SAY,
    targets: &["as-is"],
};

/// NextAuth 3: accounts are told by provider id, and sessions have an access token.
pub const NEXTAUTH_3: Layout = Layout {
    name: "nextauth",
    version: "3",
    versions: &["3"],
    title: "NextAuth 3",
    sources: &[
        "github.com/nextauthjs/next-auth, branch v3: www/docs/adapters/typeorm/mysql.md, postgres.md",
        "github.com/nextauthjs/adapters, branch canary: packages/typeorm-legacy/src/models/*.js, packages/prisma-legacy, packages/prisma",
    ],
    roles: &[
        RoleShape {
            name: A,
            weight: 50,
            presence: Presence::Required,
            fields: &[
                must("id", Holds::Identity),
                must("userId", Holds::Reference("user")),
                must("providerType", Holds::Any),
                must("providerId", Holds::Any),
                must("providerAccountId", Holds::Any),
                usual("refreshToken", Holds::Text),
                usual("accessToken", Holds::Text),
                usual("accessTokenExpires", Holds::AnyMoment),
                may("compoundId", Holds::Any),
                may("createdAt", Holds::AnyMoment),
                may("updatedAt", Holds::AnyMoment),
            ],
            never: &["accountId"],
            usual_tables: &["accounts", "account"],
            ..RoleShape::PLAIN
        },
        RoleShape {
            name: S,
            weight: 25,
            presence: Presence::Usual,
            fields: &[
                must("id", Holds::Identity),
                must("userId", Holds::Reference("user")),
                must("expires", Holds::AnyMoment),
                must("sessionToken", Holds::Any),
                usual("accessToken", Holds::Any),
                may("createdAt", Holds::AnyMoment),
                may("updatedAt", Holds::AnyMoment),
            ],
            usual_tables: &["sessions", "session"],
            ..RoleShape::PLAIN
        },
        RoleShape {
            name: V,
            weight: 10,
            presence: Presence::Usual,
            fields: &[
                must("id", Holds::Identity),
                must("identifier", Holds::Any),
                must("token", Holds::Any),
                must("expires", Holds::AnyMoment),
                may("createdAt", Holds::AnyMoment),
                may("updatedAt", Holds::AnyMoment),
            ],
            never: &["value"],
            usual_tables: &["verification_requests", "verification_request"],
            ..RoleShape::PLAIN
        },
        RoleShape {
            name: U,
            weight: 15,
            presence: Presence::Usual,
            fields: &[
                must("id", Holds::Identity),
                usual("name", Holds::Text),
                usual("email", Holds::Any),
                usual("emailVerified", Holds::AnyMoment),
                usual("image", Holds::Text),
                may("createdAt", Holds::AnyMoment),
                may("updatedAt", Holds::AnyMoment),
            ],
            usual_tables: &["users", "user"],
            ..RoleShape::PLAIN
        },
    ],
    editions: &[
        Edition {
            variant: Some("typeorm"),
            versions: &["3"],
            title: None,
            must: &[Mark::Has(A, "compoundId")],
            hints: &[Mark::Type(A, "providerId", Kind::Varchar(255))],
        },
        Edition {
            variant: Some("prisma-legacy"),
            versions: &["3"],
            title: None,
            must: &[Mark::Has(A, "compoundId")],
            hints: &[
                Mark::Type(S, "expires", Kind::Milliseconds),
                Mark::Type(A, "providerId", Kind::LongText),
                Mark::Type(A, "providerId", Kind::Varchar(191)),
            ],
        },
        Edition {
            variant: Some("prisma"),
            versions: &["3"],
            title: None,
            must: &[Mark::Lacks(A, "compoundId"), Mark::Unique(A, &["providerId", "providerAccountId"])],
            hints: &[Mark::UpdatesCascade(A), Mark::Table(A, "Account")],
        },
    ],
    plain: false,
    catalogue: None,
    cannot_say: &[
        "whether a database of TypeORM or of the legacy Prisma adapter it was, where the types are the same",
    ],
    targets: &["as-is"],
};
