// Compiles groups of files, each group as a program of its own and as strict as the other texts: two files that both tell
// Lucia's types about themselves could not stand in one. `node wiring.mjs`, with `[types, files]` for each group as a
// JSON array on standard input.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const ts = createRequire(`${process.cwd()}/`)("typescript");

const options = {
  noEmit: true,
  strict: true,
  skipLibCheck: true,
  noUnusedLocals: true,
  noUnusedParameters: true,
  noImplicitReturns: true,
  exactOptionalPropertyTypes: true,
  isolatedModules: true,
  verbatimModuleSyntax: true,
  target: ts.ScriptTarget.ES2022,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
};

const host = ts.createCompilerHost(options);
const { getSourceFile } = host;
const read = new Map();
host.getSourceFile = (name, ...rest) => {
  if (!read.has(name)) read.set(name, getSourceFile(name, ...rest));
  return read.get(name);
};

const cache = ts.createModuleResolutionCache(process.cwd(), (name) => name, options);
host.getModuleResolutionCache = () => cache;

const lines = [];
for (const [types, files] of JSON.parse(readFileSync(0, "utf8"))) {
  const program = ts.createProgram(files, { ...options, types: [types] }, host);
  const diagnostics = ts.getPreEmitDiagnostics(program);
  if (diagnostics.length > 0) lines.push(ts.formatDiagnostics(diagnostics, host));
}
process.stdout.write(lines.join("\n"));
