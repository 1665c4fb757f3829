// Takes the pictures of docs/screenshots from the page in dist/: `npm run screenshots` after `make build`, with words of
// their names for some of them. They are looked at before they are committed; no test compares them.
//
// `EVERY=1` takes every state of `tests/e2e/support/states.mjs`, at more widths, into target/screenshots/states instead.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, quit, root, settled } from "../tests/e2e/support/page.mjs";
import { states } from "../tests/e2e/support/states.mjs";

const every = process.env.EVERY === "1";
const folder = join(root, every ? "target/screenshots/states" : "docs/screenshots");
const shown = ["first-view", "step", "locks", "options", "diagram", "side-by-side", "rehearsal", "findings", "hazard", "unknown", "commands"];
const sizes = [{ width: 1280, height: 900 }, { width: 390, height: 800 }];
const more = [{ width: 360, height: 740 }, { width: 768, height: 1024 }, { width: 1920, height: 1080 }];

mkdirSync(folder, { recursive: true });
const wanted = process.argv.slice(2);
/** @param {string} name */
const isWanted = (name) => (every || shown.includes(name)) && (wanted.length === 0 || wanted.some((word) => name.includes(word)));
for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const viewport of every ? [...sizes, ...more] : sizes) {
    for (const [name, { reach, replaced, unanswered }] of Object.entries(states).filter(([name]) => isWanted(name))) {
      const { page, close } = await open({ colorScheme, viewport, replaced: { ...replaced } });
      try {
        if (!unanswered) await settled(page);
        await reach(page);
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        await page.screenshot({ path: join(folder, `${name}-${viewport.width}-${colorScheme}.png`) });
      } finally {
        await close();
      }
    }
  }
}

await quit();
