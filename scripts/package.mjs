// Makes the npm package in target/package: the engine as trunk built it (`make build` first), the scripts of www/package,
// and their types. `npm pack` packs what it leaves behind.

import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { engines, wasm } from "./building/scripts.mjs";

export const folder = "target/package";

/** The version in Cargo.toml, which is the only place where it is written. */
function version() {
  return /^version = "(.*)"$/m.exec(readFileSync("Cargo.toml", "utf8"))?.[1] ?? "";
}

if (!existsSync(join(wasm, "engine.js"))) throw new Error("the engine is not built yet: `make build` does it");
rmSync(folder, { recursive: true, force: true });
mkdirSync(join(folder, "engine"), { recursive: true });
for (const engine of engines) {
  for (const name of [`${engine}.js`, `${engine}_bg.wasm`]) copyFileSync(join(wasm, name), join(folder, "engine", name));
  // Both have the same functions; the types are written once.
  copyFileSync(join(wasm, "engine.d.ts"), join(folder, "engine", `${engine}.d.ts`));
}
execFileSync("node_modules/.bin/tsc", ["--project", "www/package/tsconfig.json"], { stdio: "inherit" });

const manifest = JSON.parse(readFileSync("www/package/package.json", "utf8"));
writeFileSync(join(folder, "package.json"), `${JSON.stringify({ ...manifest, version: version() }, null, 2)}\n`);
copyFileSync("www/package/README.md", join(folder, "README.md"));
for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) copyFileSync(name, join(folder, name));
