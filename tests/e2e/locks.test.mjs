// The timeline of locks: loaded when it is opened, a table that says in words what waits, and it follows the text.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { join } from "node:path";
import { check, picture, settled } from "./support/page.mjs";
import { dist } from "./support/server.mjs";

const script = readdirSync(join(dist, "assets")).find((name) => name.startsWith("locks-")) ?? "";

/** The cells of each row of the timeline, with how many columns each takes. @param {import("playwright-core").Page} page */
const rows = (page) =>
  page.locator("table.locks tbody tr").evaluateAll((all) =>
    all.map((row) => [...row.querySelectorAll("th, td")].map((cell) => `${cell.textContent} ×${cell.getAttribute("colspan") ?? "1"}`)),
  );

check("what waits is shown for each table and step, and weighs nothing until it is opened", async ({ page, requests }) => {
  assert.ok(!requests.some((url) => url.endsWith(script)));
  assert.ok(brotliCompressSync(readFileSync(join(dist, "assets", script))).length < 2_000);
  await page.locator("#steps-locks summary").focus();
  await page.keyboard.press("Enter");
  await page.locator("table.locks").waitFor();
  assert.ok(requests.some((url) => url.endsWith(script)));
  const steps = await page.locator("ol.steps > li").count();
  const [durations, ...tables] = await rows(page);
  assert.equal(durations?.length, steps + 1);
  assert.ok(durations?.includes("a moment ×1") && durations.some((duration) => duration.startsWith("grows with ")));
  // The example is PostgreSQL: what is locked at the start is so until the transaction ends, which is the last step.
  assert.deepEqual(tables.filter((cells) => cells.includes(`reading and writing wait ×${steps}`)).map((cells) => cells[0]), ["user_session ×1", "user_key ×1"]);
  await picture(page, "locks");
});

check("each database locks in its own way", async ({ page }) => {
  await page.locator("#steps-locks summary").click();
  await page.locator("table.locks").waitFor();
  await page.selectOption("#example", "lucia-2-sqlite");
  await settled(page);
  await page.locator("table.locks", { hasText: "the whole database" }).waitFor();
  assert.equal((await rows(page)).length, 2);
  await page.selectOption("#example", "lucia-2-mysql");
  await settled(page);
  await page.locator("table.locks", { hasText: "the whole database" }).waitFor({ state: "detached" });
  // Every statement of MySQL's ends its own locks.
  const cells = (await rows(page)).slice(1).flatMap((row) => row.slice(1));
  assert.ok(cells.includes("writing waits ×1"));
  assert.ok(!cells.some((cell) => /wait.*×[2-9]/.test(cell)));
});

check("a narrow window scrolls the timeline within itself", async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.getByRole("tab", { name: "Result" }).click();
  await page.locator("#steps-locks summary").click();
  await page.locator("table.locks").waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});
