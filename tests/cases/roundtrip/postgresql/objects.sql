-- Functions, triggers, views, rules, policies: what is kept as text.
CREATE TYPE level AS ENUM ('low', 'high');
CREATE TABLE account (id integer PRIMARY KEY, name text, level level DEFAULT 'low', changed timestamptz);
CREATE TABLE log (id serial PRIMARY KEY, what text, at timestamptz DEFAULT now());
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $body$
BEGIN
  NEW.changed := now(); -- it's now
  IF NEW.name = 'x;y' THEN RAISE NOTICE '$$ %', NEW.name; END IF;
  RETURN NEW;
END
$body$;
CREATE FUNCTION add(a integer, b integer DEFAULT 2) RETURNS integer LANGUAGE sql IMMUTABLE RETURN a + b;
CREATE FUNCTION add(a text, b text) RETURNS text LANGUAGE sql IMMUTABLE AS 'SELECT a || ''; '' || b';
CREATE FUNCTION accounts(wanted level) RETURNS SETOF account LANGUAGE sql STABLE BEGIN ATOMIC SELECT * FROM account WHERE level = wanted; END;
CREATE PROCEDURE clean() LANGUAGE plpgsql AS $$ BEGIN DELETE FROM log WHERE at < now() - '1 day'::interval; END $$;
CREATE AGGREGATE total(integer) (SFUNC = int4pl, STYPE = integer, INITCOND = '0');
CREATE TRIGGER touched BEFORE INSERT OR UPDATE OF name, level ON account FOR EACH ROW WHEN (NEW.name IS NOT NULL) EXECUTE FUNCTION touch();
CREATE TRIGGER each_statement AFTER DELETE ON account REFERENCING OLD TABLE AS gone FOR EACH STATEMENT EXECUTE FUNCTION touch('a', 'b');
CREATE CONSTRAINT TRIGGER checked AFTER UPDATE ON account DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION touch();
ALTER TABLE account DISABLE TRIGGER each_statement;
ALTER TABLE account ENABLE ALWAYS TRIGGER touched;
CREATE VIEW names AS SELECT id, upper(name) AS "Name" FROM account WHERE level = 'high'::level;
CREATE VIEW more_names WITH (security_barrier = true) AS SELECT "Name", add(id) AS n FROM names WITH LOCAL CHECK OPTION;
CREATE RECURSIVE VIEW numbers (n) AS VALUES (1) UNION ALL SELECT n + 1 FROM numbers WHERE n < 10;
CREATE MATERIALIZED VIEW summed AS SELECT level, count(*) AS n FROM account GROUP BY level;
CREATE UNIQUE INDEX by_level ON summed (level);
CREATE INDEX by_number ON summed (n DESC) WHERE n > 1;
COMMENT ON VIEW names IS 'Only high';
COMMENT ON COLUMN names."Name" IS 'Loud';
COMMENT ON MATERIALIZED VIEW summed IS 'Refreshed at night';
COMMENT ON FUNCTION add(integer, integer) IS 'Adds';
COMMENT ON TYPE level IS 'How high';
COMMENT ON TRIGGER touched ON account IS 'Keeps the time';
CREATE RULE nothing AS ON DELETE TO log DO INSTEAD NOTHING;
CREATE RULE also AS ON INSERT TO names DO INSTEAD (INSERT INTO account (id, name) VALUES (NEW.id, NEW."Name"); INSERT INTO log (what) VALUES ('x'));
ALTER TABLE account ENABLE ROW LEVEL SECURITY;
ALTER TABLE account FORCE ROW LEVEL SECURITY;
CREATE POLICY mine ON account FOR SELECT USING (name = CURRENT_USER);
CREATE POLICY own ON account AS RESTRICTIVE FOR ALL TO PUBLIC USING (id > 0) WITH CHECK (id > 1);
CREATE TABLE computed (id integer, plus integer GENERATED ALWAYS AS (add(id, 1)) STORED, n integer DEFAULT add(1, 2), CHECK (add(id) > 0));
CREATE INDEX by_sum ON computed (add(id, n));
INSERT INTO account VALUES (1, 'one; two', 'low', NULL), (2, E'tab\there', 'high', now());
INSERT INTO log (what) SELECT 'row ' || n FROM generate_series(1, 5) n;
