-- Lucia 3 with narrow ids, and what refers to its sessions: to be deleted with them, to forget them, over two tables, in a
-- key of two columns, from the session table itself.
CREATE TABLE "user" (id text PRIMARY KEY, email text UNIQUE);
CREATE TABLE session (
    id varchar(40) PRIMARY KEY,
    user_id text NOT NULL REFERENCES "user" (id),
    expires_at timestamptz NOT NULL,
    previous varchar(40) REFERENCES session (id) ON DELETE SET NULL,
    UNIQUE (id, user_id)
);
CREATE TABLE device (
    session_id varchar(40) PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE ON UPDATE CASCADE,
    name text NOT NULL
);
CREATE TABLE device_event (
    id serial PRIMARY KEY,
    device_id varchar(64) NOT NULL REFERENCES device (session_id) DEFERRABLE INITIALLY DEFERRED,
    what text
);
CREATE TABLE cart (
    id integer PRIMARY KEY,
    session_id text,
    user_id text,
    CONSTRAINT cart_session FOREIGN KEY (session_id, user_id) REFERENCES session (id, user_id) ON UPDATE SET NULL
);
CREATE VIEW devices AS SELECT d.name, s.user_id FROM device AS d JOIN session AS s ON s.id = d.session_id;
INSERT INTO "user" VALUES ('ann', 'ann@example.org'), ('ben', 'ben@example.org');
INSERT INTO session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'ann', '2100-01-01 00:00:00+00', NULL),
    ('n2222222222222222222222222222222222222aa', 'ann', '2100-01-01 00:00:00+00', 'mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq'),
    ('o3333333333333333333333333333333333333aa', 'ben', '2100-01-01 00:00:00+00', NULL);
INSERT INTO device VALUES ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'telephone'), ('o3333333333333333333333333333333333333aa', 'tablet');
INSERT INTO device_event (device_id, what) VALUES ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'lost');
INSERT INTO cart VALUES (1, 'n2222222222222222222222222222222222222aa', 'ann'), (2, NULL, 'ben');
