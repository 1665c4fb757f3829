//! Out of Lucia to Better Auth.

use std::collections::BTreeMap;
use std::path::Path;

use authmorph::api::Conversion;
use authmorph::dialects::Dialect;
use serde_json::{Value, json};

use crate::application::{Application, Example, application_of, before, example};
use crate::support::{self, migrations};

/// What is between Better Auth and the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Through {
    /// Its own adapter, which is Kysely.
    Kysely,
    /// Drizzle, by the wiring that is written; with ids of its own length, which the tables have no room for by themselves.
    Drizzle,
}

impl Through {
    fn set(self) -> BTreeMap<String, String> {
        let set: &[(&str, &str)] = match self {
            Self::Kysely => &[],
            Self::Drizzle => &[
                ("adapter", "drizzle"),
                ("driver", "drizzle"),
                ("drizzle_keys", "camel"),
                ("user_ids", "widen"),
            ],
        };
        set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn run(self, dialect: Dialect, conversion: &Conversion, input: &Value) -> Value {
        match self {
            Self::Kysely => application_of("better-auth", &[], input),
            Self::Drizzle => {
                let name = format!("{}-drizzle", dialect.name());
                Application::of_program("better-auth", &["better-auth/drizzle.mjs"], &name, conversion)
                    .run(&[], input)
            }
        }
    }
}

/// People who signed up with Lucia 2 sign in with Better Auth, by address and by user name, and their accounts are found;
/// after the way back Lucia 2 signs them in again, and who came in between too.
fn lucia_2_becomes_better_auth(dialect: Dialect, through: Through) {
    let Some(server) = support::server(dialect) else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/lucia-2-{}.sql", dialect.name()));
    let road = migrations::Road { path, dialect, target: "better-auth-1".to_owned(), set: through.set() };
    let (request, conversion) = road.convert();
    let database = server.database();
    database.run(&request.sources[0].text).unwrap();
    let Example { user_table, users: [first, second, third], .. } = example(dialect);
    let url = database.url().replace("?socket=", "?socketPath=");
    let old = |more: Value| {
        let mut input = json!({
            "dialect": dialect.name(),
            "url": url,
            "tables": { "user": user_table, "session": "user_session", "key": "user_key" },
        });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let lucia = Application::of(
        "lucia-2",
        &format!("{}-to-better-auth-{through:?}", dialect.name()),
        &before(&request),
    );
    let written = lucia.run(&["write"], &old(json!({ "users": [first, second] })));
    let (ann, ben) = (&written["users"][0], &written["users"][1]);
    database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
    // The columns that the table had already, under its own names.
    let fields = match dialect {
        Dialect::Sqlite => json!({}),
        _ => json!({ "emailVerified": "email_verified", "createdAt": "created_at" }),
    };
    // Where the table wants a user name, Better Auth wants one of three letters at least.
    let new_user = match third.get("username") {
        Some(_) => json!({ "username": "newcomer" }),
        None => json!({}),
    };
    let used = through.run(
        dialect,
        &conversion,
        &json!({
            "dialect": dialect.name(),
            "url": url,
            "tables": { "user": user_table, "account": "account", "session": "session", "verification": "verification" },
            "fields": fields,
            "additional": [],
            "idCharacters": if dialect == Dialect::MySql { 15 } else { 32 },
            "passwords": [
                { "login": "Ann@example.org", "password": "correct horse" },
                { "login": "ann", "password": "correct horse" },
                { "login": "Ann@example.org", "password": "wrong horse" },
            ],
            "accounts": [["github", "12345"], ["google", "nobody"]],
            "user": new_user,
        }),
    );
    let wrong = json!({ "error": "INVALID_EMAIL_OR_PASSWORD" });
    assert_eq!(used["signIns"], json!([ann, ann, wrong]));
    assert_eq!(used["found"], json!([ben, null]));
    assert!(used["signedUp"].is_string(), "{used}");
    assert_eq!(used["again"], used["signedUp"]);
    if through == Through::Kysely {
        assert_eq!(used["missing"], json!([]), "its own planner has nothing left to do");
    }

    database.run(migrations::file(&conversion, "migration/down.sql")).unwrap();
    let sessions: Vec<&Value> =
        written["sessions"].as_array().unwrap().iter().map(|session| &session["id"]).collect();
    let keys = json!([
        ["email", "Ann@example.org", "correct horse"],
        ["username", "ann", "correct horse"],
        ["github", "12345", null],
        ["email", "b@example.org", null],
        ["email", "new@example.org", "battery staple"],
    ]);
    let read = lucia.run(&["read"], &old(json!({ "sessions": sessions, "keys": keys })));
    assert_eq!(read["signedIn"], json!([ann, ben, ben]), "the old sessions go on");
    assert_eq!(read["found"], json!([ann, ann, ben, ben, used["signedUp"]]));
}

#[test]
fn lucia_2_becomes_better_auth_on_postgresql() {
    lucia_2_becomes_better_auth(Dialect::PostgreSql, Through::Kysely);
}

#[test]
fn lucia_2_becomes_better_auth_through_drizzle_on_postgresql() {
    lucia_2_becomes_better_auth(Dialect::PostgreSql, Through::Drizzle);
}

#[test]
fn lucia_2_becomes_better_auth_on_mysql() {
    lucia_2_becomes_better_auth(Dialect::MySql, Through::Kysely);
}

#[test]
fn lucia_2_becomes_better_auth_through_drizzle_on_mysql() {
    lucia_2_becomes_better_auth(Dialect::MySql, Through::Drizzle);
}

#[test]
fn lucia_2_becomes_better_auth_on_sqlite() {
    lucia_2_becomes_better_auth(Dialect::Sqlite, Through::Kysely);
}

#[test]
fn lucia_2_becomes_better_auth_through_drizzle_on_sqlite() {
    lucia_2_becomes_better_auth(Dialect::Sqlite, Through::Drizzle);
}

/// The hash of `correct horse` as Better Auth writes it, which somebody's own sign-in may have written as well.
const HASH: &str = "66f4dda230bd73f8ff06c9c44c01a658:f53b45492d481b2f935b60356e2def00b3a77e52506ddb142ee1e03d86a83fb688055c57ee3d35e51ff3d13bf483dad53b35bbb6812c9c8b81cecc3a905b7375";

/// From Auth.js, by the wiring that was written: people sign in with an old password, their account is found, somebody new
/// signs up, which the check at runtime would refuse, and its own planner has nothing left to do. With columns in either
/// letters.
fn authjs_becomes_better_auth(dialect: Dialect, columns: &str) {
    let Some(server) = support::server(dialect) else { return };
    let case = format!("tests/cases/databases/authjs-5/{}/official.sql", dialect.name());
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(case);
    // better-sqlite3, which is not compiled here, is told from other databases by what it can do beside.
    let driver = if dialect == Dialect::Sqlite { "kysely" } else { "usual" };
    let set = [("adapter", "built-in"), ("columns", columns), ("driver", driver)];
    let set = set.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let road = migrations::Road { path, dialect, target: "better-auth-1".to_owned(), set };
    let (mut request, _) = road.convert();
    let (table, anna) = match dialect {
        Dialect::PostgreSql => ("User", "11111111-1111-4111-8111-111111111111"),
        _ => ("user", "u1"),
    };
    let table = dialect.identifier(table);
    let password = format!(
        "\nALTER TABLE {table} ADD COLUMN password text;\nUPDATE {table} SET password = '{HASH}' WHERE id = '{anna}';\n"
    );
    request.sources[0].text += &password;
    let conversion = authmorph::convert(&request);
    let database = server.database();
    database.run(&request.sources[0].text).unwrap();
    database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
    let name = format!("{}-{columns}", dialect.name());
    let program = Application::of_program("better-auth", &["better-auth/by-wiring.mjs"], &name, &conversion);
    let used = program.run_with(
        &[
            ("BETTER_AUTH_SECRET", "a secret of more than thirty-two characters"),
            ("BETTER_AUTH_URL", "http://localhost"),
        ],
        &[],
        &json!({
            "url": database.url().replace("?socket=", "?socketPath="),
            "password": { "email": "anna@example.org", "password": "correct horse" },
            "accounts": [["github", "1001"], ["github", "nobody"]],
        }),
    );
    assert_eq!(used["signedIn"], json!(anna), "{used}");
    assert_eq!(used["found"], json!([anna, null]), "{used}");
    assert!(used["signedUp"].is_string(), "{used}");
    assert_eq!(used["again"], used["signedUp"]);
    assert_eq!(used["missing"], json!([]), "its own planner has nothing left to do");
}

#[test]
fn authjs_becomes_better_auth_in_snake_case_on_postgresql() {
    authjs_becomes_better_auth(Dialect::PostgreSql, "snake");
}

#[test]
fn authjs_becomes_better_auth_in_snake_case_on_mysql() {
    authjs_becomes_better_auth(Dialect::MySql, "snake");
}

#[test]
fn authjs_becomes_better_auth_in_snake_case_on_sqlite() {
    authjs_becomes_better_auth(Dialect::Sqlite, "snake");
}

#[test]
fn authjs_becomes_better_auth_on_postgresql() {
    authjs_becomes_better_auth(Dialect::PostgreSql, "camel");
}

/// Releases up to 1.3.23 read seconds with Drizzle on SQLite: one of them on tables that were made for it.
#[test]
fn authjs_becomes_better_auth_1_0_through_drizzle_on_sqlite() {
    let dialect = Dialect::Sqlite;
    let Some(server) = support::server(dialect) else { return };
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/databases/authjs-5/sqlite/official.sql");
    let set =
        [("adapter", "drizzle"), ("better_auth", "1.0"), ("driver", "drizzle"), ("drizzle_keys", "camel")];
    let set = set.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
    let road = migrations::Road { path, dialect, target: "better-auth-1".to_owned(), set };
    let (mut request, _) = road.convert();
    request.sources[0].text += &format!(
        "\nALTER TABLE user ADD COLUMN password text;\nUPDATE user SET password = '{HASH}' WHERE id = 'u1';\n"
    );
    let conversion = authmorph::convert(&request);
    let database = server.database();
    database.run(&request.sources[0].text).unwrap();
    database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
    let used = Application::of("better-auth-1.0", "sqlite", &conversion).run_with(
        &[
            ("BETTER_AUTH_SECRET", "a secret of more than thirty-two characters"),
            ("BETTER_AUTH_URL", "http://localhost"),
        ],
        &[],
        &json!({
            "url": database.url(),
            "password": { "email": "anna@example.org", "password": "correct horse" },
            "users": ["u1", "u2", "u3"],
        }),
    );
    assert_eq!(used["signedIn"], json!("u1"), "{used}");
    assert!(used["signedUp"].is_string(), "{used}");
    assert_eq!(used["again"], used["signedUp"]);
    let mut accounts = used["accounts"][0].as_array().unwrap().clone();
    accounts.sort_by_key(ToString::to_string);
    let ends = json!([["github", "2023-11-14T22:13:20.000Z"], ["microsoft", "2023-11-14T22:13:20.000Z"]]);
    assert_eq!(json!(accounts), ends, "{used}");
    for year in used["made"].as_array().unwrap() {
        assert!((2020..2100).contains(&year.as_i64().unwrap()), "{used}");
    }
    let ends = used["ends"].as_array().unwrap();
    assert!(ends.len() > 1, "{used}");
    for end in ends {
        assert!(end.as_i64().unwrap() < 100_000_000_000, "it writes seconds itself: {used}");
    }
}
