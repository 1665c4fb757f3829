//! The tables of Better Auth's plugins.
//!
//! Source: npmjs.com/package/better-auth 1.7.7 (getMigrations() with every plugin), and
//! github.com/better-auth/better-auth, commit 451aa4b6: packages/*/src/schema.ts.

use crate::layouts::{Holds, RoleShape, may, must, usual};

/// `twoFactor`.
pub const TWO_FACTOR: RoleShape = RoleShape {
    name: "twoFactor",
    fields: &[
        must("id", Holds::Identity),
        must("secret", Holds::Any),
        must("backupCodes", Holds::Any),
        must("userId", Holds::Reference("user")),
        may("verified", Holds::Flag),
        may("failedVerificationCount", Holds::Number),
        may("lockedUntil", Holds::AnyMoment),
    ],
    usual_tables: &["twoFactor"],
    ..RoleShape::PLAIN
};

/// `passkey`.
pub const PASSKEY: RoleShape = RoleShape {
    name: "passkey",
    fields: &[
        must("id", Holds::Identity),
        may("name", Holds::Text),
        must("publicKey", Holds::Any),
        must("userId", Holds::Reference("user")),
        must("credentialID", Holds::Any),
        must("counter", Holds::Number),
        usual("deviceType", Holds::Any),
        usual("backedUp", Holds::Flag),
        usual("transports", Holds::Any),
        may("createdAt", Holds::AnyMoment),
        may("aaguid", Holds::Any),
    ],
    usual_tables: &["passkey", "passkeys"],
    ..RoleShape::PLAIN
};

/// `organization`.
pub const ORGANIZATION: RoleShape = RoleShape {
    name: "organization",
    fields: &[
        must("id", Holds::Identity),
        must("name", Holds::Any),
        must("slug", Holds::Any),
        must("logo", Holds::Any),
        must("metadata", Holds::Any),
        usual("createdAt", Holds::AnyMoment),
    ],
    usual_tables: &["organization", "organizations"],
    ..RoleShape::PLAIN
};

/// `member`.
pub const MEMBER: RoleShape = RoleShape {
    name: "member",
    fields: &[
        must("id", Holds::Identity),
        must("organizationId", Holds::Any),
        must("userId", Holds::Reference("user")),
        must("role", Holds::Any),
        usual("createdAt", Holds::AnyMoment),
    ],
    usual_tables: &["member", "members"],
    ..RoleShape::PLAIN
};

/// `invitation`.
pub const INVITATION: RoleShape = RoleShape {
    name: "invitation",
    fields: &[
        must("id", Holds::Identity),
        must("organizationId", Holds::Any),
        must("email", Holds::Any),
        must("status", Holds::Any),
        must("expiresAt", Holds::AnyMoment),
        must("inviterId", Holds::Reference("user")),
        may("role", Holds::Any),
        may("teamId", Holds::Any),
        may("createdAt", Holds::AnyMoment),
    ],
    usual_tables: &["invitation", "invitations"],
    ..RoleShape::PLAIN
};

/// `team`.
pub const TEAM: RoleShape = RoleShape {
    name: "team",
    fields: &[
        must("id", Holds::Identity),
        must("name", Holds::Any),
        must("organizationId", Holds::Any),
        must("createdAt", Holds::AnyMoment),
        may("updatedAt", Holds::AnyMoment),
        may("memberCount", Holds::Number),
    ],
    never: &["userId", "email"],
    usual_tables: &["team", "teams"],
    ..RoleShape::PLAIN
};

/// `teamMember`.
pub const TEAM_MEMBER: RoleShape = RoleShape {
    name: "teamMember",
    fields: &[
        must("id", Holds::Identity),
        must("teamId", Holds::Any),
        must("userId", Holds::Reference("user")),
        may("membershipKey", Holds::Any),
        must("createdAt", Holds::AnyMoment),
    ],
    usual_tables: &["teamMember", "teamMembers"],
    ..RoleShape::PLAIN
};

/// `organizationRole`.
pub const ORGANIZATION_ROLE: RoleShape = RoleShape {
    name: "organizationRole",
    fields: &[
        must("id", Holds::Identity),
        must("organizationId", Holds::Any),
        must("role", Holds::Any),
        must("permission", Holds::Any),
        may("createdAt", Holds::AnyMoment),
        may("updatedAt", Holds::AnyMoment),
    ],
    usual_tables: &["organizationRole"],
    ..RoleShape::PLAIN
};

/// `jwks`.
pub const JWKS: RoleShape = RoleShape {
    name: "jwks",
    fields: &[
        must("id", Holds::Identity),
        must("publicKey", Holds::Any),
        must("privateKey", Holds::Any),
        must("createdAt", Holds::AnyMoment),
        may("expiresAt", Holds::AnyMoment),
        may("alg", Holds::Any),
        may("crv", Holds::Any),
    ],
    usual_tables: &["jwks"],
    ..RoleShape::PLAIN
};

/// `oauthApplication`, up to 1.6.
pub const OAUTH_APPLICATION: RoleShape = RoleShape {
    name: "oauthApplication",
    fields: &[
        must("id", Holds::Identity),
        must("clientId", Holds::Any),
        must("clientSecret", Holds::Any),
        must("redirectURLs", Holds::Any),
        may("userId", Holds::Reference("user")),
    ],
    usual_tables: &["oauthApplication"],
    ..RoleShape::PLAIN
};

/// `oauthAccessToken`, up to 1.6.
pub const OAUTH_ACCESS_TOKEN: RoleShape = RoleShape {
    name: "oauthAccessToken",
    fields: &[
        must("id", Holds::Identity),
        must("accessToken", Holds::Any),
        must("refreshToken", Holds::Any),
        must("accessTokenExpiresAt", Holds::AnyMoment),
        must("clientId", Holds::Any),
        must("scopes", Holds::Any),
        may("userId", Holds::Reference("user")),
    ],
    usual_tables: &["oauthAccessToken"],
    ..RoleShape::PLAIN
};

/// `oauthConsent`, up to 1.6.
pub const OAUTH_CONSENT: RoleShape = RoleShape {
    name: "oauthConsent",
    fields: &[
        must("id", Holds::Identity),
        must("clientId", Holds::Any),
        must("userId", Holds::Reference("user")),
        must("scopes", Holds::Any),
        must("consentGiven", Holds::Flag),
    ],
    usual_tables: &["oauthConsent"],
    ..RoleShape::PLAIN
};

/// `apikey`.
pub const API_KEY: RoleShape = RoleShape {
    name: "apikey",
    fields: &[
        must("id", Holds::Identity),
        must("start", Holds::Any),
        must("prefix", Holds::Any),
        must("key", Holds::Any),
        usual("refillInterval", Holds::Number),
        usual("refillAmount", Holds::Number),
        usual("rateLimitEnabled", Holds::Flag),
        usual("remaining", Holds::Number),
        usual("permissions", Holds::Any),
        may("userId", Holds::Reference("user")),
        may("referenceId", Holds::Any),
        may("configId", Holds::Any),
    ],
    usual_tables: &["apikey", "apikeys"],
    ..RoleShape::PLAIN
};

/// `walletAddress`.
pub const WALLET_ADDRESS: RoleShape = RoleShape {
    name: "walletAddress",
    fields: &[
        must("id", Holds::Identity),
        must("userId", Holds::Reference("user")),
        must("address", Holds::Any),
        must("chainId", Holds::Number),
        usual("isPrimary", Holds::Flag),
        may("createdAt", Holds::AnyMoment),
    ],
    usual_tables: &["walletAddress"],
    ..RoleShape::PLAIN
};

/// `deviceCode`.
pub const DEVICE_CODE: RoleShape = RoleShape {
    name: "deviceCode",
    fields: &[
        must("id", Holds::Identity),
        must("deviceCode", Holds::Any),
        must("userCode", Holds::Any),
        must("expiresAt", Holds::AnyMoment),
        must("status", Holds::Any),
        may("userId", Holds::Any),
        may("pollingInterval", Holds::Number),
    ],
    usual_tables: &["deviceCode"],
    ..RoleShape::PLAIN
};

/// `rateLimit`, when it is kept in the database.
pub const RATE_LIMIT: RoleShape = RoleShape {
    name: "rateLimit",
    fields: &[
        must("key", Holds::Any),
        must("count", Holds::Number),
        must("lastRequest", Holds::Number),
        may("id", Holds::Identity),
    ],
    usual_tables: &["rateLimit"],
    ..RoleShape::PLAIN
};
