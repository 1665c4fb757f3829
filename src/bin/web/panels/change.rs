//! The schema before and after: as a diagram, and line by line. Each is drawn by a script of its own that is loaded when
//! it is opened, so that nobody waits for it unasked.

use authmorph::ui::outcome::Ends;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::page::Page;
use crate::widgets::{calculated, heard, live, watched, whether};

#[wasm_bindgen]
extern "C" {
    /// Draws the two models (`www/diagram`), or the two texts (`www/editor/compare.ts`), into the host.
    #[wasm_bindgen(js_namespace = authmorph, js_name = drawDiagram, catch)]
    async fn draw_diagram(host: &HtmlElement, before: &str, after: &str) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_namespace = authmorph, js_name = compare, catch)]
    async fn compare(
        host: &HtmlElement,
        before: &str,
        after: &str,
        dialect: &str,
    ) -> Result<JsValue, JsValue>;
}

/// A part of the panel.
#[derive(Clone, Copy, PartialEq, Eq)]
enum View {
    Diagram,
    Lines,
}

impl View {
    fn id(self) -> &'static str {
        match self {
            Self::Diagram => "diagram",
            Self::Lines => "lines",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Diagram => "As a diagram",
            Self::Lines => "Side by side, as SQL",
        }
    }
}

/// The panel.
pub fn view(page: Page) -> AnyView {
    let has_files = calculated(move || page.result.read().files.iter().any(|file| file.output == "model"));
    view! {
        {live(move || (!has_files.get()).then(|| view! { <p class="state">"None yet: first there must be a result."</p> }))}
        {part(page, View::Diagram)}
        {part(page, View::Lines)}
    }
    .into_any()
}

fn part(page: Page, view: View) -> AnyView {
    let host = NodeRef::<Div>::new();
    let failed = RwSignal::new(false);
    watched(move || {
        let is_open = page.open_views.read().contains(view.id());
        let (Some(host), Some(ends), true) = (host.get(), page.ends.get(), is_open) else { return };
        let dialect = page.result.read_untracked().detection.dialect.clone();
        spawn_local(async move { failed.set(!draw(view, &host, &ends, &dialect).await) });
    });
    let toggle = move |event: ev::Event| {
        let details = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        page.open_view(view.id(), details.is_some_and(|details| details.has_attribute("open")));
    };
    let waits = move || {
        let is_missing = page.ends.read().is_none();
        (is_missing && page.open_views.read().contains(view.id()))
            .then(|| view! { <p class="state">"Nothing to show: it appears with the next result."</p> })
    };
    view! {
        <details class="change" id=format!("change-{}", view.id()) on:toggle=heard(toggle)>
            <summary>{view.title()}</summary>
            {waits}
            {live(move || failed.get().then(|| view! { <p class="notice notice-error" role="alert">"It could not be drawn. The files of the result say the same."</p> }))}
            <div
                class=format!("change-{}", view.id())
                node_ref=host
                class:stale-files=whether(move || page.stale.read().is_some())
                class:away=whether(move || page.ends.read().is_none())
            ></div>
        </details>
    }
    .into_any()
}

/// Whether it worked.
async fn draw(view: View, host: &HtmlElement, ends: &Ends, dialect: &str) -> bool {
    let drawn = match view {
        View::Diagram => draw_diagram(host, &ends.model[0], &ends.model[1]).await,
        View::Lines => compare(host, &ends.sql[0], &ends.sql[1], dialect).await,
    };
    drawn.is_ok()
}
