//! The page as a whole: header, panels and footer.

use authmorph::ui::shortcuts::{self, Action};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{self, keys};
use crate::commands;
use crate::editor;
use crate::page::Page;
use crate::panels::{self, Area, Panel};
use crate::share;
use crate::widgets::tabs::{Tab, tab_list};
use crate::widgets::{calculated, heard, live};

/// The page.
pub fn app() -> AnyView {
    let page = Page::new();
    share::listen(page);
    commands::listen(page);
    spawn_local(async move { page.editors.set(editor::load().await) });
    view! {
        {header(page)}
        {areas(page)}
        <main class="layout" data-shown=move || page.area_shown.get().id()>
            <div class="column left" id="area-left">
                {in_area(page, Area::Left)}
            </div>
            <div class="splitter" id="splitter" role="separator" tabindex="0" aria-label="Width of the schema" aria-orientation="vertical" aria-controls="area-left" aria-valuemin="25" aria-valuemax="75" aria-valuenow="50"></div>
            <div class="column right" id="area-right">
                {in_area(page, Area::Right)}
            </div>
            <div class="column across">{in_area(page, Area::Across)}</div>
            <div class="column below" id="area-below">
                {in_area(page, Area::Below)}
            </div>
        </main>
        <p class="announcement" role="status">
            {live(move || {
                // A new element for each, so that it appears and leaves anew.
                let told = page.announcement.get();
                (!told.is_empty()).then(|| view! { <span>{told}</span> })
            })}
        </p>
        {footer(page)}
    }
    .into_any()
}

/// On a narrow screen: which area is shown. On a wide one all are, and the style sheet takes this away.
fn areas(page: Page) -> AnyView {
    let tabs = calculated(move || {
        let number = page.answer.read().conversion.findings.len();
        let title = |area: &Area| match (area, number) {
            (Area::Below, 1..) => format!("{} ({number})", area.title()),
            _ => area.title().to_owned(),
        };
        let tab = |area: &Area| Tab { id: area.id().to_owned(), title: title(area) };
        Area::TABS.iter().map(tab).collect::<Vec<Tab>>()
    });
    let chosen = calculated(move || page.area_shown.get().id().to_owned());
    let choose = move |id: String| {
        if let Some(area) = Area::TABS.iter().find(|area| area.id() == id) {
            page.area_shown.set(*area);
        }
    };
    view! { <nav class="areas">{tab_list("Parts of the page", "show", tabs, chosen, |id| format!("area-{id}"), Callback::new(choose))}</nav> }.into_any()
}

/// What the page promises, its version and its colours.
fn header(page: Page) -> AnyView {
    let theme = RwSignal::new(browser::remembered(keys::THEME).unwrap_or_else(|| "system".to_owned()));
    browser::apply_theme(&theme.get_untracked());
    let choose = move |event: ev::Event| {
        let value = event_target_value(&event);
        browser::remember(keys::THEME, &value);
        browser::apply_theme(&value);
        theme.set(value);
    };
    view! {
        <header class="header">
            <h1>"authmorph"</h1>
            <p class="what">"Migrates auth tables without losing a row."</p>
            <p class="promise">
                <span>"Runs in your browser. "</span>
                "Nothing is sent."
            </p>
            {command_button(page, "open-commands", Action::Commands, "Commands")}
            {share::menu(page)}
            <label class="theme">
                <span>"Theme "</span>
                <select id="theme" on:change=heard(choose) prop:value=theme>
                    <option value="system">"System"</option>
                    <option value="light">"Light"</option>
                    <option value="dark">"Dark"</option>
                </select>
            </label>
        </header>
    }
    .into_any()
}

/// A button that gives a command, with its keys as tooltip.
fn command_button(page: Page, id: &'static str, action: Action, title: &'static str) -> AnyView {
    view! {
        <button
            type="button"
            id=id
            title=shortcuts::tooltip(action, browser::is_mac())
            on:click=heard(move |_| page.run(action))
        >
            {title}
        </button>
    }
    .into_any()
}

fn footer(page: Page) -> AnyView {
    let commit = browser::commit().map(|commit| format!(", commit {commit}"));
    view! {
        <footer class="footer">
            <p>"Version " {env!("CARGO_PKG_VERSION")} {commit}</p>
            {command_button(page, "open-shortcuts", Action::Help, "Keyboard shortcuts")}
            <p>
                <kbd>"?"</kbd> " shows them, "
                <kbd>{shortcuts::tooltip(Action::Commands, browser::is_mac())}</kbd> " every command."
            </p>
        </footer>
    }
    .into_any()
}

fn in_area(page: Page, area: Area) -> Vec<AnyView> {
    panels::ALL.iter().filter(|panel| panel.area == area).map(|panel| frame(page, panel)).collect()
}

/// A panel in its frame: a region with a heading, so that it can be jumped to.
fn frame(page: Page, panel: &'static Panel) -> AnyView {
    let heading = format!("{}-heading", panel.id);
    view! {
        <section class=format!("panel panel-{}", panel.id) id=panel.id aria-labelledby=heading.clone()>
            <h2 id=heading.clone() tabindex="-1">{panel.title}</h2>
            {(panel.view)(page)}
        </section>
    }
    .into_any()
}
