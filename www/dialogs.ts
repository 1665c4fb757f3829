// The dialogs: the list of commands and the help. Loaded when one of them is opened. The browser's own <dialog> keeps
// the focus inside, closes with Escape and gives the focus back to where it was.

import { element } from "./elements";

/** Shows the dialog until it is closed; gives what it was closed with. */
function show(dialog: HTMLDialogElement): Promise<string> {
  document.body.append(dialog);
  dialog.addEventListener("click", (event) => {
    // Beside the dialog is its backdrop.
    if (event.target === dialog) dialog.close();
  });
  dialog.showModal();
  return new Promise((done) => {
    dialog.addEventListener("close", () => {
      const { returnValue } = dialog;
      dialog.remove();
      done(returnValue);
    });
  });
}

function frame(title: string, kind: string, ...content: Node[]): HTMLDialogElement {
  const heading = element("h2", { id: "dialog-heading" }, title);
  const close = element("button", { type: "button", class: "close" }, "Close");
  const dialog = element("dialog", { class: `dialog dialog-${kind}`, "aria-labelledby": "dialog-heading" });
  close.addEventListener("click", () => dialog.close());
  dialog.append(element("div", { class: "dialog-top" }, heading, close), ...content);
  return dialog;
}

/** One dialog at a time: a second would hide the first. */
const isOpen = (): boolean => document.querySelector("dialog[open]") !== null;

/** Shows every title with its keys. */
export async function showHelp(titles: string[], keys: string[]): Promise<void> {
  if (isOpen()) return;
  const rows = titles.flatMap((title, index) =>
    keys[index] ? [element("div", {}, element("dt", {}, element("kbd", {}, keys[index] ?? "")), element("dd", {}, title))] : [],
  );
  await show(frame("Keyboard shortcuts", "help", element("dl", { class: "keys" }, ...rows)));
}

/** Lets the user find a command; gives its number, or none. */
export async function choose(titles: string[], keys: string[]): Promise<number | undefined> {
  if (isOpen()) return undefined;
  const input = element("input", {
    type: "text",
    id: "command",
    role: "combobox",
    "aria-label": "Find a command",
    "aria-expanded": "true",
    "aria-controls": "commands",
    "aria-autocomplete": "list",
    placeholder: "What do you want to do?",
    autocomplete: "off",
    autofocus: "",
    spellcheck: "false",
  });
  const list = element("ul", { id: "commands", role: "listbox", "aria-label": "Commands", class: "plain commands", tabindex: "-1" });
  const none = element("p", { class: "state", role: "status" });
  const dialog = frame("Commands", "commands", input, list, none);
  let shown: number[] = [];
  let at = 0;

  const mark = (): void => {
    [...list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === at)));
    const option = list.children[at];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  };
  const filter = (): void => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    shown = titles.flatMap((title, index) => (words.every((word) => title.toLowerCase().includes(word)) ? [index] : []));
    at = 0;
    list.replaceChildren(
      ...shown.map((index) => {
        const option = element("li", { role: "option", id: `command-${index}` }, element("span", {}, titles[index] ?? ""));
        if (keys[index]) option.append(element("kbd", {}, keys[index] ?? ""));
        option.addEventListener("click", () => dialog.close(String(index)));
        return option;
      }),
    );
    none.textContent = shown.length === 0 ? "No command has these words." : "";
    mark();
  };

  input.addEventListener("input", filter);
  input.addEventListener("keydown", (event) => {
    const last = shown.length - 1;
    const next = { ArrowDown: at === last ? 0 : at + 1, ArrowUp: at === 0 ? last : at - 1, PageDown: last, PageUp: 0 }[event.key];
    if (event.key === "Enter") dialog.close(String(shown[at] ?? ""));
    else if (next !== undefined) at = next;
    else return;
    event.preventDefault();
    mark();
  });
  filter();
  const chosen = await show(dialog);
  return chosen === "" ? undefined : Number(chosen);
}

/** Shows a page of our own, such as the one about a finding: its HTML was made when the page was built. */
export async function showPage(title: string, content: string): Promise<void> {
  const { ownPage } = (globalThis as unknown as { authmorph: { ownPage(html: string): string } }).authmorph;
  const page = new DOMParser().parseFromString(ownPage(content), "text/html");
  page.querySelector("h1")?.remove();
  const main = element("div", { class: "finding-page" }, ...page.body.childNodes);
  await show(frame(title, "page", main));
}
