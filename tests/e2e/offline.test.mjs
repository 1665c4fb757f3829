// The page as a folder of files: under any path, without a network after the first visit, and replaced by a new version.

import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { writeService } from "../../scripts/building/offline.mjs";
import { browser, paste, picture, read, settled, skip } from "./support/page.mjs";
import { dist, serve } from "./support/server.mjs";

/** A browser that keeps what the page asks it to. @returns {Promise<import("playwright-core").BrowserContext>} */
const visitor = async () => (await browser()).newContext({ viewport: { width: 1440, height: 1000 } });

/** @param {import("playwright-core").Page} page */
const kept = (page) => page.locator("#kept").waitFor();

const prisma = 'datasource db {\n  provider = "mysql"\n}\n\nmodel User {\n  id String @id\n}\n';

test("every file but those that have to be found has a hash of its content in its name", () => {
  const top = readdirSync(dist).sort();
  assert.deepEqual(top.filter((name) => /-[0-9A-Z]{8}\./.test(name)), []);
  for (const name of readdirSync(join(dist, "assets"))) assert.match(name, /^[\w.-]+-[0-9A-Z]{8}\.(js|css|wasm|packed|svg|png)$/);
  const document = readFileSync(join(dist, "index.html"), "utf8");
  for (const [, address] of document.matchAll(/(?:src|href)="([^"]*)"/g)) {
    assert.match(address ?? "", /^(assets\/.*-[0-9A-Z]{8}\.\w+|manifest\.webmanifest)$/);
  }
});

test("hosts are told to keep hashed files for good, and to ask for the others", () => {
  const rules = readFileSync(join(dist, "_headers"), "utf8").trim().split(/\n(?=\/)/).map((rule) => rule.split(/\n\s*/));
  assert.deepEqual(Object.fromEntries(rules.map(([path, ...headers]) => [path, headers])), {
    "/*": [
      "X-Content-Type-Options: nosniff",
      "Referrer-Policy: no-referrer",
      "Permissions-Policy: camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), bluetooth=(), payment=(), midi=(), browsing-topics=()",
      "Content-Security-Policy: frame-ancestors 'none'",
      "Cache-Control: no-cache",
    ],
    "/embed.html": ["! Content-Security-Policy"],
    "/assets/*": ["! Cache-Control", "Cache-Control: public, max-age=31536000, immutable"],
  });
});

test("under a path, the server stopped and the page opened again: all of it works", { skip }, async () => {
  const server = await serve({ prefix: "/tools/auth" });
  const context = await visitor();
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    await page.goto(`${server.origin}/tools/auth/`);
    await settled(page);
    await kept(page);
    assert.ok(server.paths.every((path) => path.startsWith("/tools/auth/")), server.paths.join("\n"));
    await server.close();

    await page.reload();
    await settled(page);
    assert.match(await read(page, "Migration", "up.sql"), /user_session/);
    // What the first visit did not load: the engine that reads source code, the diagram, the pages of the findings.
    await paste(page, prisma);
    assert.match((await page.locator("#text-state").textContent()) ?? "", / read\./);
    await page.locator("#change-diagram summary").click();
    await page.locator(".stage svg").waitFor();
    await page.goto(`${server.origin}/tools/auth/findings/key_table_stays.html`);
    assert.equal(await page.locator("h1").textContent(), "key_table_stays");
    await page.getByRole("link", { name: "authmorph" }).click();
    await settled(page);
    const other = await context.newPage();
    await other.goto(`${server.origin}/tools/auth/index.html?from=a-bookmark`);
    await settled(other);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
    await server.close();
  }
});

test("a new version waits until it is wanted, takes over whole, and keeps the text", { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "authmorph-site-"));
  cpSync(dist, folder, { recursive: true });
  /** @param {string} title */
  const release = async (title) => {
    const document = join(folder, "index.html");
    writeFileSync(document, readFileSync(document, "utf8").replace(/<title>.*<\/title>/, `<title>${title}</title>`));
    await writeService(folder);
  };
  const server = await serve({ folder });
  const context = await visitor();
  try {
    const page = await context.newPage();
    await page.goto(server.origin);
    await settled(page);
    await kept(page);
    const other = await context.newPage();
    await other.goto(server.origin);
    await settled(other);
    await paste(page, "CREATE TABLE mine (id int);");

    await release("the second");
    await page.reload();
    await settled(page);
    assert.match(await page.title(), /^authmorph/, "what is kept answers, whole");
    await page.getByRole("button", { name: "Use it now" }).waitFor();
    await picture(page, "new-version");
    await page.getByRole("button", { name: "Use it now" }).click();
    await page.waitForFunction(() => document.title === "the second");
    await settled(page);
    assert.equal(await page.locator("#text").inputValue(), "CREATE TABLE mine (id int);");
    assert.equal(await page.locator("#news").count(), 0);
    // The tab that shows the first version goes on with its files, and says what it is.
    await other.locator("#news").waitFor();
    await other.locator("#change-diagram summary").click();
    await other.locator(".stage svg").waitFor();

    // An upload that is half done is taken by nobody.
    const service = readFileSync(join(folder, "service.js"), "utf8");
    await release("the third");
    const whole = readFileSync(join(folder, "service.js"), "utf8");
    await release("half of it");
    writeFileSync(join(folder, "service.js"), whole);
    await page.reload();
    await settled(page);
    assert.equal(await page.title(), "the second");
    const state = await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      await registration.update().catch(() => {});
      const found = registration.installing;
      if (found) await new Promise((done) => (found.onstatechange = () => /redundant|installed/.test(found.state) && done(undefined)));
      return { waits: registration.waiting !== null, works: registration.active?.state };
    });
    assert.deepEqual(state, { waits: false, works: "activated" });

    // Two versions are kept: this one, and the one before it.
    await release("the fourth");
    assert.notEqual(service, readFileSync(join(folder, "service.js"), "utf8"));
    await page.reload();
    await page.getByRole("button", { name: "Use it now" }).click();
    await page.waitForFunction(() => document.title === "the fourth");
    await settled(page);
    await page.waitForFunction(async () => (await caches.keys()).length === 2);
  } finally {
    await context.close();
    await server.close();
    rmSync(folder, { recursive: true });
  }
});

test("the page can be installed", { skip }, async () => {
  const server = await serve({ prefix: "/a/b" });
  const context = await visitor();
  try {
    const page = await context.newPage();
    await page.goto(`${server.origin}/a/b/`);
    await kept(page);
    const session = await context.newCDPSession(page);
    const { url, data, errors } = await session.send("Page.getAppManifest");
    assert.equal(url, `${server.origin}/a/b/manifest.webmanifest`);
    assert.deepEqual(errors, []);
    const manifest = JSON.parse(data ?? "");
    for (const { src } of manifest.icons) assert.ok(readFileSync(join(dist, src)).length > 0);
    assert.ok(manifest.icons.some((/** @type {{ sizes: string, purpose?: string }} */ icon) => icon.sizes === "512x512" && icon.purpose === "maskable"));
    const { installabilityErrors } = await session.send("Page.getInstallabilityErrors");
    // A context of a test is a private window, which never offers it.
    assert.deepEqual(installabilityErrors.filter(({ errorId }) => errorId !== "in-incognito"), []);
  } finally {
    await context.close();
    await server.close();
  }
});
