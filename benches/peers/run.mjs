// `make bench-peers`: authmorph beside what reads the same texts in browsers, in Node and in Chromium. Prints medians,
// their spread, and the ratio of each peer's time to ours, round by round. `ROUNDS` says how many rounds.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = fileURLToPath(new URL("../../", import.meta.url));
const rounds = Number(process.env.ROUNDS ?? 15);
const often = { warm: 5, rounds };
const built = join(root, "target/package");

if (!existsSync(join(built, "index.js"))) throw new Error("the npm package is not built yet: `make package` does it");
if (!existsSync(join(here, "node_modules/node-sql-parser"))) {
  console.error("bench-peers: npm ci in benches/peers");
  execFileSync("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error"], { cwd: here, stdio: "inherit" });
}

/** @type {Record<string, string>} */
const inputs = {};
for (const name of ["postgresql", "mysql", "sqlite"]) inputs[name] = readFileSync(join(root, `benches/inputs/${name}.sql`), "utf8");

/** @param {number[]} times */
const median = (times) => {
  const sorted = [...times].sort((left, right) => left - right);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
};

/** @param {string} where @param {Awaited<ReturnType<typeof import("./tasks.mjs").measure>>} rows */
function print(where, rows) {
  console.log(`\n${where}, ${rounds} rounds, milliseconds\n`);
  console.log("| input | program | makes | median | from | to | times ours (median of the rounds, from, to) |");
  console.log("|---|---|---|---|---|---|---|");
  for (const row of rows) {
    const ours = rows.find((other) => other.input === row.input && other.task === "authmorph")?.times ?? [];
    const ratios = row.times.map((time, round) => time / (ours[round] ?? NaN));
    const [low, high] = [Math.min(...row.times), Math.max(...row.times)].map((time) => time.toFixed(1));
    const ratio = [median(ratios), Math.min(...ratios), Math.max(...ratios)].map((one) => one.toFixed(1));
    console.log(`| ${row.input} | ${row.task} | ${row.does} | ${median(row.times).toFixed(1)} | ${low} | ${high} | ${ratio[0]} (${ratio[1]} to ${ratio[2]}) |`);
  }
}

const { measure, tasks } = await import("./tasks.mjs");

// ---- Node -------------------------------------------------------------------------------------------------------

const authmorph = await import(pathToFileURL(join(built, "index.js")).href);
await authmorph.init();
const sqlparser = await import("@guanmingchiu/sqlparser-ts");
await sqlparser.init();
const dbml = await import("@dbml/core");
const nodeSqlParser = (await import("node-sql-parser")).default;
print(`Node ${process.versions.node}, everything in one thread`, await measure(tasks({ authmorph, dbml, nodeSqlParser, sqlparser }), inputs, often));

// ---- Chromium ---------------------------------------------------------------------------------------------------

const { build } = await import("esbuild");
const { serve } = await import("../../tests/e2e/support/server.mjs");
const { chromium } = await import("playwright-core");
const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find((path) => existsSync(path));
if (!executablePath) {
  console.log("\nno Chromium here, so the second half is left out");
  process.exit(process.env.CI === "true" ? 1 : 0);
}
const folder = mkdtempSync(join(tmpdir(), "authmorph-peers-"));
try {
  const page = `
    import { startWorker } from ${JSON.stringify(join(built, "worker.js"))};
    import { measure, tasks } from ${JSON.stringify(join(here, "tasks.mjs"))};
    import * as sqlparser from "@guanmingchiu/sqlparser-ts";
    import * as dbml from "@dbml/core";
    import nodeSqlParser from "node-sql-parser";
    globalThis.run = async (inputs, often) => {
      const authmorph = startWorker({ worker: () => new Worker("/worker.js", { type: "module" }) });
      await sqlparser.init();
      return measure(tasks({ authmorph, dbml, nodeSqlParser, sqlparser }), inputs, often);
    };`;
  const common = /** @type {const} */ ({ bundle: true, format: "esm", minify: true, platform: "browser", logLevel: "error", define: { global: "globalThis" } });
  await build({ ...common, stdin: { contents: page, resolveDir: here }, outfile: join(folder, "page.js") });
  await build({ ...common, entryPoints: [join(built, "worker_script.js")], outfile: join(folder, "worker.js") });
  writeFileSync(join(folder, "index.html"), `<!doctype html><link rel="icon" href="data:,"><script type="module" src="/page.js"></script>`);
  cpSync(join(built, "engine/engine_source_bg.wasm"), join(folder, "engine_source_bg.wasm"));
  mkdirSync(join(folder, "wasm"));
  const peer = join(here, "node_modules/@guanmingchiu/sqlparser-ts/wasm");
  cpSync(peer, join(folder, "wasm"), { recursive: true });
  const site = await serve({ folder });
  const browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"] });
  const opened = await browser.newPage();
  opened.on("pageerror", (error) => console.error(error));
  await opened.goto(`${site.origin}/`);
  await opened.waitForFunction(() => "run" in globalThis);
  const rows = await opened.evaluate(([texts, count]) => /** @type {any} */ (globalThis).run(texts, count), /** @type {const} */ ([inputs, often]));
  print(`Chromium ${browser.version()}, authmorph in its worker and there and back`, rows);
  await browser.close();
  await site.close();
} finally {
  rmSync(folder, { recursive: true });
}
