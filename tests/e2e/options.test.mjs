// Every option of every target that the examples can become, by the form itself: it offers what the engine describes, and
// each choice gives the very files that the engine gives for it. A choice is tried with the first target that describes it
// so, and the first example that offers that; THOROUGH=1 tries every one of every target with every example.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, parse } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { open, root, settled, skip } from "./support/page.mjs";

/** @typedef {import("playwright-core").Page} Page */
/** @typedef {import("../../target/wasm/engine.js").OptionDescription} OptionDescription */
/** @typedef {import("../../target/wasm/engine.js").File} File */

/** @type {typeof import("../../target/wasm/engine.js")} */
const engine = await import(pathToFileURL(join(root, "target/wasm/engine_source.js")).href);
engine.initSync({ module: readFileSync(join(root, "target/wasm/engine_source_bg.wasm")) });

const texts = Object.fromEntries(
  ["examples", "www/examples"].flatMap((folder) => readdirSync(join(root, folder)).map((name) => [parse(name).name, readFileSync(join(root, folder, name), "utf8")])),
);

/** What is written for the text. @param {string} text @param {string} to @param {Record<string, string>} set */
const files = (text, to, set) => engine.convert({ sources: [{ name: "", text }], to, set, map: {}, emit: [], allow: [] }).files;

/** The values of an option that are not its default. @param {OptionDescription} option */
const others = (option) => (option.choices.length > 0 ? option.choices.filter((choice) => choice !== option.default) : [`other_${option.name}`]);

/** What the form says of an option. @param {Page} page */
const form = (page) =>
  page.locator("details.options .row").evaluateAll((rows) =>
    rows.map((row) => {
      const control = /** @type {HTMLInputElement | HTMLSelectElement} */ (row.querySelector("input, select"));
      const choices = control instanceof HTMLSelectElement ? [...control.options].map((option) => option.value) : [];
      return { name: control.id.replace(/^option-/, ""), label: row.querySelector("label")?.textContent, default: control.value, choices };
    }),
  );

/** Sets an option as a user does. @param {Page} page @param {OptionDescription} option @param {string} value */
async function set(page, option, value) {
  const control = page.locator(`#option-${option.name}`);
  if (option.choices.length > 0) await control.selectOption(value);
  else await control.evaluate((input, value) => {
    if (input instanceof HTMLInputElement) input.value = value;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }, value);
  await settled(page);
}

/** The text of a file, by way of its tabs. @param {Page} page @param {File} file */
async function shown(page, file) {
  const tab = `file-${file.path.replace(/[^A-Za-z0-9]/g, "-")}`;
  /** @param {string} id */
  const press = (id) => page.evaluate((id) => document.getElementById(id)?.click(), id);
  // Some outputs stand in the tab of another one: then their files are there already, or in the one that has them.
  for (const output of [file.output, "schema", "report"]) {
    await press(`output-${output}`);
    if ((await page.locator("#shown-file").getAttribute("data-path")) === file.path) break;
    if ((await page.locator(`#${tab}`).count()) > 0) {
      await press(tab);
      break;
    }
  }
  assert.equal(await page.locator("#shown-file").getAttribute("data-path"), file.path);
  return (await page.locator("#shown-file code").textContent()) ?? "";
}

test("every option of every target is on the form, and does what the engine does with it", { skip }, async (context) => {
  const { page, problems, close } = await open();
  /** @type {Set<string>} */
  const seen = new Set();
  let [choices, changes] = [0, 0];
  try {
    await settled(page);
    const examples = await page.locator("#example option:not([disabled])").evaluateAll((all) => all.map((one) => one.getAttribute("value") ?? ""));
    for (const example of examples) {
      const text = texts[example];
      assert.ok(text, example);
      await page.selectOption("#example", example);
      await settled(page);
      const targets = engine.targets({ sources: [{ name: "", text }], set: {}, map: {}, emit: [], allow: [] });
      assert.deepEqual((await page.locator("#to option").evaluateAll((all) => all.map((one) => one.getAttribute("value")))).sort(), targets.map(({ name }) => name).sort());
      for (const { name: to, options } of targets) {
        const all = options.flatMap((option) => others(option).map((value) => ({ option, value, key: `${option.name} ${value} ${option.label} ${option.reason}` })));
        const tried = process.env.THOROUGH === "1" ? all : all.filter(({ key }) => !seen.has(key));
        if (tried.length === 0 && seen.has(to)) continue;
        seen.add(to);
        await page.selectOption("#to", to);
        await settled(page);
        await page.locator("details.options").evaluate((details) => details.setAttribute("open", ""));
        await page.locator("details.options .row").first().waitFor();
        assert.deepEqual(
          await form(page),
          options.map(({ name, label, default: value, choices }) => ({ name, label, default: value, choices })),
          `${example} to ${to}`,
        );
        const before = files(text, to, {});
        for (const { option, value, key } of tried) {
          seen.add(key);
          choices += 1;
          await set(page, option, value);
          const after = files(text, to, { [option.name]: value });
          const old = new Map(before.map((file) => [file.path, file.text]));
          const differs = after.find((file) => old.get(file.path) !== file.text);
          const what = `${example} to ${to}, ${option.name}=${value}`;
          if (differs ?? after[0]) assert.equal(await shown(page, /** @type {File} */ (differs ?? after[0])), (differs ?? after[0])?.text, what);
          else assert.equal(await page.locator("#shown-file").count(), 0, what);
          if (differs) changes += 1;
          assert.match(await page.locator("details.options summary").innerText(), /^\d+ options?, 1 changed$/, what);
          assert.equal(await page.getByRole("alert").filter({ hasText: "failed" }).count(), 0, what);
          await set(page, option, option.default);
        }
      }
    }
    assert.deepEqual(problems, []);
    context.diagnostic(`${choices} choices, of which ${changes} change a file of the example that they were tried with`);
    assert.ok(changes > choices / 2, `${changes} of ${choices} choices change something`);
  } finally {
    await close();
  }
});
