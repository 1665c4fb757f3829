// better-sqlite3 would have to be compiled; Prisma's adapter for libSQL is given the same.

import { PrismaLibSql } from "@prisma/adapter-libsql";

export class PrismaBetterSqlite3 extends PrismaLibSql {
  constructor({ url }, options) {
    super({ url: `file:${url}` }, options);
  }
}
