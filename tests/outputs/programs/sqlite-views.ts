// Views are read by the emitted Kysely and Drizzle code: what tsc believes about a row is what the driver gives.
import assert from "node:assert/strict";
import SQLite from "better-sqlite3";
import { eq } from "drizzle-orm";
import { drizzle } from "drizzle-orm/better-sqlite3";
import * as schema from "./drizzle/schema.js";
import { db } from "./kysely/db.js";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

await db
  .insertInto("author")
  .values([
    { id: 1, displayName: "Ada", active: 1, made: "2031-02-03" },
    { id: 2, displayName: "Ben", active: 0 },
  ])
  .execute();
await db.insertInto("note").values({ id: "n", author_id: 1 }).execute();

const joined = await db.selectFrom("joined").select(["id", "note_id", "active"]).orderBy("id").execute();
holds<Equal<(typeof joined)[number], { id: number; note_id: string | null; active: number }>>();
assert.deepEqual(joined, [
  { id: 1, note_id: "n", active: 1 },
  { id: 2, note_id: null, active: 0 },
]);
const counted = await db.selectFrom("counted").selectAll().executeTakeFirstOrThrow();
holds<Equal<typeof counted, { author_id: number | null; notes: number; newest: unknown }>>();
assert.deepEqual(counted, { author_id: 1, notes: 1, newest: "n" });
const listed = await db
  .selectFrom("listed as l")
  .innerJoin("author as a", "a.id", "l.one")
  .select(["a.displayName", "l.two"])
  .orderBy("l.one")
  .execute();
holds<Equal<(typeof listed)[number], { displayName: string; two: string | null }>>();
assert.deepEqual(listed, [
  { displayName: "Ada", two: "2031-02-03" },
  { displayName: "Ben", two: null },
]);
// @ts-expect-error: it has no such column.
await assert.rejects(db.selectFrom("listed").select("id").execute());
await db.destroy();

const client = new SQLite(process.env.DATABASE_FILE ?? "");
const orm = drizzle(client, { schema });
const rows = await orm
  .select({ id: schema.joined.id, noteId: schema.joined.noteId, active: schema.joined.active })
  .from(schema.joined)
  .where(eq(schema.joined.noteId, "n"));
holds<Equal<(typeof rows)[number], { id: number; noteId: string | null; active: boolean }>>();
assert.deepEqual(rows, [{ id: 1, noteId: "n", active: true }]);
assert.deepEqual(await orm.select().from(schema.counted), [{ authorId: 1, notes: 1, newest: "n" }]);
const both = await orm
  .select({ name: schema.author.displayName, note: schema.joined.noteId })
  .from(schema.author)
  .leftJoin(schema.joined, eq(schema.joined.id, schema.author.id))
  .orderBy(schema.author.id);
holds<Equal<typeof both, { name: string; note: string | null }[]>>();
assert.deepEqual(both, [
  { name: "Ada", note: "n" },
  { name: "Ben", note: null },
]);
client.close();
console.log("done");
