-- Keys are not in the text.
CREATE TABLE users (id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY);
CREATE TABLE sessions (id text PRIMARY KEY, user_id integer NOT NULL REFERENCES users, active_expires bigint NOT NULL, idle_expires bigint NOT NULL);
INSERT INTO users DEFAULT VALUES;
INSERT INTO sessions VALUES ('s1', 1, 1, 4102444800000);
