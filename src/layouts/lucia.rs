//! Lucia (github.com/lucia-auth/lucia).

use super::{FieldShape, Holds, Layout, Presence, RoleShape};

/// Lucia 3: user and session; keys are gone.
pub const V3: Layout = Layout {
    name: "lucia",
    version: "3",
    title: "Lucia 3",
    sources: &[
        "github.com/lucia-auth/lucia, branch v3: docs/pages/database/postgresql.md, mysql.md, sqlite.md, drizzle.md, prisma.md",
        "github.com/lucia-auth/lucia, branch v3: packages/adapter-*/src/base.ts (column names are fixed)",
    ],
    roles: &[
        RoleShape {
            name: "session",
            weight: 70,
            presence: Presence::Required,
            fields: &[
                FieldShape { name: "id", holds: Holds::TextIdentity, nullable: None },
                FieldShape { name: "user_id", holds: Holds::Reference("user"), nullable: Some(false) },
                FieldShape { name: "expires_at", holds: Holds::Moment, nullable: Some(false) },
            ],
            never: &[
                "active_expires",
                "idle_expires",
                "token",
                "session_token",
                "access_token",
                "refresh_token",
                "token_hash",
                "secret_hash",
                "payload",
                "code",
                "email",
            ],
            usual_tables: &["user_session", "session", "sessions"],
        },
        RoleShape {
            name: "user",
            weight: 30,
            presence: Presence::Required,
            fields: &[FieldShape { name: "id", holds: Holds::Identity, nullable: None }],
            never: &[],
            usual_tables: &["auth_user", "user", "users"],
        },
    ],
    targets: &["as-is"],
};

/// Lucia 2: user, key and session; times in milliseconds.
pub const V2: Layout = Layout {
    name: "lucia",
    version: "2",
    title: "Lucia 2",
    sources: &[
        "github.com/lucia-auth/lucia, branch v2: documentation/content/main/database-adapters/*.md",
        "github.com/lucia-auth/lucia, branch v2: documentation/content/guidebook/drizzle-orm.md, kysely.md",
        "github.com/lucia-auth/lucia, branch v2: packages/lucia/src/auth/index.ts (key ids split at the first colon)",
    ],
    roles: &[
        RoleShape {
            name: "session",
            weight: 50,
            // A session adapter (Redis, unstorage) keeps the sessions elsewhere.
            presence: Presence::Usual,
            fields: &[
                FieldShape { name: "id", holds: Holds::Identity, nullable: None },
                FieldShape { name: "user_id", holds: Holds::Reference("user"), nullable: None },
                FieldShape { name: "active_expires", holds: Holds::Milliseconds, nullable: None },
                FieldShape { name: "idle_expires", holds: Holds::Milliseconds, nullable: None },
            ],
            never: &["token", "session_token", "secret_hash"],
            usual_tables: &["user_session", "auth_session", "session"],
        },
        RoleShape {
            name: "key",
            weight: 30,
            presence: Presence::Usual,
            fields: &[
                FieldShape { name: "id", holds: Holds::TextIdentity, nullable: None },
                FieldShape { name: "user_id", holds: Holds::Reference("user"), nullable: None },
                FieldShape { name: "hashed_password", holds: Holds::Text, nullable: Some(true) },
            ],
            // Lucia 0 called the first `primary`, Lucia 1 `primary_key`; both had `expires`.
            never: &["primary", "primary_key", "expires", "provider_id", "provider_user_id"],
            usual_tables: &["user_key", "auth_key", "key"],
        },
        RoleShape {
            name: "user",
            weight: 20,
            presence: Presence::Usual,
            fields: &[FieldShape { name: "id", holds: Holds::Identity, nullable: None }],
            never: &[],
            usual_tables: &["auth_user", "user", "users"],
        },
    ],
    targets: &["lucia-3", "as-is"],
};
