//! The rows that have to be copied or computed on the way from one core to the next.

/// What a change of the tables has to be for rows to follow.
pub enum When {
    /// The table was created.
    Created(&'static str),
    /// The column was added.
    Added(&'static str, &'static str),
    /// The column goes.
    Dropped(&'static str, &'static str),
    /// The table goes.
    Gone(&'static str),
    /// That option has that value.
    Chosen(&'static str, &'static str),
    /// The table was there before the migration.
    Old(&'static str),
}

/// Rows that follow.
pub struct Recipe {
    /// The core that wants them.
    pub core: &'static str,
    /// All of these have to be so.
    pub all: &'static [When],
    /// And one of these.
    pub any: &'static [When],
    /// What and why, in one line.
    pub comment: &'static str,
    /// The statements; `{role}` is a table.
    pub up: &'static str,
    /// Their undo, where dropping what they filled is not enough.
    pub down: &'static str,
}

const fn recipe(core: &'static str, any: &'static [When], comment: &'static str, up: &'static str) -> Recipe {
    Recipe { core, all: &[], any, comment, up, down: "" }
}

use When::{Added, Chosen, Created, Dropped, Gone, Old};

/// The option of core 5.0.
pub const DYNAMIC_KEYS: &str = "access_token_signing_key_dynamic";

/// The option of core 7.0.12.
pub const PHONE_NUMBERS: &str = "phone_numbers";

/// The option of core 12.0.
pub const RESERVATIONS: &str = "reservation_tables";

const FIRST_TENANT: &[When] = &[Created("apps"), Created("tenants"), Added("emailpassword_users", "app_id")];

/// All of them, in the order in which they run.
/// Sources: CHANGELOG.md of the core, sections "Migration"; SCHEMA-REWORK.md and
/// migration-scripts/migration-backfill.sql of the PostgreSQL plugin; for 3.5 the contributors' guide.
pub const RECIPES: &[Recipe] = &[
    Recipe {
        core: "3.3",
        all: &[],
        any: &[Dropped("emailpassword_users", "is_email_verified")],
        comment: "An e-mail address is verified where it stands in a table of its own.",
        up: "INSERT INTO {emailverification_verified_emails} (user_id, email)
SELECT u.user_id, u.email
FROM {emailpassword_users} AS u
WHERE u.is_email_verified
    AND NOT EXISTS (SELECT 1 FROM {emailverification_verified_emails} AS v WHERE v.user_id = u.user_id AND v.email = u.email)",
        down: "UPDATE {emailpassword_users} AS u
SET is_email_verified = EXISTS (SELECT 1 FROM {emailverification_verified_emails} AS v WHERE v.user_id = u.user_id AND v.email = u.email)",
    },
    Recipe {
        core: "3.3",
        all: &[],
        any: &[Gone("emailpassword_email_verificaion_tokens")],
        comment: "Links that were sent still work.",
        up: "INSERT INTO {emailverification_tokens} (user_id, email, token, token_expiry)
SELECT t.user_id, t.email, t.token, t.token_expiry
FROM {emailpassword_email_verificaion_tokens} AS t
WHERE NOT EXISTS (SELECT 1 FROM {emailverification_tokens} AS o WHERE o.token = t.token)",
        down: "INSERT INTO {emailpassword_email_verificaion_tokens} (user_id, token, token_expiry, email)
SELECT t.user_id, t.token, t.token_expiry, t.email
FROM {emailverification_tokens} AS t
WHERE EXISTS (SELECT 1 FROM {emailpassword_users} AS u WHERE u.user_id = t.user_id)
    AND NOT EXISTS (SELECT 1 FROM {emailpassword_email_verificaion_tokens} AS o WHERE o.token = t.token)",
    },
    recipe(
        "3.5",
        &[Created("all_auth_recipe_users")],
        "Every user gets a row in the list of all users. No script of the core's does this.",
        "INSERT INTO {all_auth_recipe_users} (user_id, recipe_id, time_joined)
SELECT u.user_id, 'emailpassword', u.time_joined
FROM {emailpassword_users} AS u
WHERE NOT EXISTS (SELECT 1 FROM {all_auth_recipe_users} AS a WHERE a.user_id = u.user_id)
;
INSERT INTO {all_auth_recipe_users} (user_id, recipe_id, time_joined)
SELECT u.user_id, 'thirdparty', u.time_joined
FROM {thirdparty_users} AS u
WHERE NOT EXISTS (SELECT 1 FROM {all_auth_recipe_users} AS a WHERE a.user_id = u.user_id)",
    ),
    Recipe {
        core: "5.0",
        all: &[Chosen(DYNAMIC_KEYS, "false")],
        any: &[Added("session_info", "use_static_key")],
        comment: "Sessions that exist go on with the keys that signed them: those become static keys.",
        up: "INSERT INTO {jwt_signing_keys} (key_id, key_string, algorithm, created_at)
SELECT CONCAT('s-', k.created_at_time), k.value, 'RS256', k.created_at_time
FROM {session_access_token_signing_keys} AS k
WHERE NOT EXISTS (SELECT 1 FROM {jwt_signing_keys} AS j WHERE j.key_id = CONCAT('s-', k.created_at_time))",
        down: "DELETE FROM {jwt_signing_keys}
WHERE key_id IN (SELECT CONCAT('s-', k.created_at_time) FROM {session_access_token_signing_keys} AS k)",
    },
    recipe(
        "6.0",
        FIRST_TENANT,
        "Everything that exists belongs to the app and the tenant that are called public.",
        "INSERT INTO {apps} (app_id, created_at_time)
SELECT 'public', 0
FROM (SELECT 1) AS one
WHERE NOT EXISTS (SELECT 1 FROM {apps} AS a WHERE a.app_id = 'public')
;
INSERT INTO {tenants} (app_id, tenant_id, created_at_time)
SELECT 'public', 'public', 0
FROM (SELECT 1) AS one
WHERE NOT EXISTS (SELECT 1 FROM {tenants} AS t WHERE t.app_id = 'public' AND t.tenant_id = 'public')",
    ),
    Recipe {
        core: "6.0",
        all: &[Old("all_auth_recipe_users")],
        any: &[Added("all_auth_recipe_users", "app_id")],
        comment: "Users whom the list of all users lacks, because the copy to it was forgotten at core 3.5.",
        up: "CREATE TABLE {_authmorph_found_users} AS
SELECT u.app_id, u.user_id, 'emailpassword' AS recipe_id, u.time_joined
FROM {emailpassword_users} AS u
WHERE NOT EXISTS (SELECT 1 FROM {all_auth_recipe_users} AS a WHERE a.user_id = u.user_id)
UNION ALL
SELECT u.app_id, u.user_id, 'thirdparty', u.time_joined
FROM {thirdparty_users} AS u
WHERE NOT EXISTS (SELECT 1 FROM {all_auth_recipe_users} AS a WHERE a.user_id = u.user_id)
UNION ALL
SELECT u.app_id, u.user_id, 'passwordless', u.time_joined
FROM {passwordless_users} AS u
WHERE NOT EXISTS (SELECT 1 FROM {all_auth_recipe_users} AS a WHERE a.user_id = u.user_id)
;
INSERT INTO {all_auth_recipe_users} (app_id, tenant_id, user_id, recipe_id, time_joined)
SELECT f.app_id, 'public', f.user_id, f.recipe_id, f.time_joined
FROM {_authmorph_found_users} AS f
WHERE NOT EXISTS (SELECT 1 FROM {all_auth_recipe_users} AS a WHERE a.user_id = f.user_id)",
        down: "DELETE FROM {all_auth_recipe_users}
WHERE user_id IN (SELECT f.user_id FROM {_authmorph_found_users} AS f)
;
DROP TABLE {_authmorph_found_users}",
    },
    recipe(
        "6.0",
        &[Created("app_id_to_user_id"), Added("all_auth_recipe_users", "app_id")],
        "Every user of every app. What is copied is asked for its app, so that nobody ends up in another one.",
        "INSERT INTO {app_id_to_user_id} (app_id, user_id, recipe_id)
SELECT DISTINCT a.app_id, a.user_id, a.recipe_id
FROM {all_auth_recipe_users} AS a
WHERE NOT EXISTS (SELECT 1 FROM {app_id_to_user_id} AS i WHERE i.app_id = a.app_id AND i.user_id = a.user_id)",
    ),
    recipe(
        "6.0",
        &[Created("emailpassword_user_to_tenant"), Added("emailpassword_users", "app_id")],
        "Who logs in with a password. Two users with one address stop the script; none is left out in silence.",
        "INSERT INTO {emailpassword_user_to_tenant} (app_id, tenant_id, user_id, email)
SELECT a.app_id, a.tenant_id, u.user_id, u.email
FROM {emailpassword_users} AS u
JOIN {all_auth_recipe_users} AS a ON a.app_id = u.app_id AND a.user_id = u.user_id
WHERE NOT EXISTS (
    SELECT 1 FROM {emailpassword_user_to_tenant} AS t
    WHERE t.app_id = a.app_id AND t.tenant_id = a.tenant_id AND t.user_id = u.user_id
)",
    ),
    recipe(
        "6.0",
        &[Created("passwordless_user_to_tenant"), Added("passwordless_users", "app_id")],
        "Who logs in without a password.",
        "INSERT INTO {passwordless_user_to_tenant} (app_id, tenant_id, user_id, email, phone_number)
SELECT a.app_id, a.tenant_id, u.user_id, u.email, u.phone_number
FROM {passwordless_users} AS u
JOIN {all_auth_recipe_users} AS a ON a.app_id = u.app_id AND a.user_id = u.user_id
WHERE NOT EXISTS (
    SELECT 1 FROM {passwordless_user_to_tenant} AS t
    WHERE t.app_id = a.app_id AND t.tenant_id = a.tenant_id AND t.user_id = u.user_id
)",
    ),
    recipe(
        "6.0",
        &[Created("thirdparty_user_to_tenant"), Added("thirdparty_users", "app_id")],
        "Who logs in by another provider.",
        "INSERT INTO {thirdparty_user_to_tenant} (app_id, tenant_id, user_id, third_party_id, third_party_user_id)
SELECT a.app_id, a.tenant_id, u.user_id, u.third_party_id, u.third_party_user_id
FROM {thirdparty_users} AS u
JOIN {all_auth_recipe_users} AS a ON a.app_id = u.app_id AND a.user_id = u.user_id
WHERE NOT EXISTS (
    SELECT 1 FROM {thirdparty_user_to_tenant} AS t
    WHERE t.app_id = a.app_id AND t.tenant_id = a.tenant_id AND t.user_id = u.user_id
)",
    ),
    recipe(
        "7.0",
        &[Added("all_auth_recipe_users", "primary_or_recipe_user_id")],
        "Nobody is linked yet: everybody is who they are.",
        "UPDATE {all_auth_recipe_users}
SET primary_or_recipe_user_id = user_id, primary_or_recipe_user_time_joined = time_joined
WHERE primary_or_recipe_user_id = '0'",
    ),
    recipe(
        "7.0",
        &[Added("app_id_to_user_id", "primary_or_recipe_user_id")],
        "The same in the list of all apps.",
        "UPDATE {app_id_to_user_id}
SET primary_or_recipe_user_id = user_id
WHERE primary_or_recipe_user_id = '0'",
    ),
    Recipe {
        core: "7.0",
        all: &[Chosen(PHONE_NUMBERS, "normalise"), Old("passwordless_users")],
        any: &[Added("all_auth_recipe_users", "primary_or_recipe_user_id")],
        comment: "From 7.0.12 on the core looks for phone numbers as +491701234567. What is written otherwise would find no user.",
        up: "CREATE TABLE {_authmorph_phone_numbers} AS
SELECT u.app_id, u.user_id, u.phone_number
FROM {passwordless_users} AS u
WHERE u.phone_number LIKE '+%' AND u.phone_number NOT LIKE '%(0)%' AND u.phone_number <> REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(u.phone_number, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')
;
UPDATE {passwordless_users}
SET phone_number = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(phone_number, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')
WHERE phone_number LIKE '+%' AND phone_number NOT LIKE '%(0)%' AND phone_number <> REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(phone_number, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')
;
UPDATE {passwordless_user_to_tenant}
SET phone_number = REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(phone_number, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')
WHERE phone_number LIKE '+%' AND phone_number NOT LIKE '%(0)%' AND phone_number <> REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(phone_number, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '')",
        down: "UPDATE {passwordless_user_to_tenant} AS u
SET phone_number = (SELECT k.phone_number FROM {_authmorph_phone_numbers} AS k WHERE k.app_id = u.app_id AND k.user_id = u.user_id)
WHERE EXISTS (
    SELECT 1 FROM {_authmorph_phone_numbers} AS k
    WHERE k.app_id = u.app_id AND k.user_id = u.user_id
        AND REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(k.phone_number, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '') = u.phone_number
)
;
UPDATE {passwordless_users} AS u
SET phone_number = (SELECT k.phone_number FROM {_authmorph_phone_numbers} AS k WHERE k.app_id = u.app_id AND k.user_id = u.user_id)
WHERE EXISTS (
    SELECT 1 FROM {_authmorph_phone_numbers} AS k
    WHERE k.app_id = u.app_id AND k.user_id = u.user_id
        AND REPLACE(REPLACE(REPLACE(REPLACE(REPLACE(k.phone_number, ' ', ''), '-', ''), '(', ''), ')', ''), '.', '') = u.phone_number
)
;
DROP TABLE {_authmorph_phone_numbers}",
    },
    Recipe {
        core: "9.1.1",
        all: &[],
        any: &[Dropped("tenant_configs", "is_third_party_providers_null")],
        comment: "A column that core 9.1.0 alone had, for the way back.",
        up: "CREATE TABLE {_authmorph_tenant_configs} AS
SELECT c.connection_uri_domain, c.app_id, c.tenant_id, c.is_third_party_providers_null
FROM {tenant_configs} AS c
WHERE c.is_third_party_providers_null IS NOT NULL",
        down: "UPDATE {tenant_configs} AS c
SET is_third_party_providers_null = (SELECT k.is_third_party_providers_null FROM {_authmorph_tenant_configs} AS k WHERE k.connection_uri_domain = c.connection_uri_domain AND k.app_id = c.app_id AND k.tenant_id = c.tenant_id)
;
DROP TABLE {_authmorph_tenant_configs}",
    },
    Recipe {
        core: "12.0",
        all: &[Chosen(RESERVATIONS, "now")],
        any: &[Created("recipe_user_account_infos")],
        comment: "What the core's own job would fill, a thousand users every five minutes.",
        up: "UPDATE {app_id_to_user_id} AS i
SET
    time_joined = COALESCE((SELECT MIN(a.time_joined) FROM {all_auth_recipe_users} AS a WHERE a.app_id = i.app_id AND a.user_id = i.user_id), 0),
    primary_or_recipe_user_time_joined = COALESCE((SELECT MIN(a.primary_or_recipe_user_time_joined) FROM {all_auth_recipe_users} AS a WHERE a.app_id = i.app_id AND a.user_id = i.user_id), 0)
;
INSERT INTO {recipe_user_account_infos} (app_id, recipe_user_id, recipe_id, account_info_type, account_info_value, third_party_id, third_party_user_id, primary_user_id)
SELECT
    s.app_id, s.user_id, s.recipe_id, s.kind, s.value, s.third_party_id, s.third_party_user_id,
    CASE WHEN i.is_linked_or_is_a_primary_user THEN i.primary_or_recipe_user_id END
FROM (
    SELECT app_id, user_id, 'emailpassword' AS recipe_id, 'email' AS kind, email AS value, '' AS third_party_id, '' AS third_party_user_id
    FROM {emailpassword_users}
    UNION ALL
    SELECT app_id, user_id, 'passwordless', 'email', email, '', '' FROM {passwordless_users} WHERE email IS NOT NULL
    UNION ALL
    SELECT app_id, user_id, 'passwordless', 'phone', phone_number, '', '' FROM {passwordless_users} WHERE phone_number IS NOT NULL
    UNION ALL
    SELECT app_id, user_id, 'thirdparty', 'email', email, third_party_id, third_party_user_id FROM {thirdparty_users}
    UNION ALL
    SELECT app_id, user_id, 'thirdparty', 'tparty', CONCAT(third_party_id, '::', third_party_user_id), '', '' FROM {thirdparty_users}
    UNION ALL
    SELECT app_id, user_id, 'webauthn', 'email', email, '', '' FROM {webauthn_users}
) AS s
JOIN {app_id_to_user_id} AS i ON i.app_id = s.app_id AND i.user_id = s.user_id
;
INSERT INTO {recipe_user_tenants} (app_id, recipe_user_id, tenant_id, recipe_id, account_info_type, account_info_value, third_party_id, third_party_user_id)
SELECT r.app_id, r.recipe_user_id, a.tenant_id, r.recipe_id, r.account_info_type, r.account_info_value, r.third_party_id, r.third_party_user_id
FROM {recipe_user_account_infos} AS r
JOIN {all_auth_recipe_users} AS a ON a.app_id = r.app_id AND a.user_id = r.recipe_user_id
;
INSERT INTO {primary_user_tenants} (app_id, tenant_id, account_info_type, account_info_value, primary_user_id)
SELECT DISTINCT t.app_id, t.tenant_id, t.account_info_type, t.account_info_value, i.primary_or_recipe_user_id
FROM {recipe_user_tenants} AS t
JOIN {app_id_to_user_id} AS i ON i.app_id = t.app_id AND i.user_id = t.recipe_user_id
WHERE i.is_linked_or_is_a_primary_user",
        down: "",
    },
    recipe(
        "12.0.3",
        &[Created("activity_log")],
        "What no month has a place for; the core makes the months itself.",
        "CREATE TABLE {activity_log_default} PARTITION OF {activity_log} DEFAULT",
    ),
];
