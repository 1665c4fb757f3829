// Starts the page: the theme at once, then the wasm module of the interface, which mounts itself.

import { restoreWidths, start } from "./frame.js";

const dialogs = () => import("./dialogs.js");

// What the page asks for when it is wanted: each is a script of its own, so that the first view waits for none of them.
globalThis.authmorph = {
  // src/bin/web/editor.rs
  async loadEditors() {
    await new Promise((done) => (globalThis.requestIdleCallback ?? setTimeout)(done, { timeout: 1000 }));
    return import("./editor.js");
  },
  // src/bin/web/share.rs
  pack: async (text) => (await import("./share.js")).pack(text),
  unpack: async (packed) => (await import("./share.js")).unpack(packed),
  // src/bin/web/commands.rs
  choose: async (titles, keys) => (await dialogs()).choose(titles, keys),
  showHelp: async (titles, keys) => (await dialogs()).showHelp(titles, keys),
  // src/bin/web/panels/change.rs
  drawDiagram: async (host, before, after) => (await import("./diagram.js")).drawDiagram(host, before, after),
  compare: async (host, before, after, dialect) => (await import("./compare.js")).compare(host, before, after, dialect),
};

const message = document.getElementById("boot-message");

try {
  const theme = localStorage.getItem("authmorph.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  restoreWidths();
} catch {
  // A storage that is switched off: the system's theme it is, and the panes as they come.
}

/** What the page cannot do without, and this browser lacks. */
const missing = [
  [typeof WebAssembly === "object", "WebAssembly (some browsers switch it off in their strictest mode)"],
  [typeof Worker === "function", "Web Workers"],
].flatMap(([is, name]) => (is ? [] : [name]));

try {
  if (missing.length > 0) throw new Error(`this browser has no ${missing.join(" and no ")}`);
  // Parallel: the document asks for the wasm while the script that will compile it is still on its way.
  const { default: init } = await import("./web.js");
  await init({ module_or_path: new URL("./web_bg.wasm", import.meta.url) });
  message?.remove();
  start();
} catch (error) {
  if (message) {
    const next = missing.length > 0 ? "Use another browser, or the command line: authmorph convert --help." : "Reload the page to try again.";
    message.textContent = `authmorph could not start: ${error.message ?? error}. ${next}`;
    message.setAttribute("role", "alert");
  }
  throw error;
}
