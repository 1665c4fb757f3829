//! Lucia (github.com/lucia-auth/lucia): the library from 0 to 3, and the session layouts that its site taught afterwards.

use super::{
    Attributes, Edition, FieldShape, Holds, Kind, Layout, Mark, Naming, Presence, RoleShape, Unsaid, also,
    may, must, optional, required, unsaid, unsaid_in_sqlite, usual,
};

const USER: RoleShape = RoleShape {
    name: "user",
    presence: Presence::Usual,
    fields: &[must("id", Holds::Identity)],
    usual_tables: &["auth_user", "user", "users", "app_user"],
    ..RoleShape::PLAIN
};

const PRISMA_MARKS: &[Mark] = &[
    Mark::Named("session", "user_id", Naming::Camel),
    Mark::Type("session", "expires_at", Kind::Milliseconds),
];

/// Lucia 3: user and session; keys are gone. The guide of 2024 that followed it has the same tables.
pub const V3: Layout = Layout {
    name: "lucia",
    version: "3",
    versions: &["3", "sessions-2024"],
    title: "Lucia 3",
    sources: &[
        "github.com/lucia-auth/lucia, branch v3: docs/pages/database/postgresql.md, mysql.md, sqlite.md, drizzle.md, prisma.md",
        "github.com/lucia-auth/lucia, branch v3: packages/adapter-*/src/base.ts (column names are fixed)",
        "github.com/lucia-auth/lucia, commit a3d76c37: pages/sessions/basic-api/*.md, pages/sessions/migrate-lucia-v3.md (the guide of 2024)",
        "github.com/sveltejs/cli, commit 3003543a: packages/addons/lucia/index.ts (`sv add lucia`)",
    ],
    roles: &[
        // What a migration from Lucia 2 leaves behind, and what its guide makes of it: they vouch for the session table.
        RoleShape {
            name: "key",
            fields: &[KEY_ID, KEY_USER, KEY_HASH],
            never: &["primary", "primary_key", "expires", "expires_at"],
            usual_tables: &["user_key", "auth_key", "key", "keys"],
            // The guide copies keys into these and leaves the key table; what has happened since is in these alone.
            succeeded_by: &["oauth_account", "password"],
            ..RoleShape::PLAIN
        },
        RoleShape {
            name: "password",
            fields: &[
                also(must("hashed_password", Holds::Text), &["password_hash"]),
                must("user_id", Holds::Reference("user")),
            ],
            usual_tables: &["password"],
            ..RoleShape::PLAIN
        },
        RoleShape {
            name: "oauth_account",
            fields: &[
                must("provider_id", Holds::Text),
                must("provider_user_id", Holds::Text),
                must("user_id", Holds::Reference("user")),
            ],
            usual_tables: &["oauth_account"],
            ..RoleShape::PLAIN
        },
        RoleShape {
            name: "session",
            weight: 70,
            presence: Presence::Required,
            fields: &[
                must("id", Holds::SecretIdentity),
                required(must("user_id", Holds::Reference("user"))),
                required(must("expires_at", Holds::Moment)),
            ],
            never: &["active_expires", "idle_expires"],
            attributes: Attributes::Few,
            usual_tables: &["user_session", "session", "sessions"],
            unlike_tables: &[
                "reset",
                "verif",
                "invit",
                "code",
                "token",
                "otp",
                "member",
                "subscription",
                "key",
                "coupon",
            ],
            ..RoleShape::PLAIN
        },
        RoleShape { weight: 30, presence: Presence::Required, ..USER },
    ],
    editions: &[
        Edition {
            variant: Some("prisma"),
            versions: &["3", "sessions-2024"],
            title: None,
            must: PRISMA_MARKS,
            hints: &[Mark::UpdatesCascade("session")],
        },
        Edition {
            variant: Some("sv"),
            versions: &["3", "sessions-2024"],
            title: Some("Lucia 3, as sv add lucia makes it"),
            must: &[
                Mark::Has("user", "username"),
                Mark::Has("user", "password_hash"),
                Mark::Type("user", "id", Kind::Text),
                Mark::Table("session", "session"),
                Mark::Table("user", "user"),
            ],
            hints: &[],
        },
        // The guide's user ids are numbers that the database makes. Lucia 3 took them too, so that the name decides,
        // and what a migration to 3 leaves behind.
        Edition {
            variant: None,
            versions: &["sessions-2024", "3"],
            title: Some("the sessions of Lucia's guide of 2024"),
            must: &[
                Mark::Numbered("user", "id"),
                Mark::Table("session", "user_session"),
                Mark::Absent("key"),
                Mark::Absent("oauth_account"),
            ],
            hints: &[],
        },
    ],
    plain: true,
    succeeds: &[],
    catalogue: None,
    cannot_say: &[
        unsaid(
            "whether session ids are the cookie's value (Lucia 3) or its SHA-256 hash (the guide of 2024): ids of 40 characters are the value, 64 hexadecimal digits are the hash",
        ),
        unsaid_in_sqlite(
            "whether expiry is in seconds (Lucia, Drizzle's `timestamp`) or milliseconds (Prisma, Drizzle's `timestamp_ms`): values above 100000000000 are milliseconds",
        ),
        unsaid("which hash a password column holds: the value's beginning says it (`$argon2id$`, `s2:`, …)"),
    ],
    targets: &[
        "as-is",
        "lucia-sessions-2024",
        "lucia-sessions-2025",
        "lucia-sessions-2026",
        "better-auth-1",
        "authjs-5",
        "supertokens-import",
    ],
};

/// The guide of 2025: a session is an id and the hash of a secret; it expires by its age.
pub const SESSIONS_2025: Layout = Layout {
    name: "lucia",
    version: "sessions-2025",
    versions: &["sessions-2025"],
    title: "the sessions of Lucia's guide of 2025",
    sources: &[
        "github.com/lucia-auth/lucia, commit bcee3868: pages/sessions/basic.md, inactivity-timeout.md",
    ],
    roles: &[
        RoleShape {
            name: "session",
            weight: 90,
            presence: Presence::Required,
            fields: &[
                must("id", Holds::MadeIdentity),
                required(must("secret_hash", Holds::Any)),
                required(must("created_at", Holds::AnyMoment)),
                may("last_verified_at", Holds::AnyMoment),
                may("user_id", Holds::Reference("user")),
            ],
            never: &["expires_at", "expires", "token_last_verified_at", "active_expires", "idle_expires"],
            attributes: Attributes::Few,
            usual_tables: &["session", "sessions", "user_session"],
            ..RoleShape::PLAIN
        },
        RoleShape { weight: 10, ..USER },
    ],
    editions: &[],
    plain: true,
    succeeds: &["lucia-0", "lucia-1", "lucia-2", "lucia-3"],
    catalogue: None,
    cannot_say: &[unsaid("when a session expires: that is a constant in the application's code")],
    targets: &["lucia-sessions-2026", "as-is"],
};

/// The guide since 2026: the same with the moment of the last check, and a reference to the user.
pub const SESSIONS_2026: Layout = Layout {
    name: "lucia",
    version: "sessions-2026",
    versions: &["sessions-2026"],
    title: "the sessions of Lucia's guide of 2026",
    sources: &["github.com/lucia-auth/lucia, commit e1ef2bc6: code/auth_session.ts"],
    roles: &[
        RoleShape {
            name: "session",
            weight: 80,
            presence: Presence::Required,
            fields: &[
                must("id", Holds::MadeIdentity),
                required(must("user_id", Holds::Reference("user"))),
                required(must("secret_hash", Holds::Any)),
                required(must("token_last_verified_at", Holds::AnyMoment)),
                required(must("created_at", Holds::AnyMoment)),
            ],
            never: &["expires_at", "expires", "active_expires", "idle_expires"],
            usual_tables: &["auth_session", "session", "sessions"],
            ..RoleShape::PLAIN
        },
        RoleShape { weight: 20, ..USER },
    ],
    editions: &[],
    plain: false,
    succeeds: &["lucia-0", "lucia-1", "lucia-2", "lucia-3", "lucia-sessions-2025"],
    catalogue: None,
    cannot_say: &[unsaid("when a session expires: that is a constant in the application's code")],
    targets: &["as-is"],
};

/// The session table of Lucia 0, 1 and 2: two times in milliseconds.
const OLD_SESSION: RoleShape = RoleShape {
    name: "session",
    weight: 50,
    // A session adapter (Redis, unstorage) keeps the sessions elsewhere.
    presence: Presence::Usual,
    fields: &[
        must("id", Holds::Identity),
        must("user_id", Holds::Reference("user")),
        must("active_expires", Holds::Milliseconds),
        must("idle_expires", Holds::Milliseconds),
    ],
    never: &["token", "session_token", "secret_hash"],
    usual_tables: &["user_session", "auth_session", "session"],
    ..RoleShape::PLAIN
};

const KEY: RoleShape = RoleShape {
    name: "key",
    weight: 30,
    presence: Presence::Usual,
    usual_tables: &["user_key", "auth_key", "key"],
    ..RoleShape::PLAIN
};

const KEY_ID: FieldShape = must("id", Holds::TextIdentity);
const KEY_USER: FieldShape = must("user_id", Holds::Reference("user"));
const KEY_HASH: FieldShape = optional(must("hashed_password", Holds::Text));

const OLD_CANNOT_SAY: &[Unsaid] = &[
    unsaid("which providers the keys have: it stands before the first colon of a key's id"),
    unsaid("which hash a password column holds: the value's beginning says it (`s2:`, `$2a`, or none)"),
];

const OLD_PRISMA: &[Mark] = &[Mark::UpdatesCascade("session"), Mark::UpdatesCascade("key")];
const OLD_DRIZZLE_SQLITE: &[Mark] = &[Mark::Type("session", "active_expires", Kind::Binary)];

/// Lucia 2: user, key and session; times in milliseconds.
pub const V2: Layout = Layout {
    name: "lucia",
    version: "2",
    versions: &["2"],
    title: "Lucia 2",
    sources: &[
        "github.com/lucia-auth/lucia, branch v2: documentation/content/main/database-adapters/*.md",
        "github.com/lucia-auth/lucia, branch v2: documentation/content/guidebook/drizzle-orm.md, kysely.md",
        "github.com/lucia-auth/lucia, branch v2: packages/lucia/src/auth/index.ts (key ids split at the first colon)",
        "github.com/lucia-auth/lucia, branch v2: packages/lucia/src/auth/schema.ts; commit b02ae0a5: packages/lucia-auth/src/auth/schema.ts (which columns each writes)",
    ],
    roles: &[
        OLD_SESSION,
        RoleShape {
            // The last step from Lucia 1 drops `expires`. Until then Lucia 2 passes over it, while Lucia 1 cannot do
            // without the `primary_key` that is gone by then: it writes both with every key.
            fields: &[KEY_ID, KEY_USER, KEY_HASH, optional(may("expires", Holds::Milliseconds))],
            // Lucia 0 called it `primary`, Lucia 1 `primary_key`; it must have a value, which Lucia 2 does not give it.
            never: &["primary", "primary_key", "expires_at"],
            ..KEY
        },
        RoleShape { weight: 20, ..USER },
    ],
    editions: &[
        Edition {
            variant: Some("prisma"),
            versions: &["2"],
            title: None,
            must: OLD_PRISMA,
            hints: &[Mark::Index("session", "user_id")],
        },
        Edition {
            variant: Some("drizzle"),
            versions: &["2"],
            title: None,
            must: OLD_DRIZZLE_SQLITE,
            hints: &[],
        },
    ],
    plain: false,
    succeeds: &[],
    catalogue: None,
    cannot_say: OLD_CANNOT_SAY,
    targets: &[
        "lucia-3",
        "lucia-sessions-2024",
        "lucia-sessions-2025",
        "lucia-sessions-2026",
        "better-auth-1",
        "authjs-5",
        "supertokens-import",
        "as-is",
    ],
};

/// Lucia 1: keys know which is the first, and single-use keys expire.
pub const V1: Layout = Layout {
    name: "lucia",
    version: "1",
    versions: &["1"],
    title: "Lucia 1",
    sources: &[
        "github.com/lucia-auth/lucia, commit 1e4b557a: documentation/content/main/adapters/*.md",
        "github.com/lucia-auth/lucia, commit b02ae0a5: packages/adapter-*/src/core.ts (table names are fixed)",
    ],
    roles: &[
        OLD_SESSION,
        RoleShape {
            fields: &[
                KEY_ID,
                KEY_USER,
                must("primary_key", Holds::Flag),
                KEY_HASH,
                optional(usual("expires", Holds::Milliseconds)),
            ],
            never: &["primary"],
            ..KEY
        },
        RoleShape { weight: 20, ..USER },
    ],
    editions: &[Edition {
        variant: Some("prisma"),
        versions: &["1"],
        title: None,
        must: OLD_PRISMA,
        hints: &[Mark::Index("session", "user_id")],
    }],
    plain: false,
    succeeds: &[],
    catalogue: None,
    cannot_say: OLD_CANNOT_SAY,
    targets: &[
        "lucia-3",
        "lucia-2",
        "lucia-sessions-2024",
        "lucia-sessions-2025",
        "lucia-sessions-2026",
        "better-auth-1",
        "authjs-5",
        "supertokens-import",
        "as-is",
    ],
};

/// Lucia 0: the same under other names.
pub const V0: Layout = Layout {
    name: "lucia",
    version: "0",
    versions: &["0"],
    title: "Lucia 0",
    sources: &[
        "github.com/lucia-auth/lucia, commit 9b24e69e: documentation/collection/main/learn/adapters/kysely.md, reference/adapters/database-model.md",
    ],
    roles: &[
        OLD_SESSION,
        RoleShape {
            fields: &[
                KEY_ID,
                KEY_USER,
                must("primary", Holds::Flag),
                KEY_HASH,
                optional(usual("expires", Holds::Milliseconds)),
            ],
            never: &["primary_key"],
            ..KEY
        },
        RoleShape { weight: 20, ..USER },
    ],
    editions: &[Edition {
        variant: Some("prisma"),
        versions: &["0"],
        title: None,
        must: OLD_PRISMA,
        hints: &[Mark::Index("session", "user_id")],
    }],
    plain: false,
    succeeds: &[],
    catalogue: None,
    cannot_say: OLD_CANNOT_SAY,
    targets: &[
        "lucia-3",
        "lucia-2",
        "lucia-1",
        "lucia-sessions-2024",
        "lucia-sessions-2025",
        "lucia-sessions-2026",
        "better-auth-1",
        "authjs-5",
        "supertokens-import",
        "as-is",
    ],
};
