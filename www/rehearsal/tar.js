// Reads what extensions of PostgreSQL come in (pax(1), "ustar Interchange Format"). The build reads it too.

const BLOCK = 512;

/**
 * The files in an archive.
 * @param {Uint8Array} archive
 * @returns {{ path: string, content: Uint8Array }[]}
 */
export function files(archive) {
  const decoder = new TextDecoder();
  /** @param {number} start @param {number} length */
  const field = (start, length) => decoder.decode(archive.subarray(start, start + length)).replace(/\0.*$/s, "");
  const found = [];
  // Empty blocks end it.
  for (let at = 0; archive[at]; ) {
    const size = Number.parseInt(field(at + 124, 12), 8);
    const [name, type, folder] = [field(at, 100), field(at + 156, 1), field(at + 345, 155)];
    if (type === "" || type === "0") {
      found.push({ path: folder ? `${folder}/${name}` : name, content: archive.subarray(at + BLOCK, at + BLOCK + size) });
    }
    at += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  return found;
}
