// The editors: what they show, what they mark, what they undo, and what the page does without them.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { check, editor, lines, open, paste, picture, read, root, settled, skip } from "./support/page.mjs";

const mine = readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8").replaceAll("user_session", "my_session");

/** @typedef {import("playwright-core").Page} Page */
/** @param {Page} page */
const value = (page) => page.locator("#text").inputValue();

/** @param {Page} page @param {string} locator */
const colours = (page, locator) =>
  page.locator(locator).evaluateAll((all) => [...new Set(all.map((one) => getComputedStyle(one).color))]);

check("source and result are coloured, each in its language and by the page's own theme", async ({ page }) => {
  assert.ok((await colours(page, ".source-editor .cm-line span")).length >= 2);
  for (const output of ["Migration", "Drizzle", "Kysely", "Report"]) {
    const text = await read(page, output);
    assert.equal((await lines(page, "#shown-file"))[0], text.split("\n")[0], output);
    assert.ok((await colours(page, "#shown-file .cm-line span")).length >= 1, output);
  }
  const light = await colours(page, ".source-editor .cm-line span");
  await page.emulateMedia({ colorScheme: "dark" });
  assert.notDeepEqual(await colours(page, ".source-editor .cm-line span"), light);
});

check("undo brings back what an example took the place of, and redo the example", async ({ page }) => {
  await editor(page).focus();
  await page.keyboard.press("Control+A");
  await page.evaluate((text) => navigator.clipboard.writeText(text), mine);
  await page.keyboard.press("Control+V");
  await settled(page);
  await page.selectOption("#example", "lucia-2-mysql");
  await settled(page);
  assert.match(await value(page), /^-- /);
  await editor(page).focus();
  await page.keyboard.press("Control+Z");
  await settled(page);
  assert.equal(await value(page), mine);
  assert.match((await page.locator("#recognised-as").textContent()) ?? "", /^Lucia 2 on SQLite/);
  assert.equal(await page.getByRole("button", { name: "Bring back my text" }).count(), 0);
  await page.keyboard.press("Control+Y");
  await settled(page);
  assert.notEqual(await value(page), mine);
});

check("a finding is a wavy line and a sign in the gutter, with the panel's own words", async ({ page }) => {
  await paste(page, `CREATE TABEL oops (x int);\n${mine}`);
  const mark = page.locator(".source-editor .cm-lintRange").first();
  await mark.waitFor();
  await mark.hover();
  const tooltip = page.locator(".source-editor .cm-tooltip-lint");
  await tooltip.waitFor();
  const finding = page.locator(".finding").first();
  const what = (await finding.locator(".finding-what").innerText()).replace(/line \d+:\d+/, "").replace(/\s+/g, " ").trim();
  const told = (await tooltip.innerText()).replace(/\s+/g, " ");
  const words = /** @type {RegExpExecArray} */ (/(error|warning|block) (.*)/.exec(what));
  assert.ok(told.includes(words[2] ?? "?"), `${told} / ${what}`);
  assert.match(told, /What to do: ./);
  assert.ok((await page.locator(".source-editor .cm-lint-marker").count()) >= 1);
  await picture(page, "marks");
});

check("the search of the editors finds, in the source and in a result", async ({ page }) => {
  for (const host of [".source-editor", "#shown-file"]) {
    await page.locator(`${host} .cm-content`).focus();
    await page.keyboard.press("Control+F");
    await page.keyboard.type("user_session");
    await page.locator(`${host} .cm-searchMatch`).first().waitFor();
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(`${host} .cm-search`).count(), 0);
  }
});

check("a result cannot be typed into, and its keys stay the page's", async ({ page }) => {
  const before = await read(page, "Migration", "up.sql");
  await page.locator("#shown-file .cm-content").focus();
  await page.keyboard.type("x");
  assert.equal((await lines(page, "#shown-file"))[0], before.split("\n")[0]);
  await page.keyboard.press("Control+Enter");
  await page.waitForFunction(() => /^Copied up\.sql/.test(document.querySelector(".announcement")?.textContent ?? ""));
  await editor(page).focus();
  await page.keyboard.press("Tab");
  assert.notEqual(await page.evaluate(() => document.activeElement?.id), "source-editor", "Tab leaves the editor");
});

/** How long each task took that kept the page from answering, since the last call. @param {Page} page */
const longTasks = (page) =>
  page.evaluate(() => {
    const scope = /** @type {{ tasks?: number[] }} */ (globalThis);
    if (!scope.tasks) {
      const tasks = /** @type {number[]} */ ([]);
      scope.tasks = tasks;
      new PerformanceObserver((list) => tasks.push(...list.getEntries().map((entry) => Math.round(entry.duration)))).observe({ type: "longtask" });
    }
    return scope.tasks?.splice(0) ?? [];
  });

check("five megabytes are pasted, typed into and stopped without a freeze", async ({ page }, context) => {
  const row = "INSERT INTO visit VALUES ('7d1c1c1e', 'a row of a dump that somebody pasted with all its data', 42);\n";
  const text = `${mine}\n${row.repeat(Math.ceil(5_000_000 / row.length))}`;
  await longTasks(page);
  await page.evaluate((text) => navigator.clipboard.writeText(text), text);
  await editor(page).focus();
  await page.keyboard.press("Control+A");
  // Whether it is seen that the engine is at work, and that it can be stopped.
  await page.evaluate(() => {
    const look = () => {
      const progress = document.querySelector(".progress");
      if (progress && getComputedStyle(progress).visibility === "visible") document.body.dataset.progress = "seen";
      else requestAnimationFrame(look);
    };
    look();
  });
  await page.keyboard.press("Control+V");
  await page.waitForFunction((length) => (document.querySelector("textarea")?.value.length ?? 0) >= length, text.length, { timeout: 20_000 });
  await settled(page);
  assert.equal(await page.evaluate(() => document.body.dataset.progress), "seen");
  const pasting = await longTasks(page);

  await page.keyboard.press("Control+Home");
  const delays = [];
  for (const key of "-- typed") {
    const start = Date.now();
    await page.keyboard.press(key === " " ? "Space" : key);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => done(undefined))));
    delays.push(Date.now() - start);
  }
  const typing = await longTasks(page);
  delays.sort((left, right) => left - right);
  await page.waitForFunction(() => document.querySelector("textarea")?.value.startsWith("-- typed"), undefined, { timeout: 20_000 });
  await page.locator(".progress").waitFor();
  await page.getByRole("button", { name: "Stop" }).click();
  await page.waitForFunction(() => /Not converted: stopped/.test(document.getElementById("text-state")?.textContent ?? ""));
  assert.ok((await page.locator("#text").inputValue()).startsWith("-- typed"), "the text is kept");
  await page.getByRole("button", { name: "Convert", exact: true }).click();
  await settled(page);
  assert.match((await page.locator("#recognised-as").textContent()) ?? "", /^Lucia 2 on SQLite/);
  const after = await longTasks(page);
  context.diagnostic(`long tasks in ms: ${pasting} while pasting, ${typing} while typing, ${after} after it; keystrokes ${delays}`);
  assert.ok((delays[Math.floor(delays.length / 2)] ?? Infinity) < 200, `keystrokes took ${delays} ms`);
  assert.ok(Math.max(0, ...typing) < 200, `a task of ${typing} ms while typing`);
  assert.ok(Math.max(0, ...pasting, ...after) < 1_000, `tasks of ${pasting} and ${after} ms`);
});

test("without its editors the page works with a plain text area and plain text", { skip }, async () => {
  const { page, close } = await open({ replaced: { "/editor.js": "throw new Error('not today');" } });
  try {
    await settled(page, { editors: false });
    await page.locator("#text").focus();
    await paste(page, mine, { editors: false });
    assert.match((await page.locator("#recognised-as").textContent()) ?? "", /^Lucia 2 on SQLite/);
    assert.match(await read(page, "Migration", "up.sql"), /my_session/);
    assert.equal(await page.locator("#shown-file pre").isVisible(), true);
    await page.locator(".panel-recognised a.evidence").first().click();
    const selected = await page.locator("#text").evaluate((area) => area instanceof HTMLTextAreaElement && area.value.slice(area.selectionStart, area.selectionEnd));
    assert.match(String(selected), /^CREATE TABLE/i);
  } finally {
    await close();
  }
});
