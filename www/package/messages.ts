// What the client and its worker say to each other.

import type { Request } from "./engine/engine.js";

export type Call = "detect" | "targets" | "convert" | "version";

export interface Question {
  id: number;
  call: Call;
  request: Request;
}

export interface Answer {
  id: number;
  value?: unknown;
  /** Why there is no value. */
  error?: string;
  /** Whether the engine is not to be trusted any more. */
  isBroken?: boolean;
}

/** A worker, in a browser or in Node. */
export interface Thread {
  post(question: Question): void;
  end(): void;
}

export interface Ears {
  answer(answer: Answer): void;
  failure(why: string): void;
}
