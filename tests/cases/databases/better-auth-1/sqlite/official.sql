-- Better Auth's schema for Drizzle before 1.3.24: moments are seconds. One row was written by a later release.
CREATE TABLE `user` (
  `id` text PRIMARY KEY NOT NULL,
  `name` text NOT NULL,
  `email` text NOT NULL,
  `email_verified` integer NOT NULL,
  `image` text,
  `created_at` integer NOT NULL,
  `updated_at` integer NOT NULL
);
CREATE TABLE `session` (
  `id` text PRIMARY KEY NOT NULL,
  `expires_at` integer NOT NULL,
  `token` text NOT NULL,
  `created_at` integer NOT NULL,
  `updated_at` integer NOT NULL,
  `ip_address` text,
  `user_agent` text,
  `user_id` text NOT NULL,
  FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `account` (
  `id` text PRIMARY KEY NOT NULL,
  `account_id` text NOT NULL,
  `provider_id` text NOT NULL,
  `user_id` text NOT NULL,
  `access_token` text,
  `refresh_token` text,
  `id_token` text,
  `access_token_expires_at` integer,
  `refresh_token_expires_at` integer,
  `scope` text,
  `password` text,
  `created_at` integer NOT NULL,
  `updated_at` integer NOT NULL,
  `issuer` text NOT NULL,
  FOREIGN KEY (`user_id`) REFERENCES `user`(`id`) ON UPDATE no action ON DELETE cascade
);
CREATE TABLE `verification` (
  `id` text PRIMARY KEY NOT NULL,
  `identifier` text NOT NULL,
  `value` text NOT NULL,
  `expires_at` integer NOT NULL,
  `created_at` integer
);
CREATE UNIQUE INDEX `user_email_unique` ON `user` (`email`);
CREATE UNIQUE INDEX `session_token_unique` ON `session` (`token`);
CREATE UNIQUE INDEX `account_issuer_accountId_uidx` ON `account` (`issuer`, `account_id`);

INSERT INTO user VALUES
  ('u1', 'Anna', 'anna@example.org', 1, NULL, 1704164645, 1704164645),
  ('u2', 'Berta', 'berta@example.org', 0, NULL, 1704164645678, 1704164645678);
INSERT INTO session VALUES
  ('s1', 2000000000, 'token-1', 1704164645, 1704164645, NULL, NULL, 'u1'),
  ('s2', 2000000000123, 'token-2', 1704164645678, 1704164645678, NULL, NULL, 'u2');
INSERT INTO account VALUES
  ('a1', 'u1', 'credential', 'u1', NULL, NULL, NULL, NULL, NULL, NULL, 'aa:bb', 1704164645, 1704164645, 'local:credential'),
  ('a2', 'g1', 'google', 'u1', 'ya29', NULL, 'ey', 1704168245, NULL, NULL, NULL, 1704164645, 1704164645, 'https://accounts.google.com'),
  ('a3', '1001', 'github', 'u2', 'gho', NULL, NULL, NULL, NULL, NULL, NULL, 1704164645678, 1704164645678, 'local:oauth:github');
INSERT INTO verification VALUES ('v1', 'anna@example.org', 'code', 2000000000, NULL);
