// The diagram of before and after: loaded when its part of the page is opened (src/bin/web/panels/change.rs).

import { button, element } from "../elements";
import { type Change, compare, end, sentences } from "./change";
import { type Drawing, arrange, draw, standalone } from "./drawing";

type Side = "before" | "change" | "after";

interface View {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** A diagram in its host: it stays, and what it shows changes. */
class Diagram {
  readonly #stage = element("div", {
    class: "stage",
    tabindex: "0",
    role: "group",
    "aria-label": "Diagram: arrow keys move it, plus and minus zoom, 0 shows all of it",
  });
  readonly #words = element("ul", { class: "visually-hidden" });
  readonly #sides: Map<Side, HTMLButtonElement>;
  #change: Change = { tables: [], references: [] };
  #drawing: Drawing = { width: 1, height: 1, tables: new Map(), lines: new Map() };
  #side: Side = "change";
  #view: View = { x: 0, y: 0, width: 1, height: 1 };
  #picture: SVGSVGElement | null = null;

  constructor(host: HTMLElement) {
    const sides: [Side, string][] = [
      ["before", "Before"],
      ["change", "Change"],
      ["after", "After"],
    ];
    this.#sides = new Map(sides.map(([side, title]) => [side, button(title, () => this.#turn(side))]));
    const bar = element("div", { class: "bar", role: "group", "aria-label": "The diagram" }, ...this.#sides.values());
    bar.append(
      button("Zoom in", () => this.#zoom(1 / 1.25)),
      button("Zoom out", () => this.#zoom(1.25)),
      button("Show all", () => this.#fit()),
      button("Save as SVG", () => this.#save()),
    );
    const legend = element("p", { class: "hint legend" });
    for (const [kind, title] of [["added", "+ new"], ["changed", "~ changed"], ["removed", "− dropped"]] as const) {
      legend.append(element("span", { class: kind }, title), " ");
    }
    host.replaceChildren(bar, legend, this.#stage, this.#words);
    this.#listen();
    this.#watchSize();
  }

  /** Shows another change. The part that is seen stays while the picture keeps its size. */
  show(before: string, after: string): void {
    this.#change = compare(before, after);
    const { width, height } = this.#drawing;
    this.#drawing = arrange(this.#change);
    this.#words.replaceChildren(...sentences(this.#change).map((sentence) => element("li", {}, sentence)));
    this.#turn(this.#side);
    if (width !== this.#drawing.width || height !== this.#drawing.height) this.#fit();
  }

  /** A stage that was hidden has no size to fit anything into; when it is seen again it has. */
  #watchSize(): void {
    let wasHidden = false;
    new ResizeObserver(() => {
      const isHidden = this.#stage.clientWidth === 0;
      if (wasHidden && !isHidden) this.#fit();
      wasHidden = isHidden;
    }).observe(this.#stage);
  }

  #turn(side: Side): void {
    this.#side = side;
    for (const [other, button] of this.#sides) button.setAttribute("aria-pressed", String(other === side));
    this.#picture = draw(side === "change" ? this.#change : end(this.#change, side), this.#drawing);
    this.#stage.replaceChildren(this.#picture);
    this.#look();
  }

  #look(): void {
    const { x, y, width, height } = this.#view;
    this.#picture?.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  }

  /** All of it, but never larger than life. */
  #fit(): void {
    const stage = this.#stage.getBoundingClientRect();
    const scale = Math.max(this.#drawing.width / (stage.width || 1), this.#drawing.height / (stage.height || 1), 1);
    const [width, height] = [(stage.width || 1) * scale, (stage.height || 1) * scale];
    this.#view = { x: (this.#drawing.width - width) / 2, y: (this.#drawing.height - height) / 2, width, height };
    this.#look();
  }

  /** Zooms about a point of the picture: the middle, or where the mouse is. */
  #zoom(factor: number, at?: { x: number; y: number }): void {
    const { x, y, width, height } = this.#view;
    const stage = this.#stage.getBoundingClientRect();
    const scale = (width * factor) / (stage.width || 1);
    if (scale < 0.2 || scale > 20) return;
    const point = at ?? { x: x + width / 2, y: y + height / 2 };
    this.#view = { x: point.x - (point.x - x) * factor, y: point.y - (point.y - y) * factor, width: width * factor, height: height * factor };
    this.#look();
  }

  #move(right: number, down: number): void {
    const scale = this.#view.width / (this.#stage.clientWidth || 1);
    this.#view = { ...this.#view, x: this.#view.x + right * scale, y: this.#view.y + down * scale };
    this.#look();
  }

  #listen(): void {
    this.#stage.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const moves: Record<string, () => void> = {
        ArrowLeft: () => this.#move(-40, 0),
        ArrowRight: () => this.#move(40, 0),
        ArrowUp: () => this.#move(0, -40),
        ArrowDown: () => this.#move(0, 40),
        "+": () => this.#zoom(1 / 1.25),
        "=": () => this.#zoom(1 / 1.25),
        "-": () => this.#zoom(1.25),
        "0": () => this.#fit(),
      };
      const move = moves[event.key];
      if (!move) return;
      event.preventDefault();
      move();
    });
    this.#stage.addEventListener("pointerdown", (event) => {
      if (event.button !== 0) return;
      this.#stage.setPointerCapture(event.pointerId);
      let [x, y] = [event.clientX, event.clientY];
      const drag = (moved: PointerEvent): void => {
        this.#move(x - moved.clientX, y - moved.clientY);
        [x, y] = [moved.clientX, moved.clientY];
      };
      const stop = (): void => this.#stage.removeEventListener("pointermove", drag);
      this.#stage.addEventListener("pointermove", drag);
      this.#stage.addEventListener("pointerup", stop, { once: true });
      this.#stage.addEventListener("pointercancel", stop, { once: true });
    });
    // The wheel alone scrolls the page, as everywhere; with Ctrl, or a pinch on a touch pad, it zooms.
    this.#stage.addEventListener(
      "wheel",
      (event) => {
        if (!event.ctrlKey && !event.metaKey) return;
        event.preventDefault();
        const stage = this.#stage.getBoundingClientRect();
        const { x, y, width, height } = this.#view;
        const at = { x: x + ((event.clientX - stage.left) / stage.width) * width, y: y + ((event.clientY - stage.top) / stage.height) * height };
        this.#zoom(event.deltaY > 0 ? 1.1 : 1 / 1.1, at);
      },
      { passive: false },
    );
  }

  #save(): void {
    if (!this.#picture) return;
    const url = URL.createObjectURL(new Blob([standalone(this.#picture, this.#drawing)], { type: "image/svg+xml" }));
    element("a", { href: url, download: `schema-${this.#side}.svg` }).click();
    setTimeout(() => URL.revokeObjectURL(url), 60_000);
  }
}

const drawn = new WeakMap<HTMLElement, Diagram>();

/** Draws what differs between two models, as JSON. */
export function drawDiagram(host: HTMLElement, before: string, after: string): void {
  const diagram = drawn.get(host) ?? new Diagram(host);
  drawn.set(host, diagram);
  diagram.show(before, after);
}
