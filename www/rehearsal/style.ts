// How the panel looks. It is a style sheet of the panel's own, adopted by the document, so that the first view of the
// page does not pay for it. Colours come from www/css/tokens.css by its custom properties, so both themes are there.

const rules = `
#rehearsal-part [hidden] { display: none; }
.rehearsal-form { display: grid; gap: var(--unit); justify-items: start; max-width: 100ch; }
.rehearsal-form .bar { margin: 0; }
.rehearsal-form input[type="number"] { width: 7em; min-height: 32px; padding: 4px 8px; border: 1px solid var(--control-line); border-radius: var(--radius); background: var(--ground); color: var(--text); font: inherit; font-size: 14px; }
.rehearsal-form fieldset { display: grid; gap: 4px; margin: 0; padding: 0; border: 0; min-width: 0; }
.rehearsal-form .choice { display: flex; gap: var(--unit); align-items: baseline; padding: 4px 0; font-size: 14px; }
.rehearsal-form progress { width: min(240px, 60vw); }
.rehearsal-command { display: flex; flex-wrap: wrap; gap: var(--unit); align-items: center; min-width: 0; max-width: 100%; }
.rehearsal-command code { overflow-wrap: anywhere; font-size: 13px; }
.rehearsal-form ~ .bar { margin-top: calc(var(--unit) * 2); }
.rehearsal-report { margin-top: calc(var(--unit) * 2); }
.rehearsal-report .verdict { padding: var(--unit) calc(var(--unit) * 1.5); border: 1px solid currentcolor; border-left-width: 6px; border-radius: var(--radius); font-weight: 600; overflow-wrap: anywhere; }
.rehearsal-report .good { color: var(--good); }
.rehearsal-report .bad { color: var(--error); overflow-wrap: anywhere; }
.rehearsal-report .verdict.good { background: var(--added-ground); }
.rehearsal-report .verdict.bad { background: var(--error-ground); }
.rehearsal-report > details { margin-top: var(--unit); }
.rehearsal-report > details > summary { cursor: pointer; padding: 4px 0; font-weight: 600; }
.rehearsal-report li { overflow-wrap: anywhere; padding: 2px 0; font-size: 14px; }
.rehearsal-grid { overflow: auto; max-height: 70vh; border: 1px solid var(--line); border-radius: var(--radius); }
.rehearsal-grid table { border-collapse: collapse; width: 100%; font-size: 13px; }
.rehearsal-grid th, .rehearsal-grid td { padding: 4px 10px; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
.rehearsal-grid thead th { position: sticky; top: 0; background: var(--raised); font-weight: 600; white-space: nowrap; }
.rehearsal-grid tbody th { font-weight: 400; white-space: nowrap; }
.rehearsal-grid tbody tr:last-child > * { border-bottom: 0; }
.rehearsal-grid .number { text-align: right; font-variant-numeric: tabular-nums; }
.rehearsal-grid .whole { white-space: nowrap; }
.rehearsal-grid code { font-size: 13px; }
.rehearsal-grid summary { cursor: pointer; }
.rehearsal-grid pre { max-width: 80ch; padding: var(--unit); overflow: auto; background: var(--raised); white-space: pre-wrap; overflow-wrap: anywhere; }
.rehearsal-grid .ways { margin: 0; padding: 0; list-style: none; }
.rehearsal-grid .origin { display: inline-flex; white-space: nowrap; }
@media print { .rehearsal-grid { max-height: none; } }
`;

/** Once for the document. */
export function dress(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}
