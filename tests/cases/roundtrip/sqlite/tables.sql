-- What SQLite lets people write, which is nearly everything.
CREATE TABLE "user" (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  email TEXT UNIQUE ON CONFLICT REPLACE,
  name VARCHAR(50) COLLATE NOCASE NOT NULL DEFAULT 'no, body' CHECK (length(name) > 0),
  lower_name TEXT GENERATED ALWAYS AS (lower(name)) VIRTUAL, -- a comment, with (signs
  kept TEXT AS (upper(name)) STORED NOT NULL,
  manager INTEGER REFERENCES "user",
  CONSTRAINT named CHECK (id > 0 AND name <> ')'),
  CONSTRAINT both UNIQUE (email, name) ON CONFLICT IGNORE
);
CREATE TABLE session (
  id TEXT NOT NULL PRIMARY KEY,
  user_id INTEGER NOT NULL REFERENCES "user" ON UPDATE CASCADE ON DELETE CASCADE DEFERRABLE INITIALLY DEFERRED,
  part INTEGER
) STRICT, WITHOUT ROWID;
CREATE TABLE strict_types (a INT, b INTEGER, c REAL, d TEXT, e BLOB, f ANY) STRICT;
CREATE TABLE types (
  untyped, a INT, b TINYINT, c BIGINT UNSIGNED, d UNSIGNED BIG INT, e VARCHAR(255), f NATIVE CHARACTER(70), g NVARCHAR (100), h CLOB,
  i DOUBLE PRECISION, j DECIMAL(10, 5), k BOOLEAN, l DATE, m DATETIME, n "quoted type", o JSON, p FLOATING POINT, q [odd type](3), r 'string type',
  s numeric(10), t timestamp with time zone, u uuid, v ENUM
);
CREATE TABLE defaults (
  a TEXT DEFAULT 'it''s', b INTEGER DEFAULT -1, c INTEGER DEFAULT +5, d REAL DEFAULT 1.5e3, e TEXT DEFAULT NULL, f BLOB DEFAULT x'00ff',
  g TEXT DEFAULT CURRENT_TIMESTAMP, h TEXT DEFAULT (datetime('now')), i INTEGER DEFAULT (1 + 2), j TEXT DEFAULT "double", k BOOLEAN DEFAULT TRUE,
  l INTEGER DEFAULT (strftime('%s', 'now') * 1000) NOT NULL, m TEXT DEFAULT (lower(hex(randomblob(16)))), n INTEGER DEFAULT 0x1F, o TEXT DEFAULT '',
  p TEXT DEFAULT bare, q INTEGER DEFAULT (unixepoch()), r TEXT DEFAULT ('a' || 'b'), s DEFAULT current_date
);
CREATE TABLE keys (
  a TEXT, b TEXT COLLATE RTRIM, c INTEGER NOT NULL ON CONFLICT FAIL DEFAULT 1, d INTEGER CONSTRAINT d_set NOT NULL,
  CONSTRAINT pk PRIMARY KEY (a COLLATE NOCASE, b DESC) ON CONFLICT ROLLBACK,
  UNIQUE (c, d),
  CONSTRAINT to_user FOREIGN KEY (d) REFERENCES "user" (id) ON DELETE SET NULL ON UPDATE NO ACTION NOT DEFERRABLE
  CONSTRAINT no_comma CHECK (c > 0)
);
CREATE TABLE descending (id INTEGER PRIMARY KEY DESC, name TEXT);
CREATE TABLE named_key (id INTEGER CONSTRAINT its_name PRIMARY KEY ON CONFLICT ABORT AUTOINCREMENT, name TEXT);
CREATE TABLE key_below (id INTEGER, name TEXT, PRIMARY KEY (id AUTOINCREMENT));
CREATE TABLE text_key (id TEXT PRIMARY KEY, other TEXT REFERENCES later (id) MATCH FULL);
CREATE TABLE later (id TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE composite (a INTEGER, b INTEGER, c TEXT, PRIMARY KEY (a, b), FOREIGN KEY (a, b) REFERENCES composite (b, a));
CREATE TABLE [odd name] ("a b" TEXT, `c``d` TEXT, "e""f" TEXT, [g h] TEXT, 'i' TEXT, "order" TEXT, "select" INTEGER, "Ünï" TEXT);
CREATE TABLE copied AS SELECT id, name AS "n a" FROM "user";
CREATE UNIQUE INDEX by_name ON "user" (lower(name) DESC, email COLLATE NOCASE) WHERE id > 1 AND email IS NOT NULL;
CREATE INDEX IF NOT EXISTS "by two" ON [odd name] ("a b", `c``d` DESC);
CREATE INDEX by_expression ON types (a + b, c * 2 DESC, json_extract(o, '$.x'));
CREATE VIEW names AS SELECT name, 'it''s; here' AS s FROM "user";
CREATE VIEW two (first, second) AS WITH x AS (SELECT 1 AS n) SELECT n, name FROM x, "user";
CREATE TRIGGER touched AFTER UPDATE OF part ON session BEGIN
  UPDATE "user" SET name = CASE WHEN name = 'END;' THEN 'It''s' ELSE name END WHERE id = NEW.user_id; -- done; really
  DELETE FROM session WHERE id = OLD.id;
END;
CREATE TRIGGER instead INSTEAD OF INSERT ON names WHEN NEW.name <> '' BEGIN SELECT RAISE(ABORT, 'no; never'); END;
CREATE VIRTUAL TABLE docs USING fts5(title, body, tokenize = 'porter ascii');
CREATE VIRTUAL TABLE boxes USING rtree(id, min_x, max_x);
INSERT INTO "user" (id, email, name) VALUES (1, 'a@b', 'x;y'), (2, 'c@d', 'it''s
two lines');
INSERT INTO docs VALUES ('title', 'body; CREATE TABLE no (x int)');
INSERT INTO types (a, e) VALUES (1, '('), (2, ')');
