// The Web Worker: loads the engine and lets it serve. All else is in src/bin/engine.rs and src/ui/worker.rs.

// The page names the engine that it wants: the one without or the one with the reader of source code.
const name = new URL(import.meta.url).searchParams.has("source") ? "engine_source" : "engine";
const { default: init, report_failure, serve } = await import(`./${name}.js`);

await init({ module_or_path: new URL(`./${name}_bg.wasm`, import.meta.url) });

// A trap, such as a stack overflow, ends a call without an answer; the page would wait for nothing.
self.addEventListener("error", (event) => report_failure(event.message));

serve();
