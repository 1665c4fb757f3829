// The page as the tests open it: dist/ behind a small server on a free loopback port, in headless Chromium.

import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { chromium } from "playwright-core";
import { root, serve } from "./server.mjs";

export { root };
const screenshots = join(root, "target/screenshots");

const browserPaths = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const executablePath = browserPaths.find((path) => existsSync(path));

/** Why the browser tests cannot run here; in CI that is no reason to skip them. */
export const skip =
  executablePath || process.env.CI === "true" ? false : `no browser at ${browserPaths.join(", ")}`;

const browserArguments = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/**
 * One browser for all tests of a file; each has a context of its own, which shares nothing with the others.
 * @type {import("playwright-core").Browser | undefined}
 */
let started;

export async function browser() {
  if (!executablePath) throw new Error(`no browser at ${browserPaths.join(", ")}`);
  started ??= await chromium.launch({ executablePath, args: browserArguments });
  return started;
}

/** Ends the browser; the runner calls it after the last test of a file. */
export const quit = async () => started?.close();
after(quit);

/**
 * @typedef {object} Opened
 * @property {import("playwright-core").Page} page
 * @property {string} origin
 * @property {string[]} requests every URL that the page and its worker asked for
 * @property {string[]} problems errors on the console and of the page
 * @property {() => Promise<void>} close
 */

/**
 * Serves dist/ and opens the page. Without `serviceWorkers: "allow"` nothing is kept for times without a network, which
 * would load every file in the middle of a test.
 * @param {import("playwright-core").BrowserContextOptions & { replaced?: Record<string, string> }} [options]
 * @returns {Promise<Opened>}
 */
export async function open({ replaced = {}, ...options } = {}) {
  const { origin, close } = await serve({ replaced });
  const context = await (await browser()).newContext({
    viewport: { width: 1440, height: 1000 },
    permissions: ["clipboard-read", "clipboard-write"],
    acceptDownloads: true,
    serviceWorkers: "block",
    ...options,
  });
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const problems = [];
  context.on("request", (request) => requests.push(request.url()));
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(`${origin}/`);
  return {
    page,
    origin,
    requests,
    problems,
    async close() {
      await context.close();
      await close();
    },
  };
}

/**
 * Waits until the engine has answered the newest text, and the editors are there unless the test is about their absence.
 * @param {import("playwright-core").Page} page
 * @param {{ editors?: boolean }} [options]
 */
export async function settled(page, { editors = true } = {}) {
  await page.waitForFunction((editors) => {
    const state = document.getElementById("text-state")?.textContent ?? "";
    const mounted = !editors || document.querySelector(".source-editor.mounted");
    return mounted && / read\.|Nothing to convert|Too large|Not converted/.test(state);
  }, editors);
}

/**
 * A test on a fresh page that has answered, and that must have had no problem in the end.
 * @param {string} name
 * @param {(opened: Opened, context: import("node:test").TestContext) => Promise<void>} body
 */
export function check(name, body) {
  test(name, { skip }, async (context) => {
    const opened = await open();
    try {
      await settled(opened.page);
      await body(opened, context);
      assert.deepEqual(opened.problems, []);
    } finally {
      await opened.close();
    }
  });
}

/**
 * What is typed into: the editor's own element.
 * @param {import("playwright-core").Page} page
 */
export const editor = (page) => page.locator(".source-editor .cm-content");

/**
 * What an editor shows of itself, which is what a user sees of it: the lines in view.
 * @param {import("playwright-core").Page} page
 * @param {string} host
 */
export const lines = (page, host) => page.locator(`${host} .cm-line`).allInnerTexts();

/**
 * Puts a text into the text area as a paste does, and waits for the answer. Filling it in would take seconds.
 * The editor takes it over, as from any program that writes into the page.
 * @param {import("playwright-core").Page} page
 * @param {string} text
 * @param {{ editors?: boolean }} [options]
 */
export async function paste(page, text, options) {
  await page.locator("#text").evaluate((area, text) => {
    if (!(area instanceof HTMLTextAreaElement)) throw new Error("the text area is something else");
    area.value = text;
    area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertFromPaste" }));
  }, text);
  // The page says that it is at work before it lets go of the event.
  await settled(page, options);
}

/**
 * The text of a file of the result, by way of its tabs.
 * @param {import("playwright-core").Page} page
 * @param {string} output
 * @param {string} [file]
 */
export async function read(page, output, file) {
  await page.getByRole("tablist", { name: "Outputs" }).getByRole("tab", { name: output, exact: true }).click();
  if (file) await page.getByRole("tablist", { name: "Files" }).getByRole("tab", { name: file, exact: true }).click();
  return (await page.locator("#shown-file code").textContent()) ?? "";
}

/**
 * Keeps a picture for the eye, in target/screenshots.
 * @param {import("playwright-core").Page} page
 * @param {string} name
 */
export async function picture(page, name) {
  mkdirSync(screenshots, { recursive: true });
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}
