// What the user chose on the page, as a request and as the arguments of the command line that ask for the same.

import type { Options } from "./messages";

/** What the page tells the panel. */
export interface Subject {
  text: string;
  /** The choices as lines of `name=value`, as `src/ui/share.rs` writes them. */
  choices: string;
  /** The dialect that the text has. */
  dialect: string;
  /** The target that was taken. */
  target: string;
  /** Whether there is a migration. */
  ready: boolean;
}

export const DEFAULTS: Options = { rows: 34, seed: 1, troubles: false, restart: false, own_rows: false };

const unescape = (value: string) => value.replace(/\\(.)/gs, (_, letter: string) => ({ n: "\n", r: "\r", e: "=" })[letter] ?? letter);

function read(lines: string) {
  const read = { dialect: "", from: "", set: {} as Record<string, string>, map: {} as Record<string, string> };
  for (const line of lines.split("\n")) {
    const at = line.indexOf("=");
    if (at < 0) continue;
    const [name, value] = [line.slice(0, at), unescape(line.slice(at + 1))];
    if (name === "dialect" || name === "from") read[name] = value;
    else if (name.startsWith("set.")) read.set[unescape(name.slice(4))] = value;
    else if (name.startsWith("map.")) read.map[unescape(name.slice(4))] = value;
  }
  return read;
}

/** The request of a conversion. */
export function request({ text, choices, target }: Subject): object {
  const { dialect, from, set, map } = read(choices);
  return { sources: [{ name: "", text }], dialect: dialect || null, from: from || null, to: target, set, map, emit: [], allow: [] };
}

/** Where each dialect's rehearsal is run from the command line. */
const databases: Record<string, string> = {
  postgresql: "postgresql://me@localhost/scratch?host=/run/postgresql",
  mysql: "mysql://me@localhost/scratch?socket=/run/mysqld/mysqld.sock",
};

const quoted = (word: string) => (/^[\w./:@=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);

/** The command that does the same. */
export function command({ choices, dialect, target }: Subject, options: Options): string {
  const chosen = read(choices);
  const words = ["authmorph", "rehearse", "--to", target];
  if (chosen.dialect) words.push("--dialect", chosen.dialect);
  if (chosen.from) words.push("--from", chosen.from);
  for (const [name, value] of Object.entries(chosen.map)) words.push("--map", `${name}=${value}`);
  for (const [name, value] of Object.entries(chosen.set)) words.push("--set", `${name}=${value}`);
  if (options.rows !== DEFAULTS.rows) words.push("--rows", String(options.rows));
  if (options.seed !== DEFAULTS.seed) words.push("--seed", String(options.seed));
  if (options.own_rows) words.push("--use-rows");
  if (options.restart) words.push("--restart");
  if (options.troubles) words.push("--troubles");
  const database = databases[dialect];
  if (database) words.push("--database", database);
  return [...words, "schema.sql"].map(quoted).join(" ");
}
