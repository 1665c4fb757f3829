// How the editors look. Colours come from www/css/tokens.css by its custom properties, so both themes are there.

import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";

/**
 * The host's shadow root. The page's Content-Security-Policy forbids inline styles; in a shadow root the editor's styles
 * are adopted style sheets, which it permits. What stood in the host is no longer seen, except on paper: the editor
 * draws only the lines in view, and a printed page wants all of them.
 */
export function shadow(host: HTMLElement): ShadowRoot {
  const root = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :host { display: block; overflow: hidden; }
    slot { display: none; }
    @media print { slot { display: block; } .cm-editor { display: none !important; } }
  `);
  host.classList.add("mounted");
  root.adoptedStyleSheets = [sheet];
  root.append(document.createElement("slot"));
  return root;
}

const words = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.modifier], color: "var(--code-keyword)" },
  { tag: [tags.string, tags.special(tags.string), tags.regexp], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.atom], color: "var(--code-number)" },
  { tag: [tags.typeName, tags.className, tags.standard(tags.name)], color: "var(--code-type)" },
  { tag: [tags.comment, tags.meta], color: "var(--comment)" },
  { tag: tags.heading, color: "var(--text)", fontWeight: "700" },
  { tag: tags.strong, fontWeight: "700" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.monospace, tags.propertyName, tags.attributeName], color: "var(--code-type)" },
  { tag: tags.link, color: "var(--accent)", textDecoration: "underline" },
]);

const wavy = (colour: string) => ({
  backgroundImage: "none",
  textDecoration: `underline wavy ${colour} 1px`,
  textUnderlineOffset: "3px",
  textDecorationSkipInk: "none",
});

const looks = EditorView.theme({
  "&": { height: "100%", color: "var(--text)", backgroundColor: "var(--editor-ground, var(--ground))", fontSize: "var(--code-size)" },
  // The host has the outline.
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--code-font)", lineHeight: "1.5", overflow: "auto" },
  ".cm-content": { padding: "8px 0", caretColor: "var(--text)" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--text)", borderLeftWidth: "2px" },
  ".cm-gutters": { backgroundColor: "transparent", color: "var(--quiet)", border: "none" },
  ".cm-lineNumbers .cm-gutterElement": { minWidth: "28px", padding: "0 6px 0 4px" },
  ".cm-activeLineGutter": { backgroundColor: "transparent", color: "var(--text)" },
  ".cm-activeLine": { backgroundColor: "transparent" },
  "&.cm-focused .cm-activeLine": { backgroundColor: "var(--line-ground)" },
  ".cm-selectionBackground, &.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground": { background: "var(--selection)" },
  ".cm-selectionMatch": { backgroundColor: "var(--match)" },
  ".cm-searchMatch": { backgroundColor: "var(--match)", outline: "1px solid var(--notice-line)" },
  ".cm-searchMatch-selected": { backgroundColor: "var(--selection)" },
  "&.cm-focused .cm-matchingBracket": { backgroundColor: "var(--selection)" },
  ".cm-placeholder": { color: "var(--quiet)", whiteSpace: "normal" },
  ".cm-foldPlaceholder": { backgroundColor: "transparent", borderColor: "var(--line)", color: "var(--quiet)" },
  ".cm-foldGutter .cm-gutterElement": { padding: "0 4px", cursor: "pointer" },

  ".cm-lit": { backgroundColor: "var(--lit)", borderRadius: "2px" },
  ".cm-lit-line": { boxShadow: "inset 3px 0 0 var(--accent)" },

  ".cm-lintRange": { backgroundPosition: "left bottom" },
  ".cm-lintRange-error": wavy("var(--error)"),
  ".cm-lintRange-warning": wavy("var(--warning)"),
  ".cm-lintRange-info, .cm-lintRange-hint": wavy("var(--quiet)"),
  ".cm-lintPoint::after": { borderBottomColor: "var(--error)" },
  ".cm-gutter-lint": { width: "18px" },
  ".cm-gutter-lint .cm-gutterElement": { padding: "0 2px", textAlign: "center" },
  // A sign differs in shape as well as in colour, and is the one that the panel shows.
  ".cm-lint-marker": { width: "auto", height: "auto", cursor: "help" },
  ".cm-lint-marker-error": { content: "normal" },
  ".cm-lint-marker-warning": { content: "normal" },
  ".cm-lint-marker-info": { content: "normal" },
  ".cm-lint-marker-error::before": { content: '"✖"', color: "var(--error)" },
  ".cm-lint-marker-warning::before": { content: '"▲"', color: "var(--warning)" },
  ".cm-lint-marker-info::before, .cm-lint-marker-hint::before": { content: '"●"', color: "var(--quiet)" },

  ".cm-tooltip": { backgroundColor: "var(--raised)", color: "var(--text)", border: "1px solid var(--control-line)", borderRadius: "var(--radius)", maxWidth: "min(90vw, 70ch)" },
  ".cm-tooltip-lint": { padding: "4px" },
  ".cm-diagnostic": { fontFamily: "var(--text-font)", fontSize: "14px", padding: "4px 8px", marginLeft: "0", borderLeft: "4px solid var(--quiet)" },
  ".cm-diagnostic p": { margin: "2px 0" },
  ".cm-diagnostic code": { fontFamily: "var(--code-font)", fontSize: "13px" },
  ".cm-diagnostic-error": { borderLeftColor: "var(--error)" },
  ".cm-diagnostic-warning": { borderLeftColor: "var(--warning)" },

  ".cm-panels": { backgroundColor: "var(--raised)", color: "var(--text)" },
  ".cm-panels-top": { borderBottom: "1px solid var(--line)" },
  ".cm-panel.cm-search": { fontFamily: "var(--text-font)", padding: "6px 28px 6px 8px" },
  ".cm-panel.cm-search label": { fontSize: "13px", display: "inline-flex", alignItems: "center", gap: "4px" },
  ".cm-panel.cm-search [name=close]": { fontSize: "18px", width: "24px", height: "24px", color: "var(--text)" },
  ".cm-textfield": { border: "1px solid var(--control-line)", borderRadius: "4px", backgroundColor: "var(--ground)", color: "var(--text)", fontSize: "13px", padding: "3px 6px" },
  ".cm-button": { border: "1px solid var(--control-line)", borderRadius: "4px", backgroundColor: "var(--ground)", backgroundImage: "none", color: "var(--text)", fontSize: "13px", padding: "3px 8px" },
});

export const theme = [looks, syntaxHighlighting(words)];
