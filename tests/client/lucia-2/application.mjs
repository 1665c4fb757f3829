// An application of Lucia 2, by its real packages and the wiring that was written for its tables, which the test puts
// beside it: `node application.mjs write|read <arguments as JSON>`.
// It prints what it did, or found, as JSON.

import * as connection from "./wiring/db.js";
import { auth } from "./wiring/lucia.js";

const [command, text] = process.argv.slice(2);
const { dialect, users } = JSON.parse(text);

/** How the connection is closed. */
const closes = {
  postgresql: () => connection.pool.end(),
  mysql: () => connection.pool.end(),
  sqlite: () => connection.database.close(),
};

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
await closes[dialect]();
