// The counterpart of `www/files.js` for the page that is one file (`scripts/one-file.mjs`): everything that the page
// has elsewhere in files of their own stands in data blocks of the document, which no browser runs.

import { unpack } from "./inside.ts";

/** @param {string} name */
const block = (name) => document.getElementById(`inside-${name}`)?.textContent ?? "";

export const interfaceModule = () => unpack(block("web"));

/** @param {string[]} script */
const address = (...script) => URL.createObjectURL(new Blob(script, { type: "text/javascript" }));

/** @type {string | undefined} */
let converter;

/**
 * There is one engine, which reads everything: nothing is saved by loading the smaller one. It rehearses too, in the
 * databases whose parts are here.
 * @param {string} name
 */
export function workerScript(name) {
  const engine = block("engine");
  if (!name.startsWith("rehearsal_")) return (converter ??= address('self.packedEngine = "', engine, '";\n', block("worker")));
  const parts = block(name);
  return parts && address("self.packedParts = ", parts, ';\nself.packedParts.engine = "', engine, '";\n', block(`${name}-worker`));
}

/** @returns {Promise<Record<string, string>>} */
export const examples = async () => JSON.parse(new TextDecoder().decode(await unpack(block("examples"))));

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
