// The schema before and after, side by side: loaded when its part of the page is opened (src/bin/web/panels/change.rs).

import { defaultKeymap } from "@codemirror/commands";
import { MergeView, goToNextChunk, goToPreviousChunk, unifiedMergeView } from "@codemirror/merge";
import { EditorState, type Extension } from "@codemirror/state";
import { EditorView, drawSelection, keymap, lineNumbers } from "@codemirror/view";
import { language } from "./languages";
import { shadow, theme } from "./theme";

/** Narrower than this two texts side by side are two columns of broken lines: then they are one, with what changes. */
const NARROW = 640;

/** From so many lines on, what does not change is folded away. */
const LONG = 120;

const looks = EditorView.theme({
  "&.cm-merge-a .cm-changedLine, .cm-deletedChunk": { backgroundColor: "var(--removed-ground)" },
  "&.cm-merge-b .cm-changedLine, & .cm-insertedLine, &.cm-merge-b .cm-inlineChangedLine": { backgroundColor: "var(--added-ground)" },
  "&.cm-merge-a .cm-changedText, & .cm-deletedChunk .cm-deletedText": { background: "none", textDecoration: "underline 2px var(--error)" },
  "&.cm-merge-b .cm-changedText": { background: "none", textDecoration: "underline 2px var(--good)" },
  "&.cm-merge-a .cm-changedLineGutter, & .cm-deletedLineGutter": { background: "var(--error)" },
  "&.cm-merge-b .cm-changedLineGutter": { background: "var(--good)" },
  ".cm-collapsedLines": { color: "var(--text)", background: "var(--raised)", padding: "4px 8px" },
});

class Comparison {
  readonly #bar: HTMLElement;
  readonly #place: ShadowRoot;
  readonly #box: HTMLElement;
  #key = "";
  #views: readonly EditorView[] = [];
  #end: () => void = () => {};

  constructor(host: HTMLElement) {
    this.#bar = document.createElement("div");
    this.#bar.className = "bar";
    for (const [title, go] of [["Next difference", goToNextChunk], ["Previous difference", goToPreviousChunk]] as const) {
      const button = this.#bar.appendChild(document.createElement("button"));
      button.type = "button";
      button.textContent = title;
      button.addEventListener("click", () => {
        const view = this.#views.at(-1);
        if (view && go(view)) view.focus();
      });
    }
    const frame = document.createElement("div");
    frame.className = "editor compared";
    host.replaceChildren(this.#bar, frame);
    this.#place = shadow(frame);
    this.#box = this.#place.appendChild(document.createElement("div"));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(".box { height: 100%; overflow: auto; } .cm-mergeView { min-height: 100%; }");
    this.#box.className = "box";
    this.#place.adoptedStyleSheets.push(sheet);
    new ResizeObserver(() => this.#show(this.#before, this.#after, this.#dialect)).observe(frame);
  }

  #before = "";
  #after = "";
  #dialect = "";

  show(before: string, after: string, dialect: string): void {
    [this.#before, this.#after, this.#dialect] = [before, after, dialect];
    this.#show(before, after, dialect);
  }

  #show(before: string, after: string, dialect: string): void {
    const width = this.#box.clientWidth;
    if (width === 0) return;
    const isNarrow = width < NARROW;
    const key = JSON.stringify([isNarrow, before, after, dialect]);
    if (key === this.#key) return;
    this.#key = key;
    this.#end();
    const extensions = (label: string): Extension[] => [
      lineNumbers(),
      drawSelection(),
      theme,
      looks,
      language("sql", dialect),
      EditorState.readOnly.of(true),
      EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", inputmode: "none", spellcheck: "false" }),
      keymap.of(defaultKeymap.filter((binding) => binding.key !== "Mod-Enter")),
    ];
    const isLong = Math.max(before.split("\n").length, after.split("\n").length) > LONG;
    const collapse = isLong ? { collapseUnchanged: { margin: 3, minSize: 8 } } : {};
    if (isNarrow) {
      const view = new EditorView({
        doc: after,
        extensions: [extensions("After, with what it was before"), unifiedMergeView({ original: before, mergeControls: false, ...collapse })],
        parent: this.#box,
        root: this.#place,
      });
      this.#views = [view];
      this.#end = () => view.destroy();
      return;
    }
    const merge = new MergeView({
      a: { doc: before, extensions: extensions("Before") },
      b: { doc: after, extensions: extensions("After") },
      parent: this.#box,
      root: this.#place,
      ...collapse,
    });
    this.#views = [merge.a, merge.b];
    this.#end = () => merge.destroy();
  }
}

const mounted = new WeakMap<HTMLElement, Comparison>();

/** Shows two texts with what differs between them. */
export function compare(host: HTMLElement, before: string, after: string, dialect: string): void {
  const comparison = mounted.get(host) ?? new Comparison(host);
  mounted.set(host, comparison);
  comparison.show(before, after, dialect);
}
