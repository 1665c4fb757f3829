// What makes the page work without a network and as an installed program: the service worker with the list of all
// files, the manifest, and the headers for hosts that take them from a file.

import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** @param {string | Buffer} content @param {"hex" | "base64"} form */
export const sha256 = (content, form = "hex") => createHash("sha256").update(content).digest(form);

/** @param {string} name */
const icon = (name) => readFileSync(join("www/icons", name));

/** The icon of the tab and the manifest, with the icons that it names. @param {string} folder */
export function writeManifest(folder) {
  /** @param {string} name */
  const put = (name) => {
    const hashed = name.replace(".", `-${sha256(icon(name)).slice(0, 8).toUpperCase()}.`);
    writeFileSync(join(folder, "assets", hashed), icon(name));
    return `assets/${hashed}`;
  };
  const svg = put("icon.svg");
  const manifest = {
    name: "authmorph",
    description: "Migrates auth tables without losing a row. Runs in your browser; nothing is sent.",
    id: "./",
    start_url: "./",
    scope: "./",
    display: "standalone",
    background_color: "#ffffff",
    theme_color: "#1d5fa8",
    icons: [
      { src: svg, sizes: "any", type: "image/svg+xml" },
      { src: put("icon-192.png"), sizes: "192x192", type: "image/png" },
      { src: put("icon-512.png"), sizes: "512x512", type: "image/png" },
      { src: put("icon-maskable-512.png"), sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
  writeFileSync(join(folder, "manifest.webmanifest"), `${JSON.stringify(manifest, null, 1)}\n`);
  return { svg, png: "assets/icon-192" };
}

/** What the page has no use for, so that nothing in it could ask for it. */
const nothing = ["camera", "microphone", "geolocation", "display-capture", "usb", "serial", "hid", "bluetooth", "payment", "midi", "browsing-topics"];

/** Netlify, Cloudflare Pages and others read this; elsewhere `docs/embedding.md` says what to set. @param {string} folder */
export function writeHeaders(folder) {
  const lines = [
    "/*",
    "  X-Content-Type-Options: nosniff",
    "  Referrer-Policy: no-referrer",
    `  Permissions-Policy: ${nothing.map((feature) => `${feature}=()`).join(", ")}`,
    "  Content-Security-Policy: frame-ancestors 'none'",
    "  Cache-Control: no-cache",
    // The converter in a frame is the one page that others may show.
    "/embed.html",
    "  ! Content-Security-Policy",
    "/assets/*",
    "  ! Cache-Control",
    "  Cache-Control: public, max-age=31536000, immutable",
  ];
  writeFileSync(join(folder, "_headers"), `${lines.join("\n")}\n`);
}

/** The databases of the rehearsal: megabytes that few need. They are kept once they were asked for. */
const keptLater = /^assets\/(rehearsal_\w+-.*\.js|.*\.packed)$/;

/** Files of the folder that the page needs; what others load from it, and what hosts read, is not kept. */
const notKept = /^(_headers|sbom\.cdx\.json|authmorph(-postgresql)?\.html|embed\.html|authmorph-\w+\.js|service\.js)$|^assets\/(converter|embed)/;

/** Last of all: it lists what is there. @param {string} folder */
export async function writeService(folder) {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).replaceAll("\\", "/"))
    .filter((path) => !notKept.test(path))
    .sort();
  const hashed = paths.map((path) => {
    // Hosts send `index.html` elsewhere, to its folder.
    const address = path === "index.html" ? "./" : path;
    return [address, `sha256-${sha256(readFileSync(join(folder, path)), "base64")}`];
  });
  const files = hashed.filter(([path = ""]) => !keptLater.test(path));
  const later = hashed.filter(([path = ""]) => keptLater.test(path));
  await build({
    entryPoints: ["www/service.ts"],
    outfile: join(folder, "service.js"),
    bundle: true,
    format: "iife",
    target: "es2022",
    minify: true,
    logLevel: "warning",
    define: { VERSION: JSON.stringify(sha256(JSON.stringify(hashed)).slice(0, 16)), FILES: JSON.stringify(files), LATER: JSON.stringify(later) },
  });
}
