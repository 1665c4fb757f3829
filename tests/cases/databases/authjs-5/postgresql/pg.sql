-- The page of the pg adapter: numbers for ids, no foreign key, and nothing unique.
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

INSERT INTO users (name, email, "emailVerified") VALUES
    ('Anna', 'anna@example.org', '2022-03-01 10:00:00.123+00'),
    (NULL, 'berta@example.org', NULL);
INSERT INTO accounts ("userId", type, provider, "providerAccountId", access_token, expires_at) VALUES
    (1, 'oauth', 'github', '1001', 'a1', 1700000000),
    (2, 'oidc', 'google', 'g-1', 'a2', NULL);
INSERT INTO sessions ("userId", expires, "sessionToken") VALUES
    (1, '2033-05-18 03:33:20+00', 'token-1'),
    (2, '2001-09-09 01:46:40.5+00', 'token-2');
INSERT INTO verification_token (identifier, expires, token) VALUES ('a@example.org', '2033-05-18 03:33:20+00', 't');
