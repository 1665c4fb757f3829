// Takes the pictures of docs/screenshots from the page in dist/: `npm run screenshots` after `make build`. They are
// looked at before they are committed; no test compares them.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { open, paste, quit, root, settled } from "../tests/e2e/support/page.mjs";

const folder = join(root, "docs/screenshots");

/** @typedef {import("playwright-core").Page} Page */

/** On a narrow window, the part of the page. @param {Page} page @param {string} name */
async function part(page, name) {
  const tab = page.getByRole("tablist", { name: "Parts of the page" }).getByRole("tab", { name });
  if (await tab.isVisible()) await tab.click();
}

const broken = `CREATE TABLE member (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE TABEL oops (x int);
CREATE TABLE sign_in (token TEXT PRIMARY KEY, member_id INTEGER REFERENCES member (id), until TIMESTAMP);
`;

/** What each picture shows, and how one gets there. @type {[string, (page: Page) => Promise<void>][]} */
const states = [
  ["first-view", async () => {}],
  [
    "step",
    async (page) => {
      await part(page, "Findings");
      await page.locator("a.step").nth(2).click();
    },
  ],
  [
    "locks",
    async (page) => {
      await part(page, "Findings");
      await page.locator("#steps-locks summary").click();
      await page.locator("table.locks").waitFor();
      await page.locator("#steps-locks").evaluate((timeline) => timeline.scrollIntoView());
    },
  ],
  [
    "diagram",
    async (page) => {
      await part(page, "Result");
      await page.locator("#change-diagram summary").click();
      await page.locator(".stage svg").waitFor();
      await page.locator("#change").evaluate((panel) => panel.scrollIntoView());
    },
  ],
  [
    "side-by-side",
    async (page) => {
      await part(page, "Result");
      await page.locator("#change-lines summary").click();
      await page.locator(".compared .cm-editor").first().waitFor();
      await page.locator("#change").evaluate((panel) => panel.scrollIntoView());
    },
  ],
  [
    "rehearsal",
    async (page) => {
      await part(page, "Result");
      await page.locator("#rehearsal-part summary").first().click();
      await page.getByRole("button", { name: "Rehearse", exact: true }).click();
      await page.locator(".rehearsal-report .verdict").waitFor({ timeout: 120_000 });
      await page.locator("#rehearsal").evaluate((panel) => panel.scrollIntoView());
    },
  ],
  [
    "findings",
    async (page) => {
      await part(page, "Findings");
      await page.locator(".finding summary").first().click();
      await page.locator("#findings").evaluate((panel) => panel.scrollIntoView());
    },
  ],
  [
    "unknown",
    async (page) => {
      await paste(page, broken);
      await page.locator("#recognised").evaluate((panel) => panel.scrollIntoView({ block: "end" }));
    },
  ],
  [
    "commands",
    async (page) => {
      await page.keyboard.press("Control+k");
      await page.locator("#command").waitFor();
    },
  ],
];

mkdirSync(folder, { recursive: true });
const wanted = process.argv[2] ?? "";
for (const colorScheme of /** @type {const} */ (["light", "dark"])) {
  for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 800 }]) {
    for (const [name, reach] of states.filter(([name]) => name.includes(wanted))) {
      const { page, close } = await open({ colorScheme, viewport });
      try {
        await settled(page);
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
