// The result: its tabs, copying, downloading, and the findings with their places.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { check, lines, paste, picture, read, root, settled } from "./support/page.mjs";

const schema = readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8");

/**
 * Reads an archive as an unzip program does: by its directory, with every checksum compared.
 * @param {Buffer} archive
 */
function unzip(archive) {
  const end = archive.lastIndexOf(Buffer.from("PK\x05\x06", "latin1"));
  /** @type {Map<string, string>} */
  const files = new Map();
  let at = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left -= 1) {
    assert.equal(archive.toString("latin1", at, at + 4), "PK\x01\x02");
    assert.equal(archive.readUInt16LE(at + 10), 0, "stored");
    const [checksum, size, nameLength] = [archive.readUInt32LE(at + 16), archive.readUInt32LE(at + 20), archive.readUInt16LE(at + 28)];
    const name = archive.toString("utf8", at + 46, at + 46 + nameLength);
    const own = archive.readUInt32LE(at + 42);
    assert.equal(archive.toString("latin1", own, own + 4), "PK\x03\x04");
    const start = own + 30 + archive.readUInt16LE(own + 26) + archive.readUInt16LE(own + 28);
    const bytes = archive.subarray(start, start + size);
    assert.equal(crc32(bytes), checksum, name);
    files.set(name, bytes.toString("utf8"));
    at += 46 + nameLength;
  }
  assert.equal(at, end);
  return files;
}

check("there is a tab for each output, and each file can be read", async ({ page }) => {
  const outputs = await page.getByRole("tablist", { name: "Outputs" }).getByRole("tab").allTextContents();
  for (const expected of ["Migration", "Drizzle", "Kysely"]) assert.ok(outputs.includes(expected), `${outputs}`);
  assert.match(await read(page, "Drizzle"), /from "drizzle-orm\/pg-core"/);
  assert.match(await read(page, "Kysely"), /export interface/);
  await picture(page, "drizzle");
  for (const file of ["preflight.sql", "up.sql", "verify.sql", "down.sql", "cleanup.sql"]) {
    assert.ok((await read(page, "Migration", file)).length > 50, file);
  }
});

check("copy puts the very text of the file on the clipboard, and says so", async ({ page }) => {
  const up = await read(page, "Migration", "up.sql");
  await page.locator("#copy").click();
  await page.waitForFunction(() => /^Copied up\.sql/.test(document.querySelector(".announcement")?.textContent ?? ""));
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), up);
  assert.equal(await page.locator(".announcement").getAttribute("role"), "status");

  await page.evaluate(() => navigator.clipboard.writeText(""));
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(async () => (await navigator.clipboard.readText()) !== "");
});

check("a clipboard that refuses is said, with what to do instead", async ({ page }) => {
  await page.evaluate(() => {
    navigator.clipboard.writeText = () => Promise.reject(new Error("no"));
  });
  await page.locator("#copy").click();
  await page.waitForFunction(() => /^Failed to copy up\.sql/.test(document.querySelector(".announcement")?.textContent ?? ""));
});

check("a download is the file, and all of them come in one archive", async ({ page }) => {
  const up = await read(page, "Migration", "up.sql");
  const [single] = await Promise.all([page.waitForEvent("download"), page.locator("#download").click()]);
  assert.equal(single.suggestedFilename(), "up.sql");
  assert.equal(readFileSync(await single.path(), "utf8"), up);

  const [all] = await Promise.all([page.waitForEvent("download"), page.locator("#download-all").click()]);
  assert.equal(all.suggestedFilename(), "authmorph-lucia-3.zip");
  const files = unzip(readFileSync(await all.path()));
  assert.equal(files.get("migration/up.sql"), up);
  assert.ok((files.get("drizzle/schema.ts") ?? "").length > 100);
});

check("a finding names its severity in words, says why and what to do, and goes to its place", async ({ page }) => {
  // The comment before it holds characters that JavaScript counts as two.
  const broken = `-- 🦀🦀 first\n${schema}\nCREATE TABLE broken (id INTEGER PRIMARY KEY, );\nCREATE TABEL oops (x int);\n`;
  await paste(page, broken);
  const finding = page.locator(".finding", { has: page.locator("button.place") }).filter({ hasText: /error|warning/ }).first();
  await finding.locator("summary").click();
  const words = (await finding.locator(".severity").innerText()).trim();
  assert.match(words, /error|warning/);
  assert.match(await finding.locator("details").innerText(), /What to do: ./);
  const place = finding.locator("button.place").first();
  const line = Number(/line (\d+):/.exec((await place.textContent()) ?? "")?.[1]);
  await place.click();
  const selected = await page.locator("#text").evaluate((area) => {
    if (!(area instanceof HTMLTextAreaElement)) throw new Error("no text area");
    const before = area.value.slice(0, area.selectionStart);
    return {
      focused: document.activeElement?.id === "source-editor",
      line: before.split("\n").length,
      text: area.value.slice(area.selectionStart, area.selectionEnd),
    };
  });
  assert.equal(selected.focused, true);
  assert.equal(selected.line, line);
  assert.match(selected.text, /TABEL|\)|broken|,/);
  assert.ok((await lines(page, ".source-editor")).some((line) => /broken|TABEL/.test(line)), "the place is in view");
  await picture(page, "findings");

  await page.keyboard.press("F8");
  await page.waitForFunction(() => /^Finding 1 of/.test(document.querySelector(".announcement")?.textContent ?? ""));
});

check("an option of the target changes the SQL", async ({ page }) => {
  await page.locator("details.options summary").click();
  const field = page.getByLabel("Table for passwords");
  await field.fill("pass_words");
  await field.press("Enter");
  await page.waitForFunction(() => /pass_words/.test(document.getElementById("shown-file")?.textContent ?? ""));
});

check("an open hazard is named on the button, and allowing it closes it", async ({ page }) => {
  await paste(page, `${schema}\nCREATE VIEW live AS SELECT id, idle_expires FROM user_session;\n`);
  await page.getByRole("tab", { name: "Migration" }).waitFor();
  assert.equal(await page.locator("#copy").innerText(), "Copy with 1 open hazard");
  assert.match(await page.locator("#findings-count").innerText(), /^1 block, /);
  const finding = page.locator("li.finding-block");
  assert.match(await finding.innerText(), /block .*live/);
  await picture(page, "hazard");
  const box = finding.getByRole("checkbox");
  await box.check();
  await page.waitForFunction(() => document.getElementById("copy")?.textContent === "Copy with 1 allowed hazard");
  assert.equal(await box.isChecked(), true);
  await box.uncheck();
  await page.waitForFunction(() => document.getElementById("copy")?.textContent === "Copy with 1 open hazard");
  // What was allowed belongs to the text that it was read in.
  await box.check();
  await page.selectOption("#example", "lucia-2-mysql");
  await page.getByRole("button", { name: "Bring back my text" }).click();
  await settled(page);
  assert.equal(await page.locator("#copy").innerText(), "Copy with 1 open hazard");
});
