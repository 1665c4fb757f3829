//! NextAuth 4 as Auth.js 5 would not have it.

use super::{A, CANNOT_SAY, PROVIDER, ROLES, S, TOKEN, U, V};
use crate::layouts::{Edition, Kind, Layout, Mark};

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
    succeeds: &[],
    catalogue: None,
    cannot_say: CANNOT_SAY,
    targets: &["authjs-5", "better-auth-1", "supertokens-import", "as-is"],
};
