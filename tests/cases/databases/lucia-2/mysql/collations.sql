-- Keys that a collation takes for the same, keys of the full length, a table of another character set, no default engine.
CREATE TABLE USER (ID VARCHAR(15) CHARACTER SET ascii COLLATE ascii_bin PRIMARY KEY, Email VARCHAR(255) UNIQUE);
CREATE TABLE User_Key (
  Id VARCHAR(255) COLLATE utf8mb4_bin NOT NULL,
  User_Id VARCHAR(15) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  Hashed_Password VARCHAR(255) CHARACTER SET latin1 COLLATE latin1_bin,
  `rank` SMALLINT UNSIGNED ZEROFILL DEFAULT 7,
  ratio DECIMAL(10,5) DEFAULT 1.5,
  bits BIT(4) DEFAULT b'101',
  at TIME(3) DEFAULT '01:02:03.004',
  kind ENUM('a''b','c\\d','é') DEFAULT 'é',
  PRIMARY KEY (Id),
  CONSTRAINT FOREIGN KEY (User_Id) REFERENCES USER (ID)
) DEFAULT CHARSET=utf8mb4;
CREATE TABLE User_Session (
  Id VARCHAR(127) NOT NULL,
  User_Id VARCHAR(15) CHARACTER SET ascii COLLATE ascii_bin NOT NULL,
  Active_Expires BIGINT UNSIGNED NOT NULL,
  Idle_Expires BIGINT UNSIGNED NOT NULL,
  Country CHAR(2) INVISIBLE DEFAULT 'NZ',
  PRIMARY KEY (Id),
  INDEX (Idle_Expires),
  INDEX (Active_Expires, Idle_Expires),
  KEY Country_Key (Country) COMMENT 'it''s',
  FOREIGN KEY (User_Id) REFERENCES USER (ID) ON DELETE CASCADE
) COLLATE = utf8mb4_unicode_ci, ENGINE = InnoDB;
INSERT INTO USER VALUES ('a', 'a@x'), ('A', NULL);
INSERT INTO User_Key (Id, User_Id, Hashed_Password) VALUES
  ('email:a@x.org', 'a', 'h1'), ('email:A@x.org', 'A', 'h2'), ('email:á@x.org', 'A', 'h3'),
  ('github:Straße', 'a', NULL), ('github:strasse', 'A', NULL), ('github:ß', 'A', NULL), ('github:ss', 'a', NULL),
  (CONCAT('p:', REPEAT('😀', 253)), 'a', NULL), (CONCAT(REPEAT('q', 254), ':'), 'a', 'h');
INSERT INTO User_Session (Id, User_Id, Active_Expires, Idle_Expires) VALUES ('s1', 'a', 1, 1700000000999), ('s2', 'A', 9, 0), ('s3', 'A', 18446744073709551615, 253402300799999);
