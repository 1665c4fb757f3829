-- The first draft of the page for Kysely: varchar(255) everywhere, OAuth 1.0, a default that verifies, no indexes.
CREATE TABLE "User" (
    "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "name" varchar(255),
    "email" varchar(255) UNIQUE,
    "emailVerified" timestamptz DEFAULT NOW(),
    "image" varchar(255)
);
CREATE TABLE "Account" (
    "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "userId" uuid NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE,
    "type" varchar(255) NOT NULL,
    "provider" varchar(255) NOT NULL,
    "providerAccountId" varchar(255) NOT NULL,
    "refresh_token" varchar(255),
    "access_token" varchar(255),
    "expires_at" bigint,
    "token_type" varchar(255),
    "scope" varchar(255),
    "id_token" varchar(255),
    "session_state" varchar(255),
    "oauth_token_secret" varchar(255),
    "oauth_token" varchar(255)
);
CREATE TABLE "Session" (
    "id" uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    "userId" uuid NOT NULL REFERENCES "User" ("id") ON DELETE CASCADE,
    "sessionToken" varchar(255) NOT NULL UNIQUE,
    "expires" timestamptz NOT NULL
);
CREATE TABLE "VerificationToken" (
    "identifier" varchar(255) NOT NULL,
    "token" varchar(255) NOT NULL UNIQUE,
    "expires" timestamptz NOT NULL
);

INSERT INTO "User" ("id", "name", "email", "emailVerified") VALUES
    ('11111111-1111-4111-8111-111111111111', 'Anna', 'anna@example.org', '2022-03-01 10:00:00.123+00'),
    ('22222222-2222-4222-8222-222222222222', NULL, NULL, NULL),
    ('33333333-3333-4333-8333-333333333333', 'Carl', 'Carl@example.org', '1999-12-31 23:59:59+00');
INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "access_token", "expires_at", "oauth_token", "oauth_token_secret") VALUES
    ('a1111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111', 'oauth', 'github', '1001', 'a1', 1700000000, NULL, NULL),
    ('a2222222-2222-4222-8222-222222222222', '11111111-1111-4111-8111-111111111111', 'oauth', 'twitter', '1001', NULL, NULL, 'token', 'secret'),
    ('a3333333-3333-4333-8333-333333333333', '22222222-2222-4222-8222-222222222222', 'oauth', 'google', '2:0:02', repeat('x', 255), 1700000000, NULL, NULL),
    ('a4444444-4444-4444-8444-444444444444', '33333333-3333-4333-8333-333333333333', 'email', 'email', 'carl@example.org', NULL, NULL, NULL, NULL);
INSERT INTO "Session" ("id", "userId", "sessionToken", "expires") VALUES
    ('b1111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111', 'token-1', '2033-05-18 03:33:20+00'),
    ('b2222222-2222-4222-8222-222222222222', '33333333-3333-4333-8333-333333333333', 'token-2', '2001-09-09 01:46:40+00');
INSERT INTO "VerificationToken" ("identifier", "token", "expires") VALUES ('berta@example.org', 'hash', '2033-05-18 03:33:20+00');
