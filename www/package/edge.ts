// What both entries have in common: the engine's functions, and its start.

import type { Conversion, Detection, InitInput, Request, Target } from "./engine/engine.js";

/** What wasm-bindgen makes of the engine. */
interface Glue {
  default(input?: { module_or_path: InitInput | Promise<InitInput> }): Promise<unknown>;
  initSync(input: { module: BufferSource | WebAssembly.Module }): unknown;
  detect(request: Request): Detection;
  targets(request: Request): Target[];
  convert(request: Request): Conversion;
  version(): string;
}

/** The engine, in this thread. */
export interface Engine {
  /**
   * Loads the engine; once it has, the other functions answer at once. Calling it again waits for the same.
   *
   * Without a source it takes the file of the package: from the disk in Node, Deno and Bun, and by `fetch` from beside
   * the script in a browser. A source is an address, a response, bytes or a compiled module.
   */
  init(source?: InitInput | Promise<InitInput>): Promise<void>;
  /** The same at once, for those who have the bytes or the compiled module of `authmorph/engine.wasm` already. */
  initSync(source: BufferSource | WebAssembly.Module): void;
  /** Says which layout the text has, and why. */
  detect(request: Request): Detection;
  /** Says which targets the text can be converted to, and with which options. */
  targets(request: Request): Target[];
  /** Converts the text. Whatever the text is, there is a conversion: what is wrong with it is among its findings. */
  convert(request: Request): Conversion;
  /** The engine's version. */
  version(): string;
}

export function edge(glue: Glue, file: () => Promise<InitInput> | undefined): Engine {
  let isReady = false;
  let started: Promise<void> | undefined;

  async function start(source: InitInput | Promise<InitInput> | undefined): Promise<void> {
    // What wasm-bindgen takes for an address has to be one, and no promise of one.
    const from = await (source ?? file());
    await glue.default(from === undefined ? undefined : { module_or_path: from });
    isReady = true;
  }

  function ready<Answer>(answer: () => Answer): Answer {
    if (!isReady) throw new Error("authmorph is not loaded yet: `await init()` first");
    return answer();
  }

  return {
    init(source) {
      if (isReady) return Promise.resolve();
      started ??= start(source).catch((error: unknown) => {
        // Whatever was wrong, such as the network, may be right the next time.
        started = undefined;
        throw error;
      });
      return started;
    },
    initSync(source) {
      if (!isReady) glue.initSync({ module: source });
      isReady = true;
    },
    detect: (request) => ready(() => glue.detect(request)),
    targets: (request) => ready(() => glue.targets(request)),
    convert: (request) => ready(() => glue.convert(request)),
    version: () => ready(() => glue.version()),
  };
}
