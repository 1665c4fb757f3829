//! Auth.js 5 by its adapters.

use super::{A, CANNOT_SAY, PROVIDER, ROLES, S, TOKEN, U, V};
use crate::dialects::Dialect;
use crate::layouts::{Edition, Kind, Layout, Mark, Naming};

const BOTH: &[&str] = &["5", "4"];

const fn edition(variant: &'static str, must: &'static [Mark], hints: &'static [Mark]) -> Edition {
    Edition { variant: Some(variant), versions: BOTH, title: None, must, hints }
}

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
    succeeds: &[],
    catalogue: None,
    cannot_say: CANNOT_SAY,
    targets: &["as-is", "better-auth-1", "authjs-5", "supertokens-import"],
};
