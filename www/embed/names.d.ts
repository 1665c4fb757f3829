// What `scripts/building/elsewhere.mjs` puts in place of these names.

declare module "#names" {
  const names: { worker: string };
  export default names;
}

declare module "#engine.wasm" {
  const address: string;
  export default address;
}
