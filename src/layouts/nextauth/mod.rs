//! NextAuth 3 and 4 and Auth.js 5 (github.com/nextauthjs/next-auth), by their adapters.

mod authjs_5;
mod nextauth_3;
mod nextauth_4;

pub use authjs_5::AUTHJS_5;
pub use nextauth_3::NEXTAUTH_3;
pub use nextauth_4::NEXTAUTH_4;

use super::{
    FieldShape, Holds, Presence, RoleShape, Unsaid, may, must, required, unsaid, unsaid_in_sqlite, usual,
};

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
        never: &[],
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

const PROVIDER: &[&str] = &["provider", "providerAccountId"];
const TOKEN: &[&str] = &["identifier", "token"];

const CANNOT_SAY: &[Unsaid] = &[
    unsaid(
        "whether the application was built with NextAuth 4 or Auth.js 5, where the tables are the same: `package.json` says it",
    ),
    unsaid(
        "what unit `expires_at` has: seconds since 1970, unless the official script from 3 to 4 made them milliseconds",
    ),
    unsaid_in_sqlite(
        "whether moments are milliseconds (Drizzle, Prisma), seconds (create-t3-app) or text (D1, Kysely)",
    ),
];
