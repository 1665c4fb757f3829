// What keeps people with assistive technology out, as axe finds it.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** @param {import("playwright-core").Page} page */
export async function violations(page) {
  // Evaluated, not added as a script, which the page's own policy would rightly refuse.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    // @ts-ignore axe is there since the line above
    const { violations } = await globalThis.axe.run(document, { resultTypes: ["violations"] });
    return violations.map((/** @type {any} */ violation) => `${violation.id}: ${violation.nodes.map((/** @type {any} */ node) => node.html).join(" ")}`);
  });
}
