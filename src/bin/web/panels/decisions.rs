//! What the engine decided for the user, each with its reason.

use authmorph::api::Decision;
use leptos::prelude::*;

use crate::page::Page;
use crate::widgets::{marked, place_button};

/// The panel.
pub fn view(page: Page) -> AnyView {
    let decisions = Memo::new(move |_| page.result.read().decisions.clone());
    view! {
        <Show
            when=move || !decisions.read().is_empty()
            fallback=|| view! { <p class="state">"None yet."</p> }
        >
            <ol class="decisions">
                {move || decisions.get().into_iter().map(|decision| row(page, decision)).collect_view()}
            </ol>
        </Show>
    }
    .into_any()
}

fn row(page: Page, decision: Decision) -> impl IntoView {
    view! {
        <li>
            {marked::sentence(&decision.what)} " " {place_button(page, decision.span)}
            <p class="hint">{marked::sentence(&decision.reason)}</p>
        </li>
    }
}
