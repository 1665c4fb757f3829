// What people do with an application of Better Auth, whatever its adapter.

/** Who that is, or why not. */
async function person(attempt) {
  try {
    return String((await attempt).user.id);
  } catch (error) {
    return { error: error.body?.code ?? String(error) };
  }
}

/** People sign in, accounts are looked for, and somebody new signs up. */
export async function use(auth, { passwords, accounts, user }) {
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
  return { signIns, found, signedUp, again };
}
