// `<authmorph-converter>`: a converter for a page of documentation. The code that the page has in it stays readable when
// scripts are off or the engine does not come; nothing is loaded before it is near the viewport or used.

import { ask } from "./element_engine.js";
import { style } from "./element_style.js";
import { View } from "./element_view.js";
import { words } from "./element_words.js";
import type { Conversion, Detection, Request } from "./types.js";

export type * from "./types.js";

/** How long the keyboard must rest before the text is converted. */
const REST_IN_MILLISECONDS = 250;
/** How near to the viewport an element is when it begins to load. */
const NEAR = "300px";

const ATTRIBUTES = ["ddl", "dialect", "from", "to", "outputs", "options", "map", "theme", "readonly", "lang", "loading"] as const;
type Text = "ddl" | "dialect" | "from" | "to" | "outputs" | "theme" | "loading";

/** On a server there are no elements; there the module can be imported, and does nothing. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/** `name=value; other=value`, or a JSON object. */
function pairs(text: string): Record<string, string> {
  if (text.trim().startsWith("{")) {
    try {
      const parsed: unknown = JSON.parse(text);
      return Object.fromEntries(Object.entries(parsed as object).map(([name, value]) => [name, String(value)]));
    } catch {
      return {};
    }
  }
  const parts = text.split(/[;\n]/).map((part) => part.trim().split(/\s*=\s*(.*)/s));
  return Object.fromEntries(parts.filter(([name]) => name).map(([name = "", value = ""]) => [name, value]));
}

/** The text as it is seen: some highlighters make each line an element of its own, without a line end between them. */
function textOf(node: Node): string {
  let text = "";
  for (const child of node.childNodes) {
    if (child instanceof HTMLBRElement) text += "\n";
    else if (child instanceof HTMLElement && /^(block|flex|grid|list-item|table-row)$/.test(getComputedStyle(child).display)) {
      if (text !== "" && !text.endsWith("\n")) text += "\n";
      text += `${textOf(child).replace(/\n$/, "")}\n`;
    } else text += child instanceof HTMLElement ? textOf(child) : (child.textContent ?? "");
  }
  return text;
}

let sheet: CSSStyleSheet | undefined;

function sharedSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(style);
  }
  return sheet;
}

export class AuthmorphConverter extends Base {
  static readonly observedAttributes = ATTRIBUTES;

  #view: View | undefined;
  #typed: string | undefined;
  #options: Record<string, string> | undefined;
  #map: Record<string, string> | undefined;
  #isWanted = false;
  #run = 0;
  #rest: ReturnType<typeof setTimeout> | undefined;
  #nearby: IntersectionObserver | undefined;
  #changes: MutationObserver | undefined;
  #detection: Detection | undefined;
  #conversion: Conversion | undefined;

  /** What was recognised last. */
  get detection(): Detection | undefined {
    return this.#detection;
  }

  /** The last conversion. */
  get conversion(): Conversion | undefined {
    return this.#conversion;
  }

  /** The text: what was typed or set, or the attribute, or the code within the element. */
  get ddl(): string {
    return this.#typed ?? this.getAttribute("ddl") ?? this.#ownCode();
  }
  set ddl(text: string) {
    this.#typed = String(text);
    this.#update();
  }

  get dialect(): string {
    return this.#text("dialect");
  }
  set dialect(value: string) {
    this.setAttribute("dialect", value);
  }
  get from(): string {
    return this.#text("from");
  }
  set from(value: string) {
    this.setAttribute("from", value);
  }
  get to(): string {
    return this.#text("to");
  }
  set to(value: string) {
    this.setAttribute("to", value);
  }
  /** Names of outputs; `migration` when nothing is said, and `all` for all. */
  get outputs(): string {
    return this.#text("outputs");
  }
  set outputs(value: string) {
    this.setAttribute("outputs", value);
  }
  get theme(): string {
    return this.#text("theme");
  }
  set theme(value: string) {
    this.setAttribute("theme", value);
  }
  /** `lazy`, `eager`, or `click` to load nothing before the element is used. */
  get loading(): string {
    return this.#text("loading") || "lazy";
  }
  set loading(value: string) {
    this.setAttribute("loading", value);
  }
  get readonly(): boolean {
    return this.hasAttribute("readonly");
  }
  set readonly(value: boolean) {
    this.toggleAttribute("readonly", value);
  }
  /** Options of the target and the outputs; as attribute `name=value; other=value`. */
  get options(): Record<string, string> {
    return this.#options ?? pairs(this.getAttribute("options") ?? "");
  }
  set options(value: Record<string, string>) {
    this.#options = { ...value };
    this.#update();
  }
  /** What a table or column is; as attribute `user=people; session.user_id=owner`. */
  get map(): Record<string, string> {
    return this.#map ?? pairs(this.getAttribute("map") ?? "");
  }
  set map(value: Record<string, string>) {
    this.#map = { ...value };
    this.#update();
  }

  connectedCallback(): void {
    this.#takeOver();
    if (!this.#view) {
      const root = this.attachShadow({ mode: "open" });
      root.adoptedStyleSheets = [sharedSheet()];
      this.#view = new View(root, words(this.#language()), {
        edit: () => this.#startEditing(),
        type: (text) => this.#type(text),
        choose: (target) => (this.to = target),
      });
      this.#view.clear();
      root.addEventListener("pointerdown", () => this.load(), { once: true });
      root.addEventListener("focusin", () => this.load(), { once: true });
    }
    this.#changes = new MutationObserver(() => this.#update());
    this.#changes.observe(this, { childList: true, subtree: true, characterData: true });
    if (this.loading === "eager") this.#isWanted = true;
    this.#update();
    if (!this.#isWanted && this.loading !== "click") this.#waitUntilNear();
  }

  disconnectedCallback(): void {
    this.#changes?.disconnect();
    this.#nearby?.disconnect();
    clearTimeout(this.#rest);
  }

  attributeChangedCallback(name: string): void {
    if (name === "ddl") this.#typed = undefined;
    if (name === "options") this.#options = undefined;
    if (name === "map") this.#map = undefined;
    if (name === "lang") this.#view?.speak(words(this.#language()));
    if (name === "loading" && this.loading === "eager" && this.isConnected) this.load();
    else if (name !== "theme") this.#update();
  }

  /** Loads the engine now, and converts. */
  load(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    this.#nearby?.disconnect();
    this.#update();
  }

  /** Properties that were set before the element was known hide its own. */
  #takeOver(): void {
    for (const name of ATTRIBUTES) {
      if (!Object.hasOwn(this, name)) continue;
      const value: unknown = Reflect.get(this, name);
      Reflect.deleteProperty(this, name);
      Reflect.set(this, name, value);
    }
  }

  #text(name: Text): string {
    return this.getAttribute(name) ?? "";
  }

  #language(): string {
    return this.closest("[lang]")?.getAttribute("lang") ?? "en";
  }

  /** The code that the page has in the element. Highlighters wrap it in elements, and add buttons and line numbers beside it. */
  #ownCode(): string {
    const code = this.querySelector("pre code") ?? this.querySelector("pre") ?? this.querySelector("code, textarea");
    return textOf(code ?? this).replace(/^\s*\n|\s+$/g, "");
  }

  #startEditing(): void {
    this.#typed = this.ddl;
    this.#update();
    // From the start of the text; a value that was set leaves the place at its end.
    this.#view?.editor.setSelectionRange(0, 0);
    this.#view?.editor.focus();
  }

  #type(text: string): void {
    this.#typed = text;
    this.load();
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => void this.#convert(), REST_IN_MILLISECONDS);
  }

  #waitUntilNear(): void {
    this.#nearby ??= new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.load();
      },
      { rootMargin: NEAR },
    );
    this.#nearby.observe(this);
  }

  /** Several changes at once make one conversion. */
  #update(): void {
    if (!this.#view || !this.isConnected) return;
    const isOwn = this.#typed === undefined && !this.hasAttribute("ddl") && this.#ownCode() !== "";
    // Code that is wider than the page is scrolled, also by the keyboard.
    if (isOwn) this.querySelector("pre:not([tabindex])")?.setAttribute("tabindex", "0");
    this.#view.showSource(isOwn ? "own" : "editor", this.ddl, !this.readonly);
    clearTimeout(this.#rest);
    if (this.#isWanted) this.#rest = setTimeout(() => void this.#convert());
  }

  #request(): Request {
    const outputs = this.outputs.split(/[\s,]+/).filter(Boolean);
    const { dialect, from, to } = this;
    return {
      sources: [{ name: "", text: this.ddl }],
      map: this.map,
      set: this.options,
      emit: outputs.includes("all") ? [] : outputs.length > 0 ? outputs : ["migration"],
      ...(dialect && { dialect }),
      ...(from && { from }),
      ...(to && { to }),
    };
  }

  async #convert(): Promise<void> {
    const view = this.#view;
    if (!view) return;
    this.#run += 1;
    const run = this.#run;
    if (this.ddl.trim() === "") {
      view.clear();
      view.say(words(this.#language()).nothing);
      return;
    }
    if (!this.#conversion) view.say(words(this.#language()).loading);
    try {
      const { conversion, targets } = await ask(this.#request());
      // Only the answer to the newest question counts.
      if (run !== this.#run) return;
      this.#detection = conversion.detection;
      this.#conversion = conversion;
      view.show(conversion, targets);
      this.#tell("detect", conversion.detection);
      this.#tell("convert", conversion);
    } catch (error) {
      if (run !== this.#run) return;
      const message = error instanceof Error ? error.message : String(error);
      view.clear();
      view.say(`${words(this.#language()).failed}: ${message}`, "failed");
      this.#tell("error", { message });
    }
  }

  #tell(what: "detect" | "convert" | "error", detail: unknown): void {
    this.dispatchEvent(new CustomEvent(`authmorph-${what}`, { detail, bubbles: true, composed: true }));
  }
}

/** What the element says to its page. */
export interface AuthmorphEvents {
  "authmorph-detect": CustomEvent<Detection>;
  "authmorph-convert": CustomEvent<Conversion>;
  "authmorph-error": CustomEvent<{ message: string }>;
}

declare global {
  interface HTMLElementTagNameMap {
    "authmorph-converter": AuthmorphConverter;
  }
  interface HTMLElementEventMap extends AuthmorphEvents {}
}

// A page may have the script twice.
if (globalThis.customElements && !customElements.get("authmorph-converter")) {
  customElements.define("authmorph-converter", AuthmorphConverter);
}
