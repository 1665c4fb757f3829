// Bundles the page's scripts that are loaded when they are wanted, and writes the pages of the findings; trunk calls it
// when it builds (Trunk.toml). Nothing is fetched: the packages are those of package-lock.json.

import { build } from "esbuild";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findingPage, findingIndex } from "./finding_pages.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("trunk calls this script; by hand, set TRUNK_STAGING_DIR to the folder of the page");

await build({
  entryPoints: {
    editor: "www/editor/main.ts",
    compare: "www/editor/compare.ts",
    diagram: "www/diagram/main.ts",
    dialogs: "www/dialogs.ts",
  },
  outdir: folder,
  // What the editors and the comparison share is a file of its own, and loaded once.
  splitting: true,
  chunkNames: "shared-[hash]",
  bundle: true,
  format: "esm",
  target: "es2022",
  minify: true,
  legalComments: "eof",
  logLevel: "warning",
});

const pages = readdirSync("docs/findings").filter((name) => name.endsWith(".md")).sort();
mkdirSync(join(folder, "findings"), { recursive: true });
for (const name of pages) {
  const text = readFileSync(join("docs/findings", name), "utf8");
  writeFileSync(join(folder, "findings", name.replace(/\.md$/, ".html")), findingPage(text));
}
writeFileSync(join(folder, "findings", "index.html"), findingIndex(pages.map((name) => name.replace(/\.md$/, ""))));
