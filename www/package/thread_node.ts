// A worker of Node. It does not keep the process alive while it has nothing to do.

import type { Answer, Ears, Thread } from "./messages.js";
import { Worker } from "node:worker_threads";

export function thread(ears: Ears, _own?: () => unknown): Thread {
  const worker = new Worker(new URL("./worker_script.js", import.meta.url));
  let open = 0;
  worker.on("message", (answer: Answer) => {
    open -= 1;
    if (open === 0) worker.unref();
    ears.answer(answer);
  });
  worker.on("error", (error: unknown) => ears.failure(String(error)));
  worker.unref();
  return {
    post(question) {
      open += 1;
      worker.ref();
      worker.postMessage(question);
    },
    end: () => void worker.terminate(),
  };
}
