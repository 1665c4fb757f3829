// Places that are lit up because something elsewhere on the page speaks of them.

import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";

const change = StateEffect.define<DecorationSet>();
const lit = Decoration.mark({ class: "cm-lit" });
const litLine = Decoration.line({ class: "cm-lit-line" });

export const lights = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(value, transaction) {
    const set = transaction.effects.findLast((effect) => effect.is(change));
    return set ? set.value : value.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** Lights up these places, each a start and an end; none puts the lights out. */
export function setLights(view: EditorView, places: Uint32Array): void {
  if (places.length === 0 && view.state.field(lights).size === 0) return;
  const { doc } = view.state;
  const decorations = [];
  for (let index = 0; index + 1 < places.length; index += 2) {
    const from = Math.min(places[index] ?? 0, doc.length);
    const to = Math.min(places[index + 1] ?? 0, doc.length);
    for (let line = doc.lineAt(from); ; line = doc.line(line.number + 1)) {
      decorations.push(litLine.range(line.from));
      if (line.to >= to || line.number === doc.lines) break;
    }
    if (from < to) decorations.push(lit.range(from, to));
  }
  view.dispatch({ effects: change.of(Decoration.set(decorations, true)) });
}

/** Scrolls the editor, and only the editor, to the place when it is out of sight. */
export function reveal(view: EditorView, place: number): void {
  const block = view.lineBlockAt(Math.min(place, view.state.doc.length));
  const { scrollTop, clientHeight } = view.scrollDOM;
  if (block.top >= scrollTop && block.bottom <= scrollTop + clientHeight) return;
  view.scrollDOM.scrollTop = Math.max(0, block.top - clientHeight / 3);
}
