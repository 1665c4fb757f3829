// What belongs together lights up together; what was recognised can be overruled; a link holds all of it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, editor, paste, picture, read, root, settled } from "./support/page.mjs";

const mine = readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8").replaceAll("user_session", "my_session");

/** @typedef {import("playwright-core").Page} Page */
/** @param {Page} page */
const sentence = async (page) => (await page.locator("#recognised-as").textContent()) ?? "";

check("evidence lights up its place in the source, by mouse and by keyboard, and goes there when pressed", async ({ page }) => {
  const evidence = page.locator("a.evidence").first();
  assert.match(await evidence.innerText(), /user_session has the columns/);
  for (const point of [() => evidence.hover(), () => evidence.focus()]) {
    await page.mouse.move(0, 0);
    await point();
    const lit = page.locator(".source-editor .cm-lit").first();
    await lit.waitFor();
    assert.match((await page.locator(".source-editor .cm-lit-line").allInnerTexts()).join("\n"), /^CREATE TABLE user_session/);
  }
  await picture(page, "lit-evidence");
  await evidence.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.id), "source-editor");
});

check("a step, its statements, its source and its decisions light up together, whichever is pointed at", async ({ page }) => {
  // An editor draws only what the window shows of it.
  await page.setViewportSize({ width: 1440, height: 2400 });
  await read(page, "Migration", "up.sql");
  const steps = page.locator(".steps li");
  assert.ok((await steps.count()) > 3);
  const step = steps.filter({ hasText: "expires_at" }).first();
  await step.hover();
  await page.locator("#shown-file .cm-lit-line").first().waitFor();
  assert.match((await page.locator("#shown-file .cm-lit-line").allInnerTexts()).join("\n"), /^-- \d+\. .*expires_at/);
  await page.locator(".source-editor .cm-lit-line").first().waitFor();
  assert.equal(await page.locator(".steps .lit").count(), 1);
  await page.locator(".decisions .lit").first().waitFor();
  await page.locator(".findings .lit").first().waitFor({ state: "attached" });
  await picture(page, "lit-step");

  // The other way round: the caret in the source.
  await page.setViewportSize({ width: 1440, height: 1000 });
  await page.mouse.move(0, 0);
  await page.waitForFunction(() => document.querySelectorAll(".steps .lit").length === 0);
  await page.locator(".decisions button.place").first().click();
  await page.locator(".steps .lit").first().waitFor();
});

check("a step shows its statements, and has its hazards beside it", async ({ page }) => {
  await paste(page, `${mine}\nCREATE VIEW live AS SELECT id, idle_expires FROM my_session;\n`);
  await page.locator(".steps li").first().waitFor();
  await page.locator("a.step").nth(2).click();
  assert.equal(await page.locator("#shown-file").getAttribute("data-path"), "migration/up.sql");
  assert.match((await page.locator("#shown-file .cm-lit-line").first().innerText()), /^-- 3\. /);
});

check("a role is given to another table, and taken back", async ({ page }) => {
  const twice = `${mine}\nCREATE TABLE old_session (id TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES user (id), active_expires BIGINT NOT NULL, idle_expires BIGINT NOT NULL);\n`;
  await paste(page, twice);
  const select = page.getByLabel("session", { exact: true });
  assert.equal(await select.inputValue(), "my_session");
  await select.selectOption("old_session");
  await settled(page);
  await page.waitForFunction(() => /old_session/.test(document.getElementById("recognised-as")?.textContent ?? ""));
  assert.match(await read(page, "Migration", "up.sql"), /ALTER TABLE old_session/);
  await page.reload();
  await settled(page);
  assert.equal(await select.inputValue(), "old_session", "it is remembered");
  await picture(page, "overruled");
  await page.getByRole("button", { name: "Back to what was recognised" }).click();
  await page.waitForFunction(() => /my_session/.test(document.getElementById("recognised-as")?.textContent ?? ""));
  assert.match((await page.locator("#other-tables").textContent()) ?? "", /old_session/);
});

check("a column of a role is overruled by hand", async ({ page }) => {
  await paste(page, mine.replace("idle_expires", "ends_at"));
  assert.match(await sentence(page), /No auth layout|^Lucia/);
  const role = page.locator("[data-role=session]");
  if (!(await role.locator("select").first().inputValue())) await role.locator("select").first().selectOption("my_session");
  await settled(page);
  const columns = role.locator("details");
  if ((await columns.getAttribute("open")) === null) await columns.locator("summary").click();
  await role.getByLabel("idle_expires").selectOption("ends_at");
  await page.waitForFunction(() => /^Lucia 2/.test(document.getElementById("recognised-as")?.textContent ?? ""));
  assert.match(await read(page, "Migration", "up.sql"), /ends_at/);
});

/** @param {Page} page */
async function link(page) {
  await page.locator("#share summary").click();
  await page.locator("#copy-link").click();
  await page.waitForFunction(() => /^Copied a link of \d+ characters\. It holds your schema/.test(document.querySelector(".announcement")?.textContent ?? ""));
  return page.evaluate(() => navigator.clipboard.readText());
}

check("a link holds the text and the choices, asks nothing of the server, and sets the reader's own text aside", async ({ page, requests }) => {
  await paste(page, mine);
  await page.locator("details.options summary").click();
  await page.getByLabel("Table for passwords").fill("pass_words");
  await page.getByLabel("Table for passwords").press("Enter");
  await page.selectOption("#dialect", "mysql");
  await settled(page);
  const address = await link(page);
  assert.match(address, /#v1\/[\w-]+$/);
  assert.deepEqual(requests.filter((url) => url.includes("v1")), []);

  const other = await page.context().newPage();
  await other.addInitScript(() => localStorage.setItem("authmorph.text", "CREATE TABLE own (id int);"));
  await other.goto(address);
  await other.waitForFunction(() => /^Opened what the link holds/.test(document.querySelector(".announcement")?.textContent ?? ""));
  await settled(other);
  assert.equal(await other.locator("#text").inputValue(), mine);
  assert.equal(await other.locator("#dialect").inputValue(), "mysql");
  await other.waitForFunction(() => /pass_words/.test(document.getElementById("shown-file")?.textContent ?? ""));
  assert.equal(new URL(other.url()).hash, "");
  await other.getByRole("button", { name: "Bring back my text" }).click();
  assert.equal(await other.locator("#text").inputValue(), "CREATE TABLE own (id int);");
});

check("a hostile or broken link opens nothing and breaks nothing", async ({ page, origin, problems }) => {
  const bomb = await page.evaluate(async () => {
    const zeros = new Blob([new Uint8Array(200_000_000)]).stream().pipeThrough(new CompressionStream("deflate-raw"));
    const bytes = new Uint8Array(await new Response(zeros).arrayBuffer());
    let characters = "";
    for (const byte of bytes) characters += String.fromCharCode(byte);
    return btoa(characters).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  });
  for (const packed of ["", "!!!", "AAAA", "q".repeat(5000), bomb]) {
    await page.evaluate((packed) => void (location.hash = `#v1/${packed}`), packed);
    await page.waitForFunction(() => location.hash === "");
    assert.match(await sentence(page), /^Lucia 2 on PostgreSQL/, packed.slice(0, 20));
  }
  assert.deepEqual(problems, []);
  await page.goto(`${origin}/#v9/later`);
  await settled(page);
});

check("what is remembered can be forgotten", async ({ page }) => {
  await editor(page).focus();
  await page.keyboard.press("Control+A");
  await page.evaluate((text) => navigator.clipboard.writeText(text), mine);
  await page.keyboard.press("Control+V");
  await settled(page);
  await page.locator("#share summary").click();
  await page.locator("#forget").click();
  assert.deepEqual(await page.evaluate(() => Object.keys(localStorage)), []);
  await page.reload();
  await settled(page);
  assert.match(await sentence(page), /^Lucia 2 on PostgreSQL/);
});

check("a link to an example holds its name and what was chosen, and opens it", async ({ page, origin }) => {
  await page.selectOption("#example", "authjs-5-sqlite");
  await settled(page);
  await page.keyboard.press("Control+s");
  await page.waitForFunction(() => /^Copied a link/.test(document.querySelector(".announcement")?.textContent ?? ""));
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.length < origin.length + 120, `${link.length} characters for a name`);
  const other = await page.context().newPage();
  await other.goto(link);
  await other.waitForFunction(() => /^Auth\.js 5.* on SQLite/.test(document.getElementById("recognised-as")?.textContent ?? ""));
  assert.equal(await other.locator("#to").inputValue(), "better-auth-1");
});

check("a link holds what was allowed and the file that is shown, and says what its maker allowed", async ({ page }) => {
  await paste(page, `${mine}\nCREATE VIEW live AS SELECT id, idle_expires FROM my_session;\n`);
  await page.locator("li.finding-block").getByRole("checkbox").check();
  await read(page, "Migration", "down.sql");
  assert.equal(await page.locator("#copy").innerText(), "Copy with 1 allowed hazard");
  const address = await link(page);
  // The next visit finds the same.
  await page.reload();
  await settled(page);
  assert.equal(await page.locator("#shown-file").getAttribute("data-path"), "migration/down.sql");
  assert.equal(await page.locator("li.finding-block").getByRole("checkbox").isChecked(), true);

  const other = await page.context().newPage();
  await other.addInitScript(() => localStorage.clear());
  await other.goto(address);
  await other.waitForFunction(() => /^Opened what the link holds\. Whoever made it allowed 1 hazard/.test(document.querySelector(".announcement")?.textContent ?? ""));
  await settled(other);
  assert.equal(await other.locator("#shown-file").getAttribute("data-path"), "migration/down.sql");
  assert.equal(await other.locator("li.finding-block").getByRole("checkbox").isChecked(), true);
  assert.equal(await other.locator("#copy").innerText(), "Copy with 1 allowed hazard", "it is never silent");
});

// Made by the page of November 2026, before links held what was allowed and which file is shown.
const OLD_LINK = "#v1/rY47C8JAEIT7_IotDUQbS0kRZZVgjHJGMNVx5hZyeJiYPV__3hfRQu0sphhmhm-0UZYKF_LeGkeeq0J7KIzq9j0m16sV86lqtHRqYym8W3n37Dk6u3AkMMoQsmiYIByYGugYDRmuM1iIeBaJHKaY-wPvoyi3dPlaDp5xm6Tzm1ZJAgLHKDAd4fIF8gMoFZekZXvzsfmKY2I21e4PSFU4cyRJ59o0xDCMJ3H6HgVgtP2Z3q5dAQ";

check("a link that an older page made is read", async ({ page, origin }) => {
  await page.goto("about:blank");
  await page.goto(`${origin}/${OLD_LINK}`);
  await page.waitForFunction(() => /^Opened what the link holds\.$/.test(document.querySelector(".announcement")?.textContent ?? ""));
  await settled(page);
  assert.equal(await page.locator("#dialect").inputValue(), "sqlite");
  await page.waitForFunction(() => /pass_words/.test(document.getElementById("shown-file")?.textContent ?? ""));
  assert.equal(await page.locator("#shown-file").getAttribute("data-path"), "migration/up.sql");
});
