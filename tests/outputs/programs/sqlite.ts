// Inserts, joins and updates by the emitted Kysely and Drizzle code, in the migrated database. What tsc believes about a
// row is what the driver gives.
import assert from "node:assert/strict";
import SQLite from "better-sqlite3";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import * as schema from "./drizzle/schema.js";
import { db } from "./kysely/db.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

await db.insertInto("user").values({ id: "u1", username: "Ada" }).execute();
await db
  .insertInto("oauth_account")
  .values({ provider_id: "github", provider_user_id: "1", user_id: "u1" })
  .execute();
await db.insertInto("user_session").values({ id: "s1", user_id: "u1", expires_at: 1927857906 }).execute();
const walk = await db
  .insertInto("walk")
  .values({ user_id: "u1", title: "Loch", walked_on: "2031-01-01", kilometres: 9.5 })
  .returningAll()
  .executeTakeFirstOrThrow();
holds<Equal<typeof walk.id, number>>();
assert.equal(walk.id, 1);

const joined = await db
  .selectFrom("user_session as s")
  .innerJoin("user as u", "u.id", "s.user_id")
  .leftJoin("oauth_account as o", "o.user_id", "u.id")
  .select(["s.expires_at", "u.newsletter", "s.device", "o.provider_id"])
  .executeTakeFirstOrThrow();
holds<
  Equal<typeof joined, { expires_at: number; newsletter: number; device: string | null; provider_id: string | null }>
>();
assert.deepEqual(joined, { expires_at: 1927857906, newsletter: 0, device: null, provider_id: "github" });

await db.updateTable("user").set({ email: "a@b" }).where("username", "=", "ADA").execute();
const photo = await db
  .insertInto("photo")
  .values({ walk_id: walk.id, file_name: "x" })
  .returningAll()
  .executeTakeFirstOrThrow();
holds<Equal<typeof photo.taken_at, string>>();
assert.match(photo.taken_at, /^\d{4}-\d\d-\d\d /);
// @ts-expect-error: it has no such column any more.
await assert.rejects(db.selectFrom("user_session").select("idle_expires").execute());
await db.destroy();

const client = new SQLite(process.env.DATABASE_FILE ?? "");
const orm = drizzle(client, { schema });
const [user] = await orm.select().from(schema.user).where(eq(schema.user.username, "ada"));
assert.equal(user?.email, "a@b");
const session: schema.NewUserSession = { id: "s2", userId: "u1", expiresAt: 1927857907 };
await orm.insert(schema.userSession).values(session);
const rows = await orm
  .select({ expiresAt: schema.userSession.expiresAt, email: schema.user.email })
  .from(schema.userSession)
  .innerJoin(schema.user, eq(schema.userSession.userId, schema.user.id));
holds<Equal<typeof rows, { expiresAt: number; email: string | null }[]>>();
assert.deepEqual(rows[1], { expiresAt: 1927857907, email: "a@b" });
await orm.update(schema.userSession).set({ device: "x" }).where(eq(schema.userSession.id, "s2"));
const found = await orm.query.user.findFirst({ with: { oauthAccounts: true, userSessions: true } });
assert.equal(found?.oauthAccounts[0]?.providerUserId, "1");
assert.equal(found?.userSessions.find((row) => row.id === "s2")?.device, "x");
client.close();
console.log("done");
