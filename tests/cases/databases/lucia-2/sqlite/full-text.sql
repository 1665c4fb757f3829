-- A full-text index stands beside the tables, and quotes of every kind stand around names.
CREATE TABLE [user] ([id] TEXT PRIMARY KEY NOT NULL, "email" TEXT COLLATE NOCASE, hashed_password TEXT) WITHOUT ROWID;
CREATE TABLE `key` (`id` TEXT COLLATE NOCASE PRIMARY KEY, `user_id` TEXT NOT NULL, `hashed_password` TEXT, n INTEGER DEFAULT -1, t TEXT DEFAULT "double quoted", CONSTRAINT fk FOREIGN KEY (user_id) REFERENCES [user](id) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE "Session" (id TEXT UNIQUE NOT NULL, user_id TEXT NOT NULL REFERENCES user, active_expires TEXT, idle_expires TEXT NOT NULL, seq INTEGER PRIMARY KEY AUTOINCREMENT, minutes AS (length(id) * 60) VIRTUAL, data BLOB DEFAULT x'00ff', UNIQUE (id, user_id) ON CONFLICT REPLACE);
CREATE TABLE note (id INTEGER PRIMARY KEY, body TEXT, session TEXT REFERENCES "Session"(id) ON DELETE SET NULL ON UPDATE CASCADE);
CREATE VIRTUAL TABLE note_search USING fts5(body, content='note', content_rowid='id');
CREATE TRIGGER note_ai AFTER INSERT ON note BEGIN INSERT INTO note_search(rowid, body) VALUES (new.id, new.body); END;
CREATE TRIGGER "session log" AFTER UPDATE OF data ON "Session" FOR EACH ROW WHEN new.data IS NOT old.data BEGIN INSERT INTO note(body) VALUES ('changed; ' || new.id); END;
CREATE TRIGGER session_any AFTER UPDATE ON "Session" BEGIN INSERT INTO note(body) SELECT 'any'; END;
CREATE INDEX session_seq ON Session(seq DESC, id COLLATE NOCASE);
CREATE INDEX key_expr ON `key`(substr(id, 1, 5)) WHERE hashed_password IS NOT NULL;
INSERT INTO [user] VALUES ('u1','Ann@x',NULL),('U1','ann@X','h'),('ü','',NULL);
INSERT INTO key (id,user_id,hashed_password) VALUES ('email:ann@x','u1','s2:1'),('github:1','u1',NULL),('','U1',NULL),('email:o''neil
new line','ü',NULL),('anonymous:','ü',NULL),('webauthn:🔑:2','ü',NULL),('GITHUB:2','ü',NULL);
INSERT INTO Session (id,user_id,active_expires,idle_expires,data) VALUES ('s''1
x','u1','1700000000000','1700000000999',x'0000ff'),('S2','U1',NULL,'4102444800000',NULL),('s3','ü','0','0',x''),('s4','u1',5,5,'text');
DELETE FROM Session WHERE id='s4';
INSERT INTO note(body,session) VALUES ('a','s3'),('b','S2'),('c',NULL);
CREATE VIEW agents AS SELECT id FROM Session;
CREATE TRIGGER through_view INSTEAD OF INSERT ON agents BEGIN INSERT INTO note(body) VALUES (NEW.id); END;
