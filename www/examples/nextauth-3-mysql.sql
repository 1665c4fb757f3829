-- A magazine that signs its readers in by NextAuth 3 with TypeORM's adapter, on MySQL.

CREATE TABLE accounts (
  id INT NOT NULL AUTO_INCREMENT,
  compound_id VARCHAR(255) NOT NULL,
  user_id INTEGER NOT NULL,
  provider_type VARCHAR(255) NOT NULL,
  provider_id VARCHAR(255) NOT NULL,
  provider_account_id VARCHAR(255) NOT NULL,
  refresh_token TEXT,
  access_token TEXT,
  access_token_expires TIMESTAMP(6) NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id)
);

CREATE TABLE sessions (
  id INT NOT NULL AUTO_INCREMENT,
  user_id INTEGER NOT NULL,
  expires TIMESTAMP(6) NOT NULL,
  session_token VARCHAR(255) NOT NULL,
  access_token VARCHAR(255) NOT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id)
);

CREATE TABLE users (
  id INT NOT NULL AUTO_INCREMENT,
  name VARCHAR(255),
  email VARCHAR(255),
  email_verified TIMESTAMP(6) NULL,
  image VARCHAR(255),
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id)
);

CREATE TABLE verification_requests (
  id INT NOT NULL AUTO_INCREMENT,
  identifier VARCHAR(255) NOT NULL,
  token VARCHAR(255) NOT NULL,
  expires TIMESTAMP(6) NOT NULL,
  created_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at TIMESTAMP(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (id)
);

CREATE UNIQUE INDEX compound_id ON accounts (compound_id);
CREATE INDEX provider_account_id ON accounts (provider_account_id);
CREATE INDEX provider_id ON accounts (provider_id);
CREATE INDEX user_id ON accounts (user_id);
CREATE UNIQUE INDEX session_token ON sessions (session_token);
CREATE UNIQUE INDEX access_token ON sessions (access_token);
CREATE UNIQUE INDEX email ON users (email);
CREATE UNIQUE INDEX token ON verification_requests (token);

-- The application's own.
CREATE TABLE comments (
  id INT NOT NULL AUTO_INCREMENT,
  user_id INTEGER NOT NULL,
  article VARCHAR(120) NOT NULL,
  body TEXT NOT NULL,
  PRIMARY KEY (id),
  CONSTRAINT comments_user FOREIGN KEY (user_id) REFERENCES users (id)
);
