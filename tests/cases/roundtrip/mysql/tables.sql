-- Keys, indexes, foreign keys, options, partitions; views, triggers, routines, events.
CREATE TABLE `user` (
  `id` bigint unsigned NOT NULL AUTO_INCREMENT,
  `email` varchar(255) NOT NULL,
  `name` varchar(191) DEFAULT NULL,
  `bio` text,
  `order` int DEFAULT 0,
  `weird ``name` int COMMENT 'a "name"',
  PRIMARY KEY (`id`),
  UNIQUE KEY `by mail` (`email`),
  UNIQUE KEY `part` (`name`(10), `order` DESC),
  KEY `by_name` (`name`,`email`(20)) COMMENT 'both; of them',
  KEY `hashed` (`order`) USING BTREE,
  KEY `by_bio` (`bio`(50)) KEY_BLOCK_SIZE=1024,
  KEY `seldom` (`name`) IGNORED,
  FULLTEXT KEY `words` (`name`,`bio`)
) ENGINE=InnoDB AUTO_INCREMENT=1234 DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci ROW_FORMAT=DYNAMIC COMMENT='People; it''s "them"';
CREATE TABLE session (
  id varchar(127) NOT NULL,
  user_id bigint unsigned NOT NULL,
  parent varchar(127),
  PRIMARY KEY (id),
  KEY session_user_id (user_id),
  CONSTRAINT owner FOREIGN KEY (user_id) REFERENCES `user` (id) ON DELETE CASCADE ON UPDATE CASCADE,
  FOREIGN KEY (parent) REFERENCES session (id) ON DELETE SET NULL
) DEFAULT CHARSET=utf8mb4;
CREATE TABLE pair (a int, b int, c varchar(300), PRIMARY KEY (a, b), UNIQUE (b, a), KEY (c(100))) ENGINE=InnoDB;
CREATE TABLE long_key (id text NOT NULL, value blob, PRIMARY KEY (id(20)));
CREATE TABLE refers (
  a int, b int, first int, other int, FOREIGN KEY fk_pair (a, b) REFERENCES pair (a, b) ON UPDATE RESTRICT ON DELETE NO ACTION
) ENGINE=InnoDB;
CREATE TABLE circle_a (id int PRIMARY KEY, b int);
CREATE TABLE circle_b (id int PRIMARY KEY, a int, CONSTRAINT to_a FOREIGN KEY (a) REFERENCES circle_a (id));
ALTER TABLE circle_a ADD CONSTRAINT to_b FOREIGN KEY (b) REFERENCES circle_b (id);
CREATE TABLE memory (id int, name varchar(10), KEY by_name (name) USING HASH) ENGINE=MEMORY MAX_ROWS=100;
CREATE TABLE old (id int PRIMARY KEY, name varchar(10)) ENGINE=MyISAM CHECKSUM=1 DELAY_KEY_WRITE=1 DEFAULT CHARSET=latin1;
CREATE TABLE parted (id int NOT NULL, at date NOT NULL, PRIMARY KEY (id, at))
PARTITION BY RANGE (year(at)) (PARTITION p0 VALUES LESS THAN (2020), PARTITION p1 VALUES LESS THAN (2030), PARTITION rest VALUES LESS THAN MAXVALUE);
CREATE TABLE hashed (id int PRIMARY KEY) PARTITION BY HASH (id) PARTITIONS 4;
CREATE TABLE versioned (id int PRIMARY KEY, name varchar(10), secret int WITHOUT SYSTEM VERSIONING) WITH SYSTEM VERSIONING;
CREATE TABLE periods (id int, since date, till date, PERIOD FOR validity (since, till), UNIQUE (id, validity WITHOUT OVERLAPS));
CREATE SEQUENCE tickets START WITH 100 INCREMENT BY 10;
CREATE TABLE ticket (id bigint NOT NULL DEFAULT nextval(tickets), name varchar(10), PRIMARY KEY (id));
CREATE TABLE log (id int NOT NULL AUTO_INCREMENT PRIMARY KEY, what text, at datetime DEFAULT current_timestamp()) COMMENT 'back\\slash';
CREATE VIEW names AS SELECT id, upper(`name`) AS `Name` FROM `user` WHERE `order` > 1;
CREATE SQL SECURITY INVOKER VIEW more AS SELECT n.`Name`, s.id FROM names n JOIN session s ON s.user_id = n.id;
DELIMITER //
CREATE TRIGGER touched BEFORE UPDATE ON `user` FOR EACH ROW SET NEW.name = trim(NEW.name)//
CREATE TRIGGER logged AFTER INSERT ON `user` FOR EACH ROW BEGIN
  DECLARE n int DEFAULT 0;
  -- a comment; it's here
  IF NEW.name = 'x;y' THEN SET n = 1; ELSEIF NEW.name IS NULL THEN SET n = 2; END IF;
  CASE n WHEN 1 THEN INSERT INTO log (what) VALUES ('one;'); ELSE INSERT INTO log (what) VALUES (concat('n', n)); END CASE;
END//
CREATE FUNCTION doubled(a int) RETURNS int DETERMINISTIC RETURN a * 2//
CREATE PROCEDURE cleaned(IN days int, OUT n int) BEGIN
  DELETE FROM log WHERE at < now() - INTERVAL days DAY;
  SET n = ROW_COUNT();
END//
CREATE EVENT nightly ON SCHEDULE EVERY 1 DAY STARTS '2030-01-01 00:00:00' DO BEGIN DELETE FROM log; END//
DELIMITER ;
INSERT INTO `user` (email, name) VALUES ('a@b', 'it''s; (1)'), ('c@d', 'back\\slash'), ('e@f', NULL);
INSERT INTO session VALUES ('s1', 1234, NULL), ('s2', 1235, 's1');
