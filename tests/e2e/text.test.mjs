// The text: typed, pasted, opened, dropped, replaced, brought back, remembered; and whatever else may be pasted.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, editor, paste, picture, read, root, settled } from "./support/page.mjs";

/** @param {string} name */
const example = (name) => readFileSync(join(root, "examples", `${name}.sql`), "utf8");
const mine = example("lucia-2-sqlite").replaceAll("user_session", "my_session");

/** @typedef {import("playwright-core").Page} Page */
/** @param {Page} page */
const sentence = async (page) => (await page.locator("#recognised-as").textContent()) ?? "";
/** @param {Page} page */
const state = async (page) => (await page.locator("#text-state").textContent()) ?? "";

check("a pasted schema is recognised, and its names are in the SQL", async ({ page }) => {
  await paste(page, mine);
  assert.match(await sentence(page), /^Lucia 2 on SQLite/);
  assert.match(await read(page, "Migration", "up.sql"), /my_session/);
});

check("a pasted Prisma or Drizzle schema is read by an engine that is loaded for it", async ({ page }) => {
  const loaded = () =>
    page.evaluate(() => performance.getEntriesByType("resource").some(({ name }) => name.includes("/engine_source-")));
  assert.equal(await loaded(), false);
  await paste(page, 'datasource db {\n  provider = "mysql"\n}\n\nmodel User {\n  id String @id\n}\n');
  assert.match(await state(page), /1 table read\. The text was read as a Prisma schema for MySQL\/MariaDB\./);
  assert.equal(await loaded(), true);
  await paste(
    page,
    'import { pgTable, text } from "drizzle-orm/pg-core";\nexport const a = pgTable("a", { id: text("id").primaryKey() });\n',
  );
  assert.match(await state(page), /1 table read\. The text was read as a Drizzle schema for PostgreSQL\./);
  await paste(page, mine);
  assert.match(await sentence(page), /^Lucia 2 on SQLite/);
});

check("while a statement is being typed, the last result stays and says that it is out of date", async ({ page }) => {
  await editor(page).focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.type("C");
  await settled(page);
  assert.match(await page.locator(".stale").innerText(), /Out of date: .*before the last edits/);
  assert.match((await page.locator("#shown-file").textContent()) ?? "", /expires_at/);
  // A paste is a new text: the old result has nothing to do with it.
  await paste(page, "SELECT 1;");
  assert.equal(await page.locator("#shown-file").count(), 0);
});

check("an empty text asks for one, and is no error", async ({ page }) => {
  await page.getByRole("button", { name: "Start empty" }).click();
  await settled(page);
  assert.match(await state(page), /Nothing to convert yet/);
  assert.equal(await page.evaluate(() => document.activeElement?.id), "source-editor");
  assert.equal(await page.locator(".finding").count(), 0);
  await picture(page, "empty");
});

check("a text without a known layout says what comes close, and offers no wrong SQL", async ({ page }) => {
  await paste(page, "CREATE TABLE users (id text PRIMARY KEY, email text);\nCREATE TABLE sessions (id text PRIMARY KEY, user_id text);");
  assert.match(await sentence(page), /No auth layout/);
  assert.match(await state(page), /2 tables read/);
  assert.match(await page.locator(".panel-recognised details").first().innerText(), /What comes close.*\n(.*\n)*.*Lucia \d/);
  assert.equal(await page.getByRole("tab", { name: "Migration" }).count(), 0);
  await picture(page, "unknown");
});

check("prose, half a statement, control characters and another product's dump are findings, not faults", async ({ page }) => {
  const texts = [
    "It was a bright cold day in April, and the clocks were striking thirteen; Winston's watch was not.",
    "CREATE TABLE auth_user (id text PRIMARY KEY, ",
    "\u0000\u0001\u001b[31m CREATE TABLE \u0007 x\u202e (id int); \ud800",
    "BEGIN TRANSACTION; EXEC sp_rename N'dbo.[Users]', N'People'; GO\nCREATE TABLE [dbo].[People] ([Id] [int] IDENTITY(1,1) NOT NULL)\nGO",
    "'".repeat(1001),
    "(".repeat(100_000),
    "/*".repeat(50_000),
    "$a$".repeat(9_999),
  ];
  for (const text of texts) {
    await paste(page, text);
    assert.match(await state(page), /read\.$/, text.slice(0, 60));
  }
  await page.selectOption("#example", "lucia-2-mysql");
  await settled(page);
  assert.match(await sentence(page), /^Lucia 2 on MySQL/);
});

check("two megabytes of garbage do not break the page", async ({ page }) => {
  const piece = "CREATE TABLE x( ); ';\" -- ` $$ \\ é\t🦀 /* */ INSERT (((\n";
  await paste(page, piece.repeat(Math.ceil(2_000_000 / piece.length)));
  assert.match(await state(page), /MB, .* read\.$/);
  await paste(page, mine);
  assert.match(await sentence(page), /^Lucia 2 on SQLite/);
});

check("a text that is too large says so and what to do", async ({ page }) => {
  await paste(page, "-- filler filler filler filler\n".repeat(400_000));
  assert.match(await state(page), /^Too large: .*--schema-only/);
});

check("an example never takes the place of the user's text for good", async ({ page }) => {
  assert.equal(await page.getByRole("button", { name: "Bring back my text" }).count(), 0);
  await page.selectOption("#example", "lucia-2-mysql");
  assert.equal(await page.getByRole("button", { name: "Bring back my text" }).count(), 0);
  await paste(page, mine);
  await page.selectOption("#example", "lucia-2-mysql");
  await settled(page);
  assert.match(await sentence(page), /^Lucia 2 on MySQL/);
  await page.selectOption("#example", "lucia-2-postgresql");
  await page.getByRole("button", { name: "Bring back my text" }).click();
  await settled(page);
  assert.equal(await page.locator("#text").inputValue(), mine);
  assert.match(await sentence(page), /^Lucia 2 on SQLite/);
});

check("the dialect can be overruled, and the text stays", async ({ page }) => {
  await paste(page, mine);
  await page.selectOption("#dialect", "mysql");
  await page.waitForFunction(() => /on MySQL/.test(document.getElementById("recognised-as")?.textContent ?? ""));
  assert.equal(await page.locator("#text").inputValue(), mine);
});

check("what was edited is there after a reload; an example that was only looked at is not", async ({ page }) => {
  await page.selectOption("#example", "lucia-2-mysql");
  await page.reload();
  await settled(page);
  assert.match(await sentence(page), /on PostgreSQL/);
  await paste(page, mine);
  await page.selectOption("#theme", "dark");
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("#text").inputValue(), mine);
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.equal(await page.locator("#theme").inputValue(), "dark");
});

check("opened files are one text in the order of their numbers", async ({ page }) => {
  /** @param {string} name @param {string} text */
  const file = (name, text) => ({ name, mimeType: "application/sql", buffer: Buffer.from(text) });
  await page.locator("#open").setInputFiles([
    file("10_more.sql", "ALTER TABLE my_session ADD COLUMN place TEXT;\r\n"),
    file("2_tables.sql", mine),
  ]);
  await page.waitForFunction(() => /10_more/.test(String(document.querySelector("textarea")?.value)));
  await settled(page);
  const text = await page.locator("#text").inputValue();
  assert.ok(text.startsWith("-- file: 2_tables.sql\n"));
  assert.ok(text.indexOf("10_more.sql") > text.indexOf("my_session"));
  assert.match((await page.locator(".roles").textContent()) ?? "", /place/);
});

check("a file that is dropped on the text area is opened", async ({ page }) => {
  const transfer = await page.evaluateHandle((text) => {
    const transfer = new DataTransfer();
    transfer.items.add(new File([text], "schema.sql", { type: "application/sql" }));
    return transfer;
  }, mine);
  await editor(page).dispatchEvent("dragover", { dataTransfer: transfer });
  await editor(page).dispatchEvent("drop", { dataTransfer: transfer });
  await page.waitForFunction(() => /my_session/.test(String(document.querySelector("textarea")?.value)));
  await settled(page);
  assert.match(await sentence(page), /^Lucia 2 on SQLite/);
});
