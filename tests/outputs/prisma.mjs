// Validates and formats Prisma schemas with Prisma's own code, and writes the SQL that its schema engine makes of them.
//
// usage: node prisma.mjs SCHEMA...   Beside each schema stands then its SQL, except for MySQL: the engine that comes
// as a package knows PostgreSQL and SQLite only. What is wrong is printed.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
let panic = "";
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => (panic = message) };

const language = require("@prisma/prisma-schema-wasm");
const engine = await import("@prisma/schema-engine-wasm/schema_engine_bg");
const binary = require.resolve("@prisma/schema-engine-wasm").replace(/schema_engine\.js$/, "schema_engine_bg.wasm");
const { instance } = await WebAssembly.instantiate(readFileSync(binary), { "./schema_engine_bg.js": engine });
engine.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start();

const ok = (value) => ({ ok: true, value });

/** A database that is empty: the engine asks for its version and whether its schema is there. */
function emptyDatabase(provider) {
  const connection = () => ({
    provider,
    adapterName: "empty",
    errorRegistry: { consumeError() {} },
    dispose: async () => ok(undefined),
    executeScript: async () => ok(undefined),
    executeRaw: async () => ok(0),
    queryRaw: async () => ok({ columnNames: ["version"], columnTypes: [7], rows: [["1"]] }),
    getConnectionInfo: () => ok({ schemaName: "public", supportsRelationJoins: false }),
  });
  const connect = async () => ok(connection());
  return {
    provider,
    adapterName: "empty",
    errorRegistry: { consumeError() {} },
    connect,
    connectToShadowDb: connect,
  };
}

async function sql(text, provider) {
  const made = await engine.SchemaEngine.new(
    { datamodels: [["schema.prisma", text]] },
    () => {},
    emptyDatabase(provider),
  );
  const difference = await made.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: text }] },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  return difference.stdout;
}

for (const file of process.argv.slice(2)) {
  const text = readFileSync(file, "utf8");
  const schema = [["schema.prisma", text]];
  try {
    language.validate(JSON.stringify({ prismaSchema: schema, noColor: true }));
  } catch (error) {
    console.log(`${file} is not valid: ${JSON.parse(error.message).message}`);
    continue;
  }
  const request = {
    textDocument: { uri: "file:/schema.prisma" },
    options: { tabSize: 2, insertSpaces: true },
  };
  const [[, formatted]] = JSON.parse(language.format(JSON.stringify(schema), JSON.stringify(request)));
  if (formatted !== text) {
    console.log(`${file} would be formatted as:\n${formatted}`);
  }
  const provider = { postgresql: "postgres", sqlite: "sqlite" }[/provider = "(postgresql|mysql|sqlite)"/.exec(text)[1]];
  if (provider) {
    try {
      writeFileSync(`${file}.sql`, await sql(text, provider));
    } catch (error) {
      console.log(`${file} makes no SQL: ${panic || error.message || JSON.stringify(error)}`);
      break;
    }
  }
}
