//! What has to be so about the rows, before the migration and after it.

use super::rows::{DYNAMIC_KEYS, PHONE_NUMBERS, RESERVATIONS, When};
use crate::decide::evolution::Moment;
use When::{Added, Chosen, Created, Old};

/// Something that has to be so when rows were copied.
pub struct Shape {
    /// The core whose change asks for it.
    pub core: &'static str,
    /// All of these have to be so.
    pub all: &'static [When],
    /// And one of these.
    pub any: &'static [When],
    /// Its name.
    pub name: &'static str,
    /// When.
    pub when: Moment,
    /// What there has to be, where it is not nothing.
    pub expected: &'static str,
    /// What there is.
    pub actual: &'static str,
    /// What it means that it is not so.
    pub message: &'static str,
}

const fn after(
    core: &'static str,
    any: &'static [When],
    name: &'static str,
    expected: &'static str,
    actual: &'static str,
) -> Shape {
    Shape { core, all: &[], any, name, when: Moment::After, expected, actual, message: "" }
}

const APPS_COME: &[When] = &[Added("all_auth_recipe_users", "app_id")];

/// All of them.
pub const SHAPES: &[Shape] = &[
    after(
        "3.5",
        &[Created("all_auth_recipe_users")],
        "users_in_the_list_of_all",
        "SELECT (SELECT count(*) FROM {emailpassword_users}) + (SELECT count(*) FROM {thirdparty_users})",
        "SELECT count(*) FROM {all_auth_recipe_users}",
    ),
    Shape {
        all: &[Chosen(DYNAMIC_KEYS, "false")],
        ..after(
            "5.0",
            &[Added("session_info", "use_static_key")],
            "static_signing_keys",
            "SELECT count(*) FROM {session_access_token_signing_keys}",
            "SELECT count(*) FROM {jwt_signing_keys} WHERE key_id LIKE 's-%'",
        )
    },
    Shape {
        core: "6.0",
        all: &[Old("all_auth_recipe_users")],
        any: APPS_COME,
        name: "users_not_in_the_list_of_all",
        when: Moment::BeforeBetter,
        expected: "",
        actual: "SELECT count(*) FROM {emailpassword_users} AS u WHERE NOT EXISTS (SELECT 1 FROM {all_auth_recipe_users} AS a WHERE a.user_id = u.user_id)",
        message: "Users with a password whom the list of all users lacks: the copy to it was forgotten at core 3.5. up.sql adds them.",
    },
    Shape {
        core: "6.0",
        all: &[],
        any: &[Added("emailpassword_users", "app_id")],
        name: "users_with_one_address",
        when: Moment::Before,
        expected: "",
        actual: "SELECT count(*) FROM (SELECT email FROM {emailpassword_users} GROUP BY email HAVING count(*) > 1) AS d",
        message: "Two users with one e-mail address. The official script leaves one of them out in silence, and that one cannot log in any more. Change or merge them first.",
    },
    after(
        "6.0",
        APPS_COME,
        "users_of_all_apps",
        "SELECT count(*) FROM {all_auth_recipe_users}",
        "SELECT count(*) FROM {app_id_to_user_id}",
    ),
    after(
        "6.0",
        &[Added("emailpassword_users", "app_id")],
        "logins_with_a_password",
        "SELECT count(*) FROM {emailpassword_users}",
        "SELECT count(*) FROM {emailpassword_user_to_tenant}",
    ),
    after(
        "6.0",
        &[Added("passwordless_users", "app_id")],
        "logins_without_a_password",
        "SELECT count(*) FROM {passwordless_users}",
        "SELECT count(*) FROM {passwordless_user_to_tenant}",
    ),
    after(
        "6.0",
        &[Added("thirdparty_users", "app_id")],
        "logins_by_other_providers",
        "SELECT count(*) FROM {thirdparty_users}",
        "SELECT count(*) FROM {thirdparty_user_to_tenant}",
    ),
    after(
        "7.0",
        &[Added("all_auth_recipe_users", "primary_or_recipe_user_id")],
        "users_who_are_nobody",
        "0",
        "SELECT count(*) FROM {all_auth_recipe_users} WHERE primary_or_recipe_user_id = '0'",
    ),
    Shape {
        core: "7.0",
        all: &[Chosen(PHONE_NUMBERS, "normalise"), Old("passwordless_users")],
        any: &[Added("all_auth_recipe_users", "primary_or_recipe_user_id")],
        name: "phone_numbers_that_stay_odd",
        when: Moment::BeforeBetter,
        expected: "",
        actual: "SELECT count(*) FROM {passwordless_users} WHERE phone_number IS NOT NULL AND (phone_number NOT LIKE '+%' OR phone_number LIKE '%(0)%')",
        message: "Phone numbers without a country code, or with (0): nobody can tell what they should be. Core 7.0.12 and newer do not find these users.",
    },
    Shape {
        core: "12.0",
        all: &[Old("app_id_to_user_id")],
        any: &[Added("app_id_to_user_id", "time_joined")],
        name: "users_of_no_tenant",
        when: Moment::BeforeBetter,
        expected: "",
        actual: "SELECT count(*) FROM {app_id_to_user_id} AS i WHERE NOT EXISTS (SELECT 1 FROM {all_auth_recipe_users} AS a WHERE a.app_id = i.app_id AND a.user_id = i.user_id)",
        message: "Users of no tenant: they have no time of joining, so the core counts them as not moved for ever, and refuses the mode MIGRATED.",
    },
    Shape {
        all: &[Chosen(RESERVATIONS, "now")],
        ..after(
            "12.0",
            &[Created("recipe_user_account_infos")],
            "users_without_reservation",
            "0",
            "SELECT count(*) FROM {emailpassword_users} AS u WHERE NOT EXISTS (SELECT 1 FROM {recipe_user_tenants} AS t WHERE t.app_id = u.app_id AND t.recipe_user_id = u.user_id)",
        )
    },
];
