//! Running the applications in the folders beside this file.

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use authmorph::api::{Conversion, Request};
use authmorph::dialects::Dialect;
use serde_json::{Value, json};

/// An application: its folder among the clients, with the wiring beside it that was written for its tables.
pub struct Application {
    folder: PathBuf,
}

impl Application {
    /// The application in the folder of that library; `conversion` has its wiring.
    pub fn of(library: &str, name: &str, conversion: &Conversion) -> Self {
        Self::of_program(library, &[&format!("{library}/application.mjs")], name, conversion)
    }

    /// A program and what it imports, by their paths among the clients, with the packages of one of these.
    pub fn of_program(library: &str, program: &[&str], name: &str, conversion: &Conversion) -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let clients = root.join("tests/client");
        let client = clients.join(library);
        assert!(client.join("node_modules").exists(), "run `npm ci` in {} first", client.display());
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("client-{name}-{library}"));
        if folder.exists() {
            fs::remove_dir_all(&folder).unwrap();
        }
        for subfolder in ["wiring", "drizzle", "kysely", "prisma"] {
            fs::create_dir_all(folder.join(subfolder)).unwrap();
        }
        symlink(client.join("node_modules"), folder.join("node_modules")).unwrap();
        // What programs of one library share.
        for entry in fs::read_dir(&client).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "mjs") {
                fs::copy(&path, folder.join(path.file_name().unwrap())).unwrap();
            }
        }
        let file_name = |path: &str| Path::new(path).file_name().unwrap().to_owned();
        for (position, source) in program.iter().enumerate() {
            let name = if position == 0 { "program.mjs".into() } else { file_name(source) };
            fs::copy(clients.join(source), folder.join(name)).unwrap();
        }
        for file in conversion.files.iter().filter(|file| is_code(&file.path)) {
            fs::write(folder.join(&file.path), &file.text).unwrap();
        }
        let mut instead = vec!["--alias:better-sqlite3=libsql"];
        if client.join("node_modules/prisma").exists() {
            generate_prisma(&folder);
            fs::copy(client.join("libsql.mjs"), folder.join("libsql.mjs")).unwrap();
            instead.push("--alias:@prisma/adapter-better-sqlite3=./libsql.mjs");
        }
        // better-sqlite3 would have to be compiled; libsql is the same to a program.
        let output = Command::new(root.join("tests/typescript/node_modules/.bin/esbuild"))
            .args(["program.mjs", "--bundle", "--platform=node", "--format=esm", "--log-level=error"])
            .arg("--outfile=application.mjs")
            .args(instead)
            .args(PACKAGES.map(|package| format!("--external:{package}")))
            .current_dir(&folder)
            .output()
            .unwrap();
        assert!(output.status.success(), "esbuild: {}", String::from_utf8_lossy(&output.stderr));
        Self { folder }
    }

    /// What it prints.
    pub fn run(&self, arguments: &[&str], input: &Value) -> Value {
        self.run_with(&[], arguments, input)
    }

    /// The same with these variables beside.
    pub fn run_with(&self, variables: &[(&str, &str)], arguments: &[&str], input: &Value) -> Value {
        run(&self.folder, variables, arguments, input)
    }
}

/// What the application of a library prints that needs no wiring.
pub fn application_of(library: &str, arguments: &[&str], input: &Value) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/client").join(library);
    assert!(folder.join("node_modules").exists(), "run `npm ci` in {} first", folder.display());
    run(&folder, &[], arguments, input)
}

/// What the application in a folder prints, in a time zone that is none of the servers'.
fn run(folder: &Path, variables: &[(&str, &str)], arguments: &[&str], input: &Value) -> Value {
    let url = input["url"].as_str().unwrap();
    let output = Command::new("node")
        .arg("application.mjs")
        .args(arguments)
        .arg(input.to_string())
        .envs(variables.iter().copied())
        .envs([("TZ", "Asia/Kolkata"), ("DATABASE_URL", url), ("DATABASE_FILE", url)])
        .current_dir(folder)
        .output()
        .unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{}: {errors}", folder.display());
    serde_json::from_slice(&output.stdout).unwrap_or_else(|why| panic!("{why}: {errors}"))
}

/// Writes Prisma's client for the schema that was written. It looks for a program that it has no use for here, and would
/// download it.
fn generate_prisma(folder: &Path) {
    let output = Command::new(folder.join("node_modules/.bin/prisma"))
        .args(["generate", "--schema", "prisma/schema.prisma", "--no-hints"])
        .envs([("PRISMA_SCHEMA_ENGINE_BINARY", "/bin/true"), ("CHECKPOINT_DISABLE", "1")])
        .current_dir(folder)
        .output()
        .unwrap();
    assert!(output.status.success(), "prisma: {}", String::from_utf8_lossy(&output.stderr));
}

/// What is left to be found among the client's packages.
const PACKAGES: [&str; 23] = [
    "@auth/core",
    "@auth/d1-adapter",
    "@auth/drizzle-adapter",
    "@auth/kysely-adapter",
    "@auth/pg-adapter",
    "@auth/typeorm-adapter",
    "@libsql/client",
    "@lucia-auth/*",
    "@prisma/adapter-libsql",
    "@prisma/adapter-mariadb",
    "@prisma/adapter-pg",
    "@prisma/client",
    "better-auth",
    "hash-wasm",
    "kysely",
    "libsql",
    "lucia",
    "lucia-auth",
    "miniflare",
    "mysql2",
    "pg",
    "postgres",
    "typeorm",
];

/// What the program imports.
fn is_code(path: &str) -> bool {
    let described =
        ["drizzle/schema.ts", "kysely/db.ts", "kysely/database.ts", "prisma/schema.prisma"].contains(&path);
    path.starts_with("wiring/") || described
}

/// The same conversion, with what describes a schema describing the one before.
pub fn before(request: &Request) -> Conversion {
    let mut request = request.clone();
    request.set.insert("of".to_owned(), "before".to_owned());
    authmorph::convert(&request)
}

/// The users whom the example's user table admits, and how precisely the database keeps the end of a session.
pub struct Example {
    pub user_table: &'static str,
    pub users: [Value; 3],
    pub milliseconds: i64,
}

pub fn example(dialect: Dialect) -> Example {
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
