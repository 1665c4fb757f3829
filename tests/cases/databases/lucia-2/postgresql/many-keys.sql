-- A busy site: thousands of keys and sessions, several auth tables side by side, no key anywhere declared.
CREATE TABLE accounts (id bigserial PRIMARY KEY, email text NOT NULL);
CREATE TABLE lucia_keys (id text NOT NULL, user_id bigint NOT NULL, hashed_password text);
CREATE TABLE lucia_sessions (id text NOT NULL, user_id bigint NOT NULL, active_expires bigint NOT NULL, idle_expires bigint NOT NULL);
CREATE UNIQUE INDEX lucia_keys_id ON lucia_keys (id);
ALTER TABLE lucia_sessions ADD PRIMARY KEY (id);
ALTER TABLE ONLY lucia_sessions ADD CONSTRAINT lucia_sessions_user FOREIGN KEY (user_id) REFERENCES accounts (id);
CREATE TABLE other_sessions (id text PRIMARY KEY, user_id text, expires_at timestamptz NOT NULL, data json);
CREATE TABLE session_keys (id text PRIMARY KEY, session text, key text);
INSERT INTO accounts (email) SELECT 'user' || n || '@example.org' FROM generate_series(1, 2000) AS n;
INSERT INTO lucia_keys SELECT 'email:user' || n || '@example.org', n, CASE WHEN n % 7 <> 0 THEN 's2:' || md5(n::text) END FROM generate_series(1, 2000) AS n;
INSERT INTO lucia_keys SELECT (ARRAY['github', 'google', 'Apple', 'phone', 'x y', 'ü'])[n % 6 + 1] || ':' || n || CASE WHEN n % 5 = 0 THEN ':' || n ELSE '' END, n % 2000 + 1, NULL FROM generate_series(1, 3000) AS n;
INSERT INTO lucia_sessions SELECT md5(n::text), n % 2000 + 1, 1700000000000 + n * 12345, 1700000000000 + n * 12345 + n % 3 - 1 FROM generate_series(1, 3000) AS n;
