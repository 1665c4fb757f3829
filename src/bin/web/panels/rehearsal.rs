//! The rehearsal: the whole migration run in a database within the page. All of it is a script that is loaded when this
//! is opened, and a worker with the database that is loaded when somebody rehearses (`www/rehearsal`).

use std::collections::BTreeSet;

use authmorph::ui::share::Choices;
use leptos::ev;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::*;
use web_sys::{CustomEvent, HtmlElement};

use crate::page::Page;
use crate::widgets::{heard, live, watched};

#[wasm_bindgen]
extern "C" {
    /// Shows the panel, or what it has to know by now (`www/rehearsal/main.ts`). Without a target there is no migration.
    #[wasm_bindgen(js_namespace = authmorph, js_name = rehearsal, catch)]
    async fn show(
        host: &HtmlElement,
        text: &str,
        choices: &str,
        dialect: &str,
        target: &str,
    ) -> Result<JsValue, JsValue>;
}

/// The panel.
pub fn view(page: Page) -> AnyView {
    let host = NodeRef::<Div>::new();
    let is_open = RwSignal::new(false);
    let failed = RwSignal::new(false);
    watched(move || {
        let (Some(host), true) = (host.get(), is_open.get()) else { return };
        // Which file is shown, and what was allowed, makes no other rehearsal.
        let choices = Choices { allow: BTreeSet::new(), show: String::new(), ..page.choices() };
        let (text, choices) = (page.text.get(), choices.to_lines());
        // While the engine is at work the last result stands.
        let result = page.result.get();
        let has_migration = !result.steps.is_empty();
        let target = result.target.clone().filter(|_| has_migration).unwrap_or_default();
        let dialect = result.detection.dialect.clone();
        spawn_local(async move {
            failed.set(show(&host, &text, &choices, &dialect, &target).await.is_err());
        });
    });
    let toggle = move |event: ev::Event| {
        let details = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        is_open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    let step = |event: &CustomEvent| event.detail().as_f64().map(|number| number as usize);
    let to_step =
        move |event: CustomEvent| step(&event).into_iter().for_each(|number| page.show_step(number));
    let to_place = move |event: CustomEvent| {
        let steps = &page.result.read_untracked().steps;
        let span = step(&event).and_then(|number| steps.get(number)?.span.clone());
        span.iter().for_each(|span| page.go_to(span));
    };
    view! {
        <details class="change" id="rehearsal-part" on:toggle=heard(toggle)>
            <summary>"See the migration run before you run it"</summary>
            {live(move || failed.get().then(|| view! { <p class="notice notice-error" role="alert">"The rehearsal could not be loaded. Its command line does the same: "<code>"authmorph rehearse --help"</code></p> }))}
            <div
                node_ref=host
                on:rehearsal-step=heard(to_step)
                on:rehearsal-place=heard(to_place)
            ></div>
        </details>
    }
    .into_any()
}
