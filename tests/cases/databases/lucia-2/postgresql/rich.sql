-- A grown application: another schema, uuid users, extra columns, indexes, checks, triggers, views, children that cascade.
CREATE SCHEMA auth;
CREATE TYPE auth."Plan" AS ENUM ('free', 'it''s paid');
CREATE TABLE auth."User" (
    id uuid PRIMARY KEY,
    email varchar(320) NOT NULL UNIQUE,
    plan auth."Plan" NOT NULL DEFAULT 'free',
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE TABLE auth."Key" (
    id varchar(255) CONSTRAINT key_primary PRIMARY KEY,
    user_id uuid NOT NULL REFERENCES auth."User" (id) ON DELETE CASCADE ON UPDATE CASCADE,
    hashed_password varchar(255),
    label text DEFAULT 'none',
    "created At" timestamptz NOT NULL DEFAULT '2020-01-01 00:00:00+00'
);
CREATE TABLE auth."Session" (
    id varchar(127) NOT NULL,
    user_id uuid NOT NULL,
    active_expires bigint NOT NULL,
    idle_expires bigint NOT NULL DEFAULT 0,
    country text,
    touched integer NOT NULL DEFAULT 0,
    CONSTRAINT session_pk PRIMARY KEY (id),
    CONSTRAINT session_user_fk FOREIGN KEY (user_id) REFERENCES auth."User" (id) ON DELETE CASCADE,
    CONSTRAINT idle_after_active CHECK (idle_expires >= active_expires),
    CHECK (idle_expires >= 0),
    CONSTRAINT touched_positive CHECK (touched >= 0)
);
CREATE INDEX session_idle ON auth."Session" (idle_expires);
CREATE INDEX session_user_active ON auth."Session" (user_id, active_expires DESC);
CREATE INDEX session_both ON auth."Session" (active_expires, idle_expires) INCLUDE (country);
CREATE INDEX session_live ON auth."Session" (user_id) WHERE idle_expires > 1500000000000;
CREATE INDEX session_country ON auth."Session" (lower(country));
COMMENT ON COLUMN auth."Session".active_expires IS 'end of the active period''s time';
COMMENT ON COLUMN auth."Session".idle_expires IS 'end';
COMMENT ON TABLE auth."Session" IS 'who is signed in';
CREATE TABLE public.audit (
    session_id varchar(127) NOT NULL REFERENCES auth."Session" (id) ON DELETE CASCADE,
    what text NOT NULL
);
CREATE FUNCTION auth.touch() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.touched := NEW.touched + 1; RETURN NEW; END $$;
CREATE TRIGGER touch BEFORE UPDATE ON auth."Session" FOR EACH ROW EXECUTE FUNCTION auth.touch();
CREATE FUNCTION auth.check_times() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF NEW.idle_expires < 0 THEN RAISE EXCEPTION 'no'; END IF; RETURN NEW; END $$;
CREATE TRIGGER check_times BEFORE INSERT ON auth."Session" FOR EACH ROW EXECUTE FUNCTION auth.check_times();
CREATE VIEW auth.sessions_of_users AS SELECT s.id, u.email FROM auth."Session" s JOIN auth."User" u ON u.id = s.user_id;
CREATE VIEW auth.all_sessions AS SELECT * FROM auth."Session";
CREATE VIEW auth.live_sessions AS SELECT id, user_id FROM auth."Session" WHERE idle_expires > extract(epoch FROM now()) * 1000;
INSERT INTO auth."User" (id, email, created_at) VALUES
  ('00000000-0000-0000-0000-000000000001', 'a@example.org', '2021-01-01 00:00:00+00'),
  ('00000000-0000-0000-0000-000000000002', 'b@example.org', '2021-01-01 00:00:00+00');
INSERT INTO auth."Key" (id, user_id, hashed_password, label, "created At") VALUES
  ('email:a@example.org', '00000000-0000-0000-0000-000000000001', 's2:0123456789abcdef:abababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab', 'first', '2021-01-01 00:00:00+00'),
  ('github:1', '00000000-0000-0000-0000-000000000001', NULL, NULL, '2022-01-01 00:00:00+00'),
  ('email:b@example.org', '00000000-0000-0000-0000-000000000002', NULL, 'magic', '2023-01-01 00:00:00+00');
INSERT INTO auth."Session" (id, user_id, active_expires, idle_expires, country, touched) VALUES
  ('s1', '00000000-0000-0000-0000-000000000001', 4102444799995, 4102444800000, 'NZ', 3),
  ('s2', '00000000-0000-0000-0000-000000000002', 1, 1500000000001, NULL, 0);
INSERT INTO public.audit VALUES ('s1', 'signed in'), ('s2', 'signed in');
