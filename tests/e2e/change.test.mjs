// Before and after: the diagram and the two texts; each is loaded when it is opened, and not before.

import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";
import { join } from "node:path";
import { check, picture, settled } from "./support/page.mjs";
import { dist } from "./support/server.mjs";

/** @typedef {import("playwright-core").Page} Page */
const diagram = readdirSync(join(dist, "assets")).find((name) => name.startsWith("diagram-")) ?? "";

/** @param {Page} page */
const stage = (page) => page.locator(".stage");

check("the diagram shows both ends and what changes, and weighs nothing until it is opened", async ({ page, requests }) => {
  assert.ok(!requests.some((url) => /diagram|compare|dialogs/.test(url)));
  assert.ok(brotliCompressSync(readFileSync(join(dist, "assets", diagram))).length < 25_000);
  await page.locator("#change-diagram summary").click();
  await stage(page).locator("svg").waitFor();
  assert.ok(requests.some((url) => url.endsWith(diagram)));
  assert.ok(!requests.some((url) => url.includes("/compare-")));
  const names = () => stage(page).locator(".table .name").allTextContents();
  assert.deepEqual((await names()).filter((name) => name.startsWith("+")).sort(), ["+ oauth_account", "+ password", "+ passwordless_account"]);
  assert.match((await stage(page).locator(".table.changed").textContent()) ?? "", /~ user_session.*−active_expires.*\+expires_at/);
  assert.match((await page.locator("#change-diagram li").allTextContents()).join(" "), /column active_expires is dropped.*Table password: new\./);
  await page.getByRole("button", { name: "Before", exact: true }).click();
  assert.ok(!(await names()).includes("password"));
  assert.equal(await stage(page).locator(".table.changed, .table.added").count(), 0);
  await page.getByRole("button", { name: "After", exact: true }).click();
  assert.ok((await names()).includes("password"));
  assert.equal(await page.getByRole("button", { name: "After", exact: true }).getAttribute("aria-pressed"), "true");
});

check("the diagram is moved and zoomed by keyboard, mouse and buttons, and follows the text", async ({ page }) => {
  await page.locator("#change-diagram summary").focus();
  await page.keyboard.press("Enter");
  await stage(page).locator("svg").waitFor();
  const view = async () => (await stage(page).locator("svg").getAttribute("viewBox"))?.split(" ").map(Number) ?? [];
  const all = await view();
  await stage(page).focus();
  await page.keyboard.press("+");
  const near = await view();
  assert.ok((near[2] ?? 0) < (all[2] ?? 0));
  await page.keyboard.press("ArrowRight");
  assert.ok(((await view())[0] ?? 0) > (near[0] ?? 0));
  await page.keyboard.press("0");
  assert.deepEqual(await view(), all);
  const box = await stage(page).boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 300, box.y + 100);
  await page.mouse.down();
  await page.mouse.move(box.x + 200, box.y + 150);
  await page.mouse.up();
  const moved = await view();
  assert.ok((moved[0] ?? 0) > (all[0] ?? 0) && (moved[1] ?? 0) < (all[1] ?? 0));
  await page.getByRole("button", { name: "Show all" }).click();
  assert.deepEqual(await view(), all);
  await page.selectOption("#to", "as-is");
  await page.waitForFunction(() => document.querySelectorAll(".stage .table.added").length === 0);
  await page.selectOption("#to", "lucia-3");
  await page.waitForFunction(() => document.querySelectorAll(".stage .table.added").length === 3);

  // A picture of a text that is no more is no picture of this one.
  await page.getByRole("button", { name: "Start empty" }).click();
  await stage(page).waitFor({ state: "hidden" });
  await page.selectOption("#example", "lucia-2-mysql");
  await stage(page).waitFor();
  await page.waitForFunction(() => document.querySelector(".stage .name")?.textContent);
  const shown = await stage(page).locator(".table").first().boundingBox();
  assert.ok((shown?.width ?? 0) > 60, "it is as large as before");
});

check("the picture is saved as a file that has its colours with it", async ({ page }) => {
  await page.locator("#change-diagram summary").click();
  await stage(page).locator("svg").waitFor();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Save as SVG" }).click()]);
  assert.equal(download.suggestedFilename(), "schema-change.svg");
  const text = readFileSync(await download.path(), "utf8");
  assert.match(text, /^<svg[^>]* xmlns="http:\/\/www.w3.org\/2000\/svg"/);
  assert.match(text, /password/);
  assert.doesNotMatch(text, /class=|var\(|style=/);
  const parses = await page.evaluate((text) => new DOMParser().parseFromString(text, "image/svg+xml").querySelector("parsererror") === null, text);
  assert.ok(parses);
});

check("names from the text are text in the diagram, whatever they look like", async ({ page }) => {
  await page.locator("#change-diagram summary").click();
  await stage(page).locator("svg").waitFor();
  await page.locator("#text").evaluate((area) => {
    if (!(area instanceof HTMLTextAreaElement)) return;
    area.value += '\nCREATE TABLE "<img src=x onerror=alert(1)>" ("</text><script>" text, "__proto__" text);\nCREATE TABLE constructor (id int PRIMARY KEY);\n';
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  });
  await settled(page);
  await page.waitForFunction(() => [...document.querySelectorAll(".stage .name")].some((name) => name.textContent?.includes("<img src=x")));
  assert.equal(await page.locator(".stage img, .stage script").count(), 0);
  assert.match((await stage(page).textContent()) ?? "", /<\/text><script>/);
});

check("both schemas stand side by side with their differences, and one below the other where it is narrow", async ({ page }) => {
  await page.locator("#change-lines summary").click();
  await page.locator(".compared .cm-mergeView").waitFor();
  const lines = (/** @type {string} */ side) => page.locator(`.compared .cm-merge-${side} .cm-changedLine`).allInnerTexts();
  assert.match((await lines("a")).join(" "), /as it is/);
  assert.match((await lines("b")).join(" "), /resulting schema/);
  await page.getByRole("button", { name: "Next difference" }).click();
  await page.getByRole("button", { name: "Next difference" }).click();
  await page.waitForFunction(() => /expires_at|password/.test(document.querySelector(".compared")?.shadowRoot?.querySelector(".cm-merge-b")?.textContent ?? ""));
  await picture(page, "compared");
  await page.setViewportSize({ width: 500, height: 800 });
  await page.getByRole("tab", { name: "Result" }).click();
  await page.locator(".compared .cm-deletedChunk").first().waitFor();
  assert.equal(await page.locator(".compared .cm-mergeView").count(), 0);
});
