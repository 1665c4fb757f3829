//! What goes wrong with the official way, each as it is found in real databases.

use authmorph::api::Conversion;
use authmorph::dialects::Dialect;

use crate::anchors::{self, Place};
use crate::pairs::{self, OURS};
use crate::support::{self, Database, Ignoring, Row, migrations};

const POSTGRESQL: Dialect = Dialect::PostgreSql;

/// A database that somebody pasted the statements of.
pub struct Found {
    text: String,
    pub database: Database,
}

impl Found {
    /// The tables of a core, and what happened to them since.
    pub fn of(anchor: &str, since: &str) -> Option<Self> {
        let schema = anchors::schema(POSTGRESQL, anchor, Place::USUAL);
        let rows = anchors::rows(POSTGRESQL, &schema, Place::USUAL);
        Self::with(&format!("{schema}{since}"), &rows)
    }

    pub fn with(text: &str, rows: &str) -> Option<Self> {
        let database = support::server(POSTGRESQL)?.database();
        database.run(text).unwrap();
        database.run(rows).unwrap();
        Some(Self { text: text.to_owned(), database })
    }

    pub fn to(&self, target: &str) -> Conversion {
        pairs::convert(POSTGRESQL, self.text.clone(), target)
    }

    pub fn run(&self, conversion: &Conversion, script: &str) {
        let text = migrations::file(conversion, &format!("migration/{script}.sql"));
        self.database.run(text).unwrap_or_else(|error| panic!("{script}.sql: {error}"));
    }

    /// Runs `up.sql` and asks `verify.sql`.
    pub fn up(&self, conversion: &Conversion) {
        self.run(conversion, "up");
        let verified = self.database.rows(migrations::file(conversion, "migration/verify.sql"));
        assert!(verified.iter().all(|row| row[3].as_deref() == Some("t")), "{verified:#?}");
    }

    /// There and back: in between it is what the newer core makes, in the end what it was.
    pub fn becomes(&self, anchor: &str) {
        let conversion = self.to(&anchors::target(anchor));
        let (rows, catalog) = (self.database.snapshot(), self.database.catalog());
        self.up(&conversion);
        let fresh = support::server(POSTGRESQL).unwrap().database();
        fresh.run(&anchors::schema(POSTGRESQL, anchor, Place::USUAL)).unwrap();
        self.database.catalog().assert_same(&fresh.catalog(), OURS);
        self.run(&conversion, "down");
        self.database.snapshot().assert_same(&rows);
        let restored = Ignoring { column_order: true, ..Ignoring::NOTHING };
        self.database.catalog().assert_same(&catalog, restored);
    }

    pub fn asked(&self, conversion: &Conversion, check: &str) -> Row {
        let answers = self.database.rows(migrations::file(conversion, "migration/preflight.sql"));
        answers
            .into_iter()
            .find(|row| row[0].as_deref() == Some(check))
            .unwrap_or_else(|| panic!("no {check}"))
    }
}

pub fn codes(conversion: &Conversion) -> Vec<&str> {
    conversion.findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// T20: the list of all users was made by the core, and nobody copied the users into it.
#[test]
fn a_forgotten_copy_to_the_list_of_users_is_made_up_for() {
    let Some(found) = Found::of("4.0", "") else { return };
    found.database.run("DELETE FROM userid_mapping; DELETE FROM all_auth_recipe_users;").unwrap();
    let conversion = found.to("supertokens-6.0");
    assert_eq!(found.asked(&conversion, "users_not_in_the_list_of_all")[2].as_deref(), Some("2"));
    found.becomes("6.0");
}

/// T19: core 6.0 was started on the tables of 5.0; it made the first of its tables and stopped.
#[test]
fn tables_that_a_newer_core_has_made_are_no_hindrance() {
    let newer = anchors::schema(POSTGRESQL, "6.0", Place::USUAL);
    let shells: String = newer
        .split_inclusive(";\n")
        .filter(|statement| {
            [
                "TABLE apps ",
                "TABLE tenants ",
                "TABLE app_id_to_user_id ",
                "tenants_app_id_index",
                "app_id_to_user_id_app_id",
            ]
            .iter()
            .any(|part| statement.contains(part))
        })
        .collect();
    let Some(found) = Found::of("5.0", &shells) else { return };
    let conversion = found.to("supertokens-6.0");
    found.up(&conversion);
    let fresh = support::server(POSTGRESQL).unwrap().database();
    fresh.run(&newer).unwrap();
    found.database.catalog().assert_same(&fresh.catalog(), OURS);
    assert_eq!(found.database.value("SELECT count(*) FROM app_id_to_user_id;"), "6");
}

/// T9, T11: cores 12.0 and 12.1 were started on the tables of 11.4; they make their tables and say nothing.
#[test]
fn columns_that_a_newer_core_has_not_added_are_added() {
    let Some(found) = Found::of("11.4", &anchors::made_at_start("12.1.1", "11.4")) else { return };
    found.becomes("12.1.1");
}

/// T7, T8: tables that were made by the published scripts, which lack columns.
#[test]
fn tables_made_by_incomplete_scripts_are_completed() {
    let since =
        "ALTER TABLE oauth_clients DROP COLUMN client_secret, DROP COLUMN enable_refresh_token_rotation;
        ALTER TABLE saml_relay_state DROP COLUMN expires_at, ALTER COLUMN state SET NOT NULL;
        ALTER TABLE saml_claims DROP COLUMN expires_at;\n";
    let schema = anchors::schema(POSTGRESQL, "11.3", Place::USUAL) + since;
    let Some(found) = Found::with(&schema, "INSERT INTO apps VALUES ('public', 0);
        INSERT INTO oauth_clients (app_id, client_id, is_client_credentials_only) VALUES ('public', 'c', false);") else { return };
    found.becomes("12.0");
}

/// T13, T23: defaults that nobody dropped, and `ON UPDATE CASCADE` that a published script has lost.
#[test]
fn what_published_scripts_left_behind_is_mended() {
    let since = "ALTER TABLE session_info ALTER COLUMN use_static_key SET DEFAULT true;
        ALTER TABLE all_auth_recipe_users ALTER COLUMN primary_or_recipe_user_time_joined SET DEFAULT 0;
        ALTER TABLE emailpassword_pswd_reset_tokens DROP CONSTRAINT emailpassword_pswd_reset_tokens_user_id_fkey;
        ALTER TABLE emailpassword_pswd_reset_tokens ADD CONSTRAINT emailpassword_pswd_reset_tokens_user_id_fkey
            FOREIGN KEY (app_id, user_id) REFERENCES app_id_to_user_id (app_id, user_id) ON DELETE CASCADE;
        ALTER TABLE passwordless_codes DROP CONSTRAINT passwordless_codes_device_id_hash_fkey;
        ALTER TABLE passwordless_codes ADD CONSTRAINT passwordless_codes_device_id_hash_fkey
            FOREIGN KEY (app_id, tenant_id, device_id_hash)
            REFERENCES passwordless_devices (app_id, tenant_id, device_id_hash) ON DELETE CASCADE;\n";
    let Some(found) = Found::of("7.0", since) else { return };
    found.becomes("8.0");
}

/// T21: a second app keeps its users to itself.
#[test]
fn users_of_a_second_app_stay_there() {
    let Some(found) = Found::of("6.0", "") else { return };
    found
        .database
        .run(
            "INSERT INTO apps VALUES ('second', 0); INSERT INTO tenants VALUES ('second', 'public', 0);
            INSERT INTO app_id_to_user_id VALUES ('second', 'u', 'emailpassword');",
        )
        .unwrap();
    let conversion = found.to("supertokens-12.1");
    found.up(&conversion);
    assert_eq!(found.database.value("SELECT count(*) FROM app_id_to_user_id WHERE user_id = 'u';"), "1");
}

/// T22: a table of the application's refers to a user.
#[test]
fn foreign_keys_of_the_application_survive() {
    let since = "CREATE TABLE profile (id integer PRIMARY KEY, user_id character(36) REFERENCES emailpassword_users (user_id) ON DELETE SET NULL);
        CREATE TABLE seat (app_id text, user_id character(36) NOT NULL,
            CONSTRAINT seat_user FOREIGN KEY (user_id) REFERENCES all_auth_recipe_users (user_id) ON DELETE CASCADE);
        CREATE TABLE badge (role character varying(255) NOT NULL REFERENCES roles);
        CREATE TABLE login (provider character varying(28), subject character varying(256),
            FOREIGN KEY (provider, subject) REFERENCES thirdparty_users (third_party_id, third_party_user_id));\n";
    let Some(found) = Found::of("5.0", since) else { return };
    found
        .database
        .run(
            "INSERT INTO profile SELECT 1, user_id FROM emailpassword_users LIMIT 1;
            INSERT INTO seat SELECT 'mine', user_id FROM all_auth_recipe_users;
            INSERT INTO badge SELECT role FROM roles LIMIT 1;",
        )
        .unwrap();
    let conversion = found.to("supertokens-12.1");
    let said = codes(&conversion);
    assert_eq!(said.iter().filter(|code| **code == "own_foreign_key_widened").count(), 3, "{said:?}");
    assert_eq!(said.iter().filter(|code| **code == "own_foreign_key_dropped").count(), 1, "{said:?}");
    let (rows, catalog) = (found.database.snapshot(), found.database.catalog());
    found.up(&conversion);
    let definition = |name: &str| {
        found
            .database
            .value(&format!("SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE conname = '{name}';"))
    };
    assert_eq!(
        definition("profile_user_id_fkey"),
        "FOREIGN KEY (app_id, user_id) REFERENCES emailpassword_users(app_id, user_id) ON DELETE SET NULL"
    );
    assert_eq!(
        definition("seat_user"),
        "FOREIGN KEY (supertokens_app_id, user_id) REFERENCES app_id_to_user_id(app_id, user_id) ON DELETE CASCADE"
    );
    assert_eq!(definition("badge_role_fkey"), "FOREIGN KEY (app_id, role) REFERENCES roles(app_id, role)");
    found.run(&conversion, "down");
    found.database.snapshot().assert_same(&rows);
    found.database.catalog().assert_same(&catalog, Ignoring { column_order: true, ..Ignoring::NOTHING });
}

/// T2: names of indexes have no prefix, so two installations in one schema meet.
#[test]
fn a_second_installation_keeps_its_indexes() {
    let since = "CREATE TABLE b_session_info (session_handle text PRIMARY KEY, expires_at bigint);
        CREATE INDEX session_expiry_index ON b_session_info (expires_at);\n";
    let schema = anchors::schema(POSTGRESQL, "5.0", Place { prefix: "a_", schema: None });
    let Some(found) = Found::with(&(schema + since), "") else { return };
    let conversion = found.to("supertokens-6.0");
    assert!(codes(&conversion).contains(&"index_names_shared"), "{:?}", codes(&conversion));
    found.up(&conversion);
    let tables = "SELECT tablename FROM pg_indexes WHERE indexname LIKE '%session_expiry_index' ORDER BY 1;";
    let names = ["a_session_info", "b_session_info"].map(|name| vec![Some(name.to_owned())]);
    assert_eq!(found.database.rows(tables), names);
}

/// T24: two users with one address stop the script, before and while it runs.
#[test]
fn nobody_is_left_out_in_silence() {
    let since = "ALTER TABLE emailpassword_users DROP CONSTRAINT emailpassword_users_email_key;\n";
    let Some(found) = Found::of("5.0", since) else { return };
    found.database.run("UPDATE emailpassword_users SET email = 'one@example.org';").unwrap();
    let conversion = found.to("supertokens-6.0");
    let answer = found.asked(&conversion, "users_with_one_address");
    assert_eq!((answer[1].as_deref(), answer[2].as_deref()), (Some("block"), Some("1")));
    let (rows, catalog) = (found.database.snapshot(), found.database.catalog());
    assert!(found.database.run(migrations::file(&conversion, "migration/up.sql")).is_err());
    found.database.snapshot().assert_same(&rows);
    found.database.catalog().assert_same(&catalog, Ignoring::NOTHING);
}

/// What the application writes after the migration is there when it goes back.
#[test]
fn rows_written_since_are_kept() {
    let Some(found) = Found::of("5.0", "") else { return };
    let conversion = found.to("supertokens-12.1");
    found.up(&conversion);
    found
        .database
        .run("INSERT INTO app_id_to_user_id (user_id, recipe_id, primary_or_recipe_user_id) VALUES ('new', 'emailpassword', 'new');
            INSERT INTO all_auth_recipe_users (user_id, recipe_id, time_joined, primary_or_recipe_user_id, primary_or_recipe_user_time_joined)
                VALUES ('new', 'emailpassword', 5, 'new', 5);
            INSERT INTO emailpassword_users (user_id, email, password_hash, time_joined) VALUES ('new', 'new@example.org', 'h', 5);
            INSERT INTO emailpassword_user_to_tenant (user_id, email) VALUES ('new', 'new@example.org');
            INSERT INTO session_info (session_handle, user_id, refresh_token_hash_2, expires_at, created_at_time, use_static_key)
                VALUES ('new', 'new', 'h', 1, 1, true);
            DELETE FROM app_id_to_user_id WHERE user_id LIKE '00000002%';")
        .unwrap();
    found.run(&conversion, "down");
    let users = "SELECT count(*), min(trim(user_id)) FILTER (WHERE user_id LIKE 'new%') FROM";
    for table in ["emailpassword_users", "all_auth_recipe_users"] {
        let row = found.database.rows(&format!("{users} {table};"));
        let count = if table == "emailpassword_users" { "2" } else { "6" };
        assert_eq!(row, [[Some(count.to_owned()), Some("new".to_owned())]], "{table}");
    }
    assert_eq!(found.database.value("SELECT count(*) FROM session_info WHERE user_id = 'new';"), "1");
}

/// Core 5.0: where keys are static, they are copied; and taken away again on the way back.
#[test]
fn static_signing_keys_are_copied() {
    let Some(found) = Found::of("4.6", "") else { return };
    let mut request = authmorph::api::Request {
        sources: vec![authmorph::api::Source { name: "a.sql".to_owned(), text: found.text.clone() }],
        dialect: Some("postgresql".to_owned()),
        to: Some("supertokens-5.0".to_owned()),
        ..authmorph::api::Request::default()
    };
    assert!(codes(&authmorph::convert(&request)).contains(&"signing_keys_assumed_dynamic"));
    request.set.insert("access_token_signing_key_dynamic".to_owned(), "false".to_owned());
    let conversion = authmorph::convert(&request);
    let rows = found.database.snapshot();
    found.up(&conversion);
    assert_eq!(found.database.value("SELECT count(*) FROM jwt_signing_keys;"), "4");
    assert_eq!(found.database.value("SELECT bool_and(use_static_key) FROM session_info;"), "t");
    found.run(&conversion, "down");
    found.database.snapshot().assert_same(&rows);
}

/// Core 7.0.12 looks for phone numbers in one form.
#[test]
fn phone_numbers_are_written_as_the_core_looks_for_them() {
    let Some(found) = Found::of("6.0", "") else { return };
    found
        .database
        .run("UPDATE passwordless_users SET phone_number = CASE WHEN user_id LIKE '00000005%' THEN '+49 (170) 123-45.67' ELSE '0170 1' END;
            UPDATE passwordless_user_to_tenant AS t SET phone_number = u.phone_number FROM passwordless_users AS u WHERE u.user_id = t.user_id;")
        .unwrap();
    let rows = found.database.snapshot();
    let conversion = found.to("supertokens-7.0");
    assert_eq!(found.asked(&conversion, "phone_numbers_that_stay_odd")[2].as_deref(), Some("1"));
    found.up(&conversion);
    for table in ["passwordless_users", "passwordless_user_to_tenant"] {
        let numbers = found.database.rows(&format!("SELECT phone_number FROM {table} ORDER BY 1;"));
        assert_eq!(numbers, [[Some("+491701234567".to_owned())], [Some("0170 1".to_owned())]], "{table}");
    }
    found.run(&conversion, "down");
    found.database.snapshot().assert_same(&rows);
}

/// Core 12.0: what its own job would do.
#[test]
fn reservations_can_be_made_at_once() {
    let Some(found) = Found::of("11.4", "") else { return };
    let mut request = authmorph::api::Request {
        sources: vec![authmorph::api::Source { name: "a.sql".to_owned(), text: found.text.clone() }],
        dialect: Some("postgresql".to_owned()),
        to: Some("supertokens-12.1".to_owned()),
        ..authmorph::api::Request::default()
    };
    request.set.insert("reservation_tables".to_owned(), "now".to_owned());
    let conversion = authmorph::convert(&request);
    let rows = found.database.snapshot();
    found.up(&conversion);
    let count = |table: &str| found.database.value(&format!("SELECT count(*) FROM {table};"));
    // An address each, a phone number for two, an account for two.
    assert_eq!(count("recipe_user_account_infos"), "12");
    assert_eq!(count("recipe_user_tenants"), "12");
    assert_eq!(count("app_id_to_user_id WHERE time_joined = 0"), "0");
    found.run(&conversion, "down");
    found.database.snapshot().assert_same(&rows);
}

/// The published script for 6.0 and ours end alike, but for what it loses (T23).
#[test]
fn the_published_script_ends_alike() {
    let Some(found) = Found::of("5.0", "") else { return };
    let Some(theirs) = Found::of("5.0", "") else { return };
    let script = std::fs::read_to_string(
        std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/cases/supertokens/official-6.0-postgresql.sql"),
    );
    theirs.database.run(&script.unwrap()).unwrap();
    let mended: String = [
        ("emailpassword_pswd_reset_tokens", "user_id", "app_id, user_id", "emailpassword_users"),
        ("passwordless_codes", "device_id_hash", "app_id, tenant_id, device_id_hash", "passwordless_devices"),
        ("dashboard_user_sessions", "user_id", "app_id, user_id", "dashboard_users"),
    ]
    .iter()
    .map(|(table, column, columns, target)| {
        let name = format!("{table}_{column}_fkey");
        format!(
            "ALTER TABLE {table} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} FOREIGN KEY ({columns})
                REFERENCES {target} ({columns}) ON UPDATE CASCADE ON DELETE CASCADE;"
        )
    })
    .collect();
    theirs.database.run(&mended).unwrap();
    let conversion = found.to("supertokens-6.0");
    found.up(&conversion);
    found.database.catalog().assert_same(&theirs.database.catalog(), OURS);
    found.run(&conversion, "cleanup");
    found.database.snapshot().assert_same(&theirs.database.snapshot());
}

/// T27: what can wait until the core runs again waits.
#[test]
fn locks_can_be_short() {
    let Some(found) = Found::of("5.0", "") else { return };
    let mut request = authmorph::api::Request {
        sources: vec![authmorph::api::Source { name: "a.sql".to_owned(), text: found.text.clone() }],
        dialect: Some("postgresql".to_owned()),
        to: Some("supertokens-12.1".to_owned()),
        ..authmorph::api::Request::default()
    };
    request.set.insert("locks".to_owned(), "short".to_owned());
    let conversion = authmorph::convert(&request);
    let up = migrations::file(&conversion, "migration/up.sql");
    let (inside, afterwards) = up.split_once("COMMIT;").unwrap();
    assert!(inside.contains("SET LOCAL lock_timeout") && !inside.contains("CONCURRENTLY"));
    let old = "ALTER TABLE session_info\n    ADD CONSTRAINT session_info_tenant_id_fkey";
    assert!(inside.split_once(old).unwrap().1.split(';').next().unwrap().ends_with("NOT VALID"));
    assert!(afterwards.contains("VALIDATE CONSTRAINT session_info_tenant_id_fkey"));
    assert!(afterwards.contains("CREATE INDEX CONCURRENTLY IF NOT EXISTS session_expiry_index"));
    let (rows, catalog) = (found.database.snapshot(), found.database.catalog());
    found.up(&conversion);
    // What comes afterwards can be run again.
    found.database.run(afterwards).unwrap();
    let fresh = support::server(POSTGRESQL).unwrap().database();
    fresh.run(&anchors::schema(POSTGRESQL, "12.1.1", Place::USUAL)).unwrap();
    found.database.catalog().assert_same(&fresh.catalog(), OURS);
    let restored = Ignoring { column_order: true, ..Ignoring::NOTHING };
    found.run(&conversion, "down");
    found.database.snapshot().assert_same(&rows);
    found.database.catalog().assert_same(&catalog, restored);
    // Back from where only the transaction has run.
    found.database.run(&format!("{inside}COMMIT;")).unwrap();
    found.run(&conversion, "down");
    found.database.snapshot().assert_same(&rows);
    found.database.catalog().assert_same(&catalog, restored);
}

/// A view over a table keeps the database from changing a column's type, and a primary key that it groups by.
#[test]
fn views_over_the_tables_come_back() {
    let since = "CREATE VIEW verified AS SELECT user_id, email FROM emailverification_verified_emails;
        CREATE VIEW verified_twice AS SELECT email, count(*) FROM verified GROUP BY email;\n";
    let Some(found) = Found::of("3.5", since) else { return };
    let conversion = found.to("supertokens-5.0");
    assert!(codes(&conversion).contains(&"dependent_recreated"));
    let (rows, catalog) = (found.database.snapshot(), found.database.catalog());
    found.up(&conversion);
    assert_eq!(found.database.value("SELECT count(*) FROM verified;"), "2");
    found.run(&conversion, "down");
    found.database.snapshot().assert_same(&rows);
    found.database.catalog().assert_same(&catalog, Ignoring { column_order: true, ..Ignoring::NOTHING });
}
