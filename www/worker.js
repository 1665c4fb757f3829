// The Web Worker: loads the engine and lets it serve. All else is in src/bin/engine.rs and src/ui/worker.rs.

import init, { report_failure, serve } from "./engine.js";

await init({ module_or_path: new URL("./engine_bg.wasm", import.meta.url) });

// A trap, such as a stack overflow, ends a call without an answer; the page would wait for nothing.
self.addEventListener("error", (event) => report_failure(event.message));

serve();
