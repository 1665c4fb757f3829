// The engine's file, where the element comes from a server: it stands beside the scripts, with a hash in its name.

import wasm from "#engine.wasm";

declare const self: { authmorphBase?: string };

export const file = async (): Promise<URL> => new URL(wasm, self.authmorphBase ?? import.meta.url);
