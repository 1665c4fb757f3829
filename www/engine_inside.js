// Where a worker has its engine from in the page that is one file: packed, in front of its own script.

import { unpack } from "./inside.ts";

export const engineModule = () => unpack(self.packedEngine);
