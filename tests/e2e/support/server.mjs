// A small static server on a free loopback port, as hosts of static files are.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

export const root = fileURLToPath(new URL("../../../", import.meta.url));
export const dist = join(root, "dist");

/** @type {Record<string, string>} */
const types = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript",
  ".mjs": "text/javascript",
  ".css": "text/css",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

/** The name of a file without the hash in it: `/assets/engine-3FQ2ZK7A.js` is `/engine.js`. @param {string} path */
export const plainName = (path) => path.replace(/^\/assets\//, "/").replace(/-[0-9A-Z]{8}(\.\w+)$/, "$1");

/**
 * @typedef {object} Served
 * @property {string} origin
 * @property {string[]} paths what was asked for, in order
 * @property {() => Promise<void>} close
 */

/**
 * @typedef {object} Site
 * @property {string} [folder] what is served; without one, dist/
 * @property {string} [prefix] the path that the folder stands at, such as `/tools/auth`
 * @property {Record<string, string>} [replaced] texts that are served in place of files, by the files' plain names
 * @property {Record<string, string>} [headers] sent with every answer
 * @property {number} [port] a free one when it is not said
 */

/**
 * @param {Site} [site]
 * @returns {Promise<Served>}
 */
export async function serve({ folder = dist, prefix = "", replaced = {}, headers = {}, port = 0 } = {}) {
  /** @type {string[]} */
  const paths = [];
  const server = createServer(async (request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname));
    paths.push(path);
    if (path === prefix) return void response.writeHead(308, { location: `${prefix}/` }).end();
    const inside = path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : undefined;
    const name = inside?.endsWith("/") ? `${inside}index.html` : inside;
    try {
      if (name === undefined) throw new Error("outside");
      const file = name.startsWith("/raw/") ? join(root, "target/wasm", name.slice(5)) : join(folder, name);
      const body = replaced[plainName(name)] ?? (await readFile(file));
      response.writeHead(200, { "content-type": types[extname(name)] ?? "application/octet-stream", ...headers });
      response.end(body);
    } catch {
      response.writeHead(404, headers).end();
    }
  });
  await new Promise((done) => server.listen(port, "127.0.0.1", () => done(undefined)));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return {
    origin: `http://127.0.0.1:${address.port}`,
    paths,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}
