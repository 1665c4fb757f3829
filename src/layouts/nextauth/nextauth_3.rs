//! NextAuth 3.

use super::{A, S, U, V};
use crate::layouts::{Edition, Holds, Kind, Layout, Mark, Presence, RoleShape, may, must, unsaid, usual};

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
    succeeds: &[],
    catalogue: None,
    cannot_say: &[unsaid(
        "whether a database of TypeORM or of the legacy Prisma adapter it was, where the types are the same",
    )],
    targets: &["nextauth-4", "authjs-5", "better-auth-1", "supertokens-import", "as-is"],
};
