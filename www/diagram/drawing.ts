// Draws a change as SVG: where everything stands is dagre's work. Colours come from the page's style sheets, by class.

import { Graph, layout } from "@dagrejs/dagre";
import type { Change, Fate, Reference, Table } from "./change";

const ROW = 20;
const HEAD = 28;
const CHARACTER = 7.3;
const LONGEST_LINE = 44;
const MARGIN = 16;

/** A sign beside the colour. */
const signs: Record<Fate, string> = { same: "", added: "+", removed: "−", changed: "~" };

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly tables: ReadonlyMap<string, Place>;
  readonly lines: ReadonlyMap<string, readonly { readonly x: number; readonly y: number }[]>;
}

const shorten = (text: string): string => (text.length > LONGEST_LINE ? `${text.slice(0, LONGEST_LINE - 1)}…` : text);

const rowText = (column: Table["columns"][number]): string => `${column.name}  ${column.was ? `${column.was} → ` : ""}${column.type}`;

function size(table: Table): { width: number; height: number } {
  const longest = Math.max(table.name.length + 2, ...table.columns.map((column) => shorten(rowText(column)).length + 4));
  return { width: Math.ceil(longest * CHARACTER) + 20, height: HEAD + table.columns.length * ROW + 6 };
}

const lineKey = ({ from, to, columns }: Reference): string => JSON.stringify([from, to, columns]);

/** Where everything of the change stands. Both ends are drawn at the same places, so that the eye finds them again. */
export function arrange(change: Change): Drawing {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: "LR", nodesep: 24, ranksep: 72, marginx: MARGIN, marginy: MARGIN });
  graph.setDefaultEdgeLabel(() => ({}));
  // dagre keeps its nodes in a plain object, in which a table `constructor` would be there before it came.
  const ids = new Map(change.tables.map((table, index) => [table.name, `table ${index}`]));
  for (const table of change.tables) graph.setNode(ids.get(table.name) ?? "", size(table));
  change.references.forEach(({ from, to }, index) => {
    const [left, right] = [ids.get(from), ids.get(to)];
    // What refers to a table that is not in the text has nowhere to go.
    if (left && right && left !== right) graph.setEdge(left, right, {}, String(index));
  });
  layout(graph);
  const tables = new Map<string, Place>();
  for (const [name, id] of ids) {
    const { x = 0, y = 0, width, height } = graph.node(id) as Place;
    tables.set(name, { x: x - width / 2, y: y - height / 2, width, height });
  }
  const lines = new Map<string, readonly { x: number; y: number }[]>();
  for (const edge of graph.edges()) {
    const reference = change.references[Number(edge.name)];
    if (reference) lines.set(lineKey(reference), graph.edge(edge).points ?? []);
  }
  const { width = 0, height = 0 } = graph.graph() as Partial<Place>;
  return { width: Math.max(width, 1), height: Math.max(height, 1), tables, lines };
}

function svg<Name extends keyof SVGElementTagNameMap>(
  name: Name,
  attributes: Record<string, string | number> = {},
  ...children: (Node | string)[]
): SVGElementTagNameMap[Name] {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  made.append(...children);
  return made;
}

function text(x: number, y: number, kind: string, content: string): SVGTextElement {
  return svg("text", { x, y, class: kind }, content);
}

function drawTable(table: Table, { x, y, width, height }: Place): SVGGElement {
  const group = svg("g", { class: `table ${table.fate}`, transform: `translate(${x} ${y})` });
  group.append(svg("rect", { class: "box", width, height, rx: 6 }));
  group.append(svg("path", { class: "rule", d: `M0 ${HEAD}H${width}` }));
  group.append(text(10, 19, "name", `${signs[table.fate]} ${table.name}`.trim()));
  table.columns.forEach((column, index) => {
    const top = HEAD + index * ROW + 3;
    const row = svg("g", { class: `column ${column.fate}` });
    row.append(svg("rect", { class: "ground", x: 1, y: top, width: width - 2, height: ROW }));
    row.append(text(8, top + 14, "sign", signs[column.fate]));
    const line = shorten(rowText(column));
    const label = text(22, top + 14, column.isKey ? "label key" : "label", line.slice(0, column.name.length));
    label.append(svg("tspan", { class: "type" }, line.slice(column.name.length)));
    if (line !== rowText(column)) row.append(svg("title", {}, rowText(column)));
    row.append(label);
    group.append(row);
  });
  return group;
}

/** The picture of a change, or of one end of it, at the places of the whole. */
export function draw(change: Change, drawing: Drawing): SVGSVGElement {
  const picture = svg("svg", { role: "img", "aria-label": "The tables and what refers to what; the list after it says the same" });
  picture.append(
    svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 8, markerHeight: 8, orient: "auto" }, svg("path", { class: "tip", d: "M0 0L8 4L0 8Z" }))),
  );
  for (const reference of change.references) {
    const { from, to, columns, fate } = reference;
    const points = drawing.lines.get(lineKey(reference));
    if (!points?.length) continue;
    const d = points.map(({ x, y }, index) => `${index === 0 ? "M" : "L"}${x.toFixed(1)} ${y.toFixed(1)}`).join("");
    picture.append(svg("path", { class: `line ${fate}`, d, "marker-end": "url(#arrow)" }, svg("title", {}, `${from} (${columns}) refers to ${to}`)));
  }
  for (const table of change.tables) {
    const place = drawing.tables.get(table.name);
    if (place) picture.append(drawTable(table, place));
  }
  return picture;
}

/** What the style sheets say, written into the picture, so that it looks the same in a file of its own. */
export function standalone(picture: SVGSVGElement, drawing: Drawing): string {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const properties = ["fill", "stroke", "stroke-width", "stroke-dasharray", "font-family", "font-size", "font-weight", "text-decoration"];
  const originals = picture.querySelectorAll("*");
  copy.querySelectorAll("*").forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    for (const property of properties) element.setAttribute(property, style.getPropertyValue(property));
    element.removeAttribute("class");
  });
  const ground = getComputedStyle(document.documentElement).backgroundColor;
  copy.prepend(svg("rect", { width: drawing.width, height: drawing.height, fill: ground }));
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${drawing.width} ${drawing.height}`);
  copy.setAttribute("width", String(drawing.width));
  copy.setAttribute("height", String(drawing.height));
  return new XMLSerializer().serializeToString(copy);
}
