-- The pg adapter's tables, in which nothing is unique: accounts and a session are there several times.
CREATE TABLE verification_token (
    identifier TEXT NOT NULL,
    expires TIMESTAMPTZ NOT NULL,
    token TEXT NOT NULL,
    PRIMARY KEY (identifier, token)
);
CREATE TABLE accounts (
    id SERIAL,
    "userId" INTEGER NOT NULL,
    type VARCHAR(255) NOT NULL,
    provider VARCHAR(255) NOT NULL,
    "providerAccountId" VARCHAR(255) NOT NULL,
    refresh_token TEXT,
    access_token TEXT,
    expires_at BIGINT,
    id_token TEXT,
    scope TEXT,
    session_state TEXT,
    token_type TEXT,
    oauth_token TEXT,
    PRIMARY KEY (id)
);
CREATE TABLE sessions (
    id SERIAL,
    "userId" INTEGER NOT NULL,
    expires TIMESTAMPTZ NOT NULL,
    "sessionToken" VARCHAR(255) NOT NULL,
    PRIMARY KEY (id)
);
CREATE TABLE users (
    id SERIAL,
    name VARCHAR(255),
    email VARCHAR(255),
    "emailVerified" TIMESTAMPTZ,
    image TEXT,
    PRIMARY KEY (id)
);

INSERT INTO users (name, email) VALUES ('Anna', 'anna@example.org'), (NULL, 'berta@example.org'), ('Carl', NULL);
-- Anna's twice, and once more with Berta; case makes a difference; Carl's is alone.
INSERT INTO accounts (id, "userId", type, provider, "providerAccountId", access_token, expires_at, oauth_token) VALUES
    (8, 1, 'oauth', 'github', '1001', 'a1', 1700000000, NULL),
    (9, 1, 'oauth', 'github', '1001', 'a2', NULL, 'kept'),
    (10, 2, 'oauth', 'github', '1001', 'a3', 1600000000, NULL),
    (11, 2, 'oauth', 'GitHub', '1001', 'a4', NULL, NULL),
    (12, 3, 'oidc', 'google', '1001', 'a5', NULL, NULL);
SELECT setval('accounts_id_seq', 12);
INSERT INTO sessions ("userId", expires, "sessionToken") VALUES
    (1, '2033-05-18 03:33:20+00', 'token-1'),
    (2, '2001-09-09 01:46:40.5+00', 'token-2'),
    (2, '2034-09-09 01:46:40.5+00', 'token-2');
INSERT INTO verification_token (identifier, expires, token) VALUES ('a@example.org', '2033-05-18 03:33:20+00', 't');
