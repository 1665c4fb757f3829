//! A list of tabs as the ARIA Authoring Practices describe it: one stop for Tab, arrow keys, Home and End within.

use leptos::ev;
use leptos::prelude::*;

use super::live;
use crate::browser;

/// A tab.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tab {
    /// Its name, unique in its list.
    pub id: String,
    /// What it says.
    pub title: String,
}

/// The list. `prefix` makes the ids of the document unique; `controls` is the element that a tab shows.
pub fn tab_list(
    label: &'static str,
    prefix: &'static str,
    tabs: Memo<Vec<Tab>>,
    chosen: Memo<String>,
    controls: fn(&str) -> String,
    choose: Callback<String>,
) -> AnyView {
    let on_key = move |event: ev::KeyboardEvent| {
        let tabs = tabs.read_untracked();
        let at = tabs.iter().position(|tab| tab.id == *chosen.read_untracked()).unwrap_or(0);
        let number = tabs.len();
        let next = match event.key().as_str() {
            "ArrowRight" | "ArrowDown" => (at + 1) % number.max(1),
            "ArrowLeft" | "ArrowUp" => (at + number.saturating_sub(1)) % number.max(1),
            "Home" => 0,
            "End" => number.saturating_sub(1),
            _ => return,
        };
        event.prevent_default();
        if let Some(tab) = tabs.get(next) {
            choose.run(tab.id.clone());
            browser::focus(&element_id(prefix, &tab.id));
        }
    };
    view! {
        <div role="tablist" aria-label=label class="tabs" on:keydown=on_key>
            {live(move || {
                tabs.get().into_iter().map(|tab| one(prefix, tab, chosen, controls, choose)).collect_view()
            })}
        </div>
    }
    .into_any()
}

fn one(
    prefix: &'static str,
    tab: Tab,
    chosen: Memo<String>,
    controls: fn(&str) -> String,
    choose: Callback<String>,
) -> AnyView {
    let (id, of_click) = (tab.id.clone(), tab.id.clone());
    let is_chosen = Memo::new(move |_| *chosen.read() == id);
    view! {
        <button
            type="button"
            role="tab"
            id=element_id(prefix, &tab.id)
            aria-controls=controls(&tab.id)
            aria-selected=move || if is_chosen.get() { "true" } else { "false" }
            tabindex=move || if is_chosen.get() { "0" } else { "-1" }
            on:click=move |_| choose.run(of_click.clone())
        >
            {tab.title}
        </button>
    }
    .into_any()
}

fn element_id(prefix: &str, id: &str) -> String {
    format!("{prefix}-{}", id.replace(|character: char| !character.is_ascii_alphanumeric(), "-"))
}
