-- As SHOW CREATE TABLE prints what Better Auth 1.2 made, with short ids for providers, and what 1.7.0 has added.
CREATE TABLE `user` (
  `id` varchar(36) NOT NULL,
  `name` text NOT NULL,
  `email` varchar(255) NOT NULL,
  `emailVerified` tinyint(1) NOT NULL,
  `image` text DEFAULT NULL,
  `createdAt` datetime NOT NULL,
  `updatedAt` datetime NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `email` (`email`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `session` (
  `id` varchar(36) NOT NULL,
  `expiresAt` datetime NOT NULL,
  `token` varchar(255) NOT NULL,
  `createdAt` datetime NOT NULL,
  `updatedAt` datetime NOT NULL,
  `ipAddress` text DEFAULT NULL,
  `userAgent` text DEFAULT NULL,
  `userId` varchar(36) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `token` (`token`),
  KEY `userId` (`userId`),
  CONSTRAINT `session_ibfk_1` FOREIGN KEY (`userId`) REFERENCES `user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `account` (
  `id` varchar(36) NOT NULL,
  `accountId` varchar(191) NOT NULL,
  `providerId` varchar(191) NOT NULL,
  `userId` varchar(36) NOT NULL,
  `accessToken` text DEFAULT NULL,
  `refreshToken` text DEFAULT NULL,
  `idToken` text DEFAULT NULL,
  `accessTokenExpiresAt` datetime DEFAULT NULL,
  `refreshTokenExpiresAt` datetime DEFAULT NULL,
  `scope` text DEFAULT NULL,
  `password` text DEFAULT NULL,
  `createdAt` datetime NOT NULL,
  `updatedAt` datetime NOT NULL,
  `type` varchar(20) NOT NULL,
  `issuer` varchar(191) NOT NULL,
  PRIMARY KEY (`id`),
  UNIQUE KEY `account_issuer_accountId_uidx` (`issuer`,`accountId`),
  KEY `userId` (`userId`),
  CONSTRAINT `account_ibfk_1` FOREIGN KEY (`userId`) REFERENCES `user` (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;
CREATE TABLE `verification` (
  `id` varchar(36) NOT NULL,
  `identifier` varchar(255) NOT NULL,
  `value` text NOT NULL,
  `expiresAt` datetime NOT NULL,
  `createdAt` datetime DEFAULT NULL,
  `updatedAt` datetime DEFAULT NULL,
  PRIMARY KEY (`id`)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4;

INSERT INTO `user` VALUES
  ('u1', 'Anna', 'anna@example.org', 1, NULL, '2024-01-02 03:04:05', '2024-01-02 03:04:05'),
  ('u2', 'Berta', 'berta@example.org', 0, NULL, '2024-01-02 03:04:05', '2024-01-02 03:04:05');
INSERT INTO `session` VALUES ('s1', '2033-05-18 03:33:20', 'token-1', '2024-01-02 03:04:05', '2024-01-02 03:04:05', NULL, NULL, 'u1');
INSERT INTO `account` VALUES
  ('a1', 'u1', 'credential', 'u1', NULL, NULL, NULL, NULL, NULL, NULL, 'aa:bb', '2024-01-02 03:04:05', '2024-01-02 03:04:05', 'oauth', 'local:credential'),
  ('a2', 'g1', 'google', 'u1', 'ya29', NULL, 'ey', '2024-01-02 04:04:05', NULL, NULL, NULL, '2024-01-02 03:04:05', '2024-01-02 03:04:05', 'oauth', 'https://accounts.google.com'),
  ('a3', '1001', 'github', 'u2', 'gho', NULL, NULL, NULL, NULL, NULL, NULL, '2024-01-02 03:04:05', '2024-01-02 03:04:05', 'oauth', 'local:oauth:github');
INSERT INTO `verification` VALUES ('v1', 'anna@example.org', 'code', '2033-05-18 03:33:20', NULL, NULL);
