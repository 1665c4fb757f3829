// Where the files stand that the page names by their addresses: beside its scripts, with a hash of what is in them in
// their names. `scripts/building/scripts.mjs` puts this in place of `#files`; `www/files_inside.js` is the other one.

import names from "#names";
import web from "#web.wasm";

/** What the interface's module is made of. */
export const interfaceModule = async () => new URL(web, import.meta.url);

/** @param {"engine" | "engine_source"} engine */
export const workerScript = (engine) => new URL(names[engine], import.meta.url).href;

/** The texts of the examples, by their ids. */
export const examples = async () => (await import("./examples.js")).default;

/** When the page is there, and nothing waits for anything any more. */
export async function whenStarted() {
  const { keep } = await import("./offline.ts");
  await keep();
}
