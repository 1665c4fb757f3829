-- Made by Better Auth 1.2, without cascades and indexes, and without `scope`; 1.7.0 has added `issuer`, and somebody a column.
CREATE TABLE "user" (
  "id" text NOT NULL PRIMARY KEY,
  "name" text NOT NULL,
  "email" text NOT NULL UNIQUE,
  "emailVerified" boolean NOT NULL,
  "image" text,
  "createdAt" timestamp NOT NULL,
  "updatedAt" timestamp NOT NULL
);
CREATE TABLE "session" (
  "id" text NOT NULL PRIMARY KEY,
  "expiresAt" timestamp NOT NULL,
  "token" text NOT NULL UNIQUE,
  "createdAt" timestamp NOT NULL,
  "updatedAt" timestamp NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "userId" text NOT NULL REFERENCES "user" ("id")
);
CREATE TABLE "account" (
  "id" text NOT NULL PRIMARY KEY,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL REFERENCES "user" ("id"),
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamp,
  "refreshTokenExpiresAt" timestamp,
  "password" text,
  "createdAt" timestamp NOT NULL,
  "updatedAt" timestamp NOT NULL,
  "issuer" text NOT NULL,
  "plan" varchar NOT NULL
);
CREATE TABLE "verification" (
  "id" text NOT NULL PRIMARY KEY,
  "identifier" text NOT NULL,
  "value" text NOT NULL,
  "expiresAt" timestamp NOT NULL,
  "createdAt" timestamp,
  "updatedAt" timestamp
);
CREATE UNIQUE INDEX "account_issuer_accountId_uidx" ON "account" ("issuer", "accountId");
CREATE VIEW "Issuers" AS SELECT "issuer", count(*) FROM "account" GROUP BY "issuer";
CREATE TABLE note (id serial PRIMARY KEY, author text REFERENCES "user" ("id"), body text);

INSERT INTO "user" VALUES
  ('u1', 'Anna', 'anna@example.org', true, NULL, '2024-01-02 03:04:05.678', '2024-01-02 03:04:05.678'),
  ('u2', 'Berta', 'berta@example.org', false, NULL, '2024-01-02 03:04:05', '2024-01-02 03:04:05');
INSERT INTO "session" VALUES ('s1', '2033-05-18 03:33:20', 'token-1', '2024-01-02 03:04:05', '2024-01-02 03:04:05', NULL, NULL, 'u1');
INSERT INTO "account" VALUES
  ('a1', 'u1', 'credential', 'u1', NULL, NULL, NULL, NULL, NULL, 'aa:bb', '2024-01-02 03:04:05', '2024-01-02 03:04:05', 'local:credential', 'x'),
  ('a2', 'g1', 'google', 'u1', 'ya29', NULL, 'ey', '2024-01-02 04:04:05', NULL, NULL, '2024-01-02 03:04:05', '2024-01-02 03:04:05', 'https://accounts.google.com', 'x'),
  ('a3', '1001', 'github', 'u2', 'gho', NULL, NULL, NULL, NULL, NULL, '2024-01-02 03:04:05', '2024-01-02 03:04:05', 'local:oauth:github', '');
INSERT INTO "verification" VALUES ('v1', 'anna@example.org', 'code', '2033-05-18 03:33:20', NULL, NULL);
INSERT INTO note (author, body) VALUES ('u1', 'one');
