// The keyboard: commands, keys, and the whole job without a mouse. The frame: panes, tabs of a narrow window, paper.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { check, editor, open, paste, picture, read, root, settled, skip } from "./support/page.mjs";
import { deaf } from "./support/states.mjs";

const mine = readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8").replaceAll("user_session", "my_session");

/** @typedef {import("playwright-core").Page} Page */
/** @param {Page} page @param {RegExp} words */
const told = (page, words) =>
  page.waitForFunction((source) => new RegExp(source).test(document.querySelector(".announcement")?.textContent ?? ""), words.source);

/** @param {Page} page */
const focused = (page) => page.evaluate(() => document.activeElement?.id);

/** Finds a command by words of its title and gives it. @param {Page} page @param {string} words */
async function command(page, words) {
  await page.keyboard.press("Control+k");
  await page.locator("#command").waitFor();
  await page.keyboard.type(words);
  await page.keyboard.press("Enter");
  await page.locator("dialog").waitFor({ state: "detached" });
}

check("a command is found by its words, and Escape gives the focus back", async ({ page }) => {
  await page.locator("#to").focus();
  await page.keyboard.press("Control+k");
  const list = page.getByRole("listbox", { name: "Commands" });
  await list.waitFor();
  assert.ok((await list.getByRole("option").count()) > 20);
  await picture(page, "commands");
  await page.keyboard.type("zip all");
  assert.deepEqual(await list.getByRole("option").allInnerTexts(), ["Download all files as a ZIP archive"]);
  await page.keyboard.press("Escape");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal(await focused(page), "to");

  await page.keyboard.press("Control+k");
  await list.waitFor();
  await page.keyboard.press("ArrowDown");
  const selected = list.getByRole("option", { selected: true });
  assert.match(await selected.innerText(), /as Markdown/);
  assert.equal(await page.locator("#command").getAttribute("aria-activedescendant"), await selected.getAttribute("id"));
  await page.keyboard.press("Enter");
  await told(page, /^Copied up\.sql as Markdown/);
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^`migration\/up\.sql`\n\n```sql\n-- Lucia 2/);

  await command(page, "show drizzle");
  assert.match((await page.locator("#shown-file").getAttribute("data-path")) ?? "", /^drizzle\//);
  await command(page, "example mysql");
  await settled(page);
  assert.match((await page.locator("#recognised-as").textContent()) ?? "", /on MySQL/);
});

check("the help lists every key, and a question mark that is typed is text", async ({ page }) => {
  await page.locator("#findings-heading").focus();
  await page.keyboard.press("?");
  const help = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await help.waitFor();
  const text = await help.innerText();
  for (const key of ["Ctrl+Enter", "Ctrl+S", "Ctrl+K", "F8", "Shift+F8", "Alt+4", "?"]) assert.ok(text.includes(key), key);
  assert.equal(await page.locator("#copy").getAttribute("title"), "Ctrl+Enter");
  await picture(page, "help");
  await page.keyboard.press("Escape");
  assert.equal(await focused(page), "findings-heading");
  await editor(page).focus();
  await page.keyboard.type("?");
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.match(await page.locator("#text").inputValue(), /^\?/);
});

check("keys go to every panel, and from finding to finding and back", async ({ page }) => {
  await page.keyboard.press("Alt+4");
  await page.waitForFunction(() => document.activeElement?.id === "result-heading");
  await page.keyboard.press("Alt+6");
  await page.waitForFunction(() => document.activeElement?.id === "findings-heading");
  await page.keyboard.press("Alt+1");
  await page.waitForFunction(() => document.activeElement?.id === "source-editor");
  await page.keyboard.press("F8");
  await told(page, /^Finding 1 of/);
  await page.keyboard.press("F8");
  await told(page, /^Finding 2 of/);
  await page.keyboard.press("Shift+F8");
  await told(page, /^Finding 1 of/);
});

check("the whole job by keyboard alone: text in, target chosen, SQL out", async ({ page }) => {
  await page.evaluate((text) => navigator.clipboard.writeText(text), mine);
  await command(page, "empty");
  await page.waitForFunction(() => document.activeElement?.id === "source-editor");
  await page.keyboard.press("Control+V");
  await settled(page);
  assert.match((await page.locator("#recognised-as").textContent()) ?? "", /^Lucia 2 on SQLite/);
  await command(page, "convert to lucia 3");
  await settled(page);
  await page.keyboard.press("Alt+4");
  await page.waitForFunction(() => document.activeElement?.id === "result-heading");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Tab");
  await page.waitForFunction(() => document.activeElement?.id === "file-migration-up-sql");
  await page.keyboard.press("ArrowLeft");
  await page.waitForFunction(() => document.getElementById("shown-file")?.dataset.path === "migration/preflight.sql");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Control+Enter");
  await told(page, /^Copied up\.sql, /);
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /my_session/);
  await page.keyboard.press("Control+s");
  await told(page, /^Copied a link/);
});

check("a runner-up is taken at a click, a link keeps that, and the text is let tell again", async ({ page }) => {
  const panel = page.locator("#recognised");
  const summary = panel.getByText("What else it could be");
  await summary.click();
  const take = panel.getByRole("button", { name: /^Take it as / }).first();
  const name = ((await take.innerText()) ?? "").replace("Take it as ", "");
  await take.click();
  await page.locator("#said-layout").waitFor();
  await settled(page);
  const now = (await page.locator("#recognised-as").textContent()) ?? "";
  assert.ok(now.startsWith(name) || /layout_misfit/.test((await page.locator(".findings").textContent()) ?? ""), `${name}: ${now}`);
  await page.getByRole("button", { name: "Let the text tell" }).click();
  await page.waitForFunction(() => /^Lucia 2 on PostgreSQL/.test(document.getElementById("recognised-as")?.textContent ?? ""));
  assert.equal(await page.locator("#said-layout").count(), 0);
});

check("the menu that is opened over the page closes with Escape, and when the focus leaves it", async ({ page }) => {
  const menu = page.locator("#share");
  await page.locator("#open-share").focus();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Tab");
  assert.equal(await focused(page), "copy-link");
  await page.keyboard.press("Escape");
  assert.equal(await menu.getAttribute("open"), null);
  assert.equal(await focused(page), "open-share");
  await page.keyboard.press("Enter");
  for (let times = 0; times < 3; times += 1) await page.keyboard.press("Tab");
  assert.equal(await focused(page), "theme");
  assert.equal(await menu.getAttribute("open"), null);
});

check("many findings of one code are one row that opens, and each code has its page", async ({ page, origin }) => {
  const group = page.locator(".finding-group").first();
  assert.match(await group.locator("summary").first().innerText(), /note\s+4 times/);
  await group.locator("summary").first().click();
  const finding = group.locator("li.finding").first();
  await finding.locator("summary").click();
  const link = finding.getByRole("link", { name: /^All about prisma_cannot_say/ });
  const [shown] = await Promise.all([page.waitForEvent("popup"), link.click()]);
  await shown.waitForLoadState();
  assert.equal(shown.url(), `${origin}/findings/prisma_cannot_say.html`);
  assert.equal(await shown.locator("h1").innerText(), "prisma_cannot_say");
  assert.match(await shown.locator("main").innerText(), /What to do\./);
  const codes = readFileSync(join(root, "src/findings.rs"), "utf8").match(/^ {4}"(\w+)",$/gm) ?? [];
  assert.ok(codes.length > 40);
  for (const code of codes) readFileSync(join(root, "dist/findings", `${code.replace(/\W/g, "")}.html`));
});

check("a tab for each tool, in one row, and what belongs together in one of them", async ({ page }) => {
  const outputs = page.getByRole("tablist", { name: "Outputs" }).getByRole("tab");
  assert.deepEqual(await outputs.allTextContents(), ["Migration", "Drizzle", "Kysely", "Prisma", "Wiring", "Schema", "Report"]);
  await page.setViewportSize({ width: 1280, height: 900 });
  const tops = await outputs.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().top));
  assert.equal(new Set(tops).size, 1, `${tops}`);
  await outputs.filter({ hasText: "Schema" }).click();
  const files = page.getByRole("tablist", { name: "Files" }).getByRole("tab");
  assert.deepEqual(await files.allTextContents(), ["schema.sql", "schema.dbml", "schema.mmd", "model.json"]);
  await outputs.filter({ hasText: "Report" }).click();
  assert.deepEqual(await files.allTextContents(), ["report.md", "plan.json"]);
});

check("the panes are made wider by mouse and keyboard, and stay so", async ({ page }) => {
  const width = async () => (await page.locator("#area-left").boundingBox())?.width ?? 0;
  const bar = page.getByRole("separator", { name: "Width of the schema" });
  const half = await width();
  await bar.focus();
  for (let times = 0; times < 5; times += 1) await page.keyboard.press("ArrowRight");
  assert.equal(await bar.getAttribute("aria-valuenow"), "60");
  assert.ok((await width()) > half * 1.15);
  const box = await bar.boundingBox();
  assert.ok(box);
  await page.mouse.move(box.x + 4, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(500, box.y + 200);
  await page.mouse.up();
  const dragged = await width();
  assert.ok(dragged < half);
  await page.locator("#source-editor").evaluate((editor) => void (editor.style.height = "300px"));
  await page.waitForFunction(() => localStorage.getItem("authmorph.panes")?.includes("300px"));
  await page.reload();
  await settled(page);
  assert.ok(Math.abs((await width()) - dragged) < 2);
  assert.equal((await page.locator("#source-editor").boundingBox())?.height, 300);
  await page.getByRole("separator", { name: "Width of the schema" }).dblclick();
  assert.ok(Math.abs((await width()) - half) < 2);
});

test("a narrow window shows one part at a time, and goes where the user is sent", { skip }, async () => {
  const { page, problems, close } = await open({ viewport: { width: 400, height: 800 } });
  try {
    await settled(page);
    const seen = async () => {
      const parts = ["source", "result", "findings", "change"];
      const shown = await Promise.all(parts.map((id) => page.locator(`#${id}`).isVisible()));
      return parts.filter((_, index) => shown[index]);
    };
    assert.deepEqual(await seen(), ["source"]);
    await page.getByRole("tab", { name: "Source" }).focus();
    await page.keyboard.press("ArrowRight");
    assert.deepEqual(await seen(), ["result", "change"]);
    await page.keyboard.press("End");
    assert.deepEqual(await seen(), ["findings"]);
    await page.locator(".findings button.place").first().click();
    assert.deepEqual(await seen(), ["source"]);
    await page.getByRole("tab", { name: "Result" }).click();
    await page.locator("a.step").first().click();
    assert.deepEqual(await seen(), ["result", "change"]);
    assert.ok(await page.locator("#shown-file").evaluate((file) => file.getBoundingClientRect().top < innerHeight), "the statements are in view");
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
});

check("on paper there is the report and the whole file, and no button", async ({ page }) => {
  const up = await read(page, "Migration", "up.sql");
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("#shown-file pre").isVisible(), true);
  assert.ok(up.trimEnd().endsWith("COMMIT;"));
  for (const id of ["recognised", "target", "findings", "steps", "decisions"]) assert.ok(await page.locator(`#${id}`).isVisible(), id);
  for (const id of ["copy", "source", "change", "rehearsal", "open-commands", "theme"]) assert.ok(!(await page.locator(`#${id}`).isVisible()), id);
  assert.match(await page.locator("#steps").innerText(), /A migration must not run twice/, "the reasons are on paper");
  const cut = await page.locator("#shown-file").evaluate((file) => file.scrollHeight - file.clientHeight);
  assert.ok(cut <= 0, `${cut} pixels of the file are cut off`);
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth]);
  assert.equal(widths[0], widths[1]);
  await picture(page, "paper");
});

test("a long conversion shows that it goes on and can be stopped, and the text is kept", { skip }, async () => {
  /** @type {Record<string, string>} */
  const replaced = { "/engine.js": deaf };
  const { page, close } = await open({ replaced });
  try {
    assert.equal(await page.locator("#recognised-as").innerText(), "Reading …");
    await page.getByRole("progressbar", { name: "Converting" }).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await told(page, /^Stopped\. Your text is kept/);
    assert.match((await page.locator("#text-state").textContent()) ?? "", /Not converted: stopped/);
    assert.match(await page.locator("#recognised-as").innerText(), /newest text was not converted/);
    assert.match(await page.locator("#text").inputValue(), /CREATE TABLE auth_user/);
    delete replaced["/engine.js"];
    await page.getByRole("button", { name: "Convert", exact: true }).click();
    await page.getByRole("tab", { name: "Migration" }).waitFor();
  } finally {
    await close();
  }
});

test("what the browser lacks is named, with another way", { skip }, async () => {
  const { page, origin, close } = await open();
  try {
    const bare = await page.context().newPage();
    await bare.addInitScript(() => {
      Reflect.deleteProperty(globalThis, "WebAssembly");
      Reflect.deleteProperty(globalThis, "Worker");
    });
    await bare.goto(`${origin}/`);
    const alert = bare.getByRole("alert").filter({ hasText: "could not start" });
    await alert.waitFor();
    assert.match(await alert.innerText(), /no WebAssembly .* and no Web Workers\. Use another browser, or the command line/);
    const plain = await page.context().browser()?.newContext({ javaScriptEnabled: false });
    const silent = await plain?.newPage();
    await silent?.goto(`${origin}/`);
    assert.match((await silent?.locator("noscript").innerText()) ?? "", /needs JavaScript and WebAssembly/);
    await plain?.close();
  } finally {
    await close();
  }
});

check("pasting leaves no trace of a change that nobody opened", async ({ page, requests }) => {
  await paste(page, mine);
  assert.ok(!requests.some((url) => /diagram|compare/.test(url)));
});
