-- Every type that PostgreSQL has of its own, and the ways in which people make more.
CREATE EXTENSION citext;
CREATE EXTENSION hstore;
CREATE TYPE public.mood AS ENUM ('sad', 'it''s ok', 'happy', '');
CREATE TYPE public."Role" AS ENUM ('USER', 'ADMIN');
CREATE TYPE public.address AS (street text, "postCode" character varying(10), mood public.mood);
CREATE TYPE public.floats AS RANGE (subtype = double precision, subtype_diff = float8mi);
CREATE FUNCTION public.is_mail(value text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$ SELECT value LIKE '%@%' $$;
CREATE DOMAIN public.mail AS public.citext DEFAULT 'nobody@example.com' CONSTRAINT is_mail CHECK (public.is_mail(VALUE::text)) NOT NULL;
CREATE DOMAIN public.positive AS integer CHECK (VALUE > 0);
CREATE COLLATION public.german (provider = icu, locale = 'de-DE');
CREATE TABLE numbers (
  a smallint, b integer, c bigint, d numeric, e numeric(10), f numeric(12, 4), g real, h double precision, i money,
  j int2, k int4, l int8, m decimal(5, 2), n float(10), o float(40), p oid, q "char", r boolean DEFAULT true NOT NULL
);
CREATE TABLE texts (
  a text, b character varying, c character varying(255), d varchar(10) NOT NULL, e character(3), f char, g bpchar,
  h name, i citext, j bytea, k bit, l bit(8), m bit varying, n bit varying(12), o xml, p uuid DEFAULT gen_random_uuid(),
  q text COLLATE "C", r text COLLATE public.german, s varchar(20) COLLATE "de-x-icu" DEFAULT 'ä' NOT NULL
);
CREATE TABLE times (
  a date, b time, c time(3), d time with time zone, e timetz(2), f timestamp, g timestamp(3), h timestamp with time zone,
  i timestamptz(6) DEFAULT now() NOT NULL, j interval, k interval(3), l interval day to second, m interval year to month,
  n interval day to second(2), o timestamp DEFAULT CURRENT_TIMESTAMP, p date DEFAULT CURRENT_DATE,
  q timestamptz DEFAULT timezone('utc'::text, now()), r interval DEFAULT '1 day'::interval,
  s timestamptz DEFAULT (now() + '30 days'::interval) NOT NULL, t time DEFAULT LOCALTIME
);
CREATE TABLE others (
  a json, b jsonb DEFAULT '{}'::jsonb NOT NULL, c jsonpath, d inet, e cidr, f macaddr, g macaddr8, h point, i line, j lseg,
  k box, l path, m polygon, n circle, o tsvector, p tsquery, q int4range, r int8range, s numrange, t tsrange, u tstzrange,
  v daterange, w int4multirange, x pg_lsn, y regclass, z hstore, aa txid_snapshot, bb regproc, cc public.floats
);
CREATE TABLE arrays (
  a integer[], b text[] DEFAULT '{}'::text[] NOT NULL, c character varying(3)[], d integer[][], e numeric(10, 2)[], f timestamptz[],
  g public.mood[] DEFAULT ARRAY['sad'::public.mood], h text ARRAY, i integer[3], j double precision[], k "Role"[], l public.mail[]
);
CREATE TABLE own (
  a public.mood DEFAULT 'happy'::public.mood, b "Role" DEFAULT 'USER' NOT NULL, c public.mail, d public.positive,
  e public.address, f public.address DEFAULT ROW('x', 'y', 'sad')::public.address
);
CREATE TABLE defaults (
  a text DEFAULT 'it''s', b text DEFAULT E'line\nbreak\\', c integer DEFAULT -1, d integer DEFAULT (1 + 2) * 3, e text DEFAULT NULL,
  f text DEFAULT ('a' || 'b'), g bytea DEFAULT '\x00ff', h boolean DEFAULT (1 > 0), i bit(3) DEFAULT B'101', j text DEFAULT USER,
  k text DEFAULT upper('x'), l integer DEFAULT CASE WHEN 1 > 0 THEN 1 ELSE 2 END, m double precision DEFAULT 1.5e-3,
  n uuid DEFAULT '00000000-0000-0000-0000-000000000000', o text DEFAULT $$dollar's$$, p numeric DEFAULT 0.00,
  q text DEFAULT md5(random()::text), r bigint DEFAULT (EXTRACT(epoch FROM now()) * 1000)::bigint, s text DEFAULT '-- no comment; really'
);
