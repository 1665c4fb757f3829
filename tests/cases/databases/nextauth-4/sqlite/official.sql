-- Prisma's tables of NextAuth 4 with OAuth 1.0 and a default that verifies; moments are milliseconds.
CREATE TABLE "Account" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "userId" TEXT NOT NULL,
    "type" TEXT NOT NULL,
    "provider" TEXT NOT NULL,
    "providerAccountId" TEXT NOT NULL,
    "refresh_token" TEXT,
    "access_token" TEXT,
    "expires_at" INTEGER,
    "token_type" TEXT,
    "scope" TEXT,
    "id_token" TEXT,
    "session_state" TEXT,
    "oauth_token_secret" TEXT,
    "oauth_token" TEXT,
    CONSTRAINT "Account_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE TABLE "Session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sessionToken" TEXT NOT NULL,
    "userId" TEXT NOT NULL,
    "expires" DATETIME NOT NULL,
    CONSTRAINT "Session_userId_fkey" FOREIGN KEY ("userId") REFERENCES "User" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE "User" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT,
    "email" TEXT,
    "emailVerified" DATETIME DEFAULT CURRENT_TIMESTAMP,
    "image" TEXT
);
CREATE TABLE "VerificationToken" (
    "identifier" TEXT NOT NULL,
    "token" TEXT NOT NULL,
    "expires" DATETIME NOT NULL
);
CREATE UNIQUE INDEX "Account_provider_providerAccountId_key" ON "Account" ("provider", "providerAccountId");
CREATE UNIQUE INDEX "Session_sessionToken_key" ON "Session" ("sessionToken");
CREATE UNIQUE INDEX "User_email_key" ON "User" ("email");
CREATE UNIQUE INDEX "VerificationToken_token_key" ON "VerificationToken" ("token");
CREATE UNIQUE INDEX "VerificationToken_identifier_token_key" ON "VerificationToken" ("identifier", "token");

INSERT INTO "User" ("id", "name", "email", "emailVerified") VALUES
    ('cl1', 'Anna', 'anna@example.org', 1646128800123),
    ('cl2', NULL, NULL, NULL);
INSERT INTO "Account" ("id", "userId", "type", "provider", "providerAccountId", "refresh_token", "access_token", "expires_at", "id_token", "oauth_token", "oauth_token_secret") VALUES
    ('ca1', 'cl1', 'oauth', 'google', 'g-1', 'r', 'é', 1700000000, 'i', NULL, NULL),
    ('ca2', 'cl1', 'oauth', 'twitter', 't-1', NULL, NULL, NULL, NULL, 'o''token', 'secret'),
    ('ca3', 'cl2', 'oauth', 'github', 'g-1', NULL, 'a', NULL, NULL, NULL, NULL);
INSERT INTO "Session" ("id", "sessionToken", "userId", "expires") VALUES
    ('cs1', 'token-1', 'cl1', 2000000000000),
    ('cs2', 'token-2', 'cl2', 1000000000500);
INSERT INTO "VerificationToken" ("identifier", "token", "expires") VALUES ('a@example.org', 't', 2000000000000);
