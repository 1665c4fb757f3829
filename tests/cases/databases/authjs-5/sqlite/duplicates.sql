-- The D1 adapter's tables, in which accounts are there several times.
CREATE TABLE "accounts" (
    "id" text NOT NULL,
    "userId" text NOT NULL DEFAULT NULL,
    "type" text NOT NULL DEFAULT NULL,
    "provider" text NOT NULL DEFAULT NULL,
    "providerAccountId" text NOT NULL DEFAULT NULL,
    "refresh_token" text DEFAULT NULL,
    "access_token" text DEFAULT NULL,
    "expires_at" number DEFAULT NULL,
    "token_type" text DEFAULT NULL,
    "scope" text DEFAULT NULL,
    "id_token" text DEFAULT NULL,
    "session_state" text DEFAULT NULL,
    "oauth_token_secret" text DEFAULT NULL,
    "oauth_token" text DEFAULT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE "sessions" (
    "id" text NOT NULL,
    "sessionToken" text NOT NULL,
    "userId" text NOT NULL DEFAULT NULL,
    "expires" datetime NOT NULL DEFAULT NULL,
    PRIMARY KEY (sessionToken)
);
CREATE TABLE "users" (
    "id" text NOT NULL DEFAULT '',
    "name" text DEFAULT NULL,
    "email" text DEFAULT NULL,
    "emailVerified" datetime DEFAULT NULL,
    "image" text DEFAULT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE "verification_tokens" (
    "identifier" text NOT NULL,
    "token" text NOT NULL DEFAULT NULL,
    "expires" datetime NOT NULL DEFAULT NULL,
    PRIMARY KEY (token)
);
CREATE TABLE seen (account text);
CREATE TRIGGER account_goes AFTER DELETE ON accounts BEGIN INSERT INTO seen VALUES (OLD.id); END;

INSERT INTO users (id, name, email) VALUES ('u1', 'Anna', 'anna@example.org'), ('u2', NULL, 'berta@example.org'), ('u3', 'Carl', NULL);
INSERT INTO accounts (id, userId, type, provider, providerAccountId, access_token, expires_at, oauth_token) VALUES
    ('a1', 'u1', 'oauth', 'github', '1001', 'a1', 1700000000, 'kept'),
    ('a2', 'u1', 'oauth', 'github', '1001', 'a2', NULL, NULL),
    ('a3', 'u2', 'oauth', 'github', '1001', 'a3', 1600000000, NULL),
    ('a4', 'u3', 'oidc', 'google', 'g1', 'a4', NULL, NULL),
    ('a5', 'u3', 'oidc', 'google', 'g1', 'a5', NULL, NULL),
    ('a6', 'u3', 'oidc', 'google', 'g2', 'a6', NULL, NULL);
INSERT INTO sessions (id, sessionToken, userId, expires) VALUES ('s1', 'token-1', 'u1', '2033-05-18T03:33:20.000Z');
