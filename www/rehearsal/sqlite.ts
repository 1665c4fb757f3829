// SQLite in a worker: a file in the worker's own memory, which outlives a connection and goes with the worker.

import sqlite3InitModule, { type Database as Connection } from "@sqlite.org/sqlite-wasm";
import type { Database, Part } from "./database";

const FILE = "/rehearsal.db";

export async function open(part: Part): Promise<Database> {
  const wasmBinary = await part("database");
  const quiet = () => undefined;
  // Files that stay are nothing for a rehearsal, and their helpers would be looked for beside the script. What SQLite
  // refuses is said in the report, and nowhere else.
  const vfs = { kvvfs: true, opfs: true, "opfs-sahpool": true, "opfs-wl": true, "opfs-vfs": true };
  Object.assign(globalThis, { sqlite3ApiConfig: { disable: { vfs }, warn: quiet } });
  const options = { wasmBinary, locateFile: (name: string) => name, print: quiet, printErr: quiet };
  const sqlite = await (sqlite3InitModule as (options: object) => ReturnType<typeof sqlite3InitModule>)(options);
  const { capi } = sqlite;
  let connection: Connection | undefined;

  const connect = () => {
    connection?.close();
    connection = new sqlite.oo1.DB(FILE, "c");
    connection.exec("PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON;");
    return connection;
  };
  /** What SQLite says, without the codes that this library puts in front of it. */
  const said = (error: unknown) => {
    const text = connection?.pointer ? capi.sqlite3_errmsg(connection.pointer) : "";
    return text && text !== "not an error" ? text : String(error);
  };
  const attempt = <Result>(act: (database: Connection) => Result): Result => {
    const database = connection ?? connect();
    try {
      return act(database);
    } catch (error) {
      throw said(error);
    }
  };
  const value = (statement: import("@sqlite.org/sqlite-wasm").PreparedStatement, column: number) => {
    switch (capi.sqlite3_column_type(statement.pointer!, column)) {
      case capi.SQLITE_NULL:
        return null;
      case capi.SQLITE_FLOAT:
        return capi.sqlite3_column_double(statement.pointer!, column);
      case capi.SQLITE_BLOB:
        return Array.from(statement.getBlob(column) ?? [], (byte) => byte.toString(16).padStart(2, "0")).join("");
      default:
        // A number of 64 bits as SQLite writes it.
        return capi.sqlite3_column_text(statement.pointer!, column);
    }
  };

  return {
    title: `SQLite ${sqlite.version.libVersion}`,
    async empty() {
      // The file stays, and nothing in it (https://www.sqlite.org/c3ref/c_dbconfig_defensive.html, RESET_DATABASE).
      const { pointer } = connect();
      if (!pointer) throw "there is no connection";
      capi.sqlite3_db_config(pointer, capi.SQLITE_DBCONFIG_RESET_DATABASE, 1, 0);
      attempt((database) => database.exec("VACUUM"));
      capi.sqlite3_db_config(pointer, capi.SQLITE_DBCONFIG_RESET_DATABASE, 0, 0);
      connect();
    },
    async reconnect() {
      connect();
    },
    async provide() {
      // SQLite has none that a schema would name.
    },
    async execute(sql) {
      return attempt((database) => {
        const began = performance.now();
        const before = database.changes(true);
        database.exec(sql);
        return [database.changes(true) - before, performance.now() - began] as [number, number];
      });
    },
    async rows(sql) {
      return attempt((database) => {
        const statement = database.prepare(sql);
        try {
          const rows = [];
          while (statement.step()) rows.push(Array.from({ length: statement.columnCount }, (_, column) => value(statement, column)));
          return rows;
        } catch (error) {
          // Said before the statement is gone.
          throw said(error);
        } finally {
          statement.finalize();
        }
      });
    },
  };
}
