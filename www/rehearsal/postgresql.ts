// PostgreSQL in a worker, as PGlite makes it: one session, in memory, spoken to in PostgreSQL's own protocol, so that
// every value is the text that a server would send.

import extensions from "#extensions";
import { PGlite, protocol } from "@electric-sql/pglite";
import type { Database, Part } from "./database";
import { files } from "./tar";

/** The same text for the same value, whoever the server believes to be; as the command line has it. */
const SESSION = `SET timezone = 'UTC'; SET datestyle = 'ISO, YMD'; SET intervalstyle = 'postgres';
  SET bytea_output = 'hex'; SET extra_float_digits = 1; SET client_min_messages = error`;

/** Those that are there from the beginning stay. */
const EXTENSIONS = "SELECT extname FROM pg_catalog.pg_extension WHERE extname <> 'plpgsql'";

const SCHEMAS = "SELECT nspname FROM pg_catalog.pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'";

export async function open(part: Part): Promise<Database> {
  const compile = async (name: string) => WebAssembly.compile(await part(name));
  const server = new PGlite({
    pgliteWasmModule: await compile("database"),
    initdbWasmModule: await compile("initdb"),
    fsBundle: new Blob([await part("files")]),
  });
  await server.waitReady;

  const ask = async (sql: string) => {
    const { messages } = await server.execProtocol(protocol.serialize.query(sql), { throwOnError: false, syncToFs: false });
    const answer = { tag: "", rows: [] as (string | null)[][] };
    for (const message of messages) {
      if (message.name === "error") {
        const { message: text, detail } = message as typeof message & { message: string; detail?: string };
        throw detail ? `${text} (${detail})` : text;
      }
      if (message.name === "dataRow") answer.rows.push((message as typeof message & { fields: (string | null)[] }).fields);
      if (message.name === "commandComplete") answer.tag ||= (message as typeof message & { text: string }).text;
    }
    return answer;
  };

  const provided = new Set<string>();
  const provide = async (archive: string) => {
    if (provided.has(archive)) return;
    const { FS, WASM_PREFIX } = server.Module;
    for (const { path, content } of files(await part(archive))) {
      const place = `${WASM_PREFIX}/${path}`;
      FS.mkdirTree(place.slice(0, place.lastIndexOf("/")));
      // A worker may compile a library when it is opened, however large it is.
      FS.writeFile(place, content);
    }
    provided.add(archive);
  };

  await ask(SESSION);
  const version = (await ask("SHOW server_version")).rows[0]?.[0] ?? "";
  return {
    title: `PostgreSQL ${version.split(" ")[0]}`,
    async empty() {
      await ask("ROLLBACK");
      const quoted = ([name]: (string | null)[]) => `"${name?.replaceAll('"', '""')}"`;
      for (const row of (await ask(EXTENSIONS)).rows) await ask(`DROP EXTENSION IF EXISTS ${quoted(row)} CASCADE`);
      for (const row of (await ask(SCHEMAS)).rows) await ask(`DROP SCHEMA ${quoted(row)} CASCADE`);
      await ask("CREATE SCHEMA public");
    },
    // There is one session, and no connection that could break. What a server does when one breaks is this: it rolls back,
    // and forgets what the session had set, prepared and made for itself.
    async reconnect() {
      await ask("ROLLBACK");
      await ask("DISCARD ALL");
      await ask(SESSION);
    },
    async execute(sql) {
      const began = performance.now();
      const { tag } = await ask(sql);
      return [Number(/(\d+)$/.exec(tag)?.[1] ?? 0), performance.now() - began];
    },
    async rows(sql) {
      return (await ask(sql)).rows;
    },
    async provide(extension) {
      if (!Object.hasOwn(extensions, extension)) return;
      for (const archive of extensions[extension] ?? []) {
        await provide(archive).catch((error) => Promise.reject(error instanceof Error ? error.message : String(error)));
      }
    },
  };
}
