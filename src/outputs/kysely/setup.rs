//! What Kysely needs besides the types: `kysely/db.ts` with the connection, and `kysely/migrate.ts`, which runs the
//! migrations.

use super::camel_case::Plugin;
use crate::dialects::Dialect;
use crate::model::schema::Schema;
use crate::outputs::options::Keys;

/// A driver: what is imported, Kysely's dialect for it, and how it is opened.
struct Driver {
    dialect: &'static str,
    import: &'static str,
    remark: &'static str,
    open: &'static str,
}

fn driver(dialect: Dialect) -> Driver {
    match dialect {
        Dialect::PostgreSql => Driver {
            dialect: "PostgresDialect",
            import: "import { Pool } from \"pg\";\n",
            remark: "// node-postgres gives int8 and numeric as strings, which is what the types say.\n",
            open: "pool: new Pool({ connectionString: process.env.DATABASE_URL }),",
        },
        Dialect::MySql => Driver {
            dialect: "MysqlDialect",
            import: "import { createPool } from \"mysql2\";\n",
            remark: "// mysql2 gives bigint as a number and decimal as a string, which is what the types say.\n",
            open: "pool: createPool(process.env.DATABASE_URL ?? \"\"),",
        },
        Dialect::Sqlite => Driver {
            dialect: "SqliteDialect",
            import: "import SQLite from \"better-sqlite3\";\n",
            remark: "// better-sqlite3 gives what is stored: no dates and no truth values, which is what the types say.\n",
            open: "database: new SQLite(process.env.DATABASE_FILE ?? \"database.sqlite\"),",
        },
    }
}

/// `db.ts`.
pub fn connection(schema: &Schema, keys: Keys) -> String {
    let Driver { dialect, import, remark, open } = driver(schema.dialect);
    let (mut own, mut plugins) = (String::new(), String::new());
    if keys == Keys::Camel {
        own = "CamelCasePlugin, ".to_owned();
        plugins = Plugin::of(schema).constructor();
    }
    let (from, to) =
        if import.contains("pg") || import.contains("mysql2") { ("", import) } else { (import, "") };
    format!(
        "{from}import {{ {own}Kysely, {dialect} }} from \"kysely\";\n{to}import type {{ Database }} from \"./database.js\";\n\n\
         {remark}const dialect = new {dialect}({{\n  {open}\n}});\n\n\
         export const db = new Kysely<Database>({{ dialect{plugins} }});\n"
    )
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
