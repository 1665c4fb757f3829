-- A grown application: integer users, character sets that differ, extra columns, indexes, checks, triggers, views.
CREATE TABLE `users` (
  `id` int unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(190) COLLATE utf8mb4_unicode_ci NOT NULL,
  `plan` enum('free','it''s paid') NOT NULL DEFAULT 'free',
  PRIMARY KEY (`id`),
  UNIQUE KEY `users_email` (`email`)
) ENGINE=InnoDB AUTO_INCREMENT=7 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `key` (
  `id` varchar(255) COLLATE utf8mb4_bin NOT NULL,
  `user_id` int unsigned NOT NULL,
  `hashed_password` varchar(255) DEFAULT NULL,
  `label` varchar(20) DEFAULT 'none' COMMENT 'it''s a label',
  `created_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `key_user` (`user_id`),
  CONSTRAINT `key_user_fk` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE ON UPDATE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_general_ci COMMENT='keys';
CREATE TABLE `session` (
  `id` varchar(127) NOT NULL,
  `active_expires` bigint unsigned NOT NULL COMMENT 'end of the active period',
  `country` varchar(2) DEFAULT NULL,
  `idle_expires` bigint unsigned NOT NULL COMMENT 'the end; really',
  `user_id` int unsigned NOT NULL,
  `touched` int NOT NULL DEFAULT 0,
  `changed_at` timestamp(3) NULL DEFAULT NULL ON UPDATE CURRENT_TIMESTAMP(3),
  PRIMARY KEY (`id`),
  KEY `session_user_idle` (`user_id`,`idle_expires`),
  KEY `session_idle` (`idle_expires`),
  KEY `session_active` (`active_expires`),
  KEY `session_country` (`country`),
  CONSTRAINT `session_user_fk` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE,
  CONSTRAINT `idle_after_active` CHECK (`idle_expires` >= `active_expires`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE audit (
  session_id varchar(127) NOT NULL,
  what varchar(50) NOT NULL,
  CONSTRAINT audit_session FOREIGN KEY (session_id) REFERENCES session (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
DELIMITER //
CREATE TRIGGER touch BEFORE UPDATE ON session FOR EACH ROW BEGIN
  SET NEW.touched = OLD.touched + 1;
END//
DELIMITER ;
CREATE TRIGGER check_times BEFORE INSERT ON session FOR EACH ROW SET NEW.idle_expires = GREATEST(NEW.idle_expires, 1);
CREATE VIEW sessions_of_users AS SELECT s.id, u.email FROM session s JOIN users u ON u.id = s.user_id;
CREATE VIEW live_sessions AS SELECT id, user_id FROM session WHERE idle_expires > 1500000000000;
INSERT INTO users (id, email) VALUES (1, 'a@example.org'), (2, 'b@example.org');
INSERT INTO `key` (id, user_id, hashed_password, label, created_at) VALUES
  ('email:a@example.org', 1, 's2:0123456789abcdef:abababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab', 'first', '2021-01-01 00:00:00'),
  ('email:A@example.org', 2, 's2:0123456789abcdef:abababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab', 'upper', '2021-01-01 00:00:00'),
  ('github:1', 1, NULL, NULL, '2022-01-01 00:00:00'),
  ('email:b@example.org', 2, NULL, 'magic', '2023-01-01 00:00:00');
INSERT INTO session (id, user_id, active_expires, idle_expires, country, touched) VALUES
  ('s1', 1, 4102444799995, 4102444800000, 'NZ', 3),
  ('s2', 2, 1, 1500000000001, NULL, 0);
INSERT INTO audit VALUES ('s1', 'signed in'), ('s2', 'signed in');
