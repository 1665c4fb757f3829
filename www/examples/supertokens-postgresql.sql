-- A shop that signs people in by SuperTokens: core 9.3 on PostgreSQL, as pg_dump --schema-only has its tables.

CREATE TABLE apps (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  created_at_time bigint,
  CONSTRAINT apps_pkey PRIMARY KEY (app_id)
);

CREATE TABLE dashboard_user_sessions (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  session_id character(36) NOT NULL,
  user_id character(36) NOT NULL,
  time_created bigint NOT NULL,
  expiry bigint NOT NULL,
  CONSTRAINT dashboard_user_sessions_pkey PRIMARY KEY (app_id, session_id),
  CONSTRAINT dashboard_user_sessions_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES dashboard_users(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX dashboard_user_sessions_expiry_index ON dashboard_user_sessions USING btree (expiry);
CREATE INDEX dashboard_user_sessions_user_id_index ON dashboard_user_sessions USING btree (app_id, user_id);

CREATE TABLE dashboard_users (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character(36) NOT NULL,
  email character varying(256) NOT NULL,
  password_hash character varying(256) NOT NULL,
  time_joined bigint NOT NULL,
  CONSTRAINT dashboard_users_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT dashboard_users_email_key UNIQUE (app_id, email),
  CONSTRAINT dashboard_users_pkey PRIMARY KEY (app_id, user_id)
);
CREATE INDEX dashboard_users_app_id_index ON dashboard_users USING btree (app_id);

CREATE TABLE emailpassword_user_to_tenant (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character(36) NOT NULL,
  email character varying(256) NOT NULL,
  CONSTRAINT emailpassword_user_to_tenant_email_key UNIQUE (app_id, tenant_id, email),
  CONSTRAINT emailpassword_user_to_tenant_pkey PRIMARY KEY (app_id, tenant_id, user_id),
  CONSTRAINT emailpassword_user_to_tenant_user_id_fkey FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);

CREATE TABLE emailpassword_users (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character(36) NOT NULL,
  email character varying(256) NOT NULL,
  password_hash character varying(256) NOT NULL,
  time_joined bigint NOT NULL,
  CONSTRAINT emailpassword_users_pkey PRIMARY KEY (app_id, user_id),
  CONSTRAINT emailpassword_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE
);

CREATE TABLE emailverification_tokens (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character varying(128) NOT NULL,
  email character varying(256) NOT NULL,
  token character varying(128) NOT NULL,
  token_expiry bigint NOT NULL,
  CONSTRAINT emailverification_tokens_pkey PRIMARY KEY (app_id, tenant_id, user_id, email, token),
  CONSTRAINT emailverification_tokens_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE,
  CONSTRAINT emailverification_tokens_token_key UNIQUE (token)
);
CREATE INDEX emailverification_tokens_index ON emailverification_tokens USING btree (token_expiry);
CREATE INDEX emailverification_tokens_tenant_id_index ON emailverification_tokens USING btree (app_id, tenant_id);

CREATE TABLE emailverification_verified_emails (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character varying(128) NOT NULL,
  email character varying(256) NOT NULL,
  CONSTRAINT emailverification_verified_emails_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT emailverification_verified_emails_pkey PRIMARY KEY (app_id, user_id, email)
);
CREATE INDEX emailverification_verified_emails_app_id_index ON emailverification_verified_emails USING btree (app_id);

CREATE TABLE jwt_signing_keys (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  key_id character varying(255) NOT NULL,
  key_string text NOT NULL,
  algorithm character varying(10) NOT NULL,
  created_at bigint,
  CONSTRAINT jwt_signing_keys_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT jwt_signing_keys_pkey PRIMARY KEY (app_id, key_id)
);
CREATE INDEX jwt_signing_keys_app_id_index ON jwt_signing_keys USING btree (app_id);

CREATE TABLE key_value (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  name character varying(128) NOT NULL,
  value text,
  created_at_time bigint,
  CONSTRAINT key_value_pkey PRIMARY KEY (app_id, tenant_id, name),
  CONSTRAINT key_value_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX key_value_tenant_id_index ON key_value USING btree (app_id, tenant_id);

CREATE TABLE passwordless_codes (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  code_id character(36) NOT NULL,
  device_id_hash character(44) NOT NULL,
  link_code_hash character(44) NOT NULL,
  created_at bigint NOT NULL,
  CONSTRAINT passwordless_codes_device_id_hash_fkey FOREIGN KEY (app_id, tenant_id, device_id_hash) REFERENCES passwordless_devices(app_id, tenant_id, device_id_hash) ON UPDATE CASCADE ON DELETE CASCADE,
  CONSTRAINT passwordless_codes_link_code_hash_key UNIQUE (app_id, tenant_id, link_code_hash),
  CONSTRAINT passwordless_codes_pkey PRIMARY KEY (app_id, tenant_id, code_id)
);
CREATE INDEX passwordless_codes_created_at_index ON passwordless_codes USING btree (app_id, tenant_id, created_at);
CREATE INDEX passwordless_codes_device_id_hash_index ON passwordless_codes USING btree (app_id, tenant_id, device_id_hash);

CREATE TABLE passwordless_devices (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  device_id_hash character(44) NOT NULL,
  email character varying(256),
  phone_number character varying(256),
  link_code_salt character(44) NOT NULL,
  failed_attempts integer NOT NULL,
  CONSTRAINT passwordless_devices_pkey PRIMARY KEY (app_id, tenant_id, device_id_hash),
  CONSTRAINT passwordless_devices_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX passwordless_devices_email_index ON passwordless_devices USING btree (app_id, tenant_id, email);
CREATE INDEX passwordless_devices_phone_number_index ON passwordless_devices USING btree (app_id, tenant_id, phone_number);
CREATE INDEX passwordless_devices_tenant_id_index ON passwordless_devices USING btree (app_id, tenant_id);

CREATE TABLE passwordless_user_to_tenant (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character(36) NOT NULL,
  email character varying(256),
  phone_number character varying(256),
  CONSTRAINT passwordless_user_to_tenant_email_key UNIQUE (app_id, tenant_id, email),
  CONSTRAINT passwordless_user_to_tenant_phone_number_key UNIQUE (app_id, tenant_id, phone_number),
  CONSTRAINT passwordless_user_to_tenant_pkey PRIMARY KEY (app_id, tenant_id, user_id),
  CONSTRAINT passwordless_user_to_tenant_user_id_fkey FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);

CREATE TABLE passwordless_users (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character(36) NOT NULL,
  email character varying(256),
  phone_number character varying(256),
  time_joined bigint NOT NULL,
  CONSTRAINT passwordless_users_pkey PRIMARY KEY (app_id, user_id),
  CONSTRAINT passwordless_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE
);

CREATE TABLE role_permissions (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  role character varying(255) NOT NULL,
  permission character varying(255) NOT NULL,
  CONSTRAINT role_permissions_pkey PRIMARY KEY (app_id, role, permission),
  CONSTRAINT role_permissions_role_fkey FOREIGN KEY (app_id, role) REFERENCES roles(app_id, role) ON DELETE CASCADE
);
CREATE INDEX role_permissions_permission_index ON role_permissions USING btree (app_id, permission);
CREATE INDEX role_permissions_role_index ON role_permissions USING btree (app_id, role);

CREATE TABLE roles (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  role character varying(255) NOT NULL,
  CONSTRAINT roles_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT roles_pkey PRIMARY KEY (app_id, role)
);
CREATE INDEX roles_app_id_index ON roles USING btree (app_id);

CREATE TABLE session_access_token_signing_keys (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  created_at_time bigint NOT NULL,
  value text,
  CONSTRAINT session_access_token_signing_keys_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT session_access_token_signing_keys_pkey PRIMARY KEY (app_id, created_at_time)
);
CREATE INDEX access_token_signing_keys_app_id_index ON session_access_token_signing_keys USING btree (app_id);

CREATE TABLE session_info (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  session_handle character varying(255) NOT NULL,
  user_id character varying(128) NOT NULL,
  refresh_token_hash_2 character varying(128) NOT NULL,
  session_data text,
  expires_at bigint NOT NULL,
  created_at_time bigint NOT NULL,
  jwt_user_payload text,
  use_static_key boolean NOT NULL,
  CONSTRAINT session_info_pkey PRIMARY KEY (app_id, tenant_id, session_handle),
  CONSTRAINT session_info_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX session_expiry_index ON session_info USING btree (expires_at);
CREATE INDEX session_info_tenant_id_index ON session_info USING btree (app_id, tenant_id);

CREATE TABLE tenant_thirdparty_provider_clients (
  connection_uri_domain character varying(256) DEFAULT ''::character varying NOT NULL,
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  third_party_id character varying(28) NOT NULL,
  client_type character varying(64) DEFAULT ''::character varying NOT NULL,
  client_id character varying(256) NOT NULL,
  client_secret text,
  scope character varying(128)[],
  force_pkce boolean,
  additional_config text,
  CONSTRAINT tenant_thirdparty_provider_clients_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id, third_party_id, client_type),
  CONSTRAINT tenant_thirdparty_provider_clients_third_party_id_fkey FOREIGN KEY (connection_uri_domain, app_id, tenant_id, third_party_id) REFERENCES tenant_thirdparty_providers(connection_uri_domain, app_id, tenant_id, third_party_id) ON DELETE CASCADE
);
CREATE INDEX tenant_thirdparty_provider_clients_third_party_id_index ON tenant_thirdparty_provider_clients USING btree (connection_uri_domain, app_id, tenant_id, third_party_id);

CREATE TABLE tenant_thirdparty_providers (
  connection_uri_domain character varying(256) DEFAULT ''::character varying NOT NULL,
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  third_party_id character varying(28) NOT NULL,
  name character varying(64),
  authorization_endpoint text,
  authorization_endpoint_query_params text,
  token_endpoint text,
  token_endpoint_body_params text,
  user_info_endpoint text,
  user_info_endpoint_query_params text,
  user_info_endpoint_headers text,
  jwks_uri text,
  oidc_discovery_endpoint text,
  require_email boolean,
  user_info_map_from_id_token_payload_user_id character varying(64),
  user_info_map_from_id_token_payload_email character varying(64),
  user_info_map_from_id_token_payload_email_verified character varying(64),
  user_info_map_from_user_info_endpoint_user_id character varying(64),
  user_info_map_from_user_info_endpoint_email character varying(64),
  user_info_map_from_user_info_endpoint_email_verified character varying(64),
  CONSTRAINT tenant_thirdparty_providers_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id, third_party_id),
  CONSTRAINT tenant_thirdparty_providers_tenant_id_fkey FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs(connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX tenant_thirdparty_providers_tenant_id_index ON tenant_thirdparty_providers USING btree (connection_uri_domain, app_id, tenant_id);

CREATE TABLE tenants (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  created_at_time bigint,
  CONSTRAINT tenants_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT tenants_pkey PRIMARY KEY (app_id, tenant_id)
);
CREATE INDEX tenants_app_id_index ON tenants USING btree (app_id);

CREATE TABLE thirdparty_user_to_tenant (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character(36) NOT NULL,
  third_party_id character varying(28) NOT NULL,
  third_party_user_id character varying(256) NOT NULL,
  CONSTRAINT thirdparty_user_to_tenant_pkey PRIMARY KEY (app_id, tenant_id, user_id),
  CONSTRAINT thirdparty_user_to_tenant_third_party_user_id_key UNIQUE (app_id, tenant_id, third_party_id, third_party_user_id),
  CONSTRAINT thirdparty_user_to_tenant_user_id_fkey FOREIGN KEY (app_id, tenant_id, user_id) REFERENCES all_auth_recipe_users(app_id, tenant_id, user_id) ON DELETE CASCADE
);

CREATE TABLE thirdparty_users (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  third_party_id character varying(28) NOT NULL,
  third_party_user_id character varying(256) NOT NULL,
  user_id character(36) NOT NULL,
  email character varying(256) NOT NULL,
  time_joined bigint NOT NULL,
  CONSTRAINT thirdparty_users_pkey PRIMARY KEY (app_id, user_id),
  CONSTRAINT thirdparty_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX thirdparty_users_email_index ON thirdparty_users USING btree (app_id, email);
CREATE INDEX thirdparty_users_thirdparty_user_id_index ON thirdparty_users USING btree (app_id, third_party_id, third_party_user_id);

CREATE TABLE totp_used_codes (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character varying(128) NOT NULL,
  code character varying(8) NOT NULL,
  is_valid boolean NOT NULL,
  expiry_time_ms bigint NOT NULL,
  created_time_ms bigint NOT NULL,
  CONSTRAINT totp_used_codes_pkey PRIMARY KEY (app_id, tenant_id, user_id, created_time_ms),
  CONSTRAINT totp_used_codes_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE,
  CONSTRAINT totp_used_codes_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES totp_users(app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX totp_used_codes_expiry_time_ms_index ON totp_used_codes USING btree (app_id, tenant_id, expiry_time_ms);
CREATE INDEX totp_used_codes_tenant_id_index ON totp_used_codes USING btree (app_id, tenant_id);
CREATE INDEX totp_used_codes_user_id_index ON totp_used_codes USING btree (app_id, user_id);

CREATE TABLE totp_users (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character varying(128) NOT NULL,
  CONSTRAINT totp_users_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT totp_users_pkey PRIMARY KEY (app_id, user_id)
);
CREATE INDEX totp_users_app_id_index ON totp_users USING btree (app_id);

CREATE TABLE user_metadata (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character varying(128) NOT NULL,
  user_metadata text NOT NULL,
  CONSTRAINT user_metadata_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT user_metadata_pkey PRIMARY KEY (app_id, user_id)
);
CREATE INDEX user_metadata_app_id_index ON user_metadata USING btree (app_id);

CREATE TABLE userid_mapping (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  supertokens_user_id character(36) NOT NULL,
  external_user_id character varying(128) NOT NULL,
  external_user_id_info text,
  CONSTRAINT userid_mapping_external_user_id_key UNIQUE (app_id, external_user_id),
  CONSTRAINT userid_mapping_pkey PRIMARY KEY (app_id, supertokens_user_id, external_user_id),
  CONSTRAINT userid_mapping_supertokens_user_id_fkey FOREIGN KEY (app_id, supertokens_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE,
  CONSTRAINT userid_mapping_supertokens_user_id_key UNIQUE (app_id, supertokens_user_id)
);
CREATE INDEX userid_mapping_supertokens_user_id_index ON userid_mapping USING btree (app_id, supertokens_user_id);

CREATE TABLE all_auth_recipe_users (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character(36) NOT NULL,
  primary_or_recipe_user_id character(36) NOT NULL,
  is_linked_or_is_a_primary_user boolean DEFAULT false NOT NULL,
  recipe_id character varying(128) NOT NULL,
  time_joined bigint NOT NULL,
  primary_or_recipe_user_time_joined bigint NOT NULL,
  CONSTRAINT all_auth_recipe_users_pkey PRIMARY KEY (app_id, tenant_id, user_id),
  CONSTRAINT all_auth_recipe_users_primary_or_recipe_user_id_fkey FOREIGN KEY (app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE,
  CONSTRAINT all_auth_recipe_users_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE,
  CONSTRAINT all_auth_recipe_users_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX all_auth_recipe_tenant_id_index ON all_auth_recipe_users USING btree (app_id, tenant_id);
CREATE INDEX all_auth_recipe_user_id_index ON all_auth_recipe_users USING btree (app_id, user_id);
CREATE INDEX all_auth_recipe_users_pagination_index1 ON all_auth_recipe_users USING btree (app_id, tenant_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_pagination_index2 ON all_auth_recipe_users USING btree (app_id, tenant_id, primary_or_recipe_user_time_joined, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_pagination_index3 ON all_auth_recipe_users USING btree (recipe_id, app_id, tenant_id, primary_or_recipe_user_time_joined DESC, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_pagination_index4 ON all_auth_recipe_users USING btree (recipe_id, app_id, tenant_id, primary_or_recipe_user_time_joined, primary_or_recipe_user_id DESC);
CREATE INDEX all_auth_recipe_users_primary_user_id_index ON all_auth_recipe_users USING btree (primary_or_recipe_user_id, app_id);
CREATE INDEX all_auth_recipe_users_recipe_id_index ON all_auth_recipe_users USING btree (app_id, recipe_id, tenant_id);

CREATE TABLE app_id_to_user_id (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character(36) NOT NULL,
  recipe_id character varying(128) NOT NULL,
  primary_or_recipe_user_id character(36) NOT NULL,
  is_linked_or_is_a_primary_user boolean DEFAULT false NOT NULL,
  CONSTRAINT app_id_to_user_id_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT app_id_to_user_id_pkey PRIMARY KEY (app_id, user_id),
  CONSTRAINT app_id_to_user_id_primary_or_recipe_user_id_fkey FOREIGN KEY (app_id, primary_or_recipe_user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX app_id_to_user_id_app_id_index ON app_id_to_user_id USING btree (app_id);
CREATE INDEX app_id_to_user_id_primary_user_id_index ON app_id_to_user_id USING btree (primary_or_recipe_user_id, app_id);

CREATE TABLE emailpassword_pswd_reset_tokens (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character(36) NOT NULL,
  token character varying(128) NOT NULL,
  email character varying(256),
  token_expiry bigint NOT NULL,
  CONSTRAINT emailpassword_pswd_reset_tokens_pkey PRIMARY KEY (app_id, user_id, token),
  CONSTRAINT emailpassword_pswd_reset_tokens_token_key UNIQUE (token),
  CONSTRAINT emailpassword_pswd_reset_tokens_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON UPDATE CASCADE ON DELETE CASCADE
);
CREATE INDEX emailpassword_password_reset_token_expiry_index ON emailpassword_pswd_reset_tokens USING btree (token_expiry);
CREATE INDEX emailpassword_pswd_reset_tokens_user_id_index ON emailpassword_pswd_reset_tokens USING btree (app_id, user_id);

CREATE TABLE user_roles (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character varying(128) NOT NULL,
  role character varying(255) NOT NULL,
  CONSTRAINT user_roles_pkey PRIMARY KEY (app_id, tenant_id, user_id, role),
  CONSTRAINT user_roles_tenant_id_fkey FOREIGN KEY (app_id, tenant_id) REFERENCES tenants(app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX user_roles_app_id_role_index ON user_roles USING btree (app_id, role);
CREATE INDEX user_roles_role_index ON user_roles USING btree (app_id, tenant_id, role);
CREATE INDEX user_roles_tenant_id_index ON user_roles USING btree (app_id, tenant_id);

CREATE TABLE tenant_first_factors (
  connection_uri_domain character varying(256) DEFAULT ''::character varying NOT NULL,
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  factor_id character varying(128) NOT NULL,
  CONSTRAINT tenant_first_factors_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id, factor_id),
  CONSTRAINT tenant_first_factors_tenant_id_fkey FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs(connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX tenant_first_factors_tenant_id_index ON tenant_first_factors USING btree (connection_uri_domain, app_id, tenant_id);

CREATE TABLE tenant_required_secondary_factors (
  connection_uri_domain character varying(256) DEFAULT ''::character varying NOT NULL,
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  factor_id character varying(128) NOT NULL,
  CONSTRAINT tenant_required_secondary_factors_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id, factor_id),
  CONSTRAINT tenant_required_secondary_factors_tenant_id_fkey FOREIGN KEY (connection_uri_domain, app_id, tenant_id) REFERENCES tenant_configs(connection_uri_domain, app_id, tenant_id) ON DELETE CASCADE
);
CREATE INDEX tenant_default_required_factor_ids_tenant_id_index ON tenant_required_secondary_factors USING btree (connection_uri_domain, app_id, tenant_id);

CREATE TABLE totp_user_devices (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character varying(128) NOT NULL,
  device_name character varying(256) NOT NULL,
  secret_key character varying(256) NOT NULL,
  period integer NOT NULL,
  skew integer NOT NULL,
  verified boolean NOT NULL,
  created_at bigint,
  CONSTRAINT totp_user_devices_pkey PRIMARY KEY (app_id, user_id, device_name),
  CONSTRAINT totp_user_devices_user_id_fkey FOREIGN KEY (app_id, user_id) REFERENCES totp_users(app_id, user_id) ON DELETE CASCADE
);
CREATE INDEX totp_user_devices_user_id_index ON totp_user_devices USING btree (app_id, user_id);

CREATE TABLE tenant_configs (
  connection_uri_domain character varying(256) DEFAULT ''::character varying NOT NULL,
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  tenant_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  core_config text,
  email_password_enabled boolean,
  passwordless_enabled boolean,
  third_party_enabled boolean,
  is_first_factors_null boolean,
  CONSTRAINT tenant_configs_pkey PRIMARY KEY (connection_uri_domain, app_id, tenant_id)
);

CREATE TABLE user_last_active (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  user_id character varying(128) NOT NULL,
  last_active_time bigint,
  CONSTRAINT user_last_active_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT user_last_active_pkey PRIMARY KEY (app_id, user_id)
);
CREATE INDEX user_last_active_app_id_index ON user_last_active USING btree (app_id);
CREATE INDEX user_last_active_last_active_time_index ON user_last_active USING btree (last_active_time DESC, app_id DESC);

CREATE TABLE oauth_clients (
  app_id character varying(64) NOT NULL,
  client_id character varying(255) NOT NULL,
  client_secret text,
  enable_refresh_token_rotation boolean NOT NULL,
  is_client_credentials_only boolean NOT NULL,
  CONSTRAINT oauth_clients_app_id_fkey FOREIGN KEY (app_id) REFERENCES apps(app_id) ON DELETE CASCADE,
  CONSTRAINT oauth_clients_pkey PRIMARY KEY (app_id, client_id)
);

CREATE TABLE oauth_logout_challenges (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  challenge character varying(128) NOT NULL,
  client_id character varying(255) NOT NULL,
  post_logout_redirect_uri character varying(1024),
  session_handle character varying(128),
  state character varying(128),
  time_created bigint NOT NULL,
  CONSTRAINT oauth_logout_challenges_client_id_fkey FOREIGN KEY (app_id, client_id) REFERENCES oauth_clients(app_id, client_id) ON DELETE CASCADE,
  CONSTRAINT oauth_logout_challenges_pkey PRIMARY KEY (app_id, challenge)
);
CREATE INDEX oauth_logout_challenges_time_created_index ON oauth_logout_challenges USING btree (time_created DESC);

CREATE TABLE oauth_m2m_tokens (
  app_id character varying(64) DEFAULT 'public'::character varying NOT NULL,
  client_id character varying(255) NOT NULL,
  iat bigint NOT NULL,
  exp bigint NOT NULL,
  CONSTRAINT oauth_m2m_tokens_client_id_fkey FOREIGN KEY (app_id, client_id) REFERENCES oauth_clients(app_id, client_id) ON DELETE CASCADE,
  CONSTRAINT oauth_m2m_tokens_pkey PRIMARY KEY (app_id, client_id, iat)
);
CREATE INDEX oauth_m2m_token_exp_index ON oauth_m2m_tokens USING btree (exp DESC);
CREATE INDEX oauth_m2m_token_iat_index ON oauth_m2m_tokens USING btree (iat DESC, app_id DESC);

CREATE TABLE oauth_sessions (
  gid character varying(255) NOT NULL,
  app_id character varying(64) DEFAULT 'public'::character varying,
  client_id character varying(255) NOT NULL,
  session_handle character varying(128),
  external_refresh_token character varying(255),
  internal_refresh_token character varying(255),
  jti text NOT NULL,
  exp bigint NOT NULL,
  CONSTRAINT oauth_sessions_client_id_fkey FOREIGN KEY (app_id, client_id) REFERENCES oauth_clients(app_id, client_id) ON DELETE CASCADE,
  CONSTRAINT oauth_sessions_external_refresh_token_key UNIQUE (external_refresh_token),
  CONSTRAINT oauth_sessions_internal_refresh_token_key UNIQUE (internal_refresh_token),
  CONSTRAINT oauth_sessions_pkey PRIMARY KEY (gid)
);
CREATE INDEX oauth_session_exp_index ON oauth_sessions USING btree (exp DESC);
CREATE INDEX oauth_session_external_refresh_token_index ON oauth_sessions USING btree (app_id, external_refresh_token DESC);

-- The application's own.
CREATE TABLE customer_order (
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  customer character(36) NOT NULL,
  total_cents integer NOT NULL CHECK (total_cents >= 0),
  placed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX customer_order_customer ON customer_order (customer);
