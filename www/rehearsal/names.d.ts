// What `scripts/building/rehearsal.mjs` puts in place of these names.

/** What `www/boot.js` has for everybody; empty where there is no such worker. */
declare var authmorph: { workerScript(name: string): string };

declare module "#database" {
  import type { Database, Part } from "./database";
  export function open(part: Part): Promise<Database>;
}

declare module "#parts" {
  import type { Part } from "./database";
  /** Hears how much of everything is there. */
  export function parts(loaded: (done: number, of: number) => void): Promise<Part>;
}

declare module "#packed" {
  const files: Record<string, { address: string; bytes: number }>;
  export default files;
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
