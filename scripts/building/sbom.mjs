// The software bill of materials of the page, as CycloneDX: every crate that is linked into its modules, and every package
// that is bundled into its scripts, with their licences and checksums, as the two lock files have them. It has no time and no
// number of its own, so that the same sources give the same bytes.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * @typedef {{ type: string, "bom-ref": string, name: string, version: string, purl: string, licenses: object[], hashes: object[] }} Component
 * @typedef {{ id: string, name: string, version: string, license: string | null }} Crate
 * @typedef {{ id: string, deps: { pkg: string, dep_kinds: { kind: string | null }[] }[] }} Node
 */

/** @param {string} purl @param {string} name @param {string} version @param {string} license @param {object[]} hashes @returns {Component} */
const component = (purl, name, version, license, hashes) => ({
  type: "library",
  "bom-ref": purl,
  name,
  version,
  purl,
  licenses: [{ expression: license.replaceAll("/", " OR ") }],
  hashes,
});

/** What cargo links for the page and its workers. */
function crates() {
  const features = "web,engine,source-code";
  const asked = ["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", "wasm32-unknown-unknown", "--no-default-features", "--features", features];
  const metadata = JSON.parse(execFileSync("cargo", asked, { encoding: "utf8", maxBuffer: 1 << 28, stdio: ["ignore", "pipe", "inherit"] }));
  /** @type {Map<string, Crate>} */
  const packages = new Map(metadata.packages.map((/** @type {Crate} */ one) => [one.id, one]));
  /** @type {Map<string, Node>} */
  const nodes = new Map(metadata.resolve.nodes.map((/** @type {Node} */ one) => [one.id, one]));
  /** @type {Set<string>} */
  const linked = new Set();
  const left = [metadata.resolve.root];
  for (let id = left.pop(); id !== undefined; id = left.pop()) {
    if (linked.has(id)) continue;
    linked.add(id);
    // Neither what only tests need, nor what only a build script does.
    left.push(...(nodes.get(id)?.deps ?? []).filter((one) => one.dep_kinds.some(({ kind }) => kind === null)).map((one) => one.pkg));
  }
  linked.delete(metadata.resolve.root);
  const lock = readFileSync("Cargo.lock", "utf8");
  return [...linked].map((id) => {
    const one = packages.get(id);
    if (!one) throw new Error(`cargo does not know ${id}`);
    const [, checksum] = lock.match(new RegExp(`name = "${one.name}"\nversion = "${one.version.replaceAll("+", "\\+")}"\nsource = [^\n]*\nchecksum = "(\\w+)"`)) ?? [];
    if (!checksum || !one.license) throw new Error(`${one.name} ${one.version} has no checksum or no licence`);
    return component(`pkg:cargo/${one.name}@${one.version}`, one.name, one.version, one.license, [{ alg: "SHA-256", content: checksum }]);
  });
}

/** What esbuild bundles: the dependencies of package.json, and theirs. */
function scripts() {
  const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8"));
  /** @type {Map<string, Component>} */
  const bundled = new Map();
  const left = Object.keys(packages[""].dependencies);
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const one = packages[`node_modules/${name}`];
    if (!one?.integrity || !one.license) throw new Error(`${name} has no checksum or no licence`);
    if (bundled.has(name)) continue;
    const content = Buffer.from(one.integrity.replace("sha512-", ""), "base64").toString("hex");
    bundled.set(name, component(`pkg:npm/${name.replace("@", "%40")}@${one.version}`, name, one.version, one.license, [{ alg: "SHA-512", content }]));
    left.push(...Object.keys(one.dependencies ?? {}));
  }
  return [...bundled.values()];
}

/** Writes it beside the page. @param {string} folder */
export function writeBill(folder) {
  const [, version] = readFileSync("Cargo.toml", "utf8").match(/^version = "(.*)"$/m) ?? [];
  const components = [...crates(), ...scripts()].sort((one, other) => (one.purl < other.purl ? -1 : 1));
  const bill = {
    bomFormat: "CycloneDX",
    specVersion: "1.5",
    version: 1,
    metadata: { component: { type: "application", "bom-ref": "authmorph", name: "authmorph", version } },
    components,
  };
  writeFileSync(join(folder, "sbom.cdx.json"), `${JSON.stringify(bill, null, 1)}\n`);
}
