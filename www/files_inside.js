// The counterpart of `www/files.js` for the page that is one file (`scripts/one-file.mjs`): everything that the page
// has elsewhere in files of their own stands in data blocks of the document, which no browser runs.

import { unpack } from "./inside.js";

/** @param {string} name */
const block = (name) => document.getElementById(`inside-${name}`)?.textContent ?? "";

export const interfaceModule = () => unpack(block("web"));

/** @type {string | undefined} */
let address;

/** There is one worker, with the engine that reads everything: nothing is saved by loading the smaller one. */
export function workerScript() {
  const script = ["self.packedEngine = \"", block("engine"), "\";\n", block("worker")];
  address ??= URL.createObjectURL(new Blob(script, { type: "text/javascript" }));
  return address;
}

/** The page about a finding, which is a page of its own elsewhere, is a dialog here. */
export async function whenStarted() {
  /** @type {Record<string, string>} */
  const findings = JSON.parse(new TextDecoder().decode(await unpack(block("findings"))));
  addEventListener("click", async (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const code = /(?:^|findings\/)(\w+)\.html$/.exec(link?.getAttribute("href") ?? "")?.[1];
    const content = code && findings[code];
    if (!content) return;
    event.preventDefault();
    document.querySelector("dialog[open]")?.remove();
    const { showPage } = await import("./dialogs.ts");
    await showPage(code, content);
  });
}
