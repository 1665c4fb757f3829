-- Lucia 3 with narrow ids, and what refers to its sessions: to be deleted with them, to forget them, over two tables, in a
-- key of two columns, from the session table itself; and a column that notes every UPDATE.
CREATE TABLE user (id varchar(15) PRIMARY KEY, email varchar(191) UNIQUE);
CREATE TABLE session (
    id varchar(40) PRIMARY KEY,
    user_id varchar(15) NOT NULL,
    expires_at datetime NOT NULL,
    previous varchar(40),
    UNIQUE KEY session_of_user (id, user_id),
    CONSTRAINT session_user FOREIGN KEY (user_id) REFERENCES user (id),
    CONSTRAINT session_previous FOREIGN KEY (previous) REFERENCES session (id) ON DELETE SET NULL
);
CREATE TABLE device (
    session_id varchar(40) PRIMARY KEY,
    name varchar(100) NOT NULL,
    FOREIGN KEY (session_id) REFERENCES session (id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE device_event (
    id int AUTO_INCREMENT PRIMARY KEY,
    device_id varchar(64) NOT NULL,
    changed timestamp NOT NULL DEFAULT '2020-01-01 00:00:01' ON UPDATE CURRENT_TIMESTAMP,
    CONSTRAINT device_event_device FOREIGN KEY (device_id) REFERENCES device (session_id)
);
CREATE TABLE cart (
    id int PRIMARY KEY,
    session_id varchar(40),
    user_id varchar(15),
    CONSTRAINT cart_session FOREIGN KEY (session_id, user_id) REFERENCES session (id, user_id)
);
CREATE TRIGGER cart_watch BEFORE UPDATE ON cart FOR EACH ROW SET NEW.user_id = COALESCE(NEW.user_id, 'nobody');
INSERT INTO user VALUES ('ann', 'ann@example.org'), ('ben', 'ben@example.org');
INSERT INTO session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'ann', '2100-01-01 00:00:00', NULL),
    ('n2222222222222222222222222222222222222aa', 'ann', '2100-01-01 00:00:00', 'mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq'),
    ('o3333333333333333333333333333333333333aa', 'ben', '2100-01-01 00:00:00', NULL);
INSERT INTO device VALUES ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'telephone'), ('o3333333333333333333333333333333333333aa', 'tablet');
INSERT INTO device_event (device_id) VALUES ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq');
INSERT INTO cart VALUES (1, 'n2222222222222222222222222222222222222aa', 'ann'), (2, NULL, 'ben');
