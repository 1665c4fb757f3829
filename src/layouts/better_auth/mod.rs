//! Better Auth (github.com/better-auth/better-auth): the core's tables by release, and those of its plugins.

mod plugins;

use super::{
    Edition, FieldShape, Holds, Kind, Layout, Mark, Naming, Presence, RoleShape, also, may, must, optional,
    required, unsaid, unsaid_in_sqlite, usual,
};

const A: &str = "account";
const S: &str = "session";
const V: &str = "verification";

const ACCOUNT: RoleShape = RoleShape {
    name: A,
    weight: 50,
    presence: Presence::Required,
    fields: &[
        must("id", Holds::Identity),
        // Its guide for those who come from Auth.js keeps the names of theirs.
        required(also(must("accountId", Holds::Any), &["providerAccountId"])),
        required(also(must("providerId", Holds::Any), &["provider"])),
        must("userId", Holds::Reference("user")),
        optional(usual("accessToken", Holds::Text)),
        optional(usual("refreshToken", Holds::Text)),
        optional(usual("idToken", Holds::Text)),
        usual("accessTokenExpiresAt", Holds::AnyMoment),
        usual("refreshTokenExpiresAt", Holds::AnyMoment),
        usual("scope", Holds::Text),
        optional(usual("password", Holds::Text)),
        usual("createdAt", Holds::AnyMoment),
        usual("updatedAt", Holds::AnyMoment),
        may("issuer", Holds::Text),
    ],
    usual_tables: &["account", "accounts"],
    ..RoleShape::PLAIN
};

const SESSION_FIELDS: &[FieldShape] = &[
    must("id", Holds::Identity),
    required(must("expiresAt", Holds::AnyMoment)),
    required(must("token", Holds::Any)),
    usual("createdAt", Holds::AnyMoment),
    usual("updatedAt", Holds::AnyMoment),
    usual("ipAddress", Holds::Any),
    usual("userAgent", Holds::Any),
    must("userId", Holds::Reference("user")),
    may("impersonatedBy", Holds::Any),
    may("activeOrganizationId", Holds::Any),
    may("activeTeamId", Holds::Any),
];

const VERIFICATION: RoleShape = RoleShape {
    name: V,
    weight: 10,
    presence: Presence::Usual,
    fields: &[
        must("id", Holds::Identity),
        must("identifier", Holds::Any),
        must("value", Holds::Any),
        must("expiresAt", Holds::AnyMoment),
        usual("createdAt", Holds::AnyMoment),
        usual("updatedAt", Holds::AnyMoment),
    ],
    usual_tables: &["verification", "verifications"],
    ..RoleShape::PLAIN
};

const USER: RoleShape = RoleShape {
    name: "user",
    weight: 15,
    presence: Presence::Usual,
    fields: &[
        must("id", Holds::Identity),
        usual("name", Holds::Text),
        usual("email", Holds::Any),
        usual("emailVerified", Holds::Flag),
        usual("image", Holds::Text),
        usual("createdAt", Holds::AnyMoment),
        usual("updatedAt", Holds::AnyMoment),
        may("role", Holds::Any),
        may("banned", Holds::Flag),
        may("banReason", Holds::Text),
        may("banExpires", Holds::AnyMoment),
        may("twoFactorEnabled", Holds::Flag),
        may("username", Holds::Text),
        may("displayUsername", Holds::Text),
        may("isAnonymous", Holds::Flag),
        may("phoneNumber", Holds::Text),
        may("phoneNumberVerified", Holds::Flag),
        may("lastLoginMethod", Holds::Text),
    ],
    usual_tables: &["user", "users"],
    ..RoleShape::PLAIN
};

const fn release(
    variant: &'static str,
    versions: &'static [&'static str],
    title: &'static str,
    must: &'static [Mark],
    hints: &'static [Mark],
) -> Edition {
    Edition { variant: Some(variant), versions, title: Some(title), must, hints }
}

const SNAKE: Mark = Mark::Named(A, "userId", Naming::Snake);
const PRISMA: Mark = Mark::UpdatesCascade(S);
const NOT_PRISMA: Mark = Mark::NoUpdateCascade(S);

const ISSUER: &[&str] = &["1", "1.7"];
const INDEXED: &[&str] = &["1", "1.7", "1.6", "1.5", "1.4"];
const CASCADING: &[&str] = &["1", "1.7", "1.6", "1.5", "1.4", "1.3"];
const EARLY: &[&str] = &["1", "1.3", "1.2", "1.1", "1.0"];
const DRIZZLE_EARLY: &[&str] = &["1", "1.3", "1.2", "1.1"];
const ALL: &[&str] = &["1", "1.7", "1.6", "1.5", "1.4", "1.3", "1.2", "1.1", "1.0"];

const ISSUER_TITLE: &str = "Better Auth 1.7.0 to 1.7.2, with `issuer`";
const INDEXED_TITLE: &str = "Better Auth 1.4 to 1.7";
const CASCADING_TITLE: &str = "Better Auth 1.3 to 1.7";
const EARLY_TITLE: &str = "Better Auth 1.0 to 1.3";

/// Better Auth 1, all releases.
pub const V1: Layout = Layout {
    name: "better-auth",
    version: "1",
    versions: ALL,
    title: "Better Auth 1",
    sources: &[
        "npmjs.com/package/better-auth, 1.0.22 to 1.7.24: getMigrations() of each minor release",
        "github.com/better-auth/better-auth, commit 451aa4b6: packages/cli/src/generators/drizzle.ts, prisma.ts",
        "github.com/better-auth/better-auth, docs/content/docs/guides/next-auth-migration-guide.mdx (renamed fields)",
        "github.com/better-auth/better-auth, pull requests 10403 and 11154 (`account.issuer` in 1.7.0 to 1.7.2)",
    ],
    roles: &[
        ACCOUNT,
        RoleShape {
            name: S,
            weight: 25,
            presence: Presence::Usual,
            fields: SESSION_FIELDS,
            never: &["sessionToken"],
            usual_tables: &["session", "sessions"],
            ..RoleShape::PLAIN
        },
        VERIFICATION,
        USER,
        plugins::TWO_FACTOR,
        plugins::PASSKEY,
        plugins::ORGANIZATION,
        plugins::MEMBER,
        plugins::INVITATION,
        plugins::TEAM,
        plugins::TEAM_MEMBER,
        plugins::ORGANIZATION_ROLE,
        plugins::JWKS,
        plugins::OAUTH_APPLICATION,
        plugins::OAUTH_ACCESS_TOKEN,
        plugins::OAUTH_CONSENT,
        plugins::API_KEY,
        plugins::WALLET_ADDRESS,
        plugins::DEVICE_CODE,
        plugins::RATE_LIMIT,
    ],
    editions: &[
        release(
            "kysely",
            ISSUER,
            ISSUER_TITLE,
            &[
                Mark::Has(A, "issuer"),
                Mark::NotNull(A, "issuer"),
                Mark::Named(A, "userId", Naming::Camel),
                NOT_PRISMA,
            ],
            &[],
        ),
        release(
            "drizzle",
            ISSUER,
            ISSUER_TITLE,
            &[Mark::Has(A, "issuer"), Mark::NotNull(A, "issuer"), SNAKE, NOT_PRISMA],
            &[],
        ),
        release(
            "prisma",
            ISSUER,
            ISSUER_TITLE,
            &[Mark::Has(A, "issuer"), Mark::NotNull(A, "issuer"), PRISMA],
            &[Mark::Type(S, "expiresAt", Kind::Milliseconds)],
        ),
        release(
            "prisma",
            INDEXED,
            INDEXED_TITLE,
            &[PRISMA, Mark::Index(S, "userId")],
            &[Mark::Type(S, "expiresAt", Kind::Milliseconds)],
        ),
        release("prisma", ALL, "Better Auth 1", &[PRISMA], &[Mark::Type(S, "expiresAt", Kind::Milliseconds)]),
        release(
            "drizzle",
            INDEXED,
            INDEXED_TITLE,
            &[SNAKE, NOT_PRISMA, Mark::Cascades(S), Mark::Index(S, "userId")],
            &[],
        ),
        release(
            "drizzle",
            CASCADING,
            CASCADING_TITLE,
            &[SNAKE, NOT_PRISMA, Mark::Cascades(S)],
            &[Mark::Default(S, "createdAt")],
        ),
        release(
            "drizzle",
            DRIZZLE_EARLY,
            EARLY_TITLE,
            &[SNAKE, NOT_PRISMA, Mark::NoDefault(S, "createdAt")],
            &[Mark::NoIndex(S, "userId")],
        ),
        release(
            "kysely",
            INDEXED,
            INDEXED_TITLE,
            &[
                Mark::Named(A, "userId", Naming::Camel),
                NOT_PRISMA,
                Mark::Cascades(S),
                Mark::Index(S, "userId"),
            ],
            &[],
        ),
        release(
            "kysely",
            CASCADING,
            CASCADING_TITLE,
            &[Mark::Named(A, "userId", Naming::Camel), NOT_PRISMA, Mark::Cascades(S)],
            &[],
        ),
        release(
            "kysely",
            EARLY,
            EARLY_TITLE,
            &[Mark::Named(A, "userId", Naming::Camel), NOT_PRISMA, Mark::NoCascade(S), Mark::Refers(S)],
            &[Mark::NoIndex(S, "userId")],
        ),
    ],
    plain: false,
    succeeds: &[],
    catalogue: None,
    cannot_say: &[
        unsaid(
            "the exact release: Better Auth never changes a column that is there, so a database keeps the types of the release that made it",
        ),
        unsaid_in_sqlite(
            "whether Drizzle's moments are seconds (before 1.3.24) or milliseconds (since): values above 100000000000 are milliseconds",
        ),
        unsaid("which hash a password column holds: `salt:key` in hexadecimal digits is Better Auth's own"),
    ],
    targets: &["as-is", "better-auth-1", "supertokens-import"],
};

/// Better Auth before 1.0: a session's id is its token, and an account has one expiry.
pub const V0: Layout = Layout {
    name: "better-auth",
    version: "0.8",
    versions: &["0.8"],
    title: "Better Auth 0.8",
    sources: &[
        "github.com/better-auth/better-auth, tags v0.8.0 to v0.8.8: packages/better-auth/src/db/get-tables.ts",
    ],
    roles: &[
        RoleShape {
            fields: &[
                must("id", Holds::Identity),
                must("accountId", Holds::Any),
                must("providerId", Holds::Any),
                must("userId", Holds::Reference("user")),
                usual("accessToken", Holds::Text),
                usual("refreshToken", Holds::Text),
                usual("idToken", Holds::Text),
                usual("expiresAt", Holds::AnyMoment),
                usual("password", Holds::Text),
            ],
            never: &[
                "providerAccountId",
                "accessTokenExpiresAt",
                "refreshTokenExpiresAt",
                "scope",
                "createdAt",
            ],
            ..ACCOUNT
        },
        RoleShape {
            name: S,
            weight: 25,
            presence: Presence::Usual,
            fields: &[
                must("id", Holds::Identity),
                must("expiresAt", Holds::AnyMoment),
                usual("ipAddress", Holds::Any),
                usual("userAgent", Holds::Any),
                must("userId", Holds::Reference("user")),
            ],
            never: &["token", "sessionToken"],
            usual_tables: &["session", "sessions"],
            ..RoleShape::PLAIN
        },
        RoleShape {
            fields: &[
                must("id", Holds::Identity),
                must("identifier", Holds::Any),
                must("value", Holds::Any),
                must("expiresAt", Holds::AnyMoment),
            ],
            never: &["updatedAt"],
            ..VERIFICATION
        },
        USER,
    ],
    editions: &[
        Edition { variant: Some("prisma"), versions: &["0.8"], title: None, must: &[PRISMA], hints: &[] },
        Edition { variant: Some("kysely"), versions: &["0.8"], title: None, must: &[NOT_PRISMA], hints: &[] },
    ],
    plain: false,
    succeeds: &[],
    catalogue: None,
    cannot_say: &[unsaid("whether a session's id is the cookie's value: it is in 0.8")],
    targets: &["as-is", "supertokens-import"],
};
