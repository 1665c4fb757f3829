-- The same as a dump has it: its unique keys stand in the tables, those over columns that go as well.
CREATE TABLE `accounts` (
  id INT NOT NULL AUTO_INCREMENT,
  compound_id VARCHAR(255) NOT NULL,
  user_id INTEGER NOT NULL,
  provider_type VARCHAR(255) NOT NULL,
  provider_id VARCHAR(255) NOT NULL,
  provider_account_id VARCHAR(255) NOT NULL,
  refresh_token TEXT,
  access_token TEXT,
  access_token_expires TIMESTAMP(6) NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  UNIQUE KEY `compound_id` (`compound_id`),
  KEY `provider_account_id` (`provider_account_id`),
  KEY `provider_id` (`provider_id`),
  KEY `user_id` (`user_id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `sessions` (
  id INT NOT NULL AUTO_INCREMENT,
  user_id INTEGER NOT NULL,
  expires TIMESTAMP(6) NOT NULL,
  session_token VARCHAR(255) NOT NULL,
  access_token VARCHAR(255) NOT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  UNIQUE KEY `session_token` (`session_token`),
  UNIQUE KEY `access_token` (`access_token`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `users` (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(255),
  email VARCHAR(255),
  email_verified TIMESTAMP(6) NULL,
  image VARCHAR(255),
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  UNIQUE KEY `email` (`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `verification_requests` (
  id INT NOT NULL AUTO_INCREMENT,
  identifier VARCHAR(255) NOT NULL,
  token VARCHAR(255) NOT NULL,
  expires TIMESTAMP(6) NOT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (`id`),
  UNIQUE KEY `token` (`token`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `invoices` (
  `id` int NOT NULL AUTO_INCREMENT,
  `user_id` int NOT NULL,
  PRIMARY KEY (`id`),
  CONSTRAINT `invoices_user` FOREIGN KEY (`user_id`) REFERENCES `users` (`id`) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

-- Anna has two accounts and two sessions, one of them over. Berta came by a link. Carl has no address. Dora has nothing.

INSERT INTO users (id, name, email, email_verified, image, created_at, updated_at) VALUES
  (1, 'Anna', 'Anna@Example.org', NULL, 'https://example.org/a.png', '2020-01-02 03:04:05.678', '2020-01-02 03:04:05.678'),
  (2, NULL, 'berta@example.org', '2021-06-07 08:09:10.111222', NULL, '2021-06-07 08:09:10', '2021-06-07 08:09:10'),
  (3, 'Carl', NULL, NULL, NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  (4, 'Dora', 'dora@example.org', NULL, NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO accounts (compound_id, user_id, provider_type, provider_id, provider_account_id, refresh_token, access_token, access_token_expires, created_at, updated_at) VALUES
  ('45154750260e04a8ad13c5c029ec97266a37464be357b7520b27395f0fb12947', 1, 'oauth', 'github', '1001', NULL, 'gho_1', NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('02dcfed6fcab80a3dbe8e711cd1ddcdc56a2d57a5266feba62676886a269a4dd', 1, 'oauth', 'google', '2002', '1//r', 'ya29', '2021-12-31 23:59:59.75', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('80ea317ebdffd00f365d5bea588089383fd5219925d74d65c12b502eda1ecf01', 3, 'oauth', 'azure-ad-b2c', 'a:b', NULL, 'ey''J', NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO sessions (user_id, expires, session_token, access_token, created_at, updated_at) VALUES
  (1, '2033-05-18 03:33:20.123456', 'live-of-anna', 'access-1', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  (1, '2019-01-01 00:00:00', 'over-of-anna', 'access-2', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  (2, '2033-05-18 03:33:20', 'live-of-berta', 'access-3', '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO verification_requests (identifier, token, expires, created_at, updated_at) VALUES
  ('new@example.org', '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed', '2033-05-18 03:33:20', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('new@example.org', '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3', '2019-05-18 03:33:20', '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO invoices VALUES (1, 1), (2, 3);
