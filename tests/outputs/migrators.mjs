// Runs migrations with the migrators of Kysely and Drizzle themselves.
//
// usage: node migrators.mjs DIALECT JOBS.json   A job is { url, kysely: FILE, to: "up" | "down" } or { url, drizzle: FILE }.

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { Kysely, Migrator, MysqlDialect, PostgresDialect, SqliteDialect } from "kysely";

const require = createRequire(import.meta.url);
const ts = require("typescript");
const [dialect, list] = process.argv.slice(2);

const open = {
  postgresql: (url) => {
    const { Pool } = require("pg");
    return new Pool({ connectionString: url });
  },
  mysql: (url) => {
    const { createPool } = require("mysql2");
    // mysql2 asks for this mode by itself, and a trigger remembers the mode that it was made in.
    return createPool({ uri: url.replace("?socket=", "?socketPath="), flags: ["-IGNORE_SPACE"] });
  },
  sqlite: (url) => {
    const Database = require("libsql");
    return new Database(url);
  },
}[dialect];

const close = async (connection) => {
  if (dialect === "sqlite") {
    connection.close();
  } else {
    await (connection.promise?.() ?? connection).end();
  }
};

async function byKysely({ url, kysely, to }) {
  const connection = open(url);
  const dialects = {
    postgresql: () => new PostgresDialect({ pool: connection }),
    mysql: () => new MysqlDialect({ pool: connection }),
    sqlite: () => new SqliteDialect({ database: connection }),
  };
  const { outputText } = ts.transpileModule(readFileSync(kysely, "utf8"), {
    compilerOptions: { module: "esnext", target: "es2022", verbatimModuleSyntax: true },
  });
  const compiled = path.resolve(`${kysely}.mjs`);
  writeFileSync(compiled, outputText);
  const migration = await import(pathToFileURL(compiled));
  const db = new Kysely({ dialect: dialects[dialect]() });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ authmorph: migration }) } });
  const { error } = to === "up" ? await migrator.migrateToLatest() : await migrator.migrateDown();
  await db.destroy();
  if (error) {
    console.log(`${kysely} ${to}: ${error}`);
  }
}

async function byDrizzle({ url, drizzle: file }) {
  const migrationsFolder = path.resolve(`${file}.folder`);
  mkdirSync(path.join(migrationsFolder, "meta"), { recursive: true });
  writeFileSync(path.join(migrationsFolder, "0000_authmorph.sql"), readFileSync(file));
  const entries = [{ idx: 0, version: "7", when: 1, tag: "0000_authmorph", breakpoints: true }];
  writeFileSync(path.join(migrationsFolder, "meta/_journal.json"), JSON.stringify({ version: "7", dialect, entries }));
  const connection = open(url);
  const run = {
    postgresql: async () => {
      const { drizzle } = await import("drizzle-orm/node-postgres");
      const { migrate } = await import("drizzle-orm/node-postgres/migrator");
      await migrate(drizzle({ client: connection }), { migrationsFolder });
    },
    mysql: async () => {
      const { drizzle } = await import("drizzle-orm/mysql2");
      const { migrate } = await import("drizzle-orm/mysql2/migrator");
      await migrate(drizzle({ client: connection }), { migrationsFolder });
    },
    // Drizzle's driver for better-sqlite3 without that package, which has to be compiled; `libsql` has its interface.
    sqlite: async () => {
      const { SQLiteSyncDialect } = await import("drizzle-orm/sqlite-core");
      const { BetterSQLiteSession } = await import("drizzle-orm/better-sqlite3/session");
      const { readMigrationFiles } = await import("drizzle-orm/migrator");
      const rules = new SQLiteSyncDialect();
      const session = new BetterSQLiteSession(connection, rules, undefined, {});
      rules.migrate(readMigrationFiles({ migrationsFolder }), session, { migrationsFolder });
    },
  }[dialect];
  try {
    await run();
  } catch (error) {
    console.log(`${file}: ${error} ${error.cause ?? ""}`);
  }
  await close(connection);
}

// Each job has a database of its own, and most of the time goes by in waiting for it; but a server has only so many
// connections to give.
const jobs = JSON.parse(readFileSync(list, "utf8"));
const work = async () => {
  for (let job = jobs.shift(); job; job = jobs.shift()) {
    await (job.kysely ? byKysely(job) : byDrizzle(job));
  }
};
await Promise.all(Array.from({ length: 16 }, work));
