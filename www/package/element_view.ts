// The element's inside: what it shows, made once and filled anew with every answer.

import { name, type Words } from "./element_words.js";
import type { Conversion, Detection, File, Finding, Target } from "./types.js";

function element<Name extends keyof HTMLElementTagNameMap>(
  tag: Name,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

/** What the user does. */
export interface Hands {
  edit(): void;
  type(text: string): void;
  choose(target: string): void;
}

export class View {
  readonly editor = element("textarea", { part: "editor", spellcheck: "false", autocapitalize: "off", autocomplete: "off", wrap: "off" });
  private readonly slot = element("slot");
  private readonly edit = element("button", { type: "button", part: "button edit" });
  private readonly targetLabel = element("span");
  private readonly target = element("select", { part: "target" });
  private readonly targetField = element("label", { hidden: "" }, this.targetLabel, " ", this.target);
  private readonly recognised = element("p", { part: "recognised", class: "grow", role: "status" });
  private readonly copy = element("button", { type: "button", part: "button copy" });
  private readonly tabs = element("div", { part: "tabs", class: "tabs", role: "tablist" });
  private readonly code = element("code");
  private readonly output = element("pre", { part: "output", id: "output", role: "tabpanel", tabindex: "0" }, this.code);
  private readonly summary = element("summary");
  private readonly list = element("ul");
  private readonly findings = element("details", { part: "findings", lang: "en" }, this.summary, this.list);
  private readonly result = element("div", { part: "result", hidden: "" }, this.tabs, this.output, this.findings);
  private readonly message = element("p", { part: "message", class: "message", role: "status", hidden: "" });
  private readonly controls = element("div", { class: "controls" }, this.edit, this.targetField, this.copy);
  private readonly bar = element("div", { part: "bar", class: "bar" }, this.recognised, this.controls);
  private files: File[] = [];
  private shown = "";
  private urgent = "";
  private words: Words;

  constructor(root: ShadowRoot, words: Words, hands: Hands) {
    this.words = words;
    const source = element("div", { part: "source", class: "source" }, this.slot, this.editor);
    root.append(element("div", { part: "frame", class: "frame" }, source, this.bar, this.message, this.result));
    this.edit.addEventListener("click", () => hands.edit());
    this.editor.addEventListener("input", () => hands.type(this.editor.value));
    this.target.addEventListener("change", () => hands.choose(this.target.value));
    this.copy.addEventListener("click", () => void this.copyShown());
    this.tabs.addEventListener("keydown", (event) => this.move(event));
    this.speak(words);
  }

  /** Says everything in these words. */
  speak(words: Words): void {
    this.words = words;
    this.editor.setAttribute("aria-label", words.source);
    this.edit.textContent = words.edit;
    this.targetLabel.textContent = words.convertTo;
    this.copy.textContent = words.copy;
    this.tabs.setAttribute("aria-label", words.files);
  }

  /** The page's own code, readable as it is, or the editor with that text. */
  showSource(form: "own" | "editor", text: string, canEdit: boolean): void {
    this.slot.hidden = form === "editor";
    this.editor.hidden = form === "own";
    this.editor.readOnly = !canEdit;
    this.edit.hidden = form === "editor" || !canEdit;
    if (this.editor.value !== text) this.editor.value = text;
    this.editor.rows = Math.min(24, text.split("\n").length + 1);
  }

  say(text: string, kind: "quiet" | "failed" = "quiet"): void {
    this.message.textContent = text;
    this.message.classList.toggle("failed", kind === "failed");
    this.message.hidden = text === "";
  }

  /** Nothing is there to show; what the page had before the element stays. */
  clear(): void {
    this.result.hidden = this.copy.hidden = this.targetField.hidden = true;
    this.recognised.textContent = "";
  }

  show(conversion: Conversion, targets: Target[]): void {
    this.say("");
    this.recognised.textContent = this.sentence(conversion.detection);
    this.target.replaceChildren(
      ...targets.map((target) => {
        const option = element("option", { value: target.name, title: target.purpose }, target.name);
        option.selected = target.name === conversion.target;
        return option;
      }),
    );
    this.targetField.hidden = targets.length === 0;
    this.files = conversion.files;
    this.result.hidden = false;
    this.copy.hidden = this.output.hidden = this.files.length === 0;
    this.showTabs();
    this.showFindings(conversion.findings);
  }

  private sentence({ layout, version, dialect, confidence, table_count: count }: Detection): string {
    if (count === 0) return this.words.nothing;
    if (layout === null) return this.words.unknown;
    return `${name(layout)} ${version ?? ""} · ${name(dialect)} · ${this.words.certainty} ${Math.round(confidence * 100)}\u00a0%`;
  }

  private showTabs(): void {
    const there = this.files.some(({ path }) => path === this.shown);
    const first = this.files.find(({ path }) => path.endsWith("/up.sql")) ?? this.files[0];
    if (!there) this.shown = first?.path ?? "";
    this.tabs.replaceChildren(
      ...this.files.map(({ path }) => {
        const tab = element("button", { type: "button", part: "tab", role: "tab", title: path, "aria-controls": "output" });
        tab.textContent = path.split("/").at(-1) ?? path;
        tab.addEventListener("click", () => this.open(path));
        return tab;
      }),
    );
    this.tabs.hidden = this.files.length < 2;
    this.open(this.shown);
  }

  private open(path: string): void {
    this.shown = path;
    this.code.textContent = this.files.find((file) => file.path === path)?.text ?? "";
    this.output.setAttribute("aria-label", path);
    [...this.tabs.children].forEach((tab, index) => {
      const isShown = this.files[index]?.path === path;
      tab.setAttribute("aria-selected", String(isShown));
      tab.setAttribute("tabindex", isShown ? "0" : "-1");
      tab.part.toggle("tab-selected", isShown);
    });
  }

  /** The arrow keys go from tab to tab. */
  private move(event: KeyboardEvent): void {
    const at = this.files.findIndex(({ path }) => path === this.shown);
    const next = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: this.files.length - 1 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    const index = (next + this.files.length) % this.files.length;
    this.open(this.files[index]?.path ?? "");
    const tab = this.tabs.children[index];
    if (tab instanceof HTMLElement) tab.focus();
  }

  private showFindings(findings: Finding[]): void {
    const order = ["block", "error", "warning", "note"];
    const sorted = [...findings].sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
    this.findings.hidden = sorted.length === 0;
    // Readers open and close it as they like, and typing does not undo that; only news of this kind does.
    const urgent = sorted.filter(({ severity }) => severity === "block" || severity === "error").map(({ code }) => code).join();
    if (urgent !== this.urgent) this.findings.open = urgent !== "";
    this.urgent = urgent;
    this.summary.textContent = `${this.words.findings}: ${sorted.length}`;
    this.list.replaceChildren(
      ...sorted.map(({ severity, code, what, why, next }) => {
        const line = element("p", {}, element("span", { class: severity }, severity), " ", what, " ", element("code", {}, code));
        return element("li", { part: `finding finding-${severity}` }, line, element("p", { class: "why" }, `${why} ${next}`.trim()));
      }),
    );
  }

  private async copyShown(): Promise<void> {
    let said = this.words.copied;
    try {
      await navigator.clipboard.writeText(this.code.textContent ?? "");
    } catch {
      said = this.words.notCopied;
    }
    this.copy.textContent = said;
    setTimeout(() => (this.copy.textContent = this.words.copy), 2000);
  }
}
