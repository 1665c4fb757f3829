// The states that the page can be in, and how one gets there: for axe, for the pictures of docs/screenshots, and for
// whoever wants to look at them all. One that is new to the page is a row here.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { editor, paste, root, settled } from "./page.mjs";

/** @typedef {import("playwright-core").Page} Page */

/**
 * @typedef {object} State
 * @property {(page: Page) => Promise<void>} reach from the first view
 * @property {Record<string, string>} [replaced] what the server has in place of its files
 * @property {true} [unanswered] the engine gives no first answer, so there is none to wait for
 */

const schema = readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8");
const hazard = `${schema}\nCREATE VIEW live AS SELECT id, idle_expires FROM user_session;\n`;

/** On a narrow window, the part of the page. @param {Page} page @param {string} name */
export async function part(page, name) {
  const tab = page.getByRole("tablist", { name: "Parts of the page" }).getByRole("tab", { name });
  if (await tab.isVisible()) await tab.click();
}

/** @param {Page} page @param {string} id */
const show = (page, id) => page.locator(`#${id}`).evaluate((panel) => panel.scrollIntoView());

/** @param {Page} page @param {string} words */
const told = (page, words) => page.getByRole("alert").filter({ hasText: words }).waitFor({ timeout: 30_000 });

/** An engine whose calls end in a trap when the text says so; calls of the next worker are as ever. */
export const dying = `
  (async () => {
  const { default: init, report_failure, serve } = await import("/raw/engine.js");
  await init({ module_or_path: "/raw/engine_bg.wasm" });
  self.addEventListener("error", (event) => report_failure(event.message));
  serve();
  const answer = self.onmessage;
  self.onmessage = (event) => {
    const post = self.postMessage;
    if (new TextDecoder().decode(event.data).includes("die now")) {
      self.postMessage = () => { self.postMessage = post; throw new RangeError("Maximum call stack size exceeded"); };
    }
    return answer.call(self, event);
  };
  })();`;

/** An engine that is loaded and says nothing. */
export const deaf = "// deaf";

/** @type {Record<string, State>} */
export const states = {
  "first-view": { reach: async () => {} },
  result: { reach: (page) => part(page, "Result") },
  step: {
    async reach(page) {
      await part(page, "Result");
      await page.locator("a.step").nth(2).click();
    },
  },
  reasons: {
    async reach(page) {
      await part(page, "Result");
      await page.getByRole("button", { name: "With reasons" }).click();
      await show(page, "steps");
    },
  },
  locks: {
    async reach(page) {
      await part(page, "Result");
      await page.locator("#steps-locks summary").click();
      await page.locator("table.locks").waitFor();
      await show(page, "steps-locks");
    },
  },
  options: {
    async reach(page) {
      await part(page, "Result");
      await page.locator("details.meanings summary").click();
      await page.locator("details.options summary").click();
      await page.locator("details.options .row").first().waitFor();
      await page.getByLabel("Table for passwords").fill("pass_words");
      await page.getByLabel("Table for passwords").press("Enter");
      await settled(page);
      await show(page, "target");
    },
  },
  hazard: {
    async reach(page) {
      await paste(page, hazard);
      await part(page, "Result");
    },
  },
  allowed: {
    async reach(page) {
      await paste(page, hazard);
      await part(page, "Findings");
      await page.locator("li.finding-block").getByRole("checkbox").check();
      await settled(page);
      await show(page, "findings");
    },
  },
  findings: {
    async reach(page) {
      await part(page, "Findings");
      await page.locator(".finding summary").first().click();
      await show(page, "findings");
    },
  },
  diagram: {
    async reach(page) {
      await part(page, "Result");
      await page.locator("#change-diagram summary").click();
      await page.locator(".stage svg").waitFor();
      await show(page, "change");
    },
  },
  "side-by-side": {
    async reach(page) {
      await part(page, "Result");
      await page.locator("#change-lines summary").click();
      await page.locator(".compared .cm-editor").first().waitFor();
      await show(page, "change");
    },
  },
  "rehearsal-opened": {
    async reach(page) {
      await part(page, "Result");
      await page.locator("#rehearsal-part summary").first().click();
      await page.getByRole("button", { name: "Rehearse", exact: true }).waitFor();
      await show(page, "rehearsal");
    },
  },
  rehearsal: {
    async reach(page) {
      await part(page, "Result");
      await page.locator("#rehearsal-part summary").first().click();
      await page.getByRole("button", { name: "Rehearse", exact: true }).click();
      await page.locator(".rehearsal-report .verdict").waitFor({ timeout: 120_000 });
      await show(page, "rehearsal");
    },
  },
  report: {
    async reach(page) {
      await part(page, "Result");
      await page.getByRole("tab", { name: "Report", exact: true }).click();
    },
  },
  commands: {
    async reach(page) {
      await page.keyboard.press("Control+k");
      await page.locator("#command").waitFor();
    },
  },
  help: {
    async reach(page) {
      await page.locator("#open-shortcuts").click();
      await page.locator("dialog").waitFor();
    },
  },
  share: {
    async reach(page) {
      await page.locator("#open-share").click();
      await page.locator("#copy-link").click();
      await page.locator(".announcement span").waitFor();
    },
  },
  "set-aside": {
    async reach(page) {
      await paste(page, `${schema}\n-- mine`);
      await page.selectOption("#example", "nextauth-3-mysql");
      await settled(page);
    },
  },
  unknown: { reach: (page) => paste(page, "CREATE TABLE users (id text PRIMARY KEY, email text);\nCREATE TABLE sessions (id text PRIMARY KEY, user_id text);") },
  partial: { reach: (page) => paste(page, `CREATE TABEL oops (x int);\n${schema}\nCREATE TABLE broken (id INTEGER PRIMARY KEY, );\n`) },
  stale: {
    async reach(page) {
      await editor(page).focus();
      await page.keyboard.press("Control+A");
      await page.keyboard.type("CREATE TABLE us");
      await settled(page);
      await part(page, "Result");
    },
  },
  empty: {
    async reach(page) {
      await page.getByRole("button", { name: "Start empty" }).click();
      await settled(page);
    },
  },
  large: { reach: (page) => paste(page, "-- filler filler filler filler\n".repeat(400_000)) },
  "right-to-left": { reach: (page) => paste(page, `${schema.replaceAll("user_session", '"جلسة_المستخدم"')}\nCREATE TABLE "שלום" ("עמודה" TEXT PRIMARY KEY, "ملاحظة" TEXT DEFAULT 'مرحبا');`) },
  open: {
    async reach(page) {
      await page.locator("details:not(#share)").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
      await page.locator(".stage svg").waitFor({ state: "attached" });
      await page.locator(".compared .cm-editor").first().waitFor({ state: "attached" });
      await page.locator("table.locks").waitFor({ state: "attached" });
    },
  },
  many: {
    async reach(page) {
      await page.selectOption("#example", "supertokens-postgresql");
      await settled(page);
    },
  },
  failed: {
    replaced: { "/engine.js": dying },
    async reach(page) {
      await page.locator("#text").evaluate((area) => {
        if (area instanceof HTMLTextAreaElement) area.value = "-- die now";
        area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
      });
      await told(page, "The engine failed");
    },
  },
  progress: {
    replaced: { "/engine.js": deaf },
    unanswered: true,
    reach: (page) => page.getByRole("progressbar", { name: "Converting" }).waitFor(),
  },
  stopped: {
    replaced: { "/engine.js": deaf },
    unanswered: true,
    reach: (page) => page.getByRole("button", { name: "Stop" }).click(),
  },
};
