// `authmorph/sql`: the smaller engine, which reads SQL only.

import { edge } from "./edge.js";
import * as glue from "./engine/engine.js";
import { file } from "#file";

export type * from "./types.js";
export type { Engine } from "./edge.js";

export const { init, initSync, detect, targets, convert, version } = edge(glue, () => file("engine"));
