// Where a rehearsal's worker has its parts from: the files beside it. `parts_inside.ts` is the other way.

import files from "#packed";
import type { Part } from "./database";

/** Loads everything at once, and says how much of it is there. */
export async function parts(loaded: (done: number, of: number) => void): Promise<Part> {
  const all = Object.values(files).reduce((sum, file) => sum + file.bytes, 0);
  let done = 0;
  const load = async (address: string) => {
    const response = await fetch(new URL(address, import.meta.url));
    if (!response.ok || !response.body) throw new Error(`${address.slice(2)} could not be loaded (${response.status})`);
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, next) {
          done += chunk.length;
          loaded(done, all);
          next.enqueue(chunk);
        },
      }),
    );
    return new Uint8Array(await new Response(counted.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  };
  loaded(0, all);
  const contents = await Promise.all(Object.entries(files).map(async ([name, { address }]) => [name, await load(address)] as const));
  const found = new Map(contents);
  return async (name) => {
    const content = found.get(name);
    if (!content) throw new Error(`there is no part ${name}`);
    return content;
  };
}
