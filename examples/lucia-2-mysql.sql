-- Larder: shared recipes and shopping lists. Sign-in by Lucia 2 with its mysql2 adapter.

CREATE TABLE `auth_user` (
  `id` VARCHAR(15) NOT NULL PRIMARY KEY,
  `email` VARCHAR(255) NOT NULL,
  `email_verified` TINYINT(1) NOT NULL DEFAULT 0,
  `username` VARCHAR(31) NOT NULL,
  `created_at` DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
  UNIQUE KEY `auth_user_email` (`email`),
  UNIQUE KEY `auth_user_username` (`username`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `user_key` (
  `id` VARCHAR(255) NOT NULL PRIMARY KEY,
  `user_id` VARCHAR(15) NOT NULL,
  `hashed_password` VARCHAR(255),
  KEY `user_key_user` (`user_id`),
  CONSTRAINT `user_key_user_fk` FOREIGN KEY (`user_id`) REFERENCES `auth_user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `user_session` (
  `id` VARCHAR(127) NOT NULL PRIMARY KEY,
  `user_id` VARCHAR(15) NOT NULL,
  `active_expires` BIGINT UNSIGNED NOT NULL,
  `idle_expires` BIGINT UNSIGNED NOT NULL,
  `country` CHAR(2) DEFAULT NULL COMMENT 'ISO 3166-1, from the address at sign-in',
  KEY `user_session_user` (`user_id`),
  CONSTRAINT `user_session_user_fk` FOREIGN KEY (`user_id`) REFERENCES `auth_user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- The application's own tables.

CREATE TABLE `recipe` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `author_id` VARCHAR(15) NOT NULL,
  `title` VARCHAR(120) NOT NULL,
  `difficulty` ENUM('easy', 'medium', 'hard') NOT NULL DEFAULT 'easy',
  `body` MEDIUMTEXT NOT NULL,
  `updated_at` TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `recipe_author` (`author_id`, `updated_at`),
  CONSTRAINT `recipe_author_fk` FOREIGN KEY (`author_id`) REFERENCES `auth_user` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

CREATE TABLE `shopping_item` (
  `id` INT UNSIGNED NOT NULL AUTO_INCREMENT,
  `recipe_id` INT UNSIGNED DEFAULT NULL,
  `label` VARCHAR(80) NOT NULL,
  `quantity` DECIMAL(7,2) NOT NULL DEFAULT '1.00',
  `done` TINYINT(1) NOT NULL DEFAULT 0,
  PRIMARY KEY (`id`),
  CONSTRAINT `shopping_item_recipe_fk` FOREIGN KEY (`recipe_id`) REFERENCES `recipe` (`id`) ON DELETE SET NULL
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
