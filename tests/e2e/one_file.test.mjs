// The page as one file, opened from a folder in which there is nothing else, without a network.

import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { browser, paste, picture, read, root, settled, skip } from "./support/page.mjs";
import { dist } from "./support/server.mjs";

test("authmorph.html does a whole conversion from file:// with the network off", { skip }, async () => {
  const folder = mkdtempSync(join(tmpdir(), "authmorph-file-"));
  const file = join(folder, "authmorph.html");
  copyFileSync(join(dist, "authmorph.html"), file);
  const context = await (await browser()).newContext({ viewport: { width: 1440, height: 1000 }, offline: true, acceptDownloads: true });
  try {
    /** @type {string[]} */
    const requests = [];
    /** @type {string[]} */
    const problems = [];
    context.on("request", (request) => requests.push(request.url()));
    const page = await context.newPage();
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(pathToFileURL(file).href);
    await settled(page);
    assert.match((await page.locator("#recognised-as").textContent()) ?? "", /^Lucia 2 on PostgreSQL/);
    await picture(page, "one-file");

    await paste(page, readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8"));
    assert.match(await read(page, "Migration", "up.sql"), /ALTER TABLE/);
    // Source code too: its engine is the one inside.
    await paste(page, 'datasource db {\n  provider = "mysql"\n}\n\nmodel User {\n  id String @id\n}\n');
    assert.match((await page.locator("#text-state").textContent()) ?? "", / read\./);
    await paste(page, readFileSync(join(root, "examples/lucia-2-postgresql.sql"), "utf8"));

    await page.locator("#change-diagram summary").click();
    await page.locator(".stage svg").waitFor();
    const finding = page.locator(".finding", { hasText: "key_table_stays" }).first();
    await finding.locator("summary").click();
    await finding.getByRole("link", { name: /All about/ }).click();
    const dialog = page.getByRole("dialog");
    assert.equal(await dialog.getByRole("heading", { level: 2 }).first().textContent(), "key_table_stays");
    await picture(page, "one-file-finding");
    await page.keyboard.press("Escape");

    const download = page.waitForEvent("download");
    await page.keyboard.press("Control+k");
    await page.locator("#command").fill("Download all files");
    await page.keyboard.press("Enter");
    assert.match((await download).suggestedFilename(), /\.zip$/);

    // Typed text is there again after the file was closed and opened.
    await paste(page, "CREATE TABLE mine (id int);");
    await page.reload();
    await settled(page);
    assert.equal(await page.locator("#text").inputValue(), "CREATE TABLE mine (id int);");

    assert.deepEqual(requests.filter((url) => !/^(file|blob|data):/.test(url)), []);
    assert.deepEqual([...new Set(requests.filter((url) => url.startsWith("file:")))], [pathToFileURL(file).href]);
    assert.deepEqual(problems, []);
  } finally {
    await context.close();
    rmSync(folder, { recursive: true });
  }
});

test("the one file can ask for nothing, and its policy allows no script but its own", () => {
  const text = readFileSync(join(dist, "authmorph.html"), "utf8");
  const policy = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(text)?.[1] ?? "";
  assert.match(policy, /^default-src 'none'; script-src 'sha256-[\w+/=]{44}' 'wasm-unsafe-eval'; style-src 'sha256-[\w+/=]{44}'; worker-src blob:; /);
  assert.doesNotMatch(policy, /connect-src|unsafe-inline|'unsafe-eval'|http|\*/);
  assert.doesNotMatch(text, /<(?:script|link|img)[^>]* (?:src|href)="(?!data:)/);
  assert.ok(text.length < 3_000_000, `${text.length} bytes`);
});
