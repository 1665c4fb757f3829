// Writing below `--out`, without ever taking a file that is not ours for granted (`src/bin/authmorph/out_folder.rs`).

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { attempt, Misuse } from "./cli_input.js";
import type { File } from "./index.js";

/** A file, and whether it was there already, the same to the byte. */
export interface Written {
  path: string;
  isSame: boolean;
}

function present(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}

/** Writes all files, or none when one of them may not be written. */
export function write(folder: string, files: File[], overwrite: boolean): Written[] {
  const plan = files.map((file) => {
    if (file.path.split(/[\\/]/).some((part) => ["", ".", ".."].includes(part))) {
      throw new Misuse(`${file.path}: the path leads out of ${folder}`);
    }
    const path = join(folder, file.path);
    return { path, text: file.text, there: present(path) };
  });
  const inTheWay = plan.filter(({ text, there }) => there !== undefined && there !== text);
  if (inTheWay.length > 0 && !overwrite) {
    const them = inTheWay.map(({ path }) => path).join("\n  ");
    throw new Misuse(`nothing was written, because these files are there and differ:\n  ${them}\n--force overwrites them`);
  }
  return plan.map(({ path, text, there }) => {
    const isSame = there === text;
    if (!isSame) {
      attempt(dirname(path), () => mkdirSync(dirname(path), { recursive: true }));
      attempt(path, () => writeFileSync(path, text));
    }
    return { path, isSame };
  });
}
