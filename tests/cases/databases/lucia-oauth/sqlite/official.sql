-- The tables of Lucia 3's guide for signing in with GitHub (docs/pages/guides/oauth/basics.md): the account is a column of the
-- user table, which cannot be empty in one application and can in another.
CREATE TABLE user (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL,
    github_id INTEGER NOT NULL UNIQUE,
    google_sub TEXT UNIQUE
);
CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    FOREIGN KEY (user_id) REFERENCES user(id)
);

-- Anna has both, the others GitHub.
INSERT INTO user VALUES
    ('anna000000000001', 'anna', 1001, '105208340000000000001'),
    ('ben0000000000002', 'ben', 1002, NULL),
    ('dora000000000004', 'dora', 1004, NULL);
INSERT INTO session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 4102444800, 'anna000000000001'),
    ('c2222222222222222222222222222222222222aa', 978307200, 'ben0000000000002');
