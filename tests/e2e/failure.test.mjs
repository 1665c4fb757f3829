// An engine that does not come, or dies: the page says so, keeps the text, and tries again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, settled, skip } from "./support/page.mjs";
import { deaf, dying } from "./support/states.mjs";

test("an engine that never answers is reported after 20 seconds, and Retry asks a new one", { skip }, async () => {
  /** @type {Record<string, string>} */
  const replaced = { "/engine.js": deaf };
  const { page, close } = await open({ replaced });
  try {
    await page.locator("#text").waitFor();
    assert.match((await page.locator("#text-state").textContent()) ?? "", /engine is loading/);
    const alert = page.getByRole("alert").filter({ hasText: "The engine failed" });
    await alert.waitFor({ timeout: 30_000 });
    assert.match((await alert.textContent()) ?? "", /no answer for 20 seconds.*Your text is kept/);
    assert.match(await page.locator("#text").inputValue(), /CREATE TABLE auth_user/);
    // From now on the server has the real script.
    delete replaced["/engine.js"];
    await page.getByRole("button", { name: "Retry" }).click();
    await settled(page);
    await page.getByRole("tab", { name: "Migration" }).waitFor();
    assert.equal(await alert.count(), 0);
  } finally {
    await close();
  }
});

test("an engine that dies in a call is replaced at once, and the next text is converted", { skip }, async () => {
  const { page, close } = await open({ replaced: { "/engine.js": dying } });
  try {
    await settled(page);
    const area = page.locator("#text");
    await area.evaluate((area) => {
      if (area instanceof HTMLTextAreaElement) area.value = "-- die now";
      area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
    });
    const alert = page.getByRole("alert").filter({ hasText: "The engine failed" });
    await alert.waitFor({ timeout: 25_000 });
    assert.equal(await area.inputValue(), "-- die now");
    assert.match(await page.locator("#recognised-as").innerText(), /newest text was not converted/, "the old text's answer is not shown for the new one");
    assert.match(await page.locator(".stale").innerText(), /^Out of date: /);
    const box = await alert.boundingBox();
    assert.ok(box && box.y < 1000, "the failure is in view");
    await page.selectOption("#example", "lucia-2-sqlite");
    await settled(page);
    assert.match((await page.locator("#recognised-as").textContent()) ?? "", /^Lucia 2 on SQLite/);
    assert.equal(await alert.count(), 0);
  } finally {
    await close();
  }
});
