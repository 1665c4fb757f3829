// In Node, Deno and Bun the engine's file is read from the disk: `fetch` takes no address of a file there.

import type { InitInput } from "./engine/engine.js";
import { readFile } from "node:fs/promises";

export const file = (engine: "engine" | "engine_source"): Promise<InitInput> | undefined =>
  readFile(new URL(`./engine/${engine}_bg.wasm`, import.meta.url));
