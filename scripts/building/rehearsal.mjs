// The databases of the rehearsal, for the page: a worker's script each, and beside it what it is made of, packed.

import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { sha256 } from "./offline.mjs";
import { zipped } from "./packed.mjs";
import { choose, classic, common, wasm } from "./scripts.mjs";

const postgresql = "node_modules/@electric-sql/pglite/dist";

/** What each database is made of beside its script. */
export const parts = {
  sqlite: { engine: `${wasm}/rehearsal_bg.wasm`, database: "node_modules/@sqlite.org/sqlite-wasm/dist/sqlite3.wasm" },
  postgresql: {
    engine: `${wasm}/rehearsal_bg.wasm`,
    database: `${postgresql}/pglite.wasm`,
    files: `${postgresql}/pglite.data`,
    initdb: `${postgresql}/initdb.wasm`,
  },
};

/** What PGlite has for Node and for files that stay, which no rehearsal asks for. @type {import("esbuild").Plugin} */
const inMemoryOnly = {
  name: "in-memory-only",
  setup(build) {
    build.onResolve({ filter: /^\.\/fs\/(nodefs|opfs-ahp|memfs2opfs)\.js$/ }, ({ path }) => ({ path, namespace: "left-out" }));
    build.onLoad({ filter: /.*/, namespace: "left-out" }, () => ({ contents: "export {}" }));
  },
};

/**
 * How the script of a database's worker is bundled.
 * @param {string} database
 * @param {Record<string, string | object>} chosen where it has its parts from
 * @returns {import("esbuild").BuildOptions}
 */
export const rehearsalWorker = (database, chosen) => ({
  ...common,
  ...classic,
  legalComments: "eof",
  entryPoints: { [`rehearsal_${database}`]: "www/rehearsal/worker.ts" },
  external: ["fs", "fs/promises", "stream", "stream/promises", "util", "zlib", "node:module"],
  plugins: [inMemoryOnly, choose({ "#rehearsal": `${wasm}/rehearsal.js`, "#database": `www/rehearsal/${database}.ts`, ...chosen })],
});

/** Puts a packed file into the folder, once. @param {string} folder @param {string} path */
function put(folder, path) {
  const packed = zipped(readFileSync(path));
  const name = `${basename(path).replace(/\W/g, "_")}-${sha256(packed).slice(0, 8).toUpperCase()}.packed`;
  writeFileSync(join(folder, name), packed);
  return { address: `./${name}`, bytes: packed.length };
}

/**
 * The names of the workers' scripts, and how much each database loads.
 * @param {string} folder
 */
export async function buildRehearsals(folder) {
  /** @type {Record<string, string>} */
  const names = {};
  /** @type {Record<string, number>} */
  const sizes = {};
  /** @type {Map<string, ReturnType<typeof put>>} */
  const packed = new Map();
  for (const [database, paths] of Object.entries(parts)) {
    for (const path of Object.values(paths)) packed.set(path, packed.get(path) ?? put(folder, path));
    const files = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, packed.get(path)]));
    const { metafile } = await build({
      ...rehearsalWorker(database, { "#parts": "www/rehearsal/parts.ts", "#packed": files }),
      outdir: folder,
      metafile: true,
    });
    const [script = "", output] = Object.entries(metafile?.outputs ?? {}).find(([, output]) => output.entryPoint) ?? [];
    names[`rehearsal_${database}`] = `./${basename(script)}`;
    sizes[database] = Object.values(files).reduce((sum, file) => sum + (file?.bytes ?? 0), output?.bytes ?? 0);
  }
  return { names, sizes };
}
