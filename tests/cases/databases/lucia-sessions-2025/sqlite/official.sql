-- The sessions of Lucia's guide of 2025, with the user that the guide's table lacks.
CREATE TABLE "user" (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL
) STRICT;
CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    secret_hash BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    last_verified_at INTEGER NOT NULL,
    FOREIGN KEY (user_id) REFERENCES "user" (id)
) STRICT;
INSERT INTO "user" VALUES ('ann', 'ann'), ('ben', 'ben');
INSERT INTO session VALUES
    ('abcdefghjkmnpqrstuvwxyz2', 'ann', X'abababababababababababababababababababababababababababababababab', 1752000000, 1752000000),
    ('bcdefghjkmnpqrstuvwxyz23', 'ben', X'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd', 1752000000, 1752000000);
