//! The editors of `www/editor`: a script of its own that is loaded after the first paint.
//!
//! Until it is there, and when it does not come, the page works with its text area and plain text.

use leptos::wasm_bindgen;
use leptos::wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, HtmlTextAreaElement};

#[wasm_bindgen]
extern "C" {
    /// The script, once it is loaded.
    #[derive(Clone)]
    pub type Editors;

    /// Loads the script (`www/boot.js`).
    #[wasm_bindgen(js_namespace = authmorph, js_name = loadEditors, catch)]
    async fn load_editors() -> Result<JsValue, JsValue>;

    /// Puts an editor in front of the text area, which is in the host.
    #[wasm_bindgen(method, js_name = mountSource, catch)]
    pub fn mount_source(
        this: &Editors,
        area: &HtmlTextAreaElement,
        host: &HtmlElement,
    ) -> Result<SourceEditor, JsValue>;

    /// Puts a read-only editor in front of the plain text in the host.
    #[wasm_bindgen(method, js_name = mountFile, catch)]
    pub fn mount_file(this: &Editors, host: &HtmlElement) -> Result<FileEditor, JsValue>;

    /// The editor of the source. What it does is said in `www/editor/source.ts`.
    #[derive(Clone)]
    pub type SourceEditor;
    #[wasm_bindgen(method)]
    pub fn take(this: &SourceEditor);
    #[wasm_bindgen(method)]
    pub fn speak(this: &SourceEditor, dialect: &str);
    #[wasm_bindgen(method)]
    pub fn mark(this: &SourceEditor, places: &[u32], severities: Vec<String>, texts: Vec<String>);
    #[wasm_bindgen(method)]
    pub fn select(this: &SourceEditor, from: u32, to: u32);
    #[wasm_bindgen(method)]
    pub fn light(this: &SourceEditor, places: &[u32]);
    #[wasm_bindgen(method)]
    pub fn focus(this: &SourceEditor);

    /// The editor that shows a file of the result (`www/editor/file.ts`).
    #[derive(Clone)]
    pub type FileEditor;
    #[wasm_bindgen(method)]
    pub fn show(this: &FileEditor, text: &str, language: &str, dialect: &str, label: &str);
    #[wasm_bindgen(method, js_name = light)]
    pub fn light_lines(this: &FileEditor, places: &[u32]);
}

/// The script, or none when it does not come: the page goes on without it.
pub async fn load() -> Option<Editors> {
    load_editors().await.ok().map(JsCast::unchecked_into)
}
