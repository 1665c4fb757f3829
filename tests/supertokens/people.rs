//! Who comes out of a core that has been used for years, under which id, and what comes back into it.

use authmorph::dialects::Dialect;

use crate::anchors::Place;
use crate::leaving::Leaving;
use crate::support::{Ignoring, Row};

fn rows(text: &str) -> String {
    let mut text = text.to_owned();
    for number in 1..=16 {
        text = text.replace(&format!("{{{number:02}}}"), &id(number));
    }
    text
}

fn id(number: u32) -> String {
    format!("{number:08}-0000-4000-8000-000000000000")
}

fn leaving(dialect: Dialect, target: &str) -> Option<Leaving> {
    let mut text = rows(include_str!("../cases/supertokens/people.sql"));
    if dialect == Dialect::PostgreSql {
        text = text.replace("\\\\", "\\");
    }
    Leaving::of(dialect, "10.1", Place::USUAL, target, &text)
}

/// Rows with their cells as words, so that both databases say the same.
fn said(rows: Vec<Row>) -> Vec<String> {
    let word = |cell: Option<String>| match cell.as_deref() {
        None => "-".to_owned(),
        Some("t") => "1".to_owned(),
        Some("f") => "0".to_owned(),
        Some(text) => text.to_owned(),
    };
    rows.into_iter().map(|row| row.into_iter().map(word).collect::<Vec<_>>().join(" ")).collect()
}

const ODD: &str = "o'brien+\"<b>`$x`\\@x.org";

fn each(check: impl Fn(Dialect)) {
    [Dialect::PostgreSql, Dialect::MySql].into_iter().for_each(check);
}

#[test]
fn everybody_is_one_user_of_better_auth() {
    each(|dialect| {
        let Some(leaving) = leaving(dialect, "better-auth-1") else { return };
        leaving.up();
        let users =
            leaving.ask(r#"SELECT id, email, "emailVerified", "phoneNumber", name FROM "user" ORDER BY id;"#);
        let placeholder = |number| format!("{}@placeholder.invalid", id(number));
        let mut expected = vec![
            format!("{} two@x.org 0 +491 two", id(2)),
            format!("{} {} 0 - one", id(5), placeholder(5)),
            format!("{} six@x.org 1 - six", id(6)),
            format!("{} {} 0 +497 +497", id(7), placeholder(7)),
            // By the id of the primary user, whose own login has gone.
            format!("{} nine@x.org 0 - nine", id(8)),
            // The tenant's own user with the same address.
            format!("{} {} 0 - one", id(10), placeholder(10)),
            format!("{} twelve@x.org 0 - twelve", id(12)),
            format!("{} thirteen@x.org 0 - thirteen", id(13)),
            format!("{} fourteen@x.org 0 - fourteen", id(14)),
            format!("{} {ODD} 0 - {}", id(15), ODD.split('@').next().unwrap()),
            "application-1 one@x.org 1 - one".to_owned(),
        ];
        expected.sort();
        assert_eq!(said(users), expected);
        let accounts = leaving.ask(
            r#"SELECT "userId", "providerId", CASE WHEN "accountId" = "userId" THEN '=' ELSE "accountId" END, password
            FROM account ORDER BY "userId", "providerId";"#,
        );
        let expected = [
            format!("{} credential = $2a$11$two", id(2)),
            format!("{} google g-3 -", id(2)),
            format!("{} google g-5 -", id(5)),
            format!("{} github gh-9 -", id(8)),
            format!("{} credential = $2a$11$ten", id(10)),
            format!("{} google w-12 -", id(12)),
            format!("{} credential = $argon2id$v=19$fifteen", id(15)),
            "application-1 credential = $2a$11$one".to_owned(),
        ];
        assert_eq!(said(accounts), expected);
        let warned = |check: &str| {
            let rows = leaving.preflight();
            let of_check = rows.iter().filter(|row| row[0].as_deref() == Some(check));
            of_check.map(|row| row[2].as_deref().unwrap().parse::<u32>().unwrap()).sum::<u32>()
        };
        leaving.run("down");
        let checks = ["address_shared", "second_password", "account_of_several", "users_of_another_app"];
        assert_eq!(checks.map(warned), [2, 1, 1, 1]);
    });
}

#[test]
fn everybody_is_one_user_of_authjs() {
    each(|dialect| {
        let Some(leaving) = leaving(dialect, "authjs-5") else { return };
        leaving.up();
        let users = leaving.ask(r#"SELECT id, email, "emailVerified" IS NOT NULL FROM "user" WHERE email IS NOT NULL ORDER BY id;"#);
        let expected = [
            format!("{} two@x.org 0", id(2)),
            format!("{} six@x.org 1", id(6)),
            format!("{} nine@x.org 0", id(8)),
            format!("{} twelve@x.org 0", id(12)),
            format!("{} thirteen@x.org 0", id(13)),
            format!("{} fourteen@x.org 0", id(14)),
            format!("{} {ODD} 0", id(15)),
            "application-1 one@x.org 1".to_owned(),
        ];
        assert_eq!(said(users), expected);
        assert_eq!(said(leaving.ask(r#"SELECT count(*) FROM "user";"#)), ["11"]);
        let logins = leaving.ask(
            r#"SELECT provider_id, provider_user_id, user_id FROM password
            UNION ALL SELECT provider_id, provider_user_id, user_id FROM passwordless_account ORDER BY 2;"#,
        );
        let mut expected = vec![
            format!("email {ODD} {}", id(15)),
            format!("email two@x.org {}", id(2)),
            "email one@x.org application-1".to_owned(),
            format!("phone +491 {}", id(2)),
            format!("phone +497 {}", id(7)),
        ];
        let mut logins = said(logins);
        [&mut logins, &mut expected].into_iter().for_each(|list| list.sort());
        assert_eq!(logins, expected);
    });
}

/// What the application of Better Auth does, and what the core's tables are asked afterwards.
#[test]
fn what_was_written_since_comes_back() {
    each(|dialect| {
        let Some(leaving) = leaving(dialect, "better-auth-1") else { return };
        leaving.up();
        let before = leaving.database.snapshot();
        leaving.write(&rows(
            r#"INSERT INTO "user" (id, name, email, "emailVerified") VALUES
                ('newpassword', 'n', 'new1@x.org', TRUE), ('newaccount', 'n', 'new2@x.org', FALSE), ('newlink', 'n', 'new3@x.org', TRUE);
            INSERT INTO account (id, "accountId", "providerId", "userId", password) VALUES
                ('a1', 'newpassword', 'credential', 'newpassword', 'salt:key'), ('a2', 'm-1', 'microsoft', 'newaccount', NULL),
                ('a3', 'm-2', 'microsoft', '{02}', NULL);
            UPDATE "user" SET email = 'two-new@x.org', "emailVerified" = TRUE WHERE id = '{02}';
            UPDATE "user" SET "emailVerified" = TRUE WHERE id = '{12}';
            UPDATE account SET password = '$argon2id$new' WHERE "userId" = 'application-1';
            UPDATE account SET password = 'salt:other' WHERE "userId" = '{15}';
            DELETE FROM account WHERE "providerId" = 'google' AND "userId" = '{02}';
            DELETE FROM "user" WHERE id = '{06}';"#,
        ));
        let _ = before;
        leaving.run("down");
        let of = |question: &str| said(leaving.ask(&rows(question)));
        let mut users = of(
            "SELECT user_id, email, password_hash FROM emailpassword_users WHERE app_id = 'public' ORDER BY 1;",
        );
        users.iter_mut().for_each(|user| *user = user.replace(&".".repeat(53), "(nobody's)"));
        assert_eq!(
            users,
            [
                format!("{} one@x.org $argon2id$new", id(1)),
                format!("{} two-new@x.org $2a$11$two", id(2)),
                format!("{} one@x.org $2a$11$ten", id(10)),
                format!("{} {ODD} $2a$11$(nobody's)", id(15)),
                format!("{} two-again@x.org $2a$11$sixteen", id(16)),
                padded(dialect, "newpassword") + " new1@x.org $2a$11$(nobody's)",
            ]
        );
        let tenants = of(
            "SELECT user_id, tenant_id, email FROM emailpassword_user_to_tenant WHERE user_id = '{02}' OR user_id LIKE 'new%' ORDER BY 1;",
        );
        assert_eq!(
            tenants,
            [
                format!("{} public two-new@x.org", id(2)),
                padded(dialect, "newpassword") + " public new1@x.org"
            ]
        );
        let accounts = of(
            "SELECT user_id, third_party_id, third_party_user_id, email FROM thirdparty_users WHERE user_id LIKE 'new%' OR user_id = '{03}';",
        );
        assert_eq!(accounts, [padded(dialect, "newaccount") + " active-directory m-1 new2@x.org"]);
        let links = of("SELECT user_id, email FROM passwordless_users WHERE email IS NOT NULL;");
        assert_eq!(links, [padded(dialect, "newlink") + " new3@x.org"]);
        let all = of(
            "SELECT user_id, recipe_id, tenant_id FROM all_auth_recipe_users WHERE user_id LIKE 'new%' OR user_id IN ('{03}', '{06}') ORDER BY 1;",
        );
        assert_eq!(
            all,
            [("newaccount", "thirdparty"), ("newlink", "passwordless"), ("newpassword", "emailpassword")]
                .map(|(user, kind)| padded(dialect, user) + &format!(" {kind} public"))
        );
        assert_eq!(
            of("SELECT count(*) FROM app_id_to_user_id WHERE user_id LIKE 'new%' OR user_id = '{06}';"),
            ["3"]
        );
        let verified = of(
            "SELECT user_id, email FROM emailverification_verified_emails WHERE user_id IN ('{02}', '{12}') OR user_id LIKE 'new%' ORDER BY 1;",
        );
        assert_eq!(
            verified,
            [
                format!("{} two-new@x.org", id(2)),
                format!("{} twelve@x.org", id(12)),
                "newlink new3@x.org".to_owned(),
                "newpassword new1@x.org".to_owned(),
            ]
        );
    });
}

/// Whoever had an address or an account that another has too is gone; the other keeps what they had in the core.
#[test]
fn who_was_not_first_keeps_what_they_had() {
    each(|dialect| {
        for target in ["better-auth-1", "authjs-5"] {
            let Some(leaving) = leaving(dialect, target) else { return };
            leaving.up();
            leaving.write(&rows(r#"DELETE FROM "user" WHERE id IN ('application-1', '{12}');"#));
            leaving.run("down");
            let of = |question: &str| said(leaving.ask(&rows(question)));
            assert_eq!(
                of(
                    "SELECT user_id, email FROM thirdparty_users WHERE user_id IN ('{05}', '{12}', '{13}') ORDER BY 1;"
                ),
                [format!("{} one@x.org", id(5)), format!("{} thirteen@x.org", id(13))]
            );
            assert_eq!(of("SELECT email FROM emailpassword_users WHERE user_id = '{10}';"), ["one@x.org"]);
            assert_eq!(
                of(
                    "SELECT count(*) FROM all_auth_recipe_users WHERE user_id IN ('{01}', '{05}', '{10}', '{12}', '{13}');"
                ),
                ["3"]
            );
            assert_eq!(
                of("SELECT count(*) FROM app_id_to_user_id WHERE user_id IN ('{01}', '{12}');"),
                ["0"]
            );
        }
    });
}

/// `CHAR(36)` as it is printed.
fn padded(dialect: Dialect, text: &str) -> String {
    if dialect == Dialect::PostgreSql { format!("{text:36}") } else { text.to_owned() }
}

/// Nothing was written since: everything is as it was, to the byte.
#[test]
fn a_way_back_without_changes_changes_nothing() {
    each(|dialect| {
        for target in ["better-auth-1", "authjs-5"] {
            let Some(leaving) = leaving(dialect, target) else { return };
            let (rows, catalog) = (leaving.database.snapshot(), leaving.database.catalog());
            leaving.up();
            leaving.run("down");
            leaving.database.snapshot().assert_same(&rows);
            leaving.database.catalog().assert_same(&catalog, Ignoring::NOTHING);
        }
    });
}
