// Texts that are nested as deep as no stack is: the engine in the browser reads them, or says what it does not read,
// and lives on.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { open, paste, read, root, settled, skip } from "./support/page.mjs";

const lucia = readFileSync(join(root, "examples/lucia-2-postgresql.sql"), "utf8");

/** @param {string} open @param {string} inside @param {string} close */
const deep = (open, inside, close) => open.repeat(10_000) + inside + close.repeat(10_000);

const drizzle = 'import { pgTable, text } from "drizzle-orm/pg-core";\n';

/** What is pasted, and what the page then says of it. @type {[string, string, RegExp][]} */
const texts = [
  [
    "parentheses in a default and a check",
    `CREATE TABLE notes (a int DEFAULT ${deep("(", "7", ")")}, CHECK (${deep("(", "a > 0", ")")}));\n${lucia}`,
    /tables read/,
  ],
  ["parentheses that are never closed", `${lucia}\nCREATE TABLE notes (a int DEFAULT ${"(".repeat(10_000)}`, /tables? read|Not converted/],
  ["subqueries in a view", `${lucia}\nCREATE VIEW v AS ${deep("SELECT * FROM (", "SELECT 1", ") x")};`, /tables read/],
  ["BEGIN in a trigger", `${lucia}\nCREATE TRIGGER t AFTER INSERT ON auth_user ${deep("BEGIN ", "SELECT 1;", " END;")}`, /tables? read/],
  ["comments", `${deep("/*", "", "*/")}\n${lucia}`, /tables read/],
  ["a Prisma schema", `datasource db {\n  provider = "sqlite"\n}\nmodel A {\n  id Int @id\n  n Int @default(${deep("(", "1", ")")})\n}\n`, /1 table read/],
  ["calls in a Drizzle schema", `${drizzle}export const t = pgTable("t", { a: text().default(${deep("f(", "1", ")")}) });\n`, /1 table read/],
  ["objects in a Drizzle schema", `${drizzle}const x = ${deep("{ a: ", "1", " }")};\nexport const t = pgTable("t", { a: text() });\n`, /1 table read/],
  ["arrow functions in a Drizzle schema", `${drizzle}const x = ${deep("() => ", "1", "")};\nexport const t = pgTable("t", { a: text() });\n`, /1 table read/],
];

for (const [name, text, expected] of texts) {
  test(`ten thousand deep, the engine lives on: ${name}`, { skip }, async () => {
    const { page, problems, close } = await open();
    try {
      await settled(page);
      await paste(page, text);
      assert.match((await page.locator("#text-state").textContent()) ?? "", expected);
      assert.equal(await page.getByRole("alert").filter({ hasText: "The engine failed" }).count(), 0);
      await paste(page, lucia);
      assert.match((await page.locator("#recognised-as").textContent()) ?? "", /^Lucia 2 on PostgreSQL/);
      assert.match(await read(page, "Migration", "up.sql"), /user_session/);
      assert.deepEqual(problems, []);
    } finally {
      await close();
    }
  });
}
