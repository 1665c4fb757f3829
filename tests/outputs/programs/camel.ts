// The same rows under the names of Kysely's CamelCasePlugin, which the emitted `db.ts` sets.
import assert from "node:assert/strict";
import { db } from "./kysely/db.js";

await db
  .insertInto("password")
  .values({ providerId: "email", providerUserId: "a@b", userId: "u1", hashedPassword: "h" })
  .execute();
const joined = await db
  .selectFrom("password as p")
  .innerJoin("userSession as s", "s.userId", "p.userId")
  .select(["p.hashedPassword", "s.expiresAt"])
  .where("s.id", "=", "s1")
  .executeTakeFirstOrThrow();
assert.equal(joined.hashedPassword, "h");
assert.ok(joined.expiresAt);
await db.updateTable("password").set({ hashedPassword: "i" }).where("providerUserId", "=", "a@b").execute();
const rows = await db.selectFrom("password").selectAll().execute();
assert.deepEqual(rows, [{ providerId: "email", providerUserId: "a@b", userId: "u1", hashedPassword: "i" }]);
// @ts-expect-error: its name is `hashedPassword` here.
const wrong: string | undefined = rows[0]?.hashed_password;
assert.equal(wrong, undefined);
await db.destroy();
console.log("done");
