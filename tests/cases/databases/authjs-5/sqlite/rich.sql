-- The D1 adapter's tables, with a password column, a trigger and a table of the application's.
CREATE TABLE IF NOT EXISTS "accounts" (
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
CREATE TABLE IF NOT EXISTS "sessions" (
    "id" text NOT NULL,
    "sessionToken" text NOT NULL,
    "userId" text NOT NULL DEFAULT NULL,
    "expires" datetime NOT NULL DEFAULT NULL,
    PRIMARY KEY (sessionToken)
);
CREATE TABLE IF NOT EXISTS "users" (
    "id" text NOT NULL DEFAULT '',
    "name" text DEFAULT NULL,
    "email" text DEFAULT NULL,
    "emailVerified" datetime DEFAULT NULL,
    "image" text DEFAULT NULL,
    "password" text,
    "seen" integer NOT NULL DEFAULT 0,
    PRIMARY KEY (id)
);
CREATE TABLE IF NOT EXISTS "verification_tokens" (
    "identifier" text NOT NULL,
    "token" text NOT NULL DEFAULT NULL,
    "expires" datetime NOT NULL DEFAULT NULL,
    PRIMARY KEY (token)
);
CREATE TABLE note (id integer PRIMARY KEY, author text REFERENCES users (id) ON DELETE CASCADE, body text);
CREATE INDEX user_seen ON users (seen) WHERE seen > 0;
CREATE TRIGGER user_seen_more AFTER UPDATE ON users BEGIN UPDATE users SET seen = seen + 1 WHERE id = NEW.id AND seen = OLD.seen; END;

INSERT INTO users (id, name, email, emailVerified, password) VALUES
    ('u1', 'Anna', 'Anna@Example.org', '2024-03-01T10:00:00.123Z', '0123456789abcdef:abcdef'),
    ('u2', NULL, NULL, NULL, NULL),
    ('u3', 'Carl', 'carl@example.org', '1999-12-31T23:59:59.000Z', '$2b$12$abcdefghijklmnopqrstuv');
INSERT INTO accounts (id, userId, type, provider, providerAccountId, access_token, expires_at, oauth_token) VALUES
    ('a1', 'u1', 'oauth', 'github', '1001', 'a1', 1700000000, NULL),
    ('a2', 'u2', 'oidc', 'google', 'g:2', NULL, NULL, 'old'),
    ('a3', 'u3', 'oauth', 'microsoft-entra-id', 'm3', 'x', 2000000000, NULL);
INSERT INTO sessions (id, sessionToken, userId, expires) VALUES ('s1', 'token-1', 'u1', '2033-05-18T03:33:20.000Z');
INSERT INTO note (author, body) VALUES ('u1', 'one'), ('u3', NULL);
