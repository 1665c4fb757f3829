-- The tables of Lucia 3's guides for signing in with GitHub and Google (docs/pages/guides/oauth/basics.md): the account is a
-- column of the user table.
CREATE TABLE `user` (
    `id` VARCHAR(36) NOT NULL,
    `username` VARCHAR(255) NOT NULL,
    `github_id` BIGINT DEFAULT NULL,
    `google_id` VARCHAR(255) DEFAULT NULL,
    PRIMARY KEY (`id`),
    UNIQUE KEY `github_id` (`github_id`),
    UNIQUE KEY `google_id` (`google_id`)
);
CREATE TABLE `session` (
    `id` VARCHAR(255) NOT NULL,
    `user_id` VARCHAR(36) NOT NULL,
    `expires_at` DATETIME NOT NULL,
    PRIMARY KEY (`id`),
    KEY `user_id` (`user_id`),
    CONSTRAINT `session_user` FOREIGN KEY (`user_id`) REFERENCES `user` (`id`)
);

-- Anna has both, Ben GitHub, Cleo Google, Dora nothing, Emil a number that GitHub has for nobody.
INSERT INTO `user` VALUES
    ('anna000000000001', 'anna', 1001, '105208340000000000001'),
    ('ben0000000000002', 'ben', 1002, NULL),
    ('cleo000000000003', 'cleo', NULL, '105208340000000000003'),
    ('dora000000000004', 'dora', NULL, NULL),
    ('emil000000000005', 'emil', 0, 'EMIL');
INSERT INTO `session` VALUES
    ('mzpq9dkxsxr2xwjzr5ixp9l4hmynb1hcckkzoaaq', 'anna000000000001', '2100-01-01 00:00:00'),
    ('c2222222222222222222222222222222222222aa', 'ben0000000000002', '2001-01-01 00:00:00');
