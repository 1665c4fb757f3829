// What a visitor sees before touching anything.

import assert from "node:assert/strict";
import { test } from "node:test";
import { open, picture, read, settled, skip } from "./support/page.mjs";

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

test("every example in the menu is recognised and gives all its files", { skip }, async () => {
  const { page, problems, close } = await open();
  try {
    await settled(page);
    const examples = await page.locator("#example option:not([disabled])").evaluateAll((options) =>
      options.map((option) => ({ id: option.getAttribute("value") ?? "", title: option.textContent ?? "" })),
    );
    assert.ok(examples.length >= 3);
    for (const { id, title } of examples) {
      await page.selectOption("#example", id);
      await settled(page);
      const sentence = (await page.locator("#recognised-as").textContent()) ?? "";
      assert.ok(sentence.startsWith(title.split(":")[0] ?? "?"), `${title}: ${sentence}`);
      const files = await page.getByRole("tablist", { name: "Files" }).getByRole("tab").allTextContents();
      assert.deepEqual(files, ["preflight.sql", "up.sql", "verify.sql", "down.sql", "cleanup.sql"], title);
    }
    assert.deepEqual(problems, []);
  } finally {
    await close();
  }
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
