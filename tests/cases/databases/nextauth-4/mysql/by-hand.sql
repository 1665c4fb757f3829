-- Written by hand in the character set that MySQL 5.7 and MariaDB begin with: keys without names, numbers as ids, and
-- a table of the application's own that refers to accounts.
CREATE TABLE users (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    name VARCHAR(255),
    email VARCHAR(255) UNIQUE,
    emailVerified TIMESTAMP(3) NULL,
    image VARCHAR(255),
    created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP
) DEFAULT CHARSET=latin1;
CREATE TABLE accounts (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    userId INT NOT NULL,
    type VARCHAR(255) NOT NULL,
    provider VARCHAR(255) NOT NULL,
    providerAccountId VARCHAR(255) NOT NULL,
    refresh_token TEXT,
    access_token TEXT,
    expires_at BIGINT,
    id_token TEXT,
    scope VARCHAR(255),
    session_state VARCHAR(255),
    token_type VARCHAR(255),
    FOREIGN KEY (userId) REFERENCES users (id) ON DELETE CASCADE,
    UNIQUE (provider, providerAccountId)
) DEFAULT CHARSET=latin1;
CREATE TABLE sessions (
    id INT NOT NULL AUTO_INCREMENT PRIMARY KEY,
    userId INT NOT NULL,
    expires TIMESTAMP NOT NULL,
    sessionToken VARCHAR(255) NOT NULL UNIQUE,
    FOREIGN KEY (userId) REFERENCES users (id) ON DELETE CASCADE
) DEFAULT CHARSET=latin1;
CREATE TABLE verification_tokens (
    identifier VARCHAR(255) NOT NULL,
    token VARCHAR(255) NOT NULL,
    expires TIMESTAMP NOT NULL,
    PRIMARY KEY (identifier, token)
) DEFAULT CHARSET=latin1;
CREATE TABLE orders (
    id INT AUTO_INCREMENT,
    buyer INT,
    paid_with INT,
    KEY (buyer, paid_with),
    PRIMARY KEY (id),
    FOREIGN KEY (buyer) REFERENCES users (id),
    FOREIGN KEY (paid_with) REFERENCES accounts (id) ON DELETE SET NULL
) DEFAULT CHARSET=latin1;

INSERT INTO users (id, name, email, emailVerified, created_at) VALUES
    (1, 'José', 'jose@example.org', '2022-03-01 10:00:00.123', '2021-01-01 00:00:00'),
    (2, NULL, NULL, NULL, '2021-02-01 00:00:00'),
    (7, 'Zoë', 'zoe@example.org', NULL, '2021-03-01 00:00:00');
INSERT INTO accounts (id, userId, type, provider, providerAccountId, access_token, expires_at) VALUES
    (1, 1, 'oauth', 'google', 'g-1', 'é', 1700000000),
    (2, 2, 'oauth', 'github', 'g-1', 'a', NULL),
    (5, 7, 'oauth', 'github', 'ü-2', NULL, NULL);
INSERT INTO sessions (id, userId, expires, sessionToken) VALUES
    (1, 1, '2033-05-18 03:33:20', 'token-1'),
    (2, 2, '2001-09-09 01:46:40', 'token-2');
INSERT INTO verification_tokens (identifier, token, expires) VALUES ('a@example.org', 't', '2033-05-18 03:33:20');
INSERT INTO orders (id, buyer, paid_with) VALUES (1, 1, 1), (2, 1, 2), (3, 7, 5), (4, NULL, NULL);
