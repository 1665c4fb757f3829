// `authmorph`: the engine that reads everything, SQL and the source code of Prisma, Drizzle and Kysely.

import { edge } from "./edge.js";
import * as glue from "./engine/engine_source.js";
import { file } from "#file";

export type * from "./types.js";
export type { Engine } from "./edge.js";

export const { init, initSync, detect, targets, convert, version } = edge(glue, () => file("engine_source"));
