// Inserts, joins and updates by the emitted Kysely and Drizzle code, in the migrated database. What tsc believes about a
// row is what the driver gives.
import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/mysql2";
import { createPool } from "mysql2/promise";
import * as schema from "./drizzle/schema.js";
import { db } from "./kysely/db.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

await db.insertInto("auth_user").values({ id: "u1", email: "a@b", username: "a" }).execute();
await db
  .insertInto("oauth_account")
  .values({ provider_id: "github", provider_user_id: "1", user_id: "u1" })
  .execute();
const expires = new Date("2031-02-03T04:05:06.000Z");
await db.insertInto("user_session").values({ id: "s1", user_id: "u1", expires_at: expires }).execute();
const { insertId } = await db
  .insertInto("recipe")
  .values({ author_id: "u1", title: "Soup", body: "…" })
  .executeTakeFirstOrThrow();
assert.equal(insertId, 1n);
await db.insertInto("shopping_item").values({ recipe_id: 1, label: "Salt" }).execute();

const joined = await db
  .selectFrom("user_session as s")
  .innerJoin("auth_user as u", "u.id", "s.user_id")
  .leftJoin("oauth_account as o", "o.user_id", "u.id")
  .select(["s.expires_at", "u.email_verified", "s.country", "o.provider_id"])
  .executeTakeFirstOrThrow();
holds<
  Equal<
    typeof joined,
    { expires_at: Date; email_verified: number; country: string | null; provider_id: string | null }
  >
>();
assert.deepEqual(joined, { expires_at: expires, email_verified: 0, country: null, provider_id: "github" });
const item = await db.selectFrom("shopping_item").selectAll().executeTakeFirstOrThrow();
holds<Equal<typeof item.quantity, string>>();
assert.equal(item.quantity, "1.00");
assert.equal(item.done, 0);

await db.updateTable("auth_user").set({ email_verified: 1 }).where("id", "=", "u1").execute();
// @ts-expect-error: not one of the values.
await assert.rejects(db.updateTable("recipe").set({ difficulty: "x" }).execute());
// @ts-expect-error: it has no such column any more.
await assert.rejects(db.selectFrom("user_session").select("idle_expires").execute());
await db.destroy();

const pool = createPool(process.env.DATABASE_URL ?? "");
// MariaDB knows no `LATERAL`, which Drizzle needs in its other mode.
const orm = drizzle({ client: pool, schema, mode: "planetscale" });
const [user] = await orm.select().from(schema.authUser).where(eq(schema.authUser.id, "u1"));
assert.ok(user);
holds<Equal<typeof user.emailVerified, boolean>>();
assert.equal(user.emailVerified, true);
assert.ok(user.createdAt instanceof Date);
const session: schema.NewUserSession = { id: "s2", userId: "u1", expiresAt: expires };
await orm.insert(schema.userSession).values(session);
const rows = await orm
  .select({ expiresAt: schema.userSession.expiresAt, email: schema.authUser.email })
  .from(schema.userSession)
  .innerJoin(schema.authUser, eq(schema.userSession.userId, schema.authUser.id));
holds<Equal<typeof rows, { expiresAt: Date; email: string }[]>>();
assert.equal(rows.length, 2);
assert.deepEqual(rows[1], { expiresAt: expires, email: "a@b" });
await orm.update(schema.userSession).set({ country: "DE" }).where(eq(schema.userSession.id, "s2"));
const found = await orm.query.authUser.findFirst({ with: { oauthAccounts: true, userSessions: true, recipes: true } });
assert.equal(found?.oauthAccounts[0]?.providerUserId, "1");
assert.equal(found?.userSessions.find((row) => row.id === "s2")?.country, "DE");
assert.equal(found?.recipes[0]?.difficulty, "easy");
await pool.end();
console.log("done");
