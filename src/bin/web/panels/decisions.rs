//! What the engine decided for the user, each with its reason.

use authmorph::api::Decision;
use leptos::prelude::*;

use crate::linked::spot;
use crate::page::Page;
use crate::widgets::{linked, live, marked, place_button};

/// The panel.
pub fn view(page: Page) -> AnyView {
    let decisions = Memo::new(move |_| page.result.read().decisions.clone());
    let list = move || {
        let rows = decisions.get().into_iter().map(|decision| row(page, decision)).collect_view();
        if rows.is_empty() {
            return view! { <p class="state">"None yet."</p> }.into_any();
        }
        view! { <ol class="decisions">{rows}</ol> }.into_any()
    };
    live(list)
}

fn row(page: Page, decision: Decision) -> impl IntoView {
    let spot = spot(decision.span.as_ref());
    let content = view! {
        {marked::sentence(&decision.what)}
        " "
        {place_button(page, decision.span)}
        <p class="hint">{marked::sentence(&decision.reason)}</p>
    };
    view! { <li>{linked(page, spot.into(), content.into_any())}</li> }
}
