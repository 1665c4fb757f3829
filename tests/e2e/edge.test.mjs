// The JavaScript edge, in Node: what the page's worker, the widget and the JavaScript package call.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { root } from "./support/page.mjs";

/** @type {typeof import("../../target/wasm/engine.js")} */
const engine = await import(pathToFileURL(join(root, "target/wasm/engine.js")).href);
engine.initSync({ module: readFileSync(join(root, "target/wasm/engine_bg.wasm")) });

const text = readFileSync(join(root, "examples/lucia-2-sqlite.sql"), "utf8");

test("a plain object is a request, and plain objects come back", () => {
  const request = { sources: [{ name: "schema.sql", text }], to: "lucia-3", set: {} };
  const conversion = engine.convert(request);
  assert.equal(conversion.detection.layout, "lucia");
  assert.equal(conversion.detection.roles.session?.table, "user_session");
  assert.equal(conversion.target, "lucia-3");
  assert.equal(conversion.detection.variant ?? null, conversion.detection.variant);
  assert.ok(conversion.files.some((file) => file.path === "migration/up.sql"));
  assert.deepEqual(engine.detect(request).targets, conversion.detection.targets);
  assert.ok(engine.targets(request).some((target) => target.name === "lucia-3"));
  assert.match(engine.version(), /^\d+\.\d+\.\d+$/);
  assert.deepEqual(JSON.parse(JSON.stringify(conversion)), conversion);
  assert.deepEqual(engine.convert(request), conversion);
});

test("what is no request is an error that says why, and the engine goes on", () => {
  /** @type {[unknown, RegExp][]} */
  const wrong = [
    [undefined, /not a Request/],
    [null, /not a Request/],
    [42, /not a Request: .*Request/],
    ["CREATE TABLE x (id int)", /not a Request/],
    [{ sources: "text" }, /not a Request/],
    [{ sources: [{ name: "x" }] }, /missing field/],
    [{ sources: [], to: 3 }, /not a Request/],
  ];
  for (const [request, why] of wrong) {
    // @ts-ignore that is the point
    assert.throws(() => engine.convert(request), why, JSON.stringify(request));
  }
  assert.equal(engine.convert({}).detection.layout, null);
});
