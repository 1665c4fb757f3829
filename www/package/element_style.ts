// The element's style sheet. What a host may change is a custom property or a part.

export const style = `
:host {
  display: block;
  --ground: var(--authmorph-ground, #fff);
  --raised: var(--authmorph-raised, #f5f6f8);
  --text: var(--authmorph-text, #1b1f24);
  --quiet: var(--authmorph-quiet, #57606a);
  --line: var(--authmorph-line, #d0d6dd);
  --accent: var(--authmorph-accent, #1d5fa8);
  --warning: var(--authmorph-warning, #8a5000);
  --error: var(--authmorph-error, #b3261e);
  --radius: var(--authmorph-radius, 6px);
  margin-block: 1em;
  color: var(--text);
  font: var(--authmorph-font, 15px/1.5 system-ui, sans-serif);
}
@supports (color: light-dark(red, red)) {
  :host {
    --ground: var(--authmorph-ground, light-dark(#fff, #14171b));
    --raised: var(--authmorph-raised, light-dark(#f5f6f8, #1d2228));
    --text: var(--authmorph-text, light-dark(#1b1f24, #e4e8ec));
    --quiet: var(--authmorph-quiet, light-dark(#57606a, #a5afba));
    --line: var(--authmorph-line, light-dark(#d0d6dd, #363d46));
    --accent: var(--authmorph-accent, light-dark(#1d5fa8, #7db4ee));
    --warning: var(--authmorph-warning, light-dark(#8a5000, #efb45c));
    --error: var(--authmorph-error, light-dark(#b3261e, #ff9b91));
  }
}
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([hidden]), [hidden] { display: none; }
* { box-sizing: border-box; }
.frame { border: 1px solid var(--line); border-radius: var(--radius); background: var(--ground); overflow: hidden; }
.bar, .controls, .tabs { display: flex; flex-wrap: wrap; align-items: center; gap: 8px 12px; }
.bar, .tabs { padding: 8px 12px; }
.bar { border-block-start: 1px solid var(--line); background: var(--raised); }
.tabs { gap: 0 4px; padding-block: 4px 0; border-block-end: 1px solid var(--line); }
.grow { flex: 1 1 auto; margin: 0; }
button, select {
  min-height: 32px; padding: 2px 10px; border: 1px solid var(--line); border-radius: var(--radius);
  background: var(--ground); color: inherit; font: inherit; font-size: 14px; cursor: pointer; max-width: 100%;
}
button:hover, select:hover { border-color: var(--accent); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 1px; }
/* The frame cuts off what is outside of it. */
textarea:focus-visible, pre:focus-visible, summary:focus-visible { outline-offset: -2px; }
.tabs button { border-color: transparent; border-block-end-width: 2px; border-radius: 0; background: none; }
.tabs button[aria-selected="true"] { border-block-end-color: var(--accent); font-weight: 600; }
textarea, pre {
  display: block; width: 100%; margin: 0; padding: 12px; border: 0; background: none; color: inherit; overflow: auto; tab-size: 4;
  font: var(--authmorph-code-font, 14px/1.5 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace);
  max-height: var(--authmorph-code-height, 30em);
}
textarea { resize: vertical; white-space: pre; field-sizing: content; min-height: 6em; }
.source ::slotted(*) { margin-block: 0 !important; }
.source ::slotted(pre) { padding: 12px; overflow: auto; }
.message { margin: 0; padding: 8px 12px; color: var(--quiet); }
.message.failed { color: var(--error); }
details { border-block-start: 1px solid var(--line); padding: 8px 12px; }
summary { cursor: pointer; }
ul { margin: 8px 0 0; padding-inline-start: 1.2em; }
li { margin-block-end: 8px; }
li p { margin: 0; }
.why { color: var(--quiet); }
.warning { color: var(--warning); font-weight: 600; }
.block, .error { color: var(--error); font-weight: 600; }
code { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: 0.95em; }
@media print { .bar button, .tabs { display: none; } textarea, pre { max-height: none; } }
`;
