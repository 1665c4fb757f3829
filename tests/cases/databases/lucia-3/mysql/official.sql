-- The tables of Lucia 3's documentation (docs/pages/database/mysql.md), with rows.
CREATE TABLE user (
    id VARCHAR(255) PRIMARY KEY
);
CREATE TABLE user_session (
    id VARCHAR(255) PRIMARY KEY,
    expires_at DATETIME NOT NULL,
    user_id VARCHAR(255) NOT NULL,
    FOREIGN KEY (user_id) REFERENCES user(id)
);
INSERT INTO user VALUES ('anna000000000001'), ('ben0000000000002');
INSERT INTO user_session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', '2100-01-01 00:00:00', 'anna000000000001'),
    ('c2222222222222222222222222222222222222aa', '2001-01-01 00:00:00', 'anna000000000001'),
    ('7a1e1b54bfb4d0d8f3936d9a3fc186f60c359ce21726fc9b1459cfce0ec805d4', '2100-01-01 00:00:00', 'ben0000000000002'),
    ('', '2000-01-01 00:00:00', 'ben0000000000002');
