-- The Drizzle adapter's tables: moments are milliseconds.
CREATE TABLE `user` (
    `id` text PRIMARY KEY NOT NULL,
    `name` text,
    `email` text,
    `emailVerified` integer,
    `image` text
);
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);
CREATE TABLE `account` (
    `userId` text NOT NULL,
    `type` text NOT NULL,
    `provider` text NOT NULL,
    `providerAccountId` text NOT NULL,
    `refresh_token` text,
    `access_token` text,
    `expires_at` integer,
    `token_type` text,
    `scope` text,
    `id_token` text,
    `session_state` text,
    PRIMARY KEY(`provider`, `providerAccountId`),
    FOREIGN KEY (`userId`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `session` (
    `sessionToken` text PRIMARY KEY NOT NULL,
    `userId` text NOT NULL,
    `expires` integer NOT NULL,
    FOREIGN KEY (`userId`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `verificationToken` (
    `identifier` text NOT NULL,
    `token` text NOT NULL,
    `expires` integer NOT NULL,
    PRIMARY KEY(`identifier`, `token`)
);

INSERT INTO `user` (`id`, `name`, `email`, `emailVerified`, `image`) VALUES
    ('u1', 'Anna', 'Anna@Example.org', 1709287200123, 'https://example.org/a.png'),
    ('u2', NULL, NULL, NULL, NULL),
    ('u3', 'Carl', 'carl@example.org', 946684799000, NULL);
INSERT INTO `account` (`userId`, `type`, `provider`, `providerAccountId`, `refresh_token`, `access_token`, `expires_at`, `token_type`, `scope`, `id_token`, `session_state`) VALUES
    ('u1', 'oauth', 'github', '1001', 'r1', 'a1', 1700000000, 'bearer', 'read:user', NULL, NULL),
    ('u1', 'oidc', 'azure-ad', 'sub-1', NULL, 'a2', 1700000000123, 'Bearer', 'openid', 'e.y.z', 's-1'),
    ('u2', 'oidc', 'google', '2:0:02', NULL, NULL, NULL, NULL, NULL, NULL, NULL),
    ('u3', 'email', 'email', 'carl@example.org', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO `session` (`sessionToken`, `userId`, `expires`) VALUES ('token-1', 'u1', 2000000000000);
INSERT INTO `verificationToken` (`identifier`, `token`, `expires`) VALUES ('berta@example.org', 'hash', 2000000000000);
