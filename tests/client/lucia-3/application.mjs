// An application of Lucia 3, by its real packages and the wiring that was written for its tables, which the test puts
// beside it: `node application.mjs <arguments as JSON>`. It does on the migrated database what users do, and prints what came out as JSON.

import { generateId, LegacyScrypt } from "lucia";
import * as connection from "./wiring/db.js";
import { lucia } from "./wiring/lucia.js";

const { dialect, tables, user, sessions, onUser } = JSON.parse(process.argv[2]);

/** A query with `?` for its parameters, over the connection of the wiring, and how that is closed. */
const drivers = {
  postgresql: () => ({
    async query(sql, ...parameters) {
      let position = 0;
      const text = sql.replace(/\?/g, () => `$${(position += 1)}`);
      return (await connection.pool.query(text, parameters)).rows;
    },
    close: () => connection.pool.end(),
  }),
  mysql: () => ({
    query: async (sql, ...parameters) => (await connection.pool.query(sql, parameters))[0],
    close: () => connection.pool.end(),
  }),
  sqlite: () => ({
    async query(sql, ...parameters) {
      const statement = connection.database.prepare(sql);
      return statement.reader ? statement.all(...parameters) : [statement.run(...parameters)];
    },
    close: () => connection.database.close(),
  }),
};

const { query, close } = drivers[dialect]();

async function passwordSignIn(provider, id, password) {
  const [row] = await query(
    // Where the user table has the passwords, the wiring says how one is found.
    onUser?.query ??
      "SELECT user_id, hashed_password FROM password WHERE provider_id = ? AND provider_user_id = ?",
    provider,
    id,
  );
  if (row === undefined) return "no such login";
  const valid = await new LegacyScrypt().verify(row.hashed_password, password);
  return valid ? row.user_id : "wrong password";
}

async function accountSignIn(table, provider, id) {
  const [row] = await query(
    `SELECT user_id FROM ${table} WHERE provider_id = ? AND provider_user_id = ?`,
    provider,
    id,
  );
  return row?.user_id ?? "no such account";
}

async function signUp() {
  const id = generateId(15);
  const hash = await new LegacyScrypt().hash("battery staple");
  const row = { id, ...user, ...(onUser ? { hashed_password: hash } : {}) };
  const marks = Object.keys(row).map(() => "?").join(", ");
  const columns = Object.keys(row).join(", ");
  await query(`INSERT INTO ${tables.user} (${columns}) VALUES (${marks})`, ...Object.values(row));
  await query(
    `INSERT INTO ${onUser ? "login_name" : "password"} (provider_id, provider_user_id, user_id, hashed_password) VALUES (?, ?, ?, ?)`,
    "email",
    "new@example.org",
    id,
    onUser ? null : hash,
  );
  const session = await lucia.createSession(id, {});
  return { id, session: session.id, valid: (await lucia.validateSession(session.id)).user?.id };
}

const validated = [];
for (const { id } of sessions) {
  // Lucia extends a session that it validates, so its end is asked for first.
  const [stored] = await lucia.adapter.getSessionAndUser(id);
  const { session, user } = await lucia.validateSession(id);
  validated.push({ id: session?.id, userId: user?.id, ends: stored?.expiresAt.getTime() });
}
const passwords = {
  email: await passwordSignIn("email", "Ann@example.org", "correct horse"),
  username: await passwordSignIn("username", "ann", "correct horse"),
  wrong: await passwordSignIn("username", "ann", "wrong horse"),
};
const accounts = {
  github: onUser
    ? (await query("SELECT user_id FROM github_account WHERE provider_user_id = ?", "12345"))[0]?.user_id
    : await accountSignIn("oauth_account", "github", "12345"),
  link: await accountSignIn("passwordless_account", "email", "b@example.org"),
};
// Somebody links another account, and signs out elsewhere.
await query(
  "INSERT INTO oauth_account (provider_id, provider_user_id, user_id) VALUES (?, ?, ?)",
  "gitlab",
  "9",
  sessions[0].userId,
);
await lucia.invalidateSession(sessions[2].id);
const signedOut = (await lucia.validateSession(sessions[2].id)).session === null;

console.log(JSON.stringify({ validated, passwords, accounts, signedOut, signedUp: await signUp() }));
await close();
