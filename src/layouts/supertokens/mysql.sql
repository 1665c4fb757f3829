-- What each core of SuperTokens has in MySQL, as the changes from one core to the next, with the names that InnoDB gives.
-- Source: github.com/supertokens/supertokens-mysql-plugin, tags v1.7.0 to v8.1.4, src/main/java.
-- A section begins with `--@` and its core.
--@ 3.3
CREATE TABLE emailpassword_users (
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
password_hash VARCHAR(128) NOT NULL,
time_joined BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (user_id),
UNIQUE KEY email (email),
KEY emailpassword_user_pagination_index (time_joined DESC, user_id DESC)
);
CREATE TABLE emailpassword_pswd_reset_tokens (
user_id CHAR(36) NOT NULL,
token VARCHAR(128) NOT NULL,
token_expiry BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (user_id, token),
UNIQUE KEY token (token),
KEY emailpassword_password_reset_token_expiry_index (token_expiry),
CONSTRAINT emailpassword_pswd_reset_tokens_ibfk_1 FOREIGN KEY (user_id) REFERENCES emailpassword_users (user_id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE emailverification_tokens (
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
token VARCHAR(128) NOT NULL,
token_expiry BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (user_id, email, token),
UNIQUE KEY token (token),
KEY emailverification_tokens_index (token_expiry)
);
CREATE TABLE emailverification_verified_emails (
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
PRIMARY KEY (user_id, email)
);
CREATE TABLE key_value (
name VARCHAR(128) NOT NULL,
value TEXT,
created_at_time BIGINT UNSIGNED,
PRIMARY KEY (name)
);
CREATE TABLE session_info (
session_handle VARCHAR(255) NOT NULL,
user_id VARCHAR(128) NOT NULL,
refresh_token_hash_2 VARCHAR(128) NOT NULL,
session_data TEXT,
expires_at BIGINT UNSIGNED NOT NULL,
created_at_time BIGINT UNSIGNED NOT NULL,
jwt_user_payload TEXT,
PRIMARY KEY (session_handle)
);
CREATE TABLE thirdparty_users (
third_party_id VARCHAR(28) NOT NULL,
third_party_user_id VARCHAR(128) NOT NULL,
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
time_joined BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (third_party_id, third_party_user_id),
UNIQUE KEY user_id (user_id),
KEY thirdparty_users_pagination_index (time_joined DESC, user_id DESC)
);
--@ 3.5
CREATE TABLE all_auth_recipe_users (
user_id CHAR(36) NOT NULL,
recipe_id VARCHAR(128) NOT NULL,
time_joined BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (user_id),
KEY all_auth_recipe_users_pagination_index (time_joined DESC, user_id DESC)
);
ALTER TABLE emailpassword_users
DROP INDEX emailpassword_user_pagination_index;
ALTER TABLE emailverification_tokens
MODIFY COLUMN user_id VARCHAR(128) NOT NULL;
ALTER TABLE emailverification_verified_emails
MODIFY COLUMN user_id VARCHAR(128) NOT NULL;
ALTER TABLE thirdparty_users
DROP INDEX thirdparty_users_pagination_index;
--@ 3.6
CREATE TABLE jwt_signing_keys (
key_id VARCHAR(255) NOT NULL,
key_string TEXT NOT NULL,
algorithm VARCHAR(10) NOT NULL,
created_at BIGINT UNSIGNED,
PRIMARY KEY (key_id)
);
CREATE TABLE session_access_token_signing_keys (
created_at_time BIGINT UNSIGNED NOT NULL,
value TEXT,
PRIMARY KEY (created_at_time)
);
--@ 3.8
CREATE TABLE passwordless_devices (
device_id_hash CHAR(44) NOT NULL,
email VARCHAR(256),
phone_number VARCHAR(256),
link_code_salt CHAR(44) NOT NULL,
failed_attempts INT UNSIGNED NOT NULL,
PRIMARY KEY (device_id_hash),
KEY passwordless_devices_email_index (email),
KEY passwordless_devices_phone_number_index (phone_number)
);
CREATE TABLE passwordless_codes (
code_id CHAR(36) NOT NULL,
device_id_hash CHAR(44) NOT NULL,
link_code_hash CHAR(44) NOT NULL,
created_at BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (code_id),
UNIQUE KEY link_code_hash (link_code_hash),
KEY device_id_hash (device_id_hash),
KEY passwordless_codes_created_at_index (created_at),
CONSTRAINT passwordless_codes_ibfk_1 FOREIGN KEY (device_id_hash) REFERENCES passwordless_devices (device_id_hash) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE TABLE passwordless_users (
user_id CHAR(36) NOT NULL,
email VARCHAR(256),
phone_number VARCHAR(256),
time_joined BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (user_id),
UNIQUE KEY email (email),
UNIQUE KEY phone_number (phone_number)
);
--@ 3.11
CREATE TABLE user_metadata (
user_id VARCHAR(128) NOT NULL,
user_metadata TEXT NOT NULL,
PRIMARY KEY (user_id)
);
--@ 3.13
CREATE TABLE roles (
role VARCHAR(255) NOT NULL,
PRIMARY KEY (role)
);
CREATE TABLE role_permissions (
role VARCHAR(255) NOT NULL,
permission VARCHAR(255) NOT NULL,
PRIMARY KEY (role, permission),
KEY role_permissions_permission_index (permission),
CONSTRAINT role_permissions_ibfk_1 FOREIGN KEY (role) REFERENCES roles (role) ON DELETE CASCADE
);
CREATE TABLE user_roles (
user_id VARCHAR(128) NOT NULL,
role VARCHAR(255) NOT NULL,
PRIMARY KEY (user_id, role),
KEY user_roles_role_index (role),
CONSTRAINT user_roles_ibfk_1 FOREIGN KEY (role) REFERENCES roles (role) ON DELETE CASCADE
);
--@ 3.15
CREATE TABLE userid_mapping (
supertokens_user_id CHAR(36) NOT NULL,
external_user_id VARCHAR(128) NOT NULL,
external_user_id_info TEXT,
PRIMARY KEY (supertokens_user_id, external_user_id),
UNIQUE KEY supertokens_user_id (supertokens_user_id),
UNIQUE KEY external_user_id (external_user_id),
CONSTRAINT userid_mapping_ibfk_1 FOREIGN KEY (supertokens_user_id) REFERENCES all_auth_recipe_users (user_id) ON DELETE CASCADE
);
--@ 4.0
ALTER TABLE emailpassword_users
MODIFY COLUMN password_hash VARCHAR(256) NOT NULL;
ALTER TABLE thirdparty_users
MODIFY COLUMN third_party_user_id VARCHAR(256) NOT NULL;
--@ 4.4
CREATE TABLE dashboard_users (
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
password_hash VARCHAR(256) NOT NULL,
time_joined BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (user_id),
UNIQUE KEY email (email)
);
CREATE TABLE dashboard_user_sessions (
session_id CHAR(36) NOT NULL,
user_id CHAR(36) NOT NULL,
time_created BIGINT UNSIGNED NOT NULL,
expiry BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (session_id),
KEY user_id (user_id),
KEY dashboard_user_sessions_expiry_index (expiry),
CONSTRAINT dashboard_user_sessions_ibfk_1 FOREIGN KEY (user_id) REFERENCES dashboard_users (user_id) ON DELETE CASCADE
);
--@ 4.5
CREATE TABLE totp_users (
user_id VARCHAR(128) NOT NULL,
PRIMARY KEY (user_id)
);
CREATE TABLE totp_used_codes (
user_id VARCHAR(128) NOT NULL,
code VARCHAR(8) NOT NULL,
is_valid BOOLEAN NOT NULL,
expiry_time_ms BIGINT UNSIGNED NOT NULL,
created_time_ms BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (user_id, created_time_ms),
KEY totp_used_codes_expiry_time_ms_index (expiry_time_ms),
CONSTRAINT totp_used_codes_ibfk_1 FOREIGN KEY (user_id) REFERENCES totp_users (user_id) ON DELETE CASCADE
);
CREATE TABLE totp_user_devices (
user_id VARCHAR(128) NOT NULL,
device_name VARCHAR(256) NOT NULL,
secret_key VARCHAR(256) NOT NULL,
period INT NOT NULL,
skew INT NOT NULL,
verified BOOLEAN NOT NULL,
PRIMARY KEY (user_id, device_name),
CONSTRAINT totp_user_devices_ibfk_1 FOREIGN KEY (user_id) REFERENCES totp_users (user_id) ON DELETE CASCADE
);
CREATE TABLE user_last_active (
user_id VARCHAR(128) NOT NULL,
last_active_time BIGINT UNSIGNED,
PRIMARY KEY (user_id)
);
--@ 5.0
ALTER TABLE session_info
ADD COLUMN use_static_key BOOLEAN NOT NULL;
--@ 6.0
CREATE TABLE apps (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
created_at_time BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (app_id)
);
CREATE TABLE app_id_to_user_id (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
user_id CHAR(36) NOT NULL,
recipe_id VARCHAR(128) NOT NULL,
PRIMARY KEY (app_id, user_id),
CONSTRAINT app_id_to_user_id_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE
);
ALTER TABLE dashboard_users
DROP INDEX email,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id),
ADD UNIQUE KEY email (app_id, email),
ADD CONSTRAINT dashboard_users_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE;
ALTER TABLE dashboard_user_sessions
DROP FOREIGN KEY dashboard_user_sessions_ibfk_1,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, session_id),
DROP INDEX user_id,
ADD KEY app_id (app_id, user_id),
ADD CONSTRAINT dashboard_user_sessions_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES dashboard_users (app_id, user_id) ON DELETE CASCADE;
ALTER TABLE emailpassword_users
DROP INDEX email,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT emailpassword_users_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE;
ALTER TABLE emailpassword_pswd_reset_tokens
DROP FOREIGN KEY emailpassword_pswd_reset_tokens_ibfk_1,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id, token),
ADD CONSTRAINT emailpassword_pswd_reset_tokens_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES emailpassword_users (app_id, user_id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE emailverification_verified_emails
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id, email),
ADD CONSTRAINT emailverification_verified_emails_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE;
ALTER TABLE jwt_signing_keys
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, key_id),
ADD CONSTRAINT jwt_signing_keys_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE;
ALTER TABLE passwordless_users
DROP INDEX email,
DROP INDEX phone_number,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT passwordless_users_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE;
ALTER TABLE roles
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, role),
ADD CONSTRAINT roles_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE;
ALTER TABLE role_permissions
DROP FOREIGN KEY role_permissions_ibfk_1,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, role, permission),
DROP INDEX role_permissions_permission_index,
ADD KEY role_permissions_permission_index (app_id, permission),
ADD CONSTRAINT role_permissions_ibfk_1 FOREIGN KEY (app_id, role) REFERENCES roles (app_id, role) ON DELETE CASCADE;
ALTER TABLE session_access_token_signing_keys
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, created_at_time),
ADD CONSTRAINT session_access_token_signing_keys_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE;
CREATE TABLE tenant_configs (
connection_uri_domain VARCHAR(256) NOT NULL DEFAULT '',
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
core_config TEXT,
email_password_enabled BOOLEAN,
passwordless_enabled BOOLEAN,
third_party_enabled BOOLEAN,
PRIMARY KEY (connection_uri_domain, app_id, tenant_id)
);
CREATE TABLE tenant_thirdparty_providers (
connection_uri_domain VARCHAR(256) NOT NULL DEFAULT '',
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
third_party_id VARCHAR(28) NOT NULL,
name VARCHAR(64),
authorization_endpoint TEXT,
authorization_endpoint_query_params TEXT,
token_endpoint TEXT,
token_endpoint_body_params TEXT,
user_info_endpoint TEXT,
user_info_endpoint_query_params TEXT,
user_info_endpoint_headers TEXT,
jwks_uri TEXT,
oidc_discovery_endpoint TEXT,
require_email BOOLEAN,
user_info_map_from_id_token_payload_user_id VARCHAR(64),
user_info_map_from_id_token_payload_email VARCHAR(64),
user_info_map_from_id_token_payload_email_verified VARCHAR(64),
user_info_map_from_user_info_endpoint_user_id VARCHAR(64),
user_info_map_from_user_info_endpoint_email VARCHAR(64),
user_info_map_from_user_info_endpoint_email_verified VARCHAR(64),
PRIMARY KEY (connection_uri_domain, app_id, tenant_id, third_party_id),
CONSTRAINT tenant_thirdparty_providers_ibfk_1 FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs (connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);
CREATE TABLE tenant_thirdparty_provider_clients (
connection_uri_domain VARCHAR(256) NOT NULL DEFAULT '',
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
third_party_id VARCHAR(28) NOT NULL,
client_type VARCHAR(64) NOT NULL DEFAULT '',
client_id VARCHAR(256) NOT NULL,
client_secret TEXT,
scope TEXT,
force_pkce BOOLEAN,
additional_config TEXT,
PRIMARY KEY (connection_uri_domain, app_id, tenant_id, third_party_id, client_type),
CONSTRAINT tenant_thirdparty_provider_clients_ibfk_1 FOREIGN KEY (connection_uri_domain, app_id, tenant_id, third_party_id) REFERENCES tenant_thirdparty_providers (connection_uri_domain, app_id, tenant_id, third_party_id) ON DELETE CASCADE
);
CREATE TABLE tenants (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
created_at_time BIGINT UNSIGNED NOT NULL,
PRIMARY KEY (app_id, tenant_id),
CONSTRAINT tenants_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE
);
ALTER TABLE all_auth_recipe_users
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD COLUMN tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, tenant_id, user_id),
DROP INDEX all_auth_recipe_users_pagination_index,
ADD KEY app_id (app_id, user_id),
ADD KEY all_auth_recipe_users_pagination_index (time_joined DESC, user_id DESC, tenant_id DESC, app_id DESC),
ADD CONSTRAINT all_auth_recipe_users_ibfk_1 FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE,
ADD CONSTRAINT all_auth_recipe_users_ibfk_2 FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE;
CREATE TABLE emailpassword_user_to_tenant (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
PRIMARY KEY (app_id, tenant_id, user_id),
UNIQUE KEY email (app_id, tenant_id, email),
CONSTRAINT emailpassword_user_to_tenant_ibfk_1 FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users (app_id, tenant_id, user_id) ON DELETE CASCADE
);
ALTER TABLE emailverification_tokens
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD COLUMN tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, tenant_id, user_id, email, token),
ADD CONSTRAINT emailverification_tokens_ibfk_1 FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE;
ALTER TABLE key_value
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD COLUMN tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, tenant_id, name),
ADD CONSTRAINT key_value_ibfk_1 FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE;
ALTER TABLE passwordless_devices
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD COLUMN tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, tenant_id, device_id_hash),
DROP INDEX passwordless_devices_email_index,
DROP INDEX passwordless_devices_phone_number_index,
ADD KEY passwordless_devices_email_index (app_id, tenant_id, email),
ADD KEY passwordless_devices_phone_number_index (app_id, tenant_id, phone_number),
ADD CONSTRAINT passwordless_devices_ibfk_1 FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE;
ALTER TABLE passwordless_codes
DROP FOREIGN KEY passwordless_codes_ibfk_1,
DROP INDEX link_code_hash,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD COLUMN tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, tenant_id, code_id),
ADD UNIQUE KEY link_code_hash (app_id, tenant_id, link_code_hash),
DROP INDEX device_id_hash,
DROP INDEX passwordless_codes_created_at_index,
ADD KEY app_id (app_id, tenant_id, device_id_hash),
ADD KEY passwordless_codes_created_at_index (app_id, tenant_id, created_at),
ADD CONSTRAINT passwordless_codes_ibfk_1 FOREIGN KEY (app_id, tenant_id, device_id_hash) REFERENCES passwordless_devices (app_id, tenant_id, device_id_hash) ON DELETE CASCADE ON UPDATE CASCADE;
CREATE TABLE passwordless_user_to_tenant (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
user_id CHAR(36) NOT NULL,
email VARCHAR(256),
phone_number VARCHAR(256),
PRIMARY KEY (app_id, tenant_id, user_id),
UNIQUE KEY email (app_id, tenant_id, email),
UNIQUE KEY phone_number (app_id, tenant_id, phone_number),
CONSTRAINT passwordless_user_to_tenant_ibfk_1 FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users (app_id, tenant_id, user_id) ON DELETE CASCADE
);
ALTER TABLE session_info
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD COLUMN tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, tenant_id, session_handle),
ADD KEY session_expiry_index (expires_at),
ADD CONSTRAINT session_info_ibfk_1 FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE;
CREATE TABLE thirdparty_user_to_tenant (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
user_id CHAR(36) NOT NULL,
third_party_id VARCHAR(28) NOT NULL,
third_party_user_id VARCHAR(256) NOT NULL,
PRIMARY KEY (app_id, tenant_id, user_id),
UNIQUE KEY third_party_user_id (app_id, tenant_id, third_party_id, third_party_user_id),
CONSTRAINT thirdparty_user_to_tenant_ibfk_1 FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users (app_id, tenant_id, user_id) ON DELETE CASCADE
);
ALTER TABLE thirdparty_users
DROP INDEX user_id,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id),
ADD KEY thirdparty_users_email_index (app_id, email),
ADD KEY thirdparty_users_thirdparty_user_id_index (app_id, third_party_id, third_party_user_id),
ADD CONSTRAINT thirdparty_users_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE;
ALTER TABLE totp_users
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT totp_users_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE;
ALTER TABLE totp_used_codes
DROP FOREIGN KEY totp_used_codes_ibfk_1,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD COLUMN tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, tenant_id, user_id, created_time_ms),
DROP INDEX totp_used_codes_expiry_time_ms_index,
ADD KEY app_id (app_id, user_id),
ADD KEY totp_used_codes_expiry_time_ms_index (app_id, tenant_id, expiry_time_ms),
ADD CONSTRAINT totp_used_codes_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES totp_users (app_id, user_id) ON DELETE CASCADE,
ADD CONSTRAINT totp_used_codes_ibfk_2 FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE;
ALTER TABLE totp_user_devices
DROP FOREIGN KEY totp_user_devices_ibfk_1,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id, device_name),
ADD CONSTRAINT totp_user_devices_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES totp_users (app_id, user_id) ON DELETE CASCADE;
ALTER TABLE user_last_active
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT user_last_active_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE;
ALTER TABLE user_metadata
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT user_metadata_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE;
ALTER TABLE user_roles
DROP FOREIGN KEY user_roles_ibfk_1,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD COLUMN tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, tenant_id, user_id, role),
DROP INDEX user_roles_role_index,
ADD KEY app_id (app_id, role),
ADD KEY user_roles_role_index (app_id, tenant_id, role),
ADD CONSTRAINT user_roles_ibfk_1 FOREIGN KEY (app_id, role) REFERENCES roles (app_id, role) ON DELETE CASCADE,
ADD CONSTRAINT user_roles_ibfk_2 FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE;
ALTER TABLE userid_mapping
DROP FOREIGN KEY userid_mapping_ibfk_1,
DROP INDEX supertokens_user_id,
DROP INDEX external_user_id,
DROP PRIMARY KEY,
ADD COLUMN app_id VARCHAR(64) NOT NULL DEFAULT 'public',
ADD PRIMARY KEY (app_id, supertokens_user_id, external_user_id),
ADD UNIQUE KEY supertokens_user_id (app_id, supertokens_user_id),
ADD UNIQUE KEY external_user_id (app_id, external_user_id),
ADD CONSTRAINT userid_mapping_ibfk_1 FOREIGN KEY (app_id, supertokens_user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE;
--@ 7.0
ALTER TABLE app_id_to_user_id
ADD COLUMN primary_or_recipe_user_id CHAR(36) NOT NULL,
ADD COLUMN is_linked_or_is_a_primary_user BOOLEAN NOT NULL DEFAULT FALSE,
ADD KEY app_id (app_id, primary_or_recipe_user_id),
ADD CONSTRAINT app_id_to_user_id_ibfk_2 FOREIGN KEY (app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE;
ALTER TABLE emailpassword_pswd_reset_tokens
DROP FOREIGN KEY emailpassword_pswd_reset_tokens_ibfk_1,
ADD COLUMN email VARCHAR(256),
ADD CONSTRAINT emailpassword_pswd_reset_tokens_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE ON UPDATE CASCADE;
ALTER TABLE all_auth_recipe_users
ADD COLUMN primary_or_recipe_user_id CHAR(36) NOT NULL,
ADD COLUMN is_linked_or_is_a_primary_user BOOLEAN NOT NULL DEFAULT FALSE,
ADD COLUMN primary_or_recipe_user_time_joined BIGINT UNSIGNED NOT NULL,
DROP INDEX all_auth_recipe_users_pagination_index,
ADD KEY app_id_2 (app_id, primary_or_recipe_user_id),
ADD KEY all_auth_recipe_users_pagination_index1 (app_id, tenant_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC),
ADD KEY all_auth_recipe_users_pagination_index2 (app_id, tenant_id, primary_or_recipe_user_time_joined, primary_or_recipe_user_id DESC),
ADD KEY all_auth_recipe_users_pagination_index3 (recipe_id, app_id, tenant_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC),
ADD KEY all_auth_recipe_users_pagination_index4 (recipe_id, app_id, tenant_id, primary_or_recipe_user_time_joined, primary_or_recipe_user_id DESC),
ADD KEY all_auth_recipe_users_primary_user_id_index (primary_or_recipe_user_id, app_id),
ADD KEY all_auth_recipe_users_recipe_id_index (app_id, recipe_id, tenant_id),
ADD CONSTRAINT all_auth_recipe_users_ibfk_3 FOREIGN KEY (app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE;
--@ 7.0.14
CREATE INDEX app_id_to_user_id_primary_user_id_index ON app_id_to_user_id (primary_or_recipe_user_id);
CREATE INDEX app_id_to_user_id_user_id_index ON app_id_to_user_id (user_id);
--@ 8.0
ALTER TABLE user_roles
DROP FOREIGN KEY user_roles_ibfk_1,
DROP FOREIGN KEY user_roles_ibfk_2,
DROP INDEX app_id,
ADD CONSTRAINT user_roles_ibfk_1 FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE;
--@ 9.0
CREATE TABLE tenant_first_factors (
connection_uri_domain VARCHAR(256) NOT NULL DEFAULT '',
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
factor_id VARCHAR(128) NOT NULL,
PRIMARY KEY (connection_uri_domain, app_id, tenant_id, factor_id),
CONSTRAINT tenant_first_factors_ibfk_1 FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs (connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);
CREATE TABLE tenant_required_secondary_factors (
connection_uri_domain VARCHAR(256) NOT NULL DEFAULT '',
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
factor_id VARCHAR(128) NOT NULL,
PRIMARY KEY (connection_uri_domain, app_id, tenant_id, factor_id),
CONSTRAINT tenant_required_secondary_factors_ibfk_1 FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs (connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);
ALTER TABLE all_auth_recipe_users
DROP INDEX all_auth_recipe_users_pagination_index2,
DROP INDEX all_auth_recipe_users_pagination_index4;
ALTER TABLE totp_user_devices
ADD COLUMN created_at BIGINT UNSIGNED NOT NULL;
--@ 9.1.0
ALTER TABLE tenant_configs
ADD COLUMN is_first_factors_null BOOLEAN,
ADD COLUMN is_third_party_providers_null BOOLEAN;
--@ 9.1.1
ALTER TABLE tenant_configs
DROP COLUMN is_third_party_providers_null;
--@ 9.2.2
CREATE INDEX user_last_active_last_active_time_index ON user_last_active (last_active_time DESC, app_id DESC);
--@ 9.3
CREATE TABLE oauth_clients (
app_id VARCHAR(64) NOT NULL,
client_id VARCHAR(255) NOT NULL,
client_secret TEXT,
enable_refresh_token_rotation BOOLEAN NOT NULL,
is_client_credentials_only BOOLEAN NOT NULL,
PRIMARY KEY (app_id, client_id),
CONSTRAINT oauth_clients_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE
);
CREATE TABLE oauth_logout_challenges (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
challenge VARCHAR(128) NOT NULL,
client_id VARCHAR(255) NOT NULL,
post_logout_redirect_uri VARCHAR(1024),
session_handle VARCHAR(128),
state VARCHAR(128),
time_created BIGINT NOT NULL,
PRIMARY KEY (app_id, challenge),
KEY app_id (app_id, client_id),
KEY oauth_logout_challenges_time_created_index (time_created DESC),
CONSTRAINT oauth_logout_challenges_ibfk_1 FOREIGN KEY (app_id, client_id) REFERENCES oauth_clients (app_id, client_id) ON DELETE CASCADE
);
CREATE TABLE oauth_m2m_tokens (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
client_id VARCHAR(255) NOT NULL,
iat BIGINT NOT NULL,
exp BIGINT NOT NULL,
PRIMARY KEY (app_id, client_id, iat),
KEY oauth_m2m_token_iat_index (iat DESC, app_id DESC),
KEY oauth_m2m_token_exp_index (exp DESC),
CONSTRAINT oauth_m2m_tokens_ibfk_1 FOREIGN KEY (app_id, client_id) REFERENCES oauth_clients (app_id, client_id) ON DELETE CASCADE
);
CREATE TABLE oauth_sessions (
gid VARCHAR(255) NOT NULL,
app_id VARCHAR(64) DEFAULT 'public',
client_id VARCHAR(255) NOT NULL,
session_handle VARCHAR(128),
external_refresh_token VARCHAR(255),
internal_refresh_token VARCHAR(255),
jti TEXT NOT NULL,
exp BIGINT NOT NULL,
PRIMARY KEY (gid),
UNIQUE KEY external_refresh_token (external_refresh_token),
UNIQUE KEY internal_refresh_token (internal_refresh_token),
KEY app_id (app_id, client_id),
KEY oauth_session_exp_index (exp DESC),
KEY oauth_session_external_refresh_token_index (app_id, external_refresh_token DESC),
CONSTRAINT oauth_sessions_ibfk_1 FOREIGN KEY (app_id, client_id) REFERENCES oauth_clients (app_id, client_id) ON DELETE CASCADE
);
--@ 10.0
CREATE TABLE bulk_import_users (
id CHAR(36) NOT NULL,
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
primary_user_id VARCHAR(36),
raw_data TEXT NOT NULL,
status VARCHAR(128) DEFAULT 'NEW',
error_msg TEXT,
created_at BIGINT NOT NULL,
updated_at BIGINT NOT NULL,
PRIMARY KEY (app_id, id),
KEY bulk_import_users_status_updated_at_index (app_id, status, updated_at),
KEY bulk_import_users_pagination_index1 (app_id, status, created_at DESC, id DESC),
KEY bulk_import_users_pagination_index2 (app_id, created_at DESC, id DESC),
CONSTRAINT bulk_import_users_ibfk_1 FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE
);
ALTER TABLE session_info
ADD KEY session_info_user_id_app_id_index (user_id, app_id);
--@ 10.0.1
CREATE INDEX emailpassword_users_email_index ON emailpassword_users (app_id, email);
CREATE INDEX passwordless_users_email_index ON passwordless_users (app_id, email);
CREATE INDEX passwordless_users_phone_number_index ON passwordless_users (app_id, phone_number);
CREATE INDEX emailpassword_user_to_tenant_email_index ON emailpassword_user_to_tenant (app_id, tenant_id, email);
CREATE INDEX passwordless_user_to_tenant_email_index ON passwordless_user_to_tenant (app_id, tenant_id, email);
CREATE INDEX passwordless_user_to_tenant_phone_number_index ON passwordless_user_to_tenant (app_id, tenant_id, phone_number);
CREATE INDEX thirdparty_user_to_tenant_third_party_user_id_index ON thirdparty_user_to_tenant (app_id, tenant_id, third_party_id, third_party_user_id);
--@ 10.1
ALTER TABLE emailverification_verified_emails
ADD KEY emailverification_verified_emails_verified_appid_emails_index (app_id, email);
CREATE TABLE webauthn_account_recovery_tokens (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
token VARCHAR(256) NOT NULL,
expires_at BIGINT NOT NULL,
PRIMARY KEY (app_id, tenant_id, user_id, token),
KEY webauthn_account_recovery_token_token_index (app_id, tenant_id, token),
KEY webauthn_account_recovery_token_email_index (app_id, tenant_id, email),
KEY webauthn_account_recovery_token_expires_at_index (expires_at DESC),
CONSTRAINT webauthn_account_recovery_token_user_id_fkey FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users (app_id, tenant_id, user_id) ON DELETE CASCADE
);
CREATE TABLE webauthn_generated_options (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
id CHAR(36) NOT NULL,
challenge VARCHAR(256) NOT NULL,
email VARCHAR(256),
rp_id VARCHAR(256) NOT NULL,
rp_name VARCHAR(256) NOT NULL,
origin VARCHAR(256) NOT NULL,
expires_at BIGINT NOT NULL,
created_at BIGINT NOT NULL,
user_presence_required BOOLEAN NOT NULL DEFAULT FALSE,
user_verification VARCHAR(12) NOT NULL DEFAULT 'preferred',
PRIMARY KEY (app_id, tenant_id, id),
KEY webauthn_user_challenges_expires_at_index (app_id, tenant_id, expires_at),
CONSTRAINT webauthn_generated_options_ibfk_1 FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE
);
CREATE TABLE webauthn_user_to_tenant (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
PRIMARY KEY (app_id, tenant_id, user_id),
UNIQUE KEY app_id (app_id, tenant_id, email),
KEY webauthn_user_to_tenant_email_index (app_id, email),
CONSTRAINT webauthn_user_to_tenant_ibfk_1 FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users (app_id, tenant_id, user_id) ON DELETE CASCADE
);
CREATE TABLE webauthn_users (
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
rp_id VARCHAR(256) NOT NULL,
time_joined BIGINT NOT NULL,
PRIMARY KEY (app_id, user_id),
CONSTRAINT webauthn_users_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE
);
CREATE TABLE webauthn_credentials (
id VARCHAR(256) NOT NULL,
app_id VARCHAR(64) NOT NULL DEFAULT 'public',
rp_id VARCHAR(256) NOT NULL,
user_id CHAR(36),
counter BIGINT NOT NULL,
public_key BLOB NOT NULL,
transports TEXT NOT NULL,
created_at BIGINT NOT NULL,
updated_at BIGINT NOT NULL,
PRIMARY KEY (app_id, rp_id, id),
KEY app_id (app_id, user_id),
KEY webauthn_credentials_user_id_index (user_id),
CONSTRAINT webauthn_credentials_ibfk_1 FOREIGN KEY (app_id, user_id) REFERENCES webauthn_users (app_id, user_id) ON DELETE CASCADE
);
--@ 10.1.2
CREATE INDEX user_roles_app_id_user_id_index ON user_roles (app_id, user_id);
