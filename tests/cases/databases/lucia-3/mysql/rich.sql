-- Lucia 3 with narrow ids in another character set, attributes, a trigger, a column that notes every UPDATE.
CREATE TABLE `user` (`id` int unsigned NOT NULL AUTO_INCREMENT, `email` varchar(191), PRIMARY KEY (`id`)) CHARSET=latin1;
CREATE TABLE `session` (
  `id` varchar(40) CHARACTER SET ascii COLLATE ascii_bin NOT NULL COMMENT 'from the cookie',
  `user_id` int unsigned NOT NULL,
  `expires_at` datetime(3) NOT NULL,
  `agent` text,
  `changed` timestamp NOT NULL DEFAULT '2020-01-01 00:00:01' ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `session_user` (`user_id`),
  KEY `session_start` (`id`(8)),
  CONSTRAINT `session_user_fk` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=latin1;
CREATE TRIGGER session_watch BEFORE UPDATE ON session FOR EACH ROW SET NEW.agent = 'noticed';
INSERT INTO user VALUES (7, 'a@example.org');
INSERT INTO session (id, user_id, expires_at, agent) VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 7, '2100-01-01 00:00:00.123', 'it''s'),
    ('short', 7, '2100-01-01 00:00:00', NULL);
