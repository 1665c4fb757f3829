// What a wasm module is made of: the bytes of its code by the place of their source, and of its data, before and after
// brotli, each part compressed by itself. The module needs its names, as wasm-bindgen leaves them:
//
//   CARGO_PROFILE_WASM_STRIP=debuginfo cargo build --locked --profile wasm --target wasm32-unknown-unknown \
//     --no-default-features --features engine --bin engine
//   wasm-bindgen --target web --out-dir target/weighed target/wasm32-unknown-unknown/wasm/engine.wasm
//   node scripts/weigh.mjs target/weighed/engine_bg.wasm

import { readFileSync } from "node:fs";
import { brotliCompressSync } from "node:zlib";

const IMPORTS = 2;
const CODE = 10;
const DATA = 11;

const bytes = readFileSync(process.argv[2] ?? "target/weighed/engine_bg.wasm");

/** A number as wasm writes it, and where the next thing begins. @param {number} at @returns {[number, number]} */
function number(at) {
  let [value, shift] = [0, 0];
  for (;;) {
    const byte = bytes[at++];
    value += (byte & 127) * 2 ** shift;
    if (byte < 128) return [value, at];
    shift += 7;
  }
}

/** A text, and where the next thing begins. @param {number} at @returns {[string, number]} */
function text(at) {
  const [length, start] = number(at);
  return [bytes.toString("utf8", start, start + length), start + length];
}

/** @type {{ start: number, end: number }[]} */
const bodies = [];
/** @type {Map<number, string>} */
const names = new Map();
let [data, imported] = [Buffer.alloc(0), 0];

for (let at = 8; at < bytes.length; ) {
  const kind = bytes[at];
  const [length, start] = number(at + 1);
  const end = start + length;
  if (kind === IMPORTS) imported = WebAssembly.Module.imports(new WebAssembly.Module(bytes)).filter(({ kind }) => kind === "function").length;
  if (kind === DATA) data = bytes.subarray(start, end);
  if (kind === CODE) {
    let [left, body] = number(start);
    for (; left > 0; left--) {
      const [size, first] = number(body);
      bodies.push({ start: first, end: first + size });
      body = first + size;
    }
  }
  if (kind === 0 && text(start)[0] === "name") readNames(text(start)[1], end);
  at = end;
}

/** The names of functions, which are the part with the number 1. @param {number} at @param {number} end */
function readNames(at, end) {
  while (at < end) {
    const part = bytes[at];
    const [length, start] = number(at + 1);
    if (part === 1) {
      let [left, entry] = number(start);
      for (; left > 0; left--) {
        const [index, named] = number(entry);
        const [name, next] = text(named);
        names.set(index, name);
        entry = next;
      }
    }
    at = start + length;
  }
}

/** The part of the sources, or of what came with them, that a function is from. @param {string} name */
function place(name) {
  if (name.includes("drop_in_place")) return "drop glue";
  if (/btree/i.test(name)) return "ordered maps and sets";
  if (/serde|bincode|postcard|zmij/.test(name)) return "serde";
  if (/^<*(core::iter|core::slice|alloc::vec)|Iterator>::/.test(name)) return "iterators and the closures in them";
  const ours = /(?:authmorph|web)(?:\[\w+\])?::(\w+)(?:::(\w+))?/.exec(name);
  if (ours) return ["decide", "outputs"].includes(ours[1]) && ours[2] ? `${ours[1]}/${ours[2]}` : ours[1];
  return /^\W*(\w+)/.exec(name)?.[1] ?? "without a name";
}

/** @param {Uint8Array} part */
const compressed = (part) => brotliCompressSync(part).length;

/** @type {Map<string, Uint8Array[]>} */
const places = new Map();
bodies.forEach(({ start, end }, index) => {
  const where = place(names.get(index + imported) ?? "");
  places.set(where, [...(places.get(where) ?? []), bytes.subarray(start, end)]);
});

const rows = [...places].map(([where, parts]) => ({ where, functions: parts.length, code: Buffer.concat(parts) }));
const code = Buffer.concat(rows.map((row) => row.code));
console.log(`code ${code.length} bytes, ${compressed(code)} after brotli; data ${data.length}, ${compressed(data)}`);
rows.sort((left, right) => right.code.length - left.code.length);
for (const { where, functions, code } of rows.slice(0, 40)) console.log([code.length, compressed(code), functions, where].join("\t"));
