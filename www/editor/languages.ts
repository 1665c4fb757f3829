// The languages of the source and of the results. Whole grammars are large; only SQL, which people write here, has one.

import { MySQL, PostgreSQL, SQLite, type SQLDialect } from "@codemirror/lang-sql";
import { LanguageSupport, StreamLanguage, type StreamParser } from "@codemirror/language";
import { json, typescript } from "@codemirror/legacy-modes/mode/javascript";
import type { Extension } from "@codemirror/state";

const dialects: Record<string, SQLDialect> = { postgresql: PostgreSQL, mysql: MySQL, sqlite: SQLite };

/** Markdown as the report has it: headings, lists, tables, quotes, code. */
const markdown: StreamParser<{ fenced: boolean }> = {
  name: "markdown",
  startState: () => ({ fenced: false }),
  token(stream, state) {
    if (stream.sol()) {
      if (stream.match(/^\s*```.*/)) {
        state.fenced = !state.fenced;
        return "meta";
      }
      if (!state.fenced) {
        if (stream.match(/^#{1,6}\s.*/)) return "heading";
        if (stream.match(/^\s*([-*+]|\d+\.)\s/) || stream.match(/^\s*>/)) return "keyword";
      }
    }
    if (state.fenced) {
      stream.skipToEnd();
      return "monospace";
    }
    if (stream.match(/^`[^`]*`/)) return "monospace";
    if (stream.match(/^\*\*[^*]+\*\*/)) return "strong";
    if (stream.match(/^\[[^\]]*\]\([^)]*\)/)) return "link";
    if (stream.match(/^\|/)) return "meta";
    stream.next();
    stream.eatWhile(/[^`*[|]/);
    return null;
  },
};

/** Prisma's schema language, which is small. */
const prisma: StreamParser<Record<never, never>> = {
  name: "prisma",
  startState: () => ({}),
  token(stream) {
    if (stream.eatSpace()) return null;
    if (stream.match(/^\/\/.*/)) return "comment";
    if (stream.match(/^"([^"\\]|\\.)*"?/)) return "string";
    if (stream.match(/^@@?[\w.]+/)) return "modifier";
    if (stream.match(/^-?\d[\d.]*/)) return "number";
    if (stream.match(/^(model|enum|datasource|generator|type|view)\b/)) return "keyword";
    if (stream.match(/^(true|false)\b/)) return "bool";
    if (stream.match(/^(String|Boolean|Int|BigInt|Float|Decimal|DateTime|Json|Bytes|Unsupported)\b/)) return "typeName";
    if (!stream.match(/^\w+/)) stream.next();
    return null;
  },
};

const streams: Record<string, StreamLanguage<unknown>> = {
  typescript: StreamLanguage.define(typescript),
  json: StreamLanguage.define(json),
  markdown: StreamLanguage.define(markdown) as StreamLanguage<unknown>,
  prisma: StreamLanguage.define(prisma) as StreamLanguage<unknown>,
};

/** The language by the engine's name for it; an unknown one is plain text. */
export function language(name: string, dialect = ""): Extension {
  if (name === "sql") return new LanguageSupport((dialects[dialect] ?? PostgreSQL).language);
  const stream = streams[name];
  return stream ? new LanguageSupport(stream) : [];
}
