// The panel of the rehearsal: loaded when it is opened (src/bin/web/panels/rehearsal.rs). The database and all that
// judges are in a worker, which is loaded when somebody rehearses, and ended when they have enough of it.

import sizes from "#sizes";
import { button, element } from "../elements";
import { DEFAULTS, type Subject, command, request } from "./choices";
import type { Answer, Options, Question } from "./messages";
import { type Report, draw } from "./report";
import { dress } from "./style";

/** The databases that there are for browsers, by the dialect that they speak. */
const databases: Record<string, string> = { postgresql: "PostgreSQL", sqlite: "SQLite" };

const titles: Record<string, string> = { postgresql: "PostgreSQL", sqlite: "SQLite", mysql: "MySQL and MariaDB" };

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1);

/** Whether the text has rows in it, roughly: what there is, the engine finds. */
const hasRows = (text: string) => /\b(insert\s+into|copy\s+\S+[^;]*\sfrom\s+stdin)/i.test(text);

const number = (input: HTMLInputElement, usual: number) => (input.validity.valid && input.value ? Number(input.value) : usual);

function choice(input: HTMLInputElement, title: string, hint: string): HTMLElement {
  return element("label", { class: "choice" }, input, element("span", {}, title, " ", element("span", { class: "hint" }, hint)));
}

class Rehearsal {
  readonly #rows = element("input", { type: "number", min: "1", max: "2000", value: String(DEFAULTS.rows), required: "" });
  readonly #seed = element("input", { type: "number", min: "0", max: "999999999", value: String(DEFAULTS.seed), required: "" });
  readonly #restart = element("input", { type: "checkbox" });
  readonly #troubles = element("input", { type: "checkbox" });
  readonly #own = element("input", { type: "checkbox" });
  readonly #ownChoice = choice(this.#own, "Use the rows of my text too.", "Those of its INSERT and COPY statements; they stay in this tab like the rest.");
  readonly #where = element("p", { class: "hint" });
  readonly #command = element("code", {}, "");
  readonly #fields: HTMLFieldSetElement;
  readonly #run = element("button", { type: "submit", class: "primary" }, "Rehearse");
  readonly #stop = button("Stop", () => this.#cancel());
  readonly #bar = element("progress", { "aria-label": "Progress of the rehearsal" });
  readonly #said = element("span", { class: "state", role: "status" });
  readonly #count = element("span", { class: "state" });
  readonly #exports = element("div", { class: "bar", role: "group", "aria-label": "The report as a file" });
  readonly #place = element("div");
  readonly #old = element("p", { class: "notice", hidden: "" }, "This is the rehearsal of an older text or of other choices.");
  #subject: Subject = { text: "", choices: "", dialect: "", target: "", ready: false };
  #worker: { database: string; thread: Worker } | undefined;
  #running: Subject | undefined;
  #shown: Subject | undefined;

  constructor(host: HTMLElement) {
    this.#fields = element(
      "fieldset",
      {},
      element("legend", { class: "visually-hidden" }, "What to rehearse with"),
      element("div", { class: "bar" }, element("label", {}, "People, and rows of every other table ", this.#rows), element("label", {}, "Seed ", this.#seed)),
      choice(this.#restart, "Restart drill.", "Stops up.sql after each of its statements and runs it again; that has to end the same."),
      choice(this.#troubles, "Troubles.", "Adds rows that preflight.sql has to stop at; the rehearsal ends there."),
      this.#ownChoice,
    );
    const form = element(
      "form",
      { class: "rehearsal-form" },
      this.#where,
      this.#fields,
      element("div", { class: "bar" }, this.#run, this.#stop, this.#bar, this.#said, this.#count),
      element("div", { class: "rehearsal-command" }, element("span", { class: "hint" }, "On the command line:"), this.#command, button("Copy the command", () => void this.#copy(this.#command.textContent ?? "", "the command"))),
    );
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#start();
    });
    form.addEventListener("input", () => this.#sayCommand());
    host.replaceChildren(form, this.#old, this.#exports, this.#place);
    this.#settle();
  }

  /** The page has another text or other choices. */
  show(subject: Subject): void {
    this.#subject = subject;
    this.#settle();
  }

  #address(): string {
    const { dialect } = this.#subject;
    return dialect in databases ? authmorph.workerScript(`rehearsal_${dialect}`) : "";
  }

  #options(): Options {
    return {
      rows: number(this.#rows, DEFAULTS.rows),
      seed: number(this.#seed, DEFAULTS.seed),
      troubles: this.#troubles.checked,
      restart: this.#restart.checked,
      own_rows: this.#own.checked && !this.#ownChoice.hidden,
    };
  }

  /** What can be done now, and what is said about it. */
  #settle(): void {
    const { dialect, ready, text } = this.#subject;
    const isRunning = this.#running !== undefined;
    const can = this.#address() !== "";
    this.#ownChoice.hidden = !hasRows(text);
    this.#fields.disabled = isRunning;
    this.#run.hidden = !can;
    this.#run.disabled = isRunning || !ready;
    this.#stop.hidden = this.#bar.hidden = !isRunning;
    this.#where.textContent = ready ? this.#whereIt(can) : `None yet: first there must be a migration${dialect ? "" : " of a schema"}.`;
    const isOld = this.#shown !== undefined && (["text", "choices", "target"] as const).some((name) => this.#shown?.[name] !== this.#subject[name]);
    this.#old.hidden = !isOld;
    this.#exports.hidden = this.#shown === undefined;
    // Its steps and places are those of another text.
    for (const link of this.#place.querySelectorAll<HTMLButtonElement>("button.place")) link.disabled = isOld;
    this.#sayCommand();
  }

  #whereIt(can: boolean): string {
    const { dialect } = this.#subject;
    if (can) {
      const size = sizes[dialect];
      const extensions = dialect === "postgresql" ? ", with the extensions that your schema uses" : "";
      const load = size ? `; ${megabytes(size)} MB are loaded when you press Rehearse${extensions}, and kept` : "";
      return `The whole migration, run in ${databases[dialect]} within this page, on rows that are made for your schema${load}. Your database is not touched, and nothing is sent.`;
    }
    if (dialect in databases) return `${titles[dialect]} would make this file four times as large. The same page with it is authmorph-postgresql.html; the page on a server has it too, and the command line rehearses in an empty database of yours:`;
    return `There is no ${titles[dialect] ?? dialect} for browsers. The command line rehearses in an empty database of yours, with the same report:`;
  }

  #sayCommand(): void {
    this.#command.textContent = command(this.#subject, this.#options());
  }

  #start(): void {
    const { dialect } = this.#subject;
    if (this.#running || !this.#subject.ready || !this.#address()) return;
    this.#running = this.#subject;
    this.#say("Loading …");
    this.#settle();
    if (this.#worker?.database !== dialect) {
      this.#end();
      const thread = new Worker(this.#address());
      this.#worker = { database: dialect, thread };
      thread.addEventListener("message", ({ data }: MessageEvent<Answer>) => this.#hear(data));
      // The script itself was not there.
      thread.addEventListener("error", (event) => {
        event.preventDefault();
        this.#hear({ kind: "failed", why: "its script could not be loaded" });
      });
    }
    const question: Question = { request: request(this.#subject), options: this.#options() };
    this.#worker?.thread.postMessage(question);
    this.#stop.focus();
  }

  #hear(answer: Answer): void {
    const title = databases[this.#worker?.database ?? ""] ?? "";
    switch (answer.kind) {
      case "loading":
        this.#say(`Loading ${answer.what ?? title} …`, answer.done, answer.of, `${megabytes(answer.done)} of ${megabytes(answer.of)} MB`);
        break;
      case "starting":
        this.#say(`Starting ${title} …`);
        break;
      case "at":
        this.#say(`${answer.phase} …`, answer.done, answer.of, `${answer.done + 1} of ${answer.of}`);
        break;
      case "report":
        this.#finish(answer);
        break;
      case "failed":
        this.#end();
        this.#running = undefined;
        this.#say(`The rehearsal could not be run: ${answer.why}. Try again, or take the command below.`);
        this.#settle();
    }
  }

  /** Words for everybody; the counts, which change all the time, for the eye alone. */
  #say(words: string, done?: number, of?: number, count = ""): void {
    if (this.#said.textContent !== words) this.#said.textContent = words;
    this.#count.textContent = count;
    if (done === undefined || !of) return this.#bar.removeAttribute("value");
    this.#bar.max = of;
    this.#bar.value = done;
  }

  #finish({ json, markdown, junit }: Answer & { kind: "report" }): void {
    const report = JSON.parse(json) as Report;
    const hadFocus = document.activeElement === this.#stop;
    this.#shown = this.#running;
    this.#running = undefined;
    this.#say(report.green ? "Green." : "Red: the report says what is wrong.");
    this.#place.replaceChildren(draw(report));
    this.#exports.replaceChildren(
      button("Copy as Markdown", () => void this.#copy(markdown, "the report")),
      button("Download Markdown", () => save("rehearsal.md", markdown, "text/markdown")),
      button("Download JSON", () => save("rehearsal.json", json, "application/json")),
      button("Download JUnit", () => save("rehearsal.xml", junit, "application/xml")),
    );
    this.#settle();
    // The button that had it is gone.
    if (hadFocus) this.#run.focus();
  }

  #cancel(): void {
    this.#end();
    this.#running = undefined;
    this.#say("Stopped.");
    this.#settle();
    this.#run.focus();
  }

  #end(): void {
    this.#worker?.thread.terminate();
    this.#worker = undefined;
  }

  async #copy(text: string, what: string): Promise<void> {
    const done = await navigator.clipboard?.writeText(text).then(() => true, () => false);
    this.#say(done ? `Copied ${what}.` : `Failed to copy ${what}.`);
  }
}

function save(name: string, text: string, type: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  // The browser may read it after the click returns.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}

const panels = new WeakMap<HTMLElement, Rehearsal>();

/** Shows the panel in its host, or tells it that the page has another text or other choices. */
export function rehearsal(host: HTMLElement, text: string, choices: string, dialect: string, target: string): void {
  if (!panels.has(host)) {
    dress();
    panels.set(host, new Rehearsal(host));
  }
  panels.get(host)?.show({ text, choices, dialect, target, ready: target !== "" });
}
