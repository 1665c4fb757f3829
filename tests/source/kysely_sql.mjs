// Prints the SQL that Kysely compiles the `up` of a migration to. Its driver does nothing.
import fs from "node:fs";
import * as kysely from "kysely";
import ts from "typescript";

const [path, dialect] = process.argv.slice(2);
const { outputText } = ts.transpileModule(fs.readFileSync(path, "utf8"), {
  compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
});
const program = path.replace(/\.ts$/, ".mjs");
fs.writeFileSync(program, outputText);

const kind = { postgresql: "Postgres", mysql: "Mysql", sqlite: "Sqlite" }[dialect];
const db = new kysely.Kysely({
  dialect: {
    createAdapter: () => new kysely[`${kind}Adapter`](),
    createDriver: () => new kysely.DummyDriver(),
    createIntrospector: (db) => new kysely[`${kind}Introspector`](db),
    createQueryCompiler: () => new kysely[`${kind}QueryCompiler`](),
  },
  log: (event) => {
    if (!/^insert/i.test(event.query.sql)) console.log(`${event.query.sql};`);
  },
});
const { up } = await import(`./${program}`);
await up(db);
