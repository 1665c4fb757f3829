-- The page of Auth.js for Kysely.
CREATE TABLE "User" (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    name text,
    email text UNIQUE NOT NULL,
    "emailVerified" timestamptz,
    image text
);
CREATE TABLE "Account" (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "userId" uuid NOT NULL REFERENCES "User" (id) ON DELETE CASCADE,
    type text NOT NULL,
    provider text NOT NULL,
    "providerAccountId" text NOT NULL,
    refresh_token text,
    access_token text,
    expires_at bigint,
    token_type text,
    scope text,
    id_token text,
    session_state text
);
CREATE TABLE "Session" (
    id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "userId" uuid NOT NULL REFERENCES "User" (id) ON DELETE CASCADE,
    "sessionToken" text NOT NULL UNIQUE,
    expires timestamptz NOT NULL
);
CREATE TABLE "VerificationToken" (
    identifier text NOT NULL,
    token text NOT NULL UNIQUE,
    expires timestamptz NOT NULL
);
CREATE INDEX "Account_userId_index" ON "Account" ("userId");
CREATE INDEX "Session_userId_index" ON "Session" ("userId");

INSERT INTO "User" (id, name, email, "emailVerified", image) VALUES
    ('11111111-1111-4111-8111-111111111111', 'Anna', 'Anna@Example.org', '2024-03-01 10:00:00.123+00', 'https://example.org/a.png'),
    ('22222222-2222-4222-8222-222222222222', NULL, 'berta@example.org', NULL, NULL),
    ('33333333-3333-4333-8333-333333333333', 'Carl', 'carl@example.org', '1999-12-31 23:59:59+00', NULL);
INSERT INTO "Account" (id, "userId", type, provider, "providerAccountId", refresh_token, access_token, expires_at, token_type, scope, id_token, session_state) VALUES
    ('a1111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111', 'oauth', 'github', '1001', 'r1', 'a1', 1700000000, 'bearer', 'read:user', NULL, NULL),
    ('a2222222-2222-4222-8222-222222222222', '11111111-1111-4111-8111-111111111111', 'oidc', 'azure-ad', 'sub-1', NULL, 'a2', 1700000000123, 'Bearer', 'openid', 'e.y.z', 's-1'),
    ('a3333333-3333-4333-8333-333333333333', '22222222-2222-4222-8222-222222222222', 'oidc', 'google', '2:0:02', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('a4444444-4444-4444-8444-444444444444', '33333333-3333-4333-8333-333333333333', 'email', 'email', 'carl@example.org', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO "Session" (id, "userId", "sessionToken", expires) VALUES
    ('b1111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111', 'token-1', '2033-05-18 03:33:20+00');
INSERT INTO "VerificationToken" (identifier, token, expires) VALUES ('berta@example.org', 'hash', '2033-05-18 03:33:20+00');
