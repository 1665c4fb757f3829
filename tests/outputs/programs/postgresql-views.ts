// Views are read by the emitted Kysely and Drizzle code: what tsc believes about a row is what the driver gives.
import assert from "node:assert/strict";
import { eq, sql } from "drizzle-orm";
import { drizzle } from "drizzle-orm/node-postgres";
import { Pool } from "pg";
import * as schema from "./drizzle/schema.js";
import { db } from "./kysely/db.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

const made = new Date("2031-02-03T04:05:06.789Z");
const tags = ["a", "b"];
await db
  .insertInto("author")
  .values([
    { id: "1", displayName: "Ada", made, balance: "9.50", tags },
    { id: "2", displayName: "Ben", made, mood: "sad" },
  ])
  .execute();
await db.insertInto("app.note").values({ author_id: "1", body: JSON.stringify({ a: 1 }) }).execute();

const joined = await db
  .selectFrom("joined")
  .select(["id", "note_id", "body", "length", "made"])
  .where("note_id", "is not", null)
  .executeTakeFirstOrThrow();
holds<Equal<typeof joined.note_id, number | null>>();
assert.deepEqual(joined, { id: "1", note_id: 1, body: { a: 1 }, length: 3, made });
const counted = await db.selectFrom("counted").selectAll().executeTakeFirstOrThrow();
holds<Equal<typeof counted, { author_id: string | null; notes: string; newest: unknown }>>();
assert.deepEqual(counted, { author_id: "1", notes: "1", newest: 1 });
const renamed = await db
  .selectFrom("renamed as r")
  .innerJoin("author as a", "a.id", "r.author_id")
  .select(["r.name", "a.balance", "r.mood"])
  .execute();
holds<Equal<(typeof renamed)[number], { name: string; balance: string | null; mood: "sad" | "ok" }>>();
assert.deepEqual(renamed, [{ name: "Ada", balance: "9.50", mood: "ok" }]);
assert.deepEqual(await db.selectFrom("app.inside").select("id").execute(), [{ id: 1 }]);
// @ts-expect-error: it has no such column.
await assert.rejects(db.selectFrom("renamed").select("displayName").execute());
await db.destroy();

const pool = new Pool({ connectionString: process.env.DATABASE_URL });
const orm = drizzle({ client: pool, schema });
const rows = await orm.select().from(schema.joined).where(eq(schema.joined.noteId, 1));
holds<
  Equal<
    (typeof rows)[number],
    { id: number; noteId: number | null; body: unknown; length: number | null; made: Date }
  >
>();
assert.deepEqual(rows, [{ id: 1, noteId: 1, body: { a: 1 }, length: 3, made }]);
assert.deepEqual(await orm.select().from(schema.counted), [{ authorId: 1, notes: 1, newest: 1 }]);
assert.deepEqual(await orm.select().from(schema.renamed), [
  { authorId: 1, name: "Ada", mood: "ok", tags, balance: "9.50" },
]);
assert.deepEqual(await orm.select().from(schema.kept), []);
await orm.refreshMaterializedView(schema.kept);
const kept = await orm.select({ balance: schema.kept.balance }).from(schema.kept).orderBy(schema.kept.id);
assert.deepEqual(kept, [{ balance: "9.50" }, { balance: null }]);
const both = await orm
  .select({ name: schema.author.displayName, inside: schema.inside.id })
  .from(schema.author)
  .leftJoin(schema.inside, sql`${schema.author.id} = ${schema.inside.id}`)
  .orderBy(schema.author.id);
holds<Equal<typeof both, { name: string; inside: number | null }[]>>();
assert.deepEqual(both, [
  { name: "Ada", inside: 1 },
  { name: "Ben", inside: null },
]);
await pool.end();
console.log("done");
