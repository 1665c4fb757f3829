// The npm package in the hands of a stranger: packed, installed from the tarball, and used from every kind of module.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { project, root, run, tarball, tools } from "./support.mjs";

const at = project("stranger");

test("an ES module calls the engine, the smaller engine and the worker", () => {
  const said = JSON.parse(run(process.execPath, ["module.mjs"], at));
  assert.match(said.early, /`await init\(\)` first/);
  assert.equal(said.version, /^version = "(.*)"$/m.exec(readFileSync(join(root, "Cargo.toml"), "utf8"))?.[1]);
  assert.equal(said.layout, "lucia");
  assert.ok(said.targets.includes("lucia-3"));
  assert.ok(said.files > 10);
  assert.equal(said.same, true);
  assert.deepEqual(said.prisma, [1, 0], "only the larger engine reads Prisma");
  const [layout, refused, closed, afterwards] = said.worker;
  assert.equal(layout, "lucia");
  assert.match(refused, /not a Request/);
  assert.match(closed, /was closed/);
  assert.equal(afterwards, said.version);
});

test("CommonJS has it by import()", () => {
  assert.equal(run(process.execPath, ["common.cjs"], at), "lucia-3\n");
});

for (const [module, moduleResolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
  test(`strict TypeScript has its types, with the resolution of ${moduleResolution}`, () => {
    const options = { module, moduleResolution, target: "es2022", lib: ["es2023", "dom"], types: [], strict: true, noUncheckedIndexedAccess: true, exactOptionalPropertyTypes: true, noEmit: true, skipLibCheck: false };
    writeFileSync(join(at, "tsconfig.json"), JSON.stringify({ compilerOptions: options, files: ["typed.ts"] }));
    run(join(tools, ".bin/tsc"), [], at);
  });
}

test("npx authmorph converts", () => {
  const said = run("npx", ["--no-install", "authmorph", "convert", "--to", "lucia-3", "--dialect", "postgresql", "--out", "moved", "schema.sql"], at);
  assert.match(said, /^lucia 2 to lucia-3 on postgresql\n/);
  assert.match(readFileSync(join(at, "moved/migration/up.sql"), "utf8"), /ALTER TABLE user_session/);
});

test("publint finds nothing to say", async () => {
  const { publint } = await import("publint");
  const bytes = readFileSync(tarball);
  const { messages } = await publint({ pack: { tarball: new Uint8Array(bytes).buffer }, strict: true });
  assert.deepEqual(messages, []);
});

test("are the types wrong? They are right for every way of resolving that knows ES modules", () => {
  run(join(tools, ".bin/attw"), [tarball, "--profile", "esm-only", "--exclude-entrypoints", "engine.wasm", "sql.wasm", "--no-color", "--no-emoji"], at);
});

test("the package holds what it needs and nothing else", () => {
  const names = run("tar", ["-tzf", tarball], at).trim().split("\n");
  assert.ok(names.every((name) => /^package\/([\w-]+\.(js|d\.ts)|README\.md|package\.json|LICENSE-\w+|engine\/\w+\.(js|wasm|d\.ts))$/.test(name)), names.join("\n"));
  const { dependencies, scripts, devDependencies } = JSON.parse(readFileSync(join(at, "node_modules/authmorph/package.json"), "utf8"));
  assert.deepEqual([dependencies, scripts, devDependencies], [undefined, undefined, undefined]);
});
