// The Web Worker: loads the engine and lets it serve. All else is in src/bin/engine.rs and src/ui/worker.rs.
// It is bundled twice (`scripts/building/scripts.mjs`): with the engine that reads SQL, and with the one that reads
// source code too.

import init, { report_failure, serve } from "#engine";
import { engineModule } from "#engine_file";

async function work() {
  await init({ module_or_path: await engineModule() });
  serve();
}

// A trap, such as a stack overflow, ends a call without an answer; the page would wait for nothing.
self.addEventListener("error", (event) => report_failure(event.message));

work();
