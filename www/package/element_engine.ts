// The engine for all elements of a page: one worker, or where none may be started (a strict policy, a script of another
// origin) the page's own thread. Nothing is loaded before the first question.

import type { Conversion, Request, Target } from "./types.js";
import { startWorker, WorkerFailure } from "./worker.js";

export interface Outcome {
  conversion: Conversion;
  targets: Target[];
}

type Ask = (request: Request) => Promise<Outcome>;

let chosen: Ask | undefined;
let hasAnswered = false;

function inWorker(): Ask {
  const engine = startWorker();
  return async (request) => {
    const [conversion, targets] = await Promise.all([engine.convert(request), engine.targets(request)]);
    hasAnswered = true;
    return { conversion, targets };
  };
}

const here: Ask = async (request) => {
  const { convert, init, targets } = await import("./index.js");
  await init();
  return { conversion: convert(request), targets: targets(request) };
};

export async function ask(request: Request): Promise<Outcome> {
  chosen ??= inWorker();
  try {
    return await chosen(request);
  } catch (error) {
    // A worker that has worked and failed is replaced by its client; one that never did is not tried again.
    if (hasAnswered || chosen === here || !(error instanceof WorkerFailure)) throw error;
    chosen = here;
    return here(request);
  }
}
