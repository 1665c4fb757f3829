-- Footpath: a walking diary. Sign-in by Lucia 2 with better-sqlite3.

CREATE TABLE user (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL UNIQUE COLLATE NOCASE,
    email TEXT,
    newsletter INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE user_key (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    hashed_password TEXT,
    FOREIGN KEY (user_id) REFERENCES user (id)
);

CREATE TABLE user_session (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    active_expires INTEGER NOT NULL,
    idle_expires INTEGER NOT NULL,
    device TEXT,
    FOREIGN KEY (user_id) REFERENCES user (id)
);

CREATE INDEX user_session_user ON user_session (user_id);

-- The application's own tables.

CREATE TABLE walk (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    user_id TEXT NOT NULL REFERENCES user (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    walked_on TEXT NOT NULL,
    kilometres REAL NOT NULL CHECK (kilometres > 0)
);

CREATE INDEX walk_recent ON walk (user_id, walked_on DESC);

CREATE TABLE photo (
    id INTEGER PRIMARY KEY,
    walk_id INTEGER NOT NULL REFERENCES walk (id) ON DELETE CASCADE,
    taken_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP,
    file_name TEXT NOT NULL
);

-- A walk's photos stay at hand for the session that uploaded them.
CREATE TABLE upload (
    token TEXT NOT NULL PRIMARY KEY,
    session_id TEXT NOT NULL REFERENCES user_session (id) ON DELETE CASCADE,
    photo_id INTEGER REFERENCES photo (id)
);
