-- Names that try to leave their quotes.
CREATE TABLE "us""er`; DROP TABLE x; --" (id TEXT NOT NULL PRIMARY KEY);
CREATE TABLE "ke'y ${x} */ \" (id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL, hashed_password TEXT, "ex'tra""`col
--" TEXT DEFAULT 'it''s -- */ $x$',
    FOREIGN KEY (user_id) REFERENCES "us""er`; DROP TABLE x; --" (id));
CREATE TABLE "séssion
-- $$ [x]" (id TEXT NOT NULL PRIMARY KEY, user_id TEXT NOT NULL, active_expires BIGINT NOT NULL, idle_expires BIGINT NOT NULL, "ex'tra""`col
--" TEXT,
    FOREIGN KEY (user_id) REFERENCES "us""er`; DROP TABLE x; --" (id));
CREATE INDEX "in'dex`s""" ON "séssion
-- $$ [x]" (active_expires);
INSERT INTO "us""er`; DROP TABLE x; --" VALUES ('u1');
INSERT INTO "ke'y ${x} */ \" VALUES ('email:x', 'u1', 'h', 'a'), ('github:1', 'u1', NULL, NULL);
INSERT INTO "séssion
-- $$ [x]" VALUES ('s1', 'u1', 1, 4102444800000, 'kept');
