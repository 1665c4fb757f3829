-- Lucia 3, and what refers to its sessions: to be deleted with them, to forget them, over two tables, in a key of two
-- columns, from the session table itself; and a trigger that counts.
CREATE TABLE user (id TEXT NOT NULL PRIMARY KEY, email TEXT UNIQUE);
CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES user (id),
    expires_at INTEGER NOT NULL,
    previous TEXT REFERENCES session ON DELETE SET NULL ON UPDATE SET NULL,
    UNIQUE (id, user_id)
);
CREATE TABLE device (
    session_id TEXT NOT NULL PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE ON UPDATE CASCADE,
    name TEXT NOT NULL
);
CREATE TABLE device_event (
    id INTEGER PRIMARY KEY,
    device_id TEXT NOT NULL REFERENCES device (session_id) ON UPDATE RESTRICT,
    what TEXT
);
CREATE TABLE cart (
    id INTEGER PRIMARY KEY,
    session_id TEXT,
    user_id TEXT,
    seen INTEGER NOT NULL DEFAULT 0,
    FOREIGN KEY (session_id, user_id) REFERENCES session (id, user_id) ON DELETE CASCADE
);
CREATE TRIGGER cart_watch AFTER UPDATE OF session_id ON cart BEGIN UPDATE cart SET seen = seen + 1 WHERE id = NEW.id; END;
INSERT INTO user VALUES ('ann', 'ann@example.org'), ('ben', 'ben@example.org');
INSERT INTO session VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'ann', 4102444800, NULL),
    ('n2222222222222222222222222222222222222aa', 'ann', 4102444800, 'mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq'),
    ('o3333333333333333333333333333333333333aa', 'ben', 4102444800, NULL);
INSERT INTO device VALUES ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'telephone'), ('o3333333333333333333333333333333333333aa', 'tablet');
INSERT INTO device_event VALUES (1, 'mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'lost');
INSERT INTO cart VALUES (1, 'n2222222222222222222222222222222222222aa', 'ann', 0), (2, NULL, 'ben', 0);
