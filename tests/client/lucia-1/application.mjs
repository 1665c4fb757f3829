// An application of Lucia 1, by its real packages: `node application.mjs write|read <arguments as JSON>`.
// It prints what it did, or found, as JSON.

import { createClient } from "@libsql/client";
import { mysql2 } from "@lucia-auth/adapter-mysql";
import { pg } from "@lucia-auth/adapter-postgresql";
import { d1 } from "@lucia-auth/adapter-sqlite";
import lucia from "lucia-auth";
import mysql from "mysql2/promise";
import postgres from "pg";

const [command, text] = process.argv.slice(2);
const { dialect, url } = JSON.parse(text);

/** A file as the database that Cloudflare gives to its workers, as far as Lucia's adapter for it asks. */
function cloudflare(client) {
  const run = (statement) => client.execute(statement).then(({ rows }) => ({ results: rows.map((row) => ({ ...row })) }));
  const prepare = (sql) => ({
    bind: (...args) => ({ statement: { sql, args }, all: () => run({ sql, args }), run: () => run({ sql, args }) }),
  });
  const batch = async (prepared) => {
    const answers = await client.batch(prepared.map(({ statement }) => statement), "write");
    return answers.map(({ rows }) => ({ results: rows.map((row) => ({ ...row })) }));
  };
  return { prepare, batch };
}

/** Lucia's adapter, and how the connection is closed. */
const drivers = {
  postgresql() {
    // bigint as a number, as the documentation of Lucia 1 asks for.
    postgres.types.setTypeParser(postgres.types.builtins.INT8, Number);
    const pool = new postgres.Pool({ connectionString: url });
    // Lucia 1's adapter never gives back the connections of its transactions, so that the pool never ends.
    return { adapter: pg(pool), close: () => process.exit() };
  },
  mysql() {
    const pool = mysql.createPool(url);
    return { adapter: mysql2(pool), close: () => pool.end() };
  },
  sqlite() {
    const client = createClient({ url: `file:${url}` });
    return { adapter: d1(cloudflare(client)), close: () => client.close() };
  },
};

const { adapter, close } = drivers[dialect]();
const auth = lucia({ adapter, env: "PROD" });

/** Whatever it throws, as a text. */
async function tried(action) {
  try {
    return await action();
  } catch (error) {
    return { error: error.message };
  }
}

async function write() {
  const [one, other] = JSON.parse(text).users;
  const primaryKey = { providerId: "email", providerUserId: "Old@example.org", password: "correct horse" };
  const first = await auth.createUser({ primaryKey, attributes: one });
  const second = await auth.createUser({
    primaryKey: { providerId: "github", providerUserId: "1:2", password: null },
    attributes: other,
  });
  // A link that confirms an address: it works once, within an hour.
  await auth.createKey(second.userId, {
    type: "single_use",
    providerId: "confirm",
    providerUserId: "token",
    password: null,
    expiresIn: 3600,
  });
  const sessions = [];
  for (const user of [first, second]) {
    sessions.push((await auth.createSession(user.userId)).sessionId);
  }
  return { users: [first.userId, second.userId], sessions };
}

/** Who is signed in, and who can sign in. */
async function read() {
  const { sessions, keys } = JSON.parse(text);
  const signedIn = [];
  for (const id of sessions) {
    signedIn.push(await tried(async () => (await auth.validateSessionUser(id)).user.userId));
  }
  const found = [];
  for (const [provider, id, password] of keys) {
    found.push(await tried(async () => (await auth.useKey(provider, id, password)).userId));
  }
  return { signedIn, found };
}

const answer = JSON.stringify(await { write, read }[command]());
process.stdout.write(`${answer}\n`, close);
