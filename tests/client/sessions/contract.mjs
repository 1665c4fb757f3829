// What the code of Lucia's guides after the library promises, tried on a migrated database: sessions are made, validated, noted
// as seen, and end by age, by name, and all at once. `raw` runs a statement and gives rows with lower-case names.

import { createHash } from "node:crypto";

/** What stands in the database for a session: how it is made of the cookie is written here once more. */
const stored = {
  2024: (token) => createHash("sha256").update(token, "utf8").digest("hex"),
  2025: (token) => createHash("sha256").update(token.split(".")[1], "utf8").digest("hex"),
  2026: (token) => createHash("sha256").update(Buffer.from(token.split(".")[1], "base64")).digest("hex"),
};

export async function contract(code, raw, { year, user, other, cookies, sql }) {
  const who = async (token) => (await code.validateSessionToken(token)).user?.id ?? null;
  const make = async (owner) => {
    if (year !== 2024) return code.createSession(owner);
    const token = code.generateSessionToken();
    return { token, session: await code.createSession(token, owner) };
  };
  const said = { old: [] };
  for (const cookie of cookies) said.old.push(await who(cookie));

  const { session, token } = await make(user);
  said.made = [session.userId, await who(token)];
  const [row] = await raw(sql.hash.replace("?", session.id));
  said.hash = row?.hash === stored[year](token);
  said.strangers = [await who(`${token}x`), await who(token.slice(1)), await who(session.id), await who(""), await who("a.b.c")];

  // What is older than the guide allows without a note gets one, and goes on.
  await raw(sql.seenLongAgo.replace("?", session.id));
  said.seen = await who(token);
  said.noted = Number((await raw(sql.isNoted.replace("?", session.id)))[0].n);
  await raw(sql.over.replace("?", session.id));
  said.over = [await who(token), Number((await raw(sql.count.replace("?", session.id)))[0].n)];

  const [first, second] = [await make(user), await make(user)];
  const neighbour = await make(other);
  await code.invalidateSession(first.session.id);
  said.one = [await who(first.token), await who(second.token)];
  await code.invalidateAllSessions(user);
  said.all = [await who(second.token), await who(neighbour.token)];
  return said;
}
