//! Something that speaks of a place or a step: it lights up what belongs to it, and is lit up by that.

use authmorph::ui::links::{self, Spot};
use leptos::prelude::*;

use super::{calculated, heard};
use crate::page::Page;

/// The content in its frame.
pub fn linked(page: Page, spot: Signal<Spot>, content: AnyView) -> AnyView {
    let is_lit = calculated(move || page.lit().is_some_and(|lit| links::belongs(&lit, &spot.read())));
    let point = move || {
        let spot = spot.get_untracked();
        if spot.place.is_some() || spot.step.is_some() {
            page.pointed_at.set(Some(spot));
        }
    };
    let leave = move || page.pointed_at.set(None);
    view! {
        <div
            class="linked"
            class:lit=is_lit
            on:mouseenter=heard(move |_| point())
            on:mouseleave=heard(move |_| leave())
            on:focusin=heard(move |_| point())
            on:focusout=heard(move |_| leave())
        >
            {content}
        </div>
    }
    .into_any()
}
