import { DrizzleMySQLAdapter, DrizzlePostgreSQLAdapter, DrizzleSQLiteAdapter } from "@lucia-auth/adapter-drizzle";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import type { MySql2Database } from "drizzle-orm/mysql2";
import type { NodePgDatabase } from "drizzle-orm/node-postgres";
import { Lucia } from "lucia";
import * as mysql from "../lucia-3-mysql/schema";
import * as postgresql from "../lucia-3-postgresql/schema";
import * as sqlite from "../lucia-3-sqlite/schema";

export const onPostgresql = (db: NodePgDatabase) =>
  new Lucia(new DrizzlePostgreSQLAdapter(db, postgresql.userSession, postgresql.authUser));

export const onMysql = (db: MySql2Database) =>
  new Lucia(new DrizzleMySQLAdapter(db, mysql.userSession, mysql.user));

export const onSqlite = (db: BetterSQLite3Database) =>
  new Lucia(new DrizzleSQLiteAdapter(db, sqlite.session, sqlite.user));
