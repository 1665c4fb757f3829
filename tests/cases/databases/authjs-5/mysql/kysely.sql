-- The tables of the Kysely adapter's tests: moments are UTC without saying so, and a new user counts as verified.
CREATE TABLE `User` (
  `id` varchar(36) PRIMARY KEY DEFAULT (UUID()),
  `name` varchar(255),
  `email` varchar(255) NOT NULL UNIQUE,
  `emailVerified` datetime(3) DEFAULT CURRENT_TIMESTAMP(3),
  `image` varchar(255)
);
CREATE TABLE `Account` (
  `id` varchar(36) PRIMARY KEY DEFAULT (UUID()),
  `userId` varchar(36) NOT NULL REFERENCES `User` (`id`) ON DELETE CASCADE,
  `type` varchar(255) NOT NULL,
  `provider` varchar(255) NOT NULL,
  `providerAccountId` varchar(255) NOT NULL,
  `refresh_token` varchar(255),
  `access_token` varchar(255),
  `expires_at` bigint,
  `token_type` varchar(255),
  `scope` varchar(255),
  `id_token` varchar(255),
  `session_state` varchar(255)
);
CREATE TABLE `Session` (
  `id` varchar(36) PRIMARY KEY DEFAULT (UUID()),
  `userId` varchar(36) NOT NULL REFERENCES `User` (`id`) ON DELETE CASCADE,
  `sessionToken` varchar(255) NOT NULL UNIQUE,
  `expires` datetime(3) NOT NULL
);
CREATE TABLE `VerificationToken` (
  `identifier` varchar(255) NOT NULL,
  `token` varchar(255) NOT NULL UNIQUE,
  `expires` datetime(3) NOT NULL
);
CREATE INDEX `Account_userId_index` ON `Account` (`userId`);
CREATE INDEX `Session_userId_index` ON `Session` (`userId`);

INSERT INTO `User` (`id`, `name`, `email`, `emailVerified`) VALUES
    ('11111111-1111-4111-8111-111111111111', 'Anna', 'anna@example.org', '2022-03-01 10:00:00.123'),
    ('22222222-2222-4222-8222-222222222222', NULL, 'berta@example.org', NULL);
INSERT INTO `Account` (`id`, `userId`, `type`, `provider`, `providerAccountId`, `access_token`, `expires_at`) VALUES
    ('a1111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111', 'oauth', 'twitter', '1001', 'a1', 1700000000),
    ('a2222222-2222-4222-8222-222222222222', '22222222-2222-4222-8222-222222222222', 'oidc', 'google', '2:0:02', NULL, NULL);
INSERT INTO `Session` (`id`, `userId`, `sessionToken`, `expires`) VALUES
    ('b1111111-1111-4111-8111-111111111111', '11111111-1111-4111-8111-111111111111', 'token-1', '2033-05-18 03:33:20.000'),
    ('b2222222-2222-4222-8222-222222222222', '22222222-2222-4222-8222-222222222222', 'token-2', '2001-09-09 01:46:40.500');
INSERT INTO `VerificationToken` (`identifier`, `token`, `expires`) VALUES ('a@example.org', 't', '2033-05-18 03:33:20.000');
