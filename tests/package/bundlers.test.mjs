// Bundlers take the package in as it is, and what they make works in a browser: engine, worker and all.

import assert from "node:assert/strict";
import { cpSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { browser, skip } from "../e2e/support/page.mjs";
import { serve } from "../e2e/support/server.mjs";
import { project, root, run, tools } from "./support.mjs";

const at = project("bundled");
cpSync(join(root, "tests/package/bundled"), at, { recursive: true });

/** What the page says, and which engines it has loaded. @param {string} folder */
async function open(folder) {
  const server = await serve({ folder });
  const context = await (await browser()).newContext();
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(server.origin);
    await page.waitForFunction(() => document.getElementById("said")?.textContent?.startsWith("done"));
    const said = await page.locator("#said").textContent();
    assert.deepEqual(problems, []);
    return { said, modules: server.paths.filter((path) => path.endsWith(".wasm")).length };
  } finally {
    await context.close();
    await server.close();
  }
}

test("Vite", { skip }, async () => {
  run(join(tools, ".bin/vite"), ["build", "--base", "./", "--target", "es2022", "--logLevel", "error", "."], at);
  assert.deepEqual(await open(join(at, "dist")), { said: "done: lucia-3 lucia-3", modules: 2 });
});

test("webpack", { skip }, async () => {
  const { default: webpack } = await import(createRequire(import.meta.url).resolve("webpack"));
  const folder = join(at, "packed");
  const compiler = webpack({ mode: "production", context: at, entry: "./main.js", output: { path: folder, filename: "main.js", publicPath: "auto" }, experiments: { topLevelAwait: true } });
  const stats = await new Promise((done, fail) => compiler.run((/** @type {Error | null} */ error, /** @type {any} */ stats) => (error ? fail(error) : done(stats))));
  assert.deepEqual(stats.toJson({ errors: true }).errors, []);
  cpSync(join(at, "index.html"), join(folder, "index.html"));
  assert.deepEqual(await open(folder), { said: "done: lucia-3 lucia-3", modules: 2 });
});

test("esbuild, with its loader for files; what is not imported is not there", { skip }, async () => {
  const { build } = await import("esbuild");
  const folder = join(at, "built");
  await build({ absWorkingDir: at, entryPoints: { main: "esbuild.js" }, bundle: true, minify: true, format: "esm", target: "es2022", outdir: folder, loader: { ".wasm": "file" } });
  cpSync(join(at, "index.html"), join(folder, "index.html"));
  assert.deepEqual(await open(folder), { said: "done: as-is", modules: 1 });
  const names = readdirSync(folder);
  assert.equal(names.filter((name) => name.endsWith(".wasm")).length, 1, "one engine, not both");
  assert.ok(statSync(join(folder, "main.js")).size < 16_000, `${statSync(join(folder, "main.js")).size} bytes`);
});

test("a page without any bundler, by an import map", { skip }, async () => {
  const folder = join(at, "plain");
  cpSync(join(at, "node_modules/authmorph"), join(folder, "authmorph"), { recursive: true });
  const imports = { "authmorph/sql": "./authmorph/sql.js", "#file": "./authmorph/file.js" };
  const page = readFileSync(join(at, "index.html"), "utf8").replace("<script", `<script type="importmap">${JSON.stringify({ imports })}</script>\n<script`);
  writeFileSync(join(folder, "index.html"), page);
  const script = readFileSync(join(at, "esbuild.js"), "utf8").replace(/^import module.*$/m, "").replace("new URL(module, import.meta.url)", "");
  writeFileSync(join(folder, "main.js"), script);
  assert.deepEqual(await open(folder), { said: "done: as-is", modules: 1 });
});
