-- Lucia 1 after years: a schema, indexes and checks over the columns that go, a trigger that counts, a view over all.
CREATE SCHEMA app;
CREATE TABLE app.auth_user (
    id varchar(15) PRIMARY KEY,
    mail text NOT NULL UNIQUE
);
CREATE TABLE app.auth_key (
    id varchar(255) NOT NULL,
    user_id varchar(15) NOT NULL,
    hashed_password varchar(255),
    primary_key boolean NOT NULL DEFAULT false,
    expires bigint CHECK (expires > 0),
    note text,
    CONSTRAINT auth_key_pk PRIMARY KEY (id),
    CONSTRAINT key_user FOREIGN KEY (user_id) REFERENCES app.auth_user (id) ON DELETE CASCADE,
    CONSTRAINT one_kind CHECK (expires IS NULL OR NOT primary_key),
    CONSTRAINT id_has_provider CHECK (id LIKE '%:%')
);
CREATE INDEX key_expires ON app.auth_key (expires) WHERE expires IS NOT NULL;
CREATE INDEX ON app.auth_key (user_id, primary_key);
CREATE UNIQUE INDEX only_one_primary ON app.auth_key (user_id) WHERE primary_key;
CREATE INDEX key_user_idx ON app.auth_key (user_id);
COMMENT ON COLUMN app.auth_key.expires IS 'milliseconds; the user''s links';
CREATE TABLE app.auth_session (
    id varchar(40) PRIMARY KEY,
    user_id varchar(15) NOT NULL REFERENCES app.auth_user (id) ON DELETE CASCADE,
    active_expires bigint NOT NULL,
    idle_expires bigint NOT NULL,
    seen integer NOT NULL DEFAULT 0
);
CREATE TABLE app.removed (id text, at timestamptz DEFAULT '2020-01-01');
CREATE FUNCTION app.note_removed() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO app.removed (id) VALUES (OLD.id); RETURN OLD; END $$;
CREATE TRIGGER note_removed AFTER DELETE ON app.auth_key FOR EACH ROW EXECUTE FUNCTION app.note_removed();
CREATE FUNCTION app.count_seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen := NEW.seen + 1; RETURN NEW; END $$;
CREATE TRIGGER count_seen BEFORE UPDATE ON app.auth_session FOR EACH ROW EXECUTE FUNCTION app.count_seen();
CREATE VIEW app.every_key AS SELECT * FROM app.auth_key;
INSERT INTO app.auth_user VALUES ('u1', 'a@example.org'), ('u2', 'b@example.org'), ('u3', 'nobody-yet@example.org');
INSERT INTO app.auth_key (id, user_id, hashed_password, primary_key, expires, note) VALUES
    ('email:a@example.org', 'u1', 's2:1:2', true, NULL, 'it''s the first'),
    ('discord:1', 'u1', NULL, false, NULL, NULL),
    ('email:b@example.org', 'u2', 's2:3:4', true, NULL, NULL),
    ('reset:zzzz', 'u2', NULL, false, 1700000000000, 'link');
INSERT INTO app.auth_session VALUES
    ('s1', 'u1', 4102444799000, 4102444800000, 3),
    ('s2', 'u2', 1, 1500000000001, 0),
    ('s3', 'u2', 5, 1500000000007, 9);
