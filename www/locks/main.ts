// The timeline of locks: loaded when its part of the steps is opened (src/bin/web/panels/steps.rs).

interface Stretch {
  readonly first: number;
  readonly last: number;
  readonly waiting: string;
}

const words: Record<string, string> = { writing: "writing waits", everything: "reading and writing wait" };

/**
 * Draws a table: a row for each table that is locked, a column for each step.
 * `stretches` are what `stretches` of src/ui/locks.rs gives, and `durations` how long each step takes.
 */
export function drawLocks(host: HTMLElement, purposes: readonly string[], durations: readonly string[], stretches: readonly string[]): void {
  const table = element("table", "locks");
  const caption = element("caption", "hint");
  caption.textContent = stretches.length > 0 ? "What has to wait, and from which step to which." : "Nothing that is there today is locked against reading or writing.";
  table.append(caption, head(purposes), durationRow(durations));
  const body = element("tbody");
  for (const [name, of] of byTable(stretches)) body.append(row(name, of, purposes.length));
  table.append(body);
  // What is wider than the page is scrolled by keyboard too.
  const frame = element("div", "scrolled");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", "Timeline of locks");
  frame.append(table);
  host.replaceChildren(frame);
}

function byTable(stretches: readonly string[]): Map<string, Stretch[]> {
  const tables = new Map<string, Stretch[]>();
  for (const text of stretches) {
    const [, first, last, waiting, name] = /^(\d+) (\d+) (\w+) ([^]*)$/.exec(text) ?? [];
    if (first === undefined || last === undefined || waiting === undefined || name === undefined) continue;
    tables.set(name, [...(tables.get(name) ?? []), { first: Number(first), last: Number(last), waiting }]);
  }
  return tables;
}

function head(purposes: readonly string[]): HTMLElement {
  const row = element("tr");
  row.append(cell("th", "Step", "col"), ...purposes.map((purpose, number) => titled(cell("th", String(number + 1), "col"), purpose)));
  const head = element("thead");
  head.append(row);
  return head;
}

function durationRow(durations: readonly string[]): HTMLElement {
  const row = element("tr", "durations");
  row.append(cell("th", "How long", "row"), ...durations.map((duration) => cell("td", duration)));
  const body = element("tbody");
  body.append(row);
  return body;
}

function row(name: string, stretches: readonly Stretch[], steps: number): HTMLElement {
  const row = element("tr");
  const title = cell("th", "", "row");
  if (name) title.append(Object.assign(element("code"), { textContent: name }));
  else title.textContent = "the whole database";
  row.append(title);
  let next = 0;
  for (const { first, last, waiting } of stretches) {
    if (first > next) row.append(spanning(cell("td", ""), first - next));
    const held = spanning(cell("td", words[waiting] ?? waiting), last - first + 1);
    held.className = `lock-${waiting}`;
    row.append(held);
    next = last + 1;
  }
  if (next < steps) row.append(spanning(cell("td", ""), steps - next));
  return row;
}

function element(tag: string, className = ""): HTMLElement {
  const made = document.createElement(tag);
  if (className) made.className = className;
  return made;
}

function cell(tag: "td" | "th", text: string, scope = ""): HTMLElement {
  const made = element(tag);
  made.textContent = text;
  if (scope) made.setAttribute("scope", scope);
  return made;
}

function spanning(cell: HTMLElement, columns: number): HTMLElement {
  if (columns > 1) cell.setAttribute("colspan", String(columns));
  return cell;
}

function titled(cell: HTMLElement, title: string): HTMLElement {
  cell.title = title;
  return cell;
}
