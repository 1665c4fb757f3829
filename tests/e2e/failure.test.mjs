// An engine that does not come, or dies: the page says so, keeps the text, and tries again.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, settled, skip } from "./support/page.mjs";

test("an engine that never answers is reported after 20 seconds, and Retry asks a new one", { skip }, async () => {
  /** @type {Record<string, string>} */
  const replaced = { "/engine.js": "// deaf" };
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
  // The first call ends in a trap, like a stack overflow; calls of the next worker are as ever.
  const dies = `
    (async () => {
    const { default: init, report_failure, serve } = await import("/raw/engine.js");
    const wasm = await init({ module_or_path: "/raw/engine_bg.wasm" });
    self.addEventListener("error", (event) => report_failure(event.message));
    serve();
    const answer = self.onmessage;
    self.onmessage = (event) => {
      const text = new TextDecoder().decode(event.data);
      const post = self.postMessage;
      if (text.includes("die now")) {
        self.postMessage = () => { self.postMessage = post; throw new RangeError("Maximum call stack size exceeded"); };
      }
      return answer.call(self, event);
    };
    })();`;
  const { page, close } = await open({ replaced: { "/engine.js": dies } });
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
    await page.selectOption("#example", "lucia-2-sqlite");
    await settled(page);
    assert.match((await page.locator("#recognised-as").textContent()) ?? "", /^Lucia 2 on SQLite/);
    assert.equal(await alert.count(), 0);
  } finally {
    await close();
  }
});
