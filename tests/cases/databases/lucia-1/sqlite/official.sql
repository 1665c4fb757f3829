-- The tables of Lucia 1's documentation (adapters/sqlite.md), with rows.
CREATE TABLE auth_user (
    id VARCHAR(31) NOT NULL PRIMARY KEY,
    username VARCHAR(31) NOT NULL UNIQUE
);
CREATE TABLE auth_key (
    id VARCHAR(255) NOT NULL PRIMARY KEY,
    user_id VARCHAR(15) NOT NULL,
    hashed_password VARCHAR(255),
    primary_key INT2 NOT NULL,
    expires BIGINT,
    FOREIGN KEY (user_id) REFERENCES auth_user(id)
);
CREATE TABLE auth_session (
    id VARCHAR(127) NOT NULL PRIMARY KEY,
    user_id VARCHAR(15) NOT NULL,
    active_expires BIGINT NOT NULL,
    idle_expires BIGINT NOT NULL,
    FOREIGN KEY (user_id) REFERENCES auth_user(id)
);
INSERT INTO auth_user VALUES ('aNNa00000000001', 'anna'), ('bEn000000000002', 'ben'), ('cLeo00000000003', 'cleo');
INSERT INTO auth_key VALUES
    ('username:anna', 'aNNa00000000001', 's2:0123456789abcdef:aa', 1, NULL),
    ('github:77', 'aNNa00000000001', NULL, 0, NULL),
    ('email:ben@example.org', 'bEn000000000002', NULL, 1, NULL),
    ('google:1:2', 'cLeo00000000003', NULL, 1, NULL),
    ('email-verification:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'aNNa00000000001', NULL, 0, 4102444800000),
    ('otp:bEn000000000002.12345678', 'bEn000000000002', NULL, 0, 1);
INSERT INTO auth_session VALUES
    ('Bmzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaa', 'aNNa00000000001', 4102444799000, 4102444800000),
    ('c2222222222222222222222222222222222222aa', 'aNNa00000000001', 4102444799999, 4102444800999),
    ('d3333333333333333333333333333333333333aa', 'bEn000000000002', 1, 1500000000001),
    ('e4444444444444444444444444444444444444aa', 'cLeo00000000003', 0, 0);
