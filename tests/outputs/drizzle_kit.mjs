// Writes the SQL that drizzle-kit makes of schemas, for many of them in one process: `drizzle-kit export` takes more
// than a second to begin. What it would print stands then beside each schema.
//
// usage: node drizzle_kit.mjs DIALECT SCHEMA...   What goes wrong is printed.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const ts = require("typescript");
const kit = require("drizzle-kit/api");
const [dialect, ...files] = process.argv.slice(2);

const [json, migration] = {
  postgresql: [kit.generateDrizzleJson, kit.generateMigration],
  mysql: [kit.generateMySQLDrizzleJson, kit.generateMySQLMigration],
  sqlite: [kit.generateSQLiteDrizzleJson, kit.generateSQLiteMigration],
}[dialect];

for (const file of files) {
  const { outputText } = ts.transpileModule(readFileSync(file, "utf8"), {
    compilerOptions: { module: "esnext", target: "es2022", verbatimModuleSyntax: true },
  });
  const compiled = path.resolve(`${file}.mjs`);
  writeFileSync(compiled, outputText);
  try {
    const exported = { ...(await import(pathToFileURL(compiled))) };
    const statements = await migration(await json({}), await json(exported));
    writeFileSync(`${file}.sql`, statements.join("\n"));
  } catch (error) {
    console.log(`${file}: ${error.stack}`);
  }
}
