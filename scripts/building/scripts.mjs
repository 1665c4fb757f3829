// Bundles the page's scripts and styles. Every file that it writes has a hash of its content in its name, in the order
// in which the files name each other: modules, workers, scripts.

import { build } from "esbuild";
import { readdirSync, readFileSync } from "node:fs";
import { basename, join, parse, resolve } from "node:path";

/** What wasm-bindgen made of the Rust programs, with plain names. */
export const wasm = resolve("target/wasm");

/** @type {import("esbuild").BuildOptions} */
export const common = {
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "none",
  logLevel: "warning",
  // The hashes take the paths in; where packages really stand must not reach them.
  preserveSymlinks: true,
  loader: { ".wasm": "file", ".svg": "dataurl" },
  entryNames: "[name]-[hash]",
  chunkNames: "shared-[hash]",
  assetNames: "[name]-[hash]",
};

/**
 * Names in the sources that begin with `#` are chosen here: which file, or which values.
 * @param {Record<string, string | object>} chosen
 * @returns {import("esbuild").Plugin}
 */
export const choose = (chosen) => ({
  name: "choose",
  setup(build) {
    build.onResolve({ filter: /^#/ }, ({ path }) => {
      const choice = chosen[path];
      if (choice === undefined) return { errors: [{ text: `nothing is chosen for ${path}` }] };
      return typeof choice === "string" ? { path: resolve(choice) } : { path, namespace: "values" };
    });
    // The package has the engine in a folder of its own.
    build.onResolve({ filter: /^\.\/engine\/\w+\.js$/ }, ({ path }) => ({ path: join(wasm, basename(path)) }));
    build.onLoad({ filter: /.*/, namespace: "values" }, ({ path }) => ({ contents: JSON.stringify(chosen[path]), loader: "json" }));
  },
});

/** The two engines, as the page's worker asks for them. */
export const engines = /** @type {const} */ (["engine", "engine_source"]);

/**
 * How a worker's script is bundled: as one that is no module, because browsers take no module from a Blob on a page that
 * is a file.
 * @type {import("esbuild").BuildOptions}
 */
export const classic = { format: "iife", define: { "import.meta.url": "self.location.href" } };

/**
 * The names of the workers' scripts, by their engines.
 * @param {string} folder
 */
async function buildWorkers(folder) {
  /** @type {Record<string, string>} */
  const names = {};
  for (const engine of engines) {
    const made = await build({
      ...common,
      ...classic,
      entryPoints: { [engine]: "www/worker.js" },
      outdir: folder,
      metafile: true,
      plugins: [choose({ "#engine": `${wasm}/${engine}.js`, "#engine.wasm": `${wasm}/${engine}_bg.wasm`, "#engine_file": "www/engine_file.js" })],
    });
    const script = Object.entries(made.metafile.outputs).find(([, output]) => output.entryPoint)?.[0] ?? "";
    names[engine] = `./${basename(script)}`;
  }
  return names;
}

/** The texts of the example menu, by their ids; `src/ui/examples.rs` has their titles. */
export function exampleTexts() {
  const paths = ["examples", "www/examples"].flatMap((folder) => readdirSync(folder).sort().map((name) => join(folder, name)));
  return Object.fromEntries(paths.map((path) => [parse(path).name, readFileSync(path, "utf8")]));
}

/** What the page loads when it is wanted: a script of its own each, by a name that says what it is. */
const later = {
  compare: "www/editor/compare.ts",
  dialogs: "www/dialogs.ts",
  diagram: "www/diagram/main.ts",
  editor: "www/editor/main.ts",
  examples: "www/examples.js",
  locks: "www/locks/main.ts",
  offline: "www/offline.ts",
  rehearsal: "www/rehearsal/main.ts",
  share: "www/share.js",
};

/**
 * What the documents have to name: the files by what they are, without their hashes.
 * @typedef {{ boot: string, page: string, theme: string, web: string, module: string }} Names
 */

/**
 * @param {string} folder
 * @param {Awaited<ReturnType<typeof import("./rehearsal.mjs").buildRehearsals>>} rehearsals the workers that rehearse
 * @returns {Promise<Names>}
 */
export async function buildScripts(folder, rehearsals) {
  const names = { ...(await buildWorkers(folder)), ...rehearsals.names };
  const { metafile } = await build({
    ...common,
    entryPoints: { boot: "www/boot.js", page: "www/css/page.css", theme: "www/theme.js", web: `${wasm}/web.js`, ...later },
    outdir: folder,
    splitting: true,
    // The licences of what is bundled stand in the files.
    legalComments: "eof",
    metafile: true,
    plugins: [choose({ "#files": "www/files.js", "#examples": exampleTexts(), "#names": names, "#sizes": rehearsals.sizes, "#web": `${wasm}/web.js`, "#web.wasm": `${wasm}/web_bg.wasm` })],
  });
  const outputs = Object.entries(metafile.outputs);
  /** @param {(output: import("esbuild").Metafile["outputs"][string], path: string) => boolean} is */
  const find = (is) => basename(outputs.find(([path, output]) => is(output, path))?.[0] ?? "");
  return {
    boot: find((output) => output.entryPoint === "www/boot.js"),
    page: find((output) => output.entryPoint === "www/css/page.css"),
    theme: find((output) => output.entryPoint === "www/theme.js"),
    web: find((output) => output.entryPoint === "target/wasm/web.js"),
    module: find((_, path) => /web_bg-.*\.wasm$/.test(path)),
  };
}
