-- Prisma's shape of NextAuth 4 with OAuth 1.0, short tokens, foreign keys that hold, a view over the accounts, and tables
-- of the application's own.
CREATE TABLE users (
    id text NOT NULL PRIMARY KEY,
    name text,
    email text,
    email_verified timestamp(3) DEFAULT CURRENT_TIMESTAMP,
    image text,
    plan text NOT NULL DEFAULT 'free'
);
CREATE TABLE accounts (
    id text NOT NULL PRIMARY KEY,
    user_id text NOT NULL,
    type text NOT NULL,
    provider text NOT NULL,
    provider_account_id text NOT NULL,
    refresh_token varchar(191),
    access_token varchar(191),
    expires_at integer,
    token_type text,
    scope text,
    id_token varchar(191),
    session_state text,
    oauth_token_secret text,
    oauth_token text,
    CONSTRAINT accounts_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
CREATE UNIQUE INDEX accounts_provider_provider_account_id_key ON accounts (provider, provider_account_id);
CREATE TABLE sessions (
    id text NOT NULL PRIMARY KEY,
    session_token text NOT NULL,
    user_id text NOT NULL REFERENCES users (id),
    expires timestamp(3) NOT NULL
);
CREATE UNIQUE INDEX sessions_session_token_key ON sessions (session_token);
CREATE TABLE verificationtokens (
    identifier text NOT NULL,
    token text NOT NULL,
    expires timestamp(3) NOT NULL
);
CREATE UNIQUE INDEX verificationtokens_token_key ON verificationtokens (token);
CREATE UNIQUE INDEX verificationtokens_identifier_token_key ON verificationtokens (identifier, token);
CREATE VIEW google_accounts AS SELECT user_id, access_token FROM accounts WHERE provider = 'google';
CREATE TABLE "post" (id serial PRIMARY KEY, author text NOT NULL REFERENCES users (id), body text);
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO post (author, body) VALUES (NEW.user_id, 'changed'); RETURN NEW; END $$;
CREATE TRIGGER account_changed AFTER UPDATE ON accounts FOR EACH ROW EXECUTE FUNCTION touch();

INSERT INTO users (id, name, email, email_verified, plan) VALUES
    ('cl1', 'Anna', 'anna@example.org', '2022-03-01 10:00:00.123', 'paid'),
    ('cl2', NULL, NULL, NULL, 'free');
INSERT INTO accounts (id, user_id, type, provider, provider_account_id, refresh_token, access_token, expires_at, id_token, oauth_token, oauth_token_secret) VALUES
    ('ca1', 'cl1', 'oauth', 'google', 'g-1', 'r', repeat('é', 191), 1700000000, 'i', NULL, NULL),
    ('ca2', 'cl1', 'oauth', 'twitter', 't-1', NULL, NULL, NULL, NULL, 'o''token', 'secret'),
    ('ca3', 'cl2', 'oauth', 'github', 'g-1', NULL, 'a', NULL, NULL, NULL, NULL);
INSERT INTO sessions (id, session_token, user_id, expires) VALUES
    ('cs1', 'token-1', 'cl1', '2033-05-18 03:33:20'),
    ('cs2', 'token-2', 'cl2', '2001-09-09 01:46:40.5');
INSERT INTO verificationtokens (identifier, token, expires) VALUES ('a@example.org', 't', '2033-05-18 03:33:20');
INSERT INTO post (author, body) VALUES ('cl1', 'hello');
