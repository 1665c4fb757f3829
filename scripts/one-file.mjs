// Writes the whole page as one file, `authmorph.html`, that is opened by a double click: scripts, styles, the modules,
// the workers and the pages of the findings are inside, and its policy lets it ask for nothing at all. The same with
// PostgreSQL for the rehearsal, which is four times as large, is `authmorph-postgresql.html`.
// `scripts/bundle.mjs` calls it for every build.

import { build } from "esbuild";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { sha256 } from "./building/offline.mjs";
import { zipped } from "./building/packed.mjs";
import { extensionsOf, parts, rehearsalWorker } from "./building/rehearsal.mjs";
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
 * A database of the rehearsal: its parts by their names, and its worker's script.
 * @param {keyof typeof parts} database
 */
async function rehearsal(database) {
  const { archives, extensions } = extensionsOf();
  const { engine: _, ...own } = parts[database];
  /** @type {Record<string, string>} */
  const packed = Object.fromEntries(Object.entries(own).map(([name, path]) => [name, pack(readFileSync(path))]));
  // They are zipped already.
  const later = database === "postgresql" ? Object.entries(archives) : [];
  for (const [name, path] of later) packed[name] = readFileSync(path).toString("base64");
  const script = await text(rehearsalWorker(database, { "#parts": "www/rehearsal/parts_inside.ts", "#extensions": extensions }));
  return block(`rehearsal_${database}`, JSON.stringify(packed)) + block(`rehearsal_${database}-worker`, inDocument(script));
}

/** @param {string} name @param {string} content */
const block = (name, content) => `<script type="text/plain" id="inside-${name}">${content}</script>\n`;

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
  const head = `<link rel="icon" href="${icon}">\n<style>${style}</style>\n`;
  const blocks = [
    block("web", pack(readFileSync(join(wasm, "web_bg.wasm")))),
    block("engine", pack(readFileSync(parts.sqlite.engine))),
    block("worker", inDocument(worker)),
    await rehearsal("sqlite"),
    block("examples", pack(JSON.stringify(exampleTexts()))),
    block("findings", pack(JSON.stringify(findings))),
  ];
  const postgresql = await rehearsal("postgresql");
  /** @param {string[]} blocks */
  const page = (blocks) => readFileSync(join(folder, "index.html"), "utf8")
    .replace(/(http-equiv="Content-Security-Policy" content=")[^"]*/, (_, start) => start + policy.join("; "))
    .replace(/^ *<link .*\n|^ *<script .*\n/gm, "")
    .replace("</head>", () => `${head}</head>`)
    .replace("</body>", () => `${blocks.join("")}<script type="module">${boot}</script>\n</body>`);
  writeFileSync(join(folder, "authmorph.html"), page(blocks));
  writeFileSync(join(folder, "authmorph-postgresql.html"), page([...blocks, postgresql]));
}
