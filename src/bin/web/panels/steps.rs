//! The migration's steps as an outline: what each does and why, with what endangers it.

use authmorph::api::Step;
use authmorph::ui::findings::look;
use authmorph::ui::{links, locks};
use leptos::ev;
use leptos::ev::MouseEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen;
use leptos::wasm_bindgen::JsCast;
use leptos::wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use crate::linked::step_spot;
use crate::page::Page;
use crate::widgets::{calculated, heard, linked, live, marked, place_button, watched, whether};

#[wasm_bindgen]
extern "C" {
    /// Draws the timeline of locks into the host (`www/locks`).
    #[wasm_bindgen(js_namespace = authmorph, js_name = drawLocks, catch)]
    async fn draw_locks(
        host: &HtmlElement,
        purposes: Vec<String>,
        durations: Vec<String>,
        stretches: Vec<String>,
    ) -> Result<JsValue, JsValue>;
}

/// The panel.
pub fn view(page: Page) -> AnyView {
    let steps = calculated(move || page.result.read().steps.clone());
    let has_steps = calculated(move || !steps.read().is_empty());
    // One line for each, to be read at a glance; why each is there, on demand, and on paper.
    let with_reasons = RwSignal::new(false);
    view! {
        {live(move || has_steps.get().then(|| reasons_button(with_reasons)))}
        <ol
            class="steps"
            class:brief=whether(move || !with_reasons.get())
            class:stale-files=whether(move || page.stale.read().is_some())
        >
            {live(move || {
                steps.get().into_iter().enumerate().map(|(number, step)| row(page, number, step)).collect_view()
            })}
        </ol>
        {live(move || {
            let nothing = || view! { <p class="state">"None: there is nothing to run."</p> }.into_any();
            steps.read().is_empty().then(nothing)
        })}
        {live(move || has_steps.get().then(|| timeline(page)))}
    }
    .into_any()
}

fn reasons_button(with_reasons: RwSignal<bool>) -> AnyView {
    view! {
        <button
            type="button"
            class="small"
            id="with-reasons"
            aria-pressed=move || if with_reasons.get() { "true" } else { "false" }
            on:click=heard(move |_| with_reasons.update(|with| *with = !*with))
        >
            "With reasons"
        </button>
    }
    .into_any()
}

/// What others wait for meanwhile: drawn by a script that is loaded when this is opened.
fn timeline(page: Page) -> AnyView {
    let host = NodeRef::<Div>::new();
    let is_open = RwSignal::new(false);
    watched(move || {
        let (Some(host), true) = (host.get(), is_open.get()) else { return };
        let result = page.result.get();
        let purposes = result.steps.iter().map(|step| step.purpose.clone()).collect();
        let (durations, stretches) = (locks::durations(&result.steps), locks::stretches(&result.steps));
        spawn_local(async move {
            if draw_locks(&host, purposes, durations, stretches).await.is_err() {
                page.announce("The timeline could not be drawn; report.md says the same.");
            }
        });
    });
    let toggle = move |event: ev::Event| {
        let details = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        is_open.set(details.is_some_and(|details| details.has_attribute("open")));
    };
    view! {
        <details class="change" id="steps-locks" on:toggle=heard(toggle)>
            <summary>"What waits meanwhile, and for how long"</summary>
            <div node_ref=host></div>
        </details>
    }
    .into_any()
}

fn row(page: Page, number: usize, step: Step) -> AnyView {
    let spot = step_spot(number, step.span.as_ref());
    let span = step.span.clone();
    let hazards = {
        let result = page.result.read_untracked();
        let hazards = links::hazards(&result.findings, span.as_ref());
        hazards
            .into_iter()
            .map(|hazard| {
                let look = look(&hazard.severity);
                view! {
                    <p class=format!("hazard finding-{}", look.word)>
                        <span class="severity">
                            <span aria-hidden="true" class="icon">
                                {look.icon}
                            </span>
                            {look.word}
                        </span>
                        {marked::sentence(&hazard.what)}
                    </p>
                }
            })
            .collect_view()
    };
    let undo = step.no_undo.map(|why| view! { <p class="hint">"No undo: " {marked::sentence(&why)}</p> });
    let content = view! {
        <a
            href="#shown-file"
            class="step"
            title="Show its statements in up.sql"
            on:click=heard(move |event: MouseEvent| {
                event.prevent_default();
                page.show_step(number);
            })
        >
            {marked::sentence(&step.purpose)}
        </a>
        " "
        {place_button(page, span)}
        <p class="hint">{marked::sentence(&step.cause)}</p>
        {undo}
        {hazards}
    };
    view! { <li>{linked(page, spot.into(), content.into_any())}</li> }.into_any()
}
