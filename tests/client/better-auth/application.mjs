// An application of Better Auth, by its real package: `node application.mjs <arguments as JSON>`.
// It does on the migrated database what users do, and prints what came out as JSON.

import { LibsqlDialect } from "@libsql/kysely-libsql";
import { betterAuth } from "better-auth";
import { generateRandomString } from "better-auth/crypto";
import { getMigrations } from "better-auth/db/migration";
import { username } from "better-auth/plugins";
import mysql from "mysql2/promise";
import postgres from "pg";
import { use } from "./people.mjs";

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

const used = await use(auth, { passwords, accounts, user });

const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
const missing = [...toBeCreated, ...toBeAdded].map(({ table, fields }) => ({ table, fields: Object.keys(fields) }));

console.log(JSON.stringify({ ...used, missing }));
await close();
process.exit();
