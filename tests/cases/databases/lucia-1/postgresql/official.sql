-- The tables of Lucia 1's documentation (adapters/postgresql.md), with rows.
CREATE TABLE auth_user (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE
);
CREATE TABLE auth_key (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES auth_user(id),
    primary_key BOOLEAN NOT NULL,
    hashed_password TEXT,
    expires BIGINT
);
CREATE TABLE auth_session (
    id TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES auth_user(id),
    active_expires BIGINT NOT NULL,
    idle_expires BIGINT NOT NULL
);
INSERT INTO auth_user VALUES ('aNNa00000000001', 'anna'), ('bEn000000000002', 'ben'), ('cLeo00000000003', 'cleo');
INSERT INTO auth_key VALUES
    ('username:anna', 'aNNa00000000001', TRUE, 's2:0123456789abcdef:aa', NULL),
    ('github:77', 'aNNa00000000001', FALSE, NULL, NULL),
    ('email:ben@example.org', 'bEn000000000002', TRUE, NULL, NULL),
    ('google:1:2', 'cLeo00000000003', TRUE, NULL, NULL),
    ('email-verification:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'aNNa00000000001', FALSE, NULL, 4102444800000),
    ('otp:bEn000000000002.12345678', 'bEn000000000002', FALSE, NULL, 1);
INSERT INTO auth_session VALUES
    ('Bmzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaa', 'aNNa00000000001', 4102444799000, 4102444800000),
    ('c2222222222222222222222222222222222222aa', 'aNNa00000000001', 4102444799999, 4102444800999),
    ('d3333333333333333333333333333333333333aa', 'bEn000000000002', 1, 1500000000001),
    ('e4444444444444444444444444444444444444aa', 'cLeo00000000003', 0, 0);
