//! A part that is folded away. What is in it is made when it is opened for the first time: the first view has a thousand
//! elements less, which a slow phone would make before it answers to anything.

use leptos::ev;
use leptos::prelude::*;

use super::{heard, live};

/// The part. `class` is its name in style sheets, and `is_open` whether it is open from the beginning.
pub fn folded<View: IntoAny>(
    class: &'static str,
    is_open: bool,
    summary: AnyView,
    content: impl Fn() -> View + Send + Sync + 'static,
) -> AnyView {
    boxed(class, is_open, summary, Box::new(move || content().into_any()))
}

fn boxed(
    class: &'static str,
    is_open: bool,
    summary: AnyView,
    content: Box<dyn Fn() -> AnyView + Send + Sync>,
) -> AnyView {
    let is_made = RwSignal::new(is_open);
    let toggle = move |_: ev::Event| is_made.set(true);
    view! {
        <details class=class open=is_open on:toggle=heard(toggle)>
            <summary>{summary}</summary>
            {live(move || is_made.get().then(&content))}
        </details>
    }
    .into_any()
}
