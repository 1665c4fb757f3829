//! What Kysely needs besides the types: `kysely/db.ts` with the connection, and `kysely/migrate.ts`, which runs the
//! migrations.

use super::camel_case::Plugin;
use crate::dialects::Dialect;
use crate::model::schema::Schema;
use crate::outputs::options::Keys;

/// A driver: Kysely's dialect for it, what stands before and after the import of Kysely, and the rest.
struct Driver {
    dialect: &'static str,
    imports: [&'static str; 2],
    text: &'static str,
}

fn driver(dialect: Dialect) -> Driver {
    match dialect {
        Dialect::PostgreSql => Driver {
            dialect: "PostgresDialect",
            imports: ["", "import { Pool } from \"pg\";\n"],
            text: "\
// node-postgres gives int8 and numeric as strings, which is what the types say.
const dialect = new PostgresDialect({
  pool: new Pool({ connectionString: process.env.DATABASE_URL }),
});
",
        },
        Dialect::MySql => Driver {
            dialect: "MysqlDialect",
            imports: ["", "import { createPool } from \"mysql2\";\n"],
            text: "\
// mysql2 gives bigint as a number and decimal as a string, which is what the
// types say. DATETIME carries no time zone; what the migration writes is UTC.
const dialect = new MysqlDialect({
  pool: createPool({ uri: process.env.DATABASE_URL ?? \"\", timezone: \"Z\" }),
});
",
        },
        Dialect::Sqlite => Driver {
            dialect: "SqliteDialect",
            imports: ["import SQLite from \"better-sqlite3\";\n", ""],
            text: "\
// better-sqlite3 gives what is stored: no dates and no truth values, which is
// what the types say.
const dialect = new SqliteDialect({
  database: new SQLite(process.env.DATABASE_FILE ?? \"database.sqlite\"),
});
",
        },
    }
}

/// `db.ts`.
pub fn connection(schema: &Schema, keys: Keys) -> String {
    let Driver { dialect, imports: [before, after], text } = driver(schema.dialect);
    let (import, database) = match keys {
        Keys::AsIs => ("", "{ dialect }".to_owned()),
        Keys::Camel => ("CamelCasePlugin, ", format!("{{\n  dialect,\n{}}}", Plugin::of(schema).property())),
    };
    [
        before,
        &format!("import {{ {import}Kysely, {dialect} }} from \"kysely\";\n"),
        after,
        "import type { Database } from \"./database.js\";\n\n",
        text,
        &format!("\nexport const db = new Kysely<Database>({database});\n"),
    ]
    .concat()
}

const RUNNER: &str = r#"import { promises as fs } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { FileMigrationProvider, Migrator } from "MODULE";
import { db } from "./db.js";

// Runs all migrations that have not run yet; with the word `down`, undoes the
// last one.
const migrator = new Migrator({
  db: db.withoutPlugins(),
  provider: new FileMigrationProvider({
    fs,
    path,
    migrationFolder: fileURLToPath(new URL("migrations", import.meta.url)),
  }),
});
const { error, results } =
  process.argv[2] === "down"
    ? await migrator.migrateDown()
    : await migrator.migrateToLatest();
for (const { direction, migrationName, status } of results ?? []) {
  console.log(`${migrationName} ${direction}: ${status}`);
}
if (error) {
  console.error(error);
  process.exitCode = 1;
}
await db.destroy();
"#;

/// `migrate.ts`, for that release of Kysely: the migrator has moved within the package.
pub fn runner(release: &str) -> String {
    RUNNER.replace("MODULE", if release == "0.28" { "kysely" } else { "kysely/migration" })
}
