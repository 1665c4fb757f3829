-- The tables of the Kysely adapter's tests: moments are texts as JavaScript writes them.
CREATE TABLE "User" (
  id varchar PRIMARY KEY DEFAULT (lower(hex(randomblob(16)))),
  name text,
  email text NOT NULL UNIQUE,
  "emailVerified" timestamptz,
  image text
);
CREATE TABLE "Account" (
  id varchar PRIMARY KEY DEFAULT (lower(hex(randomblob(16)))),
  "userId" varchar NOT NULL REFERENCES "User" (id) ON DELETE CASCADE,
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
  id varchar PRIMARY KEY DEFAULT (lower(hex(randomblob(16)))),
  "userId" varchar NOT NULL REFERENCES "User" (id) ON DELETE CASCADE,
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

INSERT INTO "User" ("id", "name", "email", "emailVerified") VALUES
    ('11111111-1111-4111-8111-111111111111', 'Anna', 'anna@example.org', '2022-03-01T10:00:00.123Z'),
    ('22222222-2222-4222-8222-222222222222', NULL, 'berta@example.org', NULL);
INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "access_token", "expires_at") VALUES
    ('a1111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111', 'oauth', 'twitter', '1001', 'a1', 1700000000),
    ('a2222222-2222-4222-8222-222222222222', '22222222-2222-4222-8222-222222222222', 'oidc', 'google', '2:0:02', NULL, NULL);
INSERT INTO "Session" ("id", "userId", "sessionToken", "expires") VALUES
    ('b1111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111', 'token-1', '2033-05-18T03:33:20.000Z'),
    ('b2222222-2222-4222-8222-222222222222', '22222222-2222-4222-8222-222222222222', 'token-2', '2001-09-09T01:46:40.500Z');
INSERT INTO "VerificationToken" ("identifier", "token", "expires") VALUES ('a@example.org', 't', '2033-05-18T03:33:20.000Z');
