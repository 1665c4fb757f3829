// Findings in the source: a wavy line below the place, a sign in the gutter, and the panel's own words on both.

import { type Diagnostic, setDiagnostics } from "@codemirror/lint";
import type { EditorView } from "@codemirror/view";

/** More marks than this help nobody, and each costs time to draw. */
const MOST = 500;

const severities: Record<string, Diagnostic["severity"]> = {
  block: "error",
  error: "error",
  warning: "warning",
  note: "info",
};

export function showFindings(view: EditorView, places: Uint32Array, words: string[], texts: string[]): void {
  const { length } = view.state.doc;
  const diagnostics = texts.slice(0, MOST).map((text, index): Diagnostic => {
    const from = Math.min(places[2 * index] ?? 0, length);
    // A whole table in waves hides what is in it: its first line tells enough.
    const lineEnd = view.state.doc.lineAt(from).to;
    return {
      from,
      to: Math.min(Math.max(places[2 * index + 1] ?? 0, from), lineEnd),
      severity: severities[words[index] ?? ""] ?? "hint",
      message: text,
      renderMessage: () => sentences(text),
    };
  });
  diagnostics.sort((left, right) => left.from - right.from);
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

/** The text with its lines, and names between backticks in the code font. */
function sentences(text: string): HTMLElement {
  const place = document.createElement("div");
  for (const line of text.split("\n")) {
    const paragraph = place.appendChild(document.createElement("p"));
    line.split("`").forEach((part, index) => {
      const name = paragraph.appendChild(document.createElement(index % 2 === 1 ? "code" : "span"));
      name.textContent = part;
    });
  }
  return place;
}
