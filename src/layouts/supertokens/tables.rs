//! The tables of SuperTokens and the release in which each table and column came.
//!
//! Source: the statements in github.com/supertokens/supertokens-postgresql-plugin, tags v1.5.0 to v9.5.5, and
//! github.com/supertokens/supertokens-mysql-plugin, tags v1.7.0 to v8.1.4, read out of
//! src/main/java/io/supertokens/storage/*/queries. Both have the same tables and columns; the newest ones are from
//! github.com/supertokens/supertokens-core, tag v12.1.1, CHANGELOG.md and SCHEMA-REWORK.md.

use crate::layouts::CatalogueTable;

const fn table(
    name: &'static str,
    since: &'static str,
    until: &'static str,
    weight: u32,
    columns: &'static str,
) -> CatalogueTable {
    CatalogueTable { name, since, until, weight, columns }
}

/// The tables, the oldest first.
pub const TABLES: &[CatalogueTable] = &[
    table(
        "emailpassword_pswd_reset_tokens",
        "3.0",
        "",
        40,
        "user_id:t token:t token_expiry:n app_id:t@6.0 email:t@7.0",
    ),
    table(
        "emailpassword_users",
        "3.0",
        "",
        50,
        "user_id:t email:t password_hash:t time_joined:n is_email_verified:x@3.1 app_id:t@6.0",
    ),
    table("key_value", "3.0", "", 20, "name:t value:t created_at_time:n app_id:t@6.0 tenant_id:t@6.0"),
    table(
        "session_info",
        "3.0",
        "",
        60,
        "session_handle:t user_id:t refresh_token_hash_2:t session_data:t expires_at:n \
         created_at_time:n jwt_user_payload:t use_static_key:x@5.0 app_id:t@6.0 tenant_id:t@6.0 \
         prev_refresh_token_hash_2:t@12.1 refresh_token_rotated_at:n@12.1",
    ),
    table(
        "emailpassword_email_verificaion_tokens",
        "3.1",
        "3.3",
        40,
        "user_id:t token:t token_expiry:n email:t",
    ),
    table(
        "emailverification_tokens",
        "3.3",
        "",
        30,
        "user_id:t email:t token:t token_expiry:n app_id:t@6.0 tenant_id:t@6.0",
    ),
    table("emailverification_verified_emails", "3.3", "", 0, "user_id:t email:t app_id:t@6.0"),
    table(
        "thirdparty_users",
        "3.3",
        "",
        50,
        "third_party_id:t third_party_user_id:t user_id:t email:t time_joined:n app_id:t@6.0",
    ),
    table(
        "all_auth_recipe_users",
        "3.5",
        "",
        50,
        "user_id:t recipe_id:t time_joined:n app_id:t@6.0 tenant_id:t@6.0 \
         primary_or_recipe_user_id:t@7.0 is_linked_or_is_a_primary_user:x@7.0 \
         primary_or_recipe_user_time_joined:n@7.0",
    ),
    table("jwt_signing_keys", "3.6", "", 40, "key_id:t key_string:t algorithm:t created_at:n app_id:t@6.0"),
    table("session_access_token_signing_keys", "3.6", "", 0, "created_at_time:n value:t app_id:t@6.0"),
    table(
        "passwordless_codes",
        "3.8",
        "",
        40,
        "code_id:t device_id_hash:t link_code_hash:t created_at:n app_id:t@6.0 tenant_id:t@6.0",
    ),
    table(
        "passwordless_devices",
        "3.8",
        "",
        40,
        "device_id_hash:t email:t phone_number:t link_code_salt:t failed_attempts:n app_id:t@6.0 \
         tenant_id:t@6.0",
    ),
    table("passwordless_users", "3.8", "", 40, "user_id:t email:t phone_number:t time_joined:n app_id:t@6.0"),
    table("user_metadata", "3.11", "", 0, "user_id:t user_metadata:t app_id:t@6.0"),
    table("role_permissions", "3.13", "", 0, "role:t permission:t app_id:t@6.0"),
    table("roles", "3.13", "", 0, "role:t app_id:t@6.0"),
    table("user_roles", "3.13", "", 0, "user_id:t role:t app_id:t@6.0 tenant_id:t@6.0"),
    table(
        "userid_mapping",
        "3.15",
        "",
        50,
        "supertokens_user_id:t external_user_id:t external_user_id_info:t app_id:t@6.0",
    ),
    table(
        "dashboard_user_sessions",
        "4.4",
        "",
        40,
        "session_id:t user_id:t time_created:n expiry:n app_id:t@6.0",
    ),
    table("dashboard_users", "4.4", "", 40, "user_id:t email:t password_hash:t time_joined:n app_id:t@6.0"),
    table(
        "totp_used_codes",
        "4.5",
        "",
        40,
        "user_id:t code:t is_valid:x expiry_time_ms:n created_time_ms:n app_id:t@6.0 \
         tenant_id:t@6.0",
    ),
    table(
        "totp_user_devices",
        "4.5",
        "",
        40,
        "user_id:t device_name:t secret_key:t period:n skew:n verified:x app_id:t@6.0 \
         created_at:n@9.0",
    ),
    table("totp_users", "4.5", "", 0, "user_id:t app_id:t@6.0"),
    table("user_last_active", "4.5", "", 0, "user_id:t last_active_time:n app_id:t@6.0"),
    table(
        "app_id_to_user_id",
        "6.0",
        "",
        50,
        "app_id:t user_id:t recipe_id:t primary_or_recipe_user_id:t@7.0 \
         is_linked_or_is_a_primary_user:x@7.0 time_joined:n@12.0 \
         primary_or_recipe_user_time_joined:n@12.0",
    ),
    table("apps", "6.0", "", 0, "app_id:t created_at_time:n"),
    table("emailpassword_user_to_tenant", "6.0", "", 40, "app_id:t tenant_id:t user_id:t email:t"),
    table(
        "passwordless_user_to_tenant",
        "6.0",
        "",
        40,
        "app_id:t tenant_id:t user_id:t email:t phone_number:t",
    ),
    table(
        "tenant_configs",
        "6.0",
        "",
        50,
        "connection_uri_domain:t app_id:t tenant_id:t core_config:t email_password_enabled:x \
         passwordless_enabled:x third_party_enabled:x is_first_factors_null:x@9.1",
    ),
    table(
        "tenant_thirdparty_provider_clients",
        "6.0",
        "",
        40,
        "connection_uri_domain:t app_id:t tenant_id:t third_party_id:t client_type:t client_id:t \
         client_secret:t scope:x force_pkce:x additional_config:t",
    ),
    table(
        "tenant_thirdparty_providers",
        "6.0",
        "",
        40,
        "connection_uri_domain:t app_id:t tenant_id:t third_party_id:t name:t \
         authorization_endpoint:t authorization_endpoint_query_params:t token_endpoint:t \
         token_endpoint_body_params:t user_info_endpoint:t user_info_endpoint_query_params:t \
         user_info_endpoint_headers:t jwks_uri:t oidc_discovery_endpoint:t require_email:x \
         user_info_map_from_id_token_payload_user_id:t \
         user_info_map_from_id_token_payload_email:t \
         user_info_map_from_id_token_payload_email_verified:t \
         user_info_map_from_user_info_endpoint_user_id:t \
         user_info_map_from_user_info_endpoint_email:t \
         user_info_map_from_user_info_endpoint_email_verified:t",
    ),
    table("tenants", "6.0", "", 0, "app_id:t tenant_id:t created_at_time:n"),
    table(
        "thirdparty_user_to_tenant",
        "6.0",
        "",
        40,
        "app_id:t tenant_id:t user_id:t third_party_id:t third_party_user_id:t",
    ),
    table("tenant_first_factors", "9.0", "", 40, "connection_uri_domain:t app_id:t tenant_id:t factor_id:t"),
    table(
        "tenant_required_secondary_factors",
        "9.0",
        "",
        40,
        "connection_uri_domain:t app_id:t tenant_id:t factor_id:t",
    ),
    table(
        "oauth_clients",
        "9.3",
        "",
        40,
        "app_id:t client_id:t client_secret:t enable_refresh_token_rotation:x \
         is_client_credentials_only:x",
    ),
    table(
        "oauth_logout_challenges",
        "9.3",
        "",
        40,
        "app_id:t challenge:t client_id:t post_logout_redirect_uri:t session_handle:t state:t \
         time_created:n",
    ),
    table("oauth_m2m_tokens", "9.3", "", 40, "app_id:t client_id:t iat:n exp:n"),
    table(
        "oauth_sessions",
        "9.3",
        "",
        40,
        "gid:t app_id:t client_id:t session_handle:t external_refresh_token:t \
         internal_refresh_token:t jti:t exp:n",
    ),
    table(
        "bulk_import_users",
        "10.0",
        "",
        40,
        "id:t app_id:t primary_user_id:t raw_data:t status:t error_msg:t created_at:n \
         updated_at:n",
    ),
    table(
        "webauthn_account_recovery_tokens",
        "10.1",
        "",
        40,
        "app_id:t tenant_id:t user_id:t email:t token:t expires_at:n",
    ),
    table(
        "webauthn_credentials",
        "10.1",
        "",
        40,
        "id:t app_id:t rp_id:t user_id:t counter:n public_key:x transports:t created_at:n \
         updated_at:n",
    ),
    table(
        "webauthn_generated_options",
        "10.1",
        "",
        40,
        "app_id:t tenant_id:t id:t challenge:t email:t rp_id:t rp_name:t origin:t expires_at:n \
         created_at:n user_presence_required:x user_verification:t",
    ),
    table("webauthn_user_to_tenant", "10.1", "", 40, "app_id:t tenant_id:t user_id:t email:t"),
    table("webauthn_users", "10.1", "", 40, "app_id:t user_id:t email:t rp_id:t time_joined:n"),
    table(
        "saml_claims",
        "11.3",
        "",
        40,
        "app_id:t tenant_id:t client_id:t code:t claims:t created_at:n expires_at:n",
    ),
    table(
        "saml_clients",
        "11.3",
        "",
        40,
        "app_id:t tenant_id:t client_id:t client_secret:t sso_login_url:t redirect_uris:t \
         default_redirect_uri:t idp_entity_id:t idp_signing_certificate:t \
         allow_idp_initiated_login:x enable_request_signing:x created_at:n updated_at:n",
    ),
    table(
        "saml_relay_state",
        "11.3",
        "",
        40,
        "app_id:t tenant_id:t relay_state:t client_id:t state:t redirect_uri:t created_at:n \
         expires_at:n",
    ),
    table(
        "activity_log",
        "12.0",
        "",
        40,
        "id:n app_id:t tenant_id:t recipe_user_id:t primary_or_recipe_user_id:t event_type:t \
         status:t auth_principal:t identifier:t created_at:n payload:t",
    ),
    table(
        "primary_user_tenants",
        "12.0",
        "",
        40,
        "app_id:t tenant_id:t account_info_type:t account_info_value:t primary_user_id:t",
    ),
    table(
        "recipe_user_account_infos",
        "12.0",
        "",
        40,
        "app_id:t recipe_user_id:t recipe_id:t account_info_type:t account_info_value:t \
         third_party_id:t third_party_user_id:t primary_user_id:t",
    ),
    table(
        "recipe_user_tenants",
        "12.0",
        "",
        40,
        "app_id:t recipe_user_id:t tenant_id:t recipe_id:t account_info_type:t \
         account_info_value:t third_party_id:t third_party_user_id:t",
    ),
    table("oauth_m2m_token_stats", "12.1", "", 40, "app_id:t iat_bucket:n exp_bucket:n count:n"),
];
