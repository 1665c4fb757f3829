// The databases of the rehearsal, for the page: a worker's script each, and beside it what it is made of, packed.

import { build } from "esbuild";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { gunzipSync } from "node:zlib";
import { files as filesOf } from "../../www/rehearsal/tar.js";
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

/** What an extension is told by in its archive (https://www.postgresql.org/docs/current/extend-extensions.html). */
const control = /\/extension\/([^/]+)\.control$/;

/**
 * PGlite's extensions: the archives that each is made of, with those of the extensions that it requires, and where the
 * archives are.
 */
export function extensionsOf() {
  /** @type {Record<string, string>} */
  const archives = {};
  /** @type {Map<string, { archive: string, requires: string[] }>} */
  const known = new Map();
  for (const name of readdirSync(postgresql).filter((name) => name.endsWith(".tar.gz")).sort()) {
    const archive = name.replace(".tar.gz", "");
    for (const { path, content } of filesOf(gunzipSync(readFileSync(join(postgresql, name))))) {
      const extension = control.exec(path)?.[1];
      if (!extension) continue;
      const requires = /^\s*requires\s*=\s*'([^']*)'/m.exec(Buffer.from(content).toString())?.[1] ?? "";
      known.set(extension, { archive, requires: requires.split(/[\s,]+/).filter(Boolean) });
      archives[archive] = join(postgresql, name);
    }
  }
  /** @param {string} extension @returns {string[]} */
  const needs = (extension) => {
    const { archive, requires } = known.get(extension) ?? { requires: [] };
    return [...requires.flatMap(needs), ...(archive ? [archive] : [])];
  };
  return { archives, extensions: Object.fromEntries([...known.keys()].sort().map((name) => [name, needs(name)])) };
}

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
  const content = readFileSync(path);
  const packed = path.endsWith(".gz") ? content : zipped(content);
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
  const { archives, extensions } = extensionsOf();
  const later = Object.fromEntries(Object.entries(archives).map(([name, path]) => [name, put(folder, path)]));
  for (const [database, paths] of Object.entries(parts)) {
    for (const path of Object.values(paths)) packed.set(path, packed.get(path) ?? put(folder, path));
    const files = Object.fromEntries(Object.entries(paths).map(([name, path]) => [name, packed.get(path)]));
    const { metafile } = await build({
      ...rehearsalWorker(database, {
        "#parts": "www/rehearsal/parts.ts",
        "#packed": { files, later: database === "postgresql" ? later : {} },
        "#extensions": extensions,
      }),
      outdir: folder,
      metafile: true,
    });
    const [script = "", output] = Object.entries(metafile?.outputs ?? {}).find(([, output]) => output.entryPoint) ?? [];
    names[`rehearsal_${database}`] = `./${basename(script)}`;
    sizes[database] = Object.values(files).reduce((sum, file) => sum + (file?.bytes ?? 0), output?.bytes ?? 0);
  }
  return { names, sizes };
}
