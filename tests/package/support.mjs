// The package as a stranger gets it: packed, and installed from the tarball into an empty project.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../", import.meta.url));
/** The tools that are at work on the package. */
export const tools = fileURLToPath(new URL("node_modules/", import.meta.url));

const folder = mkdtempSync(join(tmpdir(), "authmorph-package-"));
after(() => rmSync(folder, { recursive: true, force: true }));

/** @param {string} program @param {string[]} args @param {string} cwd */
export const run = (program, args, cwd) => execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

const built = join(root, "target/package");
if (!existsSync(built)) throw new Error("the package is not built yet: `node scripts/package.mjs` does it");
run("npm", ["pack", "--pack-destination", folder, "--loglevel=error"], built);

export const tarball = join(folder, readdirSync(folder).find((name) => name.endsWith(".tgz")) ?? "");

/**
 * A new project with the package in it, and the files of `stranger`.
 * @param {string} name
 */
export function project(name) {
  const at = join(folder, name);
  cpSync(join(root, "tests/package/stranger"), at, { recursive: true });
  writeFileSync(join(at, "package.json"), JSON.stringify({ name, private: true, type: "module" }));
  // The package has no dependencies, so nothing has to be asked of a registry.
  run("npm", ["install", tarball, "--offline", "--no-audit", "--no-fund", "--loglevel=error"], at);
  return at;
}
