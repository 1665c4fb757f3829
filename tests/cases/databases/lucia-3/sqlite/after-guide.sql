-- The tables that the upgrade guide of Lucia 3 leaves behind (docs/pages/upgrade-v3/sqlite.md), a year later: the key table is still there,
-- and what has happened since is in the new tables alone.
CREATE TABLE user (
    id TEXT NOT NULL PRIMARY KEY,
    email TEXT UNIQUE
);
CREATE TABLE user_key (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    hashed_password TEXT,
    FOREIGN KEY (user_id) REFERENCES user (id)
);
CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    expires_at INTEGER NOT NULL,
    user_id TEXT NOT NULL,
    FOREIGN KEY (user_id) REFERENCES user (id)
);
CREATE TABLE oauth_account (
    provider_id TEXT NOT NULL,
    provider_user_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    FOREIGN KEY (user_id) REFERENCES user (id),
    PRIMARY KEY (provider_id, provider_user_id)
);
CREATE TABLE password (
    hashed_password TEXT NOT NULL,
    user_id TEXT NOT NULL,
    FOREIGN KEY (user_id) REFERENCES user (id)
);
INSERT INTO user (id, email) VALUES
    ('anna00000000001', 'anna@example.org'), ('ben000000000002', 'ben@example.org'),
    ('cleo00000000003', 'cleo@example.org'), ('dora00000000004', NULL);
-- What Lucia 2 had. Anna has chosen another password since, and Ben has signed up.
INSERT INTO user_key VALUES
    ('email:anna@example.org', 'anna00000000001', 's2:old:01'),
    ('github:1', 'anna00000000001', NULL),
    ('google:3', 'cleo00000000003', NULL);
INSERT INTO session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 4102444800, 'anna00000000001'),
    ('c2222222222222222222222222222222222222aa', 1, 'ben000000000002');
INSERT INTO oauth_account VALUES ('github', '1', 'anna00000000001'), ('google', '3', 'cleo00000000003'), ('github', '2', 'ben000000000002');
INSERT INTO password VALUES
    ('s2:new:01', 'anna00000000001'), ('$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', 'ben000000000002'),
    ('s2:first:03', 'cleo00000000003'), ('s2:second:03', 'cleo00000000003');
