// For every hand, eye and screen: the keyboard, axe's rules in both themes, a narrow and a zoomed window.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./support/axe.mjs";
import { open, paste, picture, settled, skip } from "./support/page.mjs";

for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  test(`axe finds nothing in the ${colorScheme} theme, whatever state the page is in`, { skip }, async () => {
    const { page, origin, close } = await open({ colorScheme });
    try {
      await settled(page);
      await page.locator("details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
      await page.locator(".stage svg").waitFor();
      await page.locator(".compared .cm-mergeView").waitFor();
      await page.locator("table.locks").waitFor();
      assert.deepEqual(await violations(page), []);
      await page.keyboard.press("Control+k");
      await page.locator("dialog").waitFor();
      assert.deepEqual(await violations(page), [], "the list of commands");
      await page.keyboard.press("Escape");
      await page.locator("#open-keys").click();
      assert.deepEqual(await violations(page), [], "the help");
      await page.keyboard.press("Escape");
      await paste(page, "CREATE TABLE users (id text PRIMARY KEY, );\nCREATE TABEL x;");
      await page.locator("details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
      assert.deepEqual(await violations(page), []);
      await page.getByRole("button", { name: "Start empty" }).click();
      await settled(page);
      assert.deepEqual(await violations(page), []);
      await page.locator("#share").evaluate((menu) => menu.removeAttribute("open"));
      await page.setViewportSize({ width: 360, height: 740 });
      await page.selectOption("#example", "lucia-2-mysql");
      await settled(page);
      for (const part of ["Source", "Result", "Findings"]) {
        await page.getByRole("tab", { name: part }).click();
        assert.deepEqual(await violations(page), [], `narrow: ${part}`);
      }
      await page.goto(`${origin}/findings/prisma_cannot_say.html`);
      assert.deepEqual(await violations(page), [], "the page of a finding");
    } finally {
      await close();
    }
  });
}

test("everything is reached, seen and used with the keyboard alone", { skip }, async () => {
  const { page, close } = await open();
  try {
    await settled(page);
    /** @type {string[]} */
    const stops = [];
    for (let step = 0; step < 200; step += 1) {
      await page.keyboard.press("Tab");
      const stop = await page.evaluate(() => {
        const element = document.activeElement;
        if (!element || element === document.body) return null;
        const outlined = [element, element.parentElement].some((one) => one && getComputedStyle(one).outlineStyle !== "none");
        if (element.id === "theme" && document.body.dataset.seen) return null;
        if (element.id === "theme") document.body.dataset.seen = "yes";
        return { name: element.id || element.textContent?.trim().slice(0, 30) || element.tagName, outlined };
      });
      if (!stop) break;
      assert.ok(stop.outlined, `no visible focus on ${stop.name}`);
      stops.push(stop.name);
    }
    // Tab leaves the text area: no trap.
    for (const expected of ["theme", "example", "open", "dialect", "source-editor", "role-session", "to", "output-migration", "file-migration-up-sql", "copy", "download", "download-all", "shown-file"]) {
      assert.ok(stops.includes(expected), `${expected} is not among ${stops.join(", ")}`);
    }

    await page.locator("#file-migration-up-sql").focus();
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "verify.sql");
    assert.equal(await page.locator("#shown-file").getAttribute("data-path"), "migration/verify.sql");
    await page.keyboard.press("End");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "cleanup.sql");
    await page.keyboard.press("ArrowRight");
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), "preflight.sql");
    assert.equal(await page.locator("#result [role=tab][aria-selected=true]").count(), 2);
  } finally {
    await close();
  }
});

for (const [name, viewport] of /** @type {const} */ ([
  ["360 pixels wide", { width: 360, height: 740 }],
  ["at 200 % zoom of a small window", { width: 512, height: 384 }],
])) {
  test(`nothing is cut off ${name}`, { skip }, async () => {
    const { page, close } = await open({ viewport });
    try {
      await settled(page);
      const parts = { Source: ["theme", "example", "dialect"], Result: ["to", "copy", "copy-markdown", "download"], Findings: ["findings-count"] };
      for (const [part, ids] of Object.entries(parts)) {
        await page.getByRole("tablist", { name: "Parts of the page" }).getByRole("tab", { name: part }).click();
        const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
        assert.equal(widths[0], widths[1], part);
        for (const id of ids) {
          const box = await page.locator(`#${id}`).boundingBox();
          assert.ok(box && box.x >= 0 && box.x + box.width <= viewport.width, id);
        }
        await picture(page, `width-${viewport.width}-${part}`);
      }
    } finally {
      await close();
    }
  });
}
