// Where a worker has its engine from: the file beside it. `www/engine_inside.js` is the other way.

import wasm from "#engine.wasm";

export const engineModule = async () => new URL(wasm, import.meta.url);
