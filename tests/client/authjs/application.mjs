// What an application of Auth.js does with its tables: the steps of the contract that the project's own tests put to every
// adapter, and a request as a browser makes it. The adapter comes from the wiring that was written for the tables.

import { Auth } from "@auth/core";
import GitHub from "@auth/core/providers/github";
import { LegacyScrypt } from "lucia";
import { config } from "./wiring/auth.js";
import * as connection from "./wiring/db.js";
import * as schema from "./drizzle/schema.js";

const input = JSON.parse(process.argv[2]);
const { adapter } = config;

/** Who a browser with the old cookie is. */
async function browse(cookie) {
  const request = new Request("http://localhost/auth/session", { headers: { cookie: `auth_session=${cookie}` } });
  const response = await Auth(request, {
    ...config,
    basePath: "/auth",
    secret: "of the test",
    trustHost: true,
    session: { strategy: "database" },
    cookies: { sessionToken: { name: "auth_session", options: { httpOnly: true, path: "/" } } },
    providers: [GitHub({ clientId: "id", clientSecret: "secret" })],
    callbacks: { session: ({ session, user }) => ({ ...session, id: user.id }) },
  });
  return (await response.json())?.id ?? null;
}

/** Who has this password: what `authorize` does. */
async function signIn([provider, name, password]) {
  const rows = await connection.db.select().from(schema.password);
  const of = (row, ...names) => names.map((key) => row[key]).find((value) => value !== undefined);
  const row = rows.find(
    (row) =>
      of(row, "providerId", "provider_id") === provider && of(row, "providerUserId", "provider_user_id") === name,
  );
  if (row === undefined) return null;
  const valid = await new LegacyScrypt().verify(of(row, "hashedPassword", "hashed_password"), password);
  return valid ? of(row, "userId", "user_id") : "wrong password";
}

const all = async (list, step) => {
  const results = [];
  for (const item of list) results.push(await step(item));
  return results;
};

const sessions = await all(input.sessions, async (token) => {
  const found = await adapter.getSessionAndUser(token);
  return found && { id: found.session.sessionToken, user: found.user.id, ends: found.session.expires.getTime() };
});
const browsed = await all(input.sessions, browse);
const passwords = await all(input.passwords, signIn);
const accounts = await all(input.accounts, async ([provider, providerAccountId]) => {
  return (await adapter.getUserByAccount({ provider, providerAccountId }))?.id ?? null;
});
const addresses = await all(input.addresses, async (email) => (await adapter.getUserByEmail(email))?.id ?? null);

// Somebody new.
const id = crypto.randomUUID().replaceAll("-", "").slice(0, input.idCharacters);
const user = await adapter.createUser({ ...input.user, id, email: "new@example.org", emailVerified: null, name: "New" });
await adapter.linkAccount({
  userId: user.id,
  type: "oauth",
  provider: "gitlab",
  providerAccountId: "9",
  access_token: "a".repeat(3000),
  expires_at: 1893456000,
});
const sessionToken = crypto.randomUUID();
await adapter.createSession({ sessionToken, userId: user.id, expires: new Date(Date.now() + 1000) });
const expires = new Date("2031-05-06T07:08:09.000Z");
await adapter.updateSession({ sessionToken, expires });
const signedUp = await adapter.getSessionAndUser(sessionToken);
await adapter.updateUser({ id: user.id, emailVerified: new Date("2030-01-02T03:04:05.000Z") });
const verified = (await adapter.getUser(user.id)).emailVerified;

// A link works once.
const identifier = "new@example.org";
await adapter.createVerificationToken({ identifier, token: "hash", expires });
const used = await adapter.useVerificationToken({ identifier, token: "hash" });
const again = await adapter.useVerificationToken({ identifier, token: "hash" });

// Somebody signs out.
await adapter.deleteSession(input.sessions.at(-1));
const signedOut = (await adapter.getSessionAndUser(input.sessions.at(-1))) === null;

console.log(
  JSON.stringify({
    sessions,
    browsed,
    passwords,
    accounts,
    addresses,
    signedUp: { id: user.id, session: sessionToken, user: signedUp.user.id, ends: signedUp.session.expires },
    verified,
    links: [used?.expires, again],
    signedOut,
  }),
);
process.exit(0);
