// The sessions of Lucia's guides by the code that was written for the tables, which the test puts beside it:
// `node application.mjs <arguments as JSON>`.

import * as connection from "./wiring/db.js";
import * as code from "./wiring/session.js";
import { contract } from "./contract.mjs";

const input = JSON.parse(process.argv[2]);

/** A statement over the connection of the wiring. */
const drivers = {
  pg: async (sql) => (await connection.pool.query(sql)).rows,
  "postgres.js": (sql) => connection.sql.unsafe(sql),
  mysql2: async (sql) => (await connection.pool.query(sql))[0],
  "better-sqlite3": (sql) => {
    const statement = connection.database.prepare(sql);
    return statement.reader ? statement.all() : [statement.run()];
  },
  libsql: async (sql) => (await connection.client.execute(sql)).rows,
  prisma: (sql) => (/^SELECT/.test(sql) ? connection.prisma.$queryRawUnsafe(sql) : connection.prisma.$executeRawUnsafe(sql)),
};

console.log(JSON.stringify(await contract(code, drivers[input.raw], input)));
process.exit();
