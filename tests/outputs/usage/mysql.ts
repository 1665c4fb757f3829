import type { Kysely } from "kysely";
import type { MySql2Database } from "drizzle-orm/mysql2";
import type { Database, Recipe } from "./database";
import * as schema from "./schema";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <T extends true>(): T | undefined => undefined;

holds<Equal<Recipe["difficulty"], "easy" | "medium" | "hard">>();
holds<Equal<Recipe["updated_at"], Date>>();

export async function kysely(db: Kysely<Database>) {
  await db.insertInto("auth_user").values({ id: "u", email: "a@b", username: "a" }).execute();
  await db.insertInto("recipe").values({ author_id: "u", title: "Soup", body: "…", difficulty: "hard" }).execute();
  // @ts-expect-error: not one of the values.
  await db.insertInto("recipe").values({ author_id: "u", title: "Soup", body: "…", difficulty: "x" }).execute();
  const row = await db.selectFrom("user_session").selectAll().executeTakeFirstOrThrow();
  holds<Equal<typeof row.active_expires, number>>();
  const item = await db.selectFrom("shopping_item").selectAll().executeTakeFirstOrThrow();
  holds<Equal<typeof item.quantity, string>>();
  holds<Equal<typeof item.done, number>>();
}

export async function drizzle(db: MySql2Database<typeof schema>) {
  await db.insert(schema.authUser).values({ id: "u", email: "a@b", username: "a", emailVerified: true });
  await db.insert(schema.recipe).values({ authorId: "u", title: "Soup", body: "…", difficulty: "hard" });
  const user = await db.query.authUser.findFirst({ with: { recipes: true, userKeys: true } });
  holds<Equal<NonNullable<typeof user>["recipes"][number]["difficulty"], "easy" | "medium" | "hard">>();
  holds<Equal<NonNullable<typeof user>["createdAt"], Date>>();
}
