CREATE TABLE `user` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(255) CHARACTER SET ascii COLLATE ascii_bin DEFAULT NULL,
  `name` varchar(50) NOT NULL DEFAULT 'nobody' COMMENT 'How they''re called',
  `role` enum('user','admin') DEFAULT 'user',
  `lower_name` varchar(50) GENERATED ALWAYS AS (lower(`name`)) STORED,
  `at` timestamp NOT NULL DEFAULT current_timestamp() ON UPDATE current_timestamp(),
  PRIMARY KEY (`id`),
  UNIQUE KEY `mail` (`email`),
  KEY `by_name` (`name`(10) DESC, `role`),
  CONSTRAINT `named` CHECK (char_length(`name`) > 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci COMMENT='People';
CREATE TABLE session (
  id varchar(100) PRIMARY KEY,
  user_id bigint unsigned NOT NULL,
  CONSTRAINT owner FOREIGN KEY (user_id) REFERENCES `user` (id) ON UPDATE CASCADE ON DELETE CASCADE
) ROW_FORMAT=COMPRESSED CHARSET=utf8mb4 COLLATE=utf8mb4_bin;
CREATE TRIGGER touched BEFORE UPDATE ON session FOR EACH ROW SET NEW.user_id = OLD.user_id;
CREATE VIEW names AS SELECT name FROM `user`;
