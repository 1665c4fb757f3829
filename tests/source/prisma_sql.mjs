// Prints the SQL that Prisma's schema engine makes of a schema. It needs no database: the adapter answers nothing.
import fs from "node:fs";

const [path, provider] = process.argv.slice(2);
const folder = "node_modules/@prisma/schema-engine-wasm/";
const glue = await import(`./${folder}schema_engine_bg.js`);
const { instance } = await WebAssembly.instantiate(fs.readFileSync(`${folder}schema_engine_bg.wasm`), {
  "./schema_engine_bg.js": glue,
});
glue.__wbg_set_wasm(instance.exports);
instance.exports.__wbindgen_start?.();

// What the engine calls when it gives up.
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (message) => console.error(message) };

const answer = (value) => ({ ok: true, value });
const errors = { consumeError: () => undefined };
const connection = {
  provider,
  adapterName: "none",
  errorRegistry: errors,
  queryRaw: async () => answer({ columnNames: [], columnTypes: [], rows: [] }),
  executeRaw: async () => answer(0),
  executeScript: async () => answer(undefined),
  startTransaction: async () => answer(undefined),
  dispose: async () => answer(undefined),
  getConnectionInfo: () => answer({ schemaName: undefined, maxBindValues: 100, supportsRelationJoins: false }),
};
const adapter = {
  provider,
  adapterName: "none",
  errorRegistry: errors,
  connect: async () => answer(connection),
  connectToShadowDb: async () => answer(connection),
};
const content = fs.readFileSync(path, "utf8");
const file = { path: "schema.prisma", content };
try {
  const engine = await glue.SchemaEngine.new({ datamodels: [[file.path, content]] }, () => undefined, adapter);
  const { stdout } = await engine.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files: [file] },
    script: true,
    exitCode: null,
    shadowDatabaseUrl: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  console.log(stdout);
} catch (error) {
  console.error(error);
  process.exit(1);
}
