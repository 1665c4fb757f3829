//! What the page asks of the browser, each thing in one place.

use leptos::wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Element, HtmlAnchorElement, HtmlElement, HtmlTextAreaElement, Node, Storage};

use authmorph::api::Span;

/// The keys in the browser's storage. The theme's is also read by `www/boot.js`.
pub mod keys {
    pub const TEXT: &str = "authmorph.text";
    pub const CHOICES: &str = "authmorph.choices";
    pub const THEME: &str = "authmorph.theme";
    /// The sizes of the panes, which `www/frame.js` keeps.
    pub const PANES: &str = "authmorph.panes";

    /// Every key that holds something of the user's work.
    pub const ALL: &[&str] = &[TEXT, CHOICES, THEME, PANES];
}

/// A text longer than this is not remembered: the browser's storage holds about 5 MB for everything.
const LONGEST_REMEMBERED_TEXT: usize = 1024 * 1024;

/// The element that the page is mounted in.
pub fn mount_point() -> Option<HtmlElement> {
    element("app")?.dyn_into().ok()
}

/// The commit that the page was built from, which `scripts/bundle.mjs` wrote into the document.
pub fn commit() -> Option<String> {
    let written = leptos::prelude::document().query_selector("meta[name='commit']").ok()??;
    written.get_attribute("content")
}

/// Shows that the page itself broke; nothing on it can be trusted to work any more.
pub fn show_page_failure(reason: &str) {
    if let Some(place) = element("page-failed") {
        place.set_text_content(Some(&format!(
            "This page has a fault and stopped working. Your text is remembered: reload the page to go on. ({reason})"
        )));
        // A failure to show the failure has no one left to tell.
        let _ = place.remove_attribute("hidden");
    }
}

/// What was remembered under the key.
pub fn remembered(key: &str) -> Option<String> {
    storage()?.get_item(key).ok().flatten()
}

/// Remembers a value. A storage that is full or switched off costs the user nothing but this convenience.
pub fn remember(key: &str, value: &str) {
    if value.len() <= LONGEST_REMEMBERED_TEXT {
        let _ = storage().map(|storage| storage.set_item(key, value));
    }
}

/// What was remembered is removed.
pub fn forget(key: &str) {
    let _ = storage().map(|storage| storage.remove_item(key));
}

/// The browser's storage; none where it is switched off.
fn storage() -> Option<Storage> {
    leptos::prelude::window().local_storage().ok().flatten()
}

/// The fragment of the address, with its `#`.
pub fn fragment() -> String {
    leptos::prelude::window().location().hash().unwrap_or_default()
}

/// The address of the page with another fragment.
pub fn address_with(fragment: &str) -> String {
    let address = leptos::prelude::window().location().href().unwrap_or_default();
    let page = address.split('#').next().unwrap_or_default();
    format!("{page}{fragment}")
}

/// Takes the fragment from the address, without a step in the browser's history.
pub fn clear_fragment() {
    if let Ok(history) = leptos::prelude::window().history() {
        let address = address_with("");
        let _ = history.replace_state_with_url(&leptos::wasm_bindgen::JsValue::NULL, "", Some(&address));
    }
}

/// Shows the page in the theme; `system` follows the system's.
pub fn apply_theme(theme: &str) {
    let root = leptos::prelude::document().document_element();
    if let Some(root) = root {
        let _ = match theme {
            "light" | "dark" => root.set_attribute("data-theme", theme),
            _ => root.remove_attribute("data-theme"),
        };
    }
}

/// Whether the keyboard has a Command key.
pub fn is_mac() -> bool {
    leptos::prelude::window().navigator().platform().is_ok_and(|platform| platform.starts_with("Mac"))
}

/// Puts the text on the clipboard; says whether it is there.
pub async fn copy(text: &str) -> bool {
    let clipboard = leptos::prelude::window().navigator().clipboard();
    // Outside of a secure context there is no clipboard, whatever the type says.
    if clipboard.is_undefined() {
        return false;
    }
    JsFuture::from(clipboard.write_text(text)).await.is_ok()
}

/// Hands the user a file.
pub fn download(name: &str, bytes: &[u8], mime: &str) {
    let blob = gloo::file::Blob::new_with_options(bytes, Some(mime));
    let url = gloo::file::ObjectUrl::from(blob);
    let anchor = leptos::prelude::document().create_element("a").ok();
    if let Some(anchor) = anchor.and_then(|anchor| anchor.dyn_into::<HtmlAnchorElement>().ok()) {
        anchor.set_href(&url);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser may read the URL after the click returns, so it lives a little longer.
    gloo::timers::callback::Timeout::new(60_000, move || drop(url)).forget();
}

/// Selects the place in the text area and brings it into view.
pub fn select_span(area: &HtmlTextAreaElement, text: &str, span: &Span) {
    let start = u32::try_from(span.start.offset).unwrap_or(u32::MAX);
    let end = u32::try_from(span.end.offset).unwrap_or(u32::MAX);
    let _ = area.focus();
    let _ = area.set_selection_range(start, end.max(start));
    // Browsers do not scroll to a selection that a script makes. Lines are of one height and do not wrap.
    let lines = text.split('\n').count().max(1);
    let line_height = f64::from(area.scroll_height()) / lines as f64;
    let above = f64::from(area.client_height()) / 3.0;
    let top = span.start.line.saturating_sub(1) as f64 * line_height - above;
    area.set_scroll_top(top.max(0.0) as i32);
    area.set_scroll_left(0);
}

/// Whether the keyboard writes text at the moment.
pub fn is_typing() -> bool {
    let active = leptos::prelude::document().active_element();
    active.is_some_and(|element| {
        matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            || element.id() == "source-editor"
    })
}

/// Prints the page; what of it is printed is said in the style sheets.
pub fn print() {
    let _ = leptos::prelude::window().print();
}

/// Gives the element the focus.
pub fn focus(id: &str) {
    if let Some(element) = element(id).and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// Closes what the user can open and close.
pub fn close(id: &str) {
    let _ = element(id).map(|element| element.remove_attribute("open"));
}

/// Whether the node is in the element.
pub fn contains(id: &str, node: &Node) -> bool {
    element(id).is_some_and(|element| element.contains(Some(node)))
}

/// Scrolls the page so far that the element is seen.
pub fn bring_into_view(id: &str) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    if let Some(element) = element(id) {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

fn element(id: &str) -> Option<Element> {
    leptos::prelude::document().get_element_by_id(id)
}
