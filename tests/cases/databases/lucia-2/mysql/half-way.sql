-- The tables of Lucia 1's documentation (adapters/mysql.md) after the first half of the steps to Lucia 2, with rows: the
-- guide's DELETE has found no key that works once, the first column is dropped, and the second is not.
CREATE TABLE auth_user (
    id VARCHAR(15) NOT NULL PRIMARY KEY,
    username VARCHAR(31) NOT NULL UNIQUE
);
CREATE TABLE auth_key (
    id VARCHAR(255) NOT NULL PRIMARY KEY,
    user_id VARCHAR(15) NOT NULL,
    hashed_password VARCHAR(255),
    expires BIGINT UNSIGNED,
    FOREIGN KEY (user_id) REFERENCES auth_user(id)
);
CREATE TABLE auth_session (
    id VARCHAR(127) NOT NULL PRIMARY KEY,
    user_id VARCHAR(15) NOT NULL,
    active_expires BIGINT UNSIGNED NOT NULL,
    idle_expires BIGINT UNSIGNED NOT NULL,
    FOREIGN KEY (user_id) REFERENCES auth_user(id)
);
INSERT INTO auth_user VALUES ('aNNa00000000001', 'anna'), ('bEn000000000002', 'ben'), ('cLeo00000000003', 'cleo');
INSERT INTO auth_key VALUES
    ('username:anna', 'aNNa00000000001', 's2:0123456789abcdef:aa', NULL),
    ('github:77', 'aNNa00000000001', NULL, NULL),
    ('email:ben@example.org', 'bEn000000000002', NULL, NULL),
    ('google:1:2', 'cLeo00000000003', NULL, NULL),
    ('email-verification:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', 'aNNa00000000001', NULL, 4102444800000),
    ('otp:bEn000000000002.12345678', 'bEn000000000002', NULL, 1);
INSERT INTO auth_session VALUES
    ('Bmzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaa', 'aNNa00000000001', 4102444799000, 4102444800000),
    ('c2222222222222222222222222222222222222aa', 'aNNa00000000001', 4102444799999, 4102444800999),
    ('d3333333333333333333333333333333333333aa', 'bEn000000000002', 1, 1500000000001),
    ('e4444444444444444444444444444444444444aa', 'cLeo00000000003', 0, 0);
