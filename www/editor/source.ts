// The editor of the source. It stands in front of the page's text area, which stays the one place that the page reads:
// an edit is written there and told as an `input` event, as if it had been made there.

import { defaultKeymap, history, historyKeymap, isolateHistory } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintGutter } from "@codemirror/lint";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { Compartment, EditorState, Transaction } from "@codemirror/state";
import {
  EditorView,
  type ViewUpdate,
  drawSelection,
  dropCursor,
  highlightActiveLine,
  highlightActiveLineGutter,
  highlightSpecialChars,
  keymap,
  lineNumbers,
  placeholder,
} from "@codemirror/view";
import { showFindings } from "./findings";
import { language } from "./languages";
import { lights, reveal, setLights } from "./lights";
import { shadow, theme } from "./theme";

/** Up to this length every edit is told at once; a longer text is told when the keyboard rests, so that typing stays smooth. */
const TOLD_AT_ONCE = 200_000;
const REST_IN_MILLISECONDS = 200;

/** The page copies the shown file with this key; the others are the editor's own. */
const THE_PAGES_KEYS = ["Mod-Enter"];

class Source {
  readonly #area: HTMLTextAreaElement;
  readonly #view: EditorView;
  readonly #dialect = new Compartment();
  #telling = false;
  #untold: string | null = null;
  #spoken = "";
  #isMarked = false;
  #rest = 0;

  constructor(area: HTMLTextAreaElement, host: HTMLElement) {
    this.#area = area;
    const had_focus = document.activeElement === area;
    const { selectionStart, selectionEnd } = area;
    this.#view = new EditorView({ state: this.#state(area), parent: shadow(host) });
    // Somebody else wrote into the text area: an extension of the browser, a program that drives it.
    area.addEventListener("input", () => {
      if (!this.#telling) this.take();
    });
    if (had_focus) {
      this.#view.dispatch({ selection: { anchor: selectionStart, head: selectionEnd } });
      this.#view.focus();
    }
  }

  #state(area: HTMLTextAreaElement): EditorState {
    return EditorState.create({
      doc: area.value,
      extensions: [
        lintGutter(),
        lineNumbers(),
        highlightActiveLine(),
        highlightActiveLineGutter(),
        highlightSpecialChars(),
        drawSelection(),
        dropCursor(),
        history(),
        bracketMatching(),
        highlightSelectionMatches(),
        search({ top: true }),
        lights,
        theme,
        this.#dialect.of(language("sql")),
        placeholder(area.placeholder),
        EditorView.contentAttributes.of({
          "aria-label": area.labels[0]?.textContent?.trim() ?? "SQL",
          tabindex: "0",
          spellcheck: "false",
          autocorrect: "off",
          autocapitalize: "off",
        }),
        keymap.of([
          ...searchKeymap,
          ...historyKeymap,
          ...defaultKeymap.filter((binding) => !THE_PAGES_KEYS.includes(binding.key ?? "")),
        ]),
        // Files that are dropped are the page's: it knows what to make of many of them.
        EditorView.domEventHandlers({
          drop: (event) => (event.dataTransfer?.files.length ?? 0) > 0,
          beforeinput: replaceSelection,
        }),
        EditorView.updateListener.of((update) => this.#updated(update)),
      ],
    });
  }

  #updated(update: ViewUpdate): void {
    if (update.docChanged && !this.#telling) {
      const kinds = update.transactions.map(inputType);
      // A paste among keystrokes counts: the text is another one.
      this.#untold = [this.#untold, ...kinds].find((kind) => kind && !isTyping(kind)) ?? kinds.at(-1) ?? "insertText";
      clearTimeout(this.#rest);
      if (update.state.doc.length <= TOLD_AT_ONCE) this.#tell();
      else this.#rest = window.setTimeout(() => this.#tell(), REST_IN_MILLISECONDS);
    }
    if (update.selectionSet && !this.#telling) this.#tellSelection();
  }

  #tell(): void {
    const inputType = this.#untold;
    if (!inputType) return;
    this.#untold = null;
    this.#telling = true;
    try {
      this.#area.value = this.#view.state.doc.toString();
      this.#area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType }));
    } finally {
      this.#telling = false;
    }
  }

  /** The page lights up what belongs to the caret's place. */
  #tellSelection(): void {
    const { from, to } = this.#view.state.selection.main;
    this.#area.setSelectionRange(from, to);
    this.#area.dispatchEvent(new Event("caret"));
  }

  /** Shows what the text area holds. It can be undone. */
  take(): void {
    const { doc } = this.#view.state;
    const text = this.#area.value;
    if (text.length === doc.length && text === doc.toString()) return;
    clearTimeout(this.#rest);
    this.#untold = null;
    this.#telling = true;
    try {
      this.#view.dispatch({
        changes: { from: 0, to: doc.length, insert: text },
        selection: { anchor: 0 },
        annotations: [isolateHistory.of("full"), Transaction.userEvent.of("input.replace")],
      });
      this.#view.scrollDOM.scrollTop = 0;
    } finally {
      this.#telling = false;
    }
  }

  /** The dialect whose words are coloured. */
  speak(dialect: string): void {
    if (dialect === this.#spoken) return;
    this.#spoken = dialect;
    this.#view.dispatch({ effects: this.#dialect.reconfigure(language("sql", dialect)) });
  }

  /** Marks findings: two places for each, its severity, what is said. */
  mark(places: Uint32Array, severities: string[], texts: string[]): void {
    // Each change of an editor has the browser lay the page out, so none is made for nothing.
    if (texts.length === 0 && !this.#isMarked) return;
    this.#isMarked = texts.length > 0;
    showFindings(this.#view, places, severities, texts);
  }

  /** Selects a place and goes there. */
  select(from: number, to: number): void {
    const { length } = this.#view.state.doc;
    const [anchor, head] = [Math.min(from, length), Math.min(to, length)];
    this.#view.dispatch({
      selection: { anchor, head },
      effects: EditorView.scrollIntoView(anchor, { y: "center" }),
    });
    this.#view.focus();
  }

  /** Lights up places, and brings the first one into the editor's own view; the page does not move. */
  light(places: Uint32Array): void {
    setLights(this.#view, places);
    if (places[0] !== undefined && !this.#view.hasFocus) reveal(this.#view, places[0]);
  }

  focus(): void {
    this.#view.focus();
  }
}

/**
 * Types over a selection. Left alone, Chromium does it with inline styles, which the page's policy forbids and reports.
 */
function replaceSelection(event: InputEvent, view: EditorView): boolean {
  const isTyping = event.inputType === "insertText" && event.data !== null && !event.isComposing;
  if (!isTyping || view.state.selection.main.empty) return false;
  view.dispatch(view.state.replaceSelection(event.data), { userEvent: "input.type", scrollIntoView: true });
  return true;
}

/** What the edit would be called if it had been made in a text area. */
function inputType(transaction: Transaction): string | null {
  if (!transaction.docChanged) return null;
  if (transaction.isUserEvent("undo")) return "historyUndo";
  if (transaction.isUserEvent("redo")) return "historyRedo";
  if (transaction.isUserEvent("input.paste")) return "insertFromPaste";
  if (transaction.isUserEvent("input.drop")) return "insertFromDrop";
  if (transaction.isUserEvent("input.replace")) return "insertReplacementText";
  if (transaction.isUserEvent("delete")) return "deleteContent";
  return "insertText";
}

function isTyping(kind: string): boolean {
  return kind === "insertText" || kind === "deleteContent";
}

/** Puts an editor in front of the text area, which must be in the host. */
export function mountSource(area: HTMLTextAreaElement, host: HTMLElement): Source {
  return new Source(area, host);
}
