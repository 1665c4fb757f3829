// The texts of the command line: files, folders and standard input, decoded as the native program does
// (`src/bin/authmorph/input.rs`).

import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { detect } from "./index.js";
import type { Source } from "./index.js";

/** Why the program cannot follow. */
export class Misuse extends Error {}

interface Input {
  sources: Source[];
  remarks: string[];
}

/** In the words of the native program. */
function system(error: unknown): string {
  const { code, errno, message } = error as NodeJS.ErrnoException;
  const words: Record<string, string> = {
    ENOENT: "No such file or directory",
    EACCES: "Permission denied",
    EISDIR: "Is a directory",
    ENOTDIR: "Not a directory",
  };
  const known = words[code ?? ""];
  return known === undefined ? message : `${known} (os error ${Math.abs(errno ?? 0)})`;
}

export function attempt<Value>(what: string, act: () => Value): Value {
  try {
    return act();
  } catch (error) {
    throw error instanceof Misuse ? error : new Misuse(`${what}: ${system(error)}`);
  }
}

/** Reads everything that is named, in the order in which it is named. */
export function read(files: string[]): Input {
  const input: Input = { sources: [], remarks: [] };
  if (files.length === 0 && process.stdin.isTTY) input.remarks.push("reading standard input; --help shows examples");
  let hasRead = false;
  for (const file of files.length === 0 ? ["-"] : files) {
    if (file === "-") {
      if (!hasRead) push("-", attempt("standard input", () => readFileSync(0)), input);
      hasRead = true;
    } else if (attempt(file, () => statSync(file)).isDirectory()) {
      const found = schemas(file).sort();
      if (found.length === 0) throw new Misuse(`${file}: no .sql or .prisma file and no Drizzle or Kysely schema below this folder`);
      for (const path of found) push(path, attempt(path, () => readFileSync(path)), input);
    } else {
      push(file, attempt(file, () => readFileSync(file)), input);
    }
  }
  return input;
}

/** The files below a folder that describe a database; links to folders and folders of packages are not followed. */
function schemas(folder: string): string[] {
  const found: string[] = [];
  const programs: { path: string; what: string | undefined }[] = [];
  for (const entry of attempt(folder, () => readdirSync(folder, { withFileTypes: true }))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== "node_modules") found.push(...schemas(path));
    } else if (attempt(path, () => statSync(path)).isFile()) {
      if (/\.(sql|prisma)$/i.test(entry.name)) found.push(path);
      else if (/\.(ts|mts|js|mjs)$/i.test(entry.name)) programs.push({ path, what: sourceCode(path) });
    }
  }
  // What the tables of a Drizzle schema share stands in files beside them.
  const hasDrizzle = programs.some(({ what }) => what?.includes("Drizzle"));
  return [...found, ...programs.filter(({ what }) => hasDrizzle || what !== undefined).map(({ path }) => path)];
}

/** What the engine says of a file that it takes for source code. */
function sourceCode(path: string): string | undefined {
  const { text } = decode(attempt(path, () => readFileSync(path)));
  const { findings } = detect({ sources: [{ name: path, text }] });
  return findings.find(({ code }) => code === "source_code_read")?.what;
}

function push(name: string, bytes: Buffer, input: Input): void {
  const { text, remark } = decode(bytes);
  if (remark !== undefined) input.remarks.push(`${name}: ${remark}`);
  input.sources.push({ name, text });
}

/** The form of UTF-16 that a mark or the zeros tell: in SQL every letter needs one byte, so every other one is zero. */
function utf16(bytes: Buffer): { label: string; from: number } | undefined {
  const [a = 0, b = 0, c = 0, d = 0] = bytes;
  if (a === 0xff && b === 0xfe) return { label: "utf-16le", from: 2 };
  if (a === 0xfe && b === 0xff) return { label: "utf-16be", from: 2 };
  if (bytes.length < 4) return undefined;
  if (a !== 0 && b === 0 && c !== 0 && d === 0) return { label: "utf-16le", from: 0 };
  if (a === 0 && b !== 0 && c === 0 && d !== 0) return { label: "utf-16be", from: 0 };
  return undefined;
}

/** Decodes UTF-8 or UTF-16. What is neither is kept as far as it can be read. */
function decode(bytes: Buffer): { text: string; remark?: string } {
  const { label, from } = utf16(bytes) ?? { label: "utf-8", from: 0 };
  const rest = bytes.subarray(from);
  try {
    return { text: new TextDecoder(label, { fatal: true, ignoreBOM: true }).decode(rest) };
  } catch {
    const text = new TextDecoder(label, { ignoreBOM: true }).decode(rest);
    const remark =
      label === "utf-8"
        ? "it is not UTF-8; what cannot be read became \ufffd: save it as UTF-8 and run this again"
        : "it is broken UTF-16; what cannot be read became \ufffd";
    return { text, remark };
  }
}
