WITH ours AS (
  SELECT c.oid, c.relkind, CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name
  FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'p', 'v', 'm') AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
)
SELECT o.name, 'column', a.attname::text, concat_ws(' ', pg_catalog.format_type(a.atttypid, a.atttypmod),
    CASE WHEN a.attnotnull THEN 'not null' END, 'default ' || pg_catalog.pg_get_expr(d.adbin, d.adrelid),
    nullif(a.attidentity::text, ''), nullif(a.attgenerated::text, ''))
FROM ours o JOIN pg_catalog.pg_attribute a ON a.attrelid = o.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_catalog.pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
WHERE o.relkind IN ('r', 'p')
UNION ALL
SELECT o.name, 'key', k.conname::text, pg_catalog.pg_get_constraintdef(k.oid)
FROM ours o JOIN pg_catalog.pg_constraint k ON k.conrelid = o.oid WHERE k.contype <> 'n'
UNION ALL
SELECT o.name, 'index', i.indexrelid::regclass::text, pg_catalog.pg_get_indexdef(i.indexrelid)
FROM ours o JOIN pg_catalog.pg_index i ON i.indrelid = o.oid
UNION ALL
SELECT o.name, 'trigger', t.tgname::text, pg_catalog.pg_get_triggerdef(t.oid) || ' ' || t.tgenabled::text
FROM ours o JOIN pg_catalog.pg_trigger t ON t.tgrelid = o.oid WHERE NOT t.tgisinternal
UNION ALL
SELECT o.name, 'view', '', pg_catalog.pg_get_viewdef(o.oid) FROM ours o WHERE o.relkind IN ('v', 'm')
UNION ALL
SELECT o.name, 'comment', coalesce(a.attname::text, ''), d.description
FROM ours o JOIN pg_catalog.pg_description d ON d.objoid = o.oid AND d.classoid = 'pg_catalog.pg_class'::regclass
LEFT JOIN pg_catalog.pg_attribute a ON a.attrelid = o.oid AND a.attnum = d.objsubid AND d.objsubid > 0
ORDER BY 1, 2, 3, 4
