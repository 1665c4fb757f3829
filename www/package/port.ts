// A worker's side of the line, in a browser.

import type { Answer, Question } from "./messages.js";

export function listen(answer: (question: Question) => Promise<Answer>): void {
  addEventListener("message", async (event: MessageEvent<Question>) => postMessage(await answer(event.data)));
}
