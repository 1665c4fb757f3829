// What other pages take from the folder of the page: the element `<authmorph-converter>` by one script tag, and the same
// in an `<iframe>`. The scripts are those of the npm package; only where their files stand is another matter.

import { build } from "esbuild";
import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { choose, classic, common, wasm } from "./scripts.mjs";

/** @param {import("esbuild").BuildOptions} options @returns {Promise<(source: string) => string>} the name of what a source became */
async function scripts(options) {
  const { metafile } = await build({ ...common, metafile: true, ...options });
  const outputs = Object.entries(metafile?.outputs ?? {});
  return (source) => basename(outputs.find(([, output]) => output.entryPoint === source)?.[0] ?? "");
}

const policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";

/** @param {string} script @param {string} style */
const embedPage = (script, style) => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="robots" content="noindex">
<title>authmorph</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/${style}">
<script type="module" src="assets/${script}"></script>
</head>
<body></body>
</html>
`;

/** @param {string} folder the finished page */
export async function writeElsewhere(folder) {
  const outdir = join(folder, "assets");
  const module = `${wasm}/engine_source_bg.wasm`;
  const worker = await scripts({
    ...classic,
    entryPoints: { converter_worker: "www/package/worker_script.ts" },
    outdir,
    plugins: [choose({ "#file": "www/embed/file.ts", "#engine.wasm": module, "#port": "www/package/port.ts" })],
  });
  const names = { worker: `./${worker("www/package/worker_script.ts")}` };
  const made = await scripts({
    entryPoints: { converter: "www/package/element.ts", embed: "www/embed/embed.ts", "embed-page": "www/embed/embed.css" },
    outdir,
    chunkNames: "converter_shared-[hash]",
    splitting: true,
    plugins: [choose({ "#file": "www/embed/file.ts", "#engine.wasm": module, "#thread": "www/embed/thread.ts", "#names": names })],
  });
  // Names that stand in other people's pages never change; what they load does.
  writeFileSync(join(folder, "authmorph-converter.js"), `export * from "./assets/${made("www/package/element.ts")}";\n`);
  await build({ ...common, entryPoints: ["www/embed/frame.ts"], entryNames: "authmorph-frame", outdir: folder });
  writeFileSync(join(folder, "embed.html"), embedPage(made("www/embed/embed.ts"), made("www/embed/embed.css")));
}
