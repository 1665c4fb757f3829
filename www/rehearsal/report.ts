// The report of a rehearsal as elements: what `authmorph rehearse --format json` prints, for the eye.

import { button, element } from "../elements";

interface Statement {
  script: string;
  sql: string;
  step: number | null;
  purpose: string | null;
  source: string | null;
  rows: number | null;
  microseconds: number;
  error: string | null;
}

interface Table {
  name: string;
  before: number | null;
  after: number | null;
  same: number;
  changed: { column: string; rows: number }[];
  columns: string[];
  moved_to: string[];
  goes_at_cleanup: boolean;
  given_back: number | null;
}

interface Way {
  with: string;
  table: string | null;
  excuse: string | null;
}

export interface Report {
  title: string;
  engine: string;
  seed: number;
  rows: number;
  green: boolean;
  verdict: string;
  faults: { when: string; what: string }[];
  remarks: string[];
  undo: string[];
  tables: Table[];
  people: { name: string; what: string; ways: Way[] }[];
  checks: { when: string; name: string; ok: boolean; found: string }[];
  statements: Statement[];
}

/** What is told to the page when a link of the report is followed. @see src/bin/web/panels/rehearsal.rs */
export const STEP = "rehearsal-step";
export const PLACE = "rehearsal-place";

type Cell = Node | string;

/** A table that scrolls on its own where the window is narrow. */
function grid(caption: string, headings: string[], rows: Cell[][], numbers: number[] = []): HTMLElement {
  const head = element("tr", {}, ...headings.map((heading) => element("th", { scope: "col" }, heading)));
  const body = rows.map((cells) =>
    element(
      "tr",
      {},
      ...cells.map((cell, place) => {
        const kind = place === 0 ? element("th", { scope: "row" }, cell) : element("td", {}, cell);
        if (numbers.includes(place)) kind.className = "number";
        return kind;
      }),
    ),
  );
  const table = element("table", {}, element("caption", { class: "visually-hidden" }, caption), element("thead", {}, head), element("tbody", {}, ...body));
  return element("div", { class: "rehearsal-grid", tabindex: "0", role: "region", "aria-label": caption }, table);
}

function part(title: string, count: number, open: boolean, ...content: Node[]): HTMLElement[] {
  if (count === 0) return [];
  const details = element("details", {}, element("summary", {}, `${title} (${count})`), ...content);
  details.open = open;
  return [details];
}

const some = (count: number | null) => (count === null ? "–" : String(count));

const list = (items: Cell[][], name = "") => element("ul", name ? { class: name } : {}, ...items.map((item) => element("li", {}, ...item)));

/** Words that no line breaks at their sign. */
const whole = (words: string[]) =>
  element("span", {}, ...words.flatMap((word, place) => [place > 0 ? ", " : "", element("span", { class: "whole" }, word)]));

function tables(report: Report): HTMLElement[] {
  const rows = report.tables.map((table): Cell[] => [
    element("code", {}, table.name),
    some(table.before),
    some(table.after),
    table.before === null ? "" : String(table.same),
    table.changed.map(({ column, rows }) => `${column} (${rows})`).join(", "),
    whole(table.columns),
    [...table.moved_to, ...(table.goes_at_cleanup ? ["goes at cleanup"] : [])].join(", "),
    some(table.given_back),
  ]);
  const headings = ["Table", "Rows before", "After up.sql", "Unchanged", "Changed in", "Columns", "Copied to", "After down.sql"];
  return part("Tables", rows.length, true, grid("What became of each table", headings, rows, [1, 2, 3, 7]));
}

/** A word as well as a sign: colour alone says nothing. */
function way({ with: what, table, excuse }: Way): Cell[] {
  if (table !== null) return [element("span", { class: "good" }, "✓ "), what, " ", element("span", { class: "hint" }, `by ${table}`)];
  if (excuse !== null) return [element("span", { class: "hint" }, "– "), what, " ", element("span", { class: "hint" }, excuse)];
  return [element("strong", { class: "bad" }, `✗ ${what}: locked out`)];
}

function people(report: Report): HTMLElement[] {
  const rows = report.people.map((person): Cell[] => [
    person.name,
    person.what,
    person.ways.length > 0 ? list(person.ways.map(way), "ways") : "nothing, and before neither",
  ]);
  return part("People", rows.length, true, grid("What each person can still sign in with", ["Person", "Who", "Can still sign in with"], rows));
}

function checks(report: Report): HTMLElement[] {
  const rows = report.checks.map(({ when, name, ok, found }): Cell[] => [
    name,
    when,
    element("span", { class: ok ? "good" : "bad" }, ok ? "✓ ok" : "✗ not ok"),
    found,
  ]);
  const bad = report.checks.some(({ ok }) => !ok);
  return part("Checks", rows.length, bad, grid("Answers of preflight.sql and verify.sql", ["Check", "Script", "Answer", "Found"], rows));
}

function text(sql: string, error: string | null): Node {
  const words = sql.split(/\s+/).join(" ");
  const first = words.length > 90 ? `${words.slice(0, 90)} …` : words;
  const shown = words === first && words === sql ? element("code", {}, sql) : element("details", {}, element("summary", {}, element("code", {}, first)), element("pre", { tabindex: "0" }, sql));
  return error === null ? shown : element("div", {}, shown, element("p", { class: "bad" }, `✗ ${error}`));
}

/** Where a statement comes from, as links that the page follows. */
function origin({ step, purpose, source }: Statement): Cell {
  if (step === null) return "";
  const tell = (kind: string) => (event: Event) => event.target?.dispatchEvent(new CustomEvent(kind, { detail: step - 1, bubbles: true }));
  const link = (title: string, kind: string, what: string) => {
    const made = button(title, () => undefined);
    made.className = "place";
    made.title = what;
    made.addEventListener("click", tell(kind));
    return made;
  };
  const links = [link(`step ${step}`, STEP, purpose ?? "")];
  const place = source?.split(":").slice(-2);
  if (place) links.push(link(`line ${place.join(":")}`, PLACE, "Select it in the text"));
  return element("span", { class: "origin" }, ...links);
}

function statements(report: Report): HTMLElement[] {
  const ran = report.statements.filter(({ script }) => script !== "old tables");
  const failed = report.statements.filter(({ script, error }) => script === "old tables" && error !== null);
  const rows = [...failed, ...ran].map((statement): Cell[] => [
    statement.script,
    text(statement.sql, statement.error),
    origin(statement),
    statement.rows === null ? "" : String(statement.rows),
    (statement.microseconds / 1000).toFixed(1),
  ]);
  const bad = report.statements.some(({ error }) => error !== null);
  return part("Statements", rows.length, bad, grid("Each statement", ["Script", "Statement", "From", "Rows", "ms"], rows, [3, 4]));
}

/** The report. */
export function draw(report: Report): HTMLElement {
  const faults = report.faults.map(({ when, what }): Cell[] => [element("strong", {}, `${when}: `), what]);
  const undo = report.undo.map((what): Cell[] => [what]);
  const remarks = report.remarks.map((what): Cell[] => [what]);
  return element(
    "div",
    { class: "rehearsal-report" },
    element("p", { class: report.green ? "verdict good" : "verdict bad" }, `${report.green ? "✓" : "✗"} ${report.verdict}`),
    element("p", { class: "hint" }, `${report.title}. Ran in ${report.engine}, with ${report.rows} rows of seed ${report.seed}.`),
    ...part("Wrong", faults.length, true, list(faults)),
    ...part("What the undo did not give back", undo.length, true, list(undo)),
    // What is missing here may be why it is red.
    ...part("Good to know", remarks.length, !report.green, list(remarks)),
    ...tables(report),
    ...people(report),
    ...checks(report),
    ...statements(report),
  );
}
