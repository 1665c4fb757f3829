// A worker of a browser.

import type { Answer, Ears, Thread } from "./messages.js";

export function thread(ears: Ears, own?: () => Worker): Thread {
  const worker = own ? own() : new Worker(new URL("./worker_script.js", import.meta.url), { type: "module" });
  worker.addEventListener("message", (event: MessageEvent<Answer>) => ears.answer(event.data));
  worker.addEventListener("error", (event) => ears.failure(event.message || "its script could not be loaded"));
  return { post: (question) => worker.postMessage(question), end: () => worker.terminate() };
}
