import type { Kysely } from "kysely";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { eq } from "drizzle-orm";
import type { Database, Joined } from "./database";
import * as schema from "./schema";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

holds<Equal<Joined["note_id"], number | null>>();
holds<Equal<schema.Joined["noteId"], number | null>>();
holds<Equal<schema.Counted["newest"], unknown>>();

export async function kysely(db: Kysely<Database>) {
  const rows = await db
    .selectFrom("joined as j")
    .innerJoin("app.inside as i", "i.id", "j.note_id")
    .select(["j.id", "j.made", "i.id as inside_id"])
    .execute();
  holds<Equal<(typeof rows)[number], { id: string; made: Date; inside_id: number }>>();
  const cast = await db.selectFrom("cast_ones").selectAll().executeTakeFirstOrThrow();
  holds<Equal<typeof cast, { id: string | null; made: Date | null }>>();
  // @ts-expect-error: the view has no such column.
  await db.selectFrom("inside").select("body").execute();
}

export async function drizzle(db: NodePgDatabase<typeof schema>) {
  const rows = await db
    .select({ id: schema.joined.id, made: schema.joined.made, inside: schema.inside.id })
    .from(schema.joined)
    .leftJoin(schema.inside, eq(schema.inside.id, schema.joined.noteId));
  holds<Equal<(typeof rows)[number], { id: number; made: Date; inside: number | null }>>();
  const kept = await db.select().from(schema.kept);
  holds<Equal<(typeof kept)[number], { id: number; balance: string | null }>>();
}
