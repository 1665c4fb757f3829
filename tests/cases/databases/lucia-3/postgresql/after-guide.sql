-- The tables that the upgrade guide of Lucia 3 leaves behind (docs/pages/upgrade-v3/postgresql.md), a year later: the key table is still there,
-- and what has happened since is in the new tables alone.
CREATE TABLE auth_user (
    id TEXT PRIMARY KEY,
    email TEXT UNIQUE
);
CREATE TABLE user_key (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES auth_user (id),
    hashed_password TEXT
);
CREATE TABLE user_session (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES auth_user (id),
    expires_at TIMESTAMPTZ NOT NULL
);
CREATE TABLE oauth_account (
    provider_id TEXT NOT NULL,
    provider_user_id TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES auth_user (id),
    PRIMARY KEY (provider_id, provider_user_id)
);
CREATE TABLE password (
    id SERIAL PRIMARY KEY,
    hashed_password TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES auth_user (id)
);
INSERT INTO auth_user (id, email) VALUES
    ('anna00000000001', 'anna@example.org'), ('ben000000000002', 'ben@example.org'),
    ('cleo00000000003', 'cleo@example.org'), ('dora00000000004', NULL);
-- What Lucia 2 had. Anna has chosen another password since, and Ben has signed up.
INSERT INTO user_key VALUES
    ('email:anna@example.org', 'anna00000000001', 's2:old:01'),
    ('github:1', 'anna00000000001', NULL),
    ('google:3', 'cleo00000000003', NULL);
INSERT INTO user_session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'anna00000000001', '2100-01-01 00:00:00+00'),
    ('c2222222222222222222222222222222222222aa', 'ben000000000002', '2001-01-01 00:00:00.5+00');
INSERT INTO oauth_account VALUES ('github', '1', 'anna00000000001'), ('google', '3', 'cleo00000000003'), ('github', '2', 'ben000000000002');
INSERT INTO password (hashed_password, user_id) VALUES
    ('s2:new:01', 'anna00000000001'), ('$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA', 'ben000000000002'),
    ('s2:first:03', 'cleo00000000003'), ('s2:second:03', 'cleo00000000003');
