import type { Kysely } from "kysely";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { eq } from "drizzle-orm";
import type { AuthUser, Database, NewBooking } from "./database";
import * as schema from "./schema";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

holds<Equal<AuthUser["created_at"], Date>>();
holds<Equal<AuthUser["display_name"], string | null>>();

export async function kysely(db: Kysely<Database>) {
  await db.insertInto("auth_user").values({ id: "u", email: "a@b" }).execute();
  await db
    .insertInto("user_session")
    .values({ id: "s", user_id: "u", active_expires: 1, idle_expires: "2" })
    .execute();
  await db.insertInto("berth").values({ pier: "A", number: 1, length_m: "9.5" }).execute();
  // @ts-expect-error: the database always makes this number.
  await db.insertInto("berth").values({ id: 1, pier: "A", number: 1, length_m: 9.5 }).execute();
  const booking: NewBooking = { berth_id: 1, user_id: "u", arrival: "2026-01-01", departure: new Date() };
  await db.insertInto("booking").values(booking).execute();
  const row = await db.selectFrom("user_session").selectAll().executeTakeFirstOrThrow();
  holds<Equal<typeof row.active_expires, string>>();
  holds<Equal<typeof row.ip_address, string | null>>();
  await db.updateTable("booking").set({ note: null }).where("id", "=", "x").execute();
}

export async function drizzle(db: NodePgDatabase<typeof schema>) {
  await db.insert(schema.authUser).values({ id: "u", email: "a@b" });
  const session: schema.NewUserSession = { id: "s", userId: "u", activeExpires: 1, idleExpires: 2 };
  await db.insert(schema.userSession).values(session);
  const [row] = await db.select().from(schema.authUser).where(eq(schema.authUser.id, "u"));
  holds<Equal<NonNullable<typeof row>["createdAt"], Date>>();
  const user = await db.query.authUser.findFirst({ with: { userSessions: { with: { sessionEvents: true } } } });
  holds<Equal<NonNullable<typeof user>["userSessions"][number]["sessionEvents"][number]["path"], string>>();
}
