// Inserts, joins and updates by the emitted Kysely and Drizzle code, in the migrated database. What tsc believes about a
// row is what the driver gives.
import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { sql } from "kysely";
import { Pool } from "pg";
import * as schema from "./drizzle/schema.js";
import { db } from "./kysely/db.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

await db.insertInto("auth_user").values({ id: "u1", email: "a@b" }).execute();
await db
  .insertInto("oauth_account")
  .values({ provider_id: "github", provider_user_id: "1", user_id: "u1" })
  .execute();
const expires = new Date("2031-02-03T04:05:06.789Z");
await db.insertInto("user_session").values({ id: "s1", user_id: "u1", expires_at: expires }).execute();
const berth = await db
  .insertInto("berth")
  .values({ pier: "A", number: 7, length_m: 9.5 })
  .returningAll()
  .executeTakeFirstOrThrow();
holds<Equal<typeof berth.length_m, string>>();
assert.equal(berth.length_m, "9.5");
assert.equal(typeof berth.id, "number");
const event = await db
  .insertInto("session_event")
  .values({ session_id: "s1", path: "/" })
  .returning(["id", "happened_at"])
  .executeTakeFirstOrThrow();
holds<Equal<typeof event, { id: string; happened_at: Date }>>();
assert.equal(event.id, "1");
assert.ok(event.happened_at instanceof Date);

const joined = await db
  .selectFrom("user_session as s")
  .innerJoin("auth_user as u", "u.id", "s.user_id")
  .leftJoin("oauth_account as o", "o.user_id", "u.id")
  .select(["s.expires_at", "u.email_verified", "u.display_name", "o.provider_id"])
  .executeTakeFirstOrThrow();
holds<
  Equal<
    typeof joined,
    { expires_at: Date; email_verified: boolean; display_name: string | null; provider_id: string | null }
  >
>();
assert.deepEqual(joined, { expires_at: expires, email_verified: false, display_name: null, provider_id: "github" });

await db.updateTable("auth_user").set({ display_name: "Ada", email_verified: true }).where("id", "=", "u1").execute();
// @ts-expect-error: the database always makes this number.
await assert.rejects(db.updateTable("berth").set({ id: 9 }).execute());
// @ts-expect-error: it has no such column any more.
await assert.rejects(db.selectFrom("user_session").select("idle_expires").execute());
await sql`SELECT 1`.execute(db);
await db.destroy();

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const orm = drizzle({ client: pool, schema });
const [user] = await orm.select().from(schema.authUser).where(eq(schema.authUser.id, "u1"));
assert.ok(user);
holds<Equal<typeof user.createdAt, Date>>();
assert.equal(user.displayName, "Ada");
const session: schema.NewUserSession = { id: "s2", userId: "u1", expiresAt: expires };
await orm.insert(schema.userSession).values(session);
const rows = await orm
  .select({ expiresAt: schema.userSession.expiresAt, email: schema.authUser.email })
  .from(schema.userSession)
  .innerJoin(schema.authUser, eq(schema.userSession.userId, schema.authUser.id));
holds<Equal<typeof rows, { expiresAt: Date; email: string }[]>>();
assert.deepEqual(rows, [
  { expiresAt: expires, email: "a@b" },
  { expiresAt: expires, email: "a@b" },
]);
await orm.update(schema.userSession).set({ userAgent: "x" }).where(eq(schema.userSession.id, "s2"));
const found = await orm.query.authUser.findFirst({ with: { oauthAccounts: true, userSessions: true } });
assert.equal(found?.oauthAccounts[0]?.providerUserId, "1");
assert.equal(found?.userSessions.find((row) => row.id === "s2")?.userAgent, "x");
const [made] = await orm
  .insert(schema.booking)
  .values({ berthId: berth.id, userId: "u1", arrival: "2031-01-01", departure: "2031-01-02" })
  .returning();
assert.ok(made);
holds<Equal<typeof made.arrival, string>>();
assert.equal(made.arrival, "2031-01-01");
assert.match(made.id, /^[0-9a-f-]{36}$/);
await pool.end();
console.log("done");
