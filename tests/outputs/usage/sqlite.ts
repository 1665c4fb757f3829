import type { Kysely } from "kysely";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { Database, Walk } from "./database";
import * as schema from "./schema";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

holds<Equal<Walk["id"], number>>();
holds<Equal<Walk["kilometres"], number>>();

export async function kysely(db: Kysely<Database>) {
  await db.insertInto("user").values({ id: "u", username: "a" }).execute();
  await db
    .insertInto("walk")
    .values({ user_id: "u", title: "Loch", walked_on: "2026-01-01", kilometres: 9.5 })
    .execute();
  const row = await db.selectFrom("user_session").selectAll().executeTakeFirstOrThrow();
  holds<Equal<typeof row.active_expires, number>>();
  holds<Equal<typeof row.device, string | null>>();
}

export function drizzle(db: BetterSQLite3Database<typeof schema>) {
  db.insert(schema.user).values({ id: "u", username: "a" }).run();
  db.insert(schema.walk).values({ userId: "u", title: "Loch", walkedOn: "2026-01-01", kilometres: 9.5 }).run();
  const user = db.query.user.findFirst({ with: { walks: { with: { photos: true } } } }).sync();
  holds<Equal<NonNullable<typeof user>["walks"][number]["photos"][number]["takenAt"], string>>();
}
