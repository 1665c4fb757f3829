--
-- PostgreSQL database dump
--

\restrict abcdefgh

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: app; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA app;


ALTER SCHEMA app OWNER TO postgres;

--
-- Name: reporting; Type: SCHEMA; Schema: -; Owner: postgres
--

CREATE SCHEMA reporting;


ALTER SCHEMA reporting OWNER TO postgres;

--
-- Name: pgcrypto; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS pgcrypto WITH SCHEMA public;


--
-- Name: EXTENSION pgcrypto; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION pgcrypto IS 'cryptographic functions';


--
-- Name: Role; Type: TYPE; Schema: app; Owner: postgres
--

CREATE TYPE app."Role" AS ENUM (
    'USER',
    'ADMIN',
    'it''s complicated'
);


ALTER TYPE app."Role" OWNER TO postgres;

--
-- Name: device; Type: TYPE; Schema: app; Owner: postgres
--

CREATE TYPE app.device AS (
	kind text,
	version integer
);


ALTER TYPE app.device OWNER TO postgres;

--
-- Name: email_address; Type: DOMAIN; Schema: app; Owner: postgres
--

CREATE DOMAIN app.email_address AS character varying(320)
	CONSTRAINT email_address_check CHECK (((VALUE)::text ~ '^[^@;'']+@[^@]+$'::text));


ALTER DOMAIN app.email_address OWNER TO postgres;

--
-- Name: set_updated_at(); Type: FUNCTION; Schema: app; Owner: postgres
--

CREATE FUNCTION app.set_updated_at() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
  -- a comment; with a semicolon
  NEW."updatedAt" := now();
  RETURN NEW;
END;
$$;


ALTER FUNCTION app.set_updated_at() OWNER TO postgres;

SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: User; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app."User" (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    email app.email_address,
    role app."Role" DEFAULT 'USER'::app."Role" NOT NULL,
    tags text[] DEFAULT '{}'::text[] NOT NULL,
    hashed_password text,
    "updatedAt" timestamp(3) without time zone DEFAULT CURRENT_TIMESTAMP NOT NULL
);


ALTER TABLE app."User" OWNER TO postgres;

--
-- Name: authKey; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app."authKey" (
    id text NOT NULL,
    user_id uuid NOT NULL,
    hashed_password text
);


ALTER TABLE app."authKey" OWNER TO postgres;

--
-- Name: authSession; Type: TABLE; Schema: app; Owner: postgres
--

CREATE TABLE app."authSession" (
    id text NOT NULL,
    user_id uuid NOT NULL,
    active_expires bigint NOT NULL,
    idle_expires bigint NOT NULL,
    "userAgent" character varying(255) DEFAULT ''::character varying,
    device app.device,
    ip inet,
    meta jsonb DEFAULT '{}'::jsonb NOT NULL,
    "updatedAt" timestamp(3) without time zone DEFAULT '2024-01-01 00:00:00'::timestamp without time zone NOT NULL,
    CONSTRAINT "agentNotTooLong" CHECK ((length(("userAgent")::text) < 255))
);


ALTER TABLE app."authSession" OWNER TO postgres;

--
-- Name: TABLE "authSession"; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON TABLE app."authSession" IS 'Lucia''s sessions; "quoted"';


--
-- Name: COLUMN "authSession".idle_expires; Type: COMMENT; Schema: app; Owner: postgres
--

COMMENT ON COLUMN app."authSession".idle_expires IS 'milliseconds';


--
-- Name: agents; Type: VIEW; Schema: reporting; Owner: postgres
--

CREATE VIEW reporting.agents AS
 SELECT DISTINCT "authSession"."userAgent" AS agent
   FROM app."authSession";


ALTER TABLE reporting.agents OWNER TO postgres;

--
-- Name: page_views; Type: TABLE; Schema: reporting; Owner: postgres
--

CREATE TABLE reporting.page_views (
    id bigint NOT NULL,
    session_id text,
    seen_at timestamp with time zone DEFAULT now() NOT NULL,
    year integer GENERATED ALWAYS AS (
CASE
    WHEN (id > 0) THEN 2024
    ELSE 0
END) STORED
);


ALTER TABLE reporting.page_views OWNER TO postgres;

--
-- Name: page_views_id_seq; Type: SEQUENCE; Schema: reporting; Owner: postgres
--

ALTER TABLE reporting.page_views ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME reporting.page_views_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);


--
-- Name: sessions_per_user; Type: MATERIALIZED VIEW; Schema: reporting; Owner: postgres
--

CREATE MATERIALIZED VIEW reporting.sessions_per_user AS
 SELECT "authSession".user_id,
    count(*) AS sessions
   FROM app."authSession"
  GROUP BY "authSession".user_id
  WITH NO DATA;


ALTER TABLE reporting.sessions_per_user OWNER TO postgres;

--
-- Data for Name: User; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app."User" (id, email, role, tags, hashed_password, "updatedAt") FROM stdin;
018c0000-0000-7000-8000-000000000001	ann@example.org	ADMIN	{}	older hash	2024-01-01 00:00:00
018c0000-0000-7000-8000-000000000002	\N	it's complicated	{}	\N	2024-01-02 00:00:00
\.


--
-- Data for Name: authKey; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app."authKey" (id, user_id, hashed_password) FROM stdin;
email:ann@example.org	018c0000-0000-7000-8000-000000000001	s2:salt:hash
github:1001	018c0000-0000-7000-8000-000000000001	\N
google:	018c0000-0000-7000-8000-000000000002	\N
google:sub:with:colons	018c0000-0000-7000-8000-000000000002	\N
discord:quote's\nnewline\ttab\\backslash 😀	018c0000-0000-7000-8000-000000000002	\N
:empty provider	018c0000-0000-7000-8000-000000000002	\N
email:empty@hash	018c0000-0000-7000-8000-000000000002	
\.


--
-- Data for Name: authSession; Type: TABLE DATA; Schema: app; Owner: postgres
--

COPY app."authSession" (id, user_id, active_expires, idle_expires, "userAgent", device, ip, meta, "updatedAt") FROM stdin;
zzz	018c0000-0000-7000-8000-000000000001	1700086400123	1701296000123		(phone,3)	10.0.0.1	{"a": "b, c"}	2024-01-01 00:00:00
it's a\\b\nc	018c0000-0000-7000-8000-000000000002	4102444800999	4102444800001		\N	\N	{}	2024-01-01 00:00:00
zero	018c0000-0000-7000-8000-000000000002	0	0		\N	\N	{}	2024-01-01 00:00:00
huge	018c0000-0000-7000-8000-000000000002	9007199254740991	253402300799999		\N	\N	{}	2024-01-01 00:00:00
\.


--
-- Data for Name: page_views; Type: TABLE DATA; Schema: reporting; Owner: postgres
--

COPY reporting.page_views (id, session_id, seen_at) FROM stdin;
1	zzz	2024-01-01 00:00:00+00
2	zero	2024-01-01 00:00:00+00
3	\N	2024-01-01 00:00:00+00
\.


--
-- Name: page_views_id_seq; Type: SEQUENCE SET; Schema: reporting; Owner: postgres
--

SELECT pg_catalog.setval('reporting.page_views_id_seq', 3, true);


--
-- Name: User User_email_key; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app."User"
    ADD CONSTRAINT "User_email_key" UNIQUE (email);


--
-- Name: User User_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app."User"
    ADD CONSTRAINT "User_pkey" PRIMARY KEY (id);


--
-- Name: authKey authKey_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app."authKey"
    ADD CONSTRAINT "authKey_pkey" PRIMARY KEY (id);


--
-- Name: authSession authSession_pkey; Type: CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app."authSession"
    ADD CONSTRAINT "authSession_pkey" PRIMARY KEY (id);


--
-- Name: page_views page_views_pkey; Type: CONSTRAINT; Schema: reporting; Owner: postgres
--

ALTER TABLE ONLY reporting.page_views
    ADD CONSTRAINT page_views_pkey PRIMARY KEY (id);


--
-- Name: authKey_user_id_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX "authKey_user_id_idx" ON app."authKey" USING btree (user_id);


--
-- Name: authSession_idle_id; Type: INDEX; Schema: app; Owner: postgres
--

CREATE UNIQUE INDEX "authSession_idle_id" ON app."authSession" USING btree (idle_expires DESC, id);


--
-- Name: authSession_meta_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX "authSession_meta_idx" ON app."authSession" USING gin (meta jsonb_path_ops);


--
-- Name: authSession_partial; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX "authSession_partial" ON app."authSession" USING btree (user_id, lower(("userAgent")::text) DESC NULLS LAST) WHERE (ip IS NOT NULL);


--
-- Name: authSession_user_id_idx; Type: INDEX; Schema: app; Owner: postgres
--

CREATE INDEX "authSession_user_id_idx" ON app."authSession" USING btree (user_id);


--
-- Name: sessions_per_user_user; Type: INDEX; Schema: reporting; Owner: postgres
--

CREATE UNIQUE INDEX sessions_per_user_user ON reporting.sessions_per_user USING btree (user_id);


--
-- Name: User set_updated_at; Type: TRIGGER; Schema: app; Owner: postgres
--

CREATE TRIGGER set_updated_at BEFORE UPDATE ON app."User" FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();


--
-- Name: authSession set_updated_at; Type: TRIGGER; Schema: app; Owner: postgres
--

CREATE TRIGGER set_updated_at BEFORE UPDATE ON app."authSession" FOR EACH ROW EXECUTE FUNCTION app.set_updated_at();


--
-- Name: authKey authKey_user_id_fkey; Type: FK CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app."authKey"
    ADD CONSTRAINT "authKey_user_id_fkey" FOREIGN KEY (user_id) REFERENCES app."User"(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: authSession authSession_user_id_fkey; Type: FK CONSTRAINT; Schema: app; Owner: postgres
--

ALTER TABLE ONLY app."authSession"
    ADD CONSTRAINT "authSession_user_id_fkey" FOREIGN KEY (user_id) REFERENCES app."User"(id) ON UPDATE CASCADE ON DELETE CASCADE;


--
-- Name: page_views page_views_session_id_fkey; Type: FK CONSTRAINT; Schema: reporting; Owner: postgres
--

ALTER TABLE ONLY reporting.page_views
    ADD CONSTRAINT page_views_session_id_fkey FOREIGN KEY (session_id) REFERENCES app."authSession"(id) ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED;


--
-- Name: authSession; Type: ROW SECURITY; Schema: app; Owner: postgres
--

ALTER TABLE app."authSession" ENABLE ROW LEVEL SECURITY;

--
-- Name: authSession own_sessions; Type: POLICY; Schema: app; Owner: postgres
--

CREATE POLICY own_sessions ON app."authSession" FOR SELECT USING ((user_id = (current_setting('app.user'::text, true))::uuid));


--
-- Name: sessions_per_user; Type: MATERIALIZED VIEW DATA; Schema: reporting; Owner: postgres
--

REFRESH MATERIALIZED VIEW reporting.sessions_per_user;


--
-- PostgreSQL database dump complete
--

\unrestrict abcdefgh

