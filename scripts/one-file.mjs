// Writes the whole page as one file, `authmorph.html`, that is opened by a double click: scripts, styles, the modules,
// the workers and the pages of the findings are inside, and its policy lets it ask for nothing at all.
// `scripts/bundle.mjs` calls it for every build.

import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./building/offline.mjs";
import { zipped } from "./building/packed.mjs";
import { parts, rehearsalWorker } from "./building/rehearsal.mjs";
import { choose, classic, common, exampleTexts, wasm } from "./building/scripts.mjs";

/** @param {import("esbuild").BuildOptions} options */
async function text(options) {
  const { outputFiles } = await build({ ...common, legalComments: "eof", outdir: "inside", write: false, ...options });
  return outputFiles?.find((file) => /\.(js|css)$/.test(file.path))?.text.trim() ?? "";
}

/** Packed for `www/inside.ts`. @param {Buffer | string} content */
const pack = (content) => zipped(content).toString("base64");

/** A script in a document ends at the first such tag, wherever it stands; esbuild writes none. @param {string} script */
function inDocument(script) {
  if (/<\/script|<!--|<script/i.test(script)) throw new Error("a script has a tag in it that would end it");
  return script;
}

/**
 * @param {string} folder the finished page
 * @param {Record<string, string>} findings the text of each finding's page
 */
export async function writeOneFile(folder, findings) {
  const boot = inDocument(
    await text({
      entryPoints: ["www/boot.js"],
      plugins: [choose({ "#files": "www/files_inside.js", "#sizes": {}, "#web": `${wasm}/web.js` })],
    }),
  );
  const worker = await text({
    ...classic,
    entryPoints: ["www/worker.js"],
    plugins: [choose({ "#engine": `${wasm}/rehearsal.js`, "#engine_file": "www/engine_inside.js" })],
  });
  const rehearsal = await text(rehearsalWorker("sqlite", { "#parts": "www/rehearsal/parts_inside.ts" }));
  const style = await text({ entryPoints: ["www/css/page.css"] });
  const icon = `data:image/svg+xml;base64,${readFileSync("www/icons/icon.svg").toString("base64")}`;
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${sha256(boot, "base64")}' 'wasm-unsafe-eval'`,
    `style-src 'sha256-${sha256(style, "base64")}'`,
    "worker-src blob:",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ];
  /** @param {string} name @param {string} content */
  const block = (name, content) => `<script type="text/plain" id="inside-${name}">${content}</script>\n`;
  const head = `<link rel="icon" href="${icon}">\n<style>${style}</style>\n`;
  const blocks = [
    block("web", pack(readFileSync(join(wasm, "web_bg.wasm")))),
    block("engine", pack(readFileSync(parts.sqlite.engine))),
    block("worker", inDocument(worker)),
    block("rehearsal_sqlite", pack(readFileSync(parts.sqlite.database))),
    block("rehearsal_sqlite-worker", inDocument(rehearsal)),
    block("examples", pack(JSON.stringify(exampleTexts()))),
    block("findings", pack(JSON.stringify(findings))),
  ];
  const page = readFileSync(join(folder, "index.html"), "utf8")
    .replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_, start) => start + policy.join("; "))
    .replace(/^ *<link .*\n|^ *<script .*\n/gm, "")
    .replace("</head>", () => `${head}</head>`)
    .replace("</body>", () => `${blocks.join("")}<script type="module">${boot}</script>\n</body>`);
  writeFileSync(join(folder, "authmorph.html"), page);
}
