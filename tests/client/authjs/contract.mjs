// What the project's own tests put to every adapter, on a migrated database: who is there is found, somebody new signs in
// and out, and goes with all that is theirs.

const all = async (list, step) => {
  const results = [];
  for (const item of list) results.push(await step(item));
  return results;
};

/** A key of somebody's is written, found, and counts. */
async function usePasskey(adapter, userId) {
  const credentialID = "key-of-somebody-new";
  await adapter.createAuthenticator({
    credentialID,
    userId,
    providerAccountId: credentialID,
    credentialPublicKey: "p".repeat(1000),
    counter: 0,
    credentialDeviceType: "multiDevice",
    credentialBackedUp: true,
    transports: "internal,hybrid",
  });
  await adapter.updateAuthenticatorCounter(credentialID, 7);
  const { counter, credentialBackedUp } = await adapter.getAuthenticator(credentialID);
  const own = await adapter.listAuthenticatorsByUserId(userId);
  return [counter, credentialBackedUp, own.length];
}

/** What the adapter says to all of it. */
export async function contract(adapter, input) {
  const sessions = await all(input.sessions, async (token) => {
    const found = await adapter.getSessionAndUser(token);
    return found && { user: String(found.user.id), ends: found.session.expires };
  });
  const accounts = await all(input.accounts, async ([provider, providerAccountId]) => {
    const user = await adapter.getUserByAccount({ provider, providerAccountId });
    return user && String(user.id);
  });
  // Numbers are numbers for the application too.
  const typed = (id) => (/^\d+$/.test(id) ? Number(id) : id);
  const verified = await all(input.users, async (id) => (await adapter.getUser(typed(id))).emailVerified);

  const user = await adapter.createUser({
    id: crypto.randomUUID(),
    email: "new@example.org",
    emailVerified: null,
    name: "New",
    image: null,
  });
  const account = { provider: "gitlab", providerAccountId: "9" };
  await adapter.linkAccount({
    ...account,
    userId: user.id,
    type: "oidc",
    access_token: "a".repeat(3000),
    refresh_token: "r".repeat(3000),
    id_token: "i".repeat(3000),
    expires_at: 1893456000,
    token_type: "bearer",
    scope: "openid",
    session_state: "",
  });
  let twice = "it was linked twice";
  try {
    await adapter.linkAccount({ ...account, userId: user.id, type: "oidc" });
  } catch {
    twice = "refused";
  }
  const expires = new Date("2031-05-06T07:08:09.000Z");
  const sessionToken = crypto.randomUUID();
  await adapter.createSession({ sessionToken, userId: user.id, expires: new Date(Date.now() + 1000) });
  await adapter.updateSession({ sessionToken, expires });
  const session = await adapter.getSessionAndUser(sessionToken);
  const linked = await adapter.getUserByAccount(account);
  const identifier = "new@example.org";
  await adapter.createVerificationToken({ identifier, token: "new-hash", expires });
  const used = await adapter.useVerificationToken({ identifier, token: "new-hash" });
  const again = await adapter.useVerificationToken({ identifier, token: "new-hash" });
  const passkey = input.passkeys ? await usePasskey(adapter, user.id) : null;
  let deleted = "at once";
  try {
    await adapter.deleteUser(user.id);
  } catch {
    await adapter.unlinkAccount(account);
    await adapter.deleteSession(sessionToken);
    await adapter.deleteUser(user.id);
    deleted = "after what is theirs";
  }

  return {
    sessions,
    accounts,
    verified,
    twice,
    signedIn: String(session.user.id) === String(user.id) && String(linked.id) === String(user.id),
    ends: session.session.expires,
    links: [used?.expires ?? null, again],
    passkey,
    deleted,
    left: [
      await adapter.getUser(user.id),
      await adapter.getSessionAndUser(sessionToken),
      await adapter.getUserByAccount(account),
    ],
  };
}
