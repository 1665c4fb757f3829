//! A place in the text, as a button that goes there.

use authmorph::api::Span;
use leptos::prelude::*;

use super::heard;
use crate::page::Page;

/// The button, or nothing without a place.
pub fn place_button(page: Page, span: Option<Span>) -> Option<impl IntoView + use<>> {
    let span = span?;
    let label = format!("line {}:{}", span.start.line, span.start.column);
    Some(view! {
        <button type="button" class="place" title="Select it in the text" on:click=heard(move |_| page.go_to(&span))>
            {label}
        </button>
    })
}
