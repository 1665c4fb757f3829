// Starts the page: the theme at once, then the wasm module of the interface, which mounts itself.

// What the page asks for when it is there: the editors (src/bin/web/editor.rs), and links (src/bin/web/share.rs).
globalThis.authmorph = {
  async loadEditors() {
    await new Promise((done) => (globalThis.requestIdleCallback ?? setTimeout)(done, { timeout: 1000 }));
    return import("./editor.js");
  },
  pack: async (text) => (await import("./share.js")).pack(text),
  unpack: async (packed) => (await import("./share.js")).unpack(packed),
};

const message = document.getElementById("boot-message");

try {
  const theme = JSON.parse(localStorage.getItem("authmorph.theme") ?? "null");
  if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
} catch {
  // A storage that is switched off or holds something else: the system's theme it is.
}

try {
  // Parallel: the document asks for the wasm while the script that will compile it is still on its way.
  const { default: init } = await import("./web.js");
  await init({ module_or_path: new URL("./web_bg.wasm", import.meta.url) });
  message?.remove();
} catch (error) {
  if (message) message.textContent = `authmorph could not start: ${error}. Reload the page to try again.`;
  throw error;
}
