// Elements as the page's own scripts make them. Text is text: nothing is ever set as HTML.

export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Record<string, string> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export function button(title: string, act: () => void): HTMLButtonElement {
  const made = element("button", { type: "button" }, title);
  made.addEventListener("click", act);
  return made;
}
