-- Checks with and without names, on columns and on the table.
CREATE TABLE user (
  id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY
) ENGINE=InnoDB;
CREATE TABLE user_key (
  id varchar(700) CHARACTER SET latin1 COLLATE latin1_bin NOT NULL PRIMARY KEY,
  user_id bigint NOT NULL,
  hashed_password text,
  CONSTRAINT key_of_user FOREIGN KEY (user_id) REFERENCES user (id)
) ENGINE=InnoDB;
CREATE TABLE user_session (
  id varchar(127) NOT NULL PRIMARY KEY,
  user_id bigint NOT NULL,
  active_expires bigint NOT NULL CHECK (active_expires >= 0),
  idle_expires bigint NOT NULL CHECK (idle_expires >= 0),
  device varchar(20) NOT NULL DEFAULT 'none' CHECK (device <> ''),
  CONSTRAINT idle_last CHECK (idle_expires >= active_expires),
  FOREIGN KEY (user_id) REFERENCES user (id) ON DELETE CASCADE,
  KEY (user_id, idle_expires)
) ENGINE=InnoDB;
INSERT INTO user VALUES (1), (2);
INSERT INTO user_key VALUES ('email:a@example.org', 1, 'hash'), ('github:1', 2, NULL), ('email:b@example.org', 2, NULL);
INSERT INTO user_session VALUES ('s1', 1, 1, 4102444800000, 'phone'), ('s2', 2, 0, 1500000000999, 'none');
