// Files as they are loaded: zipped, so that a host that packs nothing sends no more than one that does.

import { gzipSync } from "node:zlib";

/** The same bytes on every machine: a zip's header would name the system. @param {Buffer | string} content */
export function zipped(content) {
  const packed = gzipSync(content, { level: 9 });
  packed[9] = 255;
  return packed;
}
