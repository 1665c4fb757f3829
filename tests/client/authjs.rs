//! Out of Lucia to Auth.js, by its adapter for Drizzle and the wiring that was written for the tables.

use std::collections::BTreeMap;
use std::path::Path;

use authmorph::dialects::Dialect;
use serde_json::{Value, json};

use crate::application::{Application, Example, before, example};
use crate::support::{self, migrations};

/// Whoever was signed in stays so, accounts and passwords are found, somebody new signs up; and after the way back Lucia 2
/// knows all of them.
fn lucia_2_becomes_authjs(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/lucia-2-{}.sql", dialect.name()));
    let road = migrations::Road { path, dialect, target: "authjs-5".to_owned(), set: BTreeMap::new() };
    let (request, conversion) = road.convert();
    let database = server.database();
    database.run(&request.sources[0].text).unwrap();
    let Example { user_table, users: [first, second, third], .. } = example(dialect);
    let url = database.url().replace("?socket=", "?socketPath=");
    let with = |more: Value| {
        let mut input = json!({
            "dialect": dialect.name(),
            "url": url,
            "tables": { "user": user_table, "session": "user_session", "key": "user_key" },
        });
        input.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        input
    };
    let name = format!("{}-to-authjs", dialect.name());
    let lucia = Application::of("lucia-2", &name, &before(&request));
    let written = lucia.run(&["write"], &with(json!({ "users": [first, second] })));
    let (ann, ben) = (&written["users"][0], &written["users"][1]);
    let sessions: Vec<&Value> =
        written["sessions"].as_array().unwrap().iter().map(|session| &session["id"]).collect();

    database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
    let used = Application::of("authjs", &name, &conversion).run(
        &[],
        &with(json!({
            "sessions": sessions,
            "passwords": [
                ["email", "Ann@example.org", "correct horse"],
                ["username", "ann", "correct horse"],
                ["email", "Ann@example.org", "wrong horse"],
            ],
            "accounts": [["github", "12345"], ["google", "nobody"]],
            "addresses": ["ann@example.org", "b@example.org", "nobody@example.org"],
            "user": third,
            "idCharacters": if dialect == Dialect::MySql { 15 } else { 32 },
        })),
    );
    let found: Vec<Value> = written["sessions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|session| json!({ "id": session["id"], "user": session["userId"], "ends": session["ends"] }))
        .collect();
    assert_eq!(used["sessions"], json!(found), "every session is that of its user, and ends when it did");
    assert_eq!(used["browsed"], json!([ann, ben, ben]), "the cookies that people have are good");
    assert_eq!(used["passwords"], json!([ann, ann, "wrong password"]));
    assert_eq!(used["accounts"], json!([ben, null]));
    assert_eq!(used["addresses"], json!([ann, ben, null]));
    let new = &used["signedUp"];
    assert_eq!(new["user"], new["id"]);
    assert_eq!(new["ends"], json!("2031-05-06T07:08:09.000Z"));
    assert_eq!(used["verified"], json!("2030-01-02T03:04:05.000Z"));
    assert_eq!(used["links"], json!(["2031-05-06T07:08:09.000Z", null]), "a link works once");
    assert_eq!(used["signedOut"], json!(true));

    database.run(migrations::file(&conversion, "migration/down.sql")).unwrap();
    let sessions = [sessions[0], sessions[1], sessions[2], &new["session"]];
    let keys = json!([
        ["email", "Ann@example.org", "correct horse"],
        ["username", "ann", "correct horse"],
        ["github", "12345", null],
        ["email", "b@example.org", null],
        ["gitlab", "9", null],
    ]);
    let read = lucia.run(&["read"], &with(json!({ "sessions": sessions, "keys": keys })));
    let gone = json!({ "error": "AUTH_INVALID_SESSION_ID" });
    assert_eq!(read["signedIn"], json!([ann, ben, gone, new["id"]]));
    assert_eq!(read["found"], json!([ann, ann, ben, ben, new["id"]]));
}

#[test]
fn lucia_2_becomes_authjs_on_postgresql() {
    lucia_2_becomes_authjs(Dialect::PostgreSql);
}

#[test]
fn lucia_2_becomes_authjs_on_mysql() {
    lucia_2_becomes_authjs(Dialect::MySql);
}

#[test]
fn lucia_2_becomes_authjs_on_sqlite() {
    lucia_2_becomes_authjs(Dialect::Sqlite);
}
