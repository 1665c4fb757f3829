// Next.js takes the package in on both sides: a page with the engine in a worker, and a route of the server.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { after, test } from "node:test";
import { browser, skip } from "../e2e/support/page.mjs";
import { project, root, run } from "./support.mjs";

const packages = join(root, "tests/package/next/node_modules");
// Below the packages, because Next.js looks for itself in the folders above an application.
const at = mkdtempSync(join(root, "tests/package/next/application-"));
after(() => rmSync(at, { recursive: true, force: true }));
const next = join(packages, ".bin/next");

/** Serves the application as it was built, on a port that the system chooses. */
async function start() {
  const server = spawn(process.execPath, [next, "start", "--hostname", "127.0.0.1", "--port", "0"], { cwd: at, stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((done) => server.once("exit", done));
  const origin = await new Promise((done, fail) => {
    let said = "";
    server.stdout.on("data", (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said)?.[0];
      if (found !== undefined) done(found);
    });
    server.once("exit", () => fail(new Error(`the server ended: ${said}`)));
  });
  return { origin: String(origin), close: () => (server.kill(), ended) };
}

/** What the page says. @param {string} origin */
async function open(origin) {
  const context = await (await browser()).newContext();
  try {
    const page = await context.newPage();
    /** @type {string[]} */
    const problems = [];
    page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
    page.on("pageerror", (error) => problems.push(String(error)));
    await page.goto(origin);
    await page.waitForFunction(() => document.getElementById("said")?.textContent?.startsWith("done"));
    assert.deepEqual(problems, []);
    return await page.locator("#said").textContent();
  } finally {
    await context.close();
  }
}

process.env.NEXT_TELEMETRY_DISABLED = "1";
cpSync(join(root, "tests/package/next/application"), at, { recursive: true });
cpSync(join(project("next"), "node_modules"), join(at, "node_modules"), { recursive: true });

// Turbopack is what Next.js takes by itself; the one before it only has to be tried now and then.
for (const bundler of process.env.THOROUGH === "1" ? ["turbopack", "webpack"] : ["turbopack"]) {
  test(`Next.js with ${bundler}: a page with the worker and a route with the engine`, { skip }, async () => {
    run(process.execPath, [next, "build", `--${bundler}`], at);
    const server = await start();
    try {
      assert.equal(await open(server.origin), "done: lucia-3 the same on the server");
    } finally {
      await server.close();
    }
  });
}
