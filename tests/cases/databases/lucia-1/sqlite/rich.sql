-- Lucia 1 after years: indexes over the columns that go, a check on one of them, triggers, a view over all.
CREATE TABLE "auth_user" ("id" TEXT NOT NULL PRIMARY KEY, "mail" TEXT NOT NULL UNIQUE);
CREATE TABLE "auth_key" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL REFERENCES "auth_user" ("id") ON DELETE CASCADE,
    "hashed_password" TEXT,
    "primary_key" INTEGER NOT NULL CHECK ("primary_key" IN (0, 1)),
    "expires" INTEGER,
    "note" TEXT,
    CHECK ("id" LIKE '%:%')
) STRICT;
CREATE INDEX "key_expires" ON "auth_key" ("expires") WHERE "expires" IS NOT NULL;
CREATE UNIQUE INDEX "only_one_primary" ON "auth_key" ("user_id") WHERE "primary_key" = 1;
CREATE INDEX "key_user" ON "auth_key" ("user_id");
CREATE TABLE "auth_session" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "user_id" TEXT NOT NULL REFERENCES "auth_user" ("id") ON DELETE CASCADE,
    "active_expires" INTEGER NOT NULL,
    "idle_expires" INTEGER NOT NULL,
    "seen" INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE TABLE "removed" ("id" TEXT);
CREATE TRIGGER "note_removed" AFTER DELETE ON "auth_key" BEGIN INSERT INTO "removed" VALUES (OLD."id"); END;
CREATE TRIGGER "count_seen" AFTER UPDATE OF "id" ON "auth_session" BEGIN UPDATE "auth_session" SET "seen" = "seen" + 1 WHERE "id" = NEW."id"; END;
CREATE VIEW "every_key" AS SELECT * FROM "auth_key";
INSERT INTO "auth_user" VALUES ('u1', 'a@example.org'), ('u2', 'b@example.org'), ('u3', 'nobody-yet@example.org');
INSERT INTO "auth_key" VALUES
    ('email:a@example.org', 'u1', 's2:1:2', 1, NULL, 'it''s the first'),
    ('discord:1', 'u1', NULL, 0, NULL, NULL),
    ('email:b@example.org', 'u2', 's2:3:4', 1, NULL, NULL),
    ('reset:zzzz', 'u2', NULL, 0, 1700000000000, 'link');
INSERT INTO "auth_session" VALUES
    ('s1', 'u1', 4102444799000, 4102444800000, 3),
    ('s2', 'u2', 1, 1500000000001, 0),
    ('s3', 'u2', 5, 1500000000007, 9);
