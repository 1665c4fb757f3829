COPY t (a, b) FROM stdin;
1	\\N
\.
INSERT INTO t VALUES (1, '(;'), (2, E'\'');
DO $$ BEGIN ALTER TABLE t ADD c int; EXCEPTION WHEN others THEN null; END $$;
