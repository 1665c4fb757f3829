//! What the guide says of traps, each shown by a test or said in a finding; and those that are no one's fault but the text's.

use std::fs;
use std::path::Path;

use authmorph::dialects::Dialect;
use authmorph::findings::CODES;

use crate::anchors::{self, Place};
use crate::pairs::{self, OURS};
use crate::support::{self, Ignoring, migrations};
use crate::traps::{Found, codes};

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// Every trap has a row, and what it names in its last column exists.
#[test]
fn every_trap_is_shown() {
    let guide = read("docs/guides/supertokens.md");
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/supertokens");
    let files = fs::read_dir(folder).unwrap().map(|file| fs::read_to_string(file.unwrap().path()).unwrap());
    let tests: String = files.collect();
    for number in 1..=29 {
        let trap = format!("T{number}");
        let row = guide.lines().find(|line| {
            let first = line.strip_prefix("| ").and_then(|rest| rest.split(" |").next());
            first.is_some_and(|names| names.split(' ').any(|name| name == trap))
        });
        let row = row.unwrap_or_else(|| panic!("{trap} is missing"));
        let shown: Vec<&str> = row
            .trim_end_matches([' ', '|'])
            .rsplit(" | ")
            .next()
            .unwrap()
            .split('`')
            .skip(1)
            .step_by(2)
            .collect();
        assert!(!shown.is_empty(), "nothing shows {trap}");
        for name in shown {
            assert!(tests.contains(&format!("fn {name}()")) || CODES.contains(&name), "{trap}: no {name}");
        }
    }
}

/// The guide's road from 3.4 to 6.0, with what cores make when they start in between.
fn by_the_published_road(found: &Found) {
    let database = &found.database;
    // 3.5, of which the text has the table only, and says the rest in words.
    database
        .run(
            "ALTER TABLE emailverification_verified_emails ALTER COLUMN user_id TYPE VARCHAR(128);
            ALTER TABLE emailverification_tokens ALTER COLUMN user_id TYPE VARCHAR(128);
            CREATE TABLE IF NOT EXISTS all_auth_recipe_users (user_id CHAR(36) NOT NULL, recipe_id VARCHAR(128) NOT NULL,
                time_joined BIGINT NOT NULL, PRIMARY KEY (user_id));
            CREATE INDEX all_auth_recipe_users_pagination_index ON all_auth_recipe_users (time_joined DESC, user_id DESC);
            INSERT INTO all_auth_recipe_users SELECT user_id, 'emailpassword', time_joined FROM emailpassword_users;
            INSERT INTO all_auth_recipe_users SELECT user_id, 'thirdparty', time_joined FROM thirdparty_users;
            DROP INDEX emailpassword_user_pagination_index;
            DROP INDEX thirdparty_users_pagination_index;
            ALTER TABLE thirdparty_users ALTER COLUMN third_party_user_id TYPE VARCHAR(256);
            ALTER TABLE emailpassword_users ALTER COLUMN password_hash TYPE VARCHAR(256);
            ALTER TABLE session_info ADD COLUMN use_static_key BOOLEAN NOT NULL DEFAULT (false);
            ALTER TABLE session_info ALTER COLUMN use_static_key DROP DEFAULT;",
        )
        .unwrap();
    database.run(&anchors::made_at_start("5.0", "3.5")).unwrap();
    database.run(&read("tests/cases/supertokens/official-6.0-postgresql.sql")).unwrap();
}

/// T23, T27: the whole of the published guide, from its first core to its last, and ours end alike, but for what it loses.
#[test]
fn the_whole_of_the_published_guide_ends_alike() {
    let Some(found) = Found::of("3.4", "") else { return };
    let Some(theirs) = Found::of("3.4", "") else { return };
    by_the_published_road(&theirs);
    let lost = [
        ("emailpassword_pswd_reset_tokens", "user_id", "app_id, user_id", "emailpassword_users"),
        ("passwordless_codes", "device_id_hash", "app_id, tenant_id, device_id_hash", "passwordless_devices"),
        ("dashboard_user_sessions", "user_id", "app_id, user_id", "dashboard_users"),
    ];
    let mended = lost.map(|(table, column, columns, target)| {
        let name = format!("{table}_{column}_fkey");
        format!(
            "ALTER TABLE {table} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} FOREIGN KEY ({columns})
                REFERENCES {target} ({columns}) ON UPDATE CASCADE ON DELETE CASCADE;"
        )
    });
    theirs.database.run(&mended.concat()).unwrap();
    let conversion = found.to("supertokens-6.0");
    found.up(&conversion);
    found.database.catalog().assert_same(&theirs.database.catalog(), OURS);
    found.run(&conversion, "cleanup");
    found.database.snapshot().assert_same(&theirs.database.snapshot());
}

/// T3: a table that somebody has given another name in the core's configuration.
#[test]
fn a_table_of_another_name_is_taken_along() {
    let renamed = |anchor: &str| {
        anchors::schema(Dialect::PostgreSql, anchor, Place::USUAL).replace("emailpassword_users", "people")
    };
    let rows = anchors::rows(
        Dialect::PostgreSql,
        &anchors::schema(Dialect::PostgreSql, "5.0", Place::USUAL),
        Place::USUAL,
    );
    let Some(found) = Found::with(&renamed("5.0"), &rows.replace("emailpassword_users", "people")) else {
        return;
    };
    let conversion = found.to("supertokens-6.0");
    let (rows, catalog) = (found.database.snapshot(), found.database.catalog());
    found.up(&conversion);
    let fresh = support::server(Dialect::PostgreSql).unwrap().database();
    fresh.run(&renamed("6.0")).unwrap();
    found.database.catalog().assert_same(&fresh.catalog(), OURS);
    found.run(&conversion, "down");
    found.database.snapshot().assert_same(&rows);
    found.database.catalog().assert_same(&catalog, Ignoring { column_order: true, ..Ignoring::NOTHING });
}

/// T16: the constraint that the published script drops without asking has another name here.
#[test]
fn a_constraint_of_another_name_goes_as_well() {
    let since =
        "ALTER TABLE passwordless_codes RENAME CONSTRAINT passwordless_codes_link_code_hash_key TO mine;\n";
    let Some(found) = Found::of("5.0", since) else { return };
    found.becomes("6.0");
}

/// T25: a user of no tenant would keep the core from its last mode for ever.
#[test]
fn users_of_no_tenant_are_counted() {
    let Some(found) = Found::of("11.4", "") else { return };
    found
        .database
        .run("INSERT INTO app_id_to_user_id (user_id, recipe_id, primary_or_recipe_user_id) VALUES ('u', 'emailpassword', 'u');")
        .unwrap();
    let conversion = found.to("supertokens-12.0");
    let answer = found.asked(&conversion, "users_of_no_tenant");
    assert_eq!((answer[1].as_deref(), answer[2].as_deref()), (Some("warning"), Some("1")));
    found.becomes("12.0");
}

/// T26: an id of fewer than 36 characters loses the blanks that `CHAR(36)` has given it, and gets them back.
#[test]
fn short_ids_stay_what_they_are() {
    let Some(found) = Found::of("3.4", "") else { return };
    found
        .database
        .run("INSERT INTO emailpassword_users VALUES ('u', 'u@x.org', 'h', 1); INSERT INTO emailverification_verified_emails VALUES ('u', 'u@x.org');")
        .unwrap();
    let rows = found.database.snapshot();
    let conversion = found.to("supertokens-6.0");
    found.up(&conversion);
    let question =
        "SELECT octet_length(user_id::text) FROM emailverification_verified_emails WHERE email = 'u@x.org';";
    assert_eq!(found.database.value(question), "1");
    let joined = "SELECT count(*) FROM emailverification_verified_emails AS v JOIN app_id_to_user_id AS a ON a.user_id = v.user_id WHERE v.email = 'u@x.org';";
    assert_eq!(found.database.value(joined), "1");
    found.run(&conversion, "down");
    found.database.snapshot().assert_same(&rows);
}

/// T14: a database in which the old text for 6.0 has dropped the keys of all tables.
#[test]
fn keys_that_a_published_script_took_are_missed() {
    let text = anchors::schema(Dialect::MySql, "7.0", Place::USUAL)
        + "CREATE TABLE orders (id int, total int);\nCREATE TABLE invoices (id int, order_id int);\n";
    let conversion = pairs::convert(Dialect::MySql, text, "supertokens-8.0");
    assert!(codes(&conversion).contains(&"own_keys_lost"), "{:?}", codes(&conversion));
    let up = migrations::file(&conversion, "migration/up.sql");
    assert!(!up.contains("orders") && !up.contains("PROCEDURE"));
}

/// T17, T28: rulers of dashes, comments with `#` and a stray quote are no statements, and nothing is lost behind them.
#[test]
fn rulers_and_comments_of_published_text_are_read() {
    let text = anchors::schema(Dialect::MySql, "5.0", Place::USUAL).replace(
        "CREATE TABLE session_info",
        "------------------------------------------------------------\n# General Tables\n--\nCREATE TABLE session_info",
    );
    let plain = pairs::convert(
        Dialect::MySql,
        anchors::schema(Dialect::MySql, "5.0", Place::USUAL),
        "supertokens-6.0",
    );
    let conversion = pairs::convert(Dialect::MySql, text, "supertokens-6.0");
    let up = |conversion| migrations::file(conversion, "migration/up.sql").to_owned();
    assert_eq!(up(&conversion), up(&plain));
}
