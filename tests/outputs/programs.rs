//! Programs that use the emitted Drizzle and Kysely code as it is, against the migrated database: they compile under
//! `strict` with exactly the types that they name, and what they read at run time is of these types.

use authmorph::api::{File, Request, Source};
use authmorph::dialects::{ALL, Dialect};

use crate::cases::cases;
use crate::migrated::migrated;
use crate::support::{self, Database, migrations};
use crate::tools::{KyselyRelease, Workshop, workshop, workshop_with};

const PROGRAMS: &[(Dialect, &str)] = &[
    (Dialect::PostgreSql, include_str!("programs/postgresql.ts")),
    (Dialect::MySql, include_str!("programs/mysql.ts")),
    (Dialect::Sqlite, include_str!("programs/sqlite.ts")),
];

/// Programs that read the views of the cases that are called so.
const OF_VIEWS: &[(Dialect, &str)] = &[
    (Dialect::PostgreSql, include_str!("programs/postgresql-views.ts")),
    (Dialect::MySql, include_str!("programs/mysql-views.ts")),
    (Dialect::Sqlite, include_str!("programs/sqlite-views.ts")),
];

/// Writes every file of TypeScript that the conversion of an example gives with those options.
fn write_files(workshop: &Workshop, dialect: Dialect, folder: &str, set: &[(&str, &str)]) -> Vec<String> {
    let path = migrations::example(dialect);
    let (request, _) = migrations::convert(&path, dialect);
    let written = write_files_of(workshop, request, folder, set);
    assert!(written.len() >= 6, "{written:?}");
    written
}

/// The same of any conversion.
fn write_files_of(workshop: &Workshop, request: Request, folder: &str, set: &[(&str, &str)]) -> Vec<String> {
    let set = set.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let conversion = authmorph::convert(&Request { set, ..request });
    let mut written = Vec::new();
    // The wiring has a test of its own: two that tell Lucia's types about themselves cannot stand in one program.
    let is_ours = |file: &&File| file.language == "typescript" && file.output != "wiring";
    for file in conversion.files.iter().filter(is_ours) {
        let path = format!("{folder}/{}", file.path);
        workshop.write(&path, &file.text);
        written.push(path);
    }
    written
}

fn run(workshop: &Workshop, database: &Database, program: &str) {
    let bundled = format!("{program}.mjs");
    let external = ["libsql", "pg", "mysql2", "kysely"].map(|name| format!("--external:{name}"));
    let outfile = format!("--outfile={bundled}");
    let mut arguments = vec![program, "--bundle", "--platform=node", "--format=esm", "--log-level=error"];
    arguments.extend(["--alias:better-sqlite3=libsql", &outfile]);
    arguments.extend(external.iter().map(String::as_str));
    workshop.run("esbuild", &arguments);
    let url = database.url().replace("?socket=", "?socketPath=");
    let said = workshop
        .node_with(&[&bundled], &[("DATABASE_URL", &url), ("DATABASE_FILE", &url), ("TZ", "Asia/Kolkata")]);
    assert_eq!(said, "done\n", "{program}");
}

#[test]
fn programs_use_the_emitted_code() {
    let workshop = workshop("programs");
    let mut files = Vec::new();
    for (dialect, program) in PROGRAMS {
        let name = dialect.name();
        let runner = ("kysely_release", "0.28");
        files.extend(write_files(&workshop, *dialect, name, &[runner]));
        let camel = format!("{name}-camel");
        files.extend(write_files(&workshop, *dialect, &camel, &[runner, ("kysely_keys", "camel")]));
        workshop.write(&format!("{name}/program.ts"), program);
        workshop.write(&format!("{camel}/program.ts"), include_str!("programs/camel.ts"));
        files.extend([format!("{name}/program.ts"), format!("{camel}/program.ts")]);
    }
    workshop.type_check(&files);
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let database = migrated(server, &migrations::example(dialect), dialect);
        run(&workshop, &database, &format!("{}/program.ts", dialect.name()));
        run(&workshop, &database, &format!("{}-camel/program.ts", dialect.name()));
    }
}

#[test]
fn programs_read_views() {
    let workshop = workshop("views");
    let cases = cases();
    let case_of = |dialect: Dialect| {
        let name = format!("{}-views", dialect.name());
        cases.iter().find(|case| case.name() == name).unwrap()
    };
    let mut files = Vec::new();
    for (dialect, program) in OF_VIEWS {
        let request = Request {
            sources: vec![Source { name: String::new(), text: case_of(*dialect).source.clone() }],
            dialect: Some(dialect.name().to_owned()),
            to: Some("as-is".to_owned()),
            ..Request::default()
        };
        let name = dialect.name();
        files.extend(write_files_of(&workshop, request, name, &[("kysely_release", "0.28")]));
        workshop.write(&format!("{name}/program.ts"), program);
        files.push(format!("{name}/program.ts"));
    }
    workshop.type_check(&files);
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let database = server.database();
        database.run(&case_of(dialect).source).unwrap();
        run(&workshop, &database, &format!("{}/program.ts", dialect.name()));
    }
}

/// The emitted runner with the emitted connection, from an empty database to the schema before, then to that after,
/// and back again.
#[test]
fn the_emitted_runner_migrates() {
    let workshop = workshop("runner");
    for dialect in ALL.iter().copied() {
        let Some(server) = support::server(dialect) else { continue };
        let name = dialect.name();
        write_files(&workshop, dialect, name, &[("of", "before"), ("kysely_release", "0.28")]);
        let database = server.database();
        let url = database.url().replace("?socket=", "?socketPath=");
        let environment = [("DATABASE_URL", url.as_str()), ("DATABASE_FILE", url.as_str())];
        // better-sqlite3 would have to be compiled; libsql is the same to a program.
        let db = workshop.read(&format!("{name}/kysely/db.ts")).replace("\"better-sqlite3\"", "\"libsql\"");
        workshop.write(&format!("{name}/kysely/db.ts"), &db);
        workshop.write("package.json", "{ \"type\": \"module\" }");
        let runner = format!("{name}/kysely/migrate.ts");
        let said = workshop.run_with("tsx", &[&runner], &environment);
        assert_eq!(said, "0001_schema Up: Success\n0002_authmorph Up: Success\n");
        let expected = migrated(server, &migrations::example(dialect), dialect);
        let lines = |database: &Database| -> Vec<String> {
            let ignoring = crate::creation::ignoring(dialect);
            let lines = database.catalog().lines(ignoring);
            lines.into_iter().filter(|line| !line.contains("kysely_migration")).collect()
        };
        let found = support::difference::difference(&lines(&expected), &lines(&database));
        assert!(found.is_none(), "{name} (- up.sql, + Kysely):\n{}", found.unwrap_or_default());
        for step in ["0002_authmorph", "0001_schema"] {
            let said = workshop.run_with("tsx", &[&runner, "down"], &environment);
            assert_eq!(said, format!("{step} Down: Success\n"));
        }
        assert!(
            lines(&database).iter().all(|line| line.contains("schema public")),
            "{:#?}",
            lines(&database)
        );
    }
}

/// Whatever is chosen, each file compiles and prettier leaves it alone. A new choice is among them by itself: each one
/// alone, and all that are not the default together; with `THOROUGH`, all combinations.
#[test]
fn every_choice_compiles_and_prettier_leaves_it_alone() {
    for release in [KyselyRelease::Older, KyselyRelease::Current] {
        let workshop = workshop_with(&format!("choices-{}", release.name()), release);
        let mut written = Vec::new();
        for (number, choices) in choices(release).iter().enumerate() {
            for dialect in ALL.iter().copied() {
                let folder = format!("{number}/{}", dialect.name());
                written.extend(write_files(&workshop, dialect, &folder, choices));
            }
        }
        workshop.type_check(&written);
        workshop.check_formatting(&written);
    }
}

type Choices = Vec<(&'static str, &'static str)>;

fn choices(release: KyselyRelease) -> Vec<Choices> {
    use authmorph::outputs::options::{ALL, DRIVER, KYSELY_RELEASE, OF};
    let mut all: Vec<Choices> = vec![vec![(KYSELY_RELEASE, release.name())]];
    let free = ALL.iter().filter(|option| ![KYSELY_RELEASE, DRIVER].contains(&option.name));
    // A difference is no TypeScript; it has a test of its own.
    let values = |name: &str, choices: &'static [&'static str]| -> Vec<&'static str> {
        choices.iter().copied().filter(|choice| name != OF || *choice != "diff").collect()
    };
    if std::env::var_os("THOROUGH").is_some() {
        for option in free {
            let before = std::mem::take(&mut all);
            for choice in values(option.name, option.choices) {
                all.extend(before.iter().map(|known| [known.as_slice(), &[(option.name, choice)]].concat()));
            }
        }
        return all;
    }
    let fixed = all[0].clone();
    let mut together = fixed.clone();
    for option in free {
        for choice in values(option.name, option.choices).into_iter().skip(1) {
            all.push([fixed.as_slice(), &[(option.name, choice)]].concat());
        }
        together.extend(values(option.name, option.choices).last().map(|choice| (option.name, *choice)));
    }
    all.push(together);
    all
}
