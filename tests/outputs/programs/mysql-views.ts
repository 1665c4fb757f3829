// Views are read by the emitted Kysely and Drizzle code: what tsc believes about a row is what the driver gives.
import assert from "node:assert/strict";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/mysql2";
import { createPool } from "mysql2/promise";
import * as schema from "./drizzle/schema.js";
import { db } from "./kysely/db.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

await db
  .insertInto("author")
  .values([
    { id: 1, displayName: "Ada", settings: JSON.stringify({ a: 1 }) },
    { id: 2, displayName: "Ben", mood: "sad" },
  ])
  .execute();
await db.insertInto("note").values({ author_id: 1, body: "b" }).execute();

const joined = await db.selectFrom("joined").selectAll().orderBy("id").execute();
holds<Equal<(typeof joined)[number], { id: number; note_id: number | null; body: string | null }>>();
assert.deepEqual(joined, [
  { id: 1, note_id: 1, body: "b" },
  { id: 2, note_id: null, body: null },
]);
const counted = await db.selectFrom("counted").selectAll().executeTakeFirstOrThrow();
holds<Equal<typeof counted, { author_id: number | null; notes: number; newest: unknown }>>();
assert.deepEqual(counted, { author_id: 1, notes: 1, newest: 1 });
const renamed = await db
  .selectFrom("renamed as r")
  .innerJoin("plain as p", "p.id", "r.author_id")
  .select(["r.name", "p.active", "r.mood"])
  .execute();
holds<Equal<(typeof renamed)[number], { name: string; active: number; mood: "sad" | "ok" }>>();
assert.deepEqual(renamed, [{ name: "Ada", active: 1, mood: "ok" }]);
// @ts-expect-error: it has no such column.
await assert.rejects(db.selectFrom("renamed").select("displayName").execute());
await db.destroy();

const pool = createPool(process.env.DATABASE_URL ?? "");
const orm = drizzle({ client: pool, schema, mode: "planetscale" });
const rows = await orm.select().from(schema.joined).where(eq(schema.joined.noteId, 1));
holds<Equal<(typeof rows)[number], { id: number; noteId: number | null; body: string | null }>>();
assert.deepEqual(rows, [{ id: 1, noteId: 1, body: "b" }]);
assert.deepEqual(await orm.select().from(schema.counted), [{ authorId: 1, notes: 1, newest: 1 }]);
const plain = await orm.select({ active: schema.plain.active, mood: schema.plain.mood }).from(schema.plain);
holds<Equal<typeof plain, { active: boolean; mood: "sad" | "ok" }[]>>();
assert.deepEqual(plain, [
  { active: true, mood: "ok" },
  { active: true, mood: "sad" },
]);
const both = await orm
  .select({ name: schema.author.displayName, renamed: schema.renamed.name })
  .from(schema.author)
  .leftJoin(schema.renamed, eq(schema.renamed.authorId, schema.author.id))
  .orderBy(schema.author.id);
holds<Equal<typeof both, { name: string; renamed: string | null }[]>>();
assert.deepEqual(both, [
  { name: "Ada", renamed: "Ada" },
  { name: "Ben", renamed: null },
]);
await pool.end();
console.log("done");
