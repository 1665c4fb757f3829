-- A Kysely migration of a small application on Turso: strict tables, times that SQLite computes, names that are taken.
CREATE TABLE IF NOT EXISTS "users" ("id" text primary key, "name" text not null, "hashed_password" text, "created_at" integer default (unixepoch() * 1000) not null) strict;
CREATE TABLE IF NOT EXISTS "user_key" ("id" text primary key, "user_id" text not null references "users" ("id") on delete cascade, "hashed_password" text, "provider" text generated always as (substr("id", 1, instr("id", ':') - 1)) stored, "password" text, "USER_ID2" any) strict;
CREATE TABLE IF NOT EXISTS "user_session" ("id" text primary key, "user_id" text not null references "users" ("id") on delete cascade, "active_expires" integer not null default 0, "idle_expires" integer not null, "data" any, "fresh" integer not null default (true) check ("fresh" in (0, 1)), constraint "id_is_long" check (length("id") >= 2)) strict, without rowid;
CREATE TABLE "password" ("id" integer primary key, "user_id" text, "hint" text) strict;
CREATE TABLE "oauth_account" ("provider" text, "account" text, primary key ("provider", "account")) strict, without rowid;
CREATE TABLE "lucia_password" ("id" integer primary key);
CREATE TABLE "device" ("session_id" text primary key references "user_session" ("id") on delete cascade on update cascade, "name" text) strict;
CREATE UNIQUE INDEX "passwordless_account_user_id_idx" ON "device" ("name");
CREATE INDEX "idx_key_user" ON "user_key" ("user_id");
CREATE UNIQUE INDEX "idx_session_end" ON "user_session" ("idle_expires", "id");
INSERT INTO "users" ("id", "name", "created_at") VALUES ('a', 'Ann', 1700000000000), ('b', 'Ben', 1700000000001), ('c', 'Cem', 1700000000002);
INSERT INTO "user_key" ("id", "user_id", "hashed_password", "password", "USER_ID2") VALUES
  ('username:ann', 'a', 's2:1:2', 'mine', 5), ('username:ben', 'b', NULL, NULL, '5'), ('github:', 'b', NULL, NULL, x'05'), ('github::', 'c', NULL, NULL, 5.5), ('::', 'c', NULL, NULL, NULL);
INSERT INTO "user_session" ("id", "user_id", "active_expires", "idle_expires", "data") VALUES
  ('s1', 'a', 1754000000000, 1755209600000, 7), ('s2', 'b', 9, 1, '7'), ('s3', 'c', 0, 0, x'07'), ('s:4:', 'c', 0, 253402300799999, 7.0);
INSERT INTO "password" VALUES (1, 'a', 'the dog');
INSERT INTO "oauth_account" VALUES ('github', '1');
INSERT INTO "device" VALUES ('s1', 'phone'), ('s3', 'desk');
