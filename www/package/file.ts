// In a browser the engine's file stands beside its script, and the script itself knows its address.

import type { InitInput } from "./engine/engine.js";

export const file = (_engine: "engine" | "engine_source"): Promise<InitInput> | undefined => undefined;
