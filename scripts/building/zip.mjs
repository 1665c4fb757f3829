// A ZIP archive with nothing in it but names and contents: no times and no owners, so the same files give the same bytes.
// `node scripts/building/zip.mjs FOLDER ARCHIVE`

import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";

const [folder = "", archive = ""] = process.argv.slice(2);

/** 1 January 1980, the first day that the format knows. */
const DAY = 0x21;

const table = Array.from({ length: 256 }, (_, number) => {
  let rest = number;
  for (let bit = 0; bit < 8; bit += 1) rest = rest & 1 ? (rest >>> 1) ^ 0xedb88320 : rest >>> 1;
  return rest >>> 0;
});

/** The checksum of the format; Node has it only since version 22. @param {Buffer} content */
function crc32(content) {
  let sum = 0xffffffff;
  for (const byte of content) sum = (sum >>> 8) ^ (table[(sum ^ byte) & 255] ?? 0);
  return (sum ^ 0xffffffff) >>> 0;
}

/** @param {string} name @param {Buffer} content */
function entry(name, content) {
  const packed = deflateRawSync(content, { level: 9 });
  const bytes = Buffer.from(name);
  // From the version on: what both headers of a file have in common.
  const common = Buffer.alloc(26);
  common.writeUInt16LE(20, 0);
  common.writeUInt16LE(0x0800, 2);
  common.writeUInt16LE(8, 4);
  common.writeUInt16LE(DAY, 8);
  common.writeUInt32LE(crc32(content), 10);
  common.writeUInt32LE(packed.length, 14);
  common.writeUInt32LE(content.length, 18);
  common.writeUInt16LE(bytes.length, 22);
  return { bytes, packed, common };
}

const names = readdirSync(folder, { recursive: true, withFileTypes: true })
  .filter((found) => found.isFile())
  .map((found) => join(found.parentPath, found.name).slice(folder.length + 1))
  .sort();

/** @type {Buffer[]} */
const files = [];
/** @type {Buffer[]} */
const directory = [];
let offset = 0;
for (const name of names) {
  const { bytes, packed, common } = entry(name, readFileSync(join(folder, name)));
  const place = Buffer.alloc(14);
  // Readable by everyone, on systems that ask.
  place.writeUInt32LE((0o100644 << 16) >>> 0, 6);
  place.writeUInt32LE(offset, 10);
  directory.push(Buffer.from("PK\x01\x02\x14\x03", "latin1"), common, place, bytes);
  files.push(Buffer.from("PK\x03\x04", "latin1"), common, bytes, packed);
  offset += 4 + common.length + bytes.length + packed.length;
}
const central = Buffer.concat(directory);
const end = Buffer.alloc(22);
end.write("PK\x05\x06", "latin1");
end.writeUInt16LE(names.length, 8);
end.writeUInt16LE(names.length, 10);
end.writeUInt32LE(central.length, 12);
end.writeUInt32LE(offset, 16);
writeFileSync(archive, Buffer.concat([...files, central, end]));
