SELECT c.table_name, 'column', c.column_name, CONCAT_WS(' ', c.column_type, c.character_set_name, c.collation_name,
    IF(c.is_nullable = 'NO', 'not null', NULL), CONCAT('default ', c.column_default), NULLIF(c.extra, ''),
    NULLIF(c.generation_expression, ''), IF(c.column_comment = '', NULL, CONCAT('comment ', c.column_comment)))
FROM information_schema.columns c JOIN information_schema.tables t
  ON t.table_schema = c.table_schema AND t.table_name = c.table_name
WHERE c.table_schema = DATABASE() AND t.table_type <> 'VIEW'
UNION ALL
SELECT k.table_name, 'key', k.constraint_name, CONCAT_WS(' ', k.ordinal_position, k.column_name,
    k.referenced_table_name, k.referenced_column_name, r.update_rule, r.delete_rule)
FROM information_schema.key_column_usage k LEFT JOIN information_schema.referential_constraints r
  ON r.constraint_schema = k.constraint_schema AND r.constraint_name = k.constraint_name AND r.table_name = k.table_name
WHERE k.table_schema = DATABASE()
UNION ALL
SELECT s.table_name, 'index', CONCAT(s.index_name, ' ', s.seq_in_index),
  CONCAT_WS(' ', s.non_unique, s.column_name, s.sub_part, s.index_type)
FROM information_schema.statistics s WHERE s.table_schema = DATABASE()
UNION ALL
SELECT g.event_object_table, 'trigger', g.trigger_name, CONCAT_WS(' ', g.action_timing, g.event_manipulation, g.action_statement)
FROM information_schema.triggers g WHERE g.trigger_schema = DATABASE()
UNION ALL
SELECT v.table_name, 'view', '', v.view_definition FROM information_schema.views v WHERE v.table_schema = DATABASE()
ORDER BY 1, 2, 3, 4
