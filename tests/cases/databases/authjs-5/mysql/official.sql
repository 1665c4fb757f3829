-- The Drizzle adapter's tables.
CREATE TABLE `user` (
    `id` varchar(255) NOT NULL,
    `name` varchar(255),
    `email` varchar(255),
    `emailVerified` timestamp(3) NULL,
    `image` varchar(255),
    CONSTRAINT `user_id` PRIMARY KEY (`id`),
    CONSTRAINT `user_email_unique` UNIQUE (`email`)
);
CREATE TABLE `account` (
    `userId` varchar(255) NOT NULL,
    `type` varchar(255) NOT NULL,
    `provider` varchar(255) NOT NULL,
    `providerAccountId` varchar(255) NOT NULL,
    `refresh_token` varchar(255),
    `access_token` varchar(255),
    `expires_at` int,
    `token_type` varchar(255),
    `scope` varchar(255),
    `id_token` varchar(2048),
    `session_state` varchar(255),
    CONSTRAINT `account_provider_providerAccountId_pk` PRIMARY KEY (`provider`, `providerAccountId`)
);
CREATE TABLE `session` (
    `sessionToken` varchar(255) NOT NULL,
    `userId` varchar(255) NOT NULL,
    `expires` timestamp NOT NULL,
    CONSTRAINT `session_sessionToken` PRIMARY KEY (`sessionToken`)
);
CREATE TABLE `verificationToken` (
    `identifier` varchar(255) NOT NULL,
    `token` varchar(255) NOT NULL,
    `expires` timestamp NOT NULL,
    CONSTRAINT `verificationToken_identifier_token_pk` PRIMARY KEY (`identifier`, `token`)
);
ALTER TABLE `account` ADD CONSTRAINT `account_userId_user_id_fk` FOREIGN KEY (`userId`) REFERENCES `user` (`id`) ON DELETE cascade ON UPDATE no action;
ALTER TABLE `session` ADD CONSTRAINT `session_userId_user_id_fk` FOREIGN KEY (`userId`) REFERENCES `user` (`id`) ON DELETE cascade ON UPDATE no action;

INSERT INTO `user` (`id`, `name`, `email`, `emailVerified`, `image`) VALUES
    ('u1', 'Anna', 'Anna@Example.org', '2024-03-01 10:00:00.123', 'https://example.org/a.png'),
    ('u2', NULL, NULL, NULL, NULL),
    ('u3', 'Carl', 'carl@example.org', '1999-12-31 23:59:59', NULL);
INSERT INTO `account` (`userId`, `type`, `provider`, `providerAccountId`, `refresh_token`, `access_token`, `expires_at`, `token_type`, `scope`, `id_token`, `session_state`) VALUES
    ('u1', 'oauth', 'github', '1001', 'r1', 'a1', 1700000000, 'bearer', 'read:user', NULL, NULL),
    ('u1', 'oidc', 'microsoft-entra-id', 'sub-1', NULL, 'a2', 1700000123, 'Bearer', 'openid', 'e.y.z', 's-1'),
    ('u2', 'oidc', 'google', '2:0:02', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('u3', 'webauthn', 'passkey', 'p3', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO `session` (`sessionToken`, `userId`, `expires`) VALUES ('token-1', 'u1', '2033-05-18 03:33:20');
INSERT INTO `verificationToken` (`identifier`, `token`, `expires`) VALUES ('berta@example.org', 'hash', '2033-05-18 03:33:20');
