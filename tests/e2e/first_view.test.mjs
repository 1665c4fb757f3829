// What a visitor sees before touching anything.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { test } from "node:test";
import { check, editor, open, picture, read, root, settled, skip } from "./support/page.mjs";

test("the first view shows a finished example, and nothing is asked of any other origin", { skip }, async () => {
  const { page, origin, requests, problems, close } = await open();
  try {
    await settled(page);
    assert.match((await page.locator("#recognised-as").textContent()) ?? "", /^Lucia 2 on PostgreSQL certain because /);
    const up = await read(page, "Migration", "up.sql");
    assert.match(up, /user_session/);
    assert.match(up, /expires_at/);
    await picture(page, "first-view-light");
    await page.emulateMedia({ colorScheme: "dark" });
    await picture(page, "first-view-dark");

    const others = requests.filter((url) => !url.startsWith(`${origin}/`) && !url.startsWith("data:"));
    assert.deepEqual(others, []);
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
});

test("every example in the menu is recognised and gives all its files, and is loaded when it is chosen", { skip }, async () => {
  const { page, requests, problems, close } = await open();
  try {
    await settled(page);
    assert.ok(!requests.some((url) => /\/examples-\w+\.js/.test(url)), "a visit does not load the examples");
    const examples = await page.locator("#example option:not([disabled])").evaluateAll((options) =>
      options.map((option) => ({ id: option.getAttribute("value") ?? "", title: option.textContent ?? "" })),
    );
    for (const library of ["Lucia", "NextAuth", "Auth.js", "SuperTokens", "Better Auth"]) {
      assert.ok(examples.some(({ title }) => title.startsWith(library)), library);
    }
    for (const { id, title } of examples) {
      await page.selectOption("#example", id);
      await settled(page);
      const sentence = (await page.locator("#recognised-as").textContent()) ?? "";
      // Which library it is, `src/ui/examples.rs` holds of every example.
      assert.match(sentence, new RegExp(` on ${/ on (\w+)/.exec(title)?.[1]}\\b`), title);
      assert.equal(await page.locator("#example").inputValue(), id);
      assert.equal(await page.getByRole("button", { name: "Bring back my text" }).count(), 0, "an example is nobody's own text");
      const files = await page.getByRole("tablist", { name: "Files" }).getByRole("tab").allTextContents();
      assert.deepEqual(files, ["preflight.sql", "up.sql", "verify.sql", "down.sql", "cleanup.sql"], title);
    }
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
});

check("the footer says which commit it is, the tab how many findings there are", async ({ page }) => {
  const git = spawnSync("git", ["describe", "--always", "--exclude=*"], { cwd: root, encoding: "utf8" });
  const version = (await page.locator(".footer p").first().innerText()).trim();
  assert.match(version, git.status === 0 ? /^Version \d+\.\d+\.\d+, commit [0-9a-f]{7,}(-dirty)?$/ : /^Version \d+\.\d+\.\d+$/);
  const findings = await page.locator(".findings > li").count();
  assert.ok(findings > 0);
  await page.setViewportSize({ width: 360, height: 740 });
  const tab = await page.getByRole("tab", { name: "Findings" }).innerText();
  assert.ok(Number(/^Findings \((\d+)\)$/.exec(tab)?.[1]) >= findings, tab);
});

for (const viewport of [{ width: 1280, height: 900 }, { width: 390, height: 800 }]) {
  test(`nothing moves while the page loads and answers, or while somebody types, ${viewport.width} pixels wide`, { skip }, async () => {
    const { page, origin, close } = await open({ viewport });
    try {
      await page.addInitScript(() => {
        const shifts = /** @type {number[]} */ ([]);
        Object.assign(globalThis, { shifts });
        new PerformanceObserver((list) => shifts.push(...list.getEntries().map((entry) => /** @type {any} */ (entry).value))).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(`${origin}/?again`);
      await settled(page);
      const moved = await page.evaluate(() => /** @type {any} */ (globalThis).shifts.reduce((/** @type {number} */ sum, /** @type {number} */ shift) => sum + shift, 0));
      assert.ok(moved < 0.02, `a layout shift of ${moved}`);
      const top = async () => (await page.locator("#source-editor").boundingBox())?.y;
      const before = await top();
      await editor(page).focus();
      await page.keyboard.press("Control+A");
      for (const text of ["CREATE TABLE us", "ers (id text PRIMARY KEY);", "\nCREATE TABLE sessions (id text PRIMARY KEY"]) {
        await page.keyboard.type(text);
        await settled(page);
        if (viewport.width > 1000) assert.equal(await top(), before, text);
      }
    } finally {
      await close();
    }
  });
}

check("each target is there with a line on what it means, and is taken at a click", async ({ page }) => {
  const targets = page.locator("details.meanings");
  await targets.locator("summary").click();
  const options = await page.locator("#to option").allTextContents();
  assert.deepEqual((await targets.getByRole("button").allTextContents()).sort(), options.sort());
  for (const line of await targets.locator("li .hint").allTextContents()) assert.match(line, /\w+ \w+ \w+/);
  await targets.getByRole("button", { name: "Better Auth 1" }).click();
  await settled(page);
  assert.equal(await page.locator("#to").inputValue(), "better-auth-1");
  assert.equal(await targets.getByRole("button", { pressed: true }).innerText(), "Better Auth 1");
  assert.ok(await targets.getByRole("button", { name: "Lucia 3", exact: true }).isVisible(), "the list stays open");
});

test("nothing of the page works against its own security policy", { skip }, async () => {
  const { page, close } = await open();
  try {
    await settled(page);
    const policy = await page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
    assert.match(policy ?? "", /^default-src 'none'; /);
    assert.doesNotMatch(policy ?? "", /unsafe-inline|'unsafe-eval'|https?:|\*/);
    const blocked = await page.evaluate(() =>
      fetch("http://127.0.0.1:9/").then(
        () => "it went out",
        (error) => String(error),
      ),
    );
    assert.match(blocked, /Failed to fetch/);
    assert.equal(await page.evaluate(() => document.querySelectorAll("script:not([src]), [style]").length), 0);
  } finally {
    await close();
  }
});
