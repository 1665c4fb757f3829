// Writes the types that kysely-codegen reads from databases, for many of them in one process: its command takes more
// than a second to begin.
//
// usage: node codegen.mjs DIALECT JOBS.json   A job is { url, to: FILE }. What goes wrong is printed.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Cli } = createRequire(import.meta.url)("kysely-codegen/dist/cli/cli.js");
const [dialect, list] = process.argv.slice(2);

for (const { url, to } of JSON.parse(readFileSync(list, "utf8"))) {
  try {
    const argv = ["--dialect", dialect, "--url", url, "--out-file", to, "--log-level", "silent"];
    await new Cli().run({ argv, config: {} });
  } catch (error) {
    console.log(`${to}: ${error.stack}`);
  }
}
