// The frame of the page: panes that are as wide and high as the user made them.

const KEY = "authmorph.panes";
const [NARROWEST, WIDEST] = [25, 75];

/** What is remembered: the width of the left column in percent, and the heights of the editors by their ids. */
function remembered() {
  try {
    const panes = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof panes === "object" && panes !== null ? panes : {};
  } catch {
    return {};
  }
}

function remember(change) {
  try {
    localStorage.setItem(KEY, JSON.stringify({ ...remembered(), ...change }));
  } catch {
    // A storage that is full or switched off costs only this convenience.
  }
}

function setWidth(percent) {
  document.documentElement.style.setProperty("--left", `${percent}fr`);
  document.documentElement.style.setProperty("--right", `${100 - percent}fr`);
}

/** Before anything is painted, so that nothing moves. */
export function restoreWidths() {
  const { left } = remembered();
  if (left >= NARROWEST && left <= WIDEST) setWidth(left);
}

/** The bar between the columns: dragged, or moved with the arrow keys; Home, End and a double click as elsewhere. */
function startSplitter(bar) {
  const show = (percent) => bar.setAttribute("aria-valuenow", String(Math.round(percent)));
  const move = (percent) => {
    const left = Math.min(WIDEST, Math.max(NARROWEST, percent));
    setWidth(left);
    show(left);
    remember({ left });
  };
  show(remembered().left ?? 50);
  bar.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    bar.setPointerCapture(event.pointerId);
    bar.focus();
    const drag = (moved) => {
      const { left, width } = bar.parentElement.getBoundingClientRect();
      move(((moved.clientX - left) / width) * 100);
    };
    bar.addEventListener("pointermove", drag);
    const end = () => bar.removeEventListener("pointermove", drag);
    bar.addEventListener("pointerup", end, { once: true });
    bar.addEventListener("pointercancel", end, { once: true });
  });
  bar.addEventListener("dblclick", () => move(50));
  bar.addEventListener("keydown", (event) => {
    const now = Number(bar.getAttribute("aria-valuenow"));
    const next = { ArrowLeft: now - 2, ArrowRight: now + 2, Home: NARROWEST, End: WIDEST, Enter: 50 }[event.key];
    if (next === undefined) return;
    event.preventDefault();
    move(next);
  });
}

/** An editor that the user made higher or lower stays so. */
function keepHeight(id) {
  const editor = document.getElementById(id);
  if (!editor) return;
  const height = remembered()[id];
  if (typeof height === "string" && /^\d+px$/.test(height)) editor.style.height = height;
  new ResizeObserver(() => {
    if (editor.style.height && editor.style.height !== remembered()[id]) remember({ [id]: editor.style.height });
  }).observe(editor);
}

/** When the page is there. */
export function start() {
  const bar = document.getElementById("splitter");
  if (bar) startSplitter(bar);
  keepHeight("source-editor");
  // The result comes with the first answer.
  const seen = new MutationObserver(() => {
    if (!document.getElementById("shown-file")) return;
    seen.disconnect();
    keepHeight("shown-file");
  });
  seen.observe(document.getElementById("area-right") ?? document.body, { childList: true, subtree: true });
}
