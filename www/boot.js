// Starts the page: the theme at once, then the wasm module of the interface, which mounts itself.

import { examples, interfaceModule, whenStarted, workerScript } from "#files";
import { restoreWidths, start } from "./frame.js";
import { ownPage } from "./trusted.js";

/** Until the browser has nothing better to do. */
const rest = () => new Promise((done) => (globalThis.requestIdleCallback ?? setTimeout)(done, { timeout: 1000 }));

const dialogs = () => import("./dialogs.ts");

// What the page asks for when it is wanted: each is a script of its own, so that the first view waits for none of them.
globalThis.authmorph = {
  // www/dialogs.ts
  ownPage,
  // src/bin/web/engine.rs
  workerScript,
  // src/bin/web/editor.rs
  async loadEditors() {
    await rest();
    return import("./editor/main.ts");
  },
  // src/bin/web/share.rs
  pack: async (text) => (await import("./share.js")).pack(text),
  unpack: async (packed) => (await import("./share.js")).unpack(packed),
  // src/bin/web/commands.rs
  choose: async (titles, keys) => (await dialogs()).choose(titles, keys),
  showHelp: async (titles, keys) => (await dialogs()).showHelp(titles, keys),
  example: async (id) => (await examples())[id],
  // src/bin/web/panels/change.rs
  drawDiagram: async (host, before, after) => (await import("./diagram/main.ts")).drawDiagram(host, before, after),
  compare: async (host, before, after, dialect) => (await import("./editor/compare.ts")).compare(host, before, after, dialect),
  // src/bin/web/panels/steps.rs
  drawLocks: async (host, purposes, durations, stretches) => (await import("./locks/main.ts")).drawLocks(host, purposes, durations, stretches),
  // src/bin/web/panels/rehearsal.rs
  rehearsal: async (...subject) => (await import("./rehearsal/main.ts")).rehearsal(...subject),
};

const message = document.getElementById("boot-message");

try {
  const theme = localStorage.getItem("authmorph.theme");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
  restoreWidths();
} catch {
  // A storage that is switched off: the system's theme it is, and the panes as they come.
}

/** Whether the page stands in one of another site, which could lay something over it. The converter for such pages is `embed.html`. */
function isFramed() {
  try {
    return window.top !== window.self && window.top.location.origin !== location.origin;
  } catch {
    return true;
  }
}

/** What the page cannot do without, and this browser lacks. */
const missing = [
  [typeof WebAssembly === "object", "WebAssembly (some browsers switch it off in their strictest mode)"],
  [typeof Worker === "function", "Web Workers"],
].flatMap(([is, name]) => (is ? [] : [name]));

try {
  if (isFramed()) throw new Error("it stands inside of another site's page, where embed.html is for");
  if (missing.length > 0) throw new Error(`this browser has no ${missing.join(" and no ")}`);
  const { default: init } = await import("#web");
  await init({ module_or_path: await interfaceModule() });
  message?.remove();
  start();
} catch (error) {
  if (message) {
    const next = isFramed() ? "Open it in a tab of its own." : missing.length > 0 ? "Use another browser, or the command line: authmorph convert --help." : "Reload the page to try again.";
    message.textContent = `authmorph could not start: ${error.message ?? error}. ${next}`;
    message.setAttribute("role", "alert");
  }
  throw error;
}

// Whoever is here to convert something waits for none of it, and a failure of it costs only a convenience.
await rest();
await whenStarted().catch((error) => console.warn("authmorph:", error));
