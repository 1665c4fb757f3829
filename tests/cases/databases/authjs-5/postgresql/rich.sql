-- Drizzle's names, which Better Auth wants too; a password column, tables, a view and a trigger of the application's.
CREATE TABLE "user" (
    id text PRIMARY KEY NOT NULL,
    name text,
    email text,
    "emailVerified" timestamp DEFAULT now(),
    image text,
    password_hash text,
    plan varchar(20) DEFAULT 'free' NOT NULL,
    seen integer DEFAULT 0 NOT NULL,
    CONSTRAINT user_email_unique UNIQUE (email)
);
CREATE TABLE account (
    "userId" text NOT NULL,
    type text NOT NULL,
    provider text NOT NULL,
    "providerAccountId" text NOT NULL,
    refresh_token text,
    access_token text,
    expires_at integer,
    token_type text,
    scope text,
    id_token text,
    session_state text,
    CONSTRAINT "account_provider_providerAccountId_pk" PRIMARY KEY (provider, "providerAccountId"),
    CONSTRAINT "account_userId_user_id_fk" FOREIGN KEY ("userId") REFERENCES "user" (id) ON DELETE CASCADE
);
CREATE TABLE session (
    "sessionToken" text PRIMARY KEY NOT NULL,
    "userId" text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    expires timestamp NOT NULL
);
CREATE TABLE "verificationToken" (
    identifier text NOT NULL,
    token text NOT NULL,
    expires timestamp NOT NULL,
    PRIMARY KEY (identifier, token)
);
CREATE TABLE post (
    id serial PRIMARY KEY,
    author text NOT NULL REFERENCES "user" (id) ON DELETE CASCADE,
    title text
);
CREATE INDEX user_plan_idx ON "user" (plan) WHERE plan <> 'free';
CREATE TABLE audit (at timestamptz DEFAULT now(), what text);
CREATE FUNCTION note_user() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen := NEW.seen + 1; RETURN NEW; END $$;
CREATE TRIGGER user_noted BEFORE UPDATE ON "user" FOR EACH ROW EXECUTE FUNCTION note_user();
CREATE VIEW people AS SELECT id, name FROM "user";

-- References to addresses, which Better Auth wants in small letters.
CREATE TABLE guest (
    number integer PRIMARY KEY,
    address text NOT NULL CONSTRAINT guest_address_fkey REFERENCES "user" (email),
    host text REFERENCES "user" (email) ON DELETE SET NULL ON UPDATE CASCADE
);

INSERT INTO "user" (id, name, email, "emailVerified", password_hash, plan) VALUES
    ('u1', 'Anna', 'anna@example.org', '2024-03-01 10:00:00', '0123456789abcdef:abcdef', 'paid'),
    ('u2', NULL, NULL, NULL, NULL, 'free'),
    ('u3', 'Çelik', 'CELIK@example.org', NULL, '$2b$12$abcdefghijklmnopqrstuv', 'free');
INSERT INTO account ("userId", type, provider, "providerAccountId", access_token, expires_at) VALUES
    ('u1', 'oauth', 'github', '1001', 'a1', 1700000000),
    ('u2', 'oidc', 'google', 'g:2', NULL, NULL),
    ('u2', 'oidc', 'linkedin', 'l2', 'x', 0);
INSERT INTO session ("sessionToken", "userId", expires) VALUES ('t1', 'u1', '2033-05-18 03:33:20');
INSERT INTO post (author, title) VALUES ('u1', 'one'), ('u2', NULL);
INSERT INTO guest (number, address, host) VALUES (1, 'CELIK@example.org', 'anna@example.org'), (2, 'anna@example.org', NULL);
