-- The sessions of Lucia's guide of 2025, with the user that the guide's table lacks.
CREATE TABLE `user` (
    id varchar(255) NOT NULL PRIMARY KEY,
    username varchar(255) NOT NULL
);
CREATE TABLE session (
    id varchar(255) NOT NULL PRIMARY KEY,
    user_id varchar(255) NOT NULL,
    secret_hash binary(32) NOT NULL,
    created_at datetime NOT NULL,
    last_verified_at datetime NOT NULL,
    FOREIGN KEY (user_id) REFERENCES `user` (id)
);
INSERT INTO `user` VALUES ('ann', 'ann'), ('ben', 'ben');
INSERT INTO session VALUES
    ('abcdefghjkmnpqrstuvwxyz2', 'ann', X'abababababababababababababababababababababababababababababababab', '2025-07-08 18:40:00', '2025-07-08 18:40:00'),
    ('bcdefghjkmnpqrstuvwxyz23', 'ben', X'cdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcdcd', '2025-07-08 18:40:00', '2025-07-08 18:40:00');
