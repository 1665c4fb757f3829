//! SuperTokens core (github.com/supertokens/supertokens-core) on PostgreSQL and MySQL.
//!
//! The core makes missing tables when it starts, but changes none that is there: new columns, types and keys are
//! steps that a person carries out. So the tables show which core has run, and the columns which steps were taken.

mod tables;

use super::{Catalogue, Layout, Refinement, Release, Step, StepMark, unsaid};
use crate::dialects::Dialect;

/// What each core has in PostgreSQL: its tables as the changes from one core to the next.
pub const POSTGRESQL: &str = include_str!("postgresql.sql");

/// The same in MySQL.
pub const MYSQL: &str = include_str!("mysql.sql");

const fn both(name: &'static str) -> Release {
    Release { name, dialects: &[Dialect::PostgreSql, Dialect::MySql] }
}

/// MySQL and MongoDB ended with core 10.1.
const fn postgresql(name: &'static str) -> Release {
    Release { name, dialects: &[Dialect::PostgreSql] }
}

const fn step(to: &'static str, mark: StepMark) -> Step {
    Step { to, mark }
}

const fn refinement(to: &'static str, exact: &'static str, index: &'static str) -> Refinement {
    Refinement { to, exact, index }
}

/// Every core from 3.0 to 12.1.
pub const CORE: Layout = Layout {
    name: "supertokens",
    version: "12.1",
    versions: &["12.1"],
    title: "SuperTokens",
    sources: &[
        "github.com/supertokens/supertokens-core, tag v12.1.1: CHANGELOG.md, SCHEMA-REWORK.md, pluginInterfaceSupported.json",
        "github.com/supertokens/supertokens-postgresql-plugin, tags v1.5.0 to v9.5.5: src/main/java",
        "github.com/supertokens/supertokens-mysql-plugin, tags v1.5.0 to v8.1.4: src/main/java",
    ],
    roles: &[],
    editions: &[],
    plain: false,
    succeeds: &[],
    catalogue: Some(&Catalogue {
        releases: &[
            both("3.0"),
            both("3.1"),
            both("3.2"),
            both("3.3"),
            both("3.4"),
            both("3.5"),
            both("3.6"),
            both("3.7"),
            both("3.8"),
            both("3.9"),
            both("3.10"),
            both("3.11"),
            both("3.12"),
            both("3.13"),
            both("3.14"),
            both("3.15"),
            both("3.16"),
            both("4.0"),
            both("4.1"),
            both("4.2"),
            both("4.3"),
            both("4.4"),
            both("4.5"),
            both("4.6"),
            both("5.0"),
            both("6.0"),
            both("7.0"),
            both("8.0"),
            both("9.0"),
            both("9.1"),
            both("9.2"),
            both("9.3"),
            both("10.0"),
            both("10.1"),
            postgresql("11.0"),
            postgresql("11.1"),
            postgresql("11.2"),
            postgresql("11.3"),
            postgresql("11.4"),
            postgresql("12.0"),
            postgresql("12.1"),
        ],
        tables: tables::TABLES,
        // CHANGELOG.md of the core, the sections "Migration" of each release.
        steps: &[
            step("3.5", StepMark::Length("emailverification_tokens", "user_id", 128)),
            step("4.0", StepMark::Length("emailpassword_users", "password_hash", 256)),
            step("5.0", StepMark::Column("session_info", "use_static_key")),
            step("6.0", StepMark::Column("emailpassword_users", "app_id")),
            step("7.0", StepMark::Column("app_id_to_user_id", "primary_or_recipe_user_id")),
            step("8.0", StepMark::NoReference("user_roles", "roles")),
            step("9.0", StepMark::Column("totp_user_devices", "created_at")),
            step("9.1", StepMark::Column("tenant_configs", "is_first_factors_null")),
            step("12.0", StepMark::Column("app_id_to_user_id", "time_joined")),
            step("12.1", StepMark::Column("session_info", "prev_refresh_token_hash_2")),
        ],
        // An index is optional everywhere, so that only its presence says something.
        refinements: &[
            refinement("3.10", "3.10", "passwordless_codes_device_id_hash_index"),
            refinement("7.0", "7.0.13", "app_id_to_user_id_primary_user_id_index"),
            refinement("9.2", "9.2.2", "user_last_active_last_active_time_index"),
            refinement("10.0", "10.0.1", "emailpassword_users_email_index"),
            refinement("10.1", "10.1.2", "user_roles_app_id_user_id_index"),
            refinement("12.0", "12.0.9", "idx_recipe_user_tenants_tenant_recipe_user"),
            refinement("12.0", "12.0.10", "idx_recipe_user_account_infos_app_primary_user"),
            refinement("12.1", "12.1.1", "idx_recipe_user_tenants_account_info_pattern"),
        ],
        enough: 100,
    }),
    cannot_say: &[
        unsaid("the patch release, where nothing in the tables changed: the core's log says it"),
        unsaid(
            "whether `migration_mode` of core 12 is LEGACY or MIGRATED: it stands in `tenant_configs.core_config`",
        ),
        unsaid(
            "which hash a password column holds: the value's beginning says it (`$2`, `$argon2id$`, `$f_scrypt$`)",
        ),
    ],
    targets: crate::decide::supertokens::NAMES,
};
