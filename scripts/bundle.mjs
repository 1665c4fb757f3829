// Makes the finished page of what trunk built; trunk calls it (Trunk.toml). Nothing is fetched: the packages are those
// of package-lock.json, and the same sources give the same bytes.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findingIndex, findingPage, findingText } from "./building/finding_pages.mjs";
import { writeElsewhere } from "./building/elsewhere.mjs";
import { writeHeaders, writeManifest, writeService } from "./building/offline.mjs";
import { buildRehearsals } from "./building/rehearsal.mjs";
import { writeBill } from "./building/sbom.mjs";
import { buildScripts, wasm } from "./building/scripts.mjs";
import { writeOneFile } from "./one-file.mjs";

const folder = process.env.TRUNK_STAGING_DIR;
if (!folder) throw new Error("trunk calls this script; by hand, set TRUNK_STAGING_DIR to the folder of the page");
mkdirSync(join(folder, "assets"), { recursive: true });

// What wasm-bindgen made is bundled, and packed again for those who have the package. Cargo has a folder of the same name
// for what it builds for itself with the profile `wasm`: without that, every build would begin anew.
const isMade = (/** @type {string} */ name) => /^(web|engine|engine_source|rehearsal)(_bg)?\.(js|d\.ts|wasm|wasm\.d\.ts)$/.test(name);
mkdirSync(wasm, { recursive: true });
for (const name of readdirSync(wasm).filter(isMade)) rmSync(join(wasm, name));
for (const name of readdirSync(folder).filter(isMade)) renameSync(join(folder, name), join(wasm, name));

const assets = join(folder, "assets");
const names = await buildScripts(assets, await buildRehearsals(assets));

/** The commit that this is built from; nothing where the sources stand without their repository. */
function commit() {
  try {
    return execFileSync("git", ["describe", "--always", "--dirty", "--exclude=*"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim();
  } catch {
    return "";
  }
}

const icons = writeManifest(folder);
const from = commit();
const links = [
  ...(from ? [`<meta name="commit" content="${from}">`] : []),
  `<link rel="icon" type="image/svg+xml" href="${icons.svg}">`,
  `<link rel="manifest" href="manifest.webmanifest">`,
  `<link rel="stylesheet" href="assets/${names.page}">`,
  `<link rel="modulepreload" href="assets/${names.web}">`,
  `<link rel="preload" as="fetch" type="application/wasm" crossorigin href="assets/${names.module}">`,
  `<script type="module" src="assets/${names.boot}"></script>`,
];
const document = readFileSync(join(folder, "index.html"), "utf8");
const [before, after] = document.split(/^.*What scripts\/bundle\.mjs makes is named here.*\n/m);
if (after === undefined) throw new Error("index.html has no place for the scripts");
writeFileSync(join(folder, "index.html"), before + links.map((link) => `    ${link}\n`).join("") + after);

const pages = readdirSync("docs/findings").filter((name) => name.endsWith(".md")).sort();
mkdirSync(join(folder, "findings"), { recursive: true });
const files = { style: `../assets/${names.page}`, script: `../assets/${names.theme}` };
/** @type {Record<string, string>} */
const findings = {};
for (const name of pages) {
  const text = readFileSync(join("docs/findings", name), "utf8");
  const { code, content } = findingText(text);
  findings[code] = content;
  writeFileSync(join(folder, "findings", name.replace(/\.md$/, ".html")), findingPage(text, files));
}
writeFileSync(join(folder, "findings", "index.html"), findingIndex(Object.keys(findings), files));

await writeElsewhere(folder);
await writeOneFile(folder, findings);
writeBill(folder);
writeHeaders(folder);
await writeService(folder);
