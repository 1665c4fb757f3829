-- The tables of Lucia 3's guides for signing in with GitHub and Google (docs/pages/guides/oauth/basics.md): the account is a
-- column of the user table.
CREATE TABLE "user" (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL,
    github_id INTEGER UNIQUE,
    google_id TEXT,
    CONSTRAINT user_google UNIQUE (google_id)
);
CREATE TABLE session (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES "user" (id),
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE post (id SERIAL PRIMARY KEY, author TEXT REFERENCES "user" (id) ON DELETE SET NULL, title TEXT NOT NULL);

-- Anna has both, Ben GitHub, Cleo Google, Dora nothing, Emil a number that GitHub has for nobody.
INSERT INTO "user" VALUES
    ('anna000000000001', 'anna', 1001, '105208340000000000001'),
    ('ben0000000000002', 'ben', 1002, NULL),
    ('cleo000000000003', 'cleo', NULL, '105208340000000000003'),
    ('dora000000000004', 'dora', NULL, NULL),
    ('emil000000000005', 'emil', 0, '');
INSERT INTO session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'anna000000000001', '2100-01-01 00:00:00+00'),
    ('c2222222222222222222222222222222222222aa', 'ben0000000000002', '2001-01-01 00:00:00.5+00');
INSERT INTO post (author, title) VALUES ('anna000000000001', 'Hello'), (NULL, 'Nobody''s');
