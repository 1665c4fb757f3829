-- A shop that signs people in by SuperTokens: core 9.3 on MySQL, as mysqldump --no-data has its tables.

CREATE TABLE apps (
  app_id VARCHAR(64) NOT NULL DEFAULT 'public',
  created_at_time BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY(app_id)
);

CREATE TABLE dashboard_user_sessions (
  app_id VARCHAR(64) DEFAULT 'public',
  session_id CHAR(36) NOT NULL,
  user_id CHAR(36) NOT NULL,
  time_created BIGINT UNSIGNED NOT NULL,
  expiry BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY(app_id, session_id),
  FOREIGN KEY(app_id, user_id) REFERENCES dashboard_users(app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX dashboard_user_sessions_expiry_index ON dashboard_user_sessions (expiry);

CREATE TABLE dashboard_users (
  app_id VARCHAR(64) DEFAULT 'public',
  user_id CHAR(36) NOT NULL,
  email VARCHAR(256) NOT NULL,
  password_hash VARCHAR(256) NOT NULL,
  time_joined BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY(app_id, user_id),
  CONSTRAINT email UNIQUE (app_id, email),
  FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);

CREATE TABLE emailpassword_user_to_tenant (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  user_id CHAR(36) NOT NULL,
  email VARCHAR(256) NOT NULL,
  CONSTRAINT email UNIQUE (app_id, tenant_id, email),
  PRIMARY KEY (app_id, tenant_id, user_id),
  FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);

CREATE TABLE emailpassword_users (
  app_id VARCHAR(64) DEFAULT 'public',
  user_id CHAR(36) NOT NULL,
  email VARCHAR(256) NOT NULL,
  password_hash VARCHAR(256) NOT NULL,
  time_joined BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, user_id),
  FOREIGN KEY(app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE
);

CREATE TABLE emailverification_tokens (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  user_id VARCHAR(128) NOT NULL,
  email VARCHAR(256) NOT NULL,
  token VARCHAR(128) NOT NULL UNIQUE,
  token_expiry BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, tenant_id, user_id, email, token),
  FOREIGN KEY(app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX emailverification_tokens_index ON emailverification_tokens (token_expiry);

CREATE TABLE emailverification_verified_emails (
  app_id VARCHAR(64) DEFAULT 'public',
  user_id VARCHAR(128) NOT NULL,
  email VARCHAR(256) NOT NULL,
  PRIMARY KEY (app_id, user_id, email),
  FOREIGN KEY(app_id) REFERENCES apps (app_id) ON DELETE CASCADE
);

CREATE TABLE jwt_signing_keys (
  app_id VARCHAR(64) DEFAULT 'public',
  key_id VARCHAR(255) NOT NULL,
  key_string TEXT NOT NULL,
  algorithm VARCHAR(10) NOT NULL,
  created_at BIGINT UNSIGNED,
  PRIMARY KEY(app_id, key_id),
  FOREIGN KEY(app_id) REFERENCES apps (app_id) ON DELETE CASCADE
);

CREATE TABLE key_value (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  name VARCHAR(128),
  value TEXT,
  created_at_time BIGINT UNSIGNED,
  PRIMARY KEY(app_id, tenant_id, name),
  FOREIGN KEY(app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE
);

CREATE TABLE passwordless_codes (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  code_id CHAR(36) NOT NULL,
  device_id_hash CHAR(44) NOT NULL,
  link_code_hash CHAR(44) NOT NULL,
  created_at BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, tenant_id, code_id),
  CONSTRAINT link_code_hash UNIQUE (app_id, tenant_id, link_code_hash),
  FOREIGN KEY (app_id, tenant_id, device_id_hash) REFERENCES passwordless_devices(app_id, tenant_id, device_id_hash) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX passwordless_codes_created_at_index ON passwordless_codes (app_id, tenant_id, created_at);

CREATE TABLE passwordless_devices (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  device_id_hash CHAR(44) NOT NULL,
  email VARCHAR(256),
  phone_number VARCHAR(256),
  link_code_salt CHAR(44) NOT NULL,
  failed_attempts INT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, tenant_id, device_id_hash),
  FOREIGN KEY(app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX passwordless_devices_email_index ON passwordless_devices (app_id, tenant_id, email);
CREATE INDEX passwordless_devices_phone_number_index ON passwordless_devices (app_id, tenant_id, phone_number);

CREATE TABLE passwordless_user_to_tenant (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  user_id CHAR(36) NOT NULL,
  email VARCHAR(256),
  phone_number VARCHAR(256),
  CONSTRAINT email UNIQUE (app_id, tenant_id, email),
  CONSTRAINT phone_number UNIQUE (app_id, tenant_id, phone_number),
  PRIMARY KEY (app_id, tenant_id, user_id),
  FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);

CREATE TABLE passwordless_users (
  app_id VARCHAR(64) DEFAULT 'public',
  user_id CHAR(36) NOT NULL,
  email VARCHAR(256),
  phone_number VARCHAR(256),
  time_joined BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, user_id),
  FOREIGN KEY(app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE
);

CREATE TABLE role_permissions (
  app_id VARCHAR(64) DEFAULT 'public',
  role VARCHAR(255) NOT NULL,
  permission VARCHAR(255) NOT NULL,
  PRIMARY KEY (app_id, role, permission),
  FOREIGN KEY (app_id, role) REFERENCES roles(app_id, role) ON DELETE CASCADE
);
CREATE INDEX role_permissions_permission_index ON role_permissions (app_id, permission);

CREATE TABLE roles (
  app_id VARCHAR(64) DEFAULT 'public',
  role VARCHAR(255) NOT NULL,
  PRIMARY KEY(app_id, role),
  FOREIGN KEY(app_id) REFERENCES apps (app_id) ON DELETE CASCADE
);

CREATE TABLE session_access_token_signing_keys (
  app_id VARCHAR(64) DEFAULT 'public',
  created_at_time BIGINT UNSIGNED NOT NULL,
  value TEXT,
  PRIMARY KEY(app_id, created_at_time),
  FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);

CREATE TABLE session_info (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  session_handle VARCHAR(255) NOT NULL,
  user_id VARCHAR(128) NOT NULL,
  refresh_token_hash_2 VARCHAR(128) NOT NULL,
  session_data TEXT,
  expires_at BIGINT UNSIGNED NOT NULL,
  created_at_time BIGINT UNSIGNED NOT NULL,
  jwt_user_payload TEXT,
  use_static_key BOOLEAN NOT NULL,
  PRIMARY KEY(app_id, tenant_id, session_handle),
  FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX session_expiry_index ON session_info (expires_at);

CREATE TABLE tenant_thirdparty_provider_clients (
  connection_uri_domain VARCHAR(256) DEFAULT '',
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  third_party_id VARCHAR(28) NOT NULL,
  client_type VARCHAR(64) NOT NULL DEFAULT '',
  client_id VARCHAR(256) NOT NULL,
  client_secret TEXT,
  scope TEXT,
  force_pkce BOOLEAN,
  additional_config TEXT,
  PRIMARY KEY (connection_uri_domain, app_id, tenant_id, third_party_id, client_type),
  FOREIGN KEY(connection_uri_domain, app_id, tenant_id, third_party_id) REFERENCES tenant_thirdparty_providers (connection_uri_domain, app_id, tenant_id, third_party_id) ON DELETE CASCADE
);

CREATE TABLE tenant_thirdparty_providers (
  connection_uri_domain VARCHAR(256) DEFAULT '',
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
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
  FOREIGN KEY(connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs (connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);

CREATE TABLE tenants (
  app_id VARCHAR(64) NOT NULL DEFAULT 'public',
  tenant_id VARCHAR(64) NOT NULL DEFAULT 'public',
  created_at_time BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY(app_id, tenant_id),
  FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE
);

CREATE TABLE thirdparty_user_to_tenant (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  user_id CHAR(36) NOT NULL,
  third_party_id VARCHAR(28) NOT NULL,
  third_party_user_id VARCHAR(256) NOT NULL,
  CONSTRAINT third_party_user_id UNIQUE (app_id, tenant_id, third_party_id, third_party_user_id),
  PRIMARY KEY (app_id, tenant_id, user_id),
  FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);

CREATE TABLE thirdparty_users (
  app_id VARCHAR(64) DEFAULT 'public',
  third_party_id VARCHAR(28) NOT NULL,
  third_party_user_id VARCHAR(256) NOT NULL,
  user_id CHAR(36) NOT NULL,
  email VARCHAR(256) NOT NULL,
  time_joined BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, user_id),
  FOREIGN KEY(app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX thirdparty_users_email_index ON thirdparty_users (app_id, email);
CREATE INDEX thirdparty_users_thirdparty_user_id_index ON thirdparty_users (app_id, third_party_id, third_party_user_id);

CREATE TABLE totp_used_codes (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  user_id VARCHAR(128) NOT NULL,
  code VARCHAR(8) NOT NULL,
  is_valid BOOLEAN NOT NULL,
  expiry_time_ms BIGINT UNSIGNED NOT NULL,
  created_time_ms BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, tenant_id, user_id, created_time_ms),
  FOREIGN KEY (app_id, user_id) REFERENCES totp_users(app_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY (app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX totp_used_codes_expiry_time_ms_index ON totp_used_codes (app_id, tenant_id, expiry_time_ms);

CREATE TABLE totp_users (
  app_id VARCHAR(64) DEFAULT 'public',
  user_id VARCHAR(128) NOT NULL,
  PRIMARY KEY (app_id, user_id),
  FOREIGN KEY(app_id) REFERENCES apps (app_id) ON DELETE CASCADE
);

CREATE TABLE user_metadata (
  app_id VARCHAR(64) DEFAULT 'public',
  user_id VARCHAR(128) NOT NULL,
  user_metadata TEXT NOT NULL,
  PRIMARY KEY(app_id, user_id),
  FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);

CREATE TABLE userid_mapping (
  app_id VARCHAR(64) DEFAULT 'public',
  supertokens_user_id CHAR(36) NOT NULL,
  external_user_id VARCHAR(128) NOT NULL,
  external_user_id_info TEXT,
  CONSTRAINT supertokens_user_id UNIQUE (app_id, supertokens_user_id),
  CONSTRAINT external_user_id UNIQUE (app_id, external_user_id),
  PRIMARY KEY (app_id, supertokens_user_id, external_user_id),
  FOREIGN KEY (app_id, supertokens_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE
);

CREATE TABLE app_id_to_user_id (
  app_id VARCHAR(64) NOT NULL DEFAULT 'public',
  user_id CHAR(36) NOT NULL,
  primary_or_recipe_user_id CHAR(36) NOT NULL,
  is_linked_or_is_a_primary_user BOOLEAN NOT NULL DEFAULT FALSE,
  recipe_id VARCHAR(128) NOT NULL,
  PRIMARY KEY (app_id, user_id),
  FOREIGN KEY (app_id) REFERENCES apps (app_id) ON DELETE CASCADE,
  FOREIGN KEY(app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX app_id_to_user_id_primary_user_id_index ON app_id_to_user_id (primary_or_recipe_user_id);
CREATE INDEX app_id_to_user_id_user_id_index ON app_id_to_user_id (user_id);

CREATE TABLE emailpassword_pswd_reset_tokens (
  app_id VARCHAR(64) DEFAULT 'public',
  user_id CHAR(36) NOT NULL,
  token VARCHAR(128) NOT NULL UNIQUE,
  email VARCHAR(256),
  token_expiry BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, user_id, token),
  FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE ON UPDATE CASCADE
);
CREATE INDEX emailpassword_password_reset_token_expiry_index ON emailpassword_pswd_reset_tokens (token_expiry);

CREATE TABLE user_roles (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  user_id VARCHAR(128) NOT NULL,
  role VARCHAR(255) NOT NULL,
  PRIMARY KEY (app_id, tenant_id, user_id, role),
  FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX user_roles_role_index ON user_roles (app_id, tenant_id, role);

CREATE TABLE all_auth_recipe_users (
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  user_id CHAR(36) NOT NULL,
  primary_or_recipe_user_id CHAR(36) NOT NULL,
  is_linked_or_is_a_primary_user BOOLEAN NOT NULL DEFAULT FALSE,
  recipe_id VARCHAR(128) NOT NULL,
  time_joined BIGINT UNSIGNED NOT NULL,
  primary_or_recipe_user_time_joined BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, tenant_id, user_id),
  FOREIGN KEY(app_id, tenant_id) REFERENCES tenants (app_id, tenant_id) ON DELETE CASCADE,
  FOREIGN KEY(app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE,
  FOREIGN KEY(app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX all_auth_recipe_users_pagination_index1 ON all_auth_recipe_users (app_id, tenant_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_pagination_index3 ON all_auth_recipe_users (recipe_id, app_id, tenant_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_primary_user_id_index ON all_auth_recipe_users (primary_or_recipe_user_id, app_id);
CREATE INDEX all_auth_recipe_users_recipe_id_index ON all_auth_recipe_users (app_id, recipe_id, tenant_id);

CREATE TABLE tenant_first_factors (
  connection_uri_domain VARCHAR(256) DEFAULT '',
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  factor_id VARCHAR(128),
  PRIMARY KEY (connection_uri_domain, app_id, tenant_id, factor_id),
  FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs (connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);

CREATE TABLE tenant_required_secondary_factors (
  connection_uri_domain VARCHAR(256) DEFAULT '',
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  factor_id VARCHAR(128),
  PRIMARY KEY (connection_uri_domain, app_id, tenant_id, factor_id),
  FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs (connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);

CREATE TABLE totp_user_devices (
  app_id VARCHAR(64) DEFAULT 'public',
  user_id VARCHAR(128) NOT NULL,
  device_name VARCHAR(256) NOT NULL,
  secret_key VARCHAR(256) NOT NULL,
  period INTEGER NOT NULL,
  skew INTEGER NOT NULL,
  verified BOOLEAN NOT NULL,
  created_at BIGINT UNSIGNED NOT NULL,
  PRIMARY KEY (app_id, user_id, device_name),
  FOREIGN KEY (app_id, user_id) REFERENCES totp_users(app_id, user_id) ON DELETE CASCADE
);

CREATE TABLE tenant_configs (
  connection_uri_domain VARCHAR(256) DEFAULT '',
  app_id VARCHAR(64) DEFAULT 'public',
  tenant_id VARCHAR(64) DEFAULT 'public',
  core_config TEXT,
  email_password_enabled BOOLEAN,
  passwordless_enabled BOOLEAN,
  third_party_enabled BOOLEAN,
  is_first_factors_null BOOLEAN,
  PRIMARY KEY (connection_uri_domain, app_id, tenant_id)
);

CREATE TABLE user_last_active (
  app_id VARCHAR(64) DEFAULT 'public',
  user_id VARCHAR(128),
  last_active_time BIGINT UNSIGNED,
  PRIMARY KEY(app_id, user_id),
  FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);
CREATE INDEX user_last_active_last_active_time_index ON user_last_active (last_active_time DESC, app_id DESC);

CREATE TABLE oauth_clients (
  app_id VARCHAR(64),
  client_id VARCHAR(255) NOT NULL,
  client_secret TEXT,
  enable_refresh_token_rotation BOOLEAN NOT NULL,
  is_client_credentials_only BOOLEAN NOT NULL,
  PRIMARY KEY (app_id, client_id),
  FOREIGN KEY(app_id) REFERENCES apps(app_id) ON DELETE CASCADE
);

CREATE TABLE oauth_logout_challenges (
  app_id VARCHAR(64) DEFAULT 'public',
  challenge VARCHAR(128) NOT NULL,
  client_id VARCHAR(255) NOT NULL,
  post_logout_redirect_uri VARCHAR(1024),
  session_handle VARCHAR(128),
  state VARCHAR(128),
  time_created BIGINT NOT NULL,
  PRIMARY KEY (app_id, challenge),
  FOREIGN KEY(app_id, client_id) REFERENCES oauth_clients(app_id, client_id) ON DELETE CASCADE
);
CREATE INDEX oauth_logout_challenges_time_created_index ON oauth_logout_challenges (time_created DESC);

CREATE TABLE oauth_m2m_tokens (
  app_id VARCHAR(64) DEFAULT 'public',
  client_id VARCHAR(255) NOT NULL,
  iat BIGINT NOT NULL,
  exp BIGINT NOT NULL,
  PRIMARY KEY (app_id, client_id, iat),
  FOREIGN KEY(app_id, client_id) REFERENCES oauth_clients(app_id, client_id) ON DELETE CASCADE
);
CREATE INDEX oauth_m2m_token_iat_index ON oauth_m2m_tokens (iat DESC, app_id DESC);
CREATE INDEX oauth_m2m_token_exp_index ON oauth_m2m_tokens (exp DESC);

CREATE TABLE oauth_sessions (
  gid VARCHAR(255),
  app_id VARCHAR(64) DEFAULT 'public',
  client_id VARCHAR(255) NOT NULL,
  session_handle VARCHAR(128),
  external_refresh_token VARCHAR(255) UNIQUE,
  internal_refresh_token VARCHAR(255) UNIQUE,
  jti TEXT NOT NULL,
  exp BIGINT NOT NULL,
  PRIMARY KEY (gid),
  FOREIGN KEY(app_id, client_id) REFERENCES oauth_clients(app_id, client_id) ON DELETE CASCADE
);
CREATE INDEX oauth_session_exp_index ON oauth_sessions (exp DESC);
CREATE INDEX oauth_session_external_refresh_token_index ON oauth_sessions (app_id, external_refresh_token DESC);

-- The application's own.
CREATE TABLE `customer_order` (
  `id` bigint NOT NULL AUTO_INCREMENT,
  `customer` char(36) NOT NULL,
  `total_cents` int NOT NULL,
  `placed_at` timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
  PRIMARY KEY (`id`),
  KEY `customer_order_customer` (`customer`)
);
