-- What each core of SuperTokens has in PostgreSQL, as the changes from one core to the next.
-- Source: github.com/supertokens/supertokens-postgresql-plugin, tags v1.5.0 to v9.5.5, src/main/java, and for what is
-- newer github.com/supertokens/supertokens-core, tag v12.1.1, CHANGELOG.md. A section begins with `--@` and its core.
--@ 3.0
CREATE TABLE emailpassword_users (
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
password_hash VARCHAR(128) NOT NULL,
time_joined BIGINT NOT NULL,
CONSTRAINT emailpassword_users_pkey PRIMARY KEY (user_id),
CONSTRAINT emailpassword_users_email_key UNIQUE (email)
);
CREATE TABLE emailpassword_pswd_reset_tokens (
user_id CHAR(36) NOT NULL,
token VARCHAR(128) NOT NULL,
token_expiry BIGINT NOT NULL,
CONSTRAINT emailpassword_pswd_reset_tokens_pkey PRIMARY KEY (user_id, token),
CONSTRAINT emailpassword_pswd_reset_tokens_token_key UNIQUE (token),
CONSTRAINT emailpassword_pswd_reset_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES emailpassword_users(user_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX emailpassword_password_reset_token_expiry_index ON emailpassword_pswd_reset_tokens (token_expiry);
CREATE TABLE key_value (
name VARCHAR(128) NOT NULL,
value TEXT,
created_at_time BIGINT,
CONSTRAINT key_value_pkey PRIMARY KEY (name)
);
CREATE TABLE session_info (
session_handle VARCHAR(255) NOT NULL,
user_id VARCHAR(128) NOT NULL,
refresh_token_hash_2 VARCHAR(128) NOT NULL,
session_data TEXT,
expires_at BIGINT NOT NULL,
created_at_time BIGINT NOT NULL,
jwt_user_payload TEXT,
CONSTRAINT session_info_pkey PRIMARY KEY (session_handle)
);
--@ 3.1
ALTER TABLE emailpassword_users
ADD COLUMN is_email_verified BOOLEAN NOT NULL;
CREATE INDEX emailpassword_user_pagination_index ON emailpassword_users (time_joined DESC, user_id DESC);
CREATE TABLE emailpassword_email_verificaion_tokens (
user_id CHAR(36) NOT NULL,
token VARCHAR(128) NOT NULL,
token_expiry BIGINT NOT NULL,
email VARCHAR(256) NOT NULL,
CONSTRAINT emailpassword_email_verificaion_tokens_pkey PRIMARY KEY (user_id, token),
CONSTRAINT emailpassword_email_verificaion_tokens_token_key UNIQUE (token),
CONSTRAINT emailpassword_email_verificaion_tokens_user_id_fkey FOREIGN KEY (user_id) REFERENCES emailpassword_users(user_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX emailpassword_email_verification_token_expiry_index ON emailpassword_email_verificaion_tokens (token_expiry);
--@ 3.3
DROP TABLE emailpassword_email_verificaion_tokens;
ALTER TABLE emailpassword_users
DROP COLUMN is_email_verified;
CREATE TABLE emailverification_tokens (
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
token VARCHAR(128) NOT NULL,
token_expiry BIGINT NOT NULL,
CONSTRAINT emailverification_tokens_pkey PRIMARY KEY (user_id, email, token),
CONSTRAINT emailverification_tokens_token_key UNIQUE (token)
);
CREATE INDEX emailverification_tokens_index ON emailverification_tokens (token_expiry);
CREATE TABLE emailverification_verified_emails (
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
CONSTRAINT emailverification_verified_emails_pkey PRIMARY KEY (user_id, email)
);
CREATE TABLE thirdparty_users (
third_party_id VARCHAR(28) NOT NULL,
third_party_user_id VARCHAR(128) NOT NULL,
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
time_joined BIGINT NOT NULL,
CONSTRAINT thirdparty_users_pkey PRIMARY KEY (third_party_id, third_party_user_id),
CONSTRAINT thirdparty_users_user_id_key UNIQUE (user_id)
);
CREATE INDEX thirdparty_users_pagination_index ON thirdparty_users (time_joined DESC, user_id DESC);
--@ 3.5
CREATE TABLE all_auth_recipe_users (
user_id CHAR(36) NOT NULL,
recipe_id VARCHAR(128) NOT NULL,
time_joined BIGINT NOT NULL,
CONSTRAINT all_auth_recipe_users_pkey PRIMARY KEY (user_id)
);
CREATE INDEX all_auth_recipe_users_pagination_index ON all_auth_recipe_users (time_joined DESC, user_id DESC);
DROP INDEX emailpassword_user_pagination_index;
ALTER TABLE emailverification_tokens
ALTER COLUMN user_id TYPE VARCHAR(255);
ALTER TABLE emailverification_verified_emails
ALTER COLUMN user_id TYPE VARCHAR(255);
DROP INDEX thirdparty_users_pagination_index;
--@ 3.6
ALTER TABLE emailverification_tokens
ALTER COLUMN user_id TYPE VARCHAR(128);
ALTER TABLE emailverification_verified_emails
ALTER COLUMN user_id TYPE VARCHAR(128);
CREATE TABLE jwt_signing_keys (
key_id VARCHAR(255) NOT NULL,
key_string TEXT NOT NULL,
algorithm VARCHAR(10) NOT NULL,
created_at BIGINT,
CONSTRAINT jwt_signing_keys_pkey PRIMARY KEY (key_id)
);
CREATE TABLE session_access_token_signing_keys (
created_at_time BIGINT NOT NULL,
value TEXT,
CONSTRAINT session_access_token_signing_keys_pkey PRIMARY KEY (created_at_time)
);
--@ 3.8
CREATE TABLE passwordless_devices (
device_id_hash CHAR(44) NOT NULL,
email VARCHAR(256),
phone_number VARCHAR(256),
link_code_salt CHAR(44) NOT NULL,
failed_attempts INTEGER NOT NULL,
CONSTRAINT passwordless_devices_pkey PRIMARY KEY (device_id_hash)
);
CREATE INDEX passwordless_devices_email_index ON passwordless_devices (email);
CREATE INDEX passwordless_devices_phone_number_index ON passwordless_devices (phone_number);
CREATE TABLE passwordless_codes (
code_id CHAR(36) NOT NULL,
device_id_hash CHAR(44) NOT NULL,
link_code_hash CHAR(44) NOT NULL,
created_at BIGINT NOT NULL,
CONSTRAINT passwordless_codes_pkey PRIMARY KEY (code_id),
CONSTRAINT passwordless_codes_link_code_hash_key UNIQUE (link_code_hash),
CONSTRAINT passwordless_codes_device_id_hash_fkey FOREIGN KEY (device_id_hash) REFERENCES passwordless_devices(device_id_hash) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX passwordless_codes_created_at_index ON passwordless_codes (created_at);
CREATE TABLE passwordless_users (
user_id CHAR(36) NOT NULL,
email VARCHAR(256),
phone_number VARCHAR(256),
time_joined BIGINT NOT NULL,
CONSTRAINT passwordless_users_pkey PRIMARY KEY (user_id),
CONSTRAINT passwordless_users_email_key UNIQUE (email),
CONSTRAINT passwordless_users_phone_number_key UNIQUE (phone_number)
);
--@ 3.10
CREATE INDEX passwordless_codes_device_id_hash_index ON passwordless_codes (device_id_hash);
--@ 3.11
CREATE TABLE user_metadata (
user_id VARCHAR(128) NOT NULL,
user_metadata TEXT NOT NULL,
CONSTRAINT user_metadata_pkey PRIMARY KEY (user_id)
);
--@ 3.13
CREATE TABLE roles (
role VARCHAR(255) NOT NULL,
CONSTRAINT roles_pkey PRIMARY KEY (role)
);
CREATE TABLE role_permissions (
role VARCHAR(255) NOT NULL,
permission VARCHAR(255) NOT NULL,
CONSTRAINT role_permissions_pkey PRIMARY KEY (role, permission),
CONSTRAINT role_permissions_role_fkey FOREIGN KEY (role) REFERENCES roles(role) ON DELETE CASCADE
);
CREATE INDEX role_permissions_permission_index ON role_permissions (permission);
CREATE TABLE user_roles (
user_id VARCHAR(128) NOT NULL,
role VARCHAR(255) NOT NULL,
CONSTRAINT user_roles_pkey PRIMARY KEY (user_id, role),
CONSTRAINT user_roles_role_fkey FOREIGN KEY (role) REFERENCES roles(role) ON DELETE CASCADE
);
CREATE INDEX user_roles_role_index ON user_roles (role);
--@ 3.15
CREATE TABLE userid_mapping (
supertokens_user_id CHAR(36) NOT NULL,
external_user_id VARCHAR(128) NOT NULL,
external_user_id_info TEXT,
CONSTRAINT userid_mapping_pkey PRIMARY KEY (supertokens_user_id, external_user_id),
CONSTRAINT userid_mapping_external_user_id_key UNIQUE (external_user_id),
CONSTRAINT userid_mapping_supertokens_user_id_key UNIQUE (supertokens_user_id),
CONSTRAINT userid_mapping_supertokens_user_id_fkey FOREIGN KEY (supertokens_user_id) REFERENCES all_auth_recipe_users(user_id) ON DELETE CASCADE
);
--@ 4.0
ALTER TABLE emailpassword_users
ALTER COLUMN password_hash TYPE VARCHAR(256);
ALTER TABLE thirdparty_users
ALTER COLUMN third_party_user_id TYPE VARCHAR(256);
--@ 4.4
CREATE TABLE dashboard_users (
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
password_hash VARCHAR(256) NOT NULL,
time_joined BIGINT NOT NULL,
CONSTRAINT dashboard_users_pkey PRIMARY KEY (user_id),
CONSTRAINT dashboard_users_email_key UNIQUE (email)
);
CREATE TABLE dashboard_user_sessions (
session_id CHAR(36) NOT NULL,
user_id CHAR(36) NOT NULL,
time_created BIGINT NOT NULL,
expiry BIGINT NOT NULL,
CONSTRAINT dashboard_user_sessions_pkey PRIMARY KEY (session_id),
CONSTRAINT dashboard_user_sessions_user_id_fkey FOREIGN KEY (user_id) REFERENCES dashboard_users(user_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX dashboard_user_sessions_expiry_index ON dashboard_user_sessions (expiry);
--@ 4.5
CREATE TABLE totp_users (
user_id VARCHAR(128) NOT NULL,
CONSTRAINT totp_users_pkey PRIMARY KEY (user_id)
);
CREATE TABLE totp_used_codes (
user_id VARCHAR(128) NOT NULL,
code VARCHAR(8) NOT NULL,
is_valid BOOLEAN NOT NULL,
expiry_time_ms BIGINT NOT NULL,
created_time_ms BIGINT NOT NULL,
CONSTRAINT totp_used_codes_pkey PRIMARY KEY (user_id, created_time_ms),
CONSTRAINT totp_used_codes_user_id_fkey FOREIGN KEY (user_id) REFERENCES totp_users(user_id) ON DELETE CASCADE
);
CREATE INDEX totp_used_codes_expiry_time_ms_index ON totp_used_codes (expiry_time_ms);
CREATE TABLE totp_user_devices (
user_id VARCHAR(128) NOT NULL,
device_name VARCHAR(256) NOT NULL,
secret_key VARCHAR(256) NOT NULL,
period INTEGER NOT NULL,
skew INTEGER NOT NULL,
verified BOOLEAN NOT NULL,
CONSTRAINT totp_user_devices_pkey PRIMARY KEY (user_id, device_name),
CONSTRAINT totp_user_devices_user_id_fkey FOREIGN KEY (user_id) REFERENCES totp_users(user_id) ON DELETE CASCADE
);
CREATE TABLE user_last_active (
user_id VARCHAR(128) NOT NULL,
last_active_time BIGINT,
CONSTRAINT user_last_active_pkey PRIMARY KEY (user_id)
);
--@ 5.0
ALTER TABLE session_info
ADD COLUMN use_static_key BOOLEAN NOT NULL;
--@ 6.0
CREATE TABLE apps (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
created_at_time BIGINT,
CONSTRAINT apps_pkey PRIMARY KEY (app_id)
);
CREATE TABLE app_id_to_user_id (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
user_id CHAR(36) NOT NULL,
recipe_id VARCHAR(128) NOT NULL,
CONSTRAINT app_id_to_user_id_pkey PRIMARY KEY (app_id, user_id),
CONSTRAINT app_id_to_user_id_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);
CREATE INDEX app_id_to_user_id_app_id_index ON app_id_to_user_id (app_id);
ALTER TABLE dashboard_users
DROP CONSTRAINT dashboard_users_email_key,
DROP CONSTRAINT dashboard_users_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT dashboard_users_pkey PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT dashboard_users_email_key UNIQUE (app_id, email),
ADD CONSTRAINT dashboard_users_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE;
CREATE INDEX dashboard_users_app_id_index ON dashboard_users (app_id);
ALTER TABLE dashboard_user_sessions
DROP CONSTRAINT dashboard_user_sessions_user_id_fkey,
DROP CONSTRAINT dashboard_user_sessions_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT dashboard_user_sessions_pkey PRIMARY KEY (app_id, session_id),
ADD CONSTRAINT dashboard_user_sessions_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES dashboard_users(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE INDEX dashboard_user_sessions_user_id_index ON dashboard_user_sessions (app_id, user_id);
ALTER TABLE emailpassword_users
DROP CONSTRAINT emailpassword_users_email_key,
DROP CONSTRAINT emailpassword_users_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT emailpassword_users_pkey PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT emailpassword_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE;
ALTER TABLE emailpassword_pswd_reset_tokens
DROP CONSTRAINT emailpassword_pswd_reset_tokens_user_id_fkey,
DROP CONSTRAINT emailpassword_pswd_reset_tokens_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT emailpassword_pswd_reset_tokens_pkey PRIMARY KEY (app_id, user_id, token),
ADD CONSTRAINT emailpassword_pswd_reset_tokens_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES emailpassword_users(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE INDEX emailpassword_pswd_reset_tokens_user_id_index ON emailpassword_pswd_reset_tokens (app_id, user_id);
ALTER TABLE emailverification_verified_emails
DROP CONSTRAINT emailverification_verified_emails_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT emailverification_verified_emails_pkey PRIMARY KEY (app_id, user_id, email),
ADD CONSTRAINT emailverification_verified_emails_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE;
CREATE INDEX emailverification_verified_emails_app_id_index ON emailverification_verified_emails (app_id);
ALTER TABLE jwt_signing_keys
DROP CONSTRAINT jwt_signing_keys_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT jwt_signing_keys_pkey PRIMARY KEY (app_id, key_id),
ADD CONSTRAINT jwt_signing_keys_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE;
CREATE INDEX jwt_signing_keys_app_id_index ON jwt_signing_keys (app_id);
ALTER TABLE passwordless_users
DROP CONSTRAINT passwordless_users_email_key,
DROP CONSTRAINT passwordless_users_phone_number_key,
DROP CONSTRAINT passwordless_users_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT passwordless_users_pkey PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT passwordless_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE;
ALTER TABLE roles
DROP CONSTRAINT roles_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT roles_pkey PRIMARY KEY (app_id, role),
ADD CONSTRAINT roles_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE;
CREATE INDEX roles_app_id_index ON roles (app_id);
ALTER TABLE role_permissions
DROP CONSTRAINT role_permissions_role_fkey,
DROP CONSTRAINT role_permissions_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT role_permissions_pkey PRIMARY KEY (app_id, role, permission),
ADD CONSTRAINT role_permissions_role_fkey FOREIGN KEY (app_id, role) REFERENCES roles(app_id, role) ON DELETE CASCADE;
DROP INDEX role_permissions_permission_index;
CREATE INDEX role_permissions_permission_index ON role_permissions (app_id, permission);
CREATE INDEX role_permissions_role_index ON role_permissions (app_id, role);
ALTER TABLE session_access_token_signing_keys
DROP CONSTRAINT session_access_token_signing_keys_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT session_access_token_signing_keys_pkey PRIMARY KEY (app_id, created_at_time),
ADD CONSTRAINT session_access_token_signing_keys_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE;
CREATE INDEX access_token_signing_keys_app_id_index ON session_access_token_signing_keys (app_id);
CREATE TABLE tenant_configs (
connection_uri_domain VARCHAR(256) DEFAULT '' NOT NULL,
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
core_config TEXT,
email_password_enabled BOOLEAN,
passwordless_enabled BOOLEAN,
third_party_enabled BOOLEAN,
CONSTRAINT tenant_configs_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id)
);
CREATE TABLE tenant_thirdparty_providers (
connection_uri_domain VARCHAR(256) DEFAULT '' NOT NULL,
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
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
CONSTRAINT tenant_thirdparty_providers_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id, third_party_id),
CONSTRAINT tenant_thirdparty_providers_tenant_id_fkey FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs(connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX tenant_thirdparty_providers_tenant_id_index ON tenant_thirdparty_providers (connection_uri_domain, app_id, tenant_id);
CREATE TABLE tenant_thirdparty_provider_clients (
connection_uri_domain VARCHAR(256) DEFAULT '' NOT NULL,
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
third_party_id VARCHAR(28) NOT NULL,
client_type VARCHAR(64) DEFAULT '' NOT NULL,
client_id VARCHAR(256) NOT NULL,
client_secret TEXT,
scope VARCHAR(128)[],
force_pkce BOOLEAN,
additional_config TEXT,
CONSTRAINT tenant_thirdparty_provider_clients_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id, third_party_id, client_type),
CONSTRAINT tenant_thirdparty_provider_clients_third_party_id_fkey FOREIGN KEY (connection_uri_domain, app_id, tenant_id, third_party_id) REFERENCES tenant_thirdparty_providers(connection_uri_domain, app_id, tenant_id, third_party_id) ON DELETE CASCADE
);
CREATE INDEX tenant_thirdparty_provider_clients_third_party_id_index ON tenant_thirdparty_provider_clients (connection_uri_domain, app_id, tenant_id, third_party_id);
CREATE TABLE tenants (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
created_at_time BIGINT,
CONSTRAINT tenants_pkey PRIMARY KEY (app_id, tenant_id),
CONSTRAINT tenants_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);
CREATE INDEX tenants_app_id_index ON tenants (app_id);
ALTER TABLE all_auth_recipe_users
DROP CONSTRAINT all_auth_recipe_users_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD COLUMN tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT all_auth_recipe_users_pkey PRIMARY KEY (app_id, tenant_id, user_id),
ADD CONSTRAINT all_auth_recipe_users_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE,
ADD CONSTRAINT all_auth_recipe_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE;
DROP INDEX all_auth_recipe_users_pagination_index;
CREATE INDEX all_auth_recipe_tenant_id_index ON all_auth_recipe_users (app_id, tenant_id);
CREATE INDEX all_auth_recipe_user_id_index ON all_auth_recipe_users (app_id, user_id);
CREATE INDEX all_auth_recipe_users_pagination_index ON all_auth_recipe_users (time_joined DESC, user_id DESC, tenant_id DESC, app_id DESC);
CREATE TABLE emailpassword_user_to_tenant (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
CONSTRAINT emailpassword_user_to_tenant_pkey PRIMARY KEY (app_id, tenant_id, user_id),
CONSTRAINT emailpassword_user_to_tenant_email_key UNIQUE (app_id, tenant_id, email),
CONSTRAINT emailpassword_user_to_tenant_user_id_fkey FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);
ALTER TABLE emailverification_tokens
DROP CONSTRAINT emailverification_tokens_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD COLUMN tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT emailverification_tokens_pkey PRIMARY KEY (app_id, tenant_id, user_id, email, token),
ADD CONSTRAINT emailverification_tokens_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE;
CREATE INDEX emailverification_tokens_tenant_id_index ON emailverification_tokens (app_id, tenant_id);
ALTER TABLE key_value
DROP CONSTRAINT key_value_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD COLUMN tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT key_value_pkey PRIMARY KEY (app_id, tenant_id, name),
ADD CONSTRAINT key_value_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE;
CREATE INDEX key_value_tenant_id_index ON key_value (app_id, tenant_id);
ALTER TABLE passwordless_devices
DROP CONSTRAINT passwordless_devices_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD COLUMN tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT passwordless_devices_pkey PRIMARY KEY (app_id, tenant_id, device_id_hash),
ADD CONSTRAINT passwordless_devices_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE;
DROP INDEX passwordless_devices_email_index;
DROP INDEX passwordless_devices_phone_number_index;
CREATE INDEX passwordless_devices_email_index ON passwordless_devices (app_id, tenant_id, email);
CREATE INDEX passwordless_devices_phone_number_index ON passwordless_devices (app_id, tenant_id, phone_number);
CREATE INDEX passwordless_devices_tenant_id_index ON passwordless_devices (app_id, tenant_id);
ALTER TABLE passwordless_codes
DROP CONSTRAINT passwordless_codes_device_id_hash_fkey,
DROP CONSTRAINT passwordless_codes_link_code_hash_key,
DROP CONSTRAINT passwordless_codes_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD COLUMN tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT passwordless_codes_pkey PRIMARY KEY (app_id, tenant_id, code_id),
ADD CONSTRAINT passwordless_codes_link_code_hash_key UNIQUE (app_id, tenant_id, link_code_hash),
ADD CONSTRAINT passwordless_codes_device_id_hash_fkey FOREIGN KEY (app_id, tenant_id, device_id_hash) REFERENCES passwordless_devices(app_id, tenant_id, device_id_hash) ON UPDATE CASCADE ON DELETE CASCADE;
DROP INDEX passwordless_codes_created_at_index;
DROP INDEX passwordless_codes_device_id_hash_index;
CREATE INDEX passwordless_codes_created_at_index ON passwordless_codes (app_id, tenant_id, created_at);
CREATE INDEX passwordless_codes_device_id_hash_index ON passwordless_codes (app_id, tenant_id, device_id_hash);
CREATE TABLE passwordless_user_to_tenant (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
user_id CHAR(36) NOT NULL,
email VARCHAR(256),
phone_number VARCHAR(256),
CONSTRAINT passwordless_user_to_tenant_pkey PRIMARY KEY (app_id, tenant_id, user_id),
CONSTRAINT passwordless_user_to_tenant_email_key UNIQUE (app_id, tenant_id, email),
CONSTRAINT passwordless_user_to_tenant_phone_number_key UNIQUE (app_id, tenant_id, phone_number),
CONSTRAINT passwordless_user_to_tenant_user_id_fkey FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);
ALTER TABLE session_info
DROP CONSTRAINT session_info_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD COLUMN tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT session_info_pkey PRIMARY KEY (app_id, tenant_id, session_handle),
ADD CONSTRAINT session_info_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE;
CREATE INDEX session_expiry_index ON session_info (expires_at);
CREATE INDEX session_info_tenant_id_index ON session_info (app_id, tenant_id);
CREATE TABLE thirdparty_user_to_tenant (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
user_id CHAR(36) NOT NULL,
third_party_id VARCHAR(28) NOT NULL,
third_party_user_id VARCHAR(256) NOT NULL,
CONSTRAINT thirdparty_user_to_tenant_pkey PRIMARY KEY (app_id, tenant_id, user_id),
CONSTRAINT thirdparty_user_to_tenant_third_party_user_id_key UNIQUE (app_id, tenant_id, third_party_id, third_party_user_id),
CONSTRAINT thirdparty_user_to_tenant_user_id_fkey FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);
ALTER TABLE thirdparty_users
DROP CONSTRAINT thirdparty_users_user_id_key,
DROP CONSTRAINT thirdparty_users_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT thirdparty_users_pkey PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT thirdparty_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE;
CREATE INDEX thirdparty_users_email_index ON thirdparty_users (app_id, email);
CREATE INDEX thirdparty_users_thirdparty_user_id_index ON thirdparty_users (app_id, third_party_id, third_party_user_id);
ALTER TABLE totp_users
DROP CONSTRAINT totp_users_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT totp_users_pkey PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT totp_users_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE;
CREATE INDEX totp_users_app_id_index ON totp_users (app_id);
ALTER TABLE totp_used_codes
DROP CONSTRAINT totp_used_codes_user_id_fkey,
DROP CONSTRAINT totp_used_codes_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD COLUMN tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT totp_used_codes_pkey PRIMARY KEY (app_id, tenant_id, user_id, created_time_ms),
ADD CONSTRAINT totp_used_codes_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE,
ADD CONSTRAINT totp_used_codes_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES totp_users(app_id, user_id) ON DELETE CASCADE;
DROP INDEX totp_used_codes_expiry_time_ms_index;
CREATE INDEX totp_used_codes_expiry_time_ms_index ON totp_used_codes (app_id, tenant_id, expiry_time_ms);
CREATE INDEX totp_used_codes_tenant_id_index ON totp_used_codes (app_id, tenant_id);
CREATE INDEX totp_used_codes_user_id_index ON totp_used_codes (app_id, user_id);
ALTER TABLE totp_user_devices
DROP CONSTRAINT totp_user_devices_user_id_fkey,
DROP CONSTRAINT totp_user_devices_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT totp_user_devices_pkey PRIMARY KEY (app_id, user_id, device_name),
ADD CONSTRAINT totp_user_devices_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES totp_users(app_id, user_id) ON DELETE CASCADE;
CREATE INDEX totp_user_devices_user_id_index ON totp_user_devices (app_id, user_id);
ALTER TABLE user_last_active
DROP CONSTRAINT user_last_active_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT user_last_active_pkey PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT user_last_active_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE;
CREATE INDEX user_last_active_app_id_index ON user_last_active (app_id);
ALTER TABLE user_metadata
DROP CONSTRAINT user_metadata_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT user_metadata_pkey PRIMARY KEY (app_id, user_id),
ADD CONSTRAINT user_metadata_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE;
CREATE INDEX user_metadata_app_id_index ON user_metadata (app_id);
ALTER TABLE user_roles
DROP CONSTRAINT user_roles_role_fkey,
DROP CONSTRAINT user_roles_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD COLUMN tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT user_roles_pkey PRIMARY KEY (app_id, tenant_id, user_id, role),
ADD CONSTRAINT user_roles_role_fkey FOREIGN KEY (app_id, role) REFERENCES roles(app_id, role) ON DELETE CASCADE,
ADD CONSTRAINT user_roles_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE;
DROP INDEX user_roles_role_index;
CREATE INDEX user_roles_app_id_role_index ON user_roles (app_id, role);
CREATE INDEX user_roles_role_index ON user_roles (app_id, tenant_id, role);
CREATE INDEX user_roles_tenant_id_index ON user_roles (app_id, tenant_id);
ALTER TABLE userid_mapping
DROP CONSTRAINT userid_mapping_supertokens_user_id_fkey,
DROP CONSTRAINT userid_mapping_external_user_id_key,
DROP CONSTRAINT userid_mapping_supertokens_user_id_key,
DROP CONSTRAINT userid_mapping_pkey,
ADD COLUMN app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
ADD CONSTRAINT userid_mapping_pkey PRIMARY KEY (app_id, supertokens_user_id, external_user_id),
ADD CONSTRAINT userid_mapping_external_user_id_key UNIQUE (app_id, external_user_id),
ADD CONSTRAINT userid_mapping_supertokens_user_id_key UNIQUE (app_id, supertokens_user_id),
ADD CONSTRAINT userid_mapping_supertokens_user_id_fkey FOREIGN KEY (app_id, supertokens_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE;
CREATE INDEX userid_mapping_supertokens_user_id_index ON userid_mapping (app_id, supertokens_user_id);
--@ 7.0
ALTER TABLE app_id_to_user_id
ADD COLUMN primary_or_recipe_user_id CHAR(36) NOT NULL,
ADD COLUMN is_linked_or_is_a_primary_user BOOLEAN DEFAULT FALSE NOT NULL,
ADD CONSTRAINT app_id_to_user_id_primary_or_recipe_user_id_fkey FOREIGN KEY (app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE;
ALTER TABLE emailpassword_pswd_reset_tokens
DROP CONSTRAINT emailpassword_pswd_reset_tokens_user_id_fkey,
ADD COLUMN email VARCHAR(256),
ADD CONSTRAINT emailpassword_pswd_reset_tokens_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE all_auth_recipe_users
ADD COLUMN primary_or_recipe_user_id CHAR(36) NOT NULL,
ADD COLUMN is_linked_or_is_a_primary_user BOOLEAN DEFAULT FALSE NOT NULL,
ADD COLUMN primary_or_recipe_user_time_joined BIGINT NOT NULL,
ADD CONSTRAINT all_auth_recipe_users_primary_or_recipe_user_id_fkey FOREIGN KEY (app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE;
DROP INDEX all_auth_recipe_users_pagination_index;
CREATE INDEX all_auth_recipe_users_pagination_index1 ON all_auth_recipe_users (app_id, tenant_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_pagination_index2 ON all_auth_recipe_users (app_id, tenant_id, primary_or_recipe_user_time_joined, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_pagination_index3 ON all_auth_recipe_users (recipe_id, app_id, tenant_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_pagination_index4 ON all_auth_recipe_users (recipe_id, app_id, tenant_id, primary_or_recipe_user_time_joined, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_primary_user_id_index ON all_auth_recipe_users (primary_or_recipe_user_id, app_id);
CREATE INDEX all_auth_recipe_users_recipe_id_index ON all_auth_recipe_users (app_id, recipe_id, tenant_id);
--@ 7.0.13
CREATE INDEX app_id_to_user_id_primary_user_id_index ON app_id_to_user_id (primary_or_recipe_user_id, app_id);
--@ 8.0
ALTER TABLE user_roles
DROP CONSTRAINT user_roles_role_fkey;
--@ 9.0
CREATE TABLE tenant_first_factors (
connection_uri_domain VARCHAR(256) DEFAULT '' NOT NULL,
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
factor_id VARCHAR(128) NOT NULL,
CONSTRAINT tenant_first_factors_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id, factor_id),
CONSTRAINT tenant_first_factors_tenant_id_fkey FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs(connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX tenant_first_factors_tenant_id_index ON tenant_first_factors (connection_uri_domain, app_id, tenant_id);
CREATE TABLE tenant_required_secondary_factors (
connection_uri_domain VARCHAR(256) DEFAULT '' NOT NULL,
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
factor_id VARCHAR(128) NOT NULL,
CONSTRAINT tenant_required_secondary_factors_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id, factor_id),
CONSTRAINT tenant_required_secondary_factors_tenant_id_fkey FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs(connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX tenant_default_required_factor_ids_tenant_id_index ON tenant_required_secondary_factors (connection_uri_domain, app_id, tenant_id);
ALTER TABLE totp_user_devices
ADD COLUMN created_at BIGINT;
--@ 9.1
ALTER TABLE tenant_configs
ADD COLUMN is_first_factors_null BOOLEAN;
--@ 9.2.2
CREATE INDEX user_last_active_last_active_time_index ON user_last_active (last_active_time DESC, app_id DESC);
--@ 9.3
CREATE TABLE oauth_clients (
app_id VARCHAR(64) NOT NULL,
client_id VARCHAR(255) NOT NULL,
client_secret TEXT,
enable_refresh_token_rotation BOOLEAN NOT NULL,
is_client_credentials_only BOOLEAN NOT NULL,
CONSTRAINT oauth_clients_pkey PRIMARY KEY (app_id, client_id),
CONSTRAINT oauth_clients_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);
CREATE TABLE oauth_logout_challenges (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
challenge VARCHAR(128) NOT NULL,
client_id VARCHAR(255) NOT NULL,
post_logout_redirect_uri VARCHAR(1024),
session_handle VARCHAR(128),
state VARCHAR(128),
time_created BIGINT NOT NULL,
CONSTRAINT oauth_logout_challenges_pkey PRIMARY KEY (app_id, challenge),
CONSTRAINT oauth_logout_challenges_client_id_fkey FOREIGN KEY (app_id, client_id) REFERENCES oauth_clients(app_id, client_id) ON DELETE CASCADE
);
CREATE INDEX oauth_logout_challenges_time_created_index ON oauth_logout_challenges (time_created DESC);
CREATE TABLE oauth_m2m_tokens (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
client_id VARCHAR(255) NOT NULL,
iat BIGINT NOT NULL,
exp BIGINT NOT NULL,
CONSTRAINT oauth_m2m_tokens_pkey PRIMARY KEY (app_id, client_id, iat),
CONSTRAINT oauth_m2m_tokens_client_id_fkey FOREIGN KEY (app_id, client_id) REFERENCES oauth_clients(app_id, client_id) ON DELETE CASCADE
);
CREATE INDEX oauth_m2m_token_exp_index ON oauth_m2m_tokens (exp DESC);
CREATE INDEX oauth_m2m_token_iat_index ON oauth_m2m_tokens (iat DESC, app_id DESC);
CREATE TABLE oauth_sessions (
gid VARCHAR(255) NOT NULL,
app_id VARCHAR(64) DEFAULT 'public',
client_id VARCHAR(255) NOT NULL,
session_handle VARCHAR(128),
external_refresh_token VARCHAR(255),
internal_refresh_token VARCHAR(255),
jti TEXT NOT NULL,
exp BIGINT NOT NULL,
CONSTRAINT oauth_sessions_pkey PRIMARY KEY (gid),
CONSTRAINT oauth_sessions_external_refresh_token_key UNIQUE (external_refresh_token),
CONSTRAINT oauth_sessions_internal_refresh_token_key UNIQUE (internal_refresh_token),
CONSTRAINT oauth_sessions_client_id_fkey FOREIGN KEY (app_id, client_id) REFERENCES oauth_clients(app_id, client_id) ON DELETE CASCADE
);
CREATE INDEX oauth_session_exp_index ON oauth_sessions (exp DESC);
CREATE INDEX oauth_session_external_refresh_token_index ON oauth_sessions (app_id, external_refresh_token DESC);
--@ 10.0
CREATE INDEX app_id_to_user_id_user_id_index ON app_id_to_user_id (user_id, app_id);
CREATE TABLE bulk_import_users (
id CHAR(36) NOT NULL,
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
primary_user_id VARCHAR(36),
raw_data TEXT NOT NULL,
status VARCHAR(128) DEFAULT 'NEW',
error_msg TEXT,
created_at BIGINT NOT NULL,
updated_at BIGINT NOT NULL,
CONSTRAINT bulk_import_users_pkey PRIMARY KEY (app_id, id),
CONSTRAINT bulk_import_users_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);
CREATE INDEX bulk_import_users_pagination_index1 ON bulk_import_users (app_id, status, created_at DESC, id DESC);
CREATE INDEX bulk_import_users_pagination_index2 ON bulk_import_users (app_id, created_at DESC, id DESC);
CREATE INDEX bulk_import_users_status_updated_at_index ON bulk_import_users (app_id, status, updated_at);
DROP INDEX all_auth_recipe_user_id_index;
CREATE INDEX all_auth_recipe_user_app_id_index ON all_auth_recipe_users (app_id);
CREATE INDEX all_auth_recipe_user_id_app_id_index ON all_auth_recipe_users (app_id, user_id);
CREATE INDEX all_auth_recipe_user_id_index ON all_auth_recipe_users (user_id);
CREATE INDEX session_info_user_id_app_id_index ON session_info (user_id, app_id);
--@ 10.0.1
CREATE INDEX emailpassword_users_email_index ON emailpassword_users (app_id, email);
CREATE INDEX passwordless_users_email_index ON passwordless_users (app_id, email);
CREATE INDEX passwordless_users_phone_number_index ON passwordless_users (app_id, phone_number);
CREATE INDEX emailpassword_user_to_tenant_email_index ON emailpassword_user_to_tenant (app_id, tenant_id, email);
CREATE INDEX passwordless_user_to_tenant_email_index ON passwordless_user_to_tenant (app_id, tenant_id, email);
CREATE INDEX passwordless_user_to_tenant_phone_number_index ON passwordless_user_to_tenant (app_id, tenant_id, phone_number);
CREATE INDEX thirdparty_user_to_tenant_third_party_user_id_index ON thirdparty_user_to_tenant (app_id, tenant_id, third_party_id, third_party_user_id);
--@ 10.1
CREATE INDEX emailverification_verified_emails_app_id_email_index ON emailverification_verified_emails (app_id, email);
CREATE TABLE webauthn_account_recovery_tokens (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
token VARCHAR(256) NOT NULL,
expires_at BIGINT NOT NULL,
CONSTRAINT webauthn_account_recovery_token_pkey PRIMARY KEY (app_id, tenant_id, user_id, token),
CONSTRAINT webauthn_account_recovery_token_user_id_fkey FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX webauthn_account_recovery_token_email_index ON webauthn_account_recovery_tokens (app_id, tenant_id, email);
CREATE INDEX webauthn_account_recovery_token_expires_at_index ON webauthn_account_recovery_tokens (expires_at DESC);
CREATE INDEX webauthn_account_recovery_token_token_index ON webauthn_account_recovery_tokens (app_id, tenant_id, token);
CREATE TABLE webauthn_generated_options (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
id CHAR(36) NOT NULL,
challenge VARCHAR(256) NOT NULL,
email VARCHAR(256),
rp_id VARCHAR(256) NOT NULL,
rp_name VARCHAR(256) NOT NULL,
origin VARCHAR(256) NOT NULL,
expires_at BIGINT NOT NULL,
created_at BIGINT NOT NULL,
user_presence_required BOOLEAN DEFAULT FALSE NOT NULL,
user_verification VARCHAR(12) DEFAULT 'preferred' NOT NULL,
CONSTRAINT webauthn_generated_options_pkey PRIMARY KEY (app_id, tenant_id, id),
CONSTRAINT webauthn_generated_options_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX webauthn_user_challenges_expires_at_index ON webauthn_generated_options (app_id, tenant_id, expires_at);
CREATE TABLE webauthn_user_to_tenant (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
CONSTRAINT webauthn_user_to_tenant_pkey PRIMARY KEY (app_id, tenant_id, user_id),
CONSTRAINT webauthn_user_to_tenant_email_key UNIQUE (app_id, tenant_id, email),
CONSTRAINT webauthn_user_to_tenant_user_id_fkey FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);
CREATE INDEX webauthn_user_to_tenant_email_index ON webauthn_user_to_tenant (app_id, email);
CREATE TABLE webauthn_users (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
user_id CHAR(36) NOT NULL,
email VARCHAR(256) NOT NULL,
rp_id VARCHAR(256) NOT NULL,
time_joined BIGINT NOT NULL,
CONSTRAINT webauthn_users_pkey PRIMARY KEY (app_id, user_id),
CONSTRAINT webauthn_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE
);
CREATE TABLE webauthn_credentials (
id VARCHAR(256) NOT NULL,
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
rp_id VARCHAR(256) NOT NULL,
user_id CHAR(36),
counter BIGINT NOT NULL,
public_key BYTEA NOT NULL,
transports TEXT NOT NULL,
created_at BIGINT NOT NULL,
updated_at BIGINT NOT NULL,
CONSTRAINT webauthn_credentials_pkey PRIMARY KEY (app_id, rp_id, id),
CONSTRAINT webauthn_credentials_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES webauthn_users(app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX webauthn_credentials_user_id_index ON webauthn_credentials (user_id);
--@ 10.1.2
CREATE INDEX user_roles_app_id_user_id_index ON user_roles (app_id, user_id);
--@ 11.3
CREATE TABLE saml_claims (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
client_id VARCHAR(256) NOT NULL,
code VARCHAR(256) NOT NULL,
claims TEXT NOT NULL,
created_at BIGINT NOT NULL,
expires_at BIGINT NOT NULL,
CONSTRAINT saml_claims_pkey PRIMARY KEY (app_id, tenant_id, code),
CONSTRAINT saml_claims_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
CONSTRAINT saml_claims_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX saml_claims_app_id_tenant_id_index ON saml_claims (app_id, tenant_id);
CREATE INDEX saml_claims_expires_at_index ON saml_claims (expires_at);
CREATE TABLE saml_clients (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
client_id VARCHAR(256) NOT NULL,
client_secret TEXT,
sso_login_url TEXT NOT NULL,
redirect_uris TEXT NOT NULL,
default_redirect_uri TEXT NOT NULL,
idp_entity_id VARCHAR(256) NOT NULL,
idp_signing_certificate TEXT NOT NULL,
allow_idp_initiated_login BOOLEAN DEFAULT FALSE NOT NULL,
enable_request_signing BOOLEAN DEFAULT FALSE NOT NULL,
created_at BIGINT NOT NULL,
updated_at BIGINT NOT NULL,
CONSTRAINT saml_clients_pkey PRIMARY KEY (app_id, tenant_id, client_id),
CONSTRAINT saml_clients_idp_entity_id_key UNIQUE (app_id, tenant_id, idp_entity_id),
CONSTRAINT saml_clients_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
CONSTRAINT saml_clients_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX saml_clients_app_id_tenant_id_index ON saml_clients (app_id, tenant_id);
CREATE TABLE saml_relay_state (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
relay_state VARCHAR(256) NOT NULL,
client_id VARCHAR(256) NOT NULL,
state TEXT,
redirect_uri TEXT NOT NULL,
created_at BIGINT NOT NULL,
expires_at BIGINT NOT NULL,
CONSTRAINT saml_relay_state_pkey PRIMARY KEY (app_id, tenant_id, relay_state),
CONSTRAINT saml_relay_state_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
CONSTRAINT saml_relay_state_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX saml_relay_state_app_id_tenant_id_index ON saml_relay_state (app_id, tenant_id);
CREATE INDEX saml_relay_state_expires_at_index ON saml_relay_state (expires_at);
--@ 12.0
ALTER TABLE app_id_to_user_id
DROP CONSTRAINT app_id_to_user_id_primary_or_recipe_user_id_fkey,
ADD COLUMN time_joined BIGINT DEFAULT 0 NOT NULL,
ADD COLUMN primary_or_recipe_user_time_joined BIGINT DEFAULT 0 NOT NULL,
ADD CONSTRAINT app_id_to_user_id_primary_or_recipe_user_id_fkey FOREIGN KEY (app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE INDEX app_id_to_user_id_pagination_index1 ON app_id_to_user_id (app_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC);
CREATE INDEX app_id_to_user_id_pagination_index2 ON app_id_to_user_id (app_id, primary_or_recipe_user_time_joined, primary_or_recipe_user_id DESC);
CREATE INDEX app_id_to_user_id_pagination_index3 ON app_id_to_user_id (recipe_id, app_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC);
CREATE INDEX app_id_to_user_id_pagination_index4 ON app_id_to_user_id (recipe_id, app_id, primary_or_recipe_user_time_joined, primary_or_recipe_user_id DESC);
ALTER TABLE emailpassword_users
DROP CONSTRAINT emailpassword_users_user_id_fkey,
ADD CONSTRAINT emailpassword_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE passwordless_users
DROP CONSTRAINT passwordless_users_user_id_fkey,
ADD CONSTRAINT passwordless_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TABLE recipe_user_account_infos (
app_id VARCHAR(64) NOT NULL,
recipe_user_id CHAR(36) NOT NULL,
recipe_id VARCHAR(128) NOT NULL,
account_info_type VARCHAR(8) NOT NULL,
account_info_value TEXT NOT NULL,
third_party_id VARCHAR(28) NOT NULL,
third_party_user_id VARCHAR(256) NOT NULL,
primary_user_id CHAR(36),
CONSTRAINT recipe_user_account_infos_pkey PRIMARY KEY (app_id, recipe_id, recipe_user_id, account_info_type, third_party_id, third_party_user_id),
CONSTRAINT recipe_user_account_infos_tenant_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);
CREATE INDEX idx_recipe_user_account_infos_app_recipe_user ON recipe_user_account_infos (app_id, recipe_user_id);
ALTER TABLE all_auth_recipe_users
DROP CONSTRAINT all_auth_recipe_users_primary_or_recipe_user_id_fkey,
DROP CONSTRAINT all_auth_recipe_users_user_id_fkey,
ADD CONSTRAINT all_auth_recipe_users_primary_or_recipe_user_id_fkey FOREIGN KEY (app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE,
ADD CONSTRAINT all_auth_recipe_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
CREATE TABLE primary_user_tenants (
app_id VARCHAR(64) NOT NULL,
tenant_id VARCHAR(64) NOT NULL,
account_info_type VARCHAR(8) NOT NULL,
account_info_value TEXT NOT NULL,
primary_user_id CHAR(36) NOT NULL,
CONSTRAINT primary_user_tenants_pkey PRIMARY KEY (app_id, tenant_id, account_info_type, account_info_value),
CONSTRAINT primary_user_tenants_app_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX idx_primary_user_tenants_primary ON primary_user_tenants (primary_user_id);
CREATE TABLE recipe_user_tenants (
app_id VARCHAR(64) NOT NULL,
recipe_user_id CHAR(36) NOT NULL,
tenant_id VARCHAR(64) NOT NULL,
recipe_id VARCHAR(128) NOT NULL,
account_info_type VARCHAR(8) NOT NULL,
account_info_value TEXT NOT NULL,
third_party_id VARCHAR(28) NOT NULL,
third_party_user_id VARCHAR(256) NOT NULL,
CONSTRAINT recipe_user_tenants_pkey PRIMARY KEY (app_id, tenant_id, recipe_id, account_info_type, third_party_id, third_party_user_id, account_info_value),
CONSTRAINT recipe_user_tenants_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX idx_recipe_user_tenants_account_info ON recipe_user_tenants (app_id, tenant_id, account_info_type, account_info_value);
CREATE INDEX idx_recipe_user_tenants_recipe_user_id ON recipe_user_tenants (app_id, recipe_user_id);
CREATE INDEX idx_recipe_user_tenants_tenant ON recipe_user_tenants (app_id, tenant_id);
ALTER TABLE thirdparty_users
DROP CONSTRAINT thirdparty_users_user_id_fkey,
ADD CONSTRAINT thirdparty_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE userid_mapping
DROP CONSTRAINT userid_mapping_supertokens_user_id_fkey,
ADD CONSTRAINT userid_mapping_supertokens_user_id_fkey FOREIGN KEY (app_id, supertokens_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE webauthn_account_recovery_tokens
DROP CONSTRAINT webauthn_account_recovery_token_user_id_fkey,
ADD CONSTRAINT webauthn_account_recovery_token_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
ALTER TABLE webauthn_users
DROP CONSTRAINT webauthn_users_user_id_fkey,
ADD CONSTRAINT webauthn_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE;
--@ 12.0.3
CREATE TABLE activity_log (
id BIGINT GENERATED ALWAYS AS IDENTITY,
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
tenant_id VARCHAR(64) DEFAULT 'public' NOT NULL,
recipe_user_id VARCHAR(128),
primary_or_recipe_user_id VARCHAR(128),
event_type VARCHAR(64) NOT NULL,
status VARCHAR(128),
auth_principal VARCHAR(256),
identifier VARCHAR(256),
created_at BIGINT NOT NULL,
payload TEXT
) PARTITION BY RANGE (created_at);
CREATE INDEX activity_log_created_at_brin ON activity_log USING brin (created_at);
--@ 12.0.9
CREATE INDEX app_id_to_user_id_linked_flag_index ON app_id_to_user_id (app_id, user_id, is_linked_or_is_a_primary_user);
CREATE INDEX idx_primary_user_tenants_tenant_primary ON primary_user_tenants (app_id, tenant_id, primary_user_id);
CREATE INDEX idx_recipe_user_tenants_tenant_recipe_user ON recipe_user_tenants (app_id, tenant_id, recipe_user_id);
--@ 12.0.10
CREATE INDEX oauth_session_client_id_index ON oauth_sessions (app_id, client_id);
CREATE INDEX oauth_session_session_handle_index ON oauth_sessions (app_id, session_handle);
CREATE INDEX idx_recipe_user_account_infos_account_info ON recipe_user_account_infos (app_id, account_info_type, account_info_value);
CREATE INDEX idx_recipe_user_account_infos_app_primary_user ON recipe_user_account_infos (app_id, primary_user_id);
--@ 12.1
CREATE TABLE oauth_m2m_token_stats (
app_id VARCHAR(64) DEFAULT 'public' NOT NULL,
iat_bucket BIGINT NOT NULL,
exp_bucket BIGINT NOT NULL,
count BIGINT DEFAULT 0 NOT NULL,
CONSTRAINT oauth_m2m_token_stats_pkey PRIMARY KEY (app_id, iat_bucket, exp_bucket)
);
CREATE INDEX oauth_m2m_token_stats_exp_bucket_index ON oauth_m2m_token_stats (app_id, exp_bucket);
ALTER TABLE session_info
ADD COLUMN prev_refresh_token_hash_2 VARCHAR(128),
ADD COLUMN refresh_token_rotated_at BIGINT;
--@ 12.1.1
DROP INDEX idx_recipe_user_tenants_account_info;
CREATE INDEX idx_recipe_user_tenants_account_info_pattern ON recipe_user_tenants (app_id, tenant_id, account_info_type, account_info_value text_pattern_ops);
CREATE INDEX idx_recipe_user_tenants_search_domain ON recipe_user_tenants (app_id, tenant_id, lower(split_part(account_info_value, '@', 2)) text_pattern_ops) WHERE account_info_type = 'email';
CREATE INDEX idx_recipe_user_tenants_search_tparty ON recipe_user_tenants (app_id, tenant_id, lower(account_info_value) text_pattern_ops) WHERE account_info_type = 'tparty';
