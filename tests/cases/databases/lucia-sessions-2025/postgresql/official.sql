-- The sessions of Lucia's guide of 2025, with the user that the guide's table lacks.
CREATE TABLE "user" (
    id TEXT NOT NULL PRIMARY KEY,
    username TEXT NOT NULL
);
CREATE TABLE session (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL,
    secret_hash bytea NOT NULL,
    created_at timestamptz NOT NULL,
    last_verified_at timestamptz NOT NULL,
    FOREIGN KEY (user_id) REFERENCES "user" (id)
);
INSERT INTO "user" VALUES ('ann', 'ann'), ('ben', 'ben');
INSERT INTO session VALUES
    ('abcdefghjkmnpqrstuvwxyz2', 'ann', '\xabababababababababababababababababababababababababababababababab', '2025-07-08 18:40:00+00', '2025-07-08 18:40:00+00'),
    ('bcdefghjkmnpqrstuvwxyz23', 'ben', '\xcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd', '2025-07-08 18:40:00+00', '2025-07-08 18:40:00+00');
