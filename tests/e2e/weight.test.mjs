// What everything weighs after brotli, held to the figures of docs/performance.md with some room for growth.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { brotliCompressSync } from "node:zlib";
import { dist, plainName } from "./support/server.mjs";

const names = [...readdirSync(dist, { withFileTypes: true }).filter((entry) => entry.isFile()).map(({ name }) => name), ...readdirSync(join(dist, "assets")).map((name) => `assets/${name}`)];

/** The sum of the files whose plain names match. @param {RegExp} which */
const weight = (which) =>
  names.filter((name) => which.test(plainName(`/${name}`).slice(1))).reduce((sum, name) => sum + brotliCompressSync(readFileSync(join(dist, name))).length, 0);

/** @type {[string, RegExp, number][]} */
const budgets = [
  ["the first view of the page", /^(index\.html|boot\.js|page\.css|web\.js|web_bg\.wasm)$/, 180_000],
  ["the editors, with what other scripts share with them", /^(editor|shared)\.js$/, 136_000],
  ["the engine", /^engine_bg\.wasm$/, 600_000],
  ["the engine with the reader of source code", /^engine_source_bg\.wasm$/, 648_000],
  ["the element, before its engine", /^(authmorph-converter\.js|converter\.js|converter_shared\.js)$/, 12_000],
  ["the script of a page with a frame", /^authmorph-frame\.js$/, 1_000],
  ["the panel of the rehearsal, before its database", /^rehearsal\.js$/, 8_000],
  ["a rehearsal in SQLite", /^(rehearsal_sqlite\.js|(rehearsal_bg_wasm|sqlite3_wasm)\.packed)$/, 1_424_000],
  ["a rehearsal in PostgreSQL", /^(rehearsal_postgresql\.js|(rehearsal_bg_wasm|pglite_wasm|pglite_data|initdb_wasm)\.packed)$/, 6_600_000],
  ["every extension of PostgreSQL but pgcrypto, together", /^(?!pgcrypto)\w+_tar_gz\.packed$/, 330_000],
  ["the extension pgcrypto", /^pgcrypto_tar_gz\.packed$/, 1_160_000],
  ["the service worker and what registers it", /^(service|offline)\.js$/, 9_200],
];

for (const [what, which, budget] of budgets) {
  test(`${what} stays below ${budget} bytes`, () => {
    const bytes = weight(which);
    assert.ok(bytes > 0 && bytes < budget, `${bytes} bytes`);
  });
}

/** @type {[file: string, budget: number][]} */
const oneFiles = [
  ["authmorph.html", 3_010_000],
  ["authmorph-postgresql.html", 13_000_000],
];

for (const [name, budget] of oneFiles) {
  test(`the page as one file, ${name}, stays below ${budget} bytes`, () => {
    const bytes = readFileSync(join(dist, name)).length;
    assert.ok(bytes < budget, `${bytes} bytes`);
  });
}
