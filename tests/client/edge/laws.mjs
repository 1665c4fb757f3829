// The laws of a migration on Cloudflare D1, by its local simulator, and on libSQL, by its own client.
// `node laws.mjs`, with the cases as a JSON array on standard input; it prints what is wrong as a JSON array.

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { Kysely, Migrator, SqliteAdapter, SqliteQueryCompiler } from "kysely";
import { Miniflare } from "miniflare";
import { statements } from "./statements.mjs";

const folder = mkdtempSync(join(tmpdir(), "authmorph-edge-"));
const script = "export default { fetch() { return new Response(); } };";
const miniflare = new Miniflare({ script, modules: true, d1Databases: ["DB"], host: "127.0.0.1", cf: false });

/** A fresh D1: a file is one batch. What it does not take, and `wrangler` tells people to leave out, is left out. */
async function d1() {
  const database = await miniflare.getD1Database("DB");
  const all = (sql) => database.prepare(sql).all().then(({ results }) => results);
  const own = "name NOT LIKE '\\_cf\\_%' ESCAPE '\\' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  for (let tries = 0; tries < 9; tries += 1) {
    for (const { type, name } of await all(`SELECT type, name FROM sqlite_master WHERE ${own}`)) {
      if (["table", "view", "trigger"].includes(type)) {
        await database.prepare(`DROP ${type} IF EXISTS "${name.replaceAll('"', '""')}"`).run().catch(() => {});
      }
    }
  }
  const isTaken = (statement) => !/^\s*(--[^\n]*\n\s*)*(BEGIN|COMMIT|PRAGMA foreign_keys)\b/i.test(statement);
  const run = async (text) => {
    const taken = statements(text).filter(isTaken);
    await database.batch(taken.map((statement) => database.prepare(statement)));
  };
  const many = async (sqls) => {
    const answers = await database.batch(sqls.map((sql) => database.prepare(sql)));
    return answers.map(({ results }) => results);
  };
  return { all, many, own, run, close() {}, raw: database };
}

let files = 0;

/** A fresh file of libSQL: a script is run in one go. An error ends the connection, and with it what is not committed. */
async function libsql() {
  const url = `file:${join(folder, `${(files += 1)}.db`)}`;
  let client = createClient({ url });
  const own = "name NOT LIKE 'sqlite\\_%' ESCAPE '\\'";
  const run = async (text) => {
    try {
      await client.executeMultiple(text);
    } catch (error) {
      client.close();
      client = createClient({ url });
      throw error;
    }
  };
  const all = async (sql) => (await client.execute(sql)).rows.map((row) => ({ ...row }));
  const many = (sqls) => Promise.all(sqls.map(all));
  return { all, many, own, run, close: () => client.close() };
}

/** All that a database holds, in an order that does not depend on how it came there. */
async function contents({ all, many, own }) {
  const objects = await all(`SELECT type, name, sql FROM sqlite_master WHERE ${own}`);
  const isTable = ({ type, sql }) => type === "table" && !/\bVIRTUAL\b/i.test(sql);
  // SQLite itself writes a text otherwise once it has renamed something in it.
  const others = objects.filter(({ type }) => type !== "table");
  const lines = others.map(({ type, name, sql }) => `${type} ${name} ${sql?.replace(/[\s"`]/g, "")}`);
  const tables = objects.filter(isTable).map(({ name }) => name);
  const literal = (name) => `'${name.replaceAll("'", "''")}'`;
  const quoted = (name) => `"${name.replaceAll('"', '""')}"`;
  const columns = await many(tables.map((name) => `SELECT name, type, "notnull", pk FROM pragma_table_info(${literal(name)})`));
  const keys = await many(tables.map((name) => `SELECT "from", "table", "to", on_delete FROM pragma_foreign_key_list(${literal(name)})`));
  const rows = await many(
    tables.map((name, number) => {
      const values = columns[number].map((column) => `quote(${quoted(column.name)}) AS ${quoted(column.name)}`);
      return `SELECT ${values.join(", ")} FROM ${quoted(name)}`;
    }),
  );
  for (const [number, name] of tables.entries()) {
    lines.push(...columns[number].map((column) => `column ${name} ${JSON.stringify(column)}`));
    lines.push(...keys[number].map((key) => `key ${name} ${JSON.stringify(key)}`));
    lines.push(...rows[number].map((row) => `row ${name} ${JSON.stringify(Object.entries(row).sort())}`));
  }
  return lines.sort();
}

const wrong = [];
const thorough = process.env.THOROUGH !== undefined;

function same(what, left, right) {
  const lost = left.filter((line) => !right.includes(line));
  const found = right.filter((line) => !left.includes(line));
  if (lost.length + found.length > 0) wrong.push({ what, lost: lost.slice(0, 5), found: found.slice(0, 5) });
}

async function fails(what, database, text) {
  const failed = await database.run(text).then(() => false, () => true);
  if (!failed) wrong.push({ what: `${what}: it did not fail` });
}

/** The script with one of its statements broken. */
function broken(text, position) {
  const all = statements(text);
  return `${all.with(Math.floor(all.length * position), "SELECT no_such_function_anywhere()").join(";\n")};\n`;
}

/** The laws, on one database; gives what stands in it after `up.sql`, or nothing where it does not take the dump. */
async function laws(name, open, { dump, files }) {
  const what = (law) => `${name}: ${law}`;
  const database = await open();
  try {
    await database.run(dump);
  } catch (error) {
    return console.error(`${name}: does not take the dump: ${error.message}`);
  }
  const before = await contents(database);
  for (const position of thorough ? [0.2, 0.4, 0.6, 0.8, 0.99] : [0.7]) {
    await fails(what("broken up.sql"), database, broken(files.up, position));
    same(what("a failure leaves everything as it was"), before, await contents(database));
  }
  await database.run(files.up);
  const after = await contents(database);
  await fails(what("up.sql again"), database, files.up);
  same(what("a second run changes nothing"), after, await contents(database));
  for (const row of await database.all(files.verify.trim().replace(/;$/, ""))) {
    if (Number(row.ok) !== 1) wrong.push({ what: what("verify.sql"), row });
  }
  for (const position of thorough ? [0.2, 0.4, 0.6, 0.8, 0.99] : [0.7]) {
    await fails(what("broken down.sql"), database, broken(files.down, position));
    same(what("a failed way back leaves everything as it was"), after, await contents(database));
  }
  await database.run(files.down);
  same(what("down.sql gives everything back"), before, await contents(database));
  await fails(what("down.sql again"), database, files.down);
  await database.run(files.up);
  await database.run(files.cleanup);
  const left = (await contents(database)).filter((line) => line.includes("_authmorph"));
  if (left.length > 0) wrong.push({ what: what("cleanup.sql"), left });
  database.close();
  return after;
}

/** Kysely's own dialect for SQLite on a connection of D1. */
function dialectOf(database) {
  const executeQuery = async ({ sql, parameters }) => {
    const { results } = await database.prepare(sql).bind(...parameters).all();
    return { rows: results };
  };
  const nothing = async () => {};
  const driver = {
    init: nothing,
    acquireConnection: async () => ({ executeQuery }),
    beginTransaction: () => Promise.reject(new Error("D1 has no transactions")),
    releaseConnection: nothing,
    destroy: nothing,
  };
  return {
    createAdapter: () => new SqliteAdapter(),
    createDriver: () => driver,
    // SQLite's own asks for the columns of `_cf_KV`, which D1 does not let anybody see; the Migrator wants names only.
    createIntrospector: () => ({
      getSchemas: async () => [],
      getTables: async () => {
        const { results } = await database.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
        return results.map(({ name }) => ({ name, isView: false, columns: [] }));
      },
    }),
    createQueryCompiler: () => new SqliteQueryCompiler(),
  };
}

/** Kysely's migration does on D1 what `up.sql` and `down.sql` do, by Kysely's own `Migrator`. */
async function byKysely(name, dump, text, after) {
  const what = (law) => `D1 by Kysely ${name}: ${law}`;
  const { migration } = await import(`data:text/javascript;base64,${Buffer.from(text).toString("base64")}`);
  const database = await d1();
  await database.run(dump);
  const before = await contents(database);
  const migrations = { authmorph: migration(database.raw) };
  const db = new Kysely({ dialect: dialectOf(database.raw) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => migrations } });
  const own = async () => (await contents(database)).filter((line) => !line.includes("kysely_migration"));
  for (const [step, expected] of [["migrateUp", after], ["migrateDown", before]]) {
    const { error } = await migrator[step]();
    if (error) wrong.push({ what: what(step), error: String(error) });
    same(what(step), masked(expected), masked(await own()));
  }
}

const masked = (lines) => lines.map((line) => line.replace(/\["(created|updated)At","[^"]*"\]/g, "now"));

let [tried, taken] = [0, 0];
for (const { name, dump, d1: filesOfD1, libsql: filesOfLibsql, kysely } of JSON.parse(readFileSync(0, "utf8"))) {
  tried += 1;
  const attempt = (kind, open, files) =>
    laws(`${kind} ${name}`, open, { dump, files }).catch((error) => void wrong.push({ what: `${kind} ${name}: ${error.message}` }));
  const left = await attempt("D1", d1, filesOfD1);
  const right = await attempt("libSQL", libsql, filesOfLibsql);
  if (left !== undefined) taken += 1;
  if (left && (thorough || name.includes("lucia-2/official lucia"))) {
    await byKysely(name, dump, kysely, left).catch((error) => void wrong.push({ what: `Kysely ${name}: ${error.message}` }));
  }
  if (left && right) same(`${name}: D1 and libSQL`, masked(right), masked(left));
}
await miniflare.dispose();
rmSync(folder, { recursive: true });
console.log(JSON.stringify({ tried, taken, wrong }, null, 1));
process.exit();
