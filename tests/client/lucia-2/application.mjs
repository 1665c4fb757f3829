// An application of Lucia 2, by its real packages: `node application.mjs write|read <arguments as JSON>`.
// It prints what it did, or found, as JSON.

import { createClient } from "@libsql/client";
import { mysql2 } from "@lucia-auth/adapter-mysql";
import { pg } from "@lucia-auth/adapter-postgresql";
import { libsql } from "@lucia-auth/adapter-sqlite";
import { lucia } from "lucia";
import mysql from "mysql2/promise";
import postgres from "pg";

const [command, text] = process.argv.slice(2);
const { dialect, url, tables, users } = JSON.parse(text);

/** Lucia's adapter, and how the connection is closed. */
const drivers = {
  postgresql() {
    // bigint as a number, as the documentation of Lucia 2 asks for.
    postgres.types.setTypeParser(postgres.types.builtins.INT8, Number);
    const pool = new postgres.Pool({ connectionString: url });
    return { adapter: pg(pool, tables), close: () => pool.end() };
  },
  mysql() {
    const pool = mysql.createPool(url);
    return { adapter: mysql2(pool, tables), close: () => pool.end() };
  },
  sqlite() {
    const client = createClient({ url: `file:${url}` });
    return { adapter: libsql(client, tables), close: () => client.close() };
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
  const [one, other] = users;
  const key = { providerId: "email", providerUserId: "Ann@example.org", password: "correct horse" };
  const first = await auth.createUser({ key, attributes: one });
  await auth.createKey({ ...key, userId: first.userId, providerId: "username", providerUserId: "ann" });
  const second = await auth.createUser({
    key: { providerId: "github", providerUserId: "12345", password: null },
    attributes: other,
  });
  await auth.createKey({ userId: second.userId, providerId: "email", providerUserId: "b@example.org", password: null });
  const sessions = [];
  for (const user of [first, second, second]) {
    const session = await auth.createSession({ userId: user.userId, attributes: {} });
    sessions.push({
      id: session.sessionId,
      userId: user.userId,
      ends: session.idlePeriodExpiresAt.getTime(),
    });
  }
  return { users: [first.userId, second.userId], sessions };
}

/** After the way back: who is signed in, and who can sign in. */
async function read() {
  const { sessions, keys } = JSON.parse(text);
  const signedIn = [];
  for (const id of sessions) {
    signedIn.push(await tried(async () => (await auth.validateSession(id)).user.userId));
  }
  const found = [];
  for (const [provider, id, password] of keys) {
    found.push(await tried(async () => (await auth.useKey(provider, id, password)).userId));
  }
  return { signedIn, found };
}

console.log(JSON.stringify(await { write, read }[command]()));
await close();
