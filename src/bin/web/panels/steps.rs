//! The migration's steps as an outline: what each does and why, with what endangers it.

use authmorph::api::Step;
use authmorph::ui::findings::look;
use authmorph::ui::links;
use leptos::prelude::*;

use crate::linked::step_spot;
use crate::page::Page;
use crate::widgets::{linked, live, marked, place_button, whether};

/// The panel.
pub fn view(page: Page) -> AnyView {
    let steps = Memo::new(move |_| page.result.read().steps.clone());
    view! {
        <ol class="steps" class:stale-files=whether(move || page.stale.read().is_some())>
            {live(move || {
                steps.get().into_iter().enumerate().map(|(number, step)| row(page, number, step)).collect_view()
            })}
        </ol>
        {live(move || {
            let nothing = || view! { <p class="state">"None: there is nothing to run."</p> }.into_any();
            steps.read().is_empty().then(nothing)
        })}
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
            on:click=move |event| {
                event.prevent_default();
                page.show_step(number);
            }
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
