// For every hand, eye and screen: the keyboard, axe's rules in both themes, a narrow and a zoomed window.

import assert from "node:assert/strict";
import { test } from "node:test";
import { violations } from "./support/axe.mjs";
import { open, picture, settled, skip } from "./support/page.mjs";
import { part, states } from "./support/states.mjs";

// The panel of the rehearsal is held to the same in its own tests.
for (const [name, { reach, replaced, unanswered }] of Object.entries(states).filter(([name]) => !name.startsWith("rehearsal"))) {
  test(`axe finds nothing in either theme, wide or narrow: ${name}`, { skip }, async () => {
    const { page, close } = await open({ replaced: { ...replaced } });
    try {
      if (!unanswered) await settled(page);
      await reach(page);
      assert.deepEqual(await violations(page), [], "light and wide");
      await page.emulateMedia({ colorScheme: "dark" });
      await page.setViewportSize({ width: 360, height: 740 });
      assert.deepEqual(await violations(page), [], "dark and narrow");
      const widths = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
      assert.equal(widths[0], widths[1], "nothing is wider than the window");
    } finally {
      await close();
    }
  });
}

test("axe finds nothing on a narrow window, whichever part it shows, and on the page of a finding", { skip }, async () => {
  const { page, origin, close } = await open({ viewport: { width: 360, height: 740 } });
  try {
    await settled(page);
    for (const name of ["Source", "Result", "Findings"]) {
      await part(page, name);
      assert.deepEqual(await violations(page), [], name);
    }
    await page.goto(`${origin}/findings/prisma_cannot_say.html`);
    for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
      await page.emulateMedia({ colorScheme });
      assert.deepEqual(await violations(page), [], colorScheme);
    }
  } finally {
    await close();
  }
});

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
      const header = await page.locator(".header").boundingBox();
      assert.ok(header && header.height < 100, `the header takes ${header?.height} pixels`);
      for (const id of ["open-commands", "open-share"]) assert.ok(await page.locator(`#${id}`).isVisible(), id);
      for (const words of ["Migrates auth tables without losing a row.", "Nothing is sent."]) assert.ok(await page.getByText(words).isVisible(), words);
      await page.locator("#open-share").click();
      const menu = await page.locator("#share .menu").boundingBox();
      assert.ok(menu && menu.x >= 0 && menu.x + menu.width <= viewport.width, "the menu is in the window");
      await page.keyboard.press("Escape");
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
