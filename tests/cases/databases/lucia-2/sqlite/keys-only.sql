-- The sessions are in Redis; the names that we would take are taken.
CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE user_key (id TEXT PRIMARY KEY NOT NULL, user_id INTEGER NOT NULL REFERENCES users (id), hashed_password TEXT);
CREATE TABLE password (id INTEGER PRIMARY KEY, hint TEXT);
CREATE TABLE oauth_account (id INTEGER PRIMARY KEY, whose TEXT);
CREATE INDEX lucia_password_user_id_idx ON password (hint);
INSERT INTO users VALUES (1), (2);
INSERT INTO password VALUES (1, 'a hint');
INSERT INTO oauth_account VALUES (1, 'mine');
INSERT INTO user_key VALUES ('email:a@example.org', 1, 'hash'), ('github:7', 2, NULL);
