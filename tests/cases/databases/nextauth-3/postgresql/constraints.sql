-- The same as TypeORM makes it from its entities: what is unique is a constraint, over columns that go as well.
CREATE TABLE accounts (
  id SERIAL,
  compound_id VARCHAR(255) NOT NULL,
  user_id INTEGER NOT NULL,
  provider_type VARCHAR(255) NOT NULL,
  provider_id VARCHAR(255) NOT NULL,
  provider_account_id VARCHAR(255) NOT NULL,
  refresh_token TEXT,
  access_token TEXT,
  access_token_expires TIMESTAMPTZ,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT "UQ_accounts_compound" UNIQUE (compound_id)
);
CREATE TABLE sessions (
  id SERIAL,
  user_id INTEGER NOT NULL,
  expires TIMESTAMPTZ NOT NULL,
  session_token VARCHAR(255) NOT NULL,
  access_token VARCHAR(255) NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT "UQ_sessions_token" UNIQUE (session_token),
  UNIQUE (access_token)
);
CREATE TABLE users (
  id SERIAL,
  name VARCHAR(255),
  email VARCHAR(255),
  email_verified TIMESTAMPTZ,
  image TEXT,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  CONSTRAINT "UQ_users_email" UNIQUE (email)
);
CREATE TABLE verification_requests (
  id SERIAL,
  identifier VARCHAR(255) NOT NULL,
  token VARCHAR(255) NOT NULL,
  expires TIMESTAMPTZ NOT NULL,
  created_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  updated_at TIMESTAMPTZ NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (id),
  UNIQUE (token)
);

-- Anna has two accounts and two sessions, one of them over. Berta came by a link. Carl has no address. Dora has nothing.

INSERT INTO users (id, name, email, email_verified, image, created_at) VALUES
  (1, 'Anna', 'Anna@Example.org', NULL, 'https://example.org/a.png', '2020-01-02 03:04:05.678+00'),
  (2, NULL, 'berta@example.org', '2021-06-07 08:09:10.111+02', NULL, '2021-06-07 08:09:10+00'),
  (3, 'Carl', NULL, NULL, NULL, '2020-01-02 03:04:05+00'),
  (4, 'Dora', 'dora@example.org', NULL, NULL, '2020-01-02 03:04:05+00');
SELECT setval('users_id_seq', 4);
INSERT INTO accounts (compound_id, user_id, provider_type, provider_id, provider_account_id, refresh_token, access_token, access_token_expires) VALUES
  ('45154750260e04a8ad13c5c029ec97266a37464be357b7520b27395f0fb12947', 1, 'oauth', 'github', '1001', NULL, 'gho_1', NULL),
  ('02dcfed6fcab80a3dbe8e711cd1ddcdc56a2d57a5266feba62676886a269a4dd', 1, 'oauth', 'google', '2002', '1//r', 'ya29', '2021-12-31 23:59:59.75+00'),
  ('80ea317ebdffd00f365d5bea588089383fd5219925d74d65c12b502eda1ecf01', 3, 'oauth', 'azure-ad-b2c', 'a:b', NULL, 'ey''J', NULL);
INSERT INTO sessions (user_id, expires, session_token, access_token) VALUES
  (1, '2033-05-18 03:33:20.123+00', 'live-of-anna', 'access-1'),
  (1, '2019-01-01 00:00:00+00', 'over-of-anna', 'access-2'),
  (2, '2033-05-18 03:33:20+05:30', 'live-of-berta', 'access-3');
INSERT INTO verification_requests (identifier, token, expires) VALUES
  ('new@example.org', '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed', '2033-05-18 03:33:20+00'),
  ('new@example.org', '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3', '2019-05-18 03:33:20+00');
UPDATE users SET updated_at = '2020-01-02 03:04:05+00';
UPDATE accounts SET created_at = '2020-01-02 03:04:05+00', updated_at = '2020-01-02 03:04:05+00';
UPDATE sessions SET created_at = '2020-01-02 03:04:05+00', updated_at = '2020-01-02 03:04:05+00';
UPDATE verification_requests SET created_at = '2020-01-02 03:04:05+00', updated_at = '2020-01-02 03:04:05+00';
