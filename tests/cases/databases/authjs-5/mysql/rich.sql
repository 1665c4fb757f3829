-- Prisma's tables, with numbers for users, a check of the time of the last change, and tables of the application's.
CREATE TABLE `User` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `name` VARCHAR(191) NULL,
    `email` VARCHAR(191) COLLATE utf8mb4_bin NULL,
    `emailVerified` DATETIME(3) NULL,
    `image` VARCHAR(191) NULL,
    `hashedPassword` VARCHAR(191) NULL,
    `changed` DATETIME DEFAULT '2020-01-01 00:00:00' ON UPDATE CURRENT_TIMESTAMP,
    UNIQUE INDEX `User_email_key`(`email`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `Account` (
    `id` VARCHAR(191) NOT NULL,
    `userId` INTEGER NOT NULL,
    `type` VARCHAR(191) NOT NULL,
    `provider` VARCHAR(191) NOT NULL,
    `providerAccountId` VARCHAR(191) NOT NULL,
    `refresh_token` TEXT NULL,
    `access_token` TEXT NULL,
    `expires_at` INTEGER NULL,
    `token_type` VARCHAR(191) NULL,
    `scope` VARCHAR(191) NULL,
    `id_token` TEXT NULL,
    `session_state` VARCHAR(191) NULL,
    UNIQUE INDEX `Account_provider_providerAccountId_key`(`provider`, `providerAccountId`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `Session` (
    `id` VARCHAR(191) NOT NULL,
    `sessionToken` VARCHAR(191) NOT NULL,
    `userId` INTEGER NOT NULL,
    `expires` DATETIME(3) NOT NULL,
    UNIQUE INDEX `Session_sessionToken_key`(`sessionToken`),
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `VerificationToken` (
    `identifier` VARCHAR(191) NOT NULL,
    `token` VARCHAR(191) NOT NULL,
    `expires` DATETIME(3) NOT NULL,
    UNIQUE INDEX `VerificationToken_token_key`(`token`),
    UNIQUE INDEX `VerificationToken_identifier_token_key`(`identifier`, `token`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
CREATE TABLE `Post` (
    `id` INTEGER NOT NULL AUTO_INCREMENT,
    `authorId` INTEGER NOT NULL,
    PRIMARY KEY (`id`)
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
ALTER TABLE `Account` ADD CONSTRAINT `Account_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `User`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE `Session` ADD CONSTRAINT `Session_userId_fkey` FOREIGN KEY (`userId`) REFERENCES `User`(`id`) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE `Post` ADD CONSTRAINT `Post_authorId_fkey` FOREIGN KEY (`authorId`) REFERENCES `User`(`id`) ON DELETE RESTRICT ON UPDATE CASCADE;
CREATE TRIGGER `user_trim` BEFORE UPDATE ON `User` FOR EACH ROW SET NEW.`image` = TRIM(NEW.`image`);

-- References to addresses, which Better Auth wants in small letters.
CREATE TABLE `Guest` (
    `number` INTEGER NOT NULL PRIMARY KEY,
    `address` VARCHAR(191) COLLATE utf8mb4_bin NULL,
    `host` VARCHAR(191) COLLATE utf8mb4_bin NULL,
    CONSTRAINT `Guest_address_fkey` FOREIGN KEY (`address`) REFERENCES `User` (`email`),
    CONSTRAINT `Guest_host_fkey` FOREIGN KEY (`host`) REFERENCES `User` (`email`) ON UPDATE CASCADE
) DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;

INSERT INTO `User` (`id`, `name`, `email`, `emailVerified`, `image`, `hashedPassword`) VALUES
    (1, 'Anna', 'Anna@Example.org', '2024-03-01 10:00:00.123', ' spaced ', 's2:0123456789abcdef:abcdef'),
    (2, NULL, NULL, NULL, NULL, NULL),
    (7, 'Çelik', 'celik@example.org', '1999-12-31 23:59:59.999', NULL, '$argon2id$v=19$m=19456,t=2,p=1$abc$def');
INSERT INTO `Account` (`id`, `userId`, `type`, `provider`, `providerAccountId`, `refresh_token`, `access_token`, `expires_at`, `token_type`, `scope`, `id_token`, `session_state`) VALUES
    ('cl1', 1, 'oauth', 'github', '1001', 'r1', 'a1', 1700000000, 'bearer', 'read:user', NULL, NULL),
    ('cl2', 1, 'oauth', 'azure-ad', 'Sub-1', NULL, 'a2', 2000000000, 'Bearer', 'openid', 'e.y.z', 's-1'),
    ('cl3', 7, 'oauth', 'google', 'ümlaut', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO `Session` (`id`, `sessionToken`, `userId`, `expires`) VALUES ('s1', 'token-1', 1, '2033-05-18 03:33:20.000');
INSERT INTO `Post` (`authorId`) VALUES (1), (7);
INSERT INTO `Guest` (`number`, `address`, `host`) VALUES (1, 'Anna@Example.org', 'celik@example.org'), (2, NULL, 'Anna@Example.org');
