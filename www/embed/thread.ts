// The element's worker, where the element comes from a server: its script stands beside this one.

import names from "#names";
import type { Answer, Ears, Thread } from "../package/messages.js";

/** A worker must be of the page's own origin; one of another is fetched by a script that is. */
function start(address: URL): Worker {
  if (address.origin === location.origin) return new Worker(address);
  const script = `self.authmorphBase = ${JSON.stringify(address.href)}; importScripts(self.authmorphBase);`;
  const own = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(own);
  URL.revokeObjectURL(own);
  return worker;
}

export function thread(ears: Ears): Thread {
  const worker = start(new URL(names.worker, import.meta.url));
  worker.addEventListener("message", (event: MessageEvent<Answer>) => ears.answer(event.data));
  worker.addEventListener("error", (event) => ears.failure(event.message || "its script could not be loaded"));
  return { post: (question) => worker.postMessage(question), end: () => worker.terminate() };
}
