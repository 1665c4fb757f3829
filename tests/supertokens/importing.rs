//! Into SuperTokens: what the query answers is what the core's bulk import takes, and everybody is in it or counted.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use authmorph::api::{Conversion, Request, Source};
use authmorph::dialects::{ALL, Dialect};
use serde_json::Value;

use crate::support::{self, Database, migrations};

fn convert(dialect: Dialect, text: String, set: &[(&str, &str)]) -> Conversion {
    let conversion = authmorph::convert(&Request {
        sources: vec![Source { name: "schema.sql".to_owned(), text }],
        dialect: Some(dialect.name().to_owned()),
        to: Some("supertokens-import".to_owned()),
        set: set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect(),
        ..Request::default()
    });
    assert!(conversion.blocked_by.is_empty(), "{:?}", conversion.findings);
    conversion
}

/// The bodies of the requests, checked, and the people in them.
fn people(database: &Database, conversion: &Conversion) -> Vec<Vec<Value>> {
    let rows = database.rows(migrations::file(conversion, "supertokens/bulk-import.sql"));
    let bodies = rows.into_iter().map(|row| {
        let text = row[0].clone().unwrap();
        assert!(!text.contains('\n'), "a body is a line");
        let body: Value = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{error}: {text}"));
        body["users"].as_array().unwrap().clone()
    });
    let bodies: Vec<Vec<Value>> = bodies.collect();
    let mut ids = BTreeSet::new();
    for person in bodies.iter().flatten() {
        is_taken_by_the_core(person);
        assert!(ids.insert(person["externalUserId"].to_string()), "twice: {person}");
    }
    bodies
}

fn count(database: &Database, conversion: &Conversion, check: &str) -> usize {
    let rows = database.rows(migrations::file(conversion, "supertokens/bulk-import-check.sql"));
    let counts = rows.iter().filter(|row| row[0].as_deref() == Some(check));
    counts.map(|row| row[1].as_deref().unwrap().parse::<usize>().unwrap()).sum()
}

/// What github.com/supertokens/supertokens-core, src/main/java/io/supertokens/bulkimport/BulkImportUserUtils.java, checks.
fn is_taken_by_the_core(person: &Value) {
    let only = |value: &Value, known: &[&str]| {
        let unknown = value.as_object().unwrap().keys().find(|key| !known.contains(&key.as_str()));
        assert_eq!(unknown, None, "{value}");
    };
    let text = |value: &Value, most: usize| {
        let text = value.as_str().unwrap_or_else(|| panic!("no text: {person}"));
        assert!(!text.is_empty() && text.chars().count() <= most, "{person}");
        text.to_owned()
    };
    only(person, &["externalUserId", "userMetadata", "loginMethods"]);
    let id = text(&person["externalUserId"], 128);
    assert_eq!(id.trim(), id);
    assert!(person["userMetadata"].is_object());
    let methods = person["loginMethods"].as_array().unwrap();
    assert!(!methods.is_empty());
    for method in methods {
        let mut known = vec!["recipeId", "isVerified", "timeJoinedInMSSinceEpoch"];
        assert!(method["isVerified"].is_boolean());
        if let Some(joined) = method.get("timeJoinedInMSSinceEpoch") {
            let now = std::time::UNIX_EPOCH.elapsed().unwrap().as_millis();
            assert!(u128::from(joined.as_u64().unwrap()) <= now, "{method}");
        }
        match method["recipeId"].as_str().unwrap() {
            "emailpassword" => {
                known.extend(["email", "passwordHash", "hashingAlgorithm"]);
                text(&method["email"], 255);
                let hash = text(&method["passwordHash"], 256);
                let begins: &[&str] = match method["hashingAlgorithm"].as_str().unwrap() {
                    "bcrypt" => &["$2a", "$2b", "$2x", "$2y"],
                    "argon2" => &["$argon2id$", "$argon2i$", "$argon2d$"],
                    "firebase_scrypt" => &["$f_scrypt$"],
                    other => panic!("{other}"),
                };
                assert!(begins.iter().any(|begin| hash.starts_with(begin)), "{method}");
            }
            "thirdparty" => {
                known.extend(["email", "thirdPartyId", "thirdPartyUserId"]);
                text(&method["email"], 255);
                text(&method["thirdPartyId"], 28);
                text(&method["thirdPartyUserId"], 256);
            }
            "passwordless" => {
                known.extend(["email", "phoneNumber"]);
                assert!(method.get("email").is_some() || method.get("phoneNumber").is_some());
                ["email", "phoneNumber"].iter().filter_map(|key| method.get(*key)).for_each(|value| {
                    text(value, 255);
                });
            }
            other => panic!("{other}"),
        }
        only(method, &known);
    }
}

/// The databases of the laws, of every layout that can be left for SuperTokens.
fn databases(dialect: Dialect) -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases/databases");
    let mut found = Vec::new();
    for layout in fs::read_dir(root).unwrap() {
        let Ok(files) = fs::read_dir(layout.unwrap().path().join(dialect.name())) else { continue };
        found.extend(files.map(|file| file.unwrap().path()));
    }
    found.sort();
    let whole = std::env::var_os("THOROUGH").is_some();
    let sampled = ["official.sql", "rich.sql", "first.sql", "hostile-names.sql"];
    // A user without an id, and two whose ids are one text: the core refuses such a request and says why.
    found.retain(|path| !path.ends_with("sqlite/untyped.sql"));
    found.retain(|path| whole || sampled.iter().any(|name| path.ends_with(name)));
    found
}

#[test]
fn everybody_is_in_the_import_or_counted() {
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        for path in databases(dialect) {
            println!("{}", path.display());
            let text = fs::read_to_string(&path).unwrap();
            let database = server.database();
            database.run(&text).unwrap();
            let conversion = convert(dialect, text, &[]);
            // Sessions alone say nothing about logins.
            if !conversion.detection.targets.iter().any(|target| target == "supertokens-import") {
                continue;
            }
            let Some(user) = conversion.detection.roles.get("user") else { continue };
            let before = database.snapshot();
            let bodies = people(&database, &conversion);
            database.snapshot().assert_same(&before);
            let users = database.value(&format!("SELECT count(*) FROM {};", quoted(dialect, &user.table)));
            let there: usize = bodies.iter().map(Vec::len).sum();
            let left = count(&database, &conversion, "people_left_out");
            assert_eq!(there + left, users.parse::<usize>().unwrap(), "{left} left out");
        }
    }
}

fn quoted(dialect: Dialect, name: &str) -> String {
    let parts: Vec<String> = name.split('.').map(|part| dialect.identifier(part)).collect();
    parts.join(".")
}

/// Better Auth's own tables, and people whose names are no good for JSON.
const TABLES: &str = r#"CREATE TABLE "user" (id VARCHAR(200) NOT NULL PRIMARY KEY, name VARCHAR(255) NOT NULL, email VARCHAR(255) NOT NULL UNIQUE,
    "emailVerified" BOOLEAN NOT NULL, image VARCHAR(255), "createdAt" TIMESTAMP NOT NULL, "updatedAt" TIMESTAMP NOT NULL, "phoneNumber" VARCHAR(255));
CREATE TABLE account (id VARCHAR(36) NOT NULL PRIMARY KEY, "accountId" VARCHAR(255) NOT NULL, "providerId" VARCHAR(255) NOT NULL,
    "userId" VARCHAR(200) NOT NULL, "accessToken" VARCHAR(255), password VARCHAR(255), "createdAt" TIMESTAMP NOT NULL, "updatedAt" TIMESTAMP NOT NULL,
    FOREIGN KEY ("userId") REFERENCES "user" (id));
CREATE TABLE session (id VARCHAR(36) NOT NULL PRIMARY KEY, "expiresAt" TIMESTAMP NOT NULL, token VARCHAR(255) NOT NULL UNIQUE,
    "createdAt" TIMESTAMP NOT NULL, "updatedAt" TIMESTAMP NOT NULL, "ipAddress" VARCHAR(255), "userAgent" VARCHAR(255), "userId" VARCHAR(200) NOT NULL,
    FOREIGN KEY ("userId") REFERENCES "user" (id));
CREATE TABLE verification (id VARCHAR(36) NOT NULL PRIMARY KEY, identifier VARCHAR(255) NOT NULL, value VARCHAR(255) NOT NULL,
    "expiresAt" TIMESTAMP NOT NULL, "createdAt" TIMESTAMP NOT NULL, "updatedAt" TIMESTAMP NOT NULL);
"#;

const ODD: [&str; 4] =
    ["a\"b\\c'd", "tab\tand\nline\r", "control\u{1}\u{1f}\u{7f}", "naïve \u{1f511} \u{2028}</script>"];

fn better_auth(dialect: Dialect) -> Option<(Database, String)> {
    let database = support::server(dialect)?.database();
    let own = |text: &str| if dialect == Dialect::MySql { text.replace('"', "`") } else { text.to_owned() };
    let text = own(TABLES);
    database.run(&text).unwrap();
    let moment = "'2024-05-06 07:08:09', '2024-05-06 07:08:09'";
    let mut rows = String::new();
    let columns = own(
        r#"INSERT INTO "user" (id, name, email, "emailVerified", "createdAt", "updatedAt", "phoneNumber") VALUES"#,
    );
    for (number, odd) in ODD.iter().enumerate() {
        let odd = dialect.literal(odd);
        rows.push_str(&format!(
            "{columns} ('odd{number}', {odd}, {}, TRUE, {moment}, NULL);\n",
            dialect.literal(&format!("{}@x.org", ODD[number].trim()))
        ));
    }
    for (id, phone) in [("password", "NULL"), ("both", "'+491'"), ("old", "NULL"), ("nobody", "NULL")] {
        let email = if id == "nobody" { String::new() } else { format!("{id}@X.org ") };
        rows.push_str(&format!("{columns} ('{id}', 'n', '{email}', FALSE, {moment}, {phone});\n"));
    }
    rows.push_str(&format!("{columns} ('{}', 'n', 'long@x.org', FALSE, {moment}, NULL);\n", "l".repeat(129)));
    let columns = own(
        r#"INSERT INTO account (id, "userId", "providerId", "accountId", password, "createdAt", "updatedAt") VALUES"#,
    );
    for (number, (user, provider, account, hash)) in [
        ("password", "credential", "password", Some("$2b$10$abc")),
        ("old", "credential", "old", Some("salt:key")),
        ("both", "credential", "both", Some("$argon2id$v=19$x")),
        ("both", "microsoft", "odd\"account\\", None),
        ("nobody", "a-provider-with-more-than-28-characters", "1", None),
    ]
    .into_iter()
    .enumerate()
    {
        let hash = hash.map_or("NULL".to_owned(), |hash| dialect.literal(hash));
        let account = dialect.literal(account);
        rows.push_str(&format!(
            "{columns} ('{number}', '{user}', '{provider}', {account}, {hash}, {moment});\n"
        ));
    }
    database.run(&rows).unwrap();
    Some((database, text))
}

#[test]
fn people_of_better_auth_are_told_whole() {
    for dialect in ALL.iter().copied() {
        let Some((database, text)) = better_auth(dialect) else { continue };
        let conversion = convert(dialect, text.clone(), &[]);
        let bodies = people(&database, &conversion);
        assert_eq!(bodies.len(), 1);
        let find = |id: &str| bodies[0].iter().find(|person| person["externalUserId"] == id);
        for (number, odd) in ODD.iter().enumerate() {
            let person = find(&format!("odd{number}")).unwrap();
            assert_eq!(person["userMetadata"]["name"], *odd, "{}", dialect.name());
            let method = &person["loginMethods"][0];
            assert_eq!(method["recipeId"], "passwordless");
            assert_eq!(method["isVerified"], true);
        }
        let password = &find("password").unwrap()["loginMethods"];
        assert_eq!(password[0]["passwordHash"], "$2b$10$abc");
        assert_eq!(
            (&password[0]["email"], &password[0]["isVerified"]),
            (&"password@x.org".into(), &false.into())
        );
        assert_eq!(password[0]["timeJoinedInMSSinceEpoch"].as_u64(), Some(1_714_979_289_000));
        let both: Vec<&str> = find("both").unwrap()["loginMethods"]
            .as_array()
            .unwrap()
            .iter()
            .map(|method| method["recipeId"].as_str().unwrap())
            .collect();
        assert_eq!(both, ["emailpassword", "passwordless", "thirdparty"]);
        let account = &find("both").unwrap()["loginMethods"][2];
        assert_eq!(
            (&account["thirdPartyId"], &account["thirdPartyUserId"]),
            (&"active-directory".into(), &"odd\"account\\".into())
        );
        assert!(
            find("old").unwrap()["loginMethods"][0]["passwordHash"]
                .as_str()
                .unwrap()
                .starts_with("$2a$11$....")
        );
        let counts = ["people_left_out", "several_logins", "passwords_to_reset", "logins_left_out"]
            .map(|check| count(&database, &conversion, check));
        assert_eq!(counts, [2, 1, 1, 1], "{}", dialect.name());
        // One login of each.
        let first = convert(dialect, text, &[("several_logins", "first"), ("batch", "100")]);
        let bodies = people(&database, &first);
        let both = bodies[0].iter().find(|person| person["externalUserId"] == "both").unwrap();
        assert_eq!(both["loginMethods"].as_array().unwrap().len(), 1);
    }
}

/// More people than one request takes.
#[test]
fn people_come_in_batches() {
    for dialect in ALL.iter().copied() {
        let Some((database, text)) = better_auth(dialect) else { continue };
        let moment = "'2024-05-06 07:08:09', '2024-05-06 07:08:09'";
        let series = match dialect {
            Dialect::PostgreSql => "SELECT n FROM generate_series(1, 250) AS g (n)",
            _ => {
                "WITH RECURSIVE g (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM g WHERE n < 250) SELECT n FROM g"
            }
        };
        let (name, quote) = (dialect.identifier("user"), if dialect == Dialect::MySql { "`" } else { "\"" });
        let concat = dialect.concatenate(&[
            "'many'",
            &match dialect {
                Dialect::PostgreSql => "n::text".to_owned(),
                _ => "CAST(n AS CHAR)".to_owned(),
            },
        ]);
        let mail = dialect.concatenate(&[&concat, "'@x.org'"]);
        database
            .run(&format!(
                "INSERT INTO {name} (id, name, email, {quote}emailVerified{quote}, {quote}createdAt{quote}, {quote}updatedAt{quote})
                SELECT {concat}, 'n', {mail}, TRUE, {moment} FROM ({series}) AS s;"
            ))
            .unwrap();
        let conversion = convert(dialect, text, &[("batch", "100")]);
        let sizes: Vec<usize> = people(&database, &conversion).iter().map(Vec::len).collect();
        assert_eq!(sizes.iter().sum::<usize>(), 250 + ODD.len() + 3, "{sizes:?}");
        assert!(sizes.iter().all(|size| *size <= 100) && sizes.len() == 3, "{sizes:?}");
    }
}
