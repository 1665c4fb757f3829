// What `scripts/building/rehearsal.mjs` puts in place of these names.

/** What `www/boot.js` has for everybody; empty where there is no such worker. */
declare var authmorph: { workerScript(name: string): string };

declare module "#database" {
  import type { Database, Part } from "./database";
  export function open(part: Part): Promise<Database>;
}

declare module "#parts" {
  import type { Part } from "./database";
  /** Hears how much of what is loading is there, and what it is where it is not the database itself. */
  export function parts(loaded: (done: number, of: number, what?: string) => void): Promise<Part>;
}

declare module "#packed" {
  type Files = Record<string, { address: string; bytes: number }>;
  /** What is always needed, and what may be. */
  export const files: Files;
  export const later: Files;
}

declare module "#extensions" {
  /** The parts that each extension is made of. */
  const extensions: Record<string, string[]>;
  export default extensions;
}

declare module "#sizes" {
  const sizes: Record<string, number>;
  export default sizes;
}

declare module "#rehearsal" {
  import type { Database } from "./database";
  export default function init(options: { module_or_path: BufferSource }): Promise<unknown>;
  /** The report as JSON, as Markdown and as JUnit. */
  export function rehearse(request: object, options: object, database: Database & { hear: Heard }): Promise<[string, string, string]>;
  export type Heard = (phase: string, done: number, of: number) => void;
}
