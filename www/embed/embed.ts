// The inside of an `<iframe>`: one converter, set by the frame's address and by messages of the page around it.
//
// The address says which page that is (`?parent=https://docs.example.org`). Messages are taken from that origin's window
// around this one only, and go to it only; without it none are. The address never changes, and nothing is remembered.

import "../package/element.js";

const settings = ["ddl", "dialect", "from", "to", "outputs", "options", "map", "theme", "lang"] as const;
/** How often the page around is told that the frame is there, until it answers. */
const PATIENCE_IN_MILLISECONDS = 500;
const MOST_TRIES = 40;
/** A text longer than this is no schema. */
const LONGEST = 10 * 1024 * 1024;

const parameters = new URLSearchParams(location.search);
const converter = document.createElement("authmorph-converter");

/** The origin of the page around, when the address names one. */
function parentOrigin(): string | undefined {
  const named = parameters.get("parent") ?? "";
  // An origin and nothing else: `null`, `*` and addresses with a path are none.
  return URL.canParse(named) && new URL(named).origin === named ? named : undefined;
}

function set(name: string, value: unknown): void {
  if (name === "readonly") converter.readonly = value === true || value === "true" || value === "";
  else if (settings.some((known) => known === name) && typeof value === "string" && value.length <= LONGEST) {
    if (name === "ddl") converter.ddl = value;
    else converter.setAttribute(name, value);
  }
}

for (const [name, value] of parameters) set(name, value);
converter.loading = "eager";

const origin = parentOrigin();
if (origin !== undefined && window.parent !== window) {
  let isHeard = false;
  const say = (type: string, more: object = {}): void => window.parent.postMessage({ authmorph: 1, type, ...more }, origin);
  addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.source !== window.parent || event.origin !== origin) return;
    const data = event.data;
    if (typeof data !== "object" || data === null || Reflect.get(data, "authmorph") !== 1 || Reflect.get(data, "type") !== "set") return;
    isHeard = true;
    for (const [name, value] of Object.entries(data)) set(name, value);
  });
  for (const type of ["detect", "convert", "error"]) {
    converter.addEventListener(`authmorph-${type}`, (event) => say(type, { detail: (event as CustomEvent<unknown>).detail }));
  }
  new ResizeObserver(() => say("height", { height: document.documentElement.getBoundingClientRect().height })).observe(document.documentElement);
  // The script of the page around may come later than this one.
  let tries = 0;
  const announce = (): void => {
    tries += 1;
    if (isHeard || tries > MOST_TRIES) return;
    say("ready");
    say("height", { height: document.documentElement.getBoundingClientRect().height });
    setTimeout(announce, PATIENCE_IN_MILLISECONDS);
  };
  announce();
}

document.body.append(converter);
