-- Columns without types, ids that are numbers, times as text, reals and blobs: SQLite stores what it is given.
CREATE TABLE user(id PRIMARY KEY, name);
CREATE TABLE user_key(id PRIMARY KEY, user_id, hashed_password);
CREATE TABLE user_session(id PRIMARY KEY, user_id, active_expires, idle_expires, x);
CREATE INDEX ends ON user_session(idle_expires) WHERE x;
INSERT INTO user VALUES (1, 'one'), ('1', 'text one'), (NULL, 'nobody'), (x'31', 'blob one');
INSERT INTO user_key VALUES ('email:1', 1, 'h'), ('email:2', '1', 'h'), ('github:3', 1, NULL);
INSERT INTO user_session VALUES ('s1', 1, 1700000000000, '1700000000001', 0), ('s2', '1', '1', 4102444800000, 1), ('s3', 1, x'31', x'31373030303030303030303031', NULL);
