// Deno and Bun have the package as Node has it: the engine, the worker, CommonJS and the command line.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { project, run, tools } from "./support.mjs";

/** What runs a script, with the rights that it needs and no other. @type {Record<string, string[]>} */
const runtimes = { deno: ["run", "--no-remote", "--no-prompt", "--allow-read"], bun: [] };

for (const [name, flags] of Object.entries(runtimes)) {
  const at = project(name);
  const program = join(tools, ".bin", name);

  test(`${name} calls the engine, the smaller engine and the worker`, () => {
    const inNode = JSON.parse(run(process.execPath, ["module.mjs"], at));
    const said = JSON.parse(run(program, [...flags, "module.mjs"], at));
    // What is no request at all is told in the words of the runtime.
    assert.match(said.worker[1], /^not a Request: TypeError/);
    said.worker[1] = inNode.worker[1];
    assert.deepEqual(said, inNode);
  });

  test(`${name} has it from CommonJS by import()`, () => {
    assert.equal(run(program, [...flags, "common.cjs"], at), "lucia-3\n");
  });

  test(`${name} converts on the command line`, () => {
    const more = name === "deno" ? ["--allow-write=moved", "--allow-env"] : [];
    const said = run(program, [...flags, ...more, "node_modules/authmorph/cli.js", "convert", "--to", "lucia-3", "--dialect", "postgresql", "--out", "moved", "schema.sql"], at);
    assert.match(said, /^lucia 2 to lucia-3 on postgresql\n/);
    assert.match(readFileSync(join(at, "moved/migration/up.sql"), "utf8"), /ALTER TABLE user_session/);
  });
}
