-- kind, schema, object, part, name, position, type, text
SET time_zone = '+00:00', sql_mode = '', group_concat_max_len = 1000000;

SELECT 'table', NULL, table_name, 'object', '', 0, '', CONCAT_WS(' ', table_type, 'engine', engine, 'collate', table_collation,
         'row format', row_format, NULLIF(REPLACE(create_options, 'partitioned', ''), ''),
         IF(table_comment = '', NULL, CONCAT('comment ', QUOTE(table_comment))))
FROM information_schema.tables WHERE table_schema = database() AND table_type <> 'VIEW';

SELECT 'table', NULL, c.table_name, 'column', column_name, ordinal_position, column_type, CONCAT_WS(' ',
         CONCAT('character set ', character_set_name), CONCAT('collate ', collation_name),
         IF(is_nullable = 'NO', 'not null', NULL), CONCAT('default ', column_default),
         IF(is_generated = 'ALWAYS', CONCAT('generated as (', generation_expression, ')'), NULL), NULLIF(extra, ''),
         IF(column_comment = '', NULL, CONCAT('comment ', QUOTE(column_comment))))
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE table_schema = database() AND t.table_type <> 'VIEW';

SELECT 'table', NULL, t.table_name, 'constraint', t.constraint_name, 0, '', CONCAT_WS(' ', LOWER(t.constraint_type),
         CONCAT('(', (SELECT GROUP_CONCAT(k.column_name ORDER BY k.ordinal_position SEPARATOR ', ')
           FROM information_schema.key_column_usage k WHERE k.constraint_schema = t.constraint_schema
             AND k.table_name = t.table_name AND k.constraint_name = t.constraint_name), ')'),
         (SELECT CONCAT('references ', IF(r.unique_constraint_schema = database(), '', CONCAT(r.unique_constraint_schema, '.')),
             r.referenced_table_name, ' (',
             (SELECT GROUP_CONCAT(k.referenced_column_name ORDER BY k.ordinal_position SEPARATOR ', ')
              FROM information_schema.key_column_usage k WHERE k.constraint_schema = t.constraint_schema
                AND k.table_name = t.table_name AND k.constraint_name = t.constraint_name),
             ') on update ', LOWER(r.update_rule), ' on delete ', LOWER(r.delete_rule))
          FROM information_schema.referential_constraints r WHERE r.constraint_schema = t.constraint_schema
            AND r.table_name = t.table_name AND r.constraint_name = t.constraint_name))
FROM information_schema.table_constraints t
WHERE t.table_schema = database() AND t.constraint_type <> 'CHECK';

SELECT 'table', NULL, table_name, 'constraint', constraint_name, 0, '', CONCAT('check (', check_clause, ')')
FROM information_schema.check_constraints WHERE constraint_schema = database();

SELECT 'table', NULL, table_name, 'index', index_name, 0, '', CONCAT_WS(' ', IF(MAX(non_unique) = 0, 'unique', NULL),
         LOWER(MAX(index_type)), CONCAT('(', GROUP_CONCAT(CONCAT(column_name, IFNULL(CONCAT('(', sub_part, ')'), ''),
           IF(collation = 'D', ' desc', '')) ORDER BY seq_in_index SEPARATOR ', '), ')'),
         IF(MAX(index_comment) = '', NULL, CONCAT('comment ', QUOTE(MAX(index_comment)))))
FROM information_schema.statistics WHERE table_schema = database() GROUP BY table_name, index_name;

SELECT 'table', NULL, table_name, 'partition', partition_name, 0, '',
       CONCAT_WS(' ', partition_method, partition_expression, partition_description)
FROM information_schema.partitions WHERE table_schema = database() AND partition_name IS NOT NULL;

SELECT 'table', NULL, event_object_table, 'trigger', trigger_name, 0, '', CONCAT_WS(' ', LOWER(action_timing),
         LOWER(event_manipulation), 'order', action_order, 'definer', definer, 'sql_mode', QUOTE(sql_mode), action_statement)
FROM information_schema.triggers WHERE trigger_schema = database();

SELECT 'view', NULL, table_name, 'object', '', 0, '', CONCAT_WS(' ', 'definer', definer, LOWER(security_type), 'check option',
         LOWER(check_option), 'as', REPLACE(view_definition, CONCAT('`', database(), '`.'), ''))
FROM information_schema.views WHERE table_schema = database();

SELECT LOWER(routine_type), NULL, routine_name, 'object', '', 0, '', CONCAT_WS(' ', dtd_identifier, routine_definition)
FROM information_schema.routines WHERE routine_schema = database();
