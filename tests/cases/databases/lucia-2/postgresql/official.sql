-- The tables of Lucia 2's page for PostgreSQL.
CREATE TABLE auth_user (
    id TEXT NOT NULL PRIMARY KEY
);
CREATE TABLE user_key (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES auth_user(id),
    hashed_password TEXT
);
CREATE TABLE user_session (
    id TEXT NOT NULL PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES auth_user(id),
    active_expires BIGINT NOT NULL,
    idle_expires BIGINT NOT NULL
);
INSERT INTO auth_user (id) VALUES ('anna00000000001'), ('berta0000000002'), ('carl00000000003'), ('dora00000000004'), ('emil00000000005');
INSERT INTO user_key (id, user_id, hashed_password) VALUES
  ('email:anna@example.org', 'anna00000000001', 's2:0123456789abcdef:abababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab01'),
  ('github:1001', 'anna00000000001', NULL),
  ('google:2002', 'berta0000000002', NULL),
  ('email:carl@example.org', 'carl00000000003', NULL),
  ('username:dora', 'dora00000000004', 's2:0123456789abcdef:abababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab04'),
  ('email:dora@example.org', 'dora00000000004', 's2:0123456789abcdef:abababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab05'),
  ('username:emil', 'emil00000000005', NULL),
  ('auth0:auth0|5:77:x', 'emil00000000005', NULL),
  ('azure:a b:''c''', 'berta0000000002', NULL),
  ('saml:', 'carl00000000003', NULL),
  ('handmade', 'carl00000000003', NULL),
  ('corp:old-login', 'carl00000000003', 's2:0123456789abcdef:abababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababababab06'),
  ('corp:new-login', 'berta0000000002', NULL);
INSERT INTO user_session (id, user_id, active_expires, idle_expires) VALUES
  ('live0000000000000000000000000000000000001', 'anna00000000001', 4101235200000, 4102444800000),
  ('odd00000000000000000000000000000000000002', 'berta0000000002', 4102444800001, 4103654400999),
  ('dead0000000000000000000000000000000000003', 'carl00000000003', 1500000000000, 1500000000123),
  ('zero0000000000000000000000000000000000004', 'dora00000000004', 0, 0),
  ('far000000000000000000000000000000000000005', 'emil00000000005', 9007199254740, 253402300799999);
