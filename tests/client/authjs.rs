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

/// A database, and an adapter that reads it from now on.
struct Contract {
    case: &'static str,
    target: &'static str,
    adapter: &'static str,
    /// The client whose packages are used.
    packages: &'static str,
    rows: &'static Rows,
    /// Whether ids of users that are numbers become texts.
    texts: bool,
}

/// What is in a database.
struct Rows {
    /// Accounts and whose they are.
    accounts: [[&'static str; 3]; 2],
    /// A session, whose it is, and when it ends.
    session: [&'static str; 3],
    /// Whose address was verified, and when.
    verified: [&'static str; 2],
}

const ANNA: &str = "11111111-1111-4111-8111-111111111111";
const BERTA: &str = "22222222-2222-4222-8222-222222222222";
const TYPEORM_ANNA: &str = "00000000-0000-4000-8000-00000000000a";
const TYPEORM_BERTA: &str = "00000000-0000-4000-8000-00000000000b";

const fn rows(accounts: [[&'static str; 3]; 2]) -> Rows {
    let first = accounts[0][2];
    Rows {
        accounts,
        session: ["token-1", first, "2033-05-18T03:33:20.000Z"],
        verified: [first, "2022-03-01T10:00:00.123Z"],
    }
}

const OF_KYSELY: Rows = rows([["twitter", "1001", ANNA], ["google", "2:0:02", BERTA]]);
const OF_PG: Rows = rows([["github", "1001", "1"], ["google", "g-1", "2"]]);
const OF_PRISMA: Rows = rows([["twitter", "t-1", "cl1"], ["github", "g-1", "cl2"]]);
const OF_TYPEORM: Rows = rows([["github", "1001", TYPEORM_ANNA], ["google", "g-1", TYPEORM_BERTA]]);
const OF_D1: Rows = Rows {
    verified: ["u1", "2024-03-01T10:00:00.123Z"],
    ..rows([["github", "1001", "u1"], ["google", "g:2", "u2"]])
};
const OF_3: Rows = Rows {
    accounts: [["github", "1001", "1"], ["azure-ad-b2c", "a:b", "3"]],
    session: ["live-of-anna", "1", "2033-05-18T03:33:20.123Z"],
    verified: ["2", "2021-06-07T06:09:10.111Z"],
};

const OF_3_ON_MYSQL: Rows = Rows { verified: ["2", "2021-06-07T08:09:10.111Z"], ..OF_3 };

const fn contract(
    case: &'static str,
    [adapter, packages]: [&'static str; 2],
    rows: &'static Rows,
) -> Contract {
    Contract { case, target: "authjs-5", adapter, packages, rows, texts: false }
}

/// The same, of tables whose users have numbers, which the adapter does not make.
const fn with_texts(contract: Contract) -> Contract {
    Contract { texts: true, ..contract }
}

const CONTRACTS: &[Contract] = &[
    // By Kysely's adapter, which has made them.
    contract("nextauth-4/postgresql/official", ["as-before", "authjs"], &OF_KYSELY),
    contract("authjs-5/mysql/kysely", ["as-before", "authjs"], &OF_KYSELY),
    contract("authjs-5/sqlite/kysely", ["as-before", "authjs"], &OF_KYSELY),
    contract("nextauth-4/postgresql/official", ["drizzle", "authjs"], &OF_KYSELY),
    // By the adapter for pg.
    contract("authjs-5/postgresql/pg", ["as-before", "authjs"], &OF_PG),
    contract("nextauth-4/postgresql/rich", ["drizzle", "authjs"], &OF_PRISMA),
    contract("nextauth-4/mysql/official", ["drizzle", "authjs"], &OF_PRISMA),
    contract("nextauth-4/sqlite/official", ["drizzle", "authjs"], &OF_PRISMA),
    contract("authjs-5/sqlite/rich", ["as-before", "edge"], &OF_D1),
    // By TypeORM's.
    contract("authjs-5/postgresql/adapter", ["as-before", "typeorm"], &OF_TYPEORM),
    // By Prisma's, which has made them; and of tables of others.
    contract("nextauth-4/postgresql/rich", ["as-before", "prisma"], &OF_PRISMA),
    contract("nextauth-4/mysql/official", ["as-before", "prisma"], &OF_PRISMA),
    contract("nextauth-4/sqlite/official", ["as-before", "prisma"], &OF_PRISMA),
    contract("nextauth-4/postgresql/official", ["prisma", "prisma"], &OF_KYSELY),
    // By adapters with the names of tables built in, of tables that others have made.
    contract("nextauth-4/postgresql/rich", ["kysely", "authjs"], &OF_PRISMA),
    contract("nextauth-4/mysql/official", ["kysely", "authjs"], &OF_PRISMA),
    contract("nextauth-4/sqlite/official", ["kysely", "authjs"], &OF_PRISMA),
    contract("nextauth-4/postgresql/rich", ["pg", "authjs"], &OF_PRISMA),
    contract("nextauth-4/postgresql/official", ["typeorm", "typeorm"], &OF_KYSELY),
    contract("nextauth-4/mysql/official", ["typeorm", "typeorm"], &OF_PRISMA),
    contract("nextauth-4/sqlite/official", ["typeorm", "typeorm"], &OF_PRISMA),
    contract("authjs-5/postgresql/adapter", ["kysely", "authjs"], &OF_TYPEORM),
    // NextAuth 3's tables, which become 4's where they stand, or another adapter's.
    Contract { target: "nextauth-4", ..contract("nextauth-3/postgresql/official", ["pg", "authjs"], &OF_3) },
    Contract {
        target: "nextauth-4",
        ..contract("nextauth-3/postgresql/official", ["prisma", "prisma"], &OF_3)
    },
    with_texts(contract("nextauth-3/postgresql/official", ["kysely", "authjs"], &OF_3)),
    with_texts(contract("nextauth-3/mysql/official", ["kysely", "authjs"], &OF_3_ON_MYSQL)),
    with_texts(contract("nextauth-3/postgresql/official", ["typeorm", "typeorm"], &OF_3)),
    with_texts(contract("authjs-5/postgresql/pg", ["kysely", "authjs"], &OF_PG)),
];

/// What was there is found, somebody new signs in and out, and deleting them leaves nothing behind.
#[test]
fn adapters_keep_their_contract() {
    let only = std::env::var("CASE").unwrap_or_default();
    for contract in CONTRACTS {
        let Contract { case, target, adapter, packages, rows, texts } = contract;
        let Rows { accounts, session: [token, signed_in, ends], verified: [verified, when] } = rows;
        let name = format!("{case} {target} {adapter} {packages}");
        if !name.contains(&only) {
            continue;
        }
        let dialect = Dialect::from_name(case.split('/').nth(1).unwrap()).unwrap();
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/cases/databases/{case}.sql"));
        let mut set = BTreeMap::from([("adapter".to_owned(), (*adapter).to_owned())]);
        // Only these two have functions for passkeys.
        let with_passkeys = *target == "authjs-5" && (*packages == "prisma" || *adapter == "drizzle");
        set.extend(with_passkeys.then(|| ("passkeys".to_owned(), "yes".to_owned())));
        set.extend(texts.then(|| ("user_ids".to_owned(), "text".to_owned())));
        let road = migrations::Road { path, dialect, target: (*target).to_owned(), set };
        let (mut request, mut conversion) = road.convert();
        if *packages == "edge" {
            request.dialect = Some("d1".to_owned());
            conversion = authmorph::convert(&request);
        }
        let scripts = [&*request.sources[0].text, migrations::file(&conversion, "migration/up.sql")];
        let mut input = json!({
            "sessions": [token, "nobody's"],
            "accounts": [&accounts[0][..2], &accounts[1][..2], ["github", "nobody"]],
            "users": [verified],
            "passkeys": with_passkeys,
        });
        let folder = name.replace(['/', ' '], "-");
        let run = |program: &str, url: &str, input: &Value| {
            let program = [&format!("authjs/{program}"), "authjs/contract.mjs", "edge/statements.mjs"];
            let mut input = input.clone();
            input["url"] = json!(url.replace("?socket=", "?socketPath="));
            Application::of_program(packages, &program, &folder, &conversion).run(&[], &input)
        };
        let did = if *packages == "edge" {
            input["scripts"] = json!(scripts);
            run("on-d1.mjs", "", &input)
        } else {
            let Some(server) = support::server(dialect) else { continue };
            let database = server.database();
            scripts.iter().for_each(|script| database.run(script).unwrap());
            run("by-wiring.mjs", &database.url(), &input)
        };
        let session = json!({ "user": signed_in, "ends": ends });
        assert_eq!(did["sessions"], json!([session, null]), "{name}");
        assert_eq!(did["accounts"], json!([accounts[0][2], accounts[1][2], null]), "{name}");
        assert_eq!(did["verified"], json!([when]), "{name}");
        assert_eq!(did["twice"], json!("refused"), "{name}");
        assert_eq!(did["signedIn"], json!(true), "{name}");
        assert_eq!(did["ends"], json!("2031-05-06T07:08:09.000Z"), "{name}");
        assert_eq!(did["links"], json!(["2031-05-06T07:08:09.000Z", null]), "{name}");
        let passkey = if with_passkeys { json!([7, true, 1]) } else { Value::Null };
        assert_eq!(did["passkey"], passkey, "{name}");
        let refuses = conversion.findings.iter().any(|finding| finding.code == "user_cannot_be_deleted");
        assert_eq!(did["deleted"], json!(if refuses { "after what is theirs" } else { "at once" }), "{name}");
        assert_eq!(did["left"], json!([null, null, null]), "{name}");
    }
}
