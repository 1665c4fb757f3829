// Better Auth by the wiring that was written for the tables: what people do on the migrated database, as JSON.

import { getMigrations } from "better-auth/db/migration";
import { auth } from "./wiring/auth.js";

const { password, accounts } = JSON.parse(process.argv[2]);

/** Who that is, or why not. */
async function person(attempt) {
  try {
    return String((await attempt).user.id);
  } catch (error) {
    return { error: error.body?.code ?? String(error) };
  }
}

const signedIn = await person(auth.api.signInEmail({ body: password }));
const { internalAdapter } = await auth.$context;
const found = [];
for (const [providerId, accountId] of accounts) {
  const account = await internalAdapter.findAccountByKey({ providerId, accountId });
  found.push(account ? String(account.userId) : null);
}
const body = { name: "New", email: "new@example.org", password: "battery staple" };
const signedUp = await person(auth.api.signUpEmail({ body }));
const again = await person(auth.api.signInEmail({ body: { email: body.email, password: body.password } }));
const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
const missing = [...toBeCreated, ...toBeAdded].map(({ table, fields }) => ({ table, fields: Object.keys(fields) }));

console.log(JSON.stringify({ signedIn, found, signedUp, again, missing }));
process.exit(0);
