#!/usr/bin/env node
// `npx authmorph`: the command line on the engine of the package, for those without the native program. It takes the same
// arguments, prints the same texts and ends with the same codes (`src/bin/authmorph`); only its help is its own.

import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { Misuse, read } from "./cli_input.js";
import { write } from "./cli_output.js";
import * as text from "./cli_text.js";
import { convert, detect, init, targets, version } from "./index.js";
import type { Detection, Request, Target } from "./index.js";

const HELP = `Recognises the auth layout of CREATE TABLE statements, and writes its migration

Usage:
  authmorph detect  [OPTIONS] [FILE]...               Says which layout and version the schema has, and why
  authmorph targets [OPTIONS] [FILE]...               Lists what the schema can become, with the options of each target
  authmorph convert --to TARGET [OPTIONS] [FILE]...   Writes the migration and what goes with it

Files, or folders of them, are SQL, Prisma, Drizzle or Kysely; \`-\` or none is standard input.

Options:
  --dialect DIALECT   postgresql, mysql, sqlite, mariadb, planetscale, d1 or libsql; told from the text when absent
  --from LAYOUT       The layout, such as lucia-1; told from the text when absent
  --map ROLE=NAME     What a table or column is, when it is not recognised: ROLE=TABLE or ROLE.FIELD=COLUMN
  --format FORMAT     text is for people, json for programs
  -h, --help          Prints this
  -V, --version       Prints the version

Options of convert:
  --to TARGET         The target, such as lucia-3
  --set OPTION=VALUE  An option of the target
  --emit NAME,...     Only these outputs, such as migration,drizzle
  --allow CODE,...    Allows a blocking finding
  --out DIR           Writes the files below this folder instead of printing them
  --force             Lets --out overwrite files that differ

Exit codes:
  0  done
  1  done, but a blocking finding wants --allow CODE
  2  misuse: a wrong flag or name, a file that cannot be read or written
  3  no known layout
`;

const DIALECTS = ["postgresql", "mysql", "sqlite", "mariadb", "planetscale", "d1", "libsql"];

const reading = {
  dialect: { type: "string" },
  from: { type: "string" },
  map: { type: "string", multiple: true },
  format: { type: "string", default: "text" },
  help: { type: "boolean", short: "h" },
  version: { type: "boolean", short: "V" },
} as const;

const writing = {
  to: { type: "string" },
  set: { type: "string", multiple: true },
  emit: { type: "string", multiple: true },
  allow: { type: "string", multiple: true },
  out: { type: "string" },
  force: { type: "boolean" },
} as const;

interface Answer {
  output: string;
  remarks: string;
  code: number;
}

type Arguments = ReturnType<typeof understand>;

/** The arguments of a command, or why they cannot be followed. */
function understand(command: string, args: string[]) {
  try {
    const options = command === "convert" ? { ...reading, ...writing } : reading;
    const { values, positionals } = parseArgs({ args, options: options as typeof reading & typeof writing, allowPositionals: true });
    return { ...values, files: positionals };
  } catch (error) {
    throw new Misuse(error instanceof Error ? error.message : String(error));
  }
}

/** Reads `NAME=VALUE`; only the name may not be empty. */
function pairs(flag: string, texts: string[] = []): Record<string, string> {
  return Object.fromEntries(
    texts.map((pair) => {
      const at = pair.indexOf("=");
      if (at < 1) throw new Misuse(`invalid value '${pair}' for '--${flag}': it wants the form NAME=VALUE`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

const listed = (texts: string[] = []): string[] => texts.flatMap((text) => text.split(",")).filter((name) => name !== "");

/** `a, b or c`; `none` for none. */
const either = (names: string[]): string =>
  names.length < 2 ? (names[0] ?? "none") : `${names.slice(0, -1).join(", ")} or ${names.at(-1)}`;

const json = (answer: unknown): string => `${JSON.stringify(answer, null, 2)}\n`;

function request(given: Arguments): { request: Request; remarks: string } {
  if (given.dialect !== undefined && !DIALECTS.includes(given.dialect)) {
    throw new Misuse(`invalid value '${given.dialect}' for '--dialect': it can be ${either(DIALECTS)}`);
  }
  if (given.format !== "text" && given.format !== "json") {
    throw new Misuse(`invalid value '${given.format}' for '--format': it can be text or json`);
  }
  const map = pairs("map", given.map);
  const input = read(given.files);
  const { dialect, from } = given;
  const request = { sources: input.sources, map, ...(dialect !== undefined && { dialect }), ...(from !== undefined && { from }) };
  return { request, remarks: input.remarks.map(text.remark).join("") };
}

const codeOf = (detection: Detection): number => (detection.layout === null ? 3 : 0);

function runDetect(given: Arguments): Answer {
  const { request: asked, remarks } = request(given);
  const detection = detect(asked);
  const code = codeOf(detection);
  if (given.format === "json") return { output: json(text.detectionObject(asked, detection)), remarks, code };
  return { output: text.detection(asked, detection), remarks: remarks + text.findings(asked, detection.findings), code };
}

function runTargets(given: Arguments): Answer {
  const { request: asked, remarks } = request(given);
  const detection = detect(asked);
  const offered = targets(asked);
  const code = codeOf(detection);
  if (given.format === "json") return { output: json(offered), remarks, code };
  return { output: text.targets(offered), remarks: remarks + text.findings(asked, detection.findings), code };
}

function chosenTarget(to: string | undefined, detection: Detection, offered: Target[]): Target | undefined {
  const names = either(offered.map(({ name }) => name));
  if (to === undefined) throw new Misuse(`say what to convert to with --to; this schema can become ${names}`);
  const target = offered.find(({ name }) => name === to);
  if (!target && detection.layout !== null) throw new Misuse(`this schema cannot become \`${to}\`; it can become ${names}`);
  return target;
}

function checkOptions(set: Record<string, string>, target: Target): void {
  for (const [name, value] of Object.entries(set)) {
    const option = target.options.find((option) => option.name === name);
    if (!option) {
      throw new Misuse(`${target.name} has no option \`${name}\`; it has ${either(target.options.map(({ name }) => name))}`);
    }
    if (option.choices.length > 0 && !option.choices.includes(value)) {
      throw new Misuse(`\`${name}\` cannot be \`${value}\`; it can be ${either(option.choices)}`);
    }
  }
}

function runConvert(given: Arguments): Answer {
  if (given.force && given.out === undefined) throw new Misuse("--force wants --out");
  const set = pairs("set", given.set);
  const { request: asked, remarks } = request(given);
  const detection = detect(asked);
  const target = chosenTarget(given.to, detection, targets(asked));
  if (!target) {
    if (given.format === "json") return { output: json(convert(asked)), remarks, code: 3 };
    return { output: "", remarks: remarks + text.findings(asked, detection.findings) + text.noLayout(detection), code: 3 };
  }
  checkOptions(set, target);
  const full = { ...asked, to: target.name, set, emit: listed(given.emit), allow: listed(given.allow) };
  const conversion = convert(full);
  const unknown = conversion.findings.find(({ code }) => code === "output_unknown");
  if (unknown) throw new Misuse(unknown.what);
  const code = conversion.blocked_by.length > 0 ? 1 : 0;
  const written = given.out === undefined ? undefined : write(given.out, conversion.files, given.force === true);
  if (given.format === "json") return { output: json(conversion), remarks, code };
  const output = written ? text.written(full, conversion, written) : text.files(conversion.files);
  const nothing = conversion.files.length === 0 ? text.remark(`${target.name} has no file of this kind`) : "";
  return { output, remarks: remarks + text.findings(full, conversion.findings) + nothing + text.blocked(conversion), code };
}

const commands: Record<string, (given: Arguments) => Answer> = { detect: runDetect, targets: runTargets, convert: runConvert };

function answer(args: string[]): Answer {
  const [command = "", ...rest] = args;
  if (["-V", "--version"].includes(command)) return { output: `authmorph ${version()}\n`, remarks: "", code: 0 };
  if (["help", "-h", "--help"].includes(command)) return { output: HELP, remarks: "", code: 0 };
  if (command === "") return { output: "", remarks: HELP, code: 2 };
  const run = commands[command];
  if (!run) throw new Misuse(`there is no command '${command}'; there are detect, targets and convert`);
  const given = understand(command, rest);
  if (given.help) return { output: HELP, remarks: "", code: 0 };
  return run(given);
}

// Whoever reads has read enough.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

await init(readFileSync(new URL("./engine/engine_source_bg.wasm", import.meta.url)));
try {
  const { output, remarks, code } = answer(process.argv.slice(2));
  // Remarks come first, so that they stand above the output when both go to a terminal.
  process.stderr.write(remarks);
  process.stdout.write(output);
  process.exitCode = code;
} catch (error) {
  if (!(error instanceof Misuse)) throw error;
  process.stderr.write(text.misuse(error.message));
  process.exitCode = 2;
}
