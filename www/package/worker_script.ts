// What runs in the worker: loads the engine with the first question, and answers.

import { convert, detect, init, targets, version } from "./index.js";
import type { Answer, Question } from "./messages.js";
import { listen } from "#port";

const calls = { detect, targets, convert, version };

async function answer({ id, call, request }: Question): Promise<Answer> {
  try {
    await init();
    return { id, value: calls[call](request) };
  } catch (error) {
    // A trap, such as a stack overflow, leaves the module in an unknown state.
    const isBroken = error instanceof RangeError || error instanceof WebAssembly.RuntimeError;
    return { id, error: error instanceof Error ? error.message : String(error), isBroken };
  }
}

listen(answer);
