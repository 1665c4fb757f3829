// Better Auth 1.0 with Drizzle, by the wiring that was written for the tables: what people do, and what stands in the
// database afterwards, as JSON.

import { auth } from "./wiring/auth.js";
import { database } from "./wiring/db.js";

const { password, users } = JSON.parse(process.argv[2]);

/** Who that is, or why not. */
async function person(attempt) {
  try {
    const answer = await attempt;
    // Signing up answers with the user itself in this release.
    return String((answer.user ?? answer).id);
  } catch (error) {
    return { error: error.body?.code ?? error.body?.message ?? String(error) };
  }
}

const signedIn = await person(auth.api.signInEmail({ body: password }));
const { internalAdapter } = await auth.$context;
const made = [];
const accounts = [];
for (const id of users) {
  const user = await internalAdapter.findUserById(id);
  made.push(user.createdAt.getFullYear());
  const found = await internalAdapter.findAccounts(id);
  const expiring = found.filter((account) => account.accessTokenExpiresAt !== null);
  accounts.push(expiring.map((account) => [account.providerId, account.accessTokenExpiresAt.toISOString()]));
}
const body = { name: "New", email: "new@example.org", password: "battery staple" };
const signedUp = await person(auth.api.signUpEmail({ body }));
const again = await person(auth.api.signInEmail({ body: { email: body.email, password: body.password } }));
const sessions = database.prepare("SELECT expiresAt FROM auth_session").all();

console.log(JSON.stringify({ signedIn, made, accounts, signedUp, again, ends: sessions.map((row) => row.expiresAt) }));
process.exit(0);
