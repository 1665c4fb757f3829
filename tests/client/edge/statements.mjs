// Scripts of SQLite's language, statement by statement.

/** The statements of a script: a semicolon ends one outside of quotes, comments and the bodies of triggers. */
export function statements(text) {
  const found = [];
  let [start, words] = [0, []];
  const token = /--[^\n]*|\/\*[^]*?\*\/|'(?:[^']|'')*'|"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\]|\w+|;/g;
  for (const { 0: part, index } of text.matchAll(token)) {
    if (/^\w/.test(part)) words.push(part.toUpperCase());
    if (part !== ";") continue;
    const isTrigger = words[0] === "CREATE" && words.slice(1, 4).includes("TRIGGER");
    if (isTrigger && words.at(-1) !== "END") continue;
    found.push(text.slice(start, index));
    [start, words] = [index + 1, []];
  }
  return found.filter((statement) => statement.replace(/--[^\n]*/g, "").trim() !== "");
}
