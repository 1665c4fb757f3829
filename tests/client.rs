//! Law 7: the libraries themselves, from their published packages, on a migrated database.
//!
//! An application of Lucia 2 makes users, keys and sessions; `up.sql` runs; an application of Lucia 3 signs the same
//! people in; `down.sql` runs; and the first application works again, also for what the second one has written.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use authmorph::api::{Conversion, Request};
use authmorph::dialects::Dialect;
use serde_json::{Value, json};

use support::migrations;

/// An application: its folder among the clients, with the wiring beside it that was written for its tables.
struct Application {
    folder: PathBuf,
}

impl Application {
    /// The application of that version of Lucia; `conversion` has its wiring.
    fn of(version: u8, name: &str, conversion: &Conversion) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let client = root.join(format!("tests/client/lucia-{version}"));
        assert!(client.join("node_modules").exists(), "run `npm ci` in {} first", client.display());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("client-{name}-{version}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        fs::create_dir_all(folder.join("wiring")).unwrap();
        symlink(client.join("node_modules"), folder.join("node_modules")).unwrap();
        fs::copy(client.join("application.mjs"), folder.join("program.mjs")).unwrap();
        for file in conversion.files.iter().filter(|file| file.output == "wiring") {
            fs::write(folder.join(&file.path), &file.text).unwrap();
        }
        // better-sqlite3 would have to be compiled; libsql is the same to a program.
        let output = Command::new(root.join("tests/typescript/node_modules/.bin/esbuild"))
            .args(["program.mjs", "--bundle", "--platform=node", "--format=esm", "--log-level=error"])
            .args(["--outfile=application.mjs", "--alias:better-sqlite3=libsql"])
            .args(PACKAGES.map(|package| format!("--external:{package}")))
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "esbuild: {}", String::from_utf8_lossy(&output.stderr));
        Self { folder }
    }

    /// What it prints.
    fn run(&self, arguments: &[&str], input: &Value) -> Value {
        run(&self.folder, arguments, input)
    }
}

/// What the application of a library prints that needs no wiring.
fn application_of(library: &str, arguments: &[&str], input: &Value) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/client").join(library);
    assert!(folder.join("node_modules").exists(), "run `npm ci` in {} first", folder.display());
    run(&folder, arguments, input)
}

/// What the application in a folder prints, in a time zone that is none of the servers'.
fn run(folder: &Path, arguments: &[&str], input: &Value) -> Value {
    let url = input["url"].as_str().unwrap();
    let output = Command::new("node")
        .arg("application.mjs")
        .args(arguments)
        .arg(input.to_string())
        .envs([("TZ", "Asia/Kolkata"), ("DATABASE_URL", url), ("DATABASE_FILE", url)])
        .current_dir(folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", folder.display());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|why| panic!("{why}: {errors}"))
}

/// What is left to be found among the client's packages.
const PACKAGES: [&str; 7] =
    ["@libsql/client", "@lucia-auth/*", "libsql", "lucia", "lucia-auth", "mysql2", "pg"];

/// The same conversion, with what describes a schema describing the one before.
fn before(request: &Request) -> Conversion {
    let mut request = request.clone();
    request.set.insert("of".to_owned(), "before".to_owned());
    authmorph::convert(&request)
}

/// The users whom the example's user table admits, and how precisely the database keeps the end of a session.
struct Example {
    user_table: &'static str,
    users: [Value; 3],
    milliseconds: i64,
}

fn example(dialect: Dialect) -> Example {
    match dialect {
        Dialect::PostgreSql => Example {
            user_table: "auth_user",
            users: ["a@x.org", "b@x.org", "c@x.org"].map(|email| json!({ "email": email })),
            milliseconds: 1,
        },
        Dialect::MySql => Example {
            user_table: "auth_user",
            users: ["a", "b", "c"].map(|name| json!({ "email": format!("{name}@x.org"), "username": name })),
            milliseconds: 1000,
        },
        Dialect::Sqlite => Example {
            user_table: "user",
            users: ["a", "b", "c"].map(|name| json!({ "username": name })),
            milliseconds: 1000,
        },
    }
}

fn lucia_goes_there_and_back(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/lucia-2-{}.sql", dialect.name()));
    let (request, conversion) = migrations::convert(&path, dialect);
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

    let name = format!("{}-from-2", dialect.name());
    let second = Application::of(2, &name, &before(&request));
    let written = second.run(&["write"], &with(json!({ "users": [one, other] })));
    database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
    let used = Application::of(3, &name, &conversion)
        .run(&[], &with(json!({ "user": third, "sessions": written["sessions"] })));

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
    let second = Application::of(2, &name, &conversion);
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

/// People who signed up with Lucia 2 sign in with Better Auth, by address and by user name, and their accounts are found;
/// after the way back Lucia 2 signs them in again, and who came in between too.
fn lucia_2_becomes_better_auth(dialect: Dialect) {
    let Some(server) = support::server(dialect) else { return };
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("examples/lucia-2-{}.sql", dialect.name()));
    let road = migrations::Road { path, dialect, target: "better-auth-1".to_owned(), set: BTreeMap::new() };
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
    let lucia = Application::of(2, &format!("{}-to-better-auth", dialect.name()), &before(&request));
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
    let used = application_of(
        "better-auth",
        &[],
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
    assert_eq!(used["missing"], json!([]), "its own planner has nothing left to do");

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
    lucia_2_becomes_better_auth(Dialect::PostgreSql);
}

#[test]
fn lucia_2_becomes_better_auth_on_mysql() {
    lucia_2_becomes_better_auth(Dialect::MySql);
}

#[test]
fn lucia_2_becomes_better_auth_on_sqlite() {
    lucia_2_becomes_better_auth(Dialect::Sqlite);
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
    lucia_goes_there_and_back(Dialect::PostgreSql);
}

#[test]
fn lucia_goes_there_and_back_on_mysql() {
    lucia_goes_there_and_back(Dialect::MySql);
}

#[test]
fn lucia_goes_there_and_back_on_sqlite() {
    lucia_goes_there_and_back(Dialect::Sqlite);
}
