// What the panel and its worker say to each other.

export interface Question {
  /** The request of a conversion, as `src/api.rs` has it. */
  request: object;
  options: Options;
}

/** As `src/rehearse` has them. */
export interface Options {
  rows: number;
  seed: number;
  troubles: boolean;
  restart: boolean;
  /** Whether rows of the text (`INSERT`, `COPY`) are used too. */
  own_rows: boolean;
}

export type Answer =
  | { kind: "loading"; done: number; of: number; what?: string }
  | { kind: "starting" }
  | { kind: "at"; phase: string; done: number; of: number }
  | { kind: "report"; json: string; markdown: string; junit: string }
  | { kind: "failed"; why: string };
