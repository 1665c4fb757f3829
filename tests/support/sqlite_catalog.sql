-- kind, schema, object, part, name, position, type, text
-- What the pragmas tell; the rest is read out of the statements that SQLite keeps.

SELECT 'database', NULL, 'main', 'object', '', 0, '', 'user_version ' || user_version FROM pragma_user_version WHERE user_version <> 0;

SELECT l.type, NULL, l.name, 'object', '', 0, '',
       trim(iif(l.wr, 'without rowid ', '') || iif(l.strict, 'strict', ''))
FROM pragma_table_list l
WHERE l.schema = 'main' AND l.type <> 'view' AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\';

-- A primary key of one INTEGER column stands for the row's number, which is never NULL, said or not.
SELECT l.type, NULL, l.name, 'column', c.name, c.cid, c.type,
       trim(iif(c."notnull" AND NOT (c.pk = 1 AND c.type = 'INTEGER' COLLATE NOCASE AND NOT l.wr
           AND (SELECT count(*) FROM pragma_table_info(l.name) k WHERE k.pk > 0) = 1), 'not null ', '') || ifnull('default ' || c.dflt_value, '')
         || CASE c.hidden WHEN 1 THEN ' hidden' WHEN 2 THEN ' virtual' WHEN 3 THEN ' stored' ELSE '' END)
FROM pragma_table_list l JOIN pragma_table_xinfo(l.name) c
WHERE l.schema = 'main' AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\';

SELECT 'table', NULL, name, 'constraint', '', 0, '', 'primary key (' || group_concat(column, ', ') || ')'
FROM (SELECT l.name, c.name AS column FROM pragma_table_list l JOIN pragma_table_xinfo(l.name) c
      WHERE l.schema = 'main' AND c.pk > 0 AND l.name NOT LIKE 'sqlite\_%' ESCAPE '\' ORDER BY l.name, c.pk)
GROUP BY name;

-- A foreign key that names no columns means the primary key of the other table.
SELECT 'table', NULL, name, 'constraint', '', 0, '',
       'foreign key (' || group_concat("from", ', ') || ') references ' || other || ' (' || group_concat("to", ', ')
         || ') on update ' || lower(on_update) || ' on delete ' || lower(on_delete)
FROM (SELECT l.name, f.id, f."table" AS other, f."from", f.on_update, f.on_delete,
        coalesce(f."to", (SELECT p.name FROM pragma_table_xinfo(f."table") p WHERE p.pk = f.seq + 1), '?') AS "to"
      FROM pragma_table_list l JOIN pragma_foreign_key_list(l.name) f WHERE l.schema = 'main' ORDER BY l.name, f.id, f.seq)
GROUP BY name, id;

SELECT 'table', NULL, name, 'constraint', '', 0, '', 'unique (' || group_concat(column, ', ') || ')'
FROM (SELECT l.name, i.name AS "index", x.name || iif(x.desc, ' desc', '')
        || iif(x.coll = 'BINARY', '', ' collate ' || lower(x.coll)) AS column
      FROM pragma_table_list l JOIN pragma_index_list(l.name) i JOIN pragma_index_xinfo(i.name) x
      WHERE l.schema = 'main' AND i.origin = 'u' AND x.key ORDER BY l.name, i.name, x.seqno)
GROUP BY name, "index";
