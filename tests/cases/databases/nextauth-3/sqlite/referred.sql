-- NextAuth 3 with TypeORM, with notes of the application's on accounts and sessions.
CREATE TABLE accounts (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  compound_id varchar NOT NULL,
  user_id integer NOT NULL,
  provider_type varchar NOT NULL,
  provider_id varchar NOT NULL,
  provider_account_id varchar NOT NULL,
  refresh_token text,
  access_token text,
  access_token_expires datetime,
  created_at datetime NOT NULL DEFAULT (CURRENT_TIMESTAMP),
  updated_at datetime NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);
CREATE TABLE sessions (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  user_id integer NOT NULL,
  expires datetime NOT NULL,
  session_token varchar NOT NULL,
  access_token varchar NOT NULL,
  created_at datetime NOT NULL DEFAULT (CURRENT_TIMESTAMP),
  updated_at datetime NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);
CREATE TABLE users (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  name varchar,
  email varchar,
  email_verified datetime,
  image varchar,
  created_at datetime NOT NULL DEFAULT (CURRENT_TIMESTAMP),
  updated_at datetime NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);
CREATE TABLE verification_requests (
  id integer PRIMARY KEY AUTOINCREMENT NOT NULL,
  identifier varchar NOT NULL,
  token varchar NOT NULL,
  expires datetime NOT NULL,
  created_at datetime NOT NULL DEFAULT (CURRENT_TIMESTAMP),
  updated_at datetime NOT NULL DEFAULT (CURRENT_TIMESTAMP)
);
CREATE TABLE login_note (
  account_id INTEGER NOT NULL,
  session_id INTEGER,
  FOREIGN KEY (account_id) REFERENCES accounts (id),
  FOREIGN KEY (session_id) REFERENCES sessions (id) ON DELETE RESTRICT
);
CREATE UNIQUE INDEX compound_id ON accounts (compound_id);
CREATE INDEX provider_account_id ON accounts (provider_account_id);
CREATE INDEX provider_id ON accounts (provider_id);
CREATE INDEX user_id ON accounts (user_id);
CREATE UNIQUE INDEX session_token ON sessions (session_token);
CREATE UNIQUE INDEX access_token ON sessions (access_token);
CREATE UNIQUE INDEX email ON users (email);
CREATE UNIQUE INDEX token ON verification_requests (token);

-- Anna has two accounts and two sessions, one of them over. Berta came by a link. Carl has no address. Dora has nothing.

INSERT INTO users (id, name, email, email_verified, image, created_at, updated_at) VALUES
  (1, 'Anna', 'Anna@Example.org', NULL, 'https://example.org/a.png', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  (2, NULL, 'berta@example.org', '2021-06-07 08:09:10.111', NULL, '2021-06-07 08:09:10', '2021-06-07 08:09:10'),
  (3, 'Carl', NULL, NULL, NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  (4, 'Dora', 'dora@example.org', NULL, NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO accounts (compound_id, user_id, provider_type, provider_id, provider_account_id, refresh_token, access_token, access_token_expires, created_at, updated_at) VALUES
  ('45154750260e04a8ad13c5c029ec97266a37464be357b7520b27395f0fb12947', 1, 'oauth', 'github', '1001', NULL, 'gho_1', NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('02dcfed6fcab80a3dbe8e711cd1ddcdc56a2d57a5266feba62676886a269a4dd', 1, 'oauth', 'google', '2002', '1//r', 'ya29', '2021-12-31 23:59:59.750', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('80ea317ebdffd00f365d5bea588089383fd5219925d74d65c12b502eda1ecf01', 3, 'oauth', 'azure-ad-b2c', 'a:b', NULL, 'ey''J', NULL, '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO sessions (user_id, expires, session_token, access_token, created_at, updated_at) VALUES
  (1, '2033-05-18 03:33:20.123', 'live-of-anna', 'access-1', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  (1, '2019-01-01T00:00:00.000Z', 'over-of-anna', 'access-2', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  (2, 2000000000000, 'live-of-berta', 'access-3', '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO verification_requests (identifier, token, expires, created_at, updated_at) VALUES
  ('new@example.org', '7692c3ad3540bb803c020b3aee66cd8887123234ea0c6e7143c0add73ff431ed', '2033-05-18 03:33:20.000', '2020-01-02 03:04:05', '2020-01-02 03:04:05'),
  ('new@example.org', '3fc4ccfe745870e2c0d99f71f30ff0656c8dedd41cc1d7d3d376b0dbe685e2f3', '2019-05-18 03:33:20.000', '2020-01-02 03:04:05', '2020-01-02 03:04:05');
INSERT INTO login_note VALUES (1, 2), (2, NULL), (3, NULL);
