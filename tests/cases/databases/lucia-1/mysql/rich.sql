-- Lucia 1 after years: indexes and checks over the columns that go, triggers, a column that notes every UPDATE.
CREATE TABLE `auth_user` (
  `id` varchar(15) NOT NULL,
  `mail` varchar(191) NOT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `auth_key` (
  `id` varchar(255) CHARACTER SET utf8mb4 COLLATE utf8mb4_bin NOT NULL,
  `user_id` varchar(15) NOT NULL,
  `primary_key` tinyint(3) unsigned NOT NULL DEFAULT 0,
  `hashed_password` varchar(255) DEFAULT NULL,
  `expires` bigint(20) unsigned DEFAULT NULL COMMENT 'the user''s links',
  `note` varchar(50) DEFAULT NULL,
  `changed` timestamp NOT NULL DEFAULT '2020-01-01 00:00:01' ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `key_user` (`user_id`,`primary_key`),
  KEY `key_expires` (`expires`),
  KEY (`expires`,`note`),
  KEY `key_user_only` (`user_id`),
  CONSTRAINT `key_user_fk` FOREIGN KEY (`user_id`) REFERENCES `auth_user` (`id`) ON DELETE CASCADE,
  CONSTRAINT `one_kind` CHECK (`expires` is null or `primary_key` = 0)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `auth_session` (
  `id` varchar(40) NOT NULL,
  `user_id` varchar(15) NOT NULL,
  `active_expires` bigint(20) unsigned NOT NULL,
  `idle_expires` bigint(20) unsigned NOT NULL,
  `changed` timestamp NOT NULL DEFAULT '2020-01-01 00:00:01' ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `session_user` (`user_id`),
  CONSTRAINT `session_user_fk` FOREIGN KEY (`user_id`) REFERENCES `auth_user` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE `removed` (`id` varchar(255));
CREATE TRIGGER note_removed AFTER DELETE ON auth_key FOR EACH ROW INSERT INTO removed VALUES (OLD.id);
CREATE TRIGGER session_watch BEFORE UPDATE ON auth_session FOR EACH ROW SET NEW.user_id = OLD.user_id;
INSERT INTO auth_user VALUES ('u1', 'a@example.org'), ('u2', 'b@example.org'), ('u3', 'nobody-yet@example.org');
INSERT INTO auth_key (id, user_id, hashed_password, primary_key, expires, note) VALUES
    ('email:a@example.org', 'u1', 's2:1:2', 1, NULL, 'it''s the first'),
    ('discord:1', 'u1', NULL, 0, NULL, NULL),
    ('email:b@example.org', 'u2', 's2:3:4', 1, NULL, NULL),
    ('reset:zzzz', 'u2', NULL, 0, 1700000000000, 'link');
INSERT INTO auth_session (id, user_id, active_expires, idle_expires) VALUES
    ('s1', 'u1', 4102444799000, 4102444800000),
    ('s2', 'u2', 1, 1500000000001),
    ('s3', 'u2', 5, 1500000000007);
