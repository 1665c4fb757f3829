// An application of Better Auth, by its real package: `node application.mjs <arguments as JSON>`.
// It does on the migrated database what users do, and prints what came out as JSON.

import { LibsqlDialect } from "@libsql/kysely-libsql";
import { betterAuth } from "better-auth";
import { generateRandomString } from "better-auth/crypto";
import { getMigrations } from "better-auth/db/migration";
import { username } from "better-auth/plugins";
import mysql from "mysql2/promise";
import postgres from "pg";

const { dialect, url, tables, idCharacters, fields, additional, passwords, accounts, user } = JSON.parse(
  process.argv[2],
);

/** The database as Better Auth wants it, and how its connection is closed. */
const drivers = {
  postgresql() {
    const pool = new postgres.Pool({ connectionString: url });
    return { database: pool, close: () => pool.end() };
  },
  mysql() {
    const pool = mysql.createPool({ uri: url, timezone: "Z" });
    return { database: pool, close: () => pool.end() };
  },
  sqlite() {
    return { database: { dialect: new LibsqlDialect({ url: `file:${url}` }), type: "sqlite" }, close() {} };
  },
};

const { database, close } = drivers[dialect]();
const auth = betterAuth({
  database,
  secret: "a secret of more than thirty-two characters",
  baseURL: "http://localhost",
  logger: { level: "error" },
  telemetry: { enabled: false },
  emailAndPassword: { enabled: true },
  plugins: [username()],
  advanced: { database: { generateId: () => generateRandomString(idCharacters) } },
  user: {
    modelName: tables.user,
    fields,
    additionalFields: Object.fromEntries(
      additional.map((name) => [name, { type: "string", required: false, input: true }]),
    ),
  },
  account: { modelName: tables.account },
  session: { modelName: tables.session },
  verification: { modelName: tables.verification },
});

/** Who that is, or why not. */
async function person(attempt) {
  try {
    return String((await attempt).user.id);
  } catch (error) {
    return { error: error.body?.code ?? String(error) };
  }
}

const signIns = [];
for (const { login, password } of passwords) {
  const attempt = login.includes("@")
    ? auth.api.signInEmail({ body: { email: login, password } })
    : auth.api.signInUsername({ body: { username: login, password } });
  signIns.push(await person(attempt));
}

const { internalAdapter } = await auth.$context;
const found = [];
for (const [provider, id] of accounts) {
  const account = await internalAdapter.findAccountByKey({ providerId: provider, accountId: id });
  found.push(account ? String(account.userId) : null);
}

const body = { name: "New", email: "New@example.org", password: "battery staple", ...user };
const signedUp = await person(auth.api.signUpEmail({ body }));
const again = await person(auth.api.signInEmail({ body: { email: body.email, password: body.password } }));

const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
const missing = [...toBeCreated, ...toBeAdded].map(({ table, fields }) => ({ table, fields: Object.keys(fields) }));

console.log(JSON.stringify({ signIns, found, signedUp, again, missing }));
await close();
process.exit();
