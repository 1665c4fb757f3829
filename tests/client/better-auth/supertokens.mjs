// An application of Better Auth in the tables that people of SuperTokens were copied to, with the wiring that was written for
// them: `node supertokens.mjs <arguments as JSON>`. It prints what came out as JSON.

process.env.BETTER_AUTH_SECRET = "a secret of more than thirty-two characters";
process.env.BETTER_AUTH_URL = "http://localhost";
process.env.BETTER_AUTH_TELEMETRY = "0";

const { auth } = await import("./wiring/auth.js");
const { getMigrations } = await import("better-auth/db/migration");
const { passwords, accounts, changed } = JSON.parse(process.argv[2]);

/** Who that is, or why not. */
async function person(attempt) {
  try {
    return String((await attempt).user.id);
  } catch (error) {
    return { error: error.body?.code ?? String(error) };
  }
}

const signIns = [];
for (const [email, password] of passwords) {
  signIns.push(await person(auth.api.signInEmail({ body: { email, password } })));
}

const { internalAdapter, password } = await auth.$context;
const found = [];
for (const [providerId, accountId] of accounts) {
  const account = await internalAdapter.findAccountByKey({ providerId, accountId });
  found.push(account ? String(account.userId) : null);
}

const body = { name: "New", email: "New@example.org", password: "battery staple" };
const signedUp = await person(auth.api.signUpEmail({ body }));
const again = await person(auth.api.signInEmail({ body: { email: body.email, password: body.password } }));
await internalAdapter.updatePassword(changed, await password.hash("another horse"));

const { toBeCreated, toBeAdded } = await getMigrations(auth.options);
const missing = [...toBeCreated, ...toBeAdded].map(({ table, fields }) => ({ table, fields: Object.keys(fields) }));

console.log(JSON.stringify({ signIns, found, signedUp, again, missing }));
process.exit();
