//! Something that speaks of a place or a step: it lights up what belongs to it, and is lit up by that.

use authmorph::ui::links::{self, Spot};
use leptos::ev::MouseEvent;
use leptos::prelude::*;

use super::{calculated, heard};
use crate::page::Page;

/// The content in its frame.
pub fn linked(page: Page, spot: Signal<Spot>, content: AnyView) -> AnyView {
    let is_lit = calculated(move || page.lit().is_some_and(|lit| links::belongs(&lit, &spot.read())));
    let point = move || {
        let spot = spot.get_untracked();
        let says_something = spot.place.is_some() || spot.step.is_some();
        if says_something && page.pointed_at.read_untracked().as_ref() != Some(&spot) {
            page.pointed_at.set(Some(spot));
        }
    };
    let leave = move || page.pointed_at.set(None);
    view! {
        <div
            class="linked"
            class:lit=is_lit
            on:mousemove=heard(move |event: MouseEvent| {
                if is_moved(&event) {
                    point();
                }
            })
            on:mouseleave=heard(move |_| leave())
            on:focusin=heard(move |_| point())
            on:focusout=heard(move |_| leave())
        >
            {content}
        </div>
    }
    .into_any()
}

/// Whether the hand moved. Where the page is scrolled below a mouse that rests, browsers tell of a mouse all the same, and
/// what was just chosen would not stay lit.
fn is_moved(event: &MouseEvent) -> bool {
    event.movement_x() != 0 || event.movement_y() != 0
}
