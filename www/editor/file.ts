// The editor that shows a file of the result: read-only, so that search, selection and line numbers are there.

import { defaultKeymap } from "@codemirror/commands";
import { foldGutter, foldKeymap } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, drawSelection, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { language } from "./languages";
import { lights, reveal, setLights } from "./lights";
import { shadow, theme } from "./theme";

class File {
  readonly #view: EditorView;
  #tongue = "";

  constructor(host: HTMLElement) {
    // The editor inside is what is scrolled and focused from now on.
    host.removeAttribute("tabindex");
    this.#view = new EditorView({ state: this.#state("", "", "", ""), parent: shadow(host) });
  }

  #state(text: string, tongue: string, dialect: string, label: string): EditorState {
    return EditorState.create({
      doc: text,
      extensions: [
        lineNumbers(),
        foldGutter(),
        highlightSpecialChars(),
        drawSelection(),
        highlightSelectionMatches(),
        search({ top: true }),
        lights,
        theme,
        EditorState.readOnly.of(true),
        extensions(tongue, dialect),
        // No keyboard is pushed over the text on a phone: there is nothing to type.
        EditorView.contentAttributes.of({ "aria-label": label, tabindex: "0", inputmode: "none", spellcheck: "false" }),
        keymap.of([...searchKeymap, ...foldKeymap, ...defaultKeymap.filter((binding) => binding.key !== "Mod-Enter")]),
      ],
    });
  }

  /** Shows a file. Where its text is close to the one before, the place that is seen stays. */
  show(text: string, tongue: string, dialect: string, label: string): void {
    const key = `${tongue}/${dialect}/${label}`;
    if (key !== this.#tongue) {
      this.#tongue = key;
      this.#view.setState(this.#state(text, tongue, dialect, label));
      this.#view.scrollDOM.scrollTo(0, 0);
      return;
    }
    const old = this.#view.state.doc.toString();
    if (old === text) return;
    const { from, to, insert } = difference(old, text);
    this.#view.dispatch({ changes: { from, to, insert } });
  }

  /** Lights up places, and brings the first one into view. */
  light(places: Uint32Array): void {
    setLights(this.#view, places);
    if (places[0] !== undefined && !this.#view.hasFocus) reveal(this.#view, places[0]);
  }

  focus(): void {
    this.#view.focus();
  }
}

function extensions(tongue: string, dialect = ""): ReturnType<typeof language>[] {
  // Prose has long lines; code keeps its own.
  return tongue === "markdown" ? [language(tongue), EditorView.lineWrapping] : [language(tongue, dialect)];
}

/** The part in the middle that differs: all before and after it is the same. */
function difference(old: string, text: string): { from: number; to: number; insert: string } {
  const shorter = Math.min(old.length, text.length);
  let from = 0;
  while (from < shorter && old.charCodeAt(from) === text.charCodeAt(from)) from += 1;
  let behind = 0;
  while (behind < shorter - from && old.charCodeAt(old.length - 1 - behind) === text.charCodeAt(text.length - 1 - behind)) behind += 1;
  return { from, to: old.length - behind, insert: text.slice(from, text.length - behind) };
}

const mounted = new WeakMap<HTMLElement, File>();

/** Puts a read-only editor in front of the plain text in the host. */
export function mountFile(host: HTMLElement): File {
  const file = mounted.get(host) ?? new File(host);
  mounted.set(host, file);
  return file;
}
