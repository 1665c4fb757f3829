SELECT m.name, 'column', c.name, trim(lower(c.type) || CASE WHEN c."notnull" THEN ' not null' ELSE '' END
    || CASE WHEN c.pk > 0 THEN ' key ' || c.pk ELSE '' END || coalesce(' default ' || c.dflt_value, '')
    || CASE WHEN c.hidden > 0 THEN ' hidden ' || c.hidden ELSE '' END)
FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\' AND c.hidden <> 1
UNION ALL
SELECT m.name, 'key', f."from", lower(f."table" || ' ' || coalesce(f."to", '') || ' ' || f.on_update || ' ' || f.on_delete)
FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\'
UNION ALL
SELECT m.name, 'index', CASE WHEN i.origin = 'c' THEN i.name ELSE '' END, i."unique" || ' ' || i.origin || ' ' || i.partial
    || ' ' || (SELECT group_concat(coalesce(x.name, 'expression') || ' ' || x."desc" || ' ' || x.coll)
               FROM pragma_index_xinfo(i.name) x WHERE x."key")
FROM sqlite_master m JOIN pragma_index_list(m.name) i
WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\_%' ESCAPE '\'
UNION ALL
SELECT m.tbl_name, m.type, m.name, m.sql FROM sqlite_master m WHERE m.type IN ('trigger', 'view')
ORDER BY 1, 2, 3, 4
