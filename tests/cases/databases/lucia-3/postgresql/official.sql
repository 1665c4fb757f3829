-- The tables of Lucia 3's documentation (docs/pages/database/postgresql.md), with rows.
CREATE TABLE auth_user (
    id TEXT PRIMARY KEY
);
CREATE TABLE user_session (
    id TEXT PRIMARY KEY,
    expires_at TIMESTAMPTZ NOT NULL,
    user_id TEXT NOT NULL REFERENCES auth_user(id)
);
INSERT INTO auth_user VALUES ('anna000000000001'), ('ben0000000000002');
INSERT INTO user_session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', '2100-01-01 00:00:00+00', 'anna000000000001'),
    ('c2222222222222222222222222222222222222aa', '2001-01-01 00:00:00.5+00', 'anna000000000001'),
    ('7a1e1b54bfb4d0d8f3936d9a3fc186f60c359ce21726fc9b1459cfce0ec805d4', '2100-01-01 00:00:00+00', 'ben0000000000002'),
    ('', '2000-01-01 00:00:00+00', 'ben0000000000002');
