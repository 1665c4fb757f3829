-- The tables that the upgrade guide of Lucia 3 leaves behind (docs/pages/upgrade-v3/mysql.md), a year later: the key table is still there,
-- the passwords stand with their logins as authmorph makes it,
-- and what has happened since is in the new tables alone.
CREATE TABLE user (
    id VARCHAR(15) NOT NULL PRIMARY KEY,
    email VARCHAR(191) UNIQUE
);
CREATE TABLE user_key (
    id VARCHAR(255) NOT NULL PRIMARY KEY,
    user_id VARCHAR(15) NOT NULL,
    hashed_password VARCHAR(255),
    FOREIGN KEY (user_id) REFERENCES user (id)
);
CREATE TABLE user_session (
    id VARCHAR(255) NOT NULL PRIMARY KEY,
    expires_at DATETIME NOT NULL,
    user_id VARCHAR(15) NOT NULL,
    FOREIGN KEY (user_id) REFERENCES user (id)
);
CREATE TABLE oauth_account (
    provider_id VARCHAR(255) NOT NULL,
    provider_user_id VARCHAR(255) NOT NULL,
    user_id VARCHAR(15) NOT NULL,
    PRIMARY KEY (provider_id, provider_user_id),
    FOREIGN KEY (user_id) REFERENCES user (id)
);
CREATE TABLE password (
    provider_id VARCHAR(255) NOT NULL,
    provider_user_id VARCHAR(255) NOT NULL,
    user_id VARCHAR(15) NOT NULL,
    hashed_password VARCHAR(255) NOT NULL,
    PRIMARY KEY (provider_id, provider_user_id),
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
INSERT INTO user_session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', '2100-01-01 00:00:00', 'anna00000000001'),
    ('c2222222222222222222222222222222222222aa', '2001-01-01 00:00:00', 'ben000000000002');
INSERT INTO oauth_account VALUES ('github', '1', 'anna00000000001'), ('google', '3', 'cleo00000000003'), ('github', '2', 'ben000000000002');
INSERT INTO password VALUES
    ('email', 'anna@example.org', 'anna00000000001', 's2:new:01'),
    ('email', 'ben@example.org', 'ben000000000002', '$argon2id$v=19$m=19456,t=2,p=1$c2FsdA$aGFzaA'),
    ('username', 'cleo', 'cleo00000000003', 's2:first:03'),
    ('ldap', 'cleo', 'cleo00000000003', 's2:second:03');
