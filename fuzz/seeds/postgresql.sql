CREATE TABLE t (a int DEFAULT ((1)), b text[] CHECK (b <> '{}'), FOREIGN KEY (a) REFERENCES t (a)); ALTER TABLE t RENAME a TO c;
