// Where a rehearsal's worker has its parts from: the files beside it. `parts_inside.ts` is the other way.

import { files, later } from "#packed";
import type { Part } from "./database";

/** Loads at once what is always needed, and the rest when it is asked for; says how much of that is there. */
export async function parts(loaded: (done: number, of: number, what?: string) => void): Promise<Part> {
  const load = async (address: string, count: (bytes: number) => void) => {
    const failed = (why: string) => new Error(`${address.slice(2)} could not be loaded (${why})`);
    const response = await fetch(new URL(address, import.meta.url)).catch((error) => Promise.reject(failed(String(error))));
    if (!response.ok || !response.body) throw failed(String(response.status));
    const counted = response.body.pipeThrough(
      new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, next) {
          count(chunk.length);
          next.enqueue(chunk);
        },
      }),
    );
    return new Uint8Array(await new Response(counted.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  };
  const loadAll = async (wanted: typeof files, what?: string) => {
    const all = Object.values(wanted).reduce((sum, file) => sum + file.bytes, 0);
    let done = 0;
    loaded(done, all, what);
    const count = (bytes: number) => loaded((done += bytes), all, what);
    return Promise.all(Object.entries(wanted).map(async ([name, { address }]) => [name, await load(address, count)] as const));
  };
  const found = new Map(await loadAll(files));
  return async (name) => {
    const file = later[name];
    if (file && !found.has(name)) for (const [, content] of await loadAll({ [name]: file }, name)) found.set(name, content);
    const content = found.get(name);
    if (!content) throw new Error(`there is no part ${name}`);
    return content;
  };
}
