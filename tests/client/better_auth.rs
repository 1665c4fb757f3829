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
                Application::of_program("better-auth", "drizzle.mjs", &name, conversion).run(&[], input)
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
