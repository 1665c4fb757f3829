// The sites of docs/examples: each is built by its own tool, and used in a browser.
//
// Docusaurus is a thousand packages, so it is built only where `make soak` has installed it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { browser, root, skip } from "../e2e/support/page.mjs";
import { dist, serve } from "../e2e/support/server.mjs";

const examples = join(root, "docs/examples");
// Below the packages, because tools look for packages in the folders above a site.
const folder = mkdtempSync(join(root, "tests/sites/site-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/**
 * A copy of an example, with the package, and with others in place of those that it would install.
 * @param {string} name @param {string} [packages]
 */
function copy(name, packages) {
  const at = join(folder, name);
  cpSync(join(examples, name), at, { recursive: true });
  const modules = join(at, "node_modules");
  mkdirSync(modules);
  if (packages !== undefined) for (const entry of readdirSync(packages)) if (!entry.startsWith(".")) symlinkSync(join(packages, entry), join(modules, entry));
  cpSync(join(root, "target/package"), join(modules, "authmorph"), { recursive: true });
  return at;
}

/** @param {string} program @param {string[]} args @param {string} cwd */
function run(program, args, cwd) {
  try {
    execFileSync(program, args, { cwd, encoding: "utf8", stdio: "pipe", env: { ...process.env, ASTRO_TELEMETRY_DISABLED: "1", DOCUSAURUS_NO_PERSISTENT_CACHE: "true" } });
  } catch (error) {
    const { stdout, stderr } = /** @type {{ stdout?: string, stderr?: string }} */ (error);
    throw new Error(`${program} ${args.join(" ")}\n${stdout}\n${stderr}`);
  }
}

/** Opens the site, with and without scripts, and converts another text. @param {string} site */
async function use(site) {
  const server = await serve({ folder: site });
  try {
    const plain = await (await browser()).newContext({ javaScriptEnabled: false });
    const bare = await plain.newPage();
    await bare.goto(server.origin);
    assert.equal(await bare.locator("authmorph-converter pre code").isVisible(), true, "the code is readable without scripts");
    await plain.close();

    const context = await (await browser()).newContext({ viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on("console", (message) => message.type() === "error" && !/404/.test(message.text()) && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(server.origin);
    const converter = page.locator("authmorph-converter");
    await converter.locator("[part~=output]").waitFor({ timeout: 20_000 });
    assert.match((await converter.locator("[part~=recognised]").textContent()) ?? "", /^Lucia 2 · PostgreSQL/);
    assert.match((await converter.locator("[part~=output]").textContent()) ?? "", /ALTER TABLE user_session/);
    assert.equal(await converter.locator("pre code", { hasText: "active_expires bigint" }).first().isVisible(), true);
    await converter.locator("[part~=edit]").click();
    const text = await converter.locator("[part~=editor]").inputValue();
    assert.match(text, /^CREATE TABLE auth_user \(id text PRIMARY KEY\);\nCREATE TABLE user_session \(\n {2}id text/);
    await converter.locator("[part~=editor]").fill(text.replaceAll("user_session", "login"));
    await converter.locator("[part~=output]", { hasText: "ALTER TABLE login" }).waitFor();
    mkdirSync(join(root, "target/screenshots"), { recursive: true });
    await page.screenshot({ path: join(root, `target/screenshots/site-${site.slice(folder.length + 1).split("/")[0]}.png`) });
    await context.close();
    assert.deepEqual(problems, []);
    assert.equal(server.paths.filter((path) => path.endsWith(".wasm")).length, 1);
  } finally {
    await server.close();
  }
}

const packages = join(root, "tests/sites/node_modules");

test("plain HTML", { skip }, async () => {
  const at = copy("plain-html");
  cpSync(dist, join(at, "authmorph"), { recursive: true });
  await use(at);
});

test("VitePress", { skip }, async () => {
  const at = copy("vitepress");
  run(join(packages, ".bin/vitepress"), ["build"], at);
  await use(join(at, ".vitepress/dist"));
});

test("Astro with Starlight", { skip }, async () => {
  const at = copy("starlight");
  run(join(packages, ".bin/astro"), ["build"], at);
  await use(join(at, "dist"));
});

const heavy = join(root, "tests/sites/docusaurus/node_modules");

test("Docusaurus", { skip: skip || (existsSync(heavy) ? false : "only `make soak` installs Docusaurus") }, async () => {
  const at = copy("docusaurus", heavy);
  run(join(heavy, ".bin/docusaurus"), ["build"], at);
  await use(join(at, "build"));
});

const mdbook = [join(root, ".tools/mdbook/bin/mdbook"), "/usr/bin/mdbook"].find((path) => existsSync(path));

test("mdBook", { skip: skip || (mdbook ? false : "no mdbook: scripts/setup.sh takes it from pip") }, async () => {
  const at = copy("mdbook");
  cpSync(dist, join(at, "src/authmorph"), { recursive: true });
  run(mdbook ?? "mdbook", ["build"], at);
  await use(join(at, "book"));
});
