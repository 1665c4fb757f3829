// Where a rehearsal's worker has its parts from in the page that is one file: packed, in front of its own script.

import { unpack } from "../inside";
import type { Part } from "./database";

declare const packedParts: Record<string, string>;

export async function parts(): Promise<Part> {
  return (name) => unpack(packedParts[name] ?? "");
}
