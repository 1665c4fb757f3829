//! From one version of Lucia to a later one.

use std::collections::BTreeMap;
use std::path::Path;

use authmorph::api::Conversion;
use authmorph::dialects::Dialect;
use serde_json::{Value, json};

use crate::application::{Application, Example, application_of, before, example};
use crate::support::{self, migrations};

/// With the passwords in a table of their own and all accounts in one, or else as the options have it.
fn lucia_goes_there_and_back(dialect: Dialect, options: &[(&str, &str)]) {
    let Some(server) = support::server(dialect) else { return };
    let road = migrations::Road {
        path: migrations::example(dialect),
        dialect,
        target: "lucia-3".to_owned(),
        set: options.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
    };
    let (request, conversion) = road.convert();
    let database = server.database();
    database.run(&request.sources[0].text).unwrap();
    let Example { user_table, users: [one, other, third], milliseconds } = example(dialect);
    let with = |more: Value| {
        let mut input = json!({
            "dialect": dialect.name(),
            "url": database.url().replace("?socket=", "?socketPath="),
            "tables": { "user": user_table, "session": "user_session", "key": "user_key" },
        });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };

    let name = format!("{}-from-2{}", dialect.name(), if options.is_empty() { "" } else { "-otherwise" });
    let on_user = (!options.is_empty()).then(|| json!({ "query": password_query(&conversion) }));
    let second = Application::of("lucia-2", &name, &before(&request));
    let written = second.run(&["write"], &with(json!({ "users": [one, other] })));
    database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
    let used = Application::of("lucia-3", &name, &conversion)
        .run(&[], &with(json!({ "user": third, "sessions": written["sessions"], "onUser": on_user })));

    let (ann, ben) = (&written["users"][0], &written["users"][1]);
    let mut sessions = written["sessions"].clone();
    for session in sessions.as_array_mut().unwrap() {
        let end = session["ends"].as_i64().unwrap();
        session["ends"] = json!(end - end % milliseconds);
    }
    assert_eq!(used["validated"], sessions, "every session is that of its user, and ends when it did");
    assert_eq!(used["passwords"], json!({ "email": ann, "username": ann, "wrong": "wrong password" }));
    assert_eq!(used["accounts"], json!({ "github": ben, "link": ben }));
    assert_eq!(used["signedOut"], json!(true));
    let new = &used["signedUp"];
    assert_eq!(new["valid"], new["id"]);

    database.run(migrations::file(&conversion, "migration/down.sql")).unwrap();
    let ids: Vec<&Value> =
        sessions.as_array().unwrap().iter().map(|session| &session["id"]).chain([&new["session"]]).collect();
    let keys = json!([
        ["email", "Ann@example.org", "correct horse"],
        ["username", "ann", "correct horse"],
        ["email", "Ann@example.org", "wrong horse"],
        ["github", "12345", null],
        ["email", "b@example.org", null],
        ["gitlab", "9", null],
        ["email", "new@example.org", "battery staple"],
    ]);
    let read = second.run(&["read"], &with(json!({ "sessions": ids, "keys": keys })));
    let error = |code: &str| json!({ "error": code });
    assert_eq!(read["signedIn"], json!([ann, ben, error("AUTH_INVALID_SESSION_ID"), new["id"]]));
    let wrong = error("AUTH_INVALID_PASSWORD");
    assert_eq!(read["found"], json!([ann, ann, wrong, ben, ben, ann, new["id"]]));
}

/// The statement by which a password is found, as the wiring says it.
fn password_query(conversion: &Conversion) -> String {
    let changes = migrations::file(conversion, "wiring/changes.md");
    let query = changes.split("```sql\n").nth(1).unwrap().split("\n```").next().unwrap();
    assert!(query.contains("'email'") && query.contains("'ann@example.org'"), "{query}");
    query.replace("'email'", "?").replace("'ann@example.org'", "?").replace(';', "")
}

/// Lucia 1 signs people up, Lucia 2 signs them in, and after the way back Lucia 1 signs all of them in. A link that works
/// once must be no login in between, and works again afterwards.
fn lucia_1_becomes_2(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/databases/lucia-1");
    let road = migrations::Road {
        path: root.join(dialect.name()).join("official.sql"),
        dialect,
        target: "lucia-2".to_owned(),
        set: BTreeMap::new(),
    };
    let (request, conversion) = road.convert();
    let database = server.database();
    database.run(&request.sources[0].text).unwrap();
    let with = |more: Value| {
        let mut input = json!({
            "dialect": dialect.name(),
            "url": database.url().replace("?socket=", "?socketPath="),
            "tables": { "user": "auth_user", "session": "auth_session", "key": "auth_key" },
        });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let names = |names: [&str; 2]| json!({ "users": names.map(|name| json!({ "username": name })) });

    let name = format!("{}-from-1", dialect.name());
    let second = Application::of("lucia-2", &name, &conversion);
    let old = application_of("lucia-1", &["write"], &with(names(["old", "older"])));
    database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
    let keys = json!([
        ["email", "Old@example.org", "correct horse"],
        ["email", "Old@example.org", "wrong horse"],
        ["github", "1:2", null],
        ["confirm", "token", null],
    ]);
    let error = |code: &str| json!({ "error": code });
    let wrong = error("AUTH_INVALID_PASSWORD");
    let (one, two) = (&old["users"][0], &old["users"][1]);
    let read = second.run(&["read"], &with(json!({ "sessions": old["sessions"], "keys": keys })));
    assert_eq!(read["signedIn"], json!([one, two]));
    assert_eq!(read["found"], json!([one, wrong, two, error("AUTH_INVALID_KEY_ID")]));
    let new = second.run(&["write"], &with(names(["new", "newer"])));

    database.run(migrations::file(&conversion, "migration/down.sql")).unwrap();
    let sessions: Vec<&Value> = [&old["sessions"][0], &old["sessions"][1], &new["sessions"][0]["id"]].into();
    let mut keys = keys.as_array().unwrap().clone();
    keys.push(json!(["email", "Ann@example.org", "correct horse"]));
    keys.push(json!(["github", "12345", null]));
    let read = application_of("lucia-1", &["read"], &with(json!({ "sessions": sessions, "keys": keys })));
    let (three, four) = (&new["users"][0], &new["users"][1]);
    assert_eq!(read["signedIn"], json!([one, two, three]));
    assert_eq!(read["found"], json!([one, wrong, two, two, three, four]));
}

#[test]
fn lucia_1_becomes_2_on_postgresql() {
    lucia_1_becomes_2(Dialect::PostgreSql);
}

#[test]
fn lucia_1_becomes_2_on_mysql() {
    lucia_1_becomes_2(Dialect::MySql);
}

#[test]
fn lucia_1_becomes_2_on_sqlite() {
    lucia_1_becomes_2(Dialect::Sqlite);
}

#[test]
fn lucia_goes_there_and_back_on_postgresql() {
    lucia_goes_there_and_back(Dialect::PostgreSql, &[]);
}

#[test]
fn lucia_goes_there_and_back_on_mysql() {
    lucia_goes_there_and_back(Dialect::MySql, &[]);
}

#[test]
fn lucia_goes_there_and_back_on_sqlite() {
    lucia_goes_there_and_back(Dialect::Sqlite, &[]);
}

/// Passwords with the users, and accounts at one provider in a table of their own.
const OTHERWISE: &[(&str, &str)] = &[("passwords", "user"), ("provider_tables", "github")];

#[test]
fn lucia_goes_there_and_back_otherwise_on_postgresql() {
    lucia_goes_there_and_back(Dialect::PostgreSql, OTHERWISE);
}

#[test]
fn lucia_goes_there_and_back_otherwise_on_mysql() {
    lucia_goes_there_and_back(Dialect::MySql, OTHERWISE);
}

#[test]
fn lucia_goes_there_and_back_otherwise_on_sqlite() {
    lucia_goes_there_and_back(Dialect::Sqlite, OTHERWISE);
}
