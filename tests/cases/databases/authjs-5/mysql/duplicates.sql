-- The tables of the test of the Kysely adapter, with ids: nothing keeps an account from being there several times.
CREATE TABLE `User` (
    `id` varchar(36) NOT NULL PRIMARY KEY,
    `name` varchar(255),
    `email` varchar(255) UNIQUE,
    `emailVerified` datetime(3),
    `image` varchar(255)
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `Account` (
    `id` varchar(36) NOT NULL DEFAULT (uuid()) PRIMARY KEY,
    `userId` varchar(36) NOT NULL,
    `type` varchar(255) NOT NULL,
    `provider` varchar(255) NOT NULL,
    `providerAccountId` varchar(255) NOT NULL,
    `refresh_token` varchar(255),
    `access_token` varchar(255),
    `expires_at` bigint,
    `token_type` varchar(255),
    `scope` varchar(255),
    `id_token` varchar(255),
    `session_state` varchar(255),
    `oauth_token` varchar(255),
    CONSTRAINT `Account_userId_fk` FOREIGN KEY (`userId`) REFERENCES `User` (`id`) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `Session` (
    `id` varchar(36) NOT NULL DEFAULT (uuid()) PRIMARY KEY,
    `userId` varchar(36) NOT NULL,
    `sessionToken` varchar(255) NOT NULL UNIQUE,
    `expires` datetime(3) NOT NULL,
    CONSTRAINT `Session_userId_fk` FOREIGN KEY (`userId`) REFERENCES `User` (`id`) ON DELETE CASCADE
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `VerificationToken` (
    `identifier` varchar(255) NOT NULL,
    `token` varchar(255) NOT NULL UNIQUE,
    `expires` datetime(3) NOT NULL
) CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

INSERT INTO `User` (`id`, `name`, `email`) VALUES ('u1', 'Anna', 'anna@example.org'), ('u2', NULL, 'berta@example.org'), ('u3', 'Carl', NULL);
-- Anna's twice, and once more with Berta; Carl's two have no end.
INSERT INTO `Account` (`id`, `userId`, `type`, `provider`, `providerAccountId`, `access_token`, `expires_at`, `oauth_token`) VALUES
    ('a1', 'u1', 'oauth', 'github', '1001', 'a1', 1700000000, 'kept'),
    ('a2', 'u1', 'oauth', 'github', '1001', 'a2', NULL, NULL),
    ('a3', 'u2', 'oauth', 'github', '1001', 'a3', 1600000000, NULL),
    ('a4', 'u3', 'oidc', 'google', 'g1', 'a4', NULL, NULL),
    ('a5', 'u3', 'oidc', 'google', 'g1', 'a5', NULL, 'kept too'),
    ('a6', 'u3', 'oidc', 'google', 'g2', 'a6', NULL, NULL);
INSERT INTO `Session` (`id`, `userId`, `sessionToken`, `expires`) VALUES ('s1', 'u1', 'token-1', '2033-05-18 03:33:20.000');
