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

/// A database of NextAuth 4 or Auth.js 5, and an adapter that reads it from now on.
struct Contract {
    dialect: Dialect,
    case: &'static str,
    adapter: &'static str,
    /// Accounts and whose they are, and a user whose address was verified.
    accounts: [[&'static str; 3]; 2],
    verified: &'static str,
}

const ANNA: &str = "11111111-1111-4111-8111-111111111111";
const BERTA: &str = "22222222-2222-4222-8222-222222222222";
const OF_PRISMA: [[&str; 3]; 2] = [["twitter", "t-1", "cl1"], ["github", "g-1", "cl2"]];

const CONTRACTS: &[Contract] = &[
    // By Kysely's adapter.
    Contract {
        dialect: Dialect::PostgreSql,
        case: "nextauth-4/postgresql/official",
        adapter: "as-before",
        accounts: [["twitter", "1001", ANNA], ["google", "2:0:02", BERTA]],
        verified: ANNA,
    },
    Contract {
        dialect: Dialect::PostgreSql,
        case: "nextauth-4/postgresql/official",
        adapter: "drizzle",
        accounts: [["twitter", "1001", ANNA], ["google", "2:0:02", BERTA]],
        verified: ANNA,
    },
    // By the adapter for pg.
    Contract {
        dialect: Dialect::PostgreSql,
        case: "authjs-5/postgresql/pg",
        adapter: "as-before",
        accounts: [["github", "1001", "1"], ["google", "g-1", "2"]],
        verified: "1",
    },
    Contract {
        dialect: Dialect::PostgreSql,
        case: "nextauth-4/postgresql/rich",
        adapter: "drizzle",
        accounts: OF_PRISMA,
        verified: "cl1",
    },
    Contract {
        dialect: Dialect::MySql,
        case: "nextauth-4/mysql/official",
        adapter: "drizzle",
        accounts: OF_PRISMA,
        verified: "cl1",
    },
    Contract {
        dialect: Dialect::Sqlite,
        case: "nextauth-4/sqlite/official",
        adapter: "drizzle",
        accounts: OF_PRISMA,
        verified: "cl1",
    },
];

/// What was there is found, somebody new signs in and out, and deleting them leaves nothing behind.
#[test]
fn adapters_keep_their_contract() {
    for contract in CONTRACTS {
        let Contract { dialect, case, adapter, accounts, verified } = contract;
        let Some(server) = support::server(*dialect) else { continue };
        let name = format!("{} {adapter}", case);
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cases/databases/{case}.sql"));
        let set = BTreeMap::from([("adapter".to_owned(), (*adapter).to_owned())]);
        let road = migrations::Road { path, dialect: *dialect, target: "authjs-5".to_owned(), set };
        let (request, conversion) = road.convert();
        let database = server.database();
        database.run(&request.sources[0].text).unwrap();
        database.run(migrations::file(&conversion, "migration/up.sql")).unwrap();
        let program =
            Application::of_program("authjs", "contract.mjs", &name.replace(['/', ' '], "-"), &conversion);
        let did = program.run(
            &[],
            &json!({
                "url": database.url().replace("?socket=", "?socketPath="),
                "sessions": ["token-1", "nobody's"],
                "accounts": [&accounts[0][..2], &accounts[1][..2], ["github", "nobody"]],
                "users": [verified],
            }),
        );
        let session = json!({ "user": verified, "ends": "2033-05-18T03:33:20.000Z" });
        assert_eq!(did["sessions"], json!([session, null]), "{name}");
        assert_eq!(did["accounts"], json!([accounts[0][2], accounts[1][2], null]), "{name}");
        assert_eq!(did["verified"], json!(["2022-03-01T10:00:00.123Z"]), "{name}");
        assert_eq!(did["twice"], json!("refused"), "{name}");
        assert_eq!(did["signedIn"], json!(true), "{name}");
        assert_eq!(did["ends"], json!("2031-05-06T07:08:09.000Z"), "{name}");
        assert_eq!(did["links"], json!(["2031-05-06T07:08:09.000Z", null]), "{name}");
        assert_eq!(did["left"], json!([null, null, null]), "{name}");
    }
}
