//! Drivers: how `db.ts` makes the connection, and what they give for a column.

use crate::dialects::Dialect;

/// A driver, or what stands between it and the application.
#[derive(Debug)]
pub struct Driver {
    /// The name that users see, for `--set driver=`.
    pub name: &'static str,
    /// Its database; none where it is for all.
    pub dialect: Option<Dialect>,
    /// What `db.ts` exports.
    pub connection: &'static str,
    /// What knows the columns by names of its own.
    pub mapper: Option<Mapper>,
    /// `db.ts`, by dialect where they differ.
    pub setup: Setup,
    /// Where it gives another type than the usual driver of its database does.
    pub gives: &'static [(&'static str, &'static str)],
    /// How rows are asked for: the statement of a function that has `text` and `parameters`.
    pub query: &'static str,
}

/// What names columns otherwise than the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mapper {
    /// Drizzle.
    Drizzle,
    /// Kysely, which is asked as the driver is.
    Kysely,
    /// Prisma.
    Prisma,
    /// TypeORM.
    TypeOrm,
}

/// The text of `db.ts`.
#[derive(Debug, Clone, Copy)]
pub enum Setup {
    /// The same for all.
    One(&'static str),
    /// For PostgreSQL, MySQL and SQLite.
    ByDialect([&'static str; 3]),
}

impl Driver {
    /// `db.ts` for that database.
    pub fn setup(&self, dialect: Dialect) -> &'static str {
        match (self.setup, dialect) {
            (Setup::One(text), _) => text,
            (Setup::ByDialect([text, _, _]), Dialect::PostgreSql) => text,
            (Setup::ByDialect([_, text, _]), Dialect::MySql) => text,
            (Setup::ByDialect([_, _, text]), Dialect::Sqlite) => text,
        }
    }

    /// Whether it speaks to that database.
    pub fn is_for(&self, dialect: Dialect) -> bool {
        self.dialect.is_none_or(|only| only == dialect)
    }

    /// Whether the connection comes with each request instead of standing in `db.ts`.
    pub fn is_per_request(&self) -> bool {
        self.connection == "database: D1Database"
    }
}

/// The driver by which tables of that variant are read.
pub fn of_variant(variant: &str) -> Option<&'static str> {
    let name = match variant {
        "t3" | "sv" => "drizzle",
        "neon" => "pg",
        name => name,
    };
    find(name).map(|driver| driver.name)
}

/// The driver of that name.
pub fn find(name: &str) -> Option<&'static Driver> {
    ALL.iter().find(|driver| driver.name == name)
}

const PLAIN: Driver = Driver {
    name: "",
    dialect: None,
    connection: "",
    mapper: None,
    setup: Setup::One(""),
    gives: &[],
    query: "",
};

/// All of them, those that most people have first.
pub const ALL: &[Driver] = &[
    Driver {
        name: "pg",
        dialect: Some(Dialect::PostgreSql),
        connection: "pool",
        setup: Setup::One(
            "\
import { Pool } from \"pg\";

export const pool = new Pool({ connectionString: process.env.DATABASE_URL });
",
        ),
        query: "return (await pool.query<Row>(text, parameters)).rows;",
        ..PLAIN
    },
    Driver {
        name: "postgres.js",
        dialect: Some(Dialect::PostgreSql),
        connection: "sql",
        setup: Setup::One(
            "\
import postgres from \"postgres\";

export const sql = postgres(process.env.DATABASE_URL ?? \"\");
",
        ),
        gives: &[("{ x: number; y: number }", "string")],
        query: "return sql.unsafe<Row[]>(text, parameters);",
        ..PLAIN
    },
    Driver {
        name: "neon",
        dialect: Some(Dialect::PostgreSql),
        connection: "sql",
        setup: Setup::One(
            "\
import { neon } from \"@neondatabase/serverless\";

// Releases 0.7 to 0.9, whose `sql` is called with a text; Lucia's adapter needs
// these.
export const sql = neon(process.env.DATABASE_URL ?? \"\");
",
        ),
        query: "return (await sql(text, parameters)) as Row[];",
        ..PLAIN
    },
    Driver {
        name: "mysql2",
        dialect: Some(Dialect::MySql),
        connection: "pool",
        setup: Setup::One(
            "\
import { createPool } from \"mysql2/promise\";

// DATETIME carries no time zone; what the migration writes is UTC.
export const pool = createPool({
  uri: process.env.DATABASE_URL ?? \"\",
  timezone: \"Z\",
});
",
        ),
        query: "return (await pool.query(text, parameters))[0] as Row[];",
        ..PLAIN
    },
    Driver {
        name: "planetscale",
        dialect: Some(Dialect::MySql),
        connection: "client",
        setup: Setup::One(
            "\
import { Client } from \"@planetscale/database\";

export const client = new Client({ url: process.env.DATABASE_URL ?? \"\" });
",
        ),
        gives: &[("Date", "string"), ("Buffer", "Uint8Array")],
        query: "return (await client.execute<Row>(text, parameters)).rows;",
        ..PLAIN
    },
    Driver {
        name: "better-sqlite3",
        dialect: Some(Dialect::Sqlite),
        connection: "database",
        setup: Setup::One(
            "\
import SQLite from \"better-sqlite3\";

export const database = new SQLite(
  process.env.DATABASE_FILE ?? \"database.sqlite\",
);
",
        ),
        query: "\
const statement = database.prepare<Value[], Row>(text);
if (statement.reader) return statement.all(...parameters);
statement.run(...parameters);
return [];",
        ..PLAIN
    },
    Driver {
        name: "bun",
        dialect: Some(Dialect::Sqlite),
        connection: "database",
        setup: Setup::One(
            "\
import { Database } from \"bun:sqlite\";

export const database = new Database(
  process.env.DATABASE_FILE ?? \"database.sqlite\",
);
",
        ),
        gives: &[("Buffer", "Uint8Array")],
        query: "return database.query<Row, Value[]>(text).all(...parameters);",
        ..PLAIN
    },
    Driver {
        name: "d1",
        dialect: Some(Dialect::Sqlite),
        connection: "database: D1Database",
        setup: Setup::One(
            "\
import type { D1Database } from \"@cloudflare/workers-types\";

/** What wrangler's settings call the database: it comes with each request. */
export interface Bindings {
  DB: D1Database;
}
",
        ),
        gives: &[("Buffer", "number[]")],
        query: "\
const statement = database.prepare(text).bind(...parameters);
return (await statement.all<Row>()).results;",
        ..PLAIN
    },
    Driver {
        name: "libsql",
        dialect: Some(Dialect::Sqlite),
        connection: "client",
        setup: Setup::One(
            "\
import { createClient } from \"@libsql/client\";

// Turso takes its token at the end of the URL: `?authToken=…`.
export const client = createClient({
  url: process.env.DATABASE_URL ?? \"file:database.sqlite\",
});
",
        ),
        gives: &[("Buffer", "ArrayBuffer")],
        query: "return (await client.execute({ sql: text, args: parameters })).rows;",
        ..PLAIN
    },
    Driver {
        name: "drizzle",
        connection: "db",
        mapper: Some(Mapper::Drizzle),
        setup: Setup::ByDialect([
            "\
import { drizzle } from \"drizzle-orm/node-postgres\";
import { Pool } from \"pg\";
import * as schema from \"../drizzle/schema.js\";

export const pool = new Pool({ connectionString: process.env.DATABASE_URL });
export const db = drizzle(pool, { schema });
",
            "\
import { drizzle } from \"drizzle-orm/mysql2\";
import { createPool } from \"mysql2/promise\";
import * as schema from \"../drizzle/schema.js\";

// DATETIME carries no time zone; what the migration writes is UTC.
export const pool = createPool({
  uri: process.env.DATABASE_URL ?? \"\",
  timezone: \"Z\",
});
export const db = drizzle(pool, { schema, mode: \"default\" });
",
            "\
import SQLite from \"better-sqlite3\";
import { drizzle } from \"drizzle-orm/better-sqlite3\";
import * as schema from \"../drizzle/schema.js\";

export const database = new SQLite(
  process.env.DATABASE_FILE ?? \"database.sqlite\",
);
export const db = drizzle(database, { schema });
",
        ]),
        ..PLAIN
    },
    Driver {
        name: "kysely",
        connection: "db",
        mapper: Some(Mapper::Kysely),
        setup: Setup::One(
            "\
export { db } from \"../kysely/db.js\";
",
        ),
        ..PLAIN
    },
    Driver {
        name: "prisma",
        connection: "prisma",
        mapper: Some(Mapper::Prisma),
        setup: Setup::ByDialect([
            "\
import { PrismaPg } from \"@prisma/adapter-pg\";
import { PrismaClient } from \"../generated/prisma/client.js\";

const adapter = new PrismaPg({ connectionString: process.env.DATABASE_URL });
export const prisma = new PrismaClient({ adapter });
",
            "\
import { PrismaMariaDb } from \"@prisma/adapter-mariadb\";
import { PrismaClient } from \"../generated/prisma/client.js\";

const adapter = new PrismaMariaDb(process.env.DATABASE_URL ?? \"\");
export const prisma = new PrismaClient({ adapter });
",
            "\
import { PrismaBetterSqlite3 } from \"@prisma/adapter-better-sqlite3\";
import { PrismaClient } from \"../generated/prisma/client.js\";

// Moments are milliseconds, as Prisma wrote them before it had adapters.
const adapter = new PrismaBetterSqlite3(
  { url: process.env.DATABASE_FILE ?? \"database.sqlite\" },
  { timestampFormat: \"unixepoch-ms\" },
);
export const prisma = new PrismaClient({ adapter });
",
        ]),
        query: "return prisma.$queryRawUnsafe<Row[]>(text, ...parameters);",
        ..PLAIN
    },
    Driver {
        name: "typeorm",
        connection: "connection",
        mapper: Some(Mapper::TypeOrm),
        setup: Setup::ByDialect([
            "\
import type { DataSourceOptions } from \"typeorm\";

// The tables are the migration's: TypeORM must not change them.
export const connection: DataSourceOptions = {
  type: \"postgres\",
  url: process.env.DATABASE_URL ?? \"\",
  synchronize: false,
};
",
            "\
import type { DataSourceOptions } from \"typeorm\";

// The tables are the migration's: TypeORM must not change them.
export const connection: DataSourceOptions = {
  type: \"mysql\",
  url: process.env.DATABASE_URL ?? \"\",
  timezone: \"Z\",
  synchronize: false,
};
",
            "\
import type { DataSourceOptions } from \"typeorm\";

// The tables are the migration's: TypeORM must not change them.
export const connection: DataSourceOptions = {
  type: \"better-sqlite3\",
  database: process.env.DATABASE_FILE ?? \"database.sqlite\",
  synchronize: false,
};
",
        ]),
        ..PLAIN
    },
];
