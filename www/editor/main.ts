// The editors, loaded after the page's first paint: what src/bin/web/editor.rs calls. Without them the page works with
// a plain text area and plain text; with them it has line numbers, colours, marks, search and undo.

export { mountSource } from "./source";
export { mountFile } from "./file";
