-- Lucia 3 with narrow ids, attributes, a trigger that counts, row-level security and an index over an expression.
CREATE TABLE "User" (id uuid PRIMARY KEY DEFAULT gen_random_uuid(), email text UNIQUE);
CREATE TABLE "Session" (
    id character varying(40) NOT NULL,
    user_id uuid NOT NULL,
    expires_at timestamp with time zone NOT NULL,
    "userAgent" text,
    seen integer DEFAULT 0 NOT NULL,
    CONSTRAINT "Session_pkey" PRIMARY KEY (id),
    CONSTRAINT "Session_user" FOREIGN KEY (user_id) REFERENCES "User" (id) ON DELETE CASCADE,
    CONSTRAINT id_is_lower CHECK (lower(id::text) = id::text)
);
CREATE INDEX session_by_user ON "Session" (user_id);
CREATE INDEX session_start ON "Session" (left(id::text, 8));
ALTER TABLE "Session" ENABLE ROW LEVEL SECURITY;
CREATE FUNCTION count_seen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.seen := NEW.seen + 1; RETURN NEW; END $$;
CREATE TRIGGER count_seen BEFORE UPDATE ON "Session" FOR EACH ROW EXECUTE FUNCTION count_seen();
INSERT INTO "User" VALUES ('00000000-0000-0000-0000-000000000001', 'a@example.org');
INSERT INTO "Session" VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', '00000000-0000-0000-0000-000000000001', '2100-01-01 00:00:00+00', 'it''s', 4),
    ('short', '00000000-0000-0000-0000-000000000001', '2100-01-01 00:00:00+00', NULL, 0);
