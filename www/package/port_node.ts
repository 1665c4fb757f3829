// A worker's side of the line, in Node.

import type { Answer, Question } from "./messages.js";
import { parentPort } from "node:worker_threads";

export function listen(answer: (question: Question) => Promise<Answer>): void {
  parentPort?.on("message", async (question: Question) => parentPort?.postMessage(await answer(question)));
}
