-- Lucia 3 as STRICT and WITHOUT ROWID, with a trigger that counts and indexes over expressions.
CREATE TABLE "user" ("id" INTEGER PRIMARY KEY, "email" TEXT UNIQUE) STRICT;
CREATE TABLE "session" (
    "id" TEXT NOT NULL PRIMARY KEY COLLATE NOCASE,
    "user_id" INTEGER NOT NULL REFERENCES "user" ("id") ON DELETE CASCADE,
    "expires_at" INTEGER NOT NULL,
    "agent" TEXT DEFAULT 'none',
    "seen" INTEGER NOT NULL DEFAULT 0,
    "start" TEXT GENERATED ALWAYS AS (substr("id", 1, 4)) VIRTUAL
) STRICT, WITHOUT ROWID;
CREATE INDEX "session_user" ON "session" ("user_id");
CREATE INDEX "session_start" ON "session" (substr("id", 1, 8));
CREATE TRIGGER "count_seen" AFTER UPDATE ON "session" BEGIN UPDATE "session" SET "seen" = "seen" + 1 WHERE "id" = NEW."id"; END;
INSERT INTO "user" VALUES (7, 'a@example.org');
INSERT INTO "session" ("id", "user_id", "expires_at", "agent") VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 7, 4102444800, 'it''s'),
    ('short', 7, 4102444800, NULL);
