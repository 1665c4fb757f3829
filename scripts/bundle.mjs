// Bundles the editors for the page; trunk calls it when it builds (Trunk.toml). Nothing is fetched: the packages are
// those of package-lock.json.

import { build } from "esbuild";
import { join } from "node:path";

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("trunk calls this script; by hand, set TRUNK_STAGING_DIR to the folder of the page");

await build({
  entryPoints: ["www/editor/main.ts"],
  outfile: join(folder, "editor.js"),
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "eof",
  logLevel: "warning",
});
