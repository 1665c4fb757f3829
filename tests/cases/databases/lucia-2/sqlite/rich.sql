-- A grown application: integer users, extra columns, indexes, triggers, views, children that cascade.
CREATE TABLE "Users" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE COLLATE NOCASE,
    plan TEXT NOT NULL DEFAULT 'free' CHECK (plan IN ('free', 'it''s paid'))
);
CREATE TABLE "auth key" (
    id TEXT NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES "Users" (id) ON DELETE CASCADE ON UPDATE CASCADE,
    hashed_password TEXT,
    label TEXT DEFAULT 'none',
    created_at INTEGER NOT NULL DEFAULT (1600000000 + 1)
) STRICT;
CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL REFERENCES "Users" (id) ON DELETE CASCADE,
    active_expires BIGINT NOT NULL CHECK (active_expires >= 0),
    idle_expires BIGINT NOT NULL,
    country TEXT,
    touched INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX session_idle ON session (idle_expires);
CREATE INDEX session_user_active ON session (user_id, active_expires DESC);
CREATE INDEX session_both ON session (active_expires, idle_expires);
CREATE INDEX session_live ON session (user_id) WHERE idle_expires > 1500000000000;
CREATE INDEX session_country ON session (lower(country));
CREATE TABLE audit (
    session_id TEXT NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    what TEXT NOT NULL
);
CREATE TRIGGER touch AFTER UPDATE ON session WHEN NEW.touched = OLD.touched BEGIN
    UPDATE session SET touched = touched + 1 WHERE id = NEW.id;
    INSERT INTO audit VALUES (NEW.id, 'touched; really');
END;
CREATE TRIGGER check_times BEFORE INSERT ON session WHEN NEW.idle_expires < 0 BEGIN SELECT RAISE(ABORT, 'no'); END;
CREATE VIEW sessions_of_users AS SELECT s.id, u.email FROM session s JOIN "Users" u ON u.id = s.user_id;
CREATE VIEW all_sessions AS SELECT * FROM session;
CREATE VIEW live_sessions AS SELECT id, user_id FROM session WHERE idle_expires > 1500000000000;
INSERT INTO "Users" (id, email) VALUES (1, 'a@example.org'), (2, 'b@example.org');
INSERT INTO "auth key" (id, user_id, hashed_password, label, created_at) VALUES
  ('email:a@example.org', 1, 's2:0123456789abcdef:abababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab', 'first', 1),
  ('github:1', 1, NULL, NULL, 2),
  ('email:b@example.org', 2, NULL, 'magic', 3);
INSERT INTO session (id, user_id, active_expires, idle_expires, country, touched) VALUES
  ('s1', 1, 4102444799995, 4102444800000, 'NZ', 3),
  ('s2', 2, 1, 1500000000001, NULL, 0);
INSERT INTO audit VALUES ('s1', 'signed in'), ('s2', 'signed in');
