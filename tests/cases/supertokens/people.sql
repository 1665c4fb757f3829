-- What a core 10.1 knows of people after years, on either database. `{n}` is the id of the user n.
INSERT INTO apps (app_id, created_at_time) VALUES ('public', 0), ('second', 0);
INSERT INTO tenants (app_id, tenant_id, created_at_time) VALUES ('public', 'public', 0), ('public', 't2', 0), ('second', 'public', 0);
INSERT INTO app_id_to_user_id (app_id, user_id, recipe_id, primary_or_recipe_user_id, is_linked_or_is_a_primary_user) VALUES
    ('public', '{01}', 'emailpassword', '{01}', FALSE),
    ('public', '{02}', 'emailpassword', '{02}', TRUE),
    ('public', '{03}', 'thirdparty', '{02}', TRUE),
    ('public', '{04}', 'passwordless', '{02}', TRUE),
    ('public', '{05}', 'thirdparty', '{05}', FALSE),
    ('public', '{06}', 'passwordless', '{06}', FALSE),
    ('public', '{07}', 'passwordless', '{07}', FALSE),
    ('public', '{08}', 'emailpassword', '{08}', TRUE),
    ('public', '{09}', 'thirdparty', '{08}', TRUE),
    ('public', '{10}', 'emailpassword', '{10}', FALSE),
    ('second', '{11}', 'emailpassword', '{11}', FALSE),
    ('public', '{12}', 'thirdparty', '{12}', FALSE),
    ('public', '{13}', 'thirdparty', '{13}', FALSE),
    ('public', '{14}', 'webauthn', '{14}', FALSE),
    ('public', '{15}', 'emailpassword', '{15}', FALSE),
    ('public', '{16}', 'emailpassword', '{02}', TRUE);
-- The login of 08 has been deleted; the core keeps its id, because 09 is linked to it.
INSERT INTO all_auth_recipe_users (app_id, tenant_id, user_id, recipe_id, time_joined, primary_or_recipe_user_id, is_linked_or_is_a_primary_user, primary_or_recipe_user_time_joined)
SELECT app_id, CASE user_id WHEN '{10}' THEN 't2' ELSE 'public' END, user_id, recipe_id, 1600000000000, primary_or_recipe_user_id, is_linked_or_is_a_primary_user, 1600000000000
FROM app_id_to_user_id WHERE user_id <> '{08}';
INSERT INTO emailpassword_users (app_id, user_id, email, password_hash, time_joined) VALUES
    ('public', '{01}', 'one@x.org', '$2a$11$one', 1600000000001),
    ('public', '{02}', 'two@x.org', '$2a$11$two', 1600000000002),
    ('public', '{10}', 'one@x.org', '$2a$11$ten', 1600000000010),
    ('second', '{11}', 'eleven@x.org', '$2a$11$eleven', 1600000000011),
    ('public', '{15}', 'o''brien+"<b>`$x`\\@x.org', '$argon2id$v=19$fifteen', 1600000000015),
    ('public', '{16}', 'two-again@x.org', '$2a$11$sixteen', 1600000000016);
INSERT INTO emailpassword_user_to_tenant (app_id, tenant_id, user_id, email)
SELECT app_id, CASE user_id WHEN '{10}' THEN 't2' ELSE 'public' END, user_id, email FROM emailpassword_users;
INSERT INTO thirdparty_users (app_id, user_id, third_party_id, third_party_user_id, email, time_joined) VALUES
    ('public', '{03}', 'google', 'g-3', 'two@x.org', 1600000000003),
    ('public', '{05}', 'google', 'g-5', 'one@x.org', 1600000000005),
    ('public', '{09}', 'github', 'gh-9', 'nine@x.org', 1600000000009),
    ('public', '{12}', 'google-workspaces', 'w-12', 'twelve@x.org', 1600000000012),
    ('public', '{13}', 'google', 'w-12', 'thirteen@x.org', 1600000000013);
INSERT INTO thirdparty_user_to_tenant (app_id, tenant_id, user_id, third_party_id, third_party_user_id)
SELECT app_id, 'public', user_id, third_party_id, third_party_user_id FROM thirdparty_users;
INSERT INTO passwordless_users (app_id, user_id, email, phone_number, time_joined) VALUES
    ('public', '{04}', NULL, '+491', 1600000000004),
    ('public', '{06}', 'six@x.org', NULL, 1600000000006),
    ('public', '{07}', NULL, '+497', 1600000000007);
INSERT INTO passwordless_user_to_tenant (app_id, tenant_id, user_id, email, phone_number)
SELECT app_id, 'public', user_id, email, phone_number FROM passwordless_users;
INSERT INTO webauthn_users (app_id, user_id, email, rp_id, time_joined) VALUES ('public', '{14}', 'fourteen@x.org', 'x.org', 1600000000014);
INSERT INTO webauthn_user_to_tenant (app_id, tenant_id, user_id, email) VALUES ('public', 'public', '{14}', 'fourteen@x.org');
INSERT INTO userid_mapping (app_id, supertokens_user_id, external_user_id) VALUES
    ('public', '{01}', 'application-1'), ('public', '{03}', 'application-3');
-- By the id that the application has given, where it has given one; and by address.
INSERT INTO emailverification_verified_emails (app_id, user_id, email) VALUES
    ('public', 'application-1', 'one@x.org'),
    ('public', '{06}', 'six@x.org'),
    ('public', 'application-3', 'two@x.org'),
    ('public', '{10}', 'elsewhere@x.org'),
    ('public', '{11}', 'eleven@x.org');
INSERT INTO user_metadata (app_id, user_id, user_metadata) VALUES ('public', 'application-1', '{}');
INSERT INTO roles (app_id, role) VALUES ('public', 'admin');
INSERT INTO user_roles (app_id, tenant_id, user_id, role) VALUES ('public', 'public', 'application-1', 'admin');
