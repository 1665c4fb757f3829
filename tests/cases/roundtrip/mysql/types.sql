-- Every type and column clause of MySQL and MariaDB that people use.
CREATE TABLE numbers (
  a tinyint, b tinyint(1) NOT NULL DEFAULT 0, c smallint unsigned, d mediumint(8) unsigned zerofill, e int(11) DEFAULT -1,
  f bigint(20) unsigned NOT NULL, g decimal(10,2) DEFAULT 0.00, h decimal(65,30), i float, j double, k float(7,4), l double unsigned,
  m bit(1) DEFAULT b'1', n bit(8) DEFAULT NULL, o year(4), p boolean DEFAULT true, q numeric(5) unsigned, r int zerofill
);
CREATE TABLE texts (
  a char(10), b varchar(255) NOT NULL DEFAULT '', c tinytext, d text, e mediumtext, f longtext, g char(36) CHARACTER SET ascii COLLATE ascii_bin,
  h varchar(20) CHARACTER SET latin1 DEFAULT 'it''s', i text COLLATE utf8mb4_bin, j varchar(50) DEFAULT 'back\\slash "q" `b` %',
  k enum('a','b','it''s','with,comma','') DEFAULT 'a', l set('x','y','z') NOT NULL DEFAULT 'x,y', m binary(16), n varbinary(255) DEFAULT 'ab',
  o tinyblob, p blob, q mediumblob, r longblob, s json DEFAULT NULL, t json NOT NULL CHECK (json_valid(t)), u varchar(5) COMMENT 'a ''comment''; -- not',
  v uuid DEFAULT uuid(), w inet6, x char(0), y text DEFAULT 'text', z varchar(30) DEFAULT NULL COMMENT 'back\\slash'
) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
CREATE TABLE times (
  a date DEFAULT '2000-01-01', b time, c time(3), d datetime, e datetime(6) DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  f timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP, g timestamp NULL DEFAULT NULL, h timestamp(3) NULL,
  i datetime DEFAULT now(), j date DEFAULT (curdate() + interval 1 day), k timestamp NOT NULL DEFAULT '0000-00-00 00:00:00'
);
CREATE TABLE places (
  a geometry, b point NOT NULL, c linestring, d polygon, e multipoint, f multilinestring, g multipolygon, h geometrycollection,
  SPATIAL KEY by_point (b)
);
CREATE TABLE expressions (
  a int DEFAULT (1 + 2), b varchar(36) DEFAULT (concat('a', uuid())), c varchar(10) DEFAULT (lower('X')), d int,
  e int GENERATED ALWAYS AS (d * 2) VIRTUAL, f int AS (d + 1) STORED, g varchar(20) GENERATED ALWAYS AS (concat(d, '; ', a)) STORED COMMENT 'made',
  h int INVISIBLE DEFAULT 3, i text COMPRESSED, j int NOT NULL DEFAULT (rand() * 100), k bigint DEFAULT (unix_timestamp()),
  CHECK (d > 0), CONSTRAINT named CHECK (a < 100 OR c <> 'it''s'), l int CHECK (l between 1 and 5)
);
