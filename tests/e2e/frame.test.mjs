// The converter in an `<iframe>` of another origin: what is said across the border, and what is not heard.

import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, picture, skip } from "./support/page.mjs";
import { serve } from "./support/server.mjs";

const sql = `CREATE TABLE auth_user (id text PRIMARY KEY);
CREATE TABLE user_session (id text PRIMARY KEY, user_id text NOT NULL REFERENCES auth_user (id), active_expires bigint NOT NULL, idle_expires bigint NOT NULL);`;

/**
 * A page with the frame in it; the page is at one port, the frame at another.
 * @param {(around: string, inside: string) => string} body
 * @param {(page: import("playwright-core").Page, inside: string) => Promise<void>} look
 */
async function visit(body, look) {
  const inside = await serve({ headers: { "access-control-allow-origin": "*" } });
  const around = await serve({ replaced: { "/host.html": "" } });
  await around.close();
  const port = Number(new URL(around.origin).port);
  const served = await serve({ replaced: { "/host.html": body(around.origin, inside.origin) }, port });
  const context = await (await browser()).newContext({ serviceWorkers: "block" });
  try {
    const page = await context.newPage();
    await page.goto(`${served.origin}/host.html`);
    await look(page, inside.origin);
  } finally {
    await context.close();
    await served.close();
    await inside.close();
  }
}

const head = '<!doctype html><html lang="en"><meta charset="utf-8"><title>docs</title><link rel="icon" href="data:,">';

test("a frame of another origin is set, speaks, and grows with its content", { skip }, async () => {
  /** @param {string} around @param {string} inside */
  const body = (around, inside) => `${head}<body><iframe id="frame" title="authmorph" width="800" height="10" src="${inside}/embed.html?parent=${encodeURIComponent(around)}&to=lucia-3"></iframe>
<script type="module">
import { connectFrame } from "${inside}/authmorph-frame.js";
const frame = document.getElementById("frame");
window.said = [];
for (const type of ["ready", "detect", "convert", "error"]) frame.addEventListener("authmorph-" + type, (event) => said.push([type, event.detail]));
window.connected = connectFrame(frame);
connected.set({ ddl: ${JSON.stringify(sql)}, dialect: "postgresql" });
</script></body></html>`;
  await visit(body, async (page) => {
    await page.waitForFunction(() => /** @type {any} */ (window).said.some((/** @type {any} */ [type]) => type === "convert"), undefined, { timeout: 20_000 });
    const [type, detail] = await page.evaluate(() => /** @type {any} */ (window).said.find((/** @type {any} */ [type]) => type === "convert"));
    assert.equal(type, "convert");
    assert.equal(detail.target, "lucia-3");
    const inner = page.frameLocator("#frame");
    assert.match((await inner.locator("[part~=output]").textContent()) ?? "", /ALTER TABLE user_session/);
    await page.waitForFunction(() => (document.getElementById("frame")?.getBoundingClientRect().height ?? 0) > 400);
    await picture(page, "frame");
    await page.evaluate(() => /** @type {any} */ (window).connected.set({ to: "lucia-sessions-2024", readonly: true }));
    await page.waitForFunction(() => /** @type {any} */ (window).said.at(-1)[1].target === "lucia-sessions-2024");
    assert.equal(await inner.locator("[part~=editor]").getAttribute("readonly"), "");
  });
});

test("a frame hears and answers the origin in its address only, and a page its own frame only", { skip }, async () => {
  /** @param {string} around @param {string} inside */
  const body = (around, inside) => `${head}<body>
<iframe id="strangers" title="authmorph" src="${inside}/embed.html?parent=https://docs.example.org&to=lucia-3"></iframe>
<iframe id="nobodys" title="authmorph" src="${inside}/embed.html?to=lucia-3"></iframe>
<iframe id="anybodys" title="authmorph" src="${inside}/embed.html?parent=*&to=lucia-3"></iframe>
<iframe id="ours" title="authmorph" src="${inside}/embed.html?parent=${encodeURIComponent(around)}&to=lucia-3"></iframe>
<script type="module">
import { connectFrame } from "${inside}/authmorph-frame.js";
window.heard = [];
addEventListener("message", (event) => heard.push([[...document.querySelectorAll("iframe")].find((frame) => frame.contentWindow === event.source)?.id ?? "page", event.data.type]));
const ours = document.getElementById("ours");
window.forged = [];
ours.addEventListener("authmorph-convert", (event) => forged.push(event.detail));
connectFrame(ours);
</script></body></html>`;
  await visit(body, async (page, inside) => {
    await page.waitForFunction(() => /** @type {any} */ (window).heard.some((/** @type {any} */ [id]) => id === "ours"), undefined, { timeout: 20_000 });
    await page.evaluate(
      ({ inside, sql }) => {
        for (const frame of document.querySelectorAll("iframe")) {
          if (frame.id !== "ours") frame.contentWindow?.postMessage({ authmorph: 1, type: "set", ddl: sql }, inside);
        }
        const ours = /** @type {HTMLIFrameElement} */ (document.getElementById("ours")).contentWindow;
        // Of the right origin, and no settings.
        ours?.postMessage({ authmorph: 2, type: "set", ddl: sql }, inside);
        ours?.postMessage({ authmorph: 1, type: "set", ddl: 42, onclick: "alert(1)", loading: "click" }, inside);
        ours?.postMessage("set", inside);
        // The page's own window is not the frame.
        window.postMessage({ authmorph: 1, type: "convert", detail: "forged" }, location.origin);
      },
      { inside, sql },
    );
    await page.waitForTimeout(1500);
    const heard = await page.evaluate(() => /** @type {any} */ (window).heard.map((/** @type {any} */ [id]) => id));
    assert.deepEqual([...new Set(heard)].sort(), ["ours", "page"]);
    assert.deepEqual(await page.evaluate(() => /** @type {any} */ (window).forged), []);
    for (const id of ["strangers", "nobodys", "anybodys", "ours"]) {
      const converter = page.frameLocator(`#${id}`).locator("authmorph-converter");
      assert.equal(await converter.evaluate((element) => /** @type {any} */ (element).ddl), "", id);
      assert.equal(await converter.getAttribute("onclick"), null);
    }
  });
});
