// Answers for people, in the words of the native program (`src/bin/authmorph/text.rs`), without colours.

import type { Written } from "./cli_output.js";
import type { Conversion, Detection, File, Finding, OptionDescription, Request, Role, RunnerUp, Span, Target } from "./index.js";

export const remark = (what: string): string => `authmorph: ${what}\n`;

export const misuse = (why: string): string => `authmorph: error: ${why}\n`;

const percent = (confidence: number): string => `${Math.round(confidence * 100)} %`;

/** The text with its control characters written out: a terminal obeys them. */
const harmless = (text: string): string =>
  text.replace(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/g, (character) => {
    const short: Record<string, string> = { "\t": "\\t", "\r": "\\r" };
    return short[character] ?? `\\u{${character.charCodeAt(0).toString(16)}}`;
  });

function place(request: Request, span: Span): string {
  const name = request.sources?.[span.source]?.name || "-";
  return `${harmless(name)}:${span.start.line}:${span.start.column}`;
}

function section(heading: string, lines: string[]): string {
  return lines.length === 0 ? "" : `\n${heading}\n${lines.map((line) => `  ${line}\n`).join("")}`;
}

function roleLine(name: string, role: Role): string {
  const columns = Object.entries(role.columns).map(([field, column]) => (field === column ? field : `${field}=${column}`));
  const extra = role.extra.length > 0 ? `; also ${role.extra.join(", ")}` : "";
  const inbound = role.referenced_by.length > 0 ? `; referenced by ${role.referenced_by.join(", ")}` : "";
  return `${name}: ${harmless(role.table)} (${harmless(columns.join(", ") + extra)})${harmless(inbound)}`;
}

function runnerUp({ layout, version, confidence, lacks }: RunnerUp): string {
  return `${layout} ${version}, confidence ${percent(confidence)}${harmless(lacks.length > 0 ? `: ${lacks.join("; ")}` : "")}`;
}

const asVariant = (variant: string | null): string => (variant === null ? "" : `, as ${variant} has it`);

export function noLayout(detection: Detection): string {
  const count = detection.table_count;
  if (count === 0) return "No known auth layout: there is no table in the text.\n";
  return `No known auth layout in ${count === 1 ? "1 table" : `${count} tables`}. Say what is what with --map, such as --map user=people.\n`;
}

function heading(detection: Detection): string {
  const { layout, version, versions, variant, dialect, confidence } = detection;
  if (layout === null) return noLayout(detection);
  const line = `${layout} ${version ?? ""} on ${dialect}${asVariant(variant)}; confidence ${percent(confidence)}\n`;
  return versions.length > 1 ? `${line}The statements fit these versions equally: ${versions.join(", ")}.\n` : line;
}

export function detection(request: Request, found: Detection): string {
  const because = found.evidence.map(({ supports, what, span }) => {
    return `${supports ? "+" : "-"} ${harmless(what)}${span === null ? "" : `  ${place(request, span)}`}`;
  });
  const others = found.others.map((other) => {
    const roles = Object.entries(other.roles).map(([name, role]) => `  ${roleLine(name, role)}\n`);
    return `\nBeside it: ${other.layout} ${other.version}${asVariant(other.variant)}; confidence ${percent(other.confidence)}\n${roles.join("")}`;
  });
  const isBeside = ({ layout, version }: RunnerUp): boolean =>
    found.others.some((other) => other.layout === layout && other.version === version);
  const runnersUp = found.runners_up.filter((other) => found.table_count > 0 && !isBeside(other));
  return [
    heading(found),
    section("Because", because),
    section("Roles", Object.entries(found.roles).map(([name, role]) => roleLine(name, role))),
    ...others,
    section(found.layout === null ? "What comes closest" : "Could also be", runnersUp.map(runnerUp)),
    section("What the statements cannot say", found.cannot_say.map(harmless)),
    section("Can become", found.targets),
  ].join("");
}

/** The one object of `detect --format json`. */
export function detectionObject(request: Request, found: Detection): unknown {
  const span = (span: Span | null) => {
    if (span === null) return null;
    const position = ({ line, column }: { line: number; column: number }) => ({ line, column });
    const file = request.sources?.length === 1 ? {} : { file: request.sources?.[span.source]?.name };
    return { ...file, start: position(span.start), end: position(span.end) };
  };
  const { dialect, layout, version, versions, variant, confidence, roles, targets, others, cannot_say } = found;
  const evidence = found.evidence.map(({ supports, what, span: at }) => ({ supports, what, span: span(at) }));
  const runners_up = found.runners_up.map(({ layout, version, confidence }) => ({ layout, version, confidence }));
  const findings = found.findings.map(({ code, severity, what, why, next, span: at }) => ({ code, severity, what, why, next, span: span(at) }));
  return { dialect, layout, version, versions, variant, confidence, roles, evidence, runners_up, targets, findings, others, cannot_say };
}

/** What the text can become, with the options; those that all targets have come once, at the end. */
export function targets(offered: Target[]): string {
  const same = (one: OptionDescription, other: OptionDescription): boolean => JSON.stringify(one) === JSON.stringify(other);
  const isShared = (option: OptionDescription): boolean =>
    offered.length > 1 && offered.every((target) => target.options.some((other) => same(option, other)));
  const option = ({ name, label, default: value, reason, choices }: OptionDescription): string =>
    `  --set ${name}=VALUE  ${label}: ${choices.length > 0 ? choices.join(", ") : "any text"}\n` +
    `      \`${value}\` when nothing is said: ${reason}\n`;
  const own = offered.map((target) => {
    const options = target.options.filter((each) => !isShared(each)).map(option);
    return `${target.name}  ${target.purpose}\n${options.join("")}`;
  });
  const shared = (offered[0]?.options ?? []).filter(isShared).map(option);
  return own.join("") + (shared.length > 0 ? `all of them  How the files are written.\n${shared.join("")}` : "");
}

/** The files one after the other; each under its path, unless there is one only. */
export function files(files: File[]): string {
  const [only] = files;
  if (files.length === 1 && only) return only.text;
  return files.map(({ path, text }, index) => `${index === 0 ? "" : "\n"}==> ${path} <==\n${text}`).join("");
}

/** What was decided, and the files that were written. */
export function written(request: Request, conversion: Conversion, files: Written[]): string {
  const { layout, version, dialect } = conversion.detection;
  const from = layout === null ? "a schema" : version === null ? layout : `${layout} ${version}`;
  const decisions = conversion.decisions.map(({ what, reason, span }) => {
    return `${harmless(what)}\n      ${harmless(reason)}${span === null ? "" : `  ${place(request, span)}`}`;
  });
  return [
    `${from} to ${conversion.target ?? "nothing"} on ${dialect}\n`,
    section("Decisions", decisions),
    section("Files", files.map(({ path, isSame }) => `${isSame ? "same  " : "wrote "}${path}`)),
  ].join("");
}

/** One paragraph per finding, which starts as compilers start theirs, so that editors can jump to it. */
export function findings(request: Request, found: Finding[]): string {
  const only = request.sources?.length === 1 ? request.sources[0] : undefined;
  const nowhere = only ? harmless(only.name || "-") : "authmorph";
  return found
    .map(({ span, severity, code, what, why, next }) => {
      const lines = [why, next].filter((line) => line !== "").map((line) => `    ${harmless(line).replaceAll("\n", "\n    ")}\n`);
      return `${span === null ? nowhere : place(request, span)}: ${severity}[${code}]: ${harmless(what)}\n${lines.join("")}`;
    })
    .join("");
}

/** What blocks, and how to allow it. */
export function blocked({ blocked_by, steps }: Conversion): string {
  const codes = blocked_by.join(",");
  if (codes === "") return "";
  if (steps.length === 0) return misuse(`no migration could be written, because of ${codes}`);
  return misuse(`do not run up.sql before you have looked at ${codes}; then say --allow ${codes}`);
}
